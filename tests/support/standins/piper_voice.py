"""A stand-in Piper voice: a real ONNX file and its JSON, with the inputs of a VITS model.

It plays a tone: six frames of 256 samples for each sound of the text, one for the
gaps that Piper puts between them, all times the length scale.
"""

import json

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

ONNX_HEAD = b"\x08\x07"
"""How an ONNX file begins: looks like one, but does not load."""

RATE_HZ = 22_050
PITCH_HZ = 220
FRAME_SAMPLES = 256

_SOUND_FRAMES, _GAP_FRAMES = 6, 1
_GAP = 0
_SYMBOLS = 256


def build(path, *, voice="en-us", language="en_US", quality="medium"):
    """Write ``path`` and ``path`` + ".json", and return ``path``."""
    frames = np.full(_SYMBOLS, _SOUND_FRAMES, np.float32)
    frames[_GAP] = _GAP_FRAMES
    constants = {
        "frames": frames,
        "one": np.array([1], np.int64),
        "two": np.array([2], np.int64),
        "frame": np.array(FRAME_SAMPLES, np.float32),
        "zero": np.array(0, np.float32),
        "step": np.array(1, np.float32),
        "angle": np.array(2 * np.pi * PITCH_HZ / RATE_HZ, np.float32),
        "shape": np.array([1, 1, 1, -1], np.int64),
    }
    nodes = [
        helper.make_node("Slice", ["scales", "one", "two"], ["length_scale"]),
        helper.make_node("Gather", ["frames", "input"], ["plain"]),
        helper.make_node("Mul", ["plain", "length_scale"], ["scaled"]),
        helper.make_node("ReduceSum", ["scaled"], ["total"], keepdims=0),
        helper.make_node("Ceil", ["total"], ["whole"]),
        helper.make_node("Mul", ["whole", "frame"], ["samples"]),
        helper.make_node("Range", ["zero", "samples", "step"], ["time"]),
        helper.make_node("Mul", ["time", "angle"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["wave"]),
        helper.make_node("Reshape", ["wave", "shape"], ["output"]),
    ]
    return write(path, nodes, constants, voice=voice, language=language, quality=quality)


def write(path, nodes, constants, *, voice, language, quality):
    """Write a graph of ``nodes`` as a voice, and its description; return ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    graph = helper.make_graph(
        nodes,
        "stand-in",
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "time"])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    description = {
        "audio": {"sample_rate": RATE_HZ, "quality": quality},
        "espeak": {"voice": voice},
        "language": {"code": language},
        "phoneme_type": "espeak",
        "num_symbols": _SYMBOLS,
        "num_speakers": 1,
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
        "speaker_id_map": {},
    }
    path.with_name(path.name + ".json").write_text(json.dumps(description), encoding="utf-8")
    return path

"""Models as large as the real ones: what it costs to load and run them is true, they say nothing.

The dimensions are those of the published models, the weights are noise. So they are quickly
made: nothing is trained, and what is quantised is written as quantised noise.
"""

import argparse
from itertools import product
from pathlib import Path

import ctranslate2
import gguf
import numpy as np
from ctranslate2.specs import whisper_spec
from faster_whisper.tokenizer import _LANGUAGE_CODES
from onnx import helper

from support.standins import piper_voice, whisper_folder
from support.standins.codes import byte_letters

WHISPER = {  # width, heads, layers
    "tiny": (384, 6, 4),
    "base": (512, 8, 6),
    "small": (768, 12, 12),
    "medium": (1024, 16, 24),
}
LLM = {  # width, layers, heads, heads of keys, width between, vocabulary: Qwen2.5's
    "0.5b": (896, 24, 14, 2, 4864, 151_936),
    "1.5b": (1536, 28, 12, 2, 8960, 151_936),
    "3b": (2048, 36, 16, 2, 11_008, 151_936),
    "7b": (3584, 28, 28, 4, 18_944, 152_064),
}
PIPER = {"medium": 60, "high": 108}  # layers of 512 x 512

_MELS, _POSITIONS, _TEXT_POSITIONS = 80, 1500, 448
_CONTEXT_TOKENS = 32_768
_NOISE = 1e-3


def whisper(path, size):
    """Write a CTranslate2 folder, int8. It hears nothing: the end is always the likeliest."""
    path.mkdir(parents=True, exist_ok=True)
    width, heads, layers = WHISPER[size]
    chance = np.random.default_rng(0)
    languages = [f"<|{code}|>" for code in _LANGUAGE_CODES if code != "yue"]
    tasks = ["translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps"]
    end = "<|endoftext|>"
    special = [end, "<|startoftranscript|>", *languages, *(f"<|{task}|>" for task in tasks)]
    letters = byte_letters()
    text = [*letters, *(f"~{n}" for n in range(50_256 - len(letters)))]
    text.append("")  # tells CTranslate2 that the model is multilingual
    vocabulary = [*text, *special, *(f"<|{n * 0.02:.2f}|>" for n in range(_POSITIONS + 1))]
    number = {token: index for index, token in enumerate(vocabulary)}

    def fill(spec, outputs, inputs):
        spec.weight = chance.normal(0, _NOISE, (outputs, inputs)).astype(np.float32)
        spec.bias = np.zeros(outputs, np.float32)

    def norm(spec):
        spec.gamma, spec.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    spec = whisper_spec.WhisperSpec(layers, heads, layers, heads)
    for convolution, inputs in ((spec.encoder.conv1, _MELS), (spec.encoder.conv2, width)):
        convolution.weight = chance.normal(0, _NOISE, (width, inputs, 3)).astype(np.float32)
        convolution.bias = np.zeros(width, np.float32)
    for stack, positions in ((spec.encoder, _POSITIONS), (spec.decoder, _TEXT_POSITIONS)):
        stack.position_encodings.encodings = np.zeros((positions, width), np.float32)
        norm(stack.layer_norm)
        for layer in stack.layer:
            norm(layer.self_attention.layer_norm)
            fill(layer.self_attention.linear[0], 3 * width, width)
            fill(layer.self_attention.linear[1], width, width)
            norm(layer.ffn.layer_norm)
            fill(layer.ffn.linear_0, 4 * width, width)
            fill(layer.ffn.linear_1, width, 4 * width)
            if stack is spec.decoder:
                norm(layer.attention.layer_norm)
                fill(layer.attention.linear[0], width, width)
                fill(layer.attention.linear[1], 2 * width, width)
                fill(layer.attention.linear[2], width, width)
    embedding = chance.normal(0, _NOISE, (len(vocabulary), width)).astype(np.float32)
    spec.decoder.embeddings.weight = spec.decoder.projection.weight = embedding
    spec.decoder.projection.bias = np.zeros(len(vocabulary), np.float32)
    spec.decoder.projection.bias[number[end]] = 100
    spec.config.suppress_ids = spec.config.suppress_ids_begin = []
    spec.config.lang_ids = [number[language] for language in languages]
    spec.config.alignment_heads = [list(p) for p in product(range(layers // 2, layers), [0])]
    spec.register_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(path))
    whisper_folder.write_texts(path, vocabulary, [*letters, *special], special)
    assert ctranslate2.contains_model(str(path))
    return path


def llm(path, size):
    """Write a GGUF of noise in Q4_K, about as large as Q4_K_M."""
    path.parent.mkdir(parents=True, exist_ok=True)
    width, layers, heads, key_heads, inner, words = LLM[size]
    keys = width // heads * key_heads
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    letters = byte_letters()
    vocabulary = [*letters, *(f"~{n}" for n in range(words - len(letters) - len(special)))]
    kinds = [gguf.TokenType.NORMAL] * len(letters)
    kinds += [gguf.TokenType.UNUSED] * (len(vocabulary) - len(letters))

    writer = gguf.GGUFWriter(str(path), "qwen2", use_temp_file=False)
    writer.add_name(f"stand-in {size}")
    writer.add_context_length(_CONTEXT_TOKENS)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(inner)
    writer.add_head_count(heads)
    writer.add_head_count_kv(key_heads)
    writer.add_rope_freq_base(1e6)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q4_K_M)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list([*vocabulary, *special])
    writer.add_token_types(kinds + [gguf.TokenType.CONTROL] * len(special))
    writer.add_token_merges([f"{letters[0]} {letters[1]}"])
    writer.add_bos_token_id(words - 3)
    writer.add_eos_token_id(words - 1)
    writer.add_add_bos_token(False)  # noqa: FBT003 - it has no names

    def ones(name, length, value=1.0):
        writer.add_tensor(name, np.full(length, value, np.float32))

    def noise(name, rows, columns, kind=gguf.GGMLQuantizationType.Q4_K):
        writer.add_tensor(name, _quantised(rows, columns, kind), raw_dtype=kind)

    # one Q4_K row holds whole blocks of 256; what does not divide is stored as Q8_0
    small = gguf.GGMLQuantizationType.Q4_K if width % 256 == 0 else gguf.GGMLQuantizationType.Q8_0
    noise("token_embd.weight", words, width, small)
    ones("output_norm.weight", width)
    for layer in range(layers):
        at = f"blk.{layer}."
        ones(f"{at}attn_norm.weight", width)
        ones(f"{at}ffn_norm.weight", width)
        for part, rows in (("q", width), ("k", keys), ("v", keys)):
            noise(f"{at}attn_{part}.weight", rows, width, small)
            ones(f"{at}attn_{part}.bias", rows, 0.0)
        noise(f"{at}attn_output.weight", width, width, small)
        noise(f"{at}ffn_gate.weight", inner, width, small)
        noise(f"{at}ffn_up.weight", inner, width, small)
        noise(f"{at}ffn_down.weight", width, inner)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _quantised(rows, columns, kind):
    """Return noise as blocks of ``kind``: a small scale, then any bits."""
    values, block_bytes = gguf.GGML_QUANT_SIZES[kind]
    blocks = np.random.default_rng(rows).integers(
        0, 256, (rows, columns // values, block_bytes), dtype=np.uint8
    )
    head = np.array([_NOISE], np.float16) if block_bytes < 100 else np.array([_NOISE, 0], "f2")
    blocks[:, :, : head.nbytes] = head.view(np.uint8)
    return blocks.reshape(rows, -1)


def piper(path, size):
    """Write a voice that is silent for 100 ms per sound, after the work of a real one."""
    chance = np.random.default_rng(0)
    constants = {
        "table": chance.normal(0, _NOISE, (256, 512)).astype(np.float32),
        "wide": np.zeros((512, 2205), np.float32),
        "shape": np.array([1, 1, 1, -1], np.int64),
    }
    nodes = [helper.make_node("Gather", ["table", "input"], ["x0"])]
    for n in range(PIPER[size]):
        constants[f"w{n}"] = chance.normal(0, 0.04, (512, 512)).astype(np.float32)
        nodes.append(helper.make_node("MatMul", [f"x{n}", f"w{n}"], [f"y{n}"]))
        nodes.append(helper.make_node("Tanh", [f"y{n}"], [f"x{n + 1}"]))
    nodes.append(helper.make_node("MatMul", [f"x{PIPER[size]}", "wide"], ["sound"]))
    nodes.append(helper.make_node("Reshape", ["sound", "shape"], ["output"]))
    return piper_voice.write(path, nodes, constants, voice="en-us", language="en_US", quality=size)


def main():
    """Write one of each into a models folder."""
    parser = argparse.ArgumentParser(prog="scripts/standins", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a models folder")
    parser.add_argument("--whisper", choices=WHISPER, default="base")
    parser.add_argument("--llm", choices=LLM, default="1.5b")
    parser.add_argument("--piper", choices=PIPER, default="medium")
    wanted = parser.parse_args()
    for path in (
        whisper(wanted.folder / "whisper" / wanted.whisper, wanted.whisper),
        llm(wanted.folder / "llm" / f"{wanted.llm}.gguf", wanted.llm),
        piper(wanted.folder / "piper" / f"{wanted.piper}.onnx", wanted.piper),
    ):
        print(path)  # noqa: T201 - a command


if __name__ == "__main__":
    main()

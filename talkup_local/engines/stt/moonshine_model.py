"""Moonshine's network, run by onnxruntime: an encoder, and a decoder with a key-value cache.

The wheel's own C library runs the same two files, but loses some 4 MB of memory for
every answer. Here nothing is kept between calls, and work can be cancelled at any token.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

ENCODER: Final = "encoder_model.ort"
DECODER: Final = "decoder_model_merged.ort"
TOKENIZER: Final = "tokenizer.bin"

_START, _END = 1, 2
_FIRST_SPOKEN = 3
_HEADS, _HEAD_WIDTH = 8, 36
_TOKENS_PER_S = 6.5
"""What the network was trained for; a reply that is longer is a loop."""
_SHORTEST_SAMPLES = 1600
_SEVEN_BITS = 0x80
_SPACE = "\N{LOWER ONE EIGHTH BLOCK}"

Floats = NDArray[np.float32]


class MoonshineModel:
    """The loaded network. Not safe for several threads."""

    def __init__(self, folder: Path, *, threads: int) -> None:
        """Load it. ``folder`` holds the three files. Raises what onnxruntime raises."""
        self._tokens = tuple(_tokens((folder / TOKENIZER).read_bytes()))
        self._encoder = _session(folder / ENCODER, threads)
        # a step of the decoder is too small to be divided: more threads make it slower
        self._decoder = _session(folder / DECODER, 1)
        outputs = [output.name for output in self._decoder.get_outputs()]
        self._cache_names = [name.replace("present", "past_key_values") for name in outputs[1:]]

    def transcribe(
        self, samples: Floats, cancelled: Callable[[], bool]
    ) -> tuple[str, float | None]:
        """Return the text of ``samples`` and how sure the network is of it, 0..1.

        samples: float32, shape (n,), 16 kHz mono, -1..1. cancelled: asked before each token.
        """
        padding = max(0, _SHORTEST_SAMPLES - len(samples))
        audio = np.pad(samples, (0, padding))[np.newaxis]
        heard = np.ones(audio.shape, np.int64)
        (hidden,) = self._encoder.run(None, {"input_values": audio, "attention_mask": heard})
        tokens: list[int] = []
        log_probabilities: list[float] = []
        limit = int(audio.shape[1] / 16_000 * _TOKENS_PER_S) + 2
        for token, log_probability in self._decode(hidden, heard):
            if token == _END or len(tokens) >= limit or cancelled():
                break
            tokens.append(token)
            log_probabilities.append(log_probability)
        if not tokens:
            return "", None
        return self._text(tokens), round(float(np.exp(np.mean(log_probabilities))), 3)

    def _decode(self, hidden: Floats, heard: NDArray[np.int64]) -> Iterator[tuple[int, float]]:
        """Yield the likeliest next token and its log probability, again and again."""
        cache = {name: self._empty(name, hidden.shape[1]) for name in self._cache_names}
        token, first = _START, True
        while True:
            logits, *present = self._decoder.run(
                None,
                {
                    "input_ids": np.array([[token]], np.int64),
                    "encoder_hidden_states": hidden,
                    "encoder_attention_mask": heard,
                    "use_cache_branch": np.array([not first]),
                    **cache,
                },
            )
            # what comes of the encoder is computed once; later steps return it empty
            cache |= {
                name: values
                for name, values in zip(self._cache_names, present, strict=True)
                if first or ".decoder." in name
            }
            scores = logits[0, -1]
            token, first = int(scores.argmax()), False
            yield token, float(scores[token] - _log_sum_exp(scores))

    @staticmethod
    def _empty(name: str, encoder_length: int) -> Floats:
        length = 0 if ".decoder." in name else encoder_length
        return np.zeros((1, _HEADS, length, _HEAD_WIDTH), np.float32)

    def _text(self, tokens: list[int]) -> str:
        joined = b"".join(self._tokens[token] for token in tokens if token >= _FIRST_SPOKEN)
        return joined.decode("utf-8", errors="replace").replace(_SPACE, " ").strip()


def _session(path: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    # waiting threads would take the cores from the language model
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _log_sum_exp(scores: Floats) -> float:
    top = float(scores.max())
    return top + float(np.log(np.exp(scores - top).sum()))


def _tokens(data: bytes) -> Iterator[bytes]:
    """Yield the vocabulary: each token is its length, in seven bits a byte, and its bytes."""
    at = 0
    while at < len(data):
        length = data[at]
        at += 1
        if length >= _SEVEN_BITS:
            length += (data[at] - 1) * _SEVEN_BITS
            at += 1
        yield data[at : at + length]
        at += length

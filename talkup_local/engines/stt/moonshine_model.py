"""Moonshine's network, run by onnxruntime: an encoder, and a decoder with a key-value cache.

The wheel's own C library runs the same two files, but loses some 4 MB of memory for
every answer. Here nothing is kept between calls, and work can be cancelled at any token.

An earlier transcript of about the same audio saves most of the decoder's work: one run
checks many of its tokens, where each new token takes a run of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from talkup_local.engines.offline import stay_offline

ENCODER: Final = "encoder_model.ort"
DECODER: Final = "decoder_model_merged.ort"
TOKENIZER: Final = "tokenizer.bin"

_START, _END = 1, 2
_FIRST_SPOKEN = 3
_HEADS, _HEAD_WIDTH = 8, 36
_TOKENS_PER_S = 6.5
"""What the network was trained for; a reply that is longer is a loop."""
_SHORTEST_SAMPLES = 1600
_NEAR_TOKENS = 5
"""How far on in a draft that went wrong the word after may stand."""
_SEVEN_BITS = 0x80
_SPACE = "\N{LOWER ONE EIGHTH BLOCK}"

Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What the network heard. confidence: how sure it is, 0..1; None of no words."""

    text: str = ""
    tokens: tuple[int, ...] = ()
    confidence: float | None = None


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
        self, samples: Floats, cancelled: Callable[[], bool], draft: Sequence[int] = ()
    ) -> Heard:
        """Return what is said in ``samples``: float32, shape (n,), 16 kHz mono, -1..1.

        cancelled: asked before each run of the decoder. draft: tokens to expect. The
        network computes with 8 bits that it scales over a whole run, so where two words
        are all but equally likely, the draft may decide; on the whole it is as right.
        """
        padding = max(0, _SHORTEST_SAMPLES - len(samples))
        audio = np.pad(samples, (0, padding))[np.newaxis]
        heard = np.ones(audio.shape, np.int64)
        (hidden,) = self._encoder.run(None, {"input_values": audio, "attention_mask": heard})
        tokens: list[int] = []
        log_probabilities: list[float] = []
        limit = int(audio.shape[1] / 16_000 * _TOKENS_PER_S) + 2
        for token, log_probability in self._decode(hidden, heard, draft[:limit], cancelled):
            if token == _END or len(tokens) >= limit:
                break
            tokens.append(token)
            log_probabilities.append(log_probability)
        if not tokens:
            return Heard()
        confidence = round(float(np.exp(np.mean(log_probabilities))), 3)
        return Heard(text=self._text(tokens), tokens=tuple(tokens), confidence=confidence)

    def _decode(
        self,
        hidden: Floats,
        heard: NDArray[np.int64],
        draft: Sequence[int],
        cancelled: Callable[[], bool],
    ) -> Iterator[tuple[int, float]]:
        """Yield the likeliest next token and its log probability, again and again."""
        cache = {name: self._empty(name, hidden.shape[1]) for name in self._cache_names}
        token, length, guess = _START, 0, draft
        while not cancelled():
            logits, *present = self._decoder.run(
                None,
                {
                    "input_ids": np.array([[token, *guess]], np.int64),
                    "encoder_hidden_states": hidden,
                    "encoder_attention_mask": heard,
                    "use_cache_branch": np.array([length > 0]),
                    **cache,
                },
            )
            # what comes of the encoder is computed once; later runs return it empty
            cache |= {
                name: values
                for name, values in zip(self._cache_names, present, strict=True)
                if not length or ".decoder." in name
            }
            right = 0
            for scores in logits[0]:
                token = int(scores.argmax())
                yield token, float(scores[token] - _log_sum_exp(scores))
                if right == len(guess) or guess[right] != token:
                    break
                right += 1
            length += 1 + right
            if right < len(guess):
                cache |= {
                    name: values[:, :, :length]
                    for name, values in cache.items()
                    if ".decoder." in name
                }
            draft = draft[right:]
            near = draft[:_NEAR_TOKENS]
            if token in near:
                draft = guess = draft[near.index(token) + 1 :]
            else:
                guess = ()

    @staticmethod
    def _empty(name: str, encoder_length: int) -> Floats:
        length = 0 if ".decoder." in name else encoder_length
        return np.zeros((1, _HEADS, length, _HEAD_WIDTH), np.float32)

    def _text(self, tokens: list[int]) -> str:
        joined = b"".join(self._tokens[token] for token in tokens if token >= _FIRST_SPOKEN)
        return joined.decode("utf-8", errors="replace").replace(_SPACE, " ").strip()


def _session(path: Path, threads: int) -> Any:
    stay_offline()
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

"""What kind of file a model file is, told by its first bytes, without any library.

A download that went wrong is often a page of words; a model for another program often
has the ending of ours. Both are told here in words, with what mends it.
"""

from __future__ import annotations

import json
import os
import re
import stat
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal

Wanted = Literal["gguf", "onnx", "whisper", "json", "text", "task"]

_HEAD_BYTES: Final = 512
_LARGEST_JSON_BYTES: Final = 64 << 20
_CTRANSLATE2_VERSIONS: Final = range(1, 100)
_GGUF_VERSIONS: Final = range(2, 4)
_ONNX_VERSIONS: Final = bytes(range(1, 100))
_ZIP: Final = b"PK\x03\x04"
_SPEC: Final = re.compile(rb"(\w+Spec)\0")

# GGUF's types of values: size in bytes of those that have a fixed one.
_SCALAR_BYTES: Final = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_GGUF_STRING: Final = 8
_GGUF_KEYS: Final = 24
"""So many at most are read: what the file is stands among the first."""
_GGUF_TEXT_BYTES: Final = 1 << 20

_NO_CHAT: Final = {
    "bert": "it makes embeddings",
    "embedding": "it makes embeddings",
    "clip": "it is the eyes of another model",
    "mmproj": "it is the eyes of another model",
    "adapter": "it is an adapter for another model",
    "t5encoder": "it only encodes",
    "whisper": "it hears, for whisper.cpp",
    "wavtokenizer": "it speaks",
}

_AGAIN: Final = "Copy or pull it anew"
_BETWEEN: Final = "Open its address in a browser to see what stands in between, then pull it anew"
CONVERTED: Final = (
    "Take one that was converted for CTranslate2 (talkup-local models list --job stt), "
    "or convert it with ct2-transformers-converter"
)
_AS_GGUF: Final = "Take a GGUF file of it (talkup-local models list --job llm)"


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """Why a file is not what it is wanted for. reason: a clause, mend: a sentence."""

    reason: str
    mend: str


def misfit(path: Path, wanted: Wanted) -> Misfit | None:
    """Return why the file can't be a ``wanted`` one, None when it looks like one.

    Raises OSError.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # to open a pipe would wait for its other end
        return Misfit(reason="it is a folder or a device, no file", mend=_AGAIN)
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        if not head:
            return Misfit(reason="it is empty", mend=_AGAIN)
        return _page(head, wanted) or _CHECKS[wanted](file, head)


def _page(head: bytes, wanted: Wanted) -> Misfit | None:
    """Tell a page of words that came in place of a file."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        reason = "it is an HTML page, no model: a proxy or a login stands in between"
        return Misfit(reason=reason, mend=_BETWEEN)
    if start.startswith((b"<?xml", b"<error")):
        return Misfit(reason="it is an XML error message, no model", mend=_BETWEEN)
    if start.startswith(b"version https://git-lfs"):
        reason = "it is a pointer of Git LFS, not the file itself"
        return Misfit(reason=reason, mend="Fetch it with git lfs pull, or pull it anew")
    if wanted not in ("json", "text") and re.match(rb'\{\s*"', start):
        return Misfit(reason="it is a JSON message, no model", mend=_BETWEEN)
    return None


def _other(head: bytes, wanted: str, mend: str) -> Misfit:
    """Name what ``head`` begins, if that is known."""
    known = _name(head)
    reason = f"it is {known}, not {wanted}" if known else f"it is not {wanted}"
    return Misfit(reason=reason, mend=mend)


def _name(head: bytes) -> str:
    kinds = (
        (b"GGUF", "a GGUF file"),
        ((b"lmgg", b"tjgg", b"fmgg"), "a GGML file (whisper.cpp or an old llama.cpp)"),
        ((b"\x80\x02", b"\x80\x03", b"\x80\x04"), "a PyTorch file"),
        (_ZIP, "a PyTorch file" if b"data.pkl" in head else "a zip archive"),
    )
    for start, name in kinds:
        if head.startswith(start):
            return name
    if head[8:10] == b'{"':  # after the length of that
        return "a safetensors file"
    if head[4:8] == b"TFL3":
        return "a TensorFlow Lite file"
    spec = _spec(head)
    return f"a CTranslate2 model ({spec})" if spec else ""


def _spec(head: bytes) -> str | None:
    """Return what a CTranslate2 model is, None when it is none."""
    if int.from_bytes(head[:4], "little") not in _CTRANSLATE2_VERSIONS:
        return None
    match = _SPEC.match(head, 6)
    return match[1].decode() if match else None


def _whisper(_file: BinaryIO, head: bytes) -> Misfit | None:
    spec = _spec(head)
    if spec == "WhisperSpec":
        return None
    if spec:
        return Misfit(reason=f"it is another CTranslate2 model ({spec})", mend=CONVERTED)
    return _other(head, "a Whisper model for CTranslate2", CONVERTED)


def _task(_file: BinaryIO, head: bytes) -> Misfit | None:
    return None if head.startswith(_ZIP) else _other(head, "a MediaPipe task", _AGAIN)


def _gguf(file: BinaryIO, head: bytes) -> Misfit | None:
    if not head.startswith(b"GGUF"):
        return _other(head, "a GGUF file", _AS_GGUF)
    if int.from_bytes(head[4:8], "little") not in _GGUF_VERSIONS:
        return Misfit(reason="its version of GGUF is not known", mend=_AS_GGUF)
    file.seek(16)  # after what it is, its version, and how many tensors it has
    try:
        (keys,) = struct.unpack("<Q", _exactly(file, 8))
        said = dict(_gguf_texts(file, min(keys, _GGUF_KEYS)))
    except (EOFError, UnicodeDecodeError):
        return Misfit(reason="its head is broken or cut off", mend=_AGAIN)
    kind = f"{said.get('general.architecture', '')} {said.get('general.type', '')}"
    for word, what in _NO_CHAT.items():
        if word in kind:
            return Misfit(reason=f"it is no language model to talk with: {what}", mend=_AS_GGUF)
    return None


def _gguf_texts(file: BinaryIO, keys: int) -> Iterator[tuple[str, str]]:
    """Yield the texts among the first entries, up to the first list: lists are the long ones."""
    for _ in range(keys):
        key = _text(file)
        (kind,) = struct.unpack("<I", _exactly(file, 4))
        if kind == _GGUF_STRING:
            yield key, _text(file)
        elif kind in _SCALAR_BYTES:
            _exactly(file, _SCALAR_BYTES[kind])
        else:
            return


def _text(file: BinaryIO) -> str:
    (length,) = struct.unpack("<Q", _exactly(file, 8))
    if length > _GGUF_TEXT_BYTES:
        raise EOFError
    return _exactly(file, length).decode()


def _exactly(file: BinaryIO, count: int) -> bytes:
    data = file.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _onnx(file: BinaryIO, head: bytes) -> Misfit | None:
    # a protobuf message, whose first field is the version of the format
    if not head.startswith(b"\x08") or head[1:2] not in _ONNX_VERSIONS:
        return _other(head, "an ONNX file", _AGAIN)
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    try:
        while file.tell() < size:
            _skip_field(file, size)
    except (EOFError, ValueError):
        return Misfit(reason="it is cut off, or broken", mend=_AGAIN)
    return None


def _skip_field(file: BinaryIO, size: int) -> None:
    """Go over one field of a protobuf message. Raises ValueError, EOFError."""
    kind = _varint(file) & 7
    if kind == 0:
        _varint(file)
        return
    lengths = {1: 8, 5: 4}
    length = _varint(file) if kind == 2 else lengths.get(kind)  # noqa: PLR2004 - a protobuf number
    if length is None or file.tell() + length > size:
        raise ValueError(kind)
    file.seek(length, os.SEEK_CUR)


def _varint(file: BinaryIO) -> int:
    value = shift = 0
    while True:
        (byte,) = _exactly(file, 1)
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 - the last byte of a number
            return value
        if shift > 63:  # noqa: PLR2004 - of 64 bits
            raise ValueError(value)


def _json(file: BinaryIO, _head: bytes) -> Misfit | None:
    file.seek(0)
    try:
        json.loads(file.read(_LARGEST_JSON_BYTES))
    except (ValueError, RecursionError):
        return Misfit(reason="it is not JSON, or cut off", mend=_AGAIN)
    return None


def _words(_file: BinaryIO, head: bytes) -> Misfit | None:
    return Misfit(reason="it is no text", mend=_AGAIN) if b"\0" in head else None


_CHECKS: Final[dict[Wanted, Callable[[BinaryIO, bytes], Misfit | None]]] = {
    "gguf": _gguf,
    "onnx": _onnx,
    "whisper": _whisper,
    "json": _json,
    "text": _words,
    "task": _task,
}

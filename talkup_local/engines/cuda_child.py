"""The child process of ``cuda``: tries one thing after the other, and tells before and after."""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from talkup_local.engines.llm.llama_cpp import NAME as LLAMA
from talkup_local.engines.llm.native import LlamaLibrary
from talkup_local.engines.nvidia import CUBLAS, CUDNN, NEEDED, open_library
from talkup_local.engines.stt.whisper_library import WhisperLibrary
from talkup_local.engines.tts.onnx_library import OnnxLibrary

_NVML: Final = "libnvidia-ml.so.1"
_TEXT_BYTES: Final = 96
_MAJOR, _MINOR, _PATCH = range(3)

Finding = dict[str, Any]


class _Memory(ctypes.Structure):
    """``nvmlMemory_t``: bytes."""

    _fields_ = (
        ("total", ctypes.c_ulonglong),
        ("free", ctypes.c_ulonglong),
        ("used", ctypes.c_ulonglong),
    )


def main() -> None:
    """Write what is found to stdout, each thing as a line of JSON."""
    for name, look in _looks():
        _tell(trying=name)
        try:
            _tell(found=look())
        except Exception as exc:  # noqa: BLE001 - whatever it is, it is a finding
            _tell(found={"problems": [f"{name}: {type(exc).__name__}: {exc}"]})


def _tell(**told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()  # the next thing may end this process


def _looks() -> Iterator[tuple[str, Callable[[], Finding]]]:
    yield "the driver", _driver
    for name in (*CUBLAS, *CUDNN):
        yield name, partial(_library, name)
    yield "CTranslate2", lambda: {"whisper": WhisperLibrary().cards()}
    yield "llama.cpp", lambda: {"llama": LlamaLibrary(LLAMA, context_tokens=0).cards()}
    yield "onnxruntime", lambda: {"onnx": OnnxLibrary().cards()}


def _driver() -> Finding:
    try:
        nvml = ctypes.CDLL(_NVML)
    except OSError:
        return {}  # no driver, no card
    if status := nvml.nvmlInit_v2():
        return {"problems": [f"{_NVML} does not start: status {status}"]}
    version = ctypes.create_string_buffer(_TEXT_BYTES)
    nvml.nvmlSystemGetDriverVersion(version, _TEXT_BYTES)
    count = ctypes.c_uint()
    nvml.nvmlDeviceGetCount_v2(ctypes.byref(count))
    cards = [_card(nvml, number) for number in range(count.value)]
    return {"driver": version.value.decode(errors="replace"), "cards": cards}


def _card(nvml: ctypes.CDLL, number: int) -> Finding:
    handle, memory = ctypes.c_void_p(), _Memory()
    name = ctypes.create_string_buffer(_TEXT_BYTES)
    nvml.nvmlDeviceGetHandleByIndex_v2(number, ctypes.byref(handle))
    nvml.nvmlDeviceGetName(handle, name, _TEXT_BYTES)
    nvml.nvmlDeviceGetMemoryInfo(handle, ctypes.byref(memory))
    return {
        "number": number,
        "name": name.value.decode(errors="replace"),
        "memory_bytes": memory.total,
        "memory_free_bytes": memory.free,
    }


def _library(name: str) -> Finding:
    version = problem = ""
    try:
        version = _version(name.partition(".")[0].removeprefix("lib"), open_library(name))
    except OSError as exc:
        problem = str(exc)
    used_by = [engine for engine, needed in NEEDED.items() if name in needed]
    about = {"name": name, "version": version, "problem": problem, "used_by": used_by}
    return {"libraries": [about]}


def _version(name: str, library: ctypes.CDLL) -> str:
    """Return the version that a library tells of itself, "" when it tells none."""
    ask = getattr(library, f"{name}GetProperty", None)
    if ask is None:
        return ""
    parts = []
    for part in (_MAJOR, _MINOR, _PATCH):
        value = ctypes.c_int()
        ask(part, ctypes.byref(value))
        parts.append(str(value.value))
    return ".".join(parts)


if __name__ == "__main__":
    main()

"""The processor: what it can do that matters here, and whether the libraries run on it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from talkup_local.observe.children import Ended, run_child
from talkup_local.observe.machine import Machine
from talkup_local.wiring.checks.finding import Finding, gib

FEATURES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "AVX": frozenset({"avx"}),
        "AVX2": frozenset({"avx2"}),
        "FMA": frozenset({"fma"}),
        "F16C": frozenset({"f16c"}),
        "AVX-512": frozenset({"avx512f"}),
        "VNNI": frozenset({"avx512_vnni", "avx_vnni"}),
        "AMX": frozenset({"amx_int8", "amx_bf16"}),
        "NEON": frozenset({"asimd", "neon"}),
        "dot product": frozenset({"asimddp"}),
        "SVE": frozenset({"sve"}),
    }
)
"""By what people call it: Linux' flags, any one of which means it."""

_FAST: Final = ({"AVX2", "FMA", "F16C"}, {"NEON"})
"""With either of these models run at a good speed."""

TRIAL: Final = (sys.executable, "-m", "talkup_local.engines.trial")
_TRIAL_TIMEOUT_S: Final = 120.0
"""A large model on a slow disk takes long to read."""

_PACKAGES: Final = {
    "llama_cpp": "llama-cpp-python",
    "ctranslate2": "ctranslate2",
    "onnxruntime": "onnxruntime",
}
_REBUILD: Final = {
    "llama_cpp": 'Build it for this machine: CMAKE_ARGS="-DGGML_NATIVE=ON" pip install '
    "--force-reinstall --no-deps --no-binary llama-cpp-python llama-cpp-python",
    "ctranslate2": "Install another release: pip install --force-reinstall ctranslate2",
    "onnxruntime": "Install another release: pip install --force-reinstall onnxruntime",
}

USED_BY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "llama_cpp": "llama_cpp",
        "faster_whisper": "ctranslate2",
        "moonshine": "onnxruntime",
        "piper": "onnxruntime",
        "silero": "onnxruntime",
        "yunet": "onnxruntime",
    }
)
"""By engine: the native library that it stands on."""


def features(machine: Machine) -> Finding:
    """Tell which of the processor's instructions matter here."""
    there = [name for name, flags in FEATURES.items() if flags & machine.features]
    facts = {"name": machine.processor, "features": there}
    text = ", ".join(there)
    if not machine.features:
        return Finding(
            about="instructions", state="info", text="this system does not tell them", facts=facts
        )
    if any(fast <= set(there) for fast in _FAST):
        return Finding(about="instructions", state="good", text=text, facts=facts)
    return Finding(
        about="instructions",
        state="note",
        text=f"{text or 'none of those that models gain by'}: models will be slow",
        mend="In a virtual machine, pass the host's processor through (AVX2, FMA, F16C)",
        facts=facts,
    )


def resources(machine: Machine) -> Finding:
    """Tell what the machine, or the container, lets this process use."""
    return Finding(
        about="may use",
        state="good",
        text=f"{machine.cores:g} cores, {gib(machine.memory_bytes)} of memory, "
        f"{gib(machine.memory_free_bytes)} free",
        facts={
            "cores": machine.cores,
            "memory_bytes": machine.memory_bytes,
            "memory_free_bytes": machine.memory_free_bytes,
        },
    )


@dataclass(frozen=True, kw_only=True)
class Trial:
    """How a library fared in a process of its own. fault: "" when it runs."""

    library: str
    fault: str = ""
    mend: str = ""
    version: str = ""
    about: str = ""

    @property
    def finding(self) -> Finding:
        """The same for the report; a job that needs it has the problem."""
        name = _PACKAGES[self.library]
        facts = {"library": self.library, "version": self.version, "about": self.about}
        if self.fault:
            return Finding(about=name, state="note", text=self.fault, mend=self.mend, facts=facts)
        return Finding(about=name, state="good", text=f"{self.version} runs here", facts=facts)


def try_libraries(
    libraries: Mapping[str, str],
    command: Sequence[str] = TRIAL,
    *,
    timeout_s: float = _TRIAL_TIMEOUT_S,
) -> dict[str, Trial]:
    """Try each of ``libraries`` in a child process: by name, a model to load or "".

    command: what tries; it gets the name and the model. Waits for all of them.
    """
    commands = [[*command, *filter(None, one)] for one in libraries.items()]
    with ThreadPoolExecutor() as pool:
        ends = pool.map(partial(run_child, timeout_s=timeout_s), commands)
        judged = [_judged(*one, timeout_s) for one in zip(libraries, ends, strict=True)]
    return {trial.library: trial for trial in judged}


def _judged(library: str, end: Ended, timeout_s: float) -> Trial:
    package = _PACKAGES[library]
    if end.ok:
        told = _told(end.out)
        return Trial(library=library, version=told.get("version", ""), about=told.get("about", ""))
    if end.signal == "SIGILL":
        fault = f"this build of {package} needs instructions that this processor lacks"
    elif end.signal:
        fault = f"this build of {package} dies of {end.signal} when it is used"
    elif end.code is None:
        fault = f"{package} was not done within {timeout_s:g} s"
    else:
        fault = f"{package} can't be used: {end.last_words or f'exit code {end.code}'}"
    return Trial(library=library, fault=fault, mend=_REBUILD[library])


def _told(out: str) -> dict[str, Any]:
    for line in reversed(out.splitlines()):  # a library may have written before
        try:
            told = json.loads(line)
        except ValueError:
            continue
        return told if isinstance(told, dict) else {}
    return {}


def broken(trials: Mapping[str, Trial]) -> Iterator[tuple[str, Trial]]:
    """Yield the engines that must not be loaded here, with why."""
    for engine, library in USED_BY.items():
        if library in trials and trials[library].fault:
            yield engine, trials[library]

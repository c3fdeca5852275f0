"""``python -m``: try one foreign library in a process of its own, which may die of it.

Arguments: the library, and for ``llama_cpp`` a model to load. Prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from talkup_local.engines.offline import stay_offline

_CONTEXT_TOKENS: Final = 64


def main(arguments: Sequence[str]) -> None:
    """Try the library and say what it is."""
    name, *rest = arguments
    sys.stdout.write(json.dumps(TRIALS[name](*rest)))


def _llama_cpp(model: str = "") -> dict[str, Any]:
    import llama_cpp

    llama_cpp.llama_backend_init()
    about = llama_cpp.llama_print_system_info().decode(errors="replace")
    if model:
        _evaluate_a_token(llama_cpp, model)
    return {"version": llama_cpp.__version__, "about": about, "model": model}


def _evaluate_a_token(library: Any, model: str) -> None:
    import ctypes

    settings = library.llama_model_default_params()
    settings.n_gpu_layers = 0  # what the processor can do is in question
    loaded = library.llama_model_load_from_file(model.encode(), settings)
    if not loaded:
        sys.exit(f"{model} does not load")
    room = library.llama_context_default_params()
    room.n_ctx = room.n_batch = _CONTEXT_TOKENS
    context = library.llama_init_from_model(loaded, room)
    token = (ctypes.c_int32 * 1)(1)
    if library.llama_decode(context, library.llama_batch_get_one(token, 1)):
        sys.exit(f"{model} can't be evaluated")


def _ctranslate2() -> dict[str, Any]:
    stay_offline()
    import ctranslate2

    types = sorted(ctranslate2.get_supported_compute_types("cpu"))
    return {"version": ctranslate2.__version__, "about": ", ".join(types)}


def _onnxruntime() -> dict[str, Any]:
    stay_offline()
    import onnxruntime

    providers = onnxruntime.get_available_providers()
    return {"version": onnxruntime.__version__, "about": ", ".join(providers)}


TRIALS: Final[Mapping[str, Callable[..., dict[str, Any]]]] = MappingProxyType(
    {"llama_cpp": _llama_cpp, "ctranslate2": _ctranslate2, "onnxruntime": _onnxruntime}
)
"""By library: what tries it."""


if __name__ == "__main__":
    main(sys.argv[1:])

"""Whether a file can be what the catalogue says it is, before anybody relies on it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from talkup_local.catalogue.entries import Model, ModelFile
from talkup_local.engines.formats import Wanted, misfit
from talkup_local.errors import WrongContent

_BY_ENDING: Final[dict[str, Wanted]] = {
    ".gguf": "gguf",
    ".onnx": "onnx",
    ".json": "json",
    ".txt": "text",
    ".task": "task",
}


def check_content(path: Path, model: Model, file: ModelFile) -> None:
    """Look at the file at ``path``, whatever its name there is, as ``file`` of ``model``.

    A look, no proof: that is the hash. Raises WrongContent, OSError.
    """
    wanted = _wanted(model, file)
    found = misfit(path, wanted) if wanted else None
    if found is not None:
        raise WrongContent(file.here, found.reason, found.mend)


def _wanted(model: Model, file: ModelFile) -> Wanted | None:
    if file.here == "model.bin" and "faster_whisper" in model.engines:
        return "whisper"
    return _BY_ENDING.get(PurePosixPath(file.here).suffix)

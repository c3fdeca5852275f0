"""Where a detector's model file is."""

from __future__ import annotations

from pathlib import Path

from talkup_local.config import Config
from talkup_local.engines.formats import Misfit, Wanted, misfit
from talkup_local.engines.probe import Probe, resolve


def model_file(
    config: Config, folder: Path, pattern: str, what: str, wanted: Wanted
) -> Path | Probe:
    """Return the file that ``vision.model`` names, or the first in the models folder.

    pattern: of its name. what: it is, for people. wanted: what is to be in it.
    """
    shelf = resolve(folder, config.models) / "vision"
    if config.vision.model:
        path = resolve(folder, config.vision.model)
        if path.is_file() and path.match(pattern):
            return _checked(path, wanted)
        return Probe(
            ok=False,
            reason=f"vision.model = {config.vision.model!r} is no {what}",
            mend=f"Set vision.model to a file {pattern}, or leave it empty",
        )
    found = sorted(shelf.rglob(pattern))
    if not found:
        return Probe(
            ok=False,
            reason=f"no {what} in {shelf}",
            mend="talkup-local models list --job vision shows some, or set vision.model",
        )
    return _checked(found[0], wanted)


def _checked(path: Path, wanted: Wanted) -> Path | Probe:
    try:
        fault = misfit(path, wanted)
    except OSError as exc:
        fault = Misfit(reason=f"it can't be read: {exc.strerror or exc}", mend="Copy it anew")
    if fault is None:
        return path
    return Probe(ok=False, reason=f"{path}: {fault.reason}", mend=fault.mend)

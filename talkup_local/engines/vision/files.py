"""Where a detector's model file is."""

from __future__ import annotations

from pathlib import Path

from talkup_local.config import Config
from talkup_local.engines.probe import Probe, resolve


def model_file(config: Config, folder: Path, pattern: str, what: str) -> Path | Probe:
    """Return the file that ``vision.model`` names, or the first in the models folder.

    pattern: of its name. what: it is, for people.
    """
    shelf = resolve(folder, config.models) / "vision"
    if config.vision.model:
        path = resolve(folder, config.vision.model)
        if path.is_file() and path.match(pattern):
            return path
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
    return found[0]

"""Files of ours that are not Python: the catalogue, and what an installation is set up with."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKED: Final = Path(__file__).parent.parent / "_files"
_REPOSITORY: Final = Path(__file__).parent.parent.parent


def resource(path: str) -> Path:
    """Return where a file of the repository lies here, such as ``models/catalogue.toml``.

    A wheel carries them in ``talkup_local/_files``; a clone has them where they are.
    """
    packed = _PACKED / path
    return packed if packed.exists() else _REPOSITORY / path

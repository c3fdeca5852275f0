"""Where the appliance keeps what it has to keep."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from talkup_local.config.model import Config

_NAME: Final = "talkup-local"
_OLDER: Final = "data"
"""The folder of earlier releases, beside the configuration."""


def data_folder(config: Config, folder: Path) -> Path:
    """Return the folder of what is kept: tokens, interviews; it need not be there yet.

    folder: what relative paths of the configuration start from. Without ``data`` it is the
    platform's folder for data of this user. But where an earlier release has left tokens beside
    the configuration, that folder stays in use: without them the server would open itself.
    """
    if config.data:
        return folder / Path(config.data).expanduser()
    older = folder / _OLDER
    if (older / "tokens.db").exists():
        return older
    import platformdirs  # most configurations need not wait for it

    return platformdirs.user_data_path(_NAME, appauthor=False)

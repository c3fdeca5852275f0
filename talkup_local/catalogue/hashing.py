"""SHA-256 of files as fast as the library goes, without holding them in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

_BLOCK_BYTES: Final = 1 << 20


def sha256(path: Path, progress: Callable[[int], None] | None = None) -> str:
    """Return the hash of a file, in hexadecimal. ``progress`` is told of each block's bytes.

    Raises OSError.
    """
    digest = hashlib.sha256()
    block = memoryview(bytearray(_BLOCK_BYTES))
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(block):
            digest.update(block[:count])
            if progress is not None:
                progress(count)
    return digest.hexdigest()

"""Names of interviews, and the tokens that take one up again.

An id is ``iv_`` and ten letters; it is no secret. A resume token is ``rt_`` and 43 characters;
of it the SHA-256 is kept, from which it can't be made.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Final

_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""No two of them look alike."""

_ID_LENGTH: Final = 10
_SECRET_BYTES: Final = 32

IDS: Final = re.compile(rb"iv_[0-9a-z]{10}")
"""Finds ids in bytes."""


def new_id() -> str:
    """Return the id of a new interview."""
    return "iv_" + "".join(secrets.choice(_LETTERS) for _ in range(_ID_LENGTH))


def new_token() -> tuple[str, bytes]:
    """Return a new resume token, and its hash, which is what is kept."""
    text = f"rt_{secrets.token_urlsafe(_SECRET_BYTES)}"
    return text, token_hash(text)


def token_hash(text: str) -> bytes:
    """Return what is kept of a resume token, for any text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()

"""Bytes as peers write them in JSON."""

from __future__ import annotations

import base64
import re

from talkup_local.errors import InvalidBase64

_DATA_URL = re.compile(r"data:.{0,256}?;base64,")


def unbase64(text: str, name: str = "data") -> bytes:
    """Return the bytes of strict base64, or of a ``data:`` URL of it, in the field ``name``.

    Raises InvalidBase64.
    """
    url = _DATA_URL.match(text)
    try:
        return base64.b64decode(text[url.end() :] if url else text, validate=True)
    except ValueError:
        raise InvalidBase64(
            f"`{name}` is not base64: only A-Z a-z 0-9 + / and = at the end, without spaces."
        ) from None

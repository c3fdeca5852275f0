"""What browsers are told beside each file: what may run in it, and who may show it in a frame."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

_CONTENT: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",  # the WebSockets of this host too
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
)
_ORIGIN: Final = re.compile(r"[a-z][a-z0-9+.-]*://[\w.:*\[\]-]+/?", re.IGNORECASE | re.ASCII)

HIDING: Final[Mapping[str, str]] = MappingProxyType(
    {"Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff"}
)
"""No other site gets it as a picture, a script or a style, nor learns that it is there."""

_ALLOWED: Final = ("autoplay", "microphone", "screen-wake-lock")
_DENIED: Final = (
    "camera",
    "display-capture",
    "geolocation",
    "hid",
    "midi",
    "payment",
    "serial",
    "usb",
)
_FEATURES: Final = ", ".join(
    (*(f"{name}=(self)" for name in _ALLOWED), *(f"{name}=()" for name in _DENIED))
)


def policy(frames: Collection[str] | None) -> str:
    """Return a Content-Security-Policy.

    frames: the origins beside our own that may show the page in a frame, ``*`` for any; None
    where nobody may.
    """
    if frames is None:
        ancestors = "'none'"
    elif "*" in frames:
        ancestors = "*"
    else:
        # what is no origin would be read as something else
        listed = (origin.rstrip("/") for origin in frames if _ORIGIN.fullmatch(origin))
        ancestors = " ".join(("'self'", *listed))
    return "; ".join((*_CONTENT, f"frame-ancestors {ancestors}"))


def protecting(policy: str) -> dict[str, str]:
    """Return the headers that protect a page and whoever has it open."""
    return {
        "Content-Security-Policy": policy,
        "Permissions-Policy": _FEATURES,
        "Cross-Origin-Opener-Policy": "same-origin",  # of windows; frames are not concerned
        "Referrer-Policy": "no-referrer",
        **HIDING,
    }


def sharing(origins: Sequence[str]) -> dict[str, str]:
    """Return the headers by which a page may read what it asked for.

    origins: where it says it is from; browsers say it once or not at all.
    """
    allowed = {"Access-Control-Allow-Origin": origins[0]} if len(origins) == 1 else {}
    return {"Vary": "Origin", **allowed}


def takes_gzip(accepted: str) -> bool:
    """Tell whether an ``Accept-Encoding`` takes gzip."""
    for coding in accepted.split(","):
        name, _, weight = coding.replace(" ", "").lower().partition(";q=")
        if name == "gzip":
            return weight.strip("0.") != "" or not weight
    return False


def has(etag: str, known: str) -> bool:
    """Tell whether an ``If-None-Match`` names what has this weak tag."""
    tags = (tag.strip().removeprefix("W/") for tag in known.split(","))
    return any(tag in ("*", etag.removeprefix("W/")) for tag in tags)

"""Which web pages may talk to us: the ``Origin`` and ``Host`` of a request.

A page that is open in a user's browser can reach what the user can: the loopback port,
and every host of the network. Browsers let it open a WebSocket to any host and say only
where it came from, so that is what is looked at. Programs that are no browsers send no
``Origin``; they could write any, so it protects the user from pages, not us from programs.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}

Address = tuple[str, int | None]
"""Host name, lower case, and port; None for the port that the scheme has anyway."""


def allowed(origin: str, host: str, listed: Collection[str], *, loopback: bool) -> bool:
    """Tell whether a page of ``origin`` may talk to us, who were called by the name ``host``.

    listed: other origins that may, or ``*``. loopback: only this machine can reach us. Then
    pages of this machine may, whatever their port, and no others.
    """
    if "*" in listed or _plain(origin) in map(_plain, listed):
        return True
    page = _address(origin)
    if page is None:
        return False
    return is_local(page[0]) if loopback else own(origin, host)


def own(origin: str, host: str) -> bool:
    """Tell whether a page of ``origin`` is one of ours, who were called by the name ``host``."""
    page = _address(origin)
    return page is not None and page == _address(f"//{host}")


def here(host: str) -> bool:
    """Tell whether we were called by a name that always means this machine."""
    address = _address(f"//{host}")
    return address is not None and is_local(address[0])


def named(host: str, listed: Collection[str]) -> bool:
    """Tell whether a server on loopback may be called ``host``.

    A foreign page can have its own name resolve to 127.0.0.1, and then is of the same origin
    as we are; but it can't call us by an address, nor by a name without a dot.
    """
    address = _address(f"//{host}")
    if address is None:
        return False
    name = address[0]
    known = {other[0] for other in map(_address, listed) if other is not None}
    return "." not in name or _ip(name) is not None or is_local(name) or name in known


def is_local(name: str) -> bool:
    """Tell whether a host name always means this machine."""
    ip = _ip(name)
    return ip.is_loopback if ip is not None else name == "localhost" or name.endswith(".localhost")


def _address(url: str) -> Address | None:
    try:
        parts = urlsplit(url)
        name, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not name or parts.path.strip("/") or parts.query or parts.username is not None:
        return None
    usual = {_DEFAULT_PORTS[parts.scheme]} if parts.scheme in _DEFAULT_PORTS else {80, 443}
    return name.rstrip("."), None if port in usual else port


def _plain(origin: str) -> str:
    return origin.strip().rstrip("/").lower()


def _ip(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None

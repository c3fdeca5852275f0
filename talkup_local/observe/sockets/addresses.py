"""Socket addresses as the kernel gets them, and where they lead. Pure."""

from __future__ import annotations

import ipaddress
import struct
from dataclasses import dataclass
from typing import Final, Literal

Call = Literal["connect", "send", "bind", "socket", "lookup"]
Reach = Literal["nowhere", "unix", "kernel", "loopback", "outside"]

# Linux's numbers, the same on every processor that it runs on here
UNSPEC, UNIX, INET, INET6, NETLINK, ALG = 0, 1, 2, 10, 16, 38

LONGEST_BYTES: Final = 128
"""Of ``struct sockaddr_storage``: no address is longer."""

UNREADABLE: Final = "unreadable"

_NAMES: Final = {
    UNSPEC: "unspecified",
    UNIX: "unix",
    INET: "ipv4",
    INET6: "ipv6",
    NETLINK: "netlink",
    17: "packet",
    31: "bluetooth",
    ALG: "kernel crypto",
    40: "vsock",
    44: "xdp",
}
_INTERNET: Final = frozenset({_NAMES[INET], _NAMES[INET6]})
_ON_THIS_KERNEL: Final = frozenset({_NAMES[NETLINK], _NAMES[ALG]})
_READABLE: Final = _INTERNET | _ON_THIS_KERNEL | {_NAMES[UNIX]}
_NAME_SERVERS: Final = frozenset({53, 853, 5353, 5355})
"""DNS, DNS over TLS, multicast DNS, LLMNR."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """host: an IP address, or the path of a UNIX socket (``@`` begins an abstract one)."""

    family: str
    host: str = ""
    port: int = 0


def family_name(number: int) -> str:
    """Return what a family of addresses is called."""
    return _NAMES.get(number, f"family {number}")


def decode(raw: bytes, call: Call) -> Address:
    """Return the address in a ``struct sockaddr``; what can't be read is said to be so."""
    if len(raw) < struct.calcsize("=H"):
        return Address(family=UNREADABLE)
    (family,) = struct.unpack_from("=H", raw)
    if family == UNSPEC and call != "connect":
        family = INET  # so does the kernel; to connect means to take the connection back
    try:
        if family == UNIX:
            return Address(family=_NAMES[UNIX], host=_path(raw[2:]))
        if family == INET:
            port, host = struct.unpack_from("!2xH4s", raw)
            return Address(family=_NAMES[INET], host=str(ipaddress.IPv4Address(host)), port=port)
        if family == INET6:
            port, host = struct.unpack_from("!2xH4x16s", raw)
            return Address(family=_NAMES[INET6], host=str(ipaddress.IPv6Address(host)), port=port)
    except struct.error:
        return Address(family=UNREADABLE)
    return Address(family=family_name(family))


def _path(raw: bytes) -> str:
    if raw[:1] == b"\0":
        return "@" + raw[1:].decode(errors="backslashreplace")
    return raw.partition(b"\0")[0].decode(errors="backslashreplace")


def reach(call: Call, address: Address) -> Reach:
    """Return how far a call with ``address`` reaches.

    To bind to all addresses is to be reached from outside; to connect there is to
    connect to this machine.
    """
    if call == "socket":  # what it is used for is seen later, if we can read that
        return "nowhere" if address.family in _READABLE else "outside"
    if address.family == _NAMES[UNIX]:
        return "unix"
    if address.family in _ON_THIS_KERNEL:
        return "kernel"
    if address.family == _NAMES[UNSPEC]:
        return "nowhere"
    if call == "lookup" or address.family not in _INTERNET:
        return "outside"
    ip = ipaddress.ip_address(address.host.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    here = ip.is_loopback or (ip.is_unspecified and call != "bind")
    return "loopback" if here else "outside"


def asks_names(call: Call, address: Address) -> bool:
    """Tell whether a call asks for the address of a name, wherever its server is."""
    if call == "lookup":
        return True
    if address.family == _NAMES[UNIX]:
        return address.host.endswith("/io.systemd.Resolve")
    return call in {"connect", "send"} and address.port in _NAME_SERVERS

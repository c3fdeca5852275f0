"""``doctor --airgap``: hold an interview, and list every socket that leads off this machine."""

from __future__ import annotations

import dataclasses
import json
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from talkup_local.config import Config
from talkup_local.observe.sockets import Contact, Watched, watch
from talkup_local.services.remote.dial import shown
from talkup_local.wiring import SERVICES, place_of

_TIMEOUT_S: Final = 900.0
_PORTS: Final = {"ws": 80, "http": 80, "wss": 443, "https": 443}
_LAST_LINES: Final = 3
_CALLS: Final = "Nothing of ours does that: look at what else is installed in this environment"
_NAMES: Final = "Give services.*.url as addresses, or their names in /etc/hosts"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """A service that the configuration puts elsewhere. addresses: where that is."""

    service: str
    url: str
    addresses: frozenset[str]
    port: int

    def is_met_by(self, contact: Contact) -> bool:
        """Whether ``contact`` is this service's."""
        return contact.address.port == self.port and contact.address.host in self.addresses


def hold(
    options: Sequence[str], environment: Mapping[str, str], folder: Path, *, at_least_s: float
) -> Watched:
    """Hold a short interview by the real command, and watch it.

    options: for the configuration, as ``demo`` takes them. folder: where to run it.
    at_least_s: how long to watch, though the interview be over.
    """
    with tempfile.TemporaryDirectory() as out:
        python = [sys.executable, "-m", "talkup_local.cli.doctor.interview", f"{at_least_s:g}"]
        command = [*python, "demo", "--fast", "--json", "--turns", "1", "--out", out, *options]
        return watch(command, environment=direct(environment), folder=folder, timeout_s=_TIMEOUT_S)


def direct(environment: Mapping[str, str]) -> dict[str, str]:
    """Return ``environment`` without proxies: one on this machine would hide who leaves it."""
    return {
        name: value for name, value in environment.items() if not name.lower().endswith("_proxy")
    }


def timed_report(
    config: Config, options: Sequence[str], environment: Mapping[str, str], *, at_least_s: float
) -> Any:
    """Hold the interview, and return the whole report as plain data. For the rest see ``hold``."""
    begun_s = time.monotonic()
    watched = hold(options, environment, Path.cwd(), at_least_s=at_least_s)
    return {
        **report(watched, elsewhere(config)),
        "duration_s": round(time.monotonic() - begun_s, 1),
    }


def report(watched: Watched, places: Sequence[Elsewhere]) -> dict[str, Any]:
    """Return what was seen as plain data.

    places: where the configuration itself leads; that is told apart, not left out.
    """
    interview = _interview(watched)
    configured = [
        {**_plain(contact), "service": place.service, "url": place.url}
        for contact in watched.outside
        for place in places
        if place.is_met_by(contact)
    ]
    outside = [c for c in watched.outside if not any(place.is_met_by(c) for place in places)]
    problems = list(_problems(outside, watched.lookups, interview))
    return {
        "ok": not problems,
        "method": watched.method,
        "why": watched.why,
        "interview": interview,
        "sockets": watched.sockets,
        "loopback": watched.count("loopback"),
        "unix": watched.count("unix"),
        "kernel": watched.count("kernel"),
        "unix_paths": list(watched.unix_paths),
        "outside": [_plain(contact) for contact in outside],
        "dns": [_plain(contact) for contact in watched.lookups],
        "configured": configured,
        "processes": [dataclasses.asdict(process) for process in watched.processes],
        "problems": problems,
    }


def elsewhere(config: Config) -> tuple[Elsewhere, ...]:
    """Return the services that the configuration puts elsewhere."""
    found = []
    for service in SERVICES:
        url = place_of(config, service).url
        parts = urlsplit(url)
        if parts.scheme in _PORTS and parts.hostname:
            port = parts.port or _PORTS[parts.scheme]
            addresses = frozenset(_addresses(parts.hostname, port))
            found.append(Elsewhere(service=service, url=shown(url), addresses=addresses, port=port))
    return tuple(found)


def _addresses(host: str, port: int) -> Iterator[str]:
    try:
        for *_, place in socket.getaddrinfo(host, port):
            yield str(place[0])
    except OSError:
        return  # what can't be found here, can't be met either


def _interview(watched: Watched) -> dict[str, Any]:
    result: dict[str, Any] = {"held": False, "ok": False, "turns": 0, "engines": {}, "problem": ""}
    try:
        told = json.loads(watched.out)
    except ValueError:
        told = {}
    turns = told.get("turns", [])
    result |= {"ok": bool(told.get("ok")), "turns": len(turns), "held": bool(turns)}
    result["engines"] = told.get("engines", {})
    if watched.code is None:
        result["problem"] = f"it was not over within {_TIMEOUT_S:.0f} s"
    elif not turns:
        lines = [line.strip() for line in watched.err.splitlines() if line.strip()]
        result["problem"] = " ".join(lines[-_LAST_LINES:]) or f"exit code {watched.code}"
    return result


def _problems(
    outside: Sequence[Contact], asked: Sequence[Contact], interview: Mapping[str, Any]
) -> Iterator[dict[str, str]]:
    for contact in dict.fromkeys((*outside, *asked)):
        mend = _NAMES if contact in asked else _CALLS
        yield {"what": f"{contact.process or 'a process'} {_did(contact)}", "mend": mend}
    if not interview["held"]:
        yield {
            "what": f"no interview could be held, so nothing is shown: {interview['problem']}",
            "mend": "talkup-local doctor",
        }


def _did(contact: Contact) -> str:
    place = where(contact)
    return {
        "connect": f"connected to {place}",
        "send": f"sent to {place}",
        "bind": f"let others connect at {place}",
        "socket": f"made a socket for {place}",
        "lookup": f"asked for the address of {place}",
    }[contact.call]


def where(contact: Contact) -> str:
    """Return the address of ``contact``, for people."""
    address = contact.address
    if not address.host:
        return address.family
    host = f"[{address.host}]" if ":" in address.host else address.host
    port = f":{address.port}" if address.port else ""
    return f"{host}{port}" + (f" ({contact.protocol})" if contact.protocol else "")


def _plain(contact: Contact) -> dict[str, Any]:
    return {
        "call": contact.call,
        "family": contact.address.family,
        "address": contact.address.host,
        "port": contact.address.port,
        "protocol": contact.protocol,
        "process": contact.process,
        "thread": contact.thread,
        "pid": contact.pid,
        "times": contact.times,
    }

"""From where the page can be reached, and where a browser will give it the microphone.

Browsers do so on this machine itself, and elsewhere only over https.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from talkup_local.config import Config
from talkup_local.config.load import is_loopback
from talkup_local.errors import ConfigError
from talkup_local.server import certificates, tls
from talkup_local.wiring.checks.finding import Finding

_OPEN = 'talkup-local tls init, then server.host = "0.0.0.0"'


def port(config: Config) -> dict[str, Any]:
    """Return whether the port can be had."""
    host, number = config.server.host, config.server.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    result: dict[str, Any] = {"host": host, "port": number, "problem": None, "mend": ""}
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as exc:
            result["problem"] = f"port {number} on {host} can't be had: {exc.strerror}"
            result["mend"] = "Stop what uses it, or choose another with --port"
    return result


def certificate(config: Config, folder: Path, now: datetime) -> dict[str, Any]:
    """Return of the certificate, if one is configured, for how long and for what it is valid."""
    result: dict[str, Any] = {"days_left": None, "names": [], "problem": None, "mend": ""}
    try:
        if tls.context(config, folder, now) is not None:
            result["days_left"] = tls.days_left(config, folder, now)
            result["names"] = list(certificates.names((folder / config.tls.cert).read_bytes()))
    except ConfigError as exc:
        result |= {"problem": f"{exc.key}: {exc.reason}", "mend": exc.mend}
    return result


def microphone(
    config: Config, certificate: dict[str, Any], names: Collection[str]
) -> Iterator[Finding]:
    """Yield for each address of the page whether a browser will give it the microphone.

    names: what this machine is called, and its addresses.
    """
    host, secure = config.server.host, bool(config.tls.cert)
    if certificate["problem"]:
        yield Finding(
            about="certificate",
            state="problem",
            text=certificate["problem"],
            mend=certificate["mend"],
        )
    elif certificate["days_left"] is not None:
        yield _validity(certificate["days_left"])
    if is_loopback(host):
        yield Finding(
            about=_url(host, config),
            state="good",
            text="yes, for browsers on this machine; no other reaches it",
            mend=f"For others: {_OPEN}",
            facts={"url": _url(host, config), "microphone": True},
        )
        return
    for name in [name for name in names if not is_loopback(name)] if _is_all(host) else [host]:
        url = _url(name, config)
        facts = {"url": url, "microphone": secure}
        if not secure:
            mend = "talkup-local tls init, and its files in tls.cert and tls.key"
            yield Finding(
                about=url, state="note", text="no: it is not https", mend=mend, facts=facts
            )
        elif covers(certificate["names"], name):
            text = "yes, where its authority is trusted"
            yield Finding(about=url, state="good", text=text, facts=facts)
        else:
            yield Finding(
                about=url,
                state="note",
                text="browsers warn: the certificate does not name it",
                mend=f"talkup-local tls init --name {name}",
                facts=facts | {"microphone": False},
            )


def covers(certified: Collection[str], name: str) -> bool:
    """Tell whether a certificate for the names ``certified`` is one for ``name``."""
    _, dot, parent = name.partition(".")
    wanted = {name.lower(), f"*.{parent}".lower()} if dot and not _is_address(name) else {name}
    return any(one.lower() in wanted for one in certified)


def _validity(days: int) -> Finding:
    soon = days < tls.WARN_DAYS
    return Finding(
        about="certificate",
        state="note" if soon else "good",
        text=f"valid for {days} days",
        mend="Renew it: talkup-local tls init" if soon else "",
        facts={"days_left": days},
    )


def _url(host: str, config: Config) -> str:
    scheme = "https" if config.tls.cert else "http"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{config.server.port}/"


def _is_all(host: str) -> bool:
    return host == "" or (_is_address(host) and ipaddress.ip_address(host).is_unspecified)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True

"""Encryption of the port: what the configuration names, checked before anything listens."""

from __future__ import annotations

import ssl
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import structlog

from talkup_local.config.model import Config
from talkup_local.errors import ConfigError
from talkup_local.server import certificates

log = structlog.get_logger(__name__)

WARN_DAYS: Final = 14
"""From when on the log reminds of the end of a certificate."""

_MEND: Final = "talkup-local tls init makes both files"


def context(config: Config, folder: Path, now: datetime) -> ssl.SSLContext | None:
    """Return what the server encrypts with; None when it is to speak in the clear.

    folder: what relative paths start from. Raises ConfigError.
    """
    if not config.tls.cert:
        return None
    left = days_left(config, folder, now)
    if left < WARN_DAYS:
        log.warning("certificate expires soon", days=left)
    cert, key = folder / config.tls.cert, folder / config.tls.key
    result = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    result.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        # nobody is there to type a passphrase
        result.load_cert_chain(cert, key, password=lambda: "")
    except ssl.SSLError as exc:
        if exc.reason == "KEY_VALUES_MISMATCH":
            raise _refused("tls.key", f"{key} is not the key of {cert}") from exc
        reason = f"{key} is no private key, or has a passphrase"
        raise _refused("tls.key", reason) from exc
    except OSError as exc:
        raise _refused("tls.key", f"{key} can't be read: {exc.strerror}") from exc
    return result


def days_left(config: Config, folder: Path, now: datetime) -> int:
    """Return the whole days for which the certificate is still valid.

    Raises ConfigError when it can't be read, is too young, or has expired.
    """
    path = folder / config.tls.cert
    try:
        begins, ends = certificates.validity(path.read_bytes())
    except OSError as exc:
        raise _refused("tls.cert", f"{path} can't be read: {exc.strerror}") from exc
    except ValueError as exc:
        raise _refused("tls.cert", f"{path} is no certificate in PEM") from exc
    if ends <= now:
        raise _refused("tls.cert", f"{path} expired on {ends:%Y-%m-%d}")
    if begins > now:
        raise ConfigError(
            f"{path} is not valid before {begins:%Y-%m-%d}",
            key="tls.cert",
            mend="Set this machine's clock",
        )
    return (ends - now) // timedelta(days=1)


def _refused(key: str, reason: str) -> ConfigError:
    return ConfigError(reason, key=key, mend=_MEND)

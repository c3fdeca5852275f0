"""Opens WebSockets to services: straight to the address that is configured, nowhere else."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, InvalidHeader, InvalidURI

from talkup_local.config.services import Service, ServicePlace
from talkup_local.errors import ConfigError, ServiceUnreachable

MESSAGE_BYTES: Final = 32 * 2**20
"""Largest message that a service may send."""

_CLOSE_S: Final = 1.0


class Dialer:
    """Connects to the service ``name`` at ``place``; ``folder``: where relative paths start.

    Raises ConfigError when the certificate of the authority can't be read.
    """

    def __init__(
        self, name: Service, place: ServicePlace, folder: Path, message_bytes: int = MESSAGE_BYTES
    ) -> None:
        self._name, self._place, self._message_bytes = name, place, message_bytes
        self._tls = _tls(name, place, folder)

    async def dial(self) -> ClientConnection:
        """Return a new connection. Raises ServiceUnreachable."""
        token = self._place.token
        try:
            return await _Connect(
                self._place.url,
                additional_headers={"Authorization": f"Bearer {token}"} if token else None,
                ssl=self._tls,
                compression=None,
                proxy=None,
                max_size=self._message_bytes,
                open_timeout=None,
                ping_interval=None,
                close_timeout=_CLOSE_S,
            )
        except InvalidURI as exc:
            # without the address, which may hold secrets
            raise ServiceUnreachable(self._name, f"its `url` can't be used: {exc.msg}") from None
        except InvalidHeader as exc:
            # without the value: it may be ours, and the token
            raise ServiceUnreachable(self._name, f"invalid {exc.name} header") from None
        except (OSError, EOFError, InvalidHandshake) as exc:
            reason = getattr(exc, "strerror", None) or str(exc) or type(exc).__name__
            raise ServiceUnreachable(self._name, reason) from exc


def shown(url: str) -> str:
    """Return ``url`` without what may be secret in it."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class _Connect(connect):
    """Follows no redirects: the token is for the configured address only."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


def _tls(name: Service, place: ServicePlace, folder: Path) -> ssl.SSLContext | None:
    if not place.url.startswith("wss:"):
        return None
    try:
        return ssl.create_default_context(cafile=folder / place.ca if place.ca else None)
    except OSError as exc:  # what is no certificate raises SSLError, which is one
        raise ConfigError(
            f"the certificate can't be read: {exc.strerror or exc}", key=f"services.{name}.ca"
        ) from exc

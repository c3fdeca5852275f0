"""Tokens for a server under test."""

from datetime import timedelta
from pathlib import Path

from talkup_local.clock import SystemClock
from talkup_local.storage.tokens import FILE, Scope, TokenStore


def store_in(folder: Path) -> TokenStore:
    """Return the tokens of a server that is run in ``folder``."""
    return TokenStore(folder / "data" / FILE)


def token_in(
    folder: Path, *scopes: Scope, name: str = "test", expires: timedelta | None = None
) -> str:
    """Make a token for a server that is run in ``folder``."""
    now = SystemClock().utc_now()
    ends = None if expires is None else now + expires
    return store_in(folder).add(name, scopes, now, expires=ends)[1]

"""What the server counts, read from its ``/metrics``."""

from __future__ import annotations

import asyncio
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from talkup_local.cli.bench.turns.summary import Wasted

BEGUN: Final = "talkup_revisions_total"
DROPPED: Final = "talkup_revisions_dropped_total"

_TIMEOUT_S: Final = 5.0


async def read_wasted(url: str) -> Wasted | None:
    """Return the server's counts of replies, None when it tells none. ``url``: ws or wss."""
    return parse(await asyncio.to_thread(_read, f"http{url.removeprefix('ws')}/metrics"))


def parse(text: str) -> Wasted | None:
    """Return the counts in a text of the Prometheus format."""
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    values = {line[0]: line[1] for line in lines if len(line) > 1}
    if BEGUN not in values or DROPPED not in values:
        return None
    return Wasted(begun=float(values[BEGUN]), dropped=float(values[DROPPED]))


def _read(url: str) -> str:
    try:
        with urlopen(url, timeout=_TIMEOUT_S) as answer:  # noqa: S310 - http or https
            return str(answer.read().decode())
    except (URLError, TimeoutError, OSError):
        return ""

"""A time limit on a clock that can be another than the machine's."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from talkup_local.clock import Clock
from talkup_local.errors import ServiceError


@contextlib.asynccontextmanager
async def deadline(clock: Clock, seconds: float, late: ServiceError) -> AsyncIterator[None]:
    """Cancel what the block does and raise ``late`` once ``seconds`` have passed."""
    async with contextlib.AsyncExitStack() as stack:
        try:
            async with asyncio.timeout(None) as limit:
                watch = asyncio.create_task(_expire(clock, seconds, limit))
                stack.callback(watch.cancel)
                yield
        except TimeoutError:
            if limit.expired():
                raise late from None
            raise


async def _expire(clock: Clock, seconds: float, limit: asyncio.Timeout) -> None:
    await clock.sleep_s(seconds)
    limit.reschedule(asyncio.get_running_loop().time())

import asyncio

import pytest

from talkup_local.server.outbox import Outbox


class Wire:
    """Takes what is sent; slow or stuck if wanted."""

    def __init__(self, *, delay_s: float = 0.0) -> None:
        self.sent: list[str | bytes] = []
        self._delay_s = delay_s

    async def send(self, data: str | bytes) -> None:
        await asyncio.sleep(self._delay_s)
        self.sent.append(data)


async def test_everything_is_sent_in_order_until_the_end():
    outbox, wire = Outbox(), Wire()
    outbox.offer("a")
    await outbox.put(b"b")
    outbox.offer("c")
    await outbox.finish()
    await outbox.put("too late")
    await outbox.drain(wire.send, timeout_s=5)
    assert wire.sent == ["a", b"b", "c"]


async def test_nothing_comes_between_what_is_put_together():
    outbox, wire = Outbox(), Wire()
    await asyncio.gather(outbox.put("a", b"1", b"2"), outbox.put("b", b"3"))
    await outbox.finish()
    await outbox.drain(wire.send, timeout_s=5)
    assert wire.sent == ["a", b"1", b"2", "b", b"3"]


async def test_what_is_offered_is_dropped_and_counted_when_there_is_no_room():
    outbox = Outbox(limit=2)
    for data in "abcd":
        outbox.offer(data)
    assert outbox.dropped == 2


async def test_what_is_put_waits_for_room():
    outbox, wire = Outbox(limit=1), Wire()
    outbox.offer("a")
    waiting = asyncio.create_task(outbox.put("b"))
    await asyncio.sleep(0)
    assert not waiting.done()
    draining = asyncio.create_task(outbox.drain(wire.send, timeout_s=5))
    await waiting
    await outbox.finish()
    await draining
    assert wire.sent == ["a", "b"]


async def test_a_client_that_takes_nothing_is_given_up():
    outbox = Outbox()
    outbox.offer("a")
    with pytest.raises(TimeoutError):
        await outbox.drain(Wire(delay_s=600).send, timeout_s=0.01)


async def test_whoever_waits_for_room_is_freed_when_the_connection_breaks():
    async def broken(data: str | bytes) -> None:
        raise ConnectionResetError

    outbox = Outbox(limit=4)
    for data in "1234":
        outbox.offer(data)
    waiting = [asyncio.create_task(outbox.put(data)) for data in "bcd"]
    await asyncio.sleep(0)
    with pytest.raises(ConnectionResetError):
        await outbox.drain(broken, timeout_s=5)
    async with asyncio.timeout(60):
        await asyncio.gather(*waiting)


async def test_after_the_connection_is_gone_nothing_waits():
    outbox = Outbox(limit=1)
    await outbox.finish()
    await outbox.drain(Wire().send, timeout_s=5)
    async with asyncio.timeout(60):
        for data in "abc":
            await outbox.put(data)
        await outbox.finish()
    outbox.offer("d")
    assert outbox.dropped == 1


async def test_large_messages_wait_until_those_before_them_are_sent():
    outbox, wire = Outbox(max_bytes=10), Wire()
    await outbox.put(b"a" * 10)
    waiting = [asyncio.create_task(outbox.put(data)) for data in (b"b" * 10, b"c")]
    ending = asyncio.create_task(outbox.finish())
    await asyncio.sleep(0)
    assert not any(task.done() for task in waiting)
    await outbox.drain(wire.send, timeout_s=5)
    await asyncio.gather(*waiting, ending)
    assert wire.sent == [b"a" * 10, b"b" * 10, b"c"]


async def test_who_waits_with_a_large_message_is_freed_when_the_client_is_given_up():
    outbox, wire = Outbox(max_bytes=1), Wire(delay_s=600)
    await outbox.put(b"a")
    waiting = [asyncio.create_task(outbox.put(b"b")) for _ in range(3)]
    with pytest.raises(TimeoutError):
        await outbox.drain(wire.send, timeout_s=0.01)
    await asyncio.gather(*waiting)

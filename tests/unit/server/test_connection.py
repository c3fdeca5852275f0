"""A client's connection, without a socket."""

import asyncio

from websockets.exceptions import ConnectionClosedOK

from talkup_local.clock import SystemClock
from talkup_local.config.model import Limits
from talkup_local.server.connection import Connection

MESSAGES = 100


class Flood:
    """A client whose next message has always come already, until it goes."""

    def __init__(self):
        self.left = MESSAGES

    async def receive(self):
        if not self.left:
            raise ConnectionClosedOK(None, None)
        self.left -= 1
        return b"", True

    async def send(self, data):
        pass

    async def close(self, code=1000):
        pass


class Deaf:
    """A dialect in which nothing means anything."""

    def __init__(self, link):
        pass

    async def receive(self, data, *, text):
        pass

    async def gone(self):
        pass


async def test_who_sends_without_end_lets_the_others_have_their_turn():
    flood, turns = Flood(), 0
    connection = Connection(flood, Limits(), SystemClock(), Deaf)
    serving = asyncio.create_task(connection.run())
    while not serving.done():
        await asyncio.sleep(0)
        turns += 1
    assert flood.left == 0
    assert turns >= MESSAGES

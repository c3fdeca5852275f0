"""A connection, over a transport that sends nothing on."""

import asyncio
from http import HTTPStatus

from websockets.server import ServerProtocol

from talkup_local.clock import VirtualClock
from talkup_local.server.arrivals import Arrivals
from talkup_local.server.http import respond
from talkup_local.server.socket import Socket

FILE = b"x" * 1000
ASKED = b"GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Library:
    """What serves connections, as one of them sees it."""

    def __init__(self):
        self.handler_tasks = set()

    async def handler(self, connection):
        """Leave it to the test."""


class Unread(asyncio.Transport):
    """A transport whose other side reads as much as a test says."""

    def __init__(self):
        super().__init__()
        self.waits = 0
        self.aborted = False

    def write(self, data):
        self.waits += len(data)

    def get_write_buffer_size(self):
        return self.waits

    def set_write_buffer_limits(self, high=None, low=None):
        pass

    def abort(self):
        self.aborted = True

    def close(self):
        pass


async def connected():
    clock = VirtualClock()
    one = Socket(
        ServerProtocol(),
        Library(),
        everybody=set(),
        arrivals=Arrivals(clock, most=8, per_minute=0),
        clock=clock,
        read=lambda _request: respond(HTTPStatus.OK, FILE, "text/plain"),
    )
    transport = Unread()
    one.connection_made(transport)
    return one, transport


async def test_who_asks_for_a_file_before_the_last_is_read_is_hung_up_on():
    one, transport = await connected()
    one.data_received(ASKED)
    written = transport.waits
    assert written > len(FILE)
    one.data_received(ASKED)
    assert (transport.waits, transport.aborted) == (written, True)
    one.connection_lost(None)


async def test_who_reads_gets_one_file_after_the_other():
    one, transport = await connected()
    for _ in range(3):
        transport.waits = 0
        one.data_received(ASKED)
        assert transport.waits > len(FILE)
    assert not transport.aborted
    one.connection_lost(None)


async def test_each_request_may_have_so_much_and_not_all_together():
    one, transport = await connected()
    large = ASKED.replace(b"Host", b"X: " + b"x" * 8000 + b"\r\nHost")
    for _ in range(20):
        transport.waits = 0
        one.data_received(large)
        assert transport.waits > len(FILE)
    one.connection_lost(None)

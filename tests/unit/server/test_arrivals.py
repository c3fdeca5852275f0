"""Connections before anything is known of them, on real sockets."""

import contextlib
import socket
import subprocess
import sys

import pytest

from talkup_local.clock import VirtualClock
from talkup_local.server.arrivals import Arrivals, Guest

CHILD = """
import asyncio, errno, os, resource, socket, sys

from talkup_local.clock import SystemClock
from talkup_local.server.arrivals import Arrivals, Ear

async def serve():
    clock = SystemClock()
    arrivals = Arrivals(clock, most=8, per_minute=0)
    ear = Ear.of(socket.create_server(("127.0.0.1", 0)), arrivals, clock)

    async def greet(reader, writer):
        writer.write(b"hello")
        writer.close()

    server = await asyncio.start_server(greet, sock=ear)
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    print(ear.getsockname()[1], flush=True)
    while (line := await reader.readline()):
        if line == b"take\\n":
            resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
            taken = []
            try:
                while True:
                    taken.append(os.open(os.devnull, os.O_RDONLY))
            except OSError as exc:
                assert exc.errno == errno.EMFILE
        elif line == b"give\\n":
            for one in taken:
                os.close(one)
        print("done", flush=True)

asyncio.run(serve())
"""


@pytest.fixture
def clock():
    return VirtualClock()


@pytest.fixture
def come():
    """Give what makes guests of an address; their other ends stay open till the end."""
    with contextlib.ExitStack() as stack:

        def made(address):
            ours, theirs = socket.socketpair()
            guest = Guest(fileno=ours.detach())
            guest.address = address
            stack.enter_context(theirs)
            stack.callback(guest.close)
            theirs.settimeout(0)
            return guest, theirs

        yield made


def hung_up(theirs):
    """Tell whether the other side has been hung up on."""
    try:
        return theirs.recv(1) == b""
    except BlockingIOError:
        return False


def test_the_longest_silent_of_the_address_with_the_most_makes_room(clock, come):
    arrivals = Arrivals(clock, most=4, per_minute=0)
    alone, first, second = come("10.0.0.1"), come("10.0.0.2"), come("10.0.0.2")
    third = come("10.0.0.3")
    for guest, _ in (alone, first, second, third):
        assert arrivals.take(guest)
    arrivals.active(first[0].fileno())
    assert arrivals.take(come("10.0.0.4")[0])
    assert [hung_up(one[1]) for one in (alone, first, second, third)] == [False, False, True, False]


def test_an_address_has_half_of_the_room(clock, come):
    arrivals = Arrivals(clock, most=4, per_minute=0)
    mine = [come("10.0.0.1") for _ in range(3)]
    for guest, _ in mine:
        assert arrivals.take(guest)
    assert [hung_up(theirs) for _, theirs in mine] == [True, False, False]


def test_behind_a_proxy_all_of_the_room_is_for_its_address(clock, come):
    arrivals = Arrivals(clock, most=4, per_minute=1, proxied=True)
    mine = [come("10.0.0.1") for _ in range(4)]
    assert all(arrivals.take(guest) for guest, _ in mine)
    assert not any(hung_up(theirs) for _, theirs in mine)


def test_who_is_somebody_or_gone_counts_no_more(clock, come):
    arrivals = Arrivals(clock, most=8, per_minute=0)
    somebody, gone = come("10.0.0.1")[0], come("10.0.0.1")[0]
    arrivals.take(somebody)
    arrivals.take(gone)
    arrivals.settle(somebody.fileno())
    gone.close()
    assert len(arrivals) == 0
    somebody.close()
    assert len(arrivals) == 0


def test_an_address_opens_so_many_in_a_minute(clock, come):
    codes = []
    arrivals = Arrivals(clock, most=8, per_minute=2, on_refused=codes.append)
    assert [arrivals.take(come("10.0.0.1")[0]) for _ in range(3)] == [True, True, False]
    assert arrivals.take(come("10.0.0.2")[0])
    clock.advance_s(30)
    assert arrivals.take(come("10.0.0.1")[0])
    assert codes == ["RATE_LIMITED"]


def test_a_port_without_descriptors_hangs_up_and_recovers():
    with subprocess.Popen(
        [sys.executable, "-c", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        port, logged = int(child.stdout.readline()), []

        def tell(word):
            child.stdin.write(f"{word}\n")
            child.stdin.flush()
            while (line := child.stdout.readline()) != "done\n":
                assert line  # or it is dead
                logged.append(line)

        def said():
            with socket.create_connection(("127.0.0.1", port), timeout=60) as ours:
                return ours.recv(5)

        assert said() == b"hello"
        tell("take")
        assert [said() for _ in range(20)] == [b""] * 20
        tell("give")
        assert said() == b"hello"
        _, errors = child.communicate(timeout=60)
    assert child.returncode == 0
    assert errors == ""
    assert len(logged) == 1  # for all twenty
    assert "no connection can be accepted" in logged[0]

"""Real programs, really watched. No packet leaves: what they do with UDP only sets addresses."""

import os
import sys
import time

import psutil
import pytest
from support.tools import missing

from talkup_local.observe.sockets import watch

PROGRAM = """
import ctypes, os, socket, struct, subprocess, threading

socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("192.0.2.1", 81))

def name_server():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("192.0.2.53", 53))

thread = threading.Thread(target=name_server)
thread.start()
thread.join()

libc = ctypes.CDLL(None, use_errno=True)
to = lambda host, port: struct.pack("=H", 2) + struct.pack("!H4s8x", port, socket.inet_aton(host))
plain = libc.socket(2, 2, 0)
libc.connect(plain, to("192.0.2.2", 82), 16)

udp = "exec 3<>/dev/udp/2001:db8::3/83; exec 3<>/dev/udp/192.0.2.3/83; exec 3>/dev/null"
subprocess.run(["bash", "-c", f"bash -c '{udp}'; true"], check=True)

free = libc.socket(2, 2, 0)
libc.sendto(free, b"x", 1, 0, to("127.0.0.1", 84), 16)
place = ctypes.create_string_buffer(to("127.0.0.1", 85), 16)
message = ctypes.create_string_buffer(
    struct.pack("=QIxxxxQQQQi", ctypes.addressof(place), 16, 0, 0, 0, 0, 0).ljust(64, b"\\0"), 64
)
libc.sendmsg(free, message, 0)
libc.sendmmsg(free, message, 1, 0)

with socket.socket(socket.AF_UNIX) as unix:
    unix.connect_ex("/nowhere/at.all")
assert libc.syscall(425, 1, None) == -1 and ctypes.get_errno() == 38, "a ring was to be had"
print("done")
"""


def watched(program, folder, **options):
    command = [sys.executable, "-c", program]
    return watch(command, environment=os.environ, folder=folder, timeout_s=250, **options)


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Watch a program that does a bit of everything."""
    try:
        return watched(PROGRAM, tmp_path_factory.mktemp("watched"), method="seccomp")
    except OSError as exc:
        missing(f"seccomp's notifications are not allowed here: {exc}")


def places(contacts):
    return {f"{c.address.host}:{c.address.port}" for c in contacts}


def test_the_program_runs_as_if_nobody_looked(seen):
    assert (seen.code, seen.out, seen.err) == (0, "done\n", "")


def test_python_native_code_and_grandchildren_are_seen(seen):
    theirs = {"192.0.2.3:83", "2001:db8::3:83"}
    assert places(seen.outside) == {"192.0.2.1:81", "192.0.2.2:82", "192.0.2.53:53"} | theirs
    by = {contact.address.host: contact for contact in seen.outside}
    assert by["192.0.2.3"].process == "bash"
    assert by["192.0.2.1"].protocol == "udp"


def test_a_question_for_a_name_is_told_apart(seen):
    assert places(seen.lookups) == {"192.0.2.53:53"}


def test_every_way_to_send_to_an_address_is_seen(seen):
    inside = [c for c in seen.contacts if c.address.host == "127.0.0.1"]
    assert {(c.call, c.address.port, c.times) for c in inside} == {("send", 84, 1), ("send", 85, 2)}


def test_sockets_that_reach_nobody_else_are_counted(seen):
    # in a bare environment bash asks the system who it is, by UNIX sockets of its own
    assert (seen.sockets - seen.count("unix"), seen.count("loopback")) == (6, 3)
    assert "/nowhere/at.all" in seen.unix_paths


def goes(process):
    """Wait until ``process``, which has been killed, is gone."""
    for _ in range(6000):
        try:
            if psutil.Process(process.pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.01)
    return False


def test_a_program_that_takes_too_long_is_ended_with_all_that_it_started(tmp_path):
    command = ["bash", "-c", "setsid sleep 60 & sleep 60"]
    done = watch(command, environment=os.environ, folder=tmp_path, timeout_s=0.6)
    assert done.code is None
    assert all(goes(process) for process in done.processes)


def test_without_the_kernels_help_open_sockets_are_found(tmp_path):
    program = "exec 3<>/dev/udp/192.0.2.3/83; sleep 2"
    command = ["bash", "-c", program]
    done = watch(command, environment=os.environ, folder=tmp_path, timeout_s=250, method="audit")
    assert places(done.outside) >= {"192.0.2.3:83"}


def test_without_the_kernels_help_python_tells_of_its_calls(tmp_path):
    (tmp_path / "calls.py").write_text(
        "import contextlib, socket\n"
        "socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 81))\n"
        "with contextlib.suppress(OSError):\n"
        "    socket.getaddrinfo('name.example', 1, flags=socket.AI_NUMERICHOST)\n"
    )
    done = watch(
        [sys.executable, "-m", "calls"],
        environment={**os.environ, "PYTHONPATH": str(tmp_path)},
        folder=tmp_path,
        timeout_s=250,
        method="audit",
    )
    assert done.code == 0, done.err
    assert "192.0.2.1:81" in places(done.outside)
    assert [c.address.host for c in done.lookups] == ["name.example"]

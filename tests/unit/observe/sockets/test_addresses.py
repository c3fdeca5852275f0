"""What the kernel gets as addresses, and where they lead."""

import socket
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkup_local.observe.sockets.addresses import Address, asks_names, decode, reach


def ipv4(host, port, family=socket.AF_INET):
    return struct.pack("=H", family) + struct.pack("!H4s8x", port, socket.inet_aton(host))


def ipv6(host, port):
    address = socket.inet_pton(socket.AF_INET6, host)
    return struct.pack("=H", socket.AF_INET6) + struct.pack("!HI16sI", port, 0, address, 0)


def unix(path):
    return struct.pack("=H", socket.AF_UNIX) + path


@pytest.mark.parametrize(
    ("raw", "family", "host", "port"),
    [
        (ipv4("192.0.2.1", 80), "ipv4", "192.0.2.1", 80),
        (ipv6("2001:db8::1", 443), "ipv6", "2001:db8::1", 443),
        (unix(b"/run/x.sock\0garbage"), "unix", "/run/x.sock", 0),
        (unix(b"\0abstract"), "unix", "@abstract", 0),
        (struct.pack("=H", 40), "vsock", "", 0),
        (struct.pack("=H", 99), "family 99", "", 0),
        (b"", "unreadable", "", 0),
        (ipv4("192.0.2.1", 80)[:5], "unreadable", "", 0),
    ],
)
def test_an_address_is_read_as_the_kernel_reads_it(raw, family, host, port):
    assert decode(raw, "connect") == Address(family=family, host=host, port=port)


def test_a_send_to_no_family_goes_to_ipv4_as_in_the_kernel():
    raw = ipv4("192.0.2.1", 80, family=socket.AF_UNSPEC)
    assert reach("send", decode(raw, "send")) == "outside"
    assert reach("connect", decode(raw, "connect")) == "nowhere"


@given(st.binary(max_size=128), st.sampled_from(["connect", "send", "bind"]))
def test_any_bytes_are_an_address_that_reaches_somewhere(raw, call):
    assert reach(call, decode(raw, call)) in {"nowhere", "unix", "kernel", "loopback", "outside"}


@pytest.mark.parametrize(
    ("call", "raw", "where"),
    [
        ("connect", ipv4("127.0.0.9", 1), "loopback"),
        ("connect", ipv6("::1", 1), "loopback"),
        ("connect", ipv6("::ffff:127.0.0.1", 1), "loopback"),
        ("connect", ipv6("::ffff:192.0.2.1", 1), "outside"),
        ("connect", ipv4("0.0.0.0", 1), "loopback"),
        ("bind", ipv4("0.0.0.0", 1), "outside"),
        ("bind", ipv6("::", 1), "outside"),
        ("bind", ipv4("127.0.0.1", 1), "loopback"),
        ("connect", ipv4("10.0.0.1", 1), "outside"),
        ("connect", unix(b"/x"), "unix"),
        ("bind", struct.pack("=H", 16), "kernel"),
        ("connect", struct.pack("=H", 40), "outside"),
        ("connect", b"", "outside"),
    ],
)
def test_only_this_machine_is_inside(call, raw, where):
    assert reach(call, decode(raw, call)) == where


def test_a_socket_of_a_kind_that_can_not_be_followed_is_outside():
    assert reach("socket", Address(family="packet")) == "outside"
    assert reach("socket", Address(family="ipv4")) == "nowhere"


def test_a_name_server_on_this_machine_asks_others():
    assert asks_names("connect", Address(family="ipv4", host="127.0.0.53", port=53))
    assert not asks_names("bind", Address(family="ipv4", host="127.0.0.1", port=53))
    assert not asks_names("connect", Address(family="ipv4", host="192.0.2.1", port=80))

"""The filter, run by a small interpreter of its instructions."""

import struct

import pytest

from talkup_local.observe.sockets.programs import ARCHITECTURES, program

ALLOW, NOTIFY, UNKNOWN = 0x7FFF0000, 0x7FC00000, 0x00050000 | 38
WRITE, IO_URING_SETUP = 1, 425


def verdict(architecture, number, *, audit=None, arguments=(0,) * 6):
    """Return what the program of ``architecture`` says to a call."""
    data = struct.pack("=IIQ6Q", number, audit or architecture.audit, 0, *arguments)
    steps = list(struct.iter_unpack("=HBBI", program(architecture)))
    at = value = 0
    while True:
        code, if_true, if_false, operand = steps[at]
        if code == 0x06:
            return operand
        if code == 0x20:
            (value,) = struct.unpack_from("=I", data, operand)
            at += 1
        else:
            holds = value == operand if code == 0x15 else value >= operand
            at += 1 + (if_true if holds else if_false)


@pytest.fixture(params=sorted(ARCHITECTURES))
def architecture(request):
    return ARCHITECTURES[request.param]


def test_calls_that_carry_an_address_are_told(architecture):
    told = {*architecture.calls, IO_URING_SETUP} - {architecture.sendto}
    assert {verdict(architecture, number) for number in told} == {NOTIFY}


def test_all_else_passes(architecture):
    assert verdict(architecture, WRITE) == ALLOW


@pytest.mark.parametrize(("address", "expected"), [(0, ALLOW), (1, NOTIFY), (1 << 40, NOTIFY)])
def test_a_send_is_told_only_if_it_has_an_address(architecture, address, expected):
    arguments = (3, 1, 10, 0, address, 16)
    assert verdict(architecture, architecture.sendto, arguments=arguments) == expected


def test_calls_of_another_interface_are_unknown(architecture):
    assert verdict(architecture, architecture.connect, audit=0x40000003) == UNKNOWN
    assert verdict(architecture, 0x40000000 | architecture.connect) == UNKNOWN

"""How long a server asks to wait, and when there is no network."""

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from talkup_local.catalogue.fetch.retry import Broken, retry_after_s
from talkup_local.catalogue.fetch.web import unreachable


def test_a_wait_may_be_a_number_or_a_date():
    assert retry_after_s("7") == 7
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    assert retry_after_s(in_an_hour) == pytest.approx(3600, abs=60)


@pytest.mark.parametrize("value", [None, "", "soon"])
def test_anything_else_is_no_wait(value):
    assert retry_after_s(value) is None


def test_a_name_that_is_not_found_is_no_network():
    found = unreachable(socket.gaierror(socket.EAI_NONAME, "not known"), "hub.example")
    assert isinstance(found, Broken)
    assert found.offline

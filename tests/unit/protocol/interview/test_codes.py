import pytest

from talkup_local.errors import PeerError
from talkup_local.protocol.interview.codes import ERROR_CODES

BASE = {
    "TRANSCRIPTION_ERROR",
    "AI_RESPONSE_ERROR",
    "TTS_ERROR",
    "WEBSOCKET_ERROR",
    "BUFFER_ERROR",
}


def test_the_five_codes_of_the_base_protocol_are_marked():
    assert {code for code, entry in ERROR_CODES.items() if entry.base} == BASE


@pytest.mark.parametrize("fault", PeerError.__subclasses__(), ids=lambda fault: fault.__name__)
def test_every_fault_of_a_peer_has_a_code(fault):
    assert fault.code in ERROR_CODES


@pytest.mark.parametrize("code", ERROR_CODES)
def test_every_code_is_explained_in_both_languages(code):
    entry = ERROR_CODES[code]
    assert all((entry.meaning, entry.recovery, entry.sentence("en"), entry.sentence("fr")))
    assert entry.sentence("en") != entry.sentence("fr")

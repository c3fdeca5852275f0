import pytest

from talkup_local.errors import StreamFault
from talkup_local.protocol.stream.codes import ERROR_CODES


@pytest.mark.parametrize("fault", StreamFault.__subclasses__(), ids=lambda fault: fault.__name__)
def test_every_fault_of_a_stream_has_a_code(fault):
    assert fault.code in ERROR_CODES


@pytest.mark.parametrize("code", ERROR_CODES)
def test_every_code_is_explained_in_both_languages(code):
    entry = ERROR_CODES[code]
    assert all((entry.meaning, entry.recovery, entry.sentence("en"), entry.sentence("fr")))
    assert entry.sentence("en") != entry.sentence("fr")

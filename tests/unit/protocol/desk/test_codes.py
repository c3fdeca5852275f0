import pytest

from talkup_local.errors import DeskFault, StorageError
from talkup_local.protocol.desk.codes import ERROR_CODES

FAULTS = [*DeskFault.__subclasses__(), StorageError]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_every_fault_at_the_desk_has_a_code(fault):
    assert fault.code in ERROR_CODES


@pytest.mark.parametrize("code", ERROR_CODES)
def test_every_code_is_explained_in_both_languages(code):
    entry = ERROR_CODES[code]
    assert all((entry.meaning, entry.recovery, entry.sentence("en"), entry.sentence("fr")))
    assert entry.sentence("en") != entry.sentence("fr")

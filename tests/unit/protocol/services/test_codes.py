import pytest

from talkup_local.errors import ServiceError, ServiceFault
from talkup_local.protocol.services.codes import ERROR_CODES


@pytest.mark.parametrize(
    "error",
    [*ServiceFault.__subclasses__(), *ServiceError.__subclasses__()],
    ids=lambda error: error.__name__,
)
def test_every_error_about_a_service_has_a_code(error):
    assert error.code in ERROR_CODES


@pytest.mark.parametrize("code", ERROR_CODES)
def test_every_code_is_explained_in_both_languages(code):
    entry = ERROR_CODES[code]
    assert all((entry.meaning, entry.recovery, entry.sentence("en"), entry.sentence("fr")))
    assert entry.sentence("en") != entry.sentence("fr")

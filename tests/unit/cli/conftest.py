"""Commands that are run in this process leave its logging as it was."""

import pytest
import structlog


@pytest.fixture(autouse=True)
def logging_as_before():
    yield
    structlog.reset_defaults()

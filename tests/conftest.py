"""What holds for all tests: they reach nobody, and how their properties are searched."""

import os

import pytest
import structlog
from hypothesis import settings

from talkup_local.engines.offline import OFFLINE

# stand-ins import libraries themselves that report their use to their makers
os.environ["ORT_DISABLE_TELEMETRY"] = OFFLINE["ORT_DISABLE_TELEMETRY"]

# the same cases in every CI run, new ones at home
settings.register_profile("home", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=5000)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "home")


@pytest.fixture(autouse=True)
def logging_as_before():
    """A command that is run in this process sets its logging up, to a stream that is closed."""
    yield
    structlog.reset_defaults()

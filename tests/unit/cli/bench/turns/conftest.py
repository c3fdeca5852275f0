"""What several tests of the turns benchmark look at."""

import pytest

from talkup_local.cli.bench.turns import making


@pytest.fixture(scope="session")
def made():
    """All scenarios, made once."""
    return making.scenarios()

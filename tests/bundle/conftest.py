import pytest
from support import bundles


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """A bundle that is quickly made; its installation would never end."""
    return bundles.tiny(tmp_path_factory.mktemp("tiny"))

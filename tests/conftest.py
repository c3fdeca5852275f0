"""What holds for all tests: they reach nobody, and how their properties are searched."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

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

FOLDERS = ("web", "bundle", "deploy", "scenarios", "cli", "server", "engines")
"""The folders of the slowest files, which begin first: processes then end together."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files in this order, as they are handed to processes."""
    top = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        folder = item.path.relative_to(top).parts[0]
        return FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS)

    items.sort(key=rank)


@pytest.fixture(scope="session", autouse=True)
def homes(tmp_path_factory) -> Iterator[Path]:
    """What is kept without a folder of its own is kept here, not with who runs the tests."""
    folder = tmp_path_factory.mktemp("homes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "shared"))
        yield folder


@pytest.fixture(autouse=True)
def home_of_its_own(homes, request, monkeypatch) -> None:
    """No test finds what another has kept."""
    monkeypatch.setenv("XDG_DATA_HOME", str(homes / str(id(request.node))))


def log_aside() -> None:
    """Let what is logged stay out of what a command prints: another test's server may log."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.__stderr__))


log_aside()


@pytest.fixture(autouse=True)
def logging_as_before():
    """A command that is run in this process sets its logging up, to a stream that is closed."""
    yield
    structlog.reset_defaults()
    log_aside()

"""Real libraries: the embedded engines as they are, the others on stand-in models."""

from contextlib import asynccontextmanager
from importlib.util import find_spec

import msgspec
import pytest
from support.standins import gguf_model, piper_voice, whisper_folder
from support.tools import missing

from talkup_local.config import Config


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    """A models folder as a user would fill it."""
    folder = tmp_path_factory.mktemp("models")
    whisper_folder.build(folder / "whisper" / "small")
    whisper_folder.build(folder / "whisper" / "tiny.en", multilingual=False)
    gguf_model.build(folder / "llm" / "asks.gguf")
    piper_voice.build(folder / "piper" / "en" / "en_US-tone-medium.onnx")
    piper_voice.build(folder / "piper" / "en" / "en_US-tone-high.onnx", quality="high")
    piper_voice.build(folder / "piper" / "fr_FR-tone-medium.onnx", voice="fr", language="fr_FR")
    return folder


@pytest.fixture
def configured(models):
    """Make a configuration that finds these models."""

    def configure(**tables):
        return msgspec.convert({"models": str(models), **tables}, Config)

    return configure


@pytest.fixture(scope="session")
def _llama():
    if find_spec("llama_cpp") is None:
        missing("llama-cpp-python is not installed: scripts/test installs it")


@pytest.fixture
def llama(_llama):
    """Needs llama-cpp-python."""


@pytest.fixture
def running():
    """Start an engine for a block, and close it."""

    @asynccontextmanager
    async def run(engine):
        await engine.start()
        try:
            yield engine
        finally:
            await engine.close()

    return run

import os
import re
import stat
import sys
from pathlib import Path

import pytest

from talkup_local.config import Config
from talkup_local.errors import SynthesisError

DOCUMENT = Path(__file__).parents[3] / "docs" / "engines.md"
HERE = Path("/nonexistent")
PROGRAM = """\
import sys, wave
text = sys.stdin.read()
if not text:
    sys.exit(3)
with wave.open(sys.stdout.buffer, "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(16000)
    file.writeframes(bytes(2 * 160 * len(text)))
"""


@pytest.fixture
def example():
    """The engine in the document, as a module's names."""
    (source,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    names = {"__name__": "example"}
    exec(compile(source, str(DOCUMENT), "exec"), names)
    return names


@pytest.fixture
def program(tmp_path, monkeypatch):
    script = tmp_path / "text-to-wav"
    script.write_text(f"#!{sys.executable}\n{PROGRAM}")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
async def engine(example, program):
    engine = example["build"](Config(), HERE, "en")
    await engine.start()
    yield engine
    await engine.close()


async def test_the_documented_engine_speaks(engine):
    speech = await engine.synthesize("Hello.", engine.voice("en"))
    assert (speech.sample_rate_hz, speech.duration_s) == (16_000, 0.06)


async def test_the_documented_engine_tells_when_its_program_fails(engine):
    with pytest.raises(SynthesisError, match="status 3"):
        await engine.synthesize("", engine.voice("en"))


def test_the_documented_engine_is_found_with_its_program(example, program):
    assert example["probe"](Config(), HERE, "en").ok


def test_the_documented_engine_is_not_found_without_its_program(example, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert not example["probe"](Config(), HERE, "en").ok

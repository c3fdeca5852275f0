"""A sound server of our own (PulseAudio): a loudspeaker, microphones to plug, a room's echo."""

import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import numpy as np

from support import tools
from talkup_local.audio.pcm import RATE_HZ, Samples

LOUDSPEAKER = "loudspeaker"
AIR = "air"
"""Where all meets that a microphone hears: voices, and what comes out of the loudspeaker."""

_START_S = 60
_PLAIN = ("--raw", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1", "--latency-msec=20")


class SoundServer:
    """One loudspeaker and as many microphones as are plugged in; at first there is none.

    environment: with it a program finds this one, and no other.
    """

    def __init__(self, folder: Path) -> None:
        socket = folder / "native"
        self.environment = {
            **os.environ,
            "PULSE_SERVER": f"unix:{socket}",
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_CONFIG_HOME": str(folder),
        }
        options = ("-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1")
        modules = (
            f"module-native-protocol-unix socket={socket} auth-anonymous=1",
            f"module-null-sink sink_name={LOUDSPEAKER}",
            f"module-null-sink sink_name={AIR} channels=1",
        )
        self._process = subprocess.Popen(
            [_tool("pulseaudio"), *options, *(f"--load={module}" for module in modules)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self.environment,
        )
        self._modules: dict[str, list[str]] = {}
        self._speaking: list[subprocess.Popen[bytes]] = []

    def wait(self) -> None:
        """Return once it answers."""
        _until(self._answers)

    def close(self) -> None:
        """End it, and whoever speaks."""
        self.hush()
        self._process.terminate()
        self._process.wait()

    def plug(self, name: str) -> None:
        """Plug in a microphone."""
        about = f"source_properties=device.description={name}"
        heard = f"master={AIR}.monitor"
        self._load(name, "module-remap-source", f"source_name={name}", heard, about)

    def unplug(self, name: str) -> None:
        """Pull it out."""
        for module in self._modules.pop(name):
            self._control("unload-module", module)

    def prefer(self, name: str) -> None:
        """Make a microphone the usual one."""
        self._control("set-default-source", name)

    @contextlib.contextmanager
    def room(self, *, quieter_db: float = 0.0, delay_ms: int = 60) -> Iterator[None]:
        """In the block, microphones hear the loudspeaker, so much quieter and later."""
        way = (f"source={LOUDSPEAKER}.monitor", f"sink={AIR}", f"latency_msec={delay_ms}")
        self._load("room", "module-loopback", *way, "adjust_time=0")
        echo = self._control("list", "short", "sink-inputs").split("\n")[-2].split()[0]
        self._control("set-sink-input-volume", echo, f"{-quieter_db}dB")
        try:
            yield
        finally:
            self.unplug("room")

    def speak(self, samples: Samples) -> None:
        """Begin to say something, 16 kHz, that all microphones hear."""
        with tempfile.TemporaryFile() as words:
            words.write(np.asarray(samples, "<i2").tobytes())
            words.seek(0)
            command = [_tool("pacat"), f"--device={AIR}", *_PLAIN]
            self._speaking.append(subprocess.Popen(command, stdin=words, env=self.environment))

    def hush(self) -> None:
        """Break off what is being said."""
        for voice in self._speaking:
            voice.kill()
            voice.wait()
        self._speaking.clear()

    @contextlib.contextmanager
    def recording(self) -> Iterator["Recording"]:
        """Record in the block what comes out of the loudspeaker."""
        with tempfile.TemporaryFile() as kept:
            command = [_tool("parec"), f"--device={LOUDSPEAKER}.monitor", *_PLAIN]
            recorder = subprocess.Popen(command, stdout=kept, env=self.environment)
            try:
                _until(lambda: os.fstat(kept.fileno()).st_size > 0)
                yield (made := Recording(kept))
            finally:
                recorder.terminate()
                recorder.wait()
                made.samples = made.so_far()

    def _answers(self) -> bool:
        try:
            self._control("set-default-sink", LOUDSPEAKER)
        except subprocess.CalledProcessError:
            return False
        return True

    def _load(self, name: str, *module: str) -> None:
        index = self._control("load-module", *module).strip()
        self._modules.setdefault(name, []).append(index)

    def _control(self, *command: str) -> str:
        done = subprocess.run(
            [_tool("pactl"), *command],
            check=True,
            capture_output=True,
            text=True,
            env=self.environment,
        )
        return done.stdout


class Recording:
    """samples: 16 kHz, once the recording is over."""

    samples: Samples = np.zeros(0, np.int16)

    def __init__(self, kept: IO[bytes]) -> None:
        self._kept = kept

    def so_far(self) -> Samples:
        """Return what is recorded by now."""
        file = self._kept.fileno()
        size = os.fstat(file).st_size // 2 * 2
        return np.frombuffer(os.pread(file, size, 0), "<i2")


@contextlib.contextmanager
def sound_server(folder: Path) -> Iterator[SoundServer]:
    """Run one for a block; its socket lies in ``folder``."""
    made = SoundServer(folder)
    try:
        made.wait()
        yield made
    finally:
        made.close()


def _until(so: Callable[[], bool]) -> None:
    until = time.monotonic() + _START_S
    while not so():
        assert time.monotonic() < until, "the sound server does not start"
        time.sleep(0.02)


def _tool(name: str) -> str:
    package = "pulseaudio" if name == "pulseaudio" else "pulseaudio-utils"
    return tools.require(package, name)

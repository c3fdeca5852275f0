"""wscat, typed into a terminal as the protocol's last section shows it."""

import os
import pty
import select
import subprocess
import time

import pytest

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]


class Terminal:
    """A program on a pseudo-terminal."""

    def __init__(self, *command: str) -> None:
        self._master, slave = pty.openpty()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)
        self.shown = ""

    def until(self, text: str, timeout_s: float = 60.0) -> None:
        """Read until ``text`` is shown."""
        deadline_s = time.monotonic() + timeout_s
        while text not in self.shown:
            left_s = deadline_s - time.monotonic()
            assert left_s > 0, f"{text!r} was not shown: {self.shown!r}"
            if select.select([self._master], [], [], left_s)[0]:
                self.shown += os.read(self._master, 65_536).decode(errors="replace")

    def type(self, line: str) -> None:
        """Type a line."""
        os.write(self._master, f"{line}\r".encode())

    def close(self) -> None:
        """End the program."""
        self._process.terminate()
        self._process.wait(timeout=60)
        os.close(self._master)


def test_wscat_starts_an_interview(wscat, served_url):
    terminal = Terminal(wscat, "-c", f"{served_url}/ws/test-client")
    try:
        terminal.until("Connected")
        terminal.type('{"type":"start_interview"}')
        terminal.until('"type":"thinking"')
        terminal.until('"type":"ai_audio_chunk"')
        terminal.until('"type":"interview_started"')
        terminal.type('{"type":"end_interview"}')
        terminal.until('"type":"interview_ended"')
        terminal.until("code: 1000")
    finally:
        terminal.close()

"""A browser without Playwright, which keeps every tab in front: here one hides the other."""

import contextlib
import itertools
import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from support.browsing import FLAGS

_PATIENCE_S = 60


class Bare:
    """A browser that is told what to do over its debugging protocol."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    def send(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Have it do something; return what it answers, nothing if it can't."""
        number = next(self._numbers)
        to = {} if session is None else {"sessionId": session}
        self._socket.send(json.dumps({"id": number, "method": method, "params": params, **to}))
        while True:
            told = json.loads(self._socket.recv(timeout=_PATIENCE_S))
            if told.get("id") == number:
                return dict(told.get("result", {}))

    def open(self, url: str) -> "BareTab":
        """Open a tab in front of the others."""
        target = self.send("Target.createTarget", url=url)["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return BareTab(self, session)


class BareTab:
    """One tab, behind another one or not."""

    def __init__(self, opened: Bare, session: str) -> None:
        self._opened, self._session = opened, session

    def evaluate(self, script: str) -> Any:
        """Return the value of an expression, which may do what a click may."""
        asked = {"expression": script, "returnByValue": True, "userGesture": True}
        done = self._opened.send("Runtime.evaluate", self._session, **asked)
        return done.get("result", {}).get("value")

    def until(self, script: str) -> None:
        """Wait until it is so."""
        until = time.monotonic() + _PATIENCE_S
        while not self.evaluate(f"Boolean({script})"):
            assert time.monotonic() < until, f"it never came to be: {script}"
            time.sleep(0.05)

    def wait(self, selector: str) -> None:
        """Wait for something on the page."""
        self.until(f"document.querySelector({json.dumps(selector)})")

    def click(self, selector: str) -> None:
        """Click on it, once it is there."""
        self.wait(selector)
        self.evaluate(f"document.querySelector({json.dumps(selector)}).click()")


@contextlib.contextmanager
def bare_browser(path: str, folder: Path, environment: Mapping[str, str]) -> Iterator[Bare]:
    """Run one for a block; its profile lies in ``folder``."""
    command = [path, *FLAGS, "--headless", "--remote-debugging-port=0", f"--user-data-dir={folder}"]
    process = subprocess.Popen(
        command, env={**environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        with connect(_address(folder), max_size=None, ping_interval=None) as socket:
            yield Bare(socket)
    finally:
        process.terminate()
        process.wait()


def _address(folder: Path) -> str:
    told = folder / "DevToolsActivePort"
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        lines = told.read_text().splitlines() if told.exists() else []
        if len(lines) > 1:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        time.sleep(0.05)
    raise AssertionError("the browser did not start")

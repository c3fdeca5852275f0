"""A real Firefox on our pages, by WebDriver BiDi, which it speaks without a driver beside it."""

import base64
import contextlib
import itertools
import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

TONE = {
    # a microphone that gives a tone, to everybody who asks
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
}
_QUIET = {
    # what it would ask of the network by itself
    "app.update.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
}
_ANSWER_S = 60
_LOOK_S = 0.05
_KEYS = {"Enter": "\ue007", "Tab": "\ue004"}

_VIOLATIONS = """() => addEventListener('securitypolicyviolation', (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"""
_SHOWN = "[...document.querySelectorAll({})].find((one) => one.checkVisibility())"
_MIDDLE = """(() => {{
  const one = {};
  one.scrollIntoView({{ block: 'center', behavior: 'instant' }});
  const box = one.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2].map(Math.round);
}})()"""


class FirefoxError(AssertionError):
    """It refused a command, a script threw, or something did not come about in time."""


class Firefox:
    """Its window, 1280 pixels wide.

    problems: errors and warnings of scripts and of the console, and what the policy held back.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._ids = itertools.count()
        self.problems: list[str] = []
        self.command("session.new", capabilities={})
        self.command("session.subscribe", events=["log.entryAdded"])
        self.command("script.addPreloadScript", functionDeclaration=_VIOLATIONS)
        (first, *_) = self.command("browsingContext.getTree")["contexts"]
        self._window = first["context"]
        size = {"width": 1280, "height": 800}
        self.command("browsingContext.setViewport", context=self._window, viewport=size)

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Have it do something, and return what it answers. Raises FirefoxError."""
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=_ANSWER_S))
            if message["type"] == "event":
                self._take(message["params"])
            elif message["type"] == "error":
                raise FirefoxError(f"{method}: {message['error']}: {message['message']}")
            elif message["id"] == number:
                return dict(message["result"])

    def _take(self, entry: Mapping[str, Any]) -> None:
        if entry.get("level") in {"error", "warn"}:
            self.problems.append(f"{entry['type']}: {entry['text']}")

    def goto(self, url: str) -> None:
        """Open an address."""
        self.command("browsingContext.navigate", context=self._window, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return what an expression gives, awaited."""
        given = self.command(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})) ?? 'null')()",
            target={"context": self._window},
            awaitPromise=True,
        )
        if given["type"] == "exception":
            raise FirefoxError(f"{given['exceptionDetails']['text']}: {expression}")
        return json.loads(given["result"]["value"])

    def wait_for(self, selector: str, text: str = "", within_s: float = 60) -> None:
        """Wait until something is shown that holds the text."""
        shown = _SHOWN.format(json.dumps(selector))
        self._until(f"({shown})?.textContent.includes({json.dumps(text)}) ?? false", within_s)

    def _until(self, expression: str, within_s: float) -> None:
        end = time.monotonic() + within_s
        while not self.evaluate(expression):
            if time.monotonic() > end:
                shown = self.evaluate("document.body.innerText")[-1000:]
                raise FirefoxError(f"not within {within_s} s: {expression}; there is: {shown}")
            time.sleep(_LOOK_S)

    def click(self, selector: str) -> None:
        """Click on the first of them that is shown."""
        self.wait_for(selector)
        x, y = self.evaluate(_MIDDLE.format(_SHOWN.format(json.dumps(selector))))
        self._perform(
            "pointer",
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        )

    def type(self, text: str, *keys: str) -> None:
        """Type text where the focus is, and then keys such as ``Enter``."""
        pressed = (*text, *(_KEYS[key] for key in keys))
        ways = ("keyDown", "keyUp")
        self._perform("key", *({"type": way, "value": key} for key in pressed for way in ways))

    def _perform(self, kind: str, *actions: Mapping[str, Any]) -> None:
        source = {"type": kind, "id": kind, "actions": actions}
        self.command("input.performActions", context=self._window, actions=[source])

    def shoot(self, path: Path) -> None:
        """Take a picture of what is shown."""
        picture = self.command("browsingContext.captureScreenshot", context=self._window)
        path.write_bytes(base64.b64decode(picture["data"]))


@contextlib.contextmanager
def firefox(
    path: str,
    profile: Path,
    preferences: Mapping[str, object],
    environment: Mapping[str, str] | None = None,
) -> Iterator[Firefox]:
    """Open one with a profile of its own, which is a folder that is there."""
    given = {**_QUIET, **preferences}.items()
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in given)
    (profile / "user.js").write_text("".join(lines))
    with subprocess.Popen(
        [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment or os.environ,
    ) as process:
        try:
            address = _address(process, profile / "WebDriverBiDiServer.json")
            with connect(
                f"{address}/session",
                max_size=None,
                proxy=None,
                open_timeout=_ANSWER_S,
                ping_interval=None,  # it may be busy for long
            ) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()


def _address(process: subprocess.Popen[bytes], told: Path) -> str:
    """Return where it listens, which it writes into its profile."""
    while process.poll() is None:
        with contextlib.suppress(FileNotFoundError, json.JSONDecodeError):  # not (all) written yet
            place = json.loads(told.read_bytes())
            return f"ws://{place['ws_host']}:{place['ws_port']}"
        time.sleep(_LOOK_S)
    raise FirefoxError(f"it did not start: {process.returncode}")

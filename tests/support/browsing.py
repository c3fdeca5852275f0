"""A real browser on our pages: opened, looked at, and searched for barriers."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-fake-ui-for-media-stream",
)
MICROPHONE = "--use-fake-device-for-media-stream"

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SIZES = {"desktop": DESKTOP, "phone": PHONE}
NARROWEST = {"width": 320, "height": 640}

PATIENCE_S = 60
"""How long anything may take that a page or a browser does."""

_ABOUT = """() => {
  const shown = (element) => element.checkVisibility();
  const focused = document.activeElement;
  return {
    headings: [...document.querySelectorAll('h1')].filter(shown).map((one) => one.textContent),
    title: document.title,
    focus: focused !== document.body && shown(focused),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}"""

_AXE = """async () => {
  const found = await axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'],
    preload: false, // it would add a style to the page, which the page does not allow
  });
  return found.violations.map((violation) => ({
    id: violation.id,
    help: violation.help,
    where: violation.nodes.map((node) => node.target.join(' ') + ': ' + node.failureSummary),
  }));
}"""

_STILL = """() => Promise.all(
  document.getAnimations()
    .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime))
    .map((one) => one.finished.catch(() => {})), // it was taken away, and is over, too
)"""


@contextlib.contextmanager
def browser(path: str, *flags: str, sound: Path | str | None = None) -> Iterator[Browser]:
    """Open a browser for those who need but one; see ``launched``."""
    with sync_playwright() as playwright, launched(playwright, path, *flags, sound=sound) as opened:
        yield opened


@contextlib.contextmanager
def launched(
    playwright: Playwright,
    path: str,
    *flags: str,
    sound: Path | str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Browser]:
    """Open a browser, with a microphone that plays ``sound`` over and over if there is one.

    ``sound`` may end in ``%noloop`` to be played once, each time that the microphone is opened.
    environment: of a sound server, for real devices in its place.
    """
    device = () if sound is None else (MICROPHONE, f"--use-file-for-fake-audio-capture={sound}")
    opened = playwright.chromium.launch(
        executable_path=path,
        timeout=PATIENCE_S * 1000,
        args=[*FLAGS, *device, *flags],
        ignore_default_args=["--mute-audio"],
        env={**environment} if environment else None,
    )
    try:
        yield opened
    finally:
        opened.close()


class Visit:
    """Somebody who looks at our pages in a window of their own.

    problems: what the browser complained of: errors of scripts, of the console, requests that
    went elsewhere. faults: what was found wrong with the looks. shots: the folder of the pictures.
    """

    def __init__(
        self, opened: Browser, origin: str, shots: Path, axe: Path, **options: Any
    ) -> None:
        settings = {"viewport": DESKTOP, "permissions": ["microphone"], **options}
        self.context = opened.new_context(base_url=origin, **settings)
        self.context.set_default_timeout(PATIENCE_S * 1000)  # windows that open by themselves too
        self.problems: list[str] = []
        self.faults: list[str] = []
        self.origin, self._shots, self._axe = origin, shots, axe
        self.page = self.tab()

    def tab(self) -> Page:
        """Open another tab."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)
        return page

    def _console(self, message: Any) -> None:
        # that a connection failed is said by the browser whatever the page does about it
        if message.type == "error" and "WebSocket connection" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        host = self.origin.partition("://")[2]
        if not request.url.startswith(("blob:", "data:")) and host not in request.url:
            self.problems.append(f"request elsewhere: {request.url}")

    def screen(
        self, name: str, *states: str, page: Page | None = None, within_s: float = PATIENCE_S
    ) -> None:
        """Wait for a screen, in any of the states if some are named."""
        wanted = [f'[data-screen="{name}"][data-state="{state}"]' for state in states]
        selector = ", ".join(wanted) or f'[data-screen="{name}"]'
        (page or self.page).wait_for_selector(selector, timeout=within_s * 1000)

    def state(self) -> str:
        """Return the state of the screen that is shown."""
        return str(self.page.get_attribute("[data-screen]:not([hidden])", "data-state"))

    def look(self, name: str) -> None:
        """Take pictures of what is shown, at each size."""
        before = self.page.viewport_size
        for size, viewport in SIZES.items():
            self.page.set_viewport_size(viewport)
            self.page.wait_for_timeout(150)  # for what moves to its new place
            self._shoot(f"{name}-{size}")
        if before is not None:
            self.page.set_viewport_size(before)

    def examine(self, name: str, *sizes: str, focused: bool = True) -> None:
        """Take pictures of what is shown, and put what is wrong with it into ``faults``.

        sizes: all unless some are named. focused: whether the focus is somewhere, as after
        anything that was done by hand.
        """
        before = self.page.viewport_size or DESKTOP
        for size, viewport in {**SIZES, "narrowest": NARROWEST}.items():
            if sizes and size not in sizes:
                continue
            self.page.set_viewport_size(viewport)
            self.page.wait_for_timeout(200 if viewport == before else 40)  # for what moves
            found = []
            if size in SIZES:
                self._shoot(f"{name}-{size}")
                found += self.barriers()
            about = self.page.evaluate(_ABOUT)
            if about["wide"] > 0:
                found.append(f"is {about['wide']} px wider than the window")
            if len(about["headings"]) != 1 or not about["title"].startswith(about["headings"][0]):
                found.append(f"headings {about['headings']}, title {about['title']!r}")
            if focused and not about["focus"]:
                found.append("the focus is lost")
            self.faults += [f"{name}, {size}: {fault}" for fault in found]
        self.page.set_viewport_size(before)

    def _shoot(self, name: str) -> None:
        # to hide the caret it would bring a style along, of which our policy would complain
        path = self._shots / f"{name}.png"
        self.page.screenshot(path=path, animations="disabled", caret="initial")

    def barriers(self, page: Page | None = None) -> list[str]:
        """Return what keeps people with disabilities from using what is shown."""
        looked_at = page or self.page
        if not looked_at.evaluate("typeof axe === 'object'"):
            looked_at.evaluate(self._axe.read_text())
        for _ in range(3):  # what it finds where colours change just then is none
            looked_at.evaluate(_STILL)
            found = looked_at.evaluate(_AXE)
            if not found:
                break
        return [f"{one['id']}: {one['help']} ({'; '.join(one['where'])})" for one in found]

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(width))

    def close(self) -> None:
        """Leave."""
        self.context.close()


def shots_folder(fallback: Path) -> Path:
    """Return where pictures go: ``TALKUP_SHOTS`` if that is set, for people to look at."""
    folder = Path(os.environ.get("TALKUP_SHOTS") or fallback)
    folder.mkdir(parents=True, exist_ok=True)
    return folder

"""Who looks at the page for a measurement: a real browser, by Playwright; its only door."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np

from talkup_local.cli.bench.page.levels import Levels
from talkup_local.cli.bench.served import BenchError

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
_STEP_TIMEOUT_MS: Final = 60_000
_LAST_SOUND_S: Final = 0.3
"""The last sound is on its way to the loudspeaker when the turn changes."""

_POLL_S: Final = 0.5

_FIRST_PAINT: Final = """() => {
  const paints = performance.getEntriesByType('paint');
  return paints.find((one) => one.name === 'first-contentful-paint')?.startTime ?? null;
}"""
_WEIGHT: Final = """() => [
  ...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource'),
].map((one) => one.transferSize)"""


@dataclass(frozen=True)
class Tapped:
    """What a page was heard to do.

    times_s, played, spoken: shape (n,), the time of each block and RMS of what was played and of
    the microphone in it. told_s: shape (m,), when the server said to stand still.
    long_tasks_ms: of the page's main thread, while it was listened to.
    """

    times_s: Levels
    played: Levels
    spoken: Levels
    told_s: Levels
    long_tasks_ms: tuple[float, ...]


class Visitor:
    """A window on the page. first_paint_ms, sizes_bytes: of the first load, once it is done."""

    def __init__(self, page: Any) -> None:
        self._page = page

    async def enter(self, address: str) -> float | None:
        """Open the page; return when there was first something to be seen, ms."""
        await self._page.goto(address)
        await self._page.wait_for_selector('[data-screen="lobby"]')
        paint: float | None = await self._page.evaluate(_FIRST_PAINT)
        return paint

    async def clock_ms(self) -> float:
        """Return how long ago the page was asked for."""
        now: float = await self._page.evaluate("performance.now()")
        return now

    async def settle(self) -> None:
        """Wait until nothing more is loaded."""
        await self._page.wait_for_load_state("networkidle")

    async def again(self) -> None:
        """Load the page once more."""
        await self._page.reload()
        await self._page.wait_for_selector('[data-screen="lobby"]')

    async def begin(self, *, typed: bool) -> None:
        """Go through the lobby to the interview."""
        page = self._page
        await page.click("#next")
        await page.wait_for_selector('[data-screen="lobby"][data-state="sound"]')
        await page.click("#type-instead" if typed else "#next")
        if not typed:
            await page.wait_for_selector('[data-sound="open"]')
        await page.click("#next")
        await page.wait_for_selector('[data-screen="lobby"][data-state="agreement"]')
        if await page.locator("#consent").count():
            await page.check("#consent")
        await page.click("#next")
        await page.wait_for_selector('[data-screen="interview"]')

    async def answer(self, text: str) -> None:
        """Type an answer once it is the candidate's turn."""
        page = self._page
        await page.wait_for_selector('[data-screen="interview"][data-state="listening"]')
        await page.fill(".iv-composer textarea", text)
        await page.press(".iv-composer textarea", "Enter")
        await page.wait_for_selector('[data-screen="interview"]:not([data-state="listening"])')

    async def heard_out(self) -> float:
        """Wait for the candidate's turn; return when it was quiet, on the clock of ``tapped``."""
        await self._page.wait_for_selector('[data-screen="interview"][data-state="listening"]')
        await self.wait(_LAST_SOUND_S)
        return float((await self.tapped()).times_s[-1])

    async def wait(self, seconds: float) -> None:
        """Look on."""
        await self._page.wait_for_timeout(seconds * 1000)

    async def held(self, times: int, most_s: float) -> bool:
        """Wait until the server has said so often to stand still; return whether it has in time."""
        for _ in range(int(most_s / _POLL_S)):
            if await self._page.evaluate("talkupTap.toldS.length") >= times:
                await self.wait(_LAST_SOUND_S)
                return True
            await self.wait(_POLL_S)
        return False

    async def reach(self, states: Collection[str]) -> None:
        """Wait until the interview is in one of these states."""
        await self._page.wait_for_selector(
            ",".join(f'[data-screen="interview"][data-state="{state}"]' for state in states)
        )

    @contextlib.asynccontextmanager
    async def without(self, selector: str) -> AsyncIterator[None]:
        """Show the page without a part of it."""
        part = self._page.locator(selector)
        await part.evaluate("(element) => { element.style.display = 'none'; }")
        yield
        await part.evaluate("(element) => { element.style.display = ''; }")

    async def sizes_bytes(self) -> list[int]:
        """Return what each file that was loaded weighed on the wire."""
        sizes: list[int] = await self._page.evaluate(_WEIGHT)
        return sizes

    async def tapped(self) -> Tapped:
        """Return what was played and heard so far."""
        tap = await self._page.evaluate("talkupTap")
        rows = np.array(tap["blocks"] or [[0.0, 0.0, 0.0]])
        told = np.array(tap["toldS"], np.float64)
        since = tap["startedMs"]
        long = tuple(took for at, took in tap["longTasksMs"] if at >= since)
        return Tapped(rows[:, 0], rows[:, 1], rows[:, 2], told, long)


@contextlib.asynccontextmanager
async def visitor(sound: Path | None = None, trusted: str = "") -> AsyncIterator[Visitor]:
    """Open a browser, with a microphone that plays ``sound`` over and over.

    trusted: the pin of a certificate that it trusts. Raises BenchError when there is none.
    """
    try:
        from playwright.async_api import Error, async_playwright
    except ModuleNotFoundError:
        raise BenchError("Playwright is missing: pip install 'talkup-local[bench]'") from None
    path = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        raise BenchError("there is no Chromium: install the system's package `chromium`")
    device = () if sound is None else (f"--use-file-for-fake-audio-capture={sound}",)
    trust = (f"--ignore-certificate-errors-spki-list={trusted}",) if trusted else ()
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(
                executable_path=path,
                args=[*_FLAGS, *device, *trust],
                ignore_default_args=["--mute-audio"],
            )
        except Error as exc:
            raise BenchError(f"{path} does not start: {exc.message.splitlines()[0]}") from exc
        try:
            page = await browser.new_page()
            page.set_default_timeout(_STEP_TIMEOUT_MS)
            await page.add_init_script(files(__package__).joinpath("tap.js").read_text())
            yield Visitor(page)
        except Error as exc:
            raise BenchError(f"the page did not do as it should: {exc.message}") from exc
        finally:
            await browser.close()

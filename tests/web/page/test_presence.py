"""The presence draws while something of it moves, and costs nothing while nothing does."""

import pytest
from support.hands import act, through_the_lobby

pytestmark = [pytest.mark.web, pytest.mark.timeout(400)]

PRESENCE = ".iv-presence"
COUNTED = """
const clear = CanvasRenderingContext2D.prototype.clearRect;
window.drawn = 0;
CanvasRenderingContext2D.prototype.clearRect = function counted(...area) {
  window.drawn += 1;
  return clear.apply(this, area);
};
"""

STILL = """() => new Promise((resolve) => {
  let [frames, before] = [0, drawn];
  requestAnimationFrame(function look() {
    frames = drawn === before ? frames + 1 : 0;
    before = drawn;
    if (frames === 60) resolve(true);
    else requestAnimationFrame(look);
  });
})"""
"""Come back once the browser has made 60 frames, a second of them, and it drew in none."""

DRAWS = """() => new Promise((resolve) => {
  const before = drawn;
  requestAnimationFrame(function look() {
    if (drawn > before + 3) resolve(true);
    else requestAnimationFrame(look);
  });
})"""


@pytest.fixture
def listening(scripted_url, silent_browser, visit):
    """A window on an interview that waits for an answer."""
    window = visit(silent_browser, scripted_url)
    window.context.add_init_script(COUNTED)
    through_the_lobby(window, typed=True)
    window.screen("interview", "listening")
    return window


def test_it_breathes_while_it_listens_and_stands_still_in_a_pause(listening):
    page = listening.page
    assert page.evaluate(DRAWS)
    act(page, "pause")
    listening.screen("interview", "paused")
    assert page.evaluate(STILL)
    act(page, "pause")
    listening.screen("interview", "listening")
    assert page.evaluate(DRAWS)
    assert listening.problems == []


def test_it_draws_nothing_while_there_is_no_place_for_it(listening):
    page = listening.page
    page.eval_on_selector(PRESENCE, "(element) => { element.style.display = 'none'; }")
    assert page.evaluate(STILL)
    page.eval_on_selector(PRESENCE, "(element) => { element.style.display = ''; }")
    assert page.evaluate(DRAWS)
    assert listening.problems == []


def test_with_reduced_motion_it_stands_still_in_silence(scripted_url, silent_browser, visit):
    window = visit(silent_browser, scripted_url, reduced_motion="reduce")
    window.context.add_init_script(COUNTED)
    through_the_lobby(window, typed=True)
    window.screen("interview", "listening")
    assert window.page.evaluate(STILL)
    assert window.page.evaluate("drawn") > 0
    assert window.problems == []

"""Whole interviews in a real browser, from the lobby to the report."""

from collections.abc import Callable, Sequence

import pytest
from support import serving
from support.hands import COMPOSER, agree_and_start, tab_to, through_the_lobby, type_answer

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]

SHORT = {
    "TALKUP_STORE_ENABLED": "true",
    "TALKUP_STORE_AUDIO": "true",
    "TALKUP_INTERVIEW_QUESTIONS": "1",
    "TALKUP_INTERVIEW_LINGER_S": "2",
    "TALKUP_TURN_PATIENCE": "brisk",
}
LONG_ANSWER = (
    "In my last job I led the tests of a product with three people. I wrote the plan, I found a "
    "fault that cost us two weeks, and in the end we shipped on time."
)
NO_QUESTIONS = "No, I have no questions. Thank you."


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """The real command on the embedded engines, with one question for everybody."""
    folder = tmp_path_factory.mktemp("kept")
    with serving.command("--profile", "embedded", **SHORT, TALKUP_DATA=str(folder)) as (_, url):
        yield url


def until_over(visit, answers: Sequence[str], send: Callable[[str], None]) -> None:
    """Answer whenever it is our turn, with the last answer as often as need be, to the end."""
    page = visit.page
    for answer in (*answers, *[answers[-1]] * 10):
        visit.screen("interview", "listening", "ended")
        if visit.state() == "ended":
            break
        send(answer)
        page.wait_for_selector(
            '[data-screen="interview"]:not([data-state="listening"]), [data-screen="after"]'
        )
        if page.locator('[data-screen="after"]').count():
            break
    visit.screen("after", "report")


def shows(visit, words: str) -> None:
    """Wait until the words are shown afterwards."""
    visit.page.locator('[data-screen="after"]', has_text=words).wait_for()


def test_an_interview_is_held_by_voice_alone(url, launch, spoken, visit):
    window = visit(launch(sound=spoken), url)
    through_the_lobby(window, "/?minutes=1")
    window.screen("after", "report", within_s=300)
    # its words are the recogniser's, and differ a little from run to run
    window.page.click('[data-tab="transcript"]')
    shows(window, "team")
    assert window.problems == []


def test_an_interview_is_held_by_the_keyboard_and_typed_answers_alone(
    scripted_url, silent_browser, visit
):
    window = visit(silent_browser, scripted_url)
    page = window.page
    page.goto("/")
    window.screen("lobby", "interview")
    keyboard = page.keyboard
    tab_to(page, "#next")
    keyboard.press("Enter")
    window.screen("lobby", "sound")
    tab_to(page, "#type-instead")
    keyboard.press("Enter")
    tab_to(page, "#next")
    keyboard.press("Enter")
    window.screen("lobby", "agreement")
    tab_to(page, "#consent")
    keyboard.press("Space")
    tab_to(page, "#next")
    keyboard.press("Enter")

    def send(answer: str) -> None:
        tab_to(page, COMPOSER)
        keyboard.type(answer)
        keyboard.press("Enter")

    until_over(window, [LONG_ANSWER] * 4 + [NO_QUESTIONS], send)
    tab_to(page, '[data-tab="report"]')
    keyboard.press("ArrowRight")
    keyboard.press("Enter")
    shows(window, "a fault that cost us two weeks")
    assert window.problems == []


def test_an_interview_is_held_in_french(french_url, silent_browser, visit):
    window = visit(silent_browser, french_url, locale="fr-FR")
    page = window.page
    page.goto("/")
    window.screen("lobby", "interview")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert "entretien" in (page.locator("h1").text_content() or "").lower()
    page.click("#next")
    page.click("#type-instead")
    page.click("#next")
    window.screen("lobby", "agreement")
    agree_and_start(window)
    answer = "J'ai dirigé les essais d'un produit avec trois personnes, et nous avons livré."
    answers = [answer] * 4 + ["Non merci, je n'ai pas de question."]
    until_over(window, answers, lambda answer: type_answer(page, answer))
    page.click('[data-tab="transcript"]')
    shows(window, "trois personnes")
    assert window.problems == []

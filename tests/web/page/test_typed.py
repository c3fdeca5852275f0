"""What is typed is never lost: refused, loaded anew, or too late, it is there again."""

import pytest
from support.hands import COMPOSER, end, said, through_the_lobby

pytestmark = [pytest.mark.web, pytest.mark.timeout(300)]

MANY = [f"Answer number {n}, and no other." for n in range(40)]
LATE = "I have one more thing to say."
LEFTOVER = ".iv-leftover textarea"
SEND_ALL = """(answers) => {
  const field = document.querySelector('.iv-composer textarea');
  for (const answer of answers) {
    field.value = answer;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.form.requestSubmit();
    field.form.requestSubmit(); // as who presses Enter twice does
  }
  field.value = 'Typed meanwhile.';
  field.dispatchEvent(new Event('input', { bubbles: true }));
}"""

ALL_SETTLED = "() => !JSON.parse(sessionStorage.getItem('talkup.session')).typed.length"
"""Each answer was taken, or is in the field again."""


@pytest.fixture(scope="module")
def url(tmp_path_factory, run_scripted):
    """A server that has enough questions for who answers too much."""
    with run_scripted(tmp_path_factory.mktemp("kept"), interview__questions=5) as url:
        yield url


@pytest.fixture
def typing(url, silent_browser, visit):
    """Somebody who is asked the first question, and types."""
    window = visit(silent_browser, url)
    through_the_lobby(window, typed=True)
    window.screen("interview", "listening")
    return window


def recorded(window) -> list[str]:
    """End, and return the candidate's answers as the record has them."""
    end(window)
    window.page.click('[data-tab="transcript"]')
    window.page.wait_for_selector(".said.candidate", state="attached")
    return window.page.locator(".said.candidate").all_inner_texts()


def test_what_is_refused_is_in_the_field_again_and_can_be_sent_once_more(typing):
    page = typing.page
    page.evaluate(SEND_ALL, MANY)
    note = page.locator('.iv-note[data-code="RATE_LIMITED"]', has_text="It is in the field again")
    note.wait_for()
    page.wait_for_function(ALL_SETTLED)
    *back, meanwhile = page.input_value(COMPOSER).split("\n")
    assert meanwhile == "Typed meanwhile."
    assert back == [answer for answer in MANY if answer in back]  # in the order of typing
    typing.examine("given-back")
    assert typing.faults == []
    typing.screen("interview", "listening")
    page.press(COMPOSER, "Enter")
    page.locator("#iv-transcript", has_text=meanwhile).wait_for(state="attached")
    note.wait_for(state="detached")
    record = " ".join(recorded(typing))
    assert [record.count(answer) for answer in [*MANY, meanwhile]] == [1] * (len(MANY) + 1)
    assert typing.problems == []


def test_what_was_sent_when_the_page_is_loaded_anew_is_with_the_server_or_in_the_field(typing):
    page = typing.page
    page.evaluate(SEND_ALL, MANY[:3])
    page.reload()
    typing.screen("resume", "asking")
    page.click('[data-way="lobby.type_instead"]')
    typing.screen("interview", "listening")
    *_, meanwhile = page.input_value(COMPOSER).split("\n")
    assert meanwhile == "Typed meanwhile."
    page.press(COMPOSER, "Enter")
    page.locator("#iv-transcript", has_text=meanwhile).wait_for(state="attached")
    record = " ".join(recorded(typing))
    assert [record.count(answer) for answer in MANY[:3]] == [1] * 3


def test_what_is_in_the_field_at_the_end_is_told_of_and_can_be_copied(typing):
    page = typing.page
    page.fill(COMPOSER, LATE)
    page.click('[data-action="end"]:visible')
    page.locator(".iv-dialog", has_text="has not been sent").wait_for()
    page.click('[data-confirm="end"]')
    page.wait_for_selector(LEFTOVER)
    assert page.input_value(LEFTOVER) == LATE
    typing.examine("leftover")
    assert typing.faults == []
    page.click('[data-state="ended"] .iv-standstill .button')
    typing.screen("after")
    assert LATE not in page.content()


def test_a_text_that_is_too_long_is_kept_whole_and_its_length_is_told(typing):
    page = typing.page
    text = "word " * 5000
    page.fill(COMPOSER, text)
    page.locator(".iv-composer .hint", has_text="Too long to send: 24,999").wait_for()
    page.press(COMPOSER, "Enter")
    assert page.input_value(COMPOSER) == text
    page.fill(COMPOSER, LATE)
    page.locator(".iv-composer .hint", has_text="Enter sends").wait_for()
    page.press(COMPOSER, "Enter")
    page.locator("#iv-transcript", has_text=LATE).wait_for(state="attached")
    assert said(page).count(LATE) == 1


def test_a_draft_outlives_a_change_of_the_language_and_what_is_refused_is_told_in_it(typing):
    page = typing.page
    page.fill(COMPOSER, LATE)
    page.click('[data-language="fr"]')
    page.locator(".iv-composer", has_text="Votre réponse").wait_for()
    assert page.input_value(COMPOSER) == LATE
    page.evaluate(SEND_ALL, MANY)
    page.locator(".iv-note", has_text="de nouveau dans le champ").wait_for()
    assert typing.problems == []

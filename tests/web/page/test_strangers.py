"""What people do who have never seen the page: Back, wrong files, no answer, a link once more."""

import re

import pytest
from support.cable import cable
from support.hands import agree, end, through_the_lobby, to_the_agreement, type_answer

from talkup_local.clock import SystemClock
from talkup_local.storage.tokens import FILE, TokenStore

pytestmark = [pytest.mark.web, pytest.mark.timeout(200)]

CV = '[data-document="cv"]'
DROP = """([selector, names]) => {
  const given = new DataTransfer();
  for (const name of names) given.items.add(new File(['a baker'], name));
  const zone = document.querySelector(`${selector} .drop`);
  zone.dispatchEvent(new DragEvent('drop', { dataTransfer: given, bubbles: true }));
}"""


def given(name: str, content: bytes = b"I was a baker.") -> dict[str, object]:
    """Return a file as a browser takes it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_back_goes_a_step_back_and_nothing_is_lost(scripted_url, silent_browser, visit):
    window = visit(silent_browser, scripted_url)
    page = window.page
    page.goto("about:blank")
    page.goto("/")
    window.screen("lobby", "interview")
    page.fill('input[name="role"]', "baker")
    page.set_input_files(f"{CV} input[type=file]", given("cv.txt"))
    page.click("#next")
    window.screen("lobby", "sound")
    page.click("#type-instead")
    page.click("#next")
    window.screen("lobby", "agreement")
    page.check("#consent")

    page.go_back()
    window.screen("lobby", "sound")
    page.go_back()
    window.screen("lobby", "interview")
    assert page.input_value('input[name="role"]') == "baker"
    page.locator(f"{CV} .chosen", has_text="cv.txt").wait_for()
    page.go_forward()
    window.screen("lobby", "sound")
    page.click("#back")
    window.screen("lobby", "interview")
    page.click("#next")
    window.screen("lobby", "sound")
    page.focus("#skip")
    page.keyboard.press("Enter")  # a link within the page: no step
    page.wait_for_url("**/#screen")
    page.click("#next")
    window.screen("lobby", "agreement")
    assert page.is_checked("#consent")
    agree(window)
    window.screen("interview", "listening")

    # in the interview, no step is left to go back to: the browser asks, and it goes on
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.evaluate("history.back()")
    assert asked == ["beforeunload"]
    window.screen("interview", "listening")
    assert window.problems == []


def test_a_file_that_is_not_taken_keeps_nobody_from_going_on(scripted_url, silent_browser, visit):
    window = visit(silent_browser, scripted_url)
    page = window.page
    page.goto("/")
    window.screen("lobby", "interview")
    page.evaluate(DROP, [CV, ["one.txt", "two.txt"]])
    page.locator(f"{CV} .error", has_text="Only one file").wait_for()
    page.set_input_files(f"{CV} input[type=file]", given("cv.pages"))
    page.locator(f"{CV} .error", has_text="be read here").wait_for()
    page.click("#next")
    window.screen("lobby", "interview")  # it is said first
    assert window.barriers() == []
    page.click(f"{CV} button:has-text('Go on without it')")
    assert page.locator(f"{CV} .error").text_content() == ""
    page.click("#next")
    window.screen("lobby", "sound")


def test_of_an_interview_without_an_answer_nothing_is_promised(scripted_url, silent_browser, visit):
    window = visit(silent_browser, scripted_url)
    through_the_lobby(window, typed=True)
    end(window)
    window.screen("after", "transcript")
    window.page.locator(".after-hero", has_text="You gave no answer").wait_for()
    assert window.barriers() == []


def test_an_interview_that_is_left_has_its_report_later(scripted_url, silent_browser, visit):
    window = visit(silent_browser, scripted_url)
    page = window.page
    through_the_lobby(window, typed=True)
    window.screen("interview", "listening")
    type_answer(page, "I led the tests of a product, and we shipped it on time.")
    page.locator(".iv-entry.candidate").wait_for(state="attached")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.click('[data-way="lobby.resume.leave"]')
    window.screen("after", "waiting")
    page.locator(".waiting", has_text="The report comes after the interview").wait_for()


@pytest.fixture
def guarded(tmp_path, run_scripted):
    """A server that asks for tokens, and looks often whether they still hold; and its tokens."""
    flags = {"auth__required": "always", "auth__recheck_s": 0.2}
    with run_scripted(tmp_path, **flags) as url:
        yield url, TokenStore(tmp_path / FILE)


def test_a_token_that_ends_in_mid_interview_loses_nothing(guarded, silent_browser, visit):
    url, tokens = guarded
    now = SystemClock().utc_now()
    first, second = (tokens.add(name, ("interview",), now) for name in ("anna", "anna again"))
    window = visit(silent_browser, url)
    page = window.page
    to_the_agreement(window, f"/#token={first[1]}", typed=True)
    agree(window)
    window.screen("interview", "listening")
    tokens.revoke(first[0].id, now)
    window.screen("problem", "TOKEN_WRONG")
    page.locator("main", has_text="Your interview is not lost").wait_for()
    page.fill('input[type="password"]', second[1])
    page.keyboard.press("Enter")
    window.screen("resume")
    page.click('[data-way="lobby.type_instead"]')
    window.screen("interview", "listening")


def test_the_link_of_the_next_one_shows_nothing_of_the_one_before(guarded, silent_browser, visit):
    url, tokens = guarded
    now = SystemClock().utc_now()
    anna, ben = (tokens.add(name, ("interview",), now)[1] for name in ("anna", "ben"))
    window = visit(silent_browser, url)
    page = window.page
    through_the_lobby(window, f"/?role=Baker#token={anna}", typed=True)
    window.screen("interview", "listening")
    end(window)
    window.screen("after")
    page.goto("about:blank")
    page.goto(f"/#token={anna}")
    window.screen("after")
    page.goto("about:blank")
    page.goto(f"/#token={ben}")
    window.screen("lobby", "interview")
    assert page.input_value('input[name="role"]') == ""


def test_the_operator_is_told_what_is_gone_and_what_still_goes_on(
    scripted_url, silent_browser, visit
):
    window, desk = (visit(silent_browser, scripted_url) for _ in range(2))
    through_the_lobby(window, typed=True)
    window.screen("interview", "listening")
    desk.page.goto("/admin")
    desk.page.locator(".desk-live tbody tr").first.wait_for()
    desk.page.click('a[href="#interviews"]')
    row = desk.page.locator(".desk tbody tr", has_text="in progress").first
    row.locator("a").click()
    desk.page.locator(".waiting", has_text="The report comes after the interview").wait_for()
    desk.page.click('a[href="#now"]')
    desk.page.locator(".tile", has_text=re.compile(r"[1-9]\d* of \d+")).wait_for()
    desk.page.goto("/admin#interviews/iv_unknown")
    desk.page.locator(".banner.warn", has_text="Nothing is kept").wait_for()
    assert desk.page.locator(".desk .button.danger").count() == 0
    assert desk.barriers() == []
    assert desk.problems == []


def test_who_types_is_not_told_of_a_voice_when_the_connection_is_lost(
    scripted_url, silent_browser, visit
):
    with cable(scripted_url) as wire:
        window = visit(silent_browser, wire.url)
        through_the_lobby(window, typed=True)
        window.screen("interview", "listening")
        wire.pull()
        window.screen("interview", "reconnecting")
        told = window.page.locator(".iv-standstill")
        told.locator("p", has_text="Your answers so far are safe").wait_for()
        assert not told.locator(".iv-kept").is_visible()
        wire.plug()
        window.screen("interview", "listening")

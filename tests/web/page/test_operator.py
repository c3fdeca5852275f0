"""The operator's page: who may open it, what it shows of an interview, and what it does."""

import re

import pytest
from support.hands import act, agree_and_start, end, type_answer

from talkup_local.clock import SystemClock
from talkup_local.storage.tokens import FILE, TokenStore

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def url(folder, run_scripted):
    """A server that nobody enters without a token."""
    with run_scripted(folder, auth__required="always") as url:
        yield url


@pytest.fixture(scope="module")
def tokens(folder):
    """A token of each scope that a browser may show."""
    store, now = TokenStore(folder / FILE), SystemClock().utc_now()
    return {scope: store.add(scope, (scope,), now)[1] for scope in ("interview", "admin")}


def desk(window, view: str) -> None:
    window.screen("desk", view)
    assert window.barriers() == []


def live(window, state: str) -> None:
    """Wait until the operator sees an interview in this state."""
    window.page.locator(".desk-live tbody tr", has_text=state).wait_for()


def test_the_desk_opens_to_an_admin_token_alone(url, tokens, silent_browser, visit):
    window = visit(silent_browser, url)
    page = window.page
    page.goto("/admin")
    desk(window, "refused")
    refusals = {"tk_wrong": "is not valid", tokens["interview"]: "needs the scope admin"}
    for wrong, words in refusals.items():
        page.fill("#desk-token", wrong)
        page.keyboard.press("Enter")
        page.locator("#desk-token-error", has_text=words).wait_for()
        assert window.barriers() == []
    page.fill("#desk-token", tokens["admin"])
    page.keyboard.press("Enter")
    desk(window, "now")
    assert window.problems == []


def test_an_invited_interview_is_watched_read_and_deleted(url, tokens, silent_browser, visit):
    operator = visit(silent_browser, url)
    page = operator.page
    page.goto(f"/admin#token={tokens['admin']}")
    desk(operator, "now")
    assert "tk_" not in page.url
    page.click('a[href="#tokens"]')
    operator.screen("desk", "tokens")
    page.fill("#token-name", "Room 12")
    page.keyboard.press("Enter")
    link = page.input_value(".made .field:last-child input")
    assert re.fullmatch(re.escape(url.replace("ws", "http")) + "/#token=tk_.+", link)
    assert operator.barriers() == []

    candidate = visit(silent_browser, url)
    candidate.page.goto(link)
    candidate.screen("lobby", "interview")
    assert "tk_" not in candidate.page.url
    for button in ("#next", "#type-instead", "#next"):
        candidate.page.click(button)
    candidate.screen("lobby", "agreement")
    agree_and_start(candidate)
    candidate.screen("interview", "listening")
    page.click('a[href="#now"]')
    live(operator, "Listening")
    act(candidate.page, "pause")
    live(operator, "Paused")
    assert operator.barriers() == []
    act(candidate.page, "pause")
    candidate.screen("interview", "listening")
    type_answer(candidate.page, "I led the tests of a product, and we shipped it on time.")
    candidate.page.locator(".iv-entry.candidate").wait_for(state="attached")
    end(candidate)

    page.locator(".desk-live .empty").wait_for()
    page.click('a[href="#interviews"]')
    desk(operator, "interviews")
    page.click("tbody th a")
    operator.screen("desk", "interview")
    page.wait_for_selector(".reader .report")
    assert operator.barriers() == []
    page.click('[data-tab="transcript"]')
    page.locator(".said.candidate", has_text="we shipped it on time").wait_for()
    page.click(".interview-head .button.danger")
    page.click("dialog .button.danger")
    page.click("dialog .button.danger")
    operator.screen("desk", "interviews")
    page.locator("text=No interview in this state").wait_for()
    assert operator.problems == []
    assert candidate.problems == []

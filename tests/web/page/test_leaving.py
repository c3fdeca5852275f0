"""Leaving: a live interview asks first; afterwards all of it can be deleted."""

import json

import pytest
from support.hands import agree, end, through_the_lobby, to_the_agreement, type_answer
from websockets.sync.client import connect

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]


@pytest.fixture
def held(scripted_url, silent_browser, visit):
    """A window in which an interview goes on, and the first answer is given."""
    window = visit(silent_browser, scripted_url)
    through_the_lobby(window, typed=True)
    window.screen("interview", "listening")
    type_answer(window.page, "I led the tests of a product, and we shipped it on time.")
    window.page.locator(".iv-entry.candidate").wait_for(state="attached")
    return window


def code_of(url: str, session_id: str, key: str) -> str | None:
    """Ask for a record with its key; return the code of the refusal."""
    with connect(f"{url}/records", compression=None) as socket:
        message = {"type": "open", "id": 1, "session_id": session_id, "key": key}
        socket.send(json.dumps(message))
        return json.loads(socket.recv(timeout=60)).get("code")


def test_leaving_asks_while_the_interview_goes_on_and_not_afterwards(held):
    page, asked = held.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    assert not page.is_closed()
    held.screen("interview")

    end(held)
    page.goto("/")
    held.screen("after")
    assert asked == ["beforeunload"]


def test_who_deletes_an_interview_leaves_nothing_of_it(held, scripted_url):
    page = held.page
    end(held)
    held.screen("after", "report")
    record = json.loads(page.evaluate("sessionStorage.getItem('talkup.record')"))
    assert code_of(scripted_url, **record) is None
    page.click(".after-actions .button.danger")
    assert held.barriers() == []
    page.click("dialog .button.danger")
    page.click("dialog .button.danger")
    held.screen("after", "deleted")
    assert held.barriers() == []
    assert code_of(scripted_url, **record) == "RECORD_UNKNOWN"
    assert "talkup.record" not in page.evaluate("Object.keys(sessionStorage)")

    page.goto(f"/?record={record['session_id']}#key={record['key']}")
    held.screen("after", "none")
    assert held.barriers() == []
    assert held.problems == []


def test_a_start_goes_on_in_another_language_and_can_be_given_up(
    scripted_url, silent_browser, visit
):
    window = visit(silent_browser, scripted_url)
    window.page.route_web_socket("**/ws/**", lambda _socket: None)  # nobody answers
    to_the_agreement(window, typed=True)
    agree(window)
    window.screen("lobby", "starting")
    window.page.click('[data-language="fr"]')
    window.page.wait_for_selector('html[lang="fr"]')
    window.screen("lobby", "starting")
    window.page.click("#cancel")
    window.screen("lobby", "agreement")
    assert window.problems == []

"""The states after an interview, of problems and of the desk; and all in other looks."""

import pytest
from support import browsing
from support.hands import act, break_in, end, forget, prefer, through_the_lobby, type_answer
from support.stage import ANSWER

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]

ROLE = "/?role=data%20analyst"
SAYS = ".iv-reply:not(:empty)"
PROBLEMS = (
    "NOT_READY",
    "SERVER_BUSY",
    "SHUTTING_DOWN",
    "RATE_LIMITED",
    "UNREACHABLE",
    "TOKEN_NEEDED",
    "TOKEN_WRONG",
    "FOREIGN_ORIGIN",
    "RESUME_EXPIRED",
    "RESUME_UNKNOWN",
    "TAKEN_OVER",
    "SECOND_TAB",
    "STORAGE_ERROR",
    "INTERNAL",
)


def test_what_comes_after_an_interview_looks_right(theatre, look):
    window = look()
    page = window.page
    through_the_lobby(window, "/?patience=brisk", typed=True)
    for _ in range(2):
        window.screen("interview", "listening")
        type_answer(page, ANSWER)
        page.wait_for_selector('[data-screen="interview"]:not([data-state="listening"])')
    window.examine("interview-typed")
    session = page.evaluate("JSON.parse(sessionStorage.getItem('talkup.session'))")
    other = window.tab()
    window.page, first = other, page
    other.goto(f"/?record={session['session_id']}#key={session['resume_token']}")
    window.screen("after", "waiting")
    window.examine("after-waiting", focused=False)
    window.page = first
    end(window)
    window.screen("after", "report")
    page.click('[data-tab="transcript"]')
    page.wait_for_selector(".said")
    window.examine("after-transcript")
    page.click(".after-aside .danger")
    window.examine("after-delete")
    page.click("dialog[open] button.danger")
    window.examine("after-delete-sure")
    page.click("dialog[open] button.danger")
    window.screen("after", "deleted")
    window.examine("after-deleted")
    other.reload()
    window.page = other
    window.screen("after", "none")
    window.examine("after-none", focused=False)
    other.goto(theatre.address("7f3c9a52"))
    window.screen("after", "report")
    other.wait_for_selector(".report")
    window.examine("after-report", focused=False)
    assert "\n".join(window.faults) == ""
    assert window.problems == []


def test_every_problem_looks_right(look):
    window = look()
    page = window.page
    refusal = {"code": ""}

    def refuse(route):
        route.fulfill(status=503, json={**refusal, "message": "A sentence of the server's."})

    window.context.route("**/lobby", refuse)
    for code in PROBLEMS:
        refusal["code"] = code
        page.goto("/")
        window.screen("problem", code)
        window.examine(f"problem-{code.lower().replace('_', '-')}", focused=False)
    assert "\n".join(window.faults) == ""


def test_the_operators_page_looks_right(look):
    window = look()
    page = window.page
    guarded = {**page.request.get("/lobby").json(), "token": True}
    window.context.route("**/lobby", lambda route: route.fulfill(json=guarded))
    page.goto("/admin")
    window.screen("desk", "refused")
    window.examine("admin-sign-in", focused=False)
    page.fill("#desk-token", "tk_of_nobody")
    page.click("button[type=submit]")
    window.screen("desk", "now")
    page.wait_for_selector(".plot-area svg")
    window.examine("admin-now")
    page.click('a[href="#interviews"]')
    page.wait_for_selector(".desk-table")
    page.check(".box input >> nth=0")
    window.examine("admin-interviews")
    page.click('a[href="#interviews/7f3c9a52"]')
    page.wait_for_selector(".report")
    window.examine("admin-interview")
    page.click('a[href="#models"]')
    page.wait_for_selector("text=models pull")
    window.examine("admin-models")
    page.click('a[href="#tokens"]')
    page.fill("#token-name", "Room 12")
    page.click("button[type=submit]")
    page.wait_for_selector(".made")
    page.wait_for_selector(".desk-table")
    window.examine("admin-tokens")
    page.click('a[href="#keeping"]')
    page.wait_for_selector(".facts-list")
    window.examine("admin-keeping")
    assert "\n".join(window.faults) == ""
    assert window.problems == []


LOOKS = {
    "dark": {"theme": "dark"},
    "contrast": {"contrast": "high", "motion": "reduced"},
}


@pytest.mark.parametrize("name", LOOKS)
def test_other_looks_are_right_too(theatre, look, name):
    window = look()
    page = window.page
    prefer(window, **LOOKS[name])
    page.goto("/")
    window.screen("lobby", "interview")
    window.examine(f"lobby-{name}", focused=False)
    with theatre.voice.slow():
        through_the_lobby(window, ROLE)
        page.wait_for_selector(SAYS)
        window.examine(f"interview-greeting-{name}")
    break_in(window)
    window.examine(f"interview-hearing-{name}")
    forget(window)
    page.goto(theatre.address("7f3c9a52"))
    page.wait_for_selector(".report")
    window.examine(f"after-report-{name}", "desktop", focused=False)
    page.goto("/admin")
    page.wait_for_selector(".plot-area svg")
    window.examine(f"admin-now-{name}", "desktop", focused=False)
    assert "\n".join(window.faults) == ""


def test_french_looks_right_too(theatre, look):
    window = look(locale="fr-FR")
    page = window.page
    page.goto("/")
    window.screen("lobby", "interview")
    window.examine("lobby-french", focused=False)
    through_the_lobby(window, "/?role=analyste%20de%20donn%C3%A9es")
    window.screen("interview", "listening")
    window.examine("interview-listening-french")
    page.set_viewport_size(browsing.PHONE)
    act(page, "more")
    window.examine("interview-more-french", "phone")
    forget(window)
    page.goto(theatre.address("b14e07aa"))
    page.wait_for_selector(".report")
    window.examine("after-report-french", "phone", focused=False)
    page.goto("/admin")
    page.wait_for_selector(".plot-area svg")
    window.examine("admin-now-french", "phone", focused=False)
    assert "\n".join(window.faults) == ""

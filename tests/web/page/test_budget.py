"""What the page costs: little to load, nothing from elsewhere, and at once to be seen."""

import pytest
from support.hands import through_the_lobby

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]

MOST_BYTES = 300_000


def test_everything_until_the_interview_is_on_weighs_little_and_is_our_own(
    scripted_url, silent_browser, visit
):
    window = visit(silent_browser, scripted_url)
    weights: dict[str, float] = {}
    network = window.context.new_cdp_session(window.page)
    network.on(
        "Network.loadingFinished",
        lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}),
    )
    network.send("Network.enable")
    through_the_lobby(window, typed=True)
    window.screen("interview", "listening")
    assert 50_000 < sum(weights.values()) <= MOST_BYTES
    assert window.problems == []


FETCHED = """() => performance.getEntriesByType('resource')
    .filter((one) => one.transferSize > 0)
    .map((one) => new URL(one.name).pathname)"""


def test_a_second_visit_asks_for_no_file_again(scripted_url, silent_browser, visit):
    window = visit(silent_browser, scripted_url)
    window.page.goto("/")
    window.screen("lobby", "interview")
    window.page.wait_for_load_state("networkidle")  # the later screens come when there is time
    before = set(window.page.evaluate(FETCHED))
    assert len(before) > 10
    window.page.reload()
    window.screen("lobby", "interview")
    again = set(window.page.evaluate(FETCHED)) & before
    assert again <= {"/lobby", "/favicon.ico"}

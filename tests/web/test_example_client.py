"""The protocol's own example client, in a real browser, against the real command."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent

pytestmark = [pytest.mark.web, pytest.mark.timeout(600)]

START = """async (url) => {
  connectTo(url);
  window.client = new InterviewClient('example-client');
  await client.connect();
  await until(() => client.ws.readyState === 1);
  client.startInterview();
  await until(() => seen.types.includes('interview_started'));
}"""

ANSWER = """async () => {
  await listen(client, 7);
  client.sendForProcessing();
  await until(() => seen.types.includes('ai_response_complete') || seen.errors.length);
}"""


@pytest.fixture
def seen(page, served_url):
    """What the client has seen after an answer by microphone."""
    page.set_default_timeout(120_000)
    for script in ("harness.js", "interview_client.js"):
        page.add_script_tag(path=HERE / script)
    page.evaluate(START, served_url)
    page.evaluate(ANSWER)
    yield page.evaluate("seen")
    page.evaluate("client.ws.close()")


def test_the_example_client_is_interviewed(seen):
    order = [kind for kind in seen["types"] if kind not in ("amplitude", "ai_audio_chunk")]
    assert order == [
        "thinking",
        "interview_started",
        "thinking",
        "thinking_complete",
        "ai_response_complete",
    ]
    assert seen["errors"] == []
    # every binary message was decoded by the browser, and none was refused
    assert seen["refused"] == []
    assert len(seen["decoded"]) >= 2
    assert all(duration > 0 for duration in seen["decoded"])
    assert seen["types"].count("amplitude") >= 100

from http import HTTPStatus

import msgspec
import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request

from talkup_local.server import http


def route(path: str):
    return http.route(Request(path, Headers()))


@pytest.mark.parametrize("path", ["/health", "/ready", "/health?verbose=1", "/ready?"])
def test_pages_are_read(path):
    assert route(path) == http.Page(path.partition("?")[0])


@pytest.mark.parametrize("client_id", ["a", "A-1_b.c~d", "0" * 128])
def test_a_plain_client_id_leads_to_an_interview(client_id):
    assert route(f"/ws/{client_id}") == http.Client(client_id)


def test_a_client_id_may_be_written_in_percent_signs():
    assert route("/ws/a%2Db?token=x") == http.Client("a-b")


@pytest.mark.parametrize(
    "client_id",
    ["", "a b", "%0A", "a%0A", "a%00", "%2e%2e%2f", "\u00e9", "%C3%A9", "%FF", "0" * 129],
)
def test_an_odd_client_id_is_refused(client_id):
    refusal = route(f"/ws/{client_id}")
    assert (refusal.status, refusal.code) == (HTTPStatus.BAD_REQUEST, "INVALID_CLIENT_ID")


@pytest.mark.parametrize(
    "path", ["", "/", "/ws/a/", "/ws/a/b", "/WS/a", "/wsx/a", "/healthy", "//health/x", "*"]
)
def test_everything_else_is_not_found(path):
    refusal = route(path)
    assert (refusal.status, refusal.code) == (HTTPStatus.NOT_FOUND, "NOT_FOUND")


@pytest.mark.parametrize("path", ["//x/desk", "//desk", "///health", "//x/ws/a"])
def test_a_path_that_a_proxy_reads_in_another_way_leads_nowhere(path):
    assert route(path).code == "NOT_FOUND"


@pytest.mark.parametrize("name", ["llm", "LLM", "llm/"])
def test_a_service_has_a_place_of_its_own(name):
    assert route(f"/services/{name}") == http.Services("llm")


def test_a_service_is_found_by_either_stroke():
    assert route("/services/speech-to-text") == http.Services("speech_to_text")


def test_all_services_have_one_place():
    assert route("/services") == http.Services(None)


@pytest.mark.parametrize("path", ["/services/", "/services/astrology", "/services/llm/x"])
def test_a_service_that_there_is_not_is_not_found(path):
    assert route(path).code == "NOT_FOUND"


@pytest.mark.parametrize("path", ["", "/", "/ws", "/services/llm"])
def test_a_service_alone_is_at_every_place(path):
    assert http.service_at(path, ["llm"]) == http.Services("llm")


@pytest.mark.parametrize("path", ["/ws/anna", "/services", "/services/text_to_speech", "/x"])
def test_nothing_else_is_at_a_service_alone(path):
    assert http.service_at(path, ["llm"]).code == "NOT_FOUND"


@pytest.mark.parametrize("path", ["", "/ws"])
def test_several_services_have_to_be_named(path):
    assert http.service_at(path, ["llm", "text_to_speech"]).code == "NOT_FOUND"


def test_a_refusal_is_json_with_a_code_and_a_sentence():
    refusal = http.Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "SERVER_BUSY", "All taken.", 2)
    response = http.refuse(refusal)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert response.headers["Content-Type"] == "application/json"
    assert int(response.headers["Content-Length"]) == len(response.body)
    assert msgspec.json.decode(response.body) == {"code": "SERVER_BUSY", "message": "All taken."}


def test_an_answer_is_never_kept_by_a_cache():
    assert http.answer(HTTPStatus.OK, {}).headers["Cache-Control"] == "no-store"

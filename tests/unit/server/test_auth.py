import asyncio
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request

from talkup_local.clock import VirtualClock
from talkup_local.config import load
from talkup_local.errors import RateLimited, ServerBusy, Unauthorized
from talkup_local.server.auth import (
    MAX_PENDING,
    OPEN,
    Gate,
    Grant,
    select_subprotocol,
)
from talkup_local.storage.tokens import FILE, TokenStore

START = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
LAN = {
    "server.host": "192.0.2.2",
    "tls.cert": "cert.pem",
    "tls.key": "key.pem",
    "auth.recheck_s": 0.01,
}
BROWSER = {"Origin": "https://box", "Host": "box"}


class Visitor:
    """A connection, as the gate sees it."""

    def __init__(self, address: str = "192.0.2.9", grant: Grant | None = None) -> None:
        self.address, self.grant = address, grant
        self.gone, self.counts = False, True
        self.closed = None

    async def close(self, code, reason):
        self.closed, self.gone = (code, reason), True

    def hang_up(self):
        self.gone = True


@pytest.fixture
def clock():
    return VirtualClock(START, driven=True)


@pytest.fixture
def store(tmp_path):
    return TokenStore(tmp_path / "data" / FILE)


@pytest.fixture
def gate_of(tmp_path, store, clock):
    def make(**flags) -> Gate:
        settings = {key.replace("__", "."): value for key, value in flags.items()}
        return Gate(load(flags=settings, folder=tmp_path)[0], store, clock)

    return make


@pytest.fixture
def gate(gate_of):
    """The gate of a server that other machines can reach."""
    return gate_of(**LAN)


def request(path: str = "/ws", **headers: str) -> Request:
    return Request(
        path, Headers({name.replace("_", "-"): value for name, value in headers.items()})
    )


def admit(gate: Gate, scope="stream", *, upgrade: bool = True, path: str = "/ws", **headers: str):
    headers = {"Host": "box", **headers}
    return gate.admit(request(path, **headers), "192.0.2.9", scope, upgrade=upgrade)


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


# -- when a token is asked for


def test_on_loopback_nobody_is_asked_for_a_token_that_was_never_made(gate_of):
    gate = gate_of()
    assert not gate.required
    assert admit(gate) is OPEN
    assert gate.redeem("whatever", "::1", "stream") is OPEN


def test_the_first_token_closes_a_running_server(gate_of, store):
    gate = gate_of()
    assert not gate.required
    store.add("room 3", ["stream"], START)
    assert gate.required
    assert admit(gate).code == "UNAUTHORIZED"


def test_revoking_the_last_token_does_not_open_it_again(gate_of, store):
    store.add("room 3", ["stream"], START)
    store.revoke("room 3", START)
    assert gate_of().required


def test_beyond_loopback_a_token_is_asked_for_at_once(gate):
    assert gate.required
    assert admit(gate).status == HTTPStatus.UNAUTHORIZED


def test_who_insists_on_an_open_network_has_it_until_a_token_is_made(gate_of, store):
    flags = {"server.host": "0.0.0.0", "server.insecure": True}
    assert not gate_of(**flags).required
    store.add("room 3", ["stream"], START)
    assert gate_of(**flags).required


@pytest.mark.parametrize(("setting", "expected"), [("always", True), ("never", False)])
def test_it_can_be_said_outright(gate_of, store, setting, expected):
    if setting == "never":
        store.add("room 3", ["stream"], START)
    assert gate_of(auth__required=setting).required is expected


def test_tokens_that_can_not_be_read_let_nobody_in(gate, store, tmp_path):
    _, text = store.add("room 3", ["stream"], START)
    (tmp_path / "data" / FILE).write_bytes(b"not a database " * 400)
    assert admit(gate, **bearer(text)).status == HTTPStatus.INTERNAL_SERVER_ERROR
    with pytest.raises(ServerBusy):
        gate.redeem(text, "192.0.2.9", "stream")


# -- the ways in


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_comes_in_a_header(gate, store, scheme):
    token, text = store.add("room 3", ["stream"], START)
    grant = admit(gate, Authorization=f"{scheme} {text}")
    assert (grant.token_id, grant.name) == (token.id, "room 3")


@pytest.mark.parametrize("offer", ["token.{}", "talkup.v1, token.{}", "token.{},talkup.v1"])
def test_a_token_comes_as_a_subprotocol(gate, store, offer):
    _, text = store.add("room 3", ["stream"], START)
    assert isinstance(admit(gate, Sec_WebSocket_Protocol=offer.format(text)), Grant)


def test_a_token_in_the_address_counts_only_where_that_is_allowed(gate, gate_of, store):
    _, text = store.add("room 3", ["stream"], START)
    path = f"/ws?a=1&token={text}"
    assert admit(gate, path=path).code == "UNAUTHORIZED"
    assert isinstance(admit(gate_of(**LAN, auth__query_token=True), path=path), Grant)


def test_a_login_of_a_proxy_is_not_taken_for_a_token(gate):
    assert admit(gate, Authorization="Basic dXNlcjpwdw==").challenge == "Bearer"


def test_a_browser_may_show_its_token_later(gate):
    assert admit(gate, **BROWSER) is None


@pytest.mark.parametrize(
    ("setting", "browser", "program"),
    [("browsers", True, False), ("all", True, True), ("never", False, False)],
)
def test_who_may_show_it_later_is_a_setting(gate_of, setting, browser, program):
    gate = gate_of(**LAN, auth__first_message=setting)
    assert (admit(gate, **BROWSER) is None) is browser
    assert (admit(gate) is None) is program


def test_a_page_can_not_be_read_on_credit(gate):
    assert admit(gate, "admin", upgrade=False, **BROWSER).code == "UNAUTHORIZED"


def test_a_page_for_everybody_tells_who_showed_a_token(gate, store):
    _, text = store.add("room 3", ["stream"], START)
    assert admit(gate, None, upgrade=False) is None
    assert isinstance(admit(gate, None, upgrade=False, **bearer(text)), Grant)
    assert admit(gate, None, upgrade=False, **bearer("tk_x")).code == "UNAUTHORIZED"


# -- which tokens are good


@pytest.mark.parametrize("text", ["", "tk_x", "tk_000000000000_" + "A" * 43, "é" * 400])
def test_a_wrong_token_is_refused_and_told_nothing_more(gate, store, text):
    store.add("room 3", ["stream"], START)
    refusal = admit(gate, **bearer(text))
    assert (refusal.status, refusal.code) == (HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED")
    assert 'error="invalid_token"' in refusal.challenge


def test_an_ended_token_is_refused_as_a_wrong_one_is(gate, store, clock):
    _, revoked = store.add("a", ["stream"], START)
    _, expired = store.add("b", ["stream"], START, expires=START + timedelta(hours=1))
    store.revoke("a", START)
    clock.advance_s(3600)
    assert admit(gate, **bearer(revoked)) == admit(gate, **bearer(expired))
    assert admit(gate, **bearer(revoked)) == admit(gate, **bearer("tk_x"))


def test_a_token_for_something_else_is_forbidden(gate, store):
    _, text = store.add("room 3", ["interview"], START)
    refusal = admit(gate, "stream", **bearer(text))
    assert (refusal.status, refusal.code) == (HTTPStatus.FORBIDDEN, "FORBIDDEN")
    assert 'scope="stream"' in refusal.challenge


def test_an_admin_may_everything(gate, store):
    _, text = store.add("boss", ["admin"], START)
    for scope in ("interview", "stream", "service", "admin"):
        assert isinstance(admit(gate, scope, **bearer(text)), Grant)


def test_a_token_in_a_message_is_judged_the_same(gate, store):
    token, text = store.add("room 3", ["stream"], START)
    assert gate.redeem(text, "192.0.2.9", "stream").token_id == token.id
    for secret, scope in (("tk_x", "stream"), (text, "interview")):
        with pytest.raises(Unauthorized):
            gate.redeem(secret, "192.0.2.9", scope)


def test_a_used_token_is_noted(gate, store, clock):
    _, text = store.add("room 3", ["stream"], START)
    admit(gate, **bearer(text))
    assert store.all()[0].last_used == START.date()


# -- limits


def test_too_many_wrong_tokens_shut_an_address_out_before_any_check(gate_of, store, clock):
    gate = gate_of(**LAN, limits__wrong_tokens_per_minute=3)
    _, text = store.add("room 3", ["stream"], START)
    for _ in range(3):
        assert admit(gate, **bearer("tk_x")).code == "UNAUTHORIZED"
    refusal = admit(gate, **bearer(text))
    assert (refusal.status, refusal.code) == (HTTPStatus.TOO_MANY_REQUESTS, "RATE_LIMITED")
    with pytest.raises(RateLimited):
        gate.redeem(text, "192.0.2.9", "stream")
    clock.advance_s(refusal.retry_after_s)
    assert isinstance(admit(gate, **bearer(text)), Grant)


def test_another_address_is_not_shut_out_with_it(gate_of, store):
    gate = gate_of(**LAN, limits__wrong_tokens_per_minute=1)
    _, text = store.add("room 3", ["stream"], START)
    admit(gate, **bearer("tk_x"))
    assert isinstance(gate.redeem(text, "192.0.2.10", "stream"), Grant)


def test_too_many_attempts_are_told_when_to_come_back(gate_of, clock):
    gate = gate_of(limits__attempts_per_minute=2)
    assert [admit(gate) is OPEN for _ in range(3)] == [True, True, False]
    refusal = admit(gate)
    assert (refusal.code, refusal.retry_after_s) == ("RATE_LIMITED", 30)
    assert admit(gate, None, upgrade=False) is OPEN
    clock.advance_s(30)
    assert admit(gate) is OPEN


def test_an_address_has_so_many_connections_at_once(gate_of):
    gate = gate_of(limits__connections_per_address=2)
    first, second = Visitor("a", OPEN), Visitor("a", OPEN)
    gate.enter(first)
    gate.enter(second)
    assert gate.refusal(Visitor("a", OPEN)).code == "TOO_MANY_CONNECTIONS"
    assert gate.refusal(Visitor("b", OPEN)) is None
    gate.leave(first)
    assert gate.refusal(Visitor("a", OPEN)) is None


def test_a_connection_that_broke_does_not_count(gate_of):
    gate = gate_of(limits__connections_per_address=1)
    broken = Visitor("a", OPEN)
    gate.enter(broken)
    broken.gone = True
    assert gate.refusal(Visitor("a", OPEN)) is None


def test_a_token_has_so_many_connections_at_once(gate_of, store):
    gate = gate_of(**LAN, limits__connections_per_token=1)
    _, text = store.add("room 3", ["stream"], START)
    gate.enter(Visitor("a", admit(gate, **bearer(text))))
    assert admit(gate, **bearer(text)).code == "TOO_MANY_CONNECTIONS"
    with pytest.raises(ServerBusy):
        gate.redeem(text, "b", "stream")


def test_who_waits_to_come_back_neither_counts_nor_is_counted_out(gate_of, store):
    most = {"limits__connections_per_token": 1, "limits__connections_per_address": 1}
    gate = gate_of(**LAN, **most)
    _, text = store.add("room 3", ["stream"], START)
    waiting = Visitor("a", admit(gate, **bearer(text)))
    waiting.counts = False
    gate.enter(waiting)
    other = Visitor("a", admit(gate, **bearer(text)))
    assert gate.refusal(other) is None
    gate.enter(other)
    assert gate.refusal(waiting) is None
    assert isinstance(gate.redeem(text, "a", "stream", counts=False), Grant)


def test_only_so_many_connections_may_be_nobody_s(gate):
    for number in range(MAX_PENDING):
        gate.enter(Visitor(str(number)))
    assert gate.refusal(Visitor("other")).code == "SERVER_BUSY"
    assert gate.refusal(Visitor("other", OPEN)) is None


def test_an_address_with_many_that_are_nobody_s_makes_room_for_others(gate):
    greedy = [Visitor("greedy") for _ in range(2)]
    for visitor in (*greedy, *(Visitor(str(number)) for number in range(MAX_PENDING - 2))):
        gate.enter(visitor)
    assert gate.refusal(Visitor("other")) is None
    assert [visitor.gone for visitor in greedy] == [True, False]
    gate.enter(Visitor("other"))
    assert gate.refusal(Visitor("another")).code == "SERVER_BUSY"


def test_at_the_end_those_that_are_nobody_s_are_hung_up_on(gate):
    pending, granted = Visitor(), Visitor(grant=OPEN)
    gate.enter(pending)
    gate.enter(granted)
    gate.turn_away()
    assert (pending.gone, granted.gone) == (True, False)


# -- while connections are open


async def test_connections_of_a_token_that_ends_are_closed(gate, store, clock):
    visitors = {}
    for name, expires in (("stays", None), ("revoked", None), ("expires", timedelta(hours=1))):
        _, text = store.add(name, ["stream"], START, expires=expires and START + expires)
        visitors[name] = Visitor(grant=admit(gate, **bearer(text)))
        gate.enter(visitors[name])
    store.revoke("revoked", START)
    clock.advance_s(3600)
    await _watched(gate, lambda: visitors["revoked"].gone and visitors["expires"].gone)
    assert visitors["revoked"].closed == visitors["expires"].closed == (1008, "the token has ended")
    assert not visitors["stays"].gone


async def test_a_trouble_with_the_file_cuts_nobody_off(gate, store, tmp_path):
    _, text = store.add("room 3", ["stream"], START)
    visitor, other = (Visitor(grant=admit(gate, **bearer(text))) for _ in "ab")
    gate.enter(visitor)
    gate.enter(other)
    path = tmp_path / "data" / FILE
    good = path.read_bytes()
    path.write_bytes(b"not a database " * 400)
    watch = asyncio.create_task(gate.watch())
    await asyncio.sleep(0.05)
    assert not visitor.gone
    path.write_bytes(good)
    store.revoke("room 3", START)
    async with asyncio.timeout(60):
        while not visitor.gone:
            await asyncio.sleep(0.01)
    watch.cancel()


async def _watched(gate: Gate, done) -> None:
    watch = asyncio.create_task(gate.watch())
    async with asyncio.timeout(60):
        while not done():
            await asyncio.sleep(0.01)
    watch.cancel()


# -- origins, names, addresses


def test_a_foreign_page_is_refused_whatever_it_shows(gate, store):
    _, text = store.add("room 3", ["stream"], START)
    headers = {"Origin": "https://evil.example", "Host": "box", **bearer(text)}
    assert admit(gate, **headers).code == "FOREIGN_ORIGIN"


def test_a_server_on_loopback_is_not_called_by_a_foreign_name(gate_of):
    headers = {"Origin": "http://evil.example:8000", "Host": "evil.example:8000"}
    assert admit(gate_of(), **headers).status == HTTPStatus.MISDIRECTED_REQUEST


def at_the_desk(gate, **headers):
    headers = {"Host": "localhost:8000", **headers}
    return gate.admit(request("/desk", **headers), "::1", "admin", upgrade=True, guarded=True)


def test_on_the_machine_itself_the_desk_is_open_as_long_as_no_token_was_made(gate_of, store):
    gate = gate_of()
    assert at_the_desk(gate) is OPEN
    assert at_the_desk(gate, Origin="http://localhost:8000") is OPEN
    store.add("boss", ["admin"], START)
    assert at_the_desk(gate).status == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize(
    "flags",
    [
        {**LAN, "server.insecure": True},
        {**LAN, "server.insecure": True, "auth.required": "never"},
        {"auth.forwarded": True},
    ],
)
def test_beyond_it_the_desk_wants_a_token_whatever_was_configured(gate_of, store, flags):
    gate = gate_of(**flags)
    assert not gate.required
    refusal = at_the_desk(gate)
    assert refusal.status == HTTPStatus.UNAUTHORIZED
    assert "--scope admin" in refusal.message
    text = store.add("room", ["interview"], START)[1]
    with pytest.raises(Unauthorized):
        gate.redeem(text, "::1", "admin", guarded=True)


@pytest.mark.parametrize(
    "headers", [{"X-Forwarded-Proto": "https"}, {"Via": "1.1 proxy"}, {"Host": "box"}]
)
def test_what_a_proxy_passes_on_is_from_beyond(gate_of, headers):
    assert at_the_desk(gate_of(), **headers).status == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize(
    "page", ["http://localhost:3000", "https://localhost", "https://site.example", "null"]
)
def test_no_page_but_our_own_uses_the_desk(gate_of, page):
    gate = gate_of(auth__origins=("https://site.example", "*"))
    assert at_the_desk(gate, Origin=page).status == HTTPStatus.FORBIDDEN


def test_a_request_without_a_host_names_nobody(gate_of):
    assert gate_of().admit(request(), "::1", "stream", upgrade=True) is OPEN


def test_who_calls_by_two_names_has_no_origin_of_ours(gate):
    headers = Headers([("Host", "box"), ("Host", "evil.example"), ("Origin", "https://box")])
    refusal = gate.admit(Request("/ws", headers), "192.0.2.9", "stream", upgrade=True)
    assert refusal.code == "FOREIGN_ORIGIN"


def test_an_address_is_the_socket_s(gate_of):
    gate = gate_of()
    assert gate.address(("192.0.2.1", 5), request(X_Forwarded_For="192.0.2.9")) == "192.0.2.1"
    assert gate.address(None, request()) == ""


def test_behind_a_proxy_it_is_what_the_proxy_saw(gate_of):
    gate = gate_of(auth__forwarded=True)
    forged = request(X_Forwarded_For="198.51.100.1, 192.0.2.9")
    assert gate.address(("127.0.0.1", 5), forged) == "192.0.2.9"
    assert gate.address(("127.0.0.1", 5), request(X_Forwarded_For="nonsense")) == "127.0.0.1"
    assert gate.address(("127.0.0.1", 5), request()) == "127.0.0.1"


# -- subprotocols


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        ([], None),
        (["other"], None),
        (["talkup.v1"], "talkup.v1"),
        (["token.tk_x", "talkup.v1"], "talkup.v1"),
        (["other", "token.tk_x"], "token.tk_x"),
    ],
)
def test_the_token_is_chosen_only_where_nothing_else_is_offered(offered, chosen):
    assert select_subprotocol(None, offered) == chosen

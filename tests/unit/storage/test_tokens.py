import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkup_local.errors import ConfigError, StorageError
from talkup_local.storage.tokens import FILE, SCOPES, TokenStore

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    return TokenStore(tmp_path / "data" / FILE)


def test_before_the_first_token_nothing_is_written(store, tmp_path):
    assert (store.all(), store.any(), store.find("tk_x"), store.living(NOW)) == (
        [],
        False,
        None,
        frozenset(),
    )
    assert list(tmp_path.iterdir()) == []


def test_a_token_is_found_by_its_text(store):
    token, text = store.add("room 3", ["interview", "stream"], NOW)
    assert store.find(text) == token
    assert store.any()


def test_a_token_is_a_word_that_fits_into_headers_and_subprotocols(store):
    for number in range(20):
        _, text = store.add(str(number), ["interview"], NOW)
        assert re.fullmatch(r"tk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", text)


def test_two_tokens_have_nothing_in_common(store):
    (one, text), (other, other_text) = (store.add(name, ["admin"], NOW) for name in "ab")
    assert one.id != other.id
    assert text[16:] != other_text[16:]


def test_the_file_holds_no_secret(store, tmp_path):
    _, text = store.add("room 3", ["interview"], NOW)
    data = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert b"room 3" in data
    assert text[16:].encode() not in data


def test_a_wrong_secret_with_a_right_id_finds_nothing(store):
    _, text = store.add("room 3", ["interview"], NOW)
    assert store.find(text[:-1] + ("a" if text[-1] != "a" else "b")) is None


@given(st.text())
def test_no_other_text_finds_anything(tmp_path_factory, text):
    store = TokenStore(tmp_path_factory.getbasetemp() / "shared" / FILE)
    if not store.any():
        store.add("room 3", ["interview"], NOW)
    assert store.find(text) is None


def test_a_revoked_token_is_found_with_its_fault(store):
    token, text = store.add("room 3", ["interview"], NOW)
    store.revoke("room 3", NOW)
    found = store.find(text)
    assert (found.id, found.fault(NOW)) == (token.id, "revoked")
    assert store.living(NOW) == frozenset()
    assert store.any()


def test_a_token_lives_until_the_moment_it_expires(store):
    token, text = store.add("guest", ["stream"], NOW, expires=NOW + timedelta(days=1))
    found = store.find(text)
    assert found.fault(NOW + timedelta(hours=23)) is None
    assert found.fault(NOW + timedelta(days=1)) == "expired"
    assert store.living(NOW + timedelta(hours=23)) == {token.id}


@pytest.mark.parametrize("scope", SCOPES)
def test_admin_allows_everything_and_others_themselves(store, scope):
    admin, _ = store.add("a", ["admin"], NOW)
    stream, _ = store.add("b", ["stream"], NOW)
    assert admin.allows(scope)
    assert stream.allows(scope) is (scope == "stream")


def test_use_is_noted_by_the_day(store):
    token, text = store.add("room 3", ["interview"], NOW)
    store.used(token, NOW)
    assert store.find(text).last_used == date(2026, 11, 21)


def test_a_token_is_revoked_by_its_id_too(store):
    token, _ = store.add("room 3", ["interview"], NOW)
    assert store.revoke(token.id, NOW).name == "room 3"


def test_of_two_with_one_name_the_living_one_is_revoked(store):
    store.add("guest", ["stream"], NOW, expires=NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    second, _ = store.add("guest", ["stream"], later)
    assert store.revoke("guest", later).id == second.id


def test_what_is_not_there_can_not_be_revoked(store):
    store.add("room 3", ["interview"], NOW)
    store.revoke("room 3", NOW)
    with pytest.raises(ConfigError, match="no token 'room 3'"):
        store.revoke("room 3", NOW)


def test_two_living_tokens_have_different_names(store):
    store.add("room 3", ["interview"], NOW)
    with pytest.raises(ConfigError, match="there is a token named"):
        store.add("room 3", ["interview"], NOW)
    store.revoke("room 3", NOW)
    store.add("room 3", ["interview"], NOW)


@pytest.mark.parametrize("name", ["", "a\nb", "x" * 81, "a\x1b[2J", "a\x9b2J", "a\u202eb"])
def test_a_name_that_spoils_a_list_is_refused(store, name):
    with pytest.raises(ConfigError, match="1 to 80"):
        store.add(name, ["interview"], NOW)


def test_a_broken_file_is_told_and_opens_nothing(store, tmp_path):
    store.add("room 3", ["interview"], NOW)
    (tmp_path / "data" / FILE).write_bytes(b"not a database " * 400)
    with pytest.raises(StorageError):
        store.find("tk_x")


def test_another_process_sees_a_change_at_once(store, tmp_path):
    other = TokenStore(tmp_path / "data" / FILE)
    _, text = store.add("room 3", ["interview"], NOW)
    assert other.find(text).fault(NOW) is None
    store.revoke("room 3", NOW)
    assert other.find(text).fault(NOW) == "revoked"

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import serialization

from talkup_local.config import load
from talkup_local.errors import ConfigError
from talkup_local.server import tls
from talkup_local.server.certificates import CERT, KEY, make

NOW = datetime.now(UTC)


@pytest.fixture
def config(tmp_path):
    """A configuration whose files are there."""
    make(tmp_path, ["localhost"], NOW, days=30)
    return load(folder=tmp_path, flags={"tls.cert": CERT, "tls.key": KEY})[0]


def refusal(config, folder, now=NOW) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        tls.context(config, folder, now)
    return caught.value


def test_without_a_certificate_nothing_is_encrypted(tmp_path):
    assert tls.context(load(folder=tmp_path)[0], tmp_path, NOW) is None


def test_old_versions_are_not_spoken(config, tmp_path):
    assert tls.context(config, tmp_path, NOW).minimum_version is ssl.TLSVersion.TLSv1_2


def test_the_days_that_are_left_are_told(config, tmp_path):
    assert tls.days_left(config, tmp_path, NOW + timedelta(days=3)) == 26


def test_an_expired_certificate_is_refused_with_its_mend(config, tmp_path):
    error = refusal(config, tmp_path, NOW + timedelta(days=31))
    assert error.key == "tls.cert"
    assert "expired on" in error.reason
    assert "talkup-local tls init" in error.mend


def test_a_certificate_from_the_future_is_refused(config, tmp_path):
    assert "clock" in refusal(config, tmp_path, NOW - timedelta(days=30)).mend


def test_a_missing_certificate_is_refused(config, tmp_path):
    (tmp_path / CERT).unlink()
    assert "can't be read: No such file" in refusal(config, tmp_path).reason


def test_a_missing_key_is_refused(config, tmp_path):
    (tmp_path / KEY).unlink()
    error = refusal(config, tmp_path)
    assert (error.key, "No such file" in error.reason) == ("tls.key", True)


@pytest.mark.parametrize(("name", "key"), [(CERT, "tls.cert"), (KEY, "tls.key")])
def test_a_file_that_holds_something_else_is_refused(config, tmp_path, name, key):
    (tmp_path / name).write_text("something else")
    assert refusal(config, tmp_path).key == key


def test_the_key_of_another_certificate_is_refused(config, tmp_path):
    make(tmp_path / "other", ["localhost"], NOW, days=30)
    (tmp_path / KEY).write_bytes((tmp_path / "other" / KEY).read_bytes())
    assert "is not the key of" in refusal(config, tmp_path).reason


def test_a_key_with_a_passphrase_is_refused(config, tmp_path):
    path = tmp_path / KEY
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        )
    )
    assert "passphrase" in refusal(config, tmp_path).reason

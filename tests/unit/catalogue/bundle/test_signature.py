import re
import stat
import subprocess

import pytest
from support.tools import require

from talkup_local.catalogue.bundle import signature
from talkup_local.catalogue.bundle.signature import KEY, PUBLIC_KEY, SigningKey
from talkup_local.errors import BundleError, BundleTampered, UnknownSigner

RSA = """-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf
9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==
-----END PUBLIC KEY-----
"""


@pytest.fixture
def key(tmp_path):
    return signature.keygen(tmp_path)


def test_the_private_key_is_for_its_owner_alone(key, tmp_path):
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o600


def test_a_key_that_is_there_is_never_replaced(key, tmp_path):
    with pytest.raises(BundleError, match="is there already"):
        signature.keygen(tmp_path)
    assert SigningKey.read(tmp_path / KEY).public == key.public


@pytest.mark.parametrize("name", [KEY, PUBLIC_KEY])
def test_a_pair_is_made_whole_or_not_at_all(tmp_path, name):
    (tmp_path / name).write_text("somebody's")
    with pytest.raises(BundleError, match=f"{name} is there already"):
        signature.keygen(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_signature_fits_what_was_signed_and_nothing_else(key):
    signature.verify(b"this", key.sign(b"this"), key.public)
    with pytest.raises(BundleTampered, match="one of the two was changed"):
        signature.verify(b"that", key.sign(b"this"), key.public)


def test_a_signature_of_somebody_else_does_not_fit(key, tmp_path):
    other = signature.keygen(tmp_path / "other")
    with pytest.raises(BundleTampered):
        signature.verify(b"this", other.sign(b"this"), key.public)


@pytest.mark.parametrize("signer", [b"", b"nonsense", RSA.encode()])
def test_what_is_no_key_of_ours_is_told(signer):
    with pytest.raises(BundleTampered, match=r"signer\.pub: is no"):
        signature.verify(b"this", b"", signer)


def test_nothing_else_stands_in_the_file_of_the_key(key):
    with pytest.raises(BundleTampered, match=r"signer\.pub: has more in it than a key"):
        signature.verify(b"this", key.sign(b"this"), b"a note\n" + key.public)


def test_openssl_says_the_same(key, tmp_path):
    openssl = require("openssl", "openssl")
    (tmp_path / "m").write_bytes(b"this")
    (tmp_path / "m.sig").write_bytes(key.sign(b"this"))

    def run(*arguments):
        return subprocess.run(
            [openssl, *arguments], check=False, capture_output=True, cwd=tmp_path
        ).stdout

    verify = ("pkeyutl", "-verify", "-pubin", "-inkey", PUBLIC_KEY, "-rawin")
    assert b"Successfully" in run(*verify, "-in", "m", "-sigfile", "m.sig")
    der = run("pkey", "-pubin", "-in", PUBLIC_KEY, "-outform", "DER")
    (tmp_path / "der").write_bytes(der)
    told = run("dgst", "-sha256", "-r", "der").split()[0].decode()
    assert signature.fingerprint(key.public) == f"SHA256:{told}"


def test_a_trusted_signer_is_told_by_the_fingerprint(key):
    found = signature.fingerprint(key.public)
    assert re.fullmatch("SHA256:[0-9a-f]{64}", found)
    assert signature.check_trust(key.public, {found}) == found
    with pytest.raises(UnknownSigner, match=found):
        signature.check_trust(key.public, {"SHA256:" + "0" * 64})


def test_trusted_keys_lie_in_files_and_folders(key, tmp_path):
    found = signature.fingerprint(key.public)
    (tmp_path / "notes.txt").write_text("no key")
    assert signature.fingerprints([tmp_path, tmp_path / "absent"]) == {found}
    assert signature.fingerprints([tmp_path / PUBLIC_KEY]) == {found}


def test_a_file_that_is_no_public_key_is_named(key, tmp_path):
    with pytest.raises(BundleError, match=r"bundle\.key is no public Ed25519 key"):
        signature.fingerprints([tmp_path / KEY])


@pytest.mark.parametrize("content", ["", "nonsense", RSA])
def test_a_file_that_is_no_private_key_is_told(tmp_path, content):
    (tmp_path / KEY).write_text(content)
    with pytest.raises(BundleError, match="is no private key"):
        SigningKey.read(tmp_path / KEY)


def test_without_a_key_the_mend_is_to_make_one(tmp_path):
    with pytest.raises(BundleError, match="Make one with talkup-local bundle keygen"):
        SigningKey.read(tmp_path / KEY)

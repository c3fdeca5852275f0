import ipaddress
import stat
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from talkup_local.errors import ConfigError
from talkup_local.server.certificates import CA_CERT, CA_KEY, CERT, KEY, make, names, validity

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
NAMES = ("box", "box.local", "127.0.0.1", "192.168.1.7", "::1")


def read(path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def extension(cert, kind):
    return cert.extensions.get_extension_for_class(kind).value


def test_keys_are_for_their_owner_alone(tmp_path):
    folder = tmp_path / "tls"
    make(folder, NAMES, NOW, days=30)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in (KEY, CA_KEY):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def test_the_certificate_is_for_the_names_and_addresses(tmp_path):
    made = make(tmp_path, NAMES, NOW, days=30)
    names = extension(read(tmp_path / CERT), x509.SubjectAlternativeName)
    assert names.get_values_for_type(x509.DNSName) == ["box", "box.local"]
    addresses = [str(ip) for ip in names.get_values_for_type(x509.IPAddress)]
    assert addresses == ["127.0.0.1", "192.168.1.7", "::1"]
    assert made.names == NAMES


def test_it_is_valid_for_the_days_asked_for(tmp_path):
    made = make(tmp_path, NAMES, NOW, days=30)
    begins, ends = validity((tmp_path / CERT).read_bytes())
    assert begins < NOW
    assert ends == made.expires == NOW + timedelta(days=30)


def test_a_certificate_tells_for_whom_it_is(tmp_path):
    make(tmp_path, ["box.local", "10.1.1.1"], NOW, days=30)
    assert names((tmp_path / CERT).read_bytes()) == ("box.local", "10.1.1.1")


def test_the_chain_is_signed_by_the_authority(tmp_path):
    make(tmp_path, NAMES, NOW, days=30)
    server, authority = x509.load_pem_x509_certificates((tmp_path / CERT).read_bytes())
    assert authority == read(tmp_path / CA_CERT)
    server.verify_directly_issued_by(authority)


def test_the_certificate_serves_and_signs_nothing(tmp_path):
    make(tmp_path, NAMES, NOW, days=30)
    cert = read(tmp_path / CERT)
    assert not extension(cert, x509.BasicConstraints).ca
    assert list(extension(cert, x509.ExtendedKeyUsage)) == [ExtendedKeyUsageOID.SERVER_AUTH]


def test_the_authority_can_not_vouch_for_the_rest_of_the_world(tmp_path):
    make(tmp_path, NAMES, NOW, days=30)
    constraints = read(tmp_path / CA_CERT).extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    bounds = [bound.value for bound in constraints.value.permitted_subtrees]
    assert "local" in bounds
    assert not {"com", "example", ""} & {bound for bound in bounds if isinstance(bound, str)}
    public = ipaddress.ip_address("198.51.100.1")
    assert not any(public in bound for bound in bounds if not isinstance(bound, str))


def test_an_authority_that_is_there_is_kept(tmp_path):
    first = make(tmp_path, NAMES, NOW, days=30)
    key = (tmp_path / KEY).read_bytes()
    second = make(tmp_path, ["box"], NOW + timedelta(days=300), days=30)
    assert (first.ca_kept, second.ca_kept) == (False, True)
    assert first.ca_fingerprint == second.ca_fingerprint
    assert (tmp_path / KEY).read_bytes() != key


@pytest.mark.parametrize("name", ["later.lan", "10.1.2.3", "fd00::7"])
def test_it_may_vouch_for_private_names_that_come_later(tmp_path, name):
    make(tmp_path, NAMES, NOW, days=30)
    assert make(tmp_path, [name], NOW, days=30).names == (name,)


@pytest.mark.parametrize("name", ["later.example", "198.51.100.1", "notbox"])
def test_it_may_not_vouch_for_public_ones_that_come_later(tmp_path, name):
    make(tmp_path, NAMES, NOW, days=30)
    before = (tmp_path / CERT).read_bytes()
    with pytest.raises(ConfigError, match="may not vouch for"):
        make(tmp_path, [name], NOW, days=30)
    assert (tmp_path / CERT).read_bytes() == before


def test_a_public_name_may_be_named_from_the_start(tmp_path):
    assert make(tmp_path, ["interview.example"], NOW, days=30).names == ("interview.example",)


def test_an_expired_authority_is_not_used(tmp_path):
    make(tmp_path, NAMES, NOW, days=30)
    with pytest.raises(ConfigError, match="has expired"):
        make(tmp_path, NAMES, NOW + timedelta(days=4000), days=30)


@pytest.mark.parametrize("missing", [True, False])
def test_an_authority_without_its_key_is_told(tmp_path, missing):
    make(tmp_path, NAMES, NOW, days=30)
    if missing:
        (tmp_path / CA_KEY).unlink()
    else:
        (tmp_path / CA_KEY).write_text("no key")
    with pytest.raises(ConfigError, match=r"ca\.key is missing or no such file"):
        make(tmp_path, NAMES, NOW, days=30)


def test_the_key_of_another_authority_is_told(tmp_path):
    for folder in ("a", "b"):
        make(tmp_path / folder, NAMES, NOW, days=30)
    (tmp_path / "a" / CA_KEY).write_bytes((tmp_path / "b" / CA_KEY).read_bytes())
    with pytest.raises(ConfigError, match="is not the key"):
        make(tmp_path / "a", NAMES, NOW, days=30)


@pytest.mark.parametrize("name", ["", "a..b", "a b", "-a", "*.lan", "x" * 64 + ".local"])
def test_what_is_no_name_is_told(tmp_path, name):
    with pytest.raises(ConfigError, match="neither a host name nor an address"):
        make(tmp_path, [name], NOW, days=30)


def test_a_folder_that_can_not_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="can't write"):
        make(tmp_path / "file" / "tls", NAMES, NOW, days=30)


def test_a_name_with_accents_is_written_as_networks_write_it(tmp_path):
    assert make(tmp_path, ["salle-été.local"], NOW, days=30).names == ("xn--salle-t-gyab.local",)

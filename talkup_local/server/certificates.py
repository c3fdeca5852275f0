"""Certificates: a local authority that vouches for one machine. The one door to cryptography.

The authority is bound to names and addresses of private networks, so that who steals
its key can't use it against the web sites of those who trust it.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from talkup_local.errors import ConfigError

CA_CERT, CA_KEY, CERT, KEY = "ca.pem", "ca.key", "cert.pem", "key.pem"

MAX_DAYS: Final = 825
"""Apple's systems trust no certificate that is valid for longer."""

_CA_DAYS: Final = 3650
_SKEW: Final = timedelta(days=1)
"""Machines whose clock is slow must not find a new certificate too young."""

_LABEL: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")

_PRIVATE_NAMES: Final = ("localhost", "local", "lan", "home", "home.arpa", "internal", "test")
_PRIVATE_NETWORKS: Final = (
    *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"),
    *("169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"),
)

Names = Sequence[x509.GeneralName]


@dataclass(frozen=True)
class _Authority:
    cert: x509.Certificate
    key: ec.EllipticCurvePrivateKey


@dataclass(frozen=True, kw_only=True)
class Made:
    """What ``make`` wrote. ``ca_kept``: the authority was there already."""

    folder: Path
    names: tuple[str, ...]
    expires: datetime
    ca_expires: datetime
    ca_fingerprint: str
    ca_kept: bool


def make(folder: Path, names: Iterable[str], now: datetime, *, days: int) -> Made:
    """Write a server certificate for ``names`` (host names and addresses) and its key.

    An authority in ``folder`` is kept, else one is made; keys are for their owner alone to read.
    Raises ConfigError when it can't vouch for a name, or a file can't be read or written.
    """
    general = [_general(name) for name in dict.fromkeys(names)]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = (folder / CA_CERT).exists()
        authority = _read(folder) if kept else _authority(general, now)
        _vouches(authority.cert, general, folder, now)
        key = ec.generate_private_key(ec.SECP256R1())
        cert = _server(general, key, authority, now, days)
        if not kept:
            _write(folder / CA_KEY, _pem_of(authority.key), 0o600)
            _write(folder / CA_CERT, _pem(authority.cert), 0o644)
        _write(folder / KEY, _pem_of(key), 0o600)
        _write(folder / CERT, _pem(cert) + _pem(authority.cert), 0o644)
    except OSError as exc:
        raise ConfigError(
            f"can't write {exc.filename}: {exc.strerror}", mend="Choose a folder with --out"
        ) from exc
    return Made(
        folder=folder,
        names=tuple(str(name.value) for name in general),
        expires=cert.not_valid_after_utc,
        ca_expires=authority.cert.not_valid_after_utc,
        ca_fingerprint=authority.cert.fingerprint(hashes.SHA256()).hex(":").upper(),
        ca_kept=kept,
    )


def validity(data: bytes) -> tuple[datetime, datetime]:
    """Return from when to when the first certificate of a PEM file is valid.

    Raises ValueError when there is none.
    """
    cert = x509.load_pem_x509_certificate(data)
    return cert.not_valid_before_utc, cert.not_valid_after_utc


def names(data: bytes) -> tuple[str, ...]:
    """Return the host names and addresses that the first certificate of a PEM file is for.

    Raises ValueError when there is none.
    """
    cert = x509.load_pem_x509_certificate(data)
    try:
        found = cert.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(str(name.value) for name in found)


def pin(data: bytes) -> str:
    """Return the SHA-256 of the public key of a PEM certificate, base64, as browsers take it."""
    key = x509.load_pem_x509_certificate(data).public_key()
    whole = serialization.PublicFormat.SubjectPublicKeyInfo
    digest = hashlib.sha256(key.public_bytes(serialization.Encoding.DER, whole)).digest()
    return base64.b64encode(digest).decode()


def is_host_name(name: str) -> bool:
    """Tell whether ``name`` is a host name, in letters that networks write."""
    return all(_LABEL.fullmatch(label) for label in name.split("."))


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        pass  # no address, so a name
    try:
        host = name.encode("idna").decode().lower()
    except UnicodeError:
        host = ""
    if not is_host_name(host):
        raise ConfigError(f"{name!r} is neither a host name nor an address")
    return x509.DNSName(host)


def _authority(names: Names, now: datetime) -> _Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    host = next((n.value for n in names if isinstance(n, x509.DNSName)), "this machine")
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "talkup-local"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"talkup-local CA of {host}"[:64]),
        ]
    )
    permitted = [
        *(x509.DNSName(name) for name in _PRIVATE_NAMES),
        *(n for n in names if isinstance(n, x509.DNSName)),
        *(x509.IPAddress(ipaddress.ip_network(network)) for network in _PRIVATE_NETWORKS),
        *(
            x509.IPAddress(ipaddress.ip_network(n.value))
            for n in names
            if isinstance(n, x509.IPAddress)
        ),
    ]
    cert = (
        _builder(subject, subject, key.public_key(), now, _CA_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(
            x509.NameConstraints(list(dict.fromkeys(permitted)), excluded_subtrees=None),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return _Authority(cert, key)


def _server(
    names: Names,
    key: ec.EllipticCurvePrivateKey,
    authority: _Authority,
    now: datetime,
    days: int,
) -> x509.Certificate:
    # a phrase: what looks like a host name is held against the bounds of the authority
    title = f"talkup-local on {names[0].value}"[:64]
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title)])
    public = key.public_key()
    return (
        _builder(subject, authority.cert.subject, public, now, days)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
        .sign(authority.key, hashes.SHA256())
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + timedelta(days=days))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _read(folder: Path) -> _Authority:
    """Return the authority that lies in ``folder``."""
    path = folder / CA_CERT
    try:
        cert = x509.load_pem_x509_certificate(path.read_bytes())
        path = folder / CA_KEY
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, FileNotFoundError) as exc:
        raise ConfigError(
            f"{path} is missing or no such file as tls init makes",
            mend=f"Put it back, or delete {CA_CERT} for a new authority, to be trusted anew",
        ) from exc
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != cert.public_key():
        raise ConfigError(
            f"{path} is not the key of {CA_CERT}",
            mend=f"Put the right one back, or delete {CA_CERT} for a new authority",
        )
    return _Authority(cert, key)


def _vouches(authority: x509.Certificate, names: Names, folder: Path, now: datetime) -> None:
    """Refuse names that clients would refuse under this authority."""
    mend = f"Delete {folder / CA_CERT} for a new authority, to be trusted anew"
    if authority.not_valid_after_utc <= now:
        raise ConfigError(f"the authority in {folder} has expired", mend=mend)
    try:
        bounds = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    except x509.ExtensionNotFound:
        return
    for name in names:
        if not any(_within(name, bound) for bound in bounds.permitted_subtrees or ()):
            raise ConfigError(
                f"the authority in {folder} may not vouch for {name.value}", mend=mend
            )


def _within(name: x509.GeneralName, bound: x509.GeneralName) -> bool:
    match name, bound:
        case x509.DNSName(), x509.DNSName():
            return name.value == bound.value or name.value.endswith(f".{bound.value}")
        case x509.IPAddress(), x509.IPAddress():
            return name.value in bound.value  # type: ignore[operator] # an address, a network
    return False


def _pem(cert: x509.Certificate) -> bytes:
    return cert.public_bytes(serialization.Encoding.PEM)


def _pem_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(path: Path, data: bytes, mode: int) -> None:
    """Put a whole file in place of the old one, at no moment readable for more than ``mode``."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
        file.write(data)
    fresh.replace(path)

"""Signatures by Ed25519, in the formats that OpenSSL reads too."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from talkup_local.catalogue.bundle.manifest import MANIFEST, SIGNATURE, SIGNER
from talkup_local.errors import BundleError, BundleTampered, UnknownSigner

KEY: Final = "bundle.key"
PUBLIC_KEY: Final = "bundle.pub"
TRUSTED: Final = "trusted"
"""Folder of public keys whose bundles are taken, beside the configuration of the machine."""


@dataclass(frozen=True)
class SigningKey:
    """Who makes bundles."""

    private: Ed25519PrivateKey

    @classmethod
    def read(cls, path: Path) -> SigningKey:
        """Read a private key, PEM. Raises BundleError."""
        mend = "Make one with talkup-local bundle keygen"
        try:
            key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        except FileNotFoundError:
            raise BundleError(f"there is no signing key {path}", mend=mend) from None
        except OSError as exc:
            raise BundleError(f"{path} can't be read: {exc.strerror}") from exc
        except (ValueError, TypeError, UnsupportedAlgorithm) as exc:
            raise BundleError(f"{path} is no private key", mend=mend) from exc
        if not isinstance(key, Ed25519PrivateKey):
            raise BundleError(f"{path} is not an Ed25519 key", mend=mend)
        return cls(key)

    def sign(self, data: bytes) -> bytes:
        """Return the signature: 64 bytes."""
        return self.private.sign(data)

    @property
    def public(self) -> bytes:
        """The public key, PEM."""
        return _pem(self.private.public_key())


def keygen(folder: Path) -> SigningKey:
    """Make a key pair in ``folder``: the private one for its owner's eyes only.

    Raises BundleError: there is one, or the folder can't be written.
    """
    key = SigningKey(Ed25519PrivateKey.generate())
    private = key.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / PUBLIC_KEY, key.public, mode=0o644)
        try:
            _write(folder / KEY, private, mode=0o600)
        except OSError:
            (folder / PUBLIC_KEY).unlink()  # one without the other is nobody's
            raise
    except FileExistsError as exc:
        raise BundleError(
            f"{exc.filename} is there already",
            mend="Keep using it, or name another folder with --out",
        ) from None
    except OSError as exc:
        raise BundleError(f"{folder} can't be written: {exc.strerror}") from exc
    return key


def fingerprint(public: bytes) -> str:
    """Return ``SHA256:`` and the hash of a public key (PEM in, its DER form is hashed).

    Raises BundleError.
    """
    der = _public(public).public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return f"SHA256:{hashlib.sha256(der).hexdigest()}"


def verify(manifest: bytes, signature: bytes, signer: bytes) -> None:
    """Hold a signature against the manifest and the key it is said to be by.

    Raises BundleTampered.
    """
    key = _public(signer)
    if _pem(key) != signer:
        raise BundleTampered("has more in it than a key", file=SIGNER)
    try:
        key.verify(signature, manifest)
    except InvalidSignature:
        raise BundleTampered(
            f"does not fit {SIGNATURE}: one of the two was changed", file=MANIFEST
        ) from None


def check_trust(signer: bytes, trusted: Iterable[str]) -> str:
    """Return the signer's fingerprint if it is one of ``trusted``. Raises UnknownSigner."""
    found = fingerprint(signer)
    if found not in trusted:
        raise UnknownSigner(
            f"signed by {found}, whom nobody here has trusted",
            mend="Compare that with what its maker tells you by another way, "
            "then give --key or --fingerprint",
        )
    return found


def fingerprints(paths: Iterable[Path]) -> frozenset[str]:
    """Return the fingerprints of public keys: files, or folders of ``*.pub``; absent ones of none.

    Raises BundleError.
    """
    found = set()
    for path in paths:
        for file in sorted(path.glob("*.pub")) if path.is_dir() else [path]:
            try:
                found.add(fingerprint(file.read_bytes()))
            except FileNotFoundError:
                continue
            except OSError as exc:
                raise BundleError(f"{file} can't be read: {exc.strerror}") from exc
            except BundleError:
                raise BundleError(f"{file} is no public Ed25519 key") from None
    return frozenset(found)


def _public(pem: bytes) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise BundleTampered("is no public key", file=SIGNER) from None
    if not isinstance(key, Ed25519PublicKey):
        raise BundleTampered("is not an Ed25519 key", file=SIGNER)
    return key


def _pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _write(path: Path, data: bytes, *, mode: int) -> None:
    """Write a new file. Raises OSError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)

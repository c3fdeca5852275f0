"""What a bundle says of itself: the file that is signed, and that every other one is held against.

It stands in the archive as ``manifest.json``, one value to a line, so that people can read it
and ``grep`` can find a hash in it.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from talkup_local.errors import BundleError

FORMAT: Final = 1
TOP: Final = "talkup-bundle"
"""The one folder in the archive."""

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.json.sig"
SIGNER: Final = "signer.pub"
INSTALL: Final = "install.sh"
CHECK: Final = "check.py"
SBOM: Final = "sbom.cdx.json"
LOCK: Final = "models.lock.toml"
OWN: Final = "models.own.toml"
CONFIG: Final = "config.toml"
MODELS: Final = "models"
WHEELS: Final = "wheels"
REQUIREMENTS: Final = "requirements"
LICENCES: Final = "licences"
COMPRESSED: Final = ".zst"

UNLISTED: Final = frozenset({MANIFEST, SIGNATURE, SIGNER})
"""Files of a bundle that can't stand in its manifest."""

Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
Size = Annotated[int, Meta(ge=0)]


class _Record(Struct, frozen=True, kw_only=True):
    """A table of the manifest. What later versions add is passed over."""


class StoredFile(_Record, frozen=True, kw_only=True):
    """A file as it lies in the bundle. path: below its top folder."""

    path: str
    size_bytes: Size
    sha256: Sha256


class ModelContent(_Record, frozen=True, kw_only=True):
    """A file of a model as it lies in the models folder.

    path: below that folder. stored: the file of the bundle that holds it, compressed if
    its name ends in ``.zst``. size_bytes, sha256: unpacked.
    """

    path: str
    stored: str
    size_bytes: Size
    sha256: Sha256


class BundledModel(_Record, frozen=True, kw_only=True):
    """A model, by its name in the catalogue. revision: of its repository, "" without one."""

    name: str
    revision: str = ""
    files: tuple[ModelContent, ...]


class Manifest(_Record, frozen=True, kw_only=True):
    """A bundle.

    created: UTC, ISO 8601. platform: a tag of PEP 600, the least that all wheels need.
    pythons: for which there are wheels, as ``3.11``. environment_bytes: that the
    installed wheels take, for one Python.
    """

    format: Annotated[int, Meta(ge=1)] = FORMAT
    version: Annotated[str, Meta(pattern=r"^[0-9][0-9A-Za-z.+]{0,63}$")]
    created: str
    platform: str
    pythons: Annotated[tuple[str, ...], Meta(min_length=1)]
    environment_bytes: Size
    files: tuple[StoredFile, ...]
    models: tuple[BundledModel, ...] = ()

    @property
    def models_bytes(self) -> int:
        """Of all models, unpacked."""
        return sum(file.size_bytes for model in self.models for file in model.files)


def encode(manifest: Manifest) -> bytes:
    """Return the manifest as it is signed."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def decode(data: bytes) -> Manifest:
    """Read a manifest. Raises BundleError."""
    try:
        form = msgspec.json.decode(data, type=_Form).format
        if form > FORMAT:
            raise BundleError(
                f"is of format {form}; this release reads up to {FORMAT}",
                file=MANIFEST,
                mend="Use the talkup-local that is in the bundle",
            )
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, RecursionError) as exc:
        raise BundleError(f"can't be read: {exc}", file=MANIFEST) from exc
    stored = [file.path for file in manifest.files]
    placed = [file.path for model in manifest.models for file in model.files]
    for path in (*stored, *placed):
        if not is_inside(path):
            raise BundleError(f"names {path!r}, which leads out of the bundle", file=MANIFEST)
    if len(set(stored)) < len(stored) or len(set(placed)) < len(placed):
        raise BundleError("names a file twice", file=MANIFEST)
    return manifest


def release(manifest: bytes, version: str) -> str:
    """Return the name of the installation that a bundle makes: one bundle, one name."""
    return f"{version}-{hashlib.sha256(manifest).hexdigest()[:12]}"


def is_inside(path: str) -> bool:
    """Tell whether ``path`` is a plain relative one: no ``..``, no hidden file, no oddities."""
    return all(
        part and not part.startswith(".") and part.isprintable() and not set("\\:") & set(part)
        for part in path.split("/")
    )


class _Form(Struct):
    format: int

"""Make a bundle: wheels, models, and all that an installation needs, in one signed file."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import tomli_w

from talkup_local.catalogue.bundle import manifest as names
from talkup_local.catalogue.bundle import packing
from talkup_local.catalogue.bundle.archive import ArchiveWriter
from talkup_local.catalogue.bundle.locking import record
from talkup_local.catalogue.bundle.manifest import BundledModel, Manifest, ModelContent
from talkup_local.catalogue.bundle.sbom import sbom
from talkup_local.catalogue.bundle.signature import SigningKey
from talkup_local.catalogue.bundle.wheel import Wheel, glibc_needed
from talkup_local.catalogue.bundle.wheelhouse import NAME, requirements
from talkup_local.catalogue.entries import Catalogue, Model
from talkup_local.catalogue.licences import licence_text, report
from talkup_local.catalogue.load import OWN
from talkup_local.catalogue.lock import Lock
from talkup_local.catalogue.resources import resource
from talkup_local.catalogue.shelf import Shelf
from talkup_local.errors import BundleError, ModelMissing, WrongContent

FILES: Final = Path(__file__).parent / "files"
"""What lies in every bundle as it is."""
_RESERVE_BYTES: Final = 64 << 20
_COMPILED: Final = 1.3
"""By how much an installed wheel grows when Python has compiled it."""

Progress = Callable[[str, int], None]
"""Is told what is stored now, and how many bytes more of it are read."""


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a bundle is to hold.

    models: by name, entries of ``catalogue``; installed in ``models_folder``.
    wheels: for each Python, as ``3.11``. machine: as ``x86_64``.
    """

    catalogue: Catalogue
    models: Mapping[str, Model]
    models_folder: Path
    wheels: Mapping[str, Sequence[Wheel]]
    machine: str
    created: datetime
    lock: Lock = field(repr=False)


def check_models(models: Mapping[str, Model], shelf: Shelf) -> int:
    """Return how many bytes the models have, by a look at their sizes.

    Raises ModelMissing, WrongContent.
    """
    for name, model in models.items():
        state = shelf.state(name, model)
        mend = f"Get it with talkup-local models pull {name}"
        if state in ("absent", "partial"):
            raise ModelMissing(name, f"is not here; it is {state}", mend)
        if state == "changed":
            raise WrongContent(name, "a file has another size than it has to have", mend)
        if not shelf.is_locked(name, model):
            raise ModelMissing(name, "its hashes are not known", mend)
    return sum(
        shelf.path(model, file).stat().st_size for model in models.values() for file in model.files
    )


def create(out: Path, content: Content, key: SigningKey, progress: Progress | None = None) -> None:
    """Write a bundle to ``out``, whole or not at all; a file that is there is replaced.

    Raises ModelMissing, WrongContent: a model is not what it has to be. Raises BundleError.
    """
    shelf = Shelf(content.models_folder, content.lock)
    size = check_models(content.models, shelf)
    size += sum(wheel.path.stat().st_size for wheel in _all(content.wheels))
    part = out.with_name(f"{out.name}.{os.getpid()}.part")  # two may be at it
    try:
        free = shutil.disk_usage(out.resolve().parent).free
        if free < size + _RESERVE_BYTES:
            raise BundleError(
                f"{out} may need {size >> 20} MiB, and {free >> 20} MiB are free there"
            )
        with part.open("w+b") as file:
            _write(
                ArchiveWriter(file, time_s=int(content.created.timestamp())),
                content,
                shelf,
                key,
                progress or (lambda _what, _count: None),
            )
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except OSError as exc:
        raise BundleError(f"{out} can't be written: {exc.strerror or exc}") from exc
    finally:
        part.unlink(missing_ok=True)


def _write(
    archive: ArchiveWriter, content: Content, shelf: Shelf, key: SigningKey, progress: Progress
) -> None:
    for name in (names.INSTALL, names.CHECK):
        archive.add(name, (FILES / name).read_bytes())
    archive.add(names.CONFIG, resource(names.CONFIG).read_bytes())
    deploy = resource("deploy")
    for path in sorted(path for path in deploy.rglob("*") if path.is_file()):
        archive.add(f"deploy/{path.relative_to(deploy).as_posix()}", path.read_bytes())
    wheels = _all(content.wheels)
    for wheel in wheels:
        progress(wheel.path.name, 0)
        packing.store(archive, f"{names.WHEELS}/{wheel.path.name}", wheel.path, progress)
    releases = {f"{wheel.name}-{wheel.version}": wheel for wheel in wheels}
    for release, wheel in releases.items():
        archive.add(f"{names.LICENCES}/wheels/{release}.txt", wheel.notices().encode())
    for python, some in content.wheels.items():
        archive.add(f"{names.REQUIREMENTS}/{python}.txt", requirements(some).encode())
    models = tuple(_models(archive, content, shelf, progress))
    if models:
        terms = report(content.catalogue, content.models)
        archive.add(f"{names.LICENCES}/models.txt", terms.encode())
        for licence in sorted({model.licence for model in content.models.values()}):
            if text := licence_text(licence):
                archive.add(f"{names.LICENCES}/models/{licence}.txt", text.encode())
        archive.add(names.LOCK, _lock(content, models))
        if own := _own(content):
            archive.add(names.OWN, own)
    version = str(next(wheel.version for wheel in wheels if wheel.name == NAME))
    archive.add(
        names.SBOM,
        sbom(
            version=version,
            created=content.created,
            wheels=wheels,
            models=models,
            entries=content.models,
            licences=content.catalogue.licences,
        ),
    )
    _sign(archive, content, version, models, key)


def _sign(
    archive: ArchiveWriter,
    content: Content,
    version: str,
    models: tuple[BundledModel, ...],
    key: SigningKey,
) -> None:
    """Write what speaks of all the rest, last: one pass over the models is enough."""
    major, minor = glibc_needed(_all(content.wheels))
    installed = max(sum(w.unpacked_bytes for w in some) for some in content.wheels.values())
    manifest = names.encode(
        Manifest(
            version=version,
            created=content.created.isoformat(timespec="seconds"),
            platform=f"manylinux_{major}_{minor}_{content.machine}",
            pythons=tuple(content.wheels),
            environment_bytes=int(_COMPILED * installed),
            files=tuple(archive.files),
            models=models,
        )
    )
    archive.add(names.MANIFEST, manifest)
    archive.add(names.SIGNATURE, key.sign(manifest))
    archive.add(names.SIGNER, key.public)
    archive.finish()


def _models(
    archive: ArchiveWriter, content: Content, shelf: Shelf, progress: Progress
) -> Iterator[BundledModel]:
    for name, model in content.models.items():
        files = []
        for entry in model.files:
            path = shelf.path(model, entry)
            here = path.relative_to(content.models_folder).as_posix()
            progress(f"{name}: {entry.here}", 0)
            stored, sha256 = packing.store_model(archive, f"{names.MODELS}/{here}", path, progress)
            size = path.stat().st_size
            content.lock.check(name, model, entry, sha256=sha256, size_bytes=size)
            files.append(ModelContent(path=here, stored=stored, size_bytes=size, sha256=sha256))
        revision = content.lock.revision(name, model)
        yield BundledModel(name=name, revision=revision, files=tuple(files))


def _all(wheels: Mapping[str, Iterable[Wheel]]) -> list[Wheel]:
    """Return each wheel once: most serve every Python."""
    found = {wheel.path.name: wheel for some in wheels.values() for wheel in some}
    return [found[name] for name in sorted(found)]


def _lock(content: Content, models: Iterable[BundledModel]) -> bytes:
    """Return the lock of these models, as a models folder would have it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / names.LOCK
        lock = Lock(path)
        for model in models:
            record(lock, model, content.models[model.name])
        lock.write()
        return path.read_bytes()


def _own(content: Content) -> bytes:
    """Return what the operator's own catalogue says of these models; empty if nothing."""
    try:
        own: dict[str, Any] = tomllib.loads(
            (content.models_folder / OWN).read_text(encoding="utf-8")
        )
    except FileNotFoundError:
        return b""
    models = {name: own["models"][name] for name in content.models if name in own.get("models", {})}
    used = {model["licence"] for model in models.values()}
    licences = {key: own["licences"][key] for key in used if key in own.get("licences", {})}
    return tomli_w.dumps({"licences": licences, "models": models}).encode() if models else b""

"""Put the models of an unpacked bundle into a models folder, beside what is there."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import tomli_w

from talkup_local.catalogue.bundle import manifest as names
from talkup_local.catalogue.bundle.locking import record
from talkup_local.catalogue.bundle.manifest import Manifest, ModelContent
from talkup_local.catalogue.bundle.packing import unpack
from talkup_local.catalogue.entries import Model
from talkup_local.catalogue.fetch.folder import exclusive
from talkup_local.catalogue.hashing import sha256
from talkup_local.catalogue.load import OWN, load_catalogue
from talkup_local.catalogue.lock import Lock
from talkup_local.errors import BundleError, CatalogueError, ModelsFolderError, WrongContent

_TABLES: Final = ("licences", "models")


@dataclass(frozen=True, kw_only=True)
class Placed:
    """What was done: files that were put there, and files that were there and are the same."""

    placed: tuple[str, ...]
    kept: tuple[str, ...]


def place_models(
    bundle: Path, models_folder: Path, progress: Callable[[int], None] | None = None
) -> Placed:
    """Put the models of the unpacked bundle in ``bundle`` into ``models_folder``.

    All are unpacked and checked before the first gets its name. A file that is there is kept
    if it is the same; another one is never replaced. progress: is told of bytes done.
    Raises BundleError, ModelBusy; WrongContent: another file or another lock is there;
    CatalogueError: the operator's own can't be added to; ModelsFolderError: no room, or not
    writable.
    """
    told = progress or (lambda _count: None)
    manifest = _manifest(bundle)
    files = [file for model in manifest.models for file in model.files]
    parts: dict[ModelContent, Path] = {}
    with exclusive(models_folder):
        try:
            kept = [file for file in files if _is_there(file, models_folder, told)]
            wanted = [file for file in files if file not in kept]
            for file in wanted:
                path = models_folder / file.path
                path.parent.mkdir(parents=True, exist_ok=True)
                parts[file] = path.with_name(f".{path.name}.placing")
                unpack(bundle / file.stored, file, parts[file], told)
            _merge_own(bundle / names.OWN, models_folder / OWN)
            entries, lock = _entries(manifest, models_folder), Lock.read(models_folder)
            for model in manifest.models:
                record(lock, model, entries[model.name])
            for file in wanted:
                parts[file].replace(models_folder / file.path)
            lock.write()
        except OSError as exc:
            raise ModelsFolderError(
                str(models_folder),
                f"the models can't be put there: {exc.strerror or exc}",
                "Make room on its disk, and make the folder writable",
            ) from exc
        finally:
            for part in parts.values():
                part.unlink(missing_ok=True)
    return Placed(placed=_paths(wanted), kept=_paths(kept))


def placed_bytes(bundle: Path) -> int:
    """Return how much ``place_models`` has to read or write. Raises BundleError."""
    return _manifest(bundle).models_bytes


def _manifest(bundle: Path) -> Manifest:
    try:
        return names.decode((bundle / names.MANIFEST).read_bytes())
    except OSError as exc:
        raise BundleError(f"{bundle} is no unpacked bundle: {exc.strerror}") from exc


def _is_there(file: ModelContent, folder: Path, told: Callable[[int], None]) -> bool:
    path = folder / file.path
    if not path.exists():
        return False
    if path.stat().st_size != file.size_bytes or sha256(path, told) != file.sha256:
        raise WrongContent(
            str(path),
            "is another file than the bundle's",
            "Move it away, or remove that model with talkup-local models remove",
        )
    return True


def _entries(manifest: Manifest, folder: Path) -> dict[str, Model]:
    """Return the catalogue's entries of the bundle's models, as they are known here."""
    catalogue = load_catalogue(folder)
    for model in manifest.models:
        if model.name not in catalogue.models:
            raise CatalogueError(model.name, "is in the bundle, but in no catalogue here")
    return {model.name: catalogue.models[model.name] for model in manifest.models}


def _merge_own(bundled: Path, here: Path) -> None:
    """Add the entries that the operator's own catalogue here lacks; what it has stays as it is."""
    if not bundled.exists():
        return
    text = here.read_bytes() if here.exists() else b""
    present, coming = _tables(text, here), _tables(bundled.read_bytes(), bundled)
    new = {
        table: {key: entry for key, entry in coming[table].items() if key not in present[table]}
        for table in _TABLES
    }
    if any(new.values()):
        merged = b"\n".join(
            part for part in (text.rstrip(b"\n"), tomli_w.dumps(new).encode()) if part
        )
        _tables(merged, here)  # what was written in an unusual way can't be added to
        part = here.with_name(f".{here.name}.placing")
        part.write_bytes(merged)
        part.replace(here)


def _tables(text: bytes, path: Path) -> dict[str, dict[str, Any]]:
    try:
        document = tomllib.loads(text.decode())
        return {table: dict(document.get(table, {})) for table in _TABLES}
    except (TypeError, ValueError, RecursionError) as exc:
        raise CatalogueError(str(path), f"can't be read or added to: {exc}", "Mend it") from exc


def _paths(files: Iterable[ModelContent]) -> tuple[str, ...]:
    return tuple(file.path for file in files)

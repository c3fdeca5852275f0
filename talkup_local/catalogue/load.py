"""Read the catalogue: ours, and what an operator adds in ``own.toml`` in the models folder.

An entry of ``own.toml`` goes before ours of the same name, whole.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, NoReturn
from urllib.parse import SplitResult, urlsplit

import msgspec

from talkup_local.catalogue.entries import HASH_PATTERN, HUB, NAME_PATTERN, Catalogue, Model
from talkup_local.catalogue.lock import FILE as LOCK
from talkup_local.catalogue.resources import resource
from talkup_local.engines.registry import SPECS
from talkup_local.errors import CatalogueError, UnknownModel

OURS: Final = "models/catalogue.toml"
OWN: Final = "own.toml"

_PATH: Final = re.compile(r" - at (?P<key>`key` in )?`\$\.?(?P<path>[^`]*)`$")
_REPOSITORY: Final = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)
_COMMIT: Final = re.compile(r"[0-9a-f]{40}")
_FORM: Final = "docs/models.md tells what an entry may hold"
_INSIDE: Final = "Write a relative path without .. or a leading dot"
_ELSEWHERE: Final = "Give it another folder or name"
_MEANING: Final = {
    NAME_PATTERN: "of small letters, digits, dots, _ and -, 80 at most",
    HASH_PATTERN: f'of 64 hexadecimal digits, or "{HUB}"',
}
_TABLES: Final = ("licences", "models", "presets")


def load_catalogue(models_folder: Path) -> Catalogue:
    """Return all that can be pulled into ``models_folder``. Raises CatalogueError."""
    ours = resource(OURS)
    tables = _tables(ours)
    source = dict.fromkeys((key for table in tables.values() for key in table), str(ours))
    own = models_folder / OWN
    if own.exists():
        for table, entries in _tables(own).items():
            tables[table] |= entries
            source |= dict.fromkeys(entries, str(own))
    catalogue = _convert(tables, str(own))
    _check(catalogue, source)
    return catalogue


def resolve(catalogue: Catalogue, names: Iterable[str]) -> dict[str, Model]:
    """Return the models that ``names`` mean, each a model's or a preset's, in that order.

    Raises UnknownModel.
    """
    found: dict[str, Model] = {}
    for name in names:
        if preset := catalogue.presets.get(name):
            found |= {member: catalogue.models[member] for member in preset.models}
        elif model := catalogue.models.get(name):
            found[name] = model
        else:
            known = (*catalogue.presets, *catalogue.models)
            near = difflib.get_close_matches(name.lower(), known, n=3)
            mend = f"Did you mean {' or '.join(near)}?" if near else ""
            raise UnknownModel(
                name,
                "there is no model or preset of that name",
                mend or "talkup-local models list shows them all",
            )
    return found


def _tables(path: Path) -> dict[str, dict[str, Any]]:
    """Return the tables of a file, typed alone so that a mistake is told with its file."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as exc:
        raise CatalogueError(str(path), f"can't be read: {exc}", "Mend or remove it") from exc
    _convert(document, str(path))
    return {table: dict(document.get(table, {})) for table in _TABLES}


def _convert(document: dict[str, Any], path: str) -> Catalogue:
    try:
        return msgspec.convert(document, Catalogue)
    except msgspec.ValidationError as exc:
        at = _PATH.search(str(exc))
        key = _named(document, at["path"] + "[...]" * bool(at["key"])) if at else ""
        reason = _PATH.sub("", str(exc))
        for pattern, meaning in _MEANING.items():
            reason = reason.replace(f"matching regex {pattern!r}", meaning)
        _refuse(path, key, reason[:1].lower() + reason[1:])


def _named(document: dict[str, Any], path: str) -> str:
    """Return ``path`` with the names in place of its dots: msgspec writes ``[...]`` for them."""
    table, _, rest = path.partition("[...]")
    if not rest and "[...]" not in path:
        return path
    for name, entry in document.get(table, {}).items():
        try:
            msgspec.convert({table: {name: entry}}, Catalogue)
        except msgspec.ValidationError:
            return f"{table}.{name}{rest}"
    return path


def _refuse(source: str, key: str, reason: str, mend: str = _FORM) -> NoReturn:
    raise CatalogueError(f"{source}: {key}" if key else source, reason, mend)


def _check(catalogue: Catalogue, source: Mapping[str, str]) -> None:
    """Refuse what a type can't tell."""
    for name, model in catalogue.models.items():
        for key, reason, mend in _faults(catalogue, model):
            _refuse(source[name], f"models.{name}.{key}", reason, mend)
    _check_places(catalogue, source)
    for name, preset in catalogue.presets.items():
        where = f"presets.{name}"
        if name in catalogue.models:
            _refuse(source[name], where, "a model has that name", "Give one another name")
        for member in preset.models:
            if member not in catalogue.models:
                near = difflib.get_close_matches(member, catalogue.models, n=1)
                mend = f"Did you mean {near[0]}?" if near else "Add it, or take it out"
                _refuse(source[name], f"{where}.models", f"there is no model {member!r}", mend)


def _check_places(catalogue: Catalogue, source: Mapping[str, str]) -> None:
    """Refuse two files in one place, and a file where another's folder is."""
    taken = {OWN: "this catalogue", LOCK: "the lock"}
    for name, model in catalogue.models.items():
        for file in model.files:
            here = str(PurePosixPath(model.folder) / file.here).casefold()
            if other := taken.get(here):
                reason = f"{here} is what {other} puts there already"
                _refuse(source[name], f"models.{name}.files", reason, _ELSEWHERE)
            taken[here] = name
    for here, name in taken.items():
        for parent in PurePosixPath(here).parents:
            if other := taken.get(str(parent)):
                reason = f"{parent} is a file of {other}"
                _refuse(source[name], f"models.{name}.folder", reason, _ELSEWHERE)


def _faults(catalogue: Catalogue, model: Model) -> Iterator[tuple[str, str, str]]:
    """Yield key, reason and mend of what is wrong in one model."""
    if model.licence not in catalogue.licences:
        mend = f"Use one of {', '.join(sorted(catalogue.licences))}, or add it under [licences]"
        yield "licence", f"there is no licence {model.licence!r}", mend
    engines = {spec.name for spec in SPECS if spec.job == model.job}
    for engine in model.engines:
        if engine not in engines:
            mend = f"For {model.job} there are {', '.join(sorted(engines))}"
            yield "engines", f"there is no engine {engine!r} for {model.job}", mend
    yield from _faults_of_source(model)
    if not _is_inside(model.folder):
        yield "folder", f"{model.folder!r} is no folder below the models folder", _INSIDE
    for file in model.files:
        if not _is_inside(file.path):
            yield "files.path", f"{file.path!r} does not stay in its repository", _INSIDE
        if not _is_inside(file.here) or file.here.endswith((".part", ".part.json")):
            yield "files.name", f"{file.here!r} is no name for a file in its folder", _INSIDE


def _faults_of_source(model: Model) -> Iterator[tuple[str, str, str]]:
    if "://" not in model.repository:
        if not _REPOSITORY.fullmatch(model.repository):
            yield "repository", f"{model.repository!r} is no repository", "Write owner/name"
        if model.revision != HUB and not _COMMIT.fullmatch(model.revision):
            mend = f'Write the 40 signs of a commit, or "{HUB}"'
            yield "revision", f"{model.revision!r} is no commit", mend
        return
    url = _address(model.repository)
    if url is None:
        mend = "Write https://host/folder, without a question mark or a password"
        yield "repository", f"{model.repository!r} is no address", mend
    elif url.scheme == "http" and any(file.sha256 == HUB for file in model.files):
        mend = "Use https, or write the hash of each file"
        yield "repository", "anybody on the way could change what comes by http", mend
    if model.revision:
        yield "revision", "an address has none", "Leave it out"


def _address(text: str) -> SplitResult | None:
    """Return a folder's address taken apart, None when it is none."""
    try:
        url = urlsplit(text)
        url.port  # noqa: B018 - looked at to have it checked
    except ValueError:
        return None
    named = url.scheme in ("http", "https") and url.hostname
    return url if named and not (url.query or url.fragment or url.username) else None


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return bool(path) and not any(
        not part or part.startswith(".") or "\\" in part or ":" in part or not part.isprintable()
        for part in parts
    )

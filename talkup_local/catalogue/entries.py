"""What the catalogue says of a model: its files, its licence, what it needs and who reads it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Literal

from msgspec import Meta, Struct

ModelJob = Literal["stt", "llm", "tts", "vision"]
Tier = Literal["standard", "gpu"]
Gender = Literal["female", "male", ""]

HUB = "hub"
"""In place of a hash or a revision: what the hub states at the first pull, kept in the lock."""

NAME_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,79}$"
HASH_PATTERN = r"^(hub|[0-9a-f]{64})$"

Name = Annotated[str, Meta(pattern=NAME_PATTERN)]
Hash = Annotated[str, Meta(pattern=HASH_PATTERN)]


class _Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the catalogue."""


class ModelFile(_Entry, frozen=True, kw_only=True):
    """One file.

    path: in its repository. sha256: of its content, or ``hub``.
    about: ``size_bytes`` is only near the truth, which the lock keeps from the first pull on.
    name: here, in the model's folder; empty is the last part of ``path``.
    """

    path: str
    size_bytes: Annotated[int, Meta(gt=0)]
    about: bool = False
    sha256: Hash = HUB
    name: str = ""

    @property
    def here(self) -> str:
        """Its name in the model's folder."""
        return self.name or PurePosixPath(self.path).name


class Licence(_Entry, frozen=True, kw_only=True):
    """The terms of some models. obligations: what who uses or passes them on must do."""

    name: str
    url: str
    obligations: tuple[str, ...] = ()


class Model(_Entry, frozen=True, kw_only=True):
    """One model.

    folder: relative to the models folder, where its engines look for it.
    repository: ``owner/name`` on the hub, or an ``https://`` folder.
    revision: a commit there, ``hub`` for the one that the first pull finds; empty for a URL.
    licence: key of one of the catalogue's. memory_mib: what it takes while it works.
    notice: whom to name, where the licence asks for it.
    """

    job: ModelJob
    title: str
    engines: Annotated[tuple[str, ...], Meta(min_length=1)]
    languages: Annotated[tuple[str, ...], Meta(min_length=1)]
    tier: Tier
    folder: str
    repository: str
    revision: str = ""
    licence: str
    memory_mib: Annotated[int, Meta(gt=0)]
    files: Annotated[tuple[ModelFile, ...], Meta(min_length=1)]
    gender: Gender = ""
    notice: str = ""

    @property
    def size_bytes(self) -> int:
        """Of all of its files."""
        return sum(file.size_bytes for file in self.files)


class Preset(_Entry, frozen=True, kw_only=True):
    """Models that make a whole appliance together."""

    title: str
    models: Annotated[tuple[Name, ...], Meta(min_length=1)]


class Catalogue(_Entry, frozen=True, kw_only=True):
    """All that can be pulled, by name. What ``models/catalogue.toml`` holds."""

    licences: dict[str, Licence] = {}
    models: dict[Name, Model] = {}
    presets: dict[Name, Preset] = {}

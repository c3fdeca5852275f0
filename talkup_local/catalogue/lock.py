"""What was first pulled of each model: kept beside the models, and held against ever after.

``lock.toml`` in the models folder. A hash of the catalogue's own goes before it, and
the two may not differ; nor may what a source states now differ from what is locked.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Final, NamedTuple

import msgspec
import tomli_w
from msgspec import Meta, Struct

from talkup_local.catalogue.entries import HUB, Model, ModelFile, Name
from talkup_local.errors import CatalogueError, ModelsFolderError, WrongContent

FILE: Final = "lock.toml"

_HEAD: Final = "# What was first pulled of each model. From then on a difference is refused.\n"


class LockedFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file, as it came."""

    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    size_bytes: Annotated[int, Meta(ge=0)]


class LockedModel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One model. revision: the commit, "" where its source has none. files: by path there."""

    repository: str
    revision: str = ""
    files: dict[str, LockedFile] = {}


class _Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    models: dict[Name, LockedModel] = {}


class Expected(NamedTuple):
    """What a file has to be; None where nobody knows yet."""

    sha256: str | None = None
    size_bytes: int | None = None


class Lock:
    """The lock of a models folder.

    Not safe for several threads, nor for several processes that record.
    """

    def __init__(self, path: Path, models: Mapping[str, LockedModel] | None = None) -> None:
        self._path = path
        self._models = dict(models or {})

    @classmethod
    def read(cls, models_folder: Path) -> Lock:
        """Return the lock of ``models_folder``, empty without one. Raises CatalogueError."""
        path = models_folder / FILE
        try:
            found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Document)
        except FileNotFoundError:
            return cls(path)
        # TOML's, UTF-8's and msgspec's are ValueErrors
        except (OSError, ValueError, RecursionError) as exc:
            mend = "Mend it, or bring back a copy; without it models are trusted anew"
            raise CatalogueError(str(path), f"can't be read: {exc}", mend) from exc
        return cls(path, found.models)

    @property
    def models(self) -> Mapping[str, LockedModel]:
        """All that is locked, by model."""
        return self._models

    def revision(self, name: str, model: Model) -> str:
        """Return the commit to pull, locked or the catalogue's; "" when none is known.

        Raises WrongContent when the two differ.
        """
        locked = self._of(name, model)
        if locked is None or not locked.revision:
            return "" if model.revision == HUB else model.revision
        if model.revision not in ("", HUB, locked.revision):
            reason = f"the catalogue says revision {model.revision}, the lock {locked.revision}"
            raise WrongContent(name, reason, self._mend(name))
        return locked.revision

    def expected(self, name: str, model: Model, file: ModelFile) -> Expected:
        """Return what ``file`` has to be. Raises WrongContent: lock and catalogue differ."""
        locked = self._of(name, model)
        known = locked.files.get(file.path) if locked else None
        own = None if file.sha256 == HUB else file.sha256
        if known and own and known.sha256 != own:
            reason = (
                f"{file.path}: the catalogue says {_short(own)}, the lock {_short(known.sha256)}"
            )
            raise WrongContent(name, reason, self._mend(name))
        size = None if file.about else file.size_bytes
        return Expected(
            sha256=own or (known.sha256 if known else None),
            size_bytes=known.size_bytes if known else size,
        )

    def check(
        self,
        name: str,
        model: Model,
        file: ModelFile,
        *,
        sha256: str | None = None,
        size_bytes: int | None = None,
    ) -> None:
        """Hold what a source states, or a file is, against what is known.

        Raises WrongContent.
        """
        expected = self.expected(name, model, file)
        if sha256 and expected.sha256 and sha256 != expected.sha256:
            reason = (
                f"{file.path} has the hash {_short(sha256)}, it has to be {_short(expected.sha256)}"
            )
            raise WrongContent(name, reason, self._mend(name))
        if size_bytes is not None and expected.size_bytes not in (None, size_bytes):
            reason = f"{file.path} has {size_bytes} bytes, it has to have {expected.size_bytes}"
            raise WrongContent(name, reason, self._mend(name))

    def record(
        self,
        name: str,
        model: Model,
        file: ModelFile,
        *,
        revision: str,
        sha256: str,
        size_bytes: int,
    ) -> None:
        """Lock a file that is in place, here and on disk.

        revision: the commit it came from, "" without one. Raises WrongContent when it differs
        from what is known, ModelsFolderError.
        """
        found = LockedFile(sha256=sha256, size_bytes=size_bytes)
        self.note(name, model, file, found, revision=revision)
        self.write()

    def note(
        self, name: str, model: Model, file: ModelFile, found: LockedFile, *, revision: str
    ) -> None:
        """Lock a file here only, until ``write``. Raises WrongContent as ``record`` does."""
        self.check(name, model, file, sha256=found.sha256, size_bytes=found.size_bytes)
        known = self.revision(name, model)
        if known and revision and known != revision:
            reason = f"its source says revision {revision}, it has to be {known}"
            raise WrongContent(name, reason, self._mend(name))
        locked = self._of(name, model)
        files = {**(locked.files if locked else {}), file.path: found}
        self._models[name] = LockedModel(
            repository=model.repository, revision=revision or known, files=files
        )

    def write(self) -> None:
        """Put it on disk, whole or not at all. Raises ModelsFolderError."""
        models = {
            name: msgspec.to_builtins(
                msgspec.structs.replace(model, files=dict(sorted(model.files.items())))
            )
            for name, model in sorted(self._models.items())
        }
        try:
            _replace(self._path, _HEAD + tomli_w.dumps({"models": models}))
        except OSError as exc:
            reason = f"can't be written: {exc.strerror or exc}"
            mend = "Make the models folder writable, and make room on its disk"
            raise ModelsFolderError(str(self._path), reason, mend) from exc

    def _of(self, name: str, model: Model) -> LockedModel | None:
        locked = self._models.get(name)
        if locked is not None and locked.repository != model.repository:
            reason = f"it comes from {model.repository}, the lock says {locked.repository}"
            raise WrongContent(name, reason, self._mend(name))
        return locked

    def _mend(self, name: str) -> str:
        if name not in self._models:
            return "Take it from another source; don't trust this one"
        return (
            f'If you know why, and trust it, take [models."{name}"] out of {self._path} '
            "and pull it again; else don't use it"
        )


def _short(sha256: str) -> str:
    return f"{sha256[:12]}…"


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        temporary = Path(file.name)
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

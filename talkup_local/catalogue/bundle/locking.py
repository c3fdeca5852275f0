"""What the lock of a models folder has to do with the models of a bundle."""

from __future__ import annotations

from collections.abc import Iterator

from talkup_local.catalogue.bundle.manifest import BundledModel, ModelContent
from talkup_local.catalogue.entries import Model, ModelFile
from talkup_local.catalogue.lock import Lock, LockedFile


def record(lock: Lock, model: BundledModel, entry: Model) -> None:
    """Lock a model, until ``lock.write``. Raises WrongContent."""
    for file, content in _pairs(model, entry):
        found = LockedFile(sha256=content.sha256, size_bytes=content.size_bytes)
        lock.note(model.name, entry, file, found, revision=model.revision)


def _pairs(model: BundledModel, entry: Model) -> Iterator[tuple[ModelFile, ModelContent]]:
    found = {content.path: content for content in model.files}
    for file in entry.files:
        if content := found.get(f"{entry.folder}/{file.here}"):
            yield file, content

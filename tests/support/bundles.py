"""Bundles for tests: made by the real code, of wheels and models that are next to nothing."""

import hashlib
import io
import tarfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path

import msgspec
import tomli_w

from talkup_local.catalogue.bundle import manifest as names
from talkup_local.catalogue.bundle import signature
from talkup_local.catalogue.bundle.create import Content, create
from talkup_local.catalogue.bundle.signature import SigningKey
from talkup_local.catalogue.bundle.wheel import Wheel
from talkup_local.catalogue.bundle.wheelhouse import target
from talkup_local.catalogue.entries import Model, ModelFile
from talkup_local.catalogue.load import OWN, load_catalogue
from talkup_local.catalogue.lock import Lock

CREATED = datetime(2026, 11, 21, 12, tzinfo=UTC)
CRYPTOGRAPHY = ("cryptography", "cffi", "pycparser")


def wheel(
    folder: Path, name: str, version: str = "1.0", *, tag: str = "py3-none-any", **more
) -> Wheel:
    """Write a wheel with nothing in it but what it says of itself.

    more: ``requires``: a list; ``licence``: an expression; ``files``: content by name.
    """
    stem = f"{name.replace('-', '_')}-{version}"
    lines = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}"]
    lines += [f"License-Expression: {more.get('licence', 'MIT')}"]
    lines += [f"Requires-Dist: {requirement}" for requirement in more.get("requires", [])]
    path = folder / f"{stem}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{stem}.dist-info/METADATA", "\n".join(lines) + "\n")
        archive.writestr(f"{stem}.dist-info/licenses/LICENSE", f"the licence of {name}\n")
        for inside, content in more.get("files", {}).items():
            archive.writestr(inside, content)
    return Wheel(path)


def installed(folder: Path, name: str) -> Wheel:
    """Write the wheel that an installed distribution came from, without asking anybody for it."""
    found = distribution(name)
    told = (found.read_text("WHEEL") or "").splitlines()
    tags = [line.removeprefix("Tag: ") for line in told if line.startswith("Tag: ")]
    python, abi, _ = tags[0].split("-")
    platforms = ".".join(dict.fromkeys(tag.split("-")[2] for tag in tags))
    path = folder / f"{name}-{found.version}-{python}-{abi}-{platforms}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file in found.files or ():
            if ".." not in file.parts and file.suffix != ".pyc":
                archive.write(file.locate(), str(file))
    return Wheel(path)


@dataclass(frozen=True)
class Tiny:
    """A small bundle, and who signed it."""

    path: Path
    folder: Path
    key: SigningKey
    content: Content

    @property
    def fingerprint(self) -> str:
        """Of its signer."""
        return signature.fingerprint(self.key.public)

    def unpacked(self, where: Path) -> Path:
        """Unpack it as people do, by tar."""
        with tarfile.open(self.path) as archive:
            archive.extractall(where, filter="data")
        return where / names.TOP


def tiny(folder: Path) -> Tiny:
    """Make a bundle of two models and five wheels, of which only cryptography's are real.

    Its pip does nothing, for a long time.
    """
    models, wheels = folder / "models", folder / "wheels"
    wheels.mkdir()
    contents = {"words.bin": b"words " * 50_000, "noise.bin": noise(200_000)}
    entries = {}
    for name, data in contents.items():
        path = models / "whisper" / name / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        entries[name.removesuffix(".bin")] = model(f"whisper/{name}", name, data)
    own = {"models": {name: msgspec.to_builtins(entry) for name, entry in entries.items()}}
    (models / OWN).write_text(tomli_w.dumps(own), encoding="utf-8")
    chosen = [
        *(installed(wheels, name) for name in CRYPTOGRAPHY),
        wheel(wheels, "talkup-local", "0.1.0"),
        wheel(wheels, "pip", "26.0", files={"pip/__main__.py": "import time; time.sleep(60)"}),
    ]
    here = target()
    content = Content(
        catalogue=load_catalogue(models),
        models=entries,
        models_folder=models,
        wheels={here.python: chosen},
        machine=here.machine,
        created=CREATED,
        lock=Lock.read(models),
    )
    key = signature.keygen(folder / "keys")
    path = folder / "tiny.bundle"
    create(path, content, key)
    return Tiny(path, folder, key, content)


def model(folder: str, name: str, data: bytes) -> Model:
    """Return the catalogue's entry of a model that is one file."""
    return Model(
        job="stt",
        title="made for tests",
        engines=("faster_whisper",),
        languages=("en",),
        tier="standard",
        folder=folder,
        repository="made/here",
        revision="0" * 40,
        licence="MIT",
        memory_mib=1,
        files=(
            ModelFile(path=name, size_bytes=len(data), sha256=hashlib.sha256(data).hexdigest()),
        ),
    )


def signed_anew(folder: Path, key: SigningKey, **changes: object) -> None:
    """Change the manifest of an unpacked bundle, and sign it: as its maker could."""
    manifest = names.decode((folder / names.MANIFEST).read_bytes())
    data = names.encode(msgspec.structs.replace(manifest, **changes))
    (folder / names.MANIFEST).write_bytes(data)
    (folder / names.SIGNATURE).write_bytes(key.sign(data))
    (folder / names.SIGNER).write_bytes(key.public)


def flip(path: Path, offset: int) -> None:
    """Change one bit of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        (byte,) = file.read(1)
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


def archive_of(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """Return a tar of one's own making."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def noise(count: int) -> bytes:
    """Return bytes that nothing compresses."""
    return b"".join(hashlib.sha256(number.to_bytes(4)).digest() for number in range(count // 32))

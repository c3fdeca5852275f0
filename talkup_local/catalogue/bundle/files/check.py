"""Check an unpacked bundle, with nothing but Python and what the bundle carries.

install.sh runs this before anything else of the bundle. It proves that nothing changed
since somebody signed it; that this file itself is honest, it can't (docs/bundle.md).
Prints the name of the release. What is wrong is one line on stderr and exit code 1.
"""

import argparse
import base64
import hashlib
import importlib
import json
import os
import platform
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

FORMAT = 1
UNLISTED = {"manifest.json", "manifest.json.sig", "signer.pub"}
LIBRARIES = ("cffi", "cryptography", "pycparser")
ED25519_PEM = re.compile(
    rb"-----BEGIN PUBLIC KEY-----\n"
    rb"(MCowBQYDK2VwAyEA[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)\n"
    rb"-----END PUBLIC KEY-----"
)
DER_HEAD_BYTES = 12  # before the key itself
RESERVE_BYTES = 256 << 20


def main() -> None:
    """Check, or say in one line why not."""
    parser = argparse.ArgumentParser()
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--prefix", type=Path, required=True)
    parser.add_argument("--key", type=Path, action="append", default=[])
    parser.add_argument("--fingerprint", action="append", default=[])
    parser.add_argument("--trusted", type=Path, action="append", default=[])
    given = parser.parse_args()
    try:
        print(check(given))
    except OSError as exc:
        refuse(f"{exc.filename or 'this machine'}: {exc.strerror}")
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        refuse("manifest.json: can't be read")  # it is used before its signature is checked
    except KeyboardInterrupt:
        sys.exit(130)


def refuse(reason: str) -> NoReturn:
    """End here: the bundle is not to be installed."""
    sys.exit("install.sh: " + "".join(c if c.isprintable() else "?" for c in reason))


def check(given: argparse.Namespace) -> str:
    """Return the name of the release once all is well."""
    bundle = given.bundle
    here = set(names(bundle))
    for name in sorted(UNLISTED - here):
        refuse(f"{name}: is missing")
    data = (bundle / "manifest.json").read_bytes()
    manifest = read(data)
    release = f"{manifest['version']}-{hashlib.sha256(data).hexdigest()[:12]}"
    check_machine(manifest)
    check_room(manifest, given.prefix, release)
    listed = {file["path"]: file for file in manifest["files"]}
    for name in sorted(here ^ (listed.keys() | UNLISTED)):
        refuse(f"{name}: is {'not in the manifest' if name in here else 'missing'}")
    signer = public_key(bundle / "signer.pub")
    check_trust(signer, given)
    check_signature(bundle, data, listed, signer)
    for number, file in enumerate(listed.values(), start=1):
        show(f"\rchecking file {number} of {len(listed)}")
        check_file(bundle, file)
    show("\n")
    return release


def names(folder: Path, above: str = "") -> Iterator[str]:
    """Yield the files below a folder; anything but files and folders has no place there."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from names(Path(entry.path), f"{above}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            yield above + entry.name
        else:
            refuse(f"{above}{entry.name}: is neither a file nor a folder")


def read(data: bytes) -> dict[str, Any]:
    """Return the manifest. Raises ValueError, LookupError, TypeError, RecursionError."""
    manifest = json.loads(data)
    if manifest["format"] != FORMAT:
        form = manifest["format"]
        refuse(f"manifest.json: is of format {form}, this installer reads {FORMAT}")
    return dict(manifest)


def check_machine(manifest: dict[str, Any]) -> None:
    """Refuse another platform or Python than the wheels are for."""
    tag, pythons = manifest["platform"], manifest["pythons"]
    wanted = re.fullmatch(r"manylinux_(\d+)_(\d+)_(\w+)", tag)
    library, version = platform.libc_ver()
    found = f"{platform.system()} {platform.machine()}, {library or 'another C library'} {version}"
    own = tuple(map(int, re.findall(r"\d+", version)[:2]))
    if (
        wanted is None
        or platform.system() != "Linux"
        or platform.machine() != wanted[3]
        or library != "glibc"
        or own < (int(wanted[1]), int(wanted[2]))
    ):
        refuse(f"this bundle is for {tag}, and this machine is {found}. Make one for it")
    python = "{}.{}".format(*sys.version_info[:2])
    if python not in pythons or sys.implementation.name != "cpython":
        refuse(f"this bundle is for Python {' or '.join(pythons)}, and this is {python}")


def check_room(manifest: dict[str, Any], prefix: Path, release: str) -> None:
    """Refuse a place that can't be written, and a disk that can't hold what isn't there yet."""
    there = next(path for path in (prefix, *prefix.parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        refuse(f"{prefix}: can't be written. See --prefix")
    done = (prefix / "releases" / release).exists()
    needed = RESERVE_BYTES + (0 if done else manifest["environment_bytes"])
    for model in manifest["models"]:
        for file in model["files"]:
            if not (prefix / "models" / file["path"]).exists():
                needed += file["size_bytes"]
    free = shutil.disk_usage(there).free
    if free < needed:
        refuse(f"{prefix} needs {needed >> 20} MiB, and {free >> 20} MiB are free there")


def check_signature(
    bundle: Path, manifest: bytes, listed: dict[str, dict[str, Any]], signer: bytes
) -> None:
    """Hold the signature against the manifest, by the library that the bundle carries."""
    wheels = []
    for library in LIBRARIES:
        wheel = next((n for n in listed if n.startswith(f"wheels/{library}-") and fits(n)), "")
        if not wheel:
            refuse(f"wheels/{library}: is missing")
        check_file(bundle, listed[wheel])
        wheels.append(bundle / wheel)
    try:
        with tempfile.TemporaryDirectory() as folder:
            for path in wheels:
                with zipfile.ZipFile(path) as archive:
                    archive.extractall(folder)
            sys.path.insert(0, folder)
            ed25519 = importlib.import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
            exceptions = importlib.import_module("cryptography.exceptions")
    except (ImportError, OSError, zipfile.BadZipFile) as exc:  # no room, nothing may run there
        refuse(f"the library that checks signatures can't be loaded: {exc}. Set TMPDIR")
    try:
        key = ed25519.Ed25519PublicKey.from_public_bytes(signer[DER_HEAD_BYTES:])
        key.verify((bundle / "manifest.json.sig").read_bytes(), manifest)
    except exceptions.InvalidSignature:
        refuse("manifest.json: does not fit manifest.json.sig: one of the two was changed")


def fits(wheel: str) -> bool:
    """Tell whether a wheel is for this Python; its name has passed for this platform."""
    python, abi = wheel.split("-")[2:4]
    return python == f"cp{sys.version_info[0]}{sys.version_info[1]}" or abi in ("abi3", "none")


def check_trust(signer: bytes, given: argparse.Namespace) -> None:
    """Refuse a signer whom nobody has trusted, and who isn't trusted now."""
    found = fingerprint(signer)
    chosen = [
        *map(str.strip, given.fingerprint),
        *(fingerprint(public_key(path)) for path in given.key),
    ]
    if not chosen:
        keys = (path for folder in given.trusted for path in sorted(folder.glob("*.pub")))
        if found in {fingerprint(public_key(path)) for path in keys}:
            return
        if sys.stdin.isatty() and sys.stderr.isatty():
            show(f"This bundle is signed by\n\n  {found}\n\nCompare that with what its maker told ")
            show("you by another way than the bundle came.\nIs it the same, and do you trust it? ")
            show("[yes/No] ")
            if sys.stdin.readline().strip().lower() == "yes":
                return
    if found not in chosen:
        refuse(f"signed by {found}, whom nobody here has trusted. See --key and --fingerprint")


def public_key(path: Path) -> bytes:
    """Return a key as the 44 bytes of its DER form.

    One form is taken, and nothing around it: what a fingerprint is made of and what checks
    the signature must not be two keys.
    """
    pem = path.read_bytes().replace(b"\r\n", b"\n").rstrip(b"\n")
    if found := ED25519_PEM.fullmatch(pem):
        return base64.b64decode(found[1])
    refuse(f"{path.name if path.name in UNLISTED else path}: is no public Ed25519 key")


def fingerprint(key: bytes) -> str:
    """Return the fingerprint of a public key: the hash of its DER form."""
    return f"SHA256:{hashlib.sha256(key).hexdigest()}"


def check_file(bundle: Path, file: dict[str, Any]) -> None:
    """Hold a file against its entry in the manifest."""
    try:
        with (bundle / file["path"]).open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as exc:
        refuse(f"{file['path']}: can't be read: {exc.strerror}")
    if found != file["sha256"]:
        refuse(f"{file['path']}: is not what was signed")


def show(text: str) -> None:
    """Tell somebody who looks on."""
    if sys.stderr.isatty():
        sys.stderr.write(text)
        sys.stderr.flush()


if __name__ == "__main__":
    main()

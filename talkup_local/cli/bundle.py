"""``talkup-local bundle``: a whole appliance in one file, for machines without a network."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from talkup_local.catalogue.entries import Model
from talkup_local.cli.options import AsJson, ConfigPath, configure, print_json
from talkup_local.clock import SystemClock
from talkup_local.engines.probe import resolve as resolve_path
from talkup_local.errors import BundleError

if TYPE_CHECKING:  # it brings its libraries with it
    from talkup_local.catalogue.bundle.verify import Opened
    from talkup_local.catalogue.bundle.wheel import Wheel
    from talkup_local.catalogue.bundle.wheelhouse import Target

app = typer.Typer(
    help="Carry a whole appliance to a machine without a network, in one file.",
    no_args_is_help=True,
)

_SYSTEM: Final = Path("/etc/talkup-local")
_LLM: Final = "llm"
_EXTRAS: Final = {"llama_cpp": _LLM, "mediapipe": "vision"}

BundleFile = Annotated[Path, typer.Argument(metavar="FILE", help="The bundle.")]


@app.command()
def create(
    *,
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("talkup.bundle"),
    preset: Annotated[list[str] | None, typer.Option(help="Its models.")] = None,
    model: Annotated[list[str] | None, typer.Option(help="A model; may be repeated.")] = None,
    key: Annotated[
        Path | None, typer.Option(help="Private key.", show_default="that of bundle keygen")
    ] = None,
    python: Annotated[
        list[str] | None,
        typer.Option(help="Of the other machine: 3.11, 3.12 or 3.13.", show_default="this one"),
    ] = None,
    platform: Annotated[
        str,
        typer.Option(help="Of the other machine: manylinux_2_34_x86_64.", show_default="this one"),
    ] = "",
    wheels: Annotated[
        list[Path] | None, typer.Option(help="Folder of wheels beside the package index.")
    ] = None,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Make a bundle of this release, its wheels and some models, which are installed here."""
    from talkup_local.catalogue.bundle import create as making
    from talkup_local.catalogue.bundle.signature import KEY, SigningKey
    from talkup_local.catalogue.bundle.verify import look
    from talkup_local.catalogue.bundle.wheelhouse import target
    from talkup_local.catalogue.load import load_catalogue, resolve
    from talkup_local.catalogue.lock import Lock
    from talkup_local.catalogue.shelf import Shelf

    settings, base = configure(config, check=False)
    signing = SigningKey.read(key or _own_folder() / KEY)
    folder = resolve_path(base, settings.models).resolve()
    catalogue, lock = load_catalogue(folder), Lock.read(folder)
    models = resolve(catalogue, [*(preset or ()), *(model or ())])
    size = making.check_models(models, Shelf(folder, lock))
    targets = [target(version, platform) for version in python or [""]]
    with _progress() as bar, tempfile.TemporaryDirectory(dir=_folder_of(out)) as scratch:
        found = _wheels(Path(scratch), targets, _extras(models), wheels or [], bar)
        size += sum(wheel.path.stat().st_size for some in found.values() for wheel in some)
        task = bar.add_task("", total=size)
        content = making.Content(
            catalogue=catalogue,
            models=models,
            models_folder=folder,
            wheels=found,
            machine=targets[0].machine,
            created=SystemClock().utc_now(),
            lock=lock,
        )
        making.create(
            out,
            content,
            signing,
            lambda what, count: bar.update(task, description=what, advance=count),
        )
    opened = look(out)
    if json:
        print_json({"bundle": str(out), **_facts(opened, out)})
    else:
        _show(opened, out)


@app.command()
def verify(
    file: BundleFile,
    *,
    key: Annotated[
        list[Path] | None, typer.Option(help="Public key of whom you trust; may be repeated.")
    ] = None,
    fingerprint: Annotated[
        list[str] | None, typer.Option(help="SHA256:… of that key; may be repeated.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Check who signed a bundle, and every byte of it; nothing is unpacked."""
    from talkup_local.catalogue.bundle import verify as verifying
    from talkup_local.catalogue.bundle.signature import fingerprints

    absent = [path for path in key or () if not path.exists()]
    if absent:
        raise BundleError(f"there is no key {absent[0]}")
    chosen = fingerprints(key or ()) | frozenset(fingerprint or ())
    trusted = chosen or fingerprints(_trusted())
    with _progress() as bar:
        task = bar.add_task("checking", total=file.stat().st_size if file.exists() else None)
        opened = verifying.verify(
            file,
            trusted,
            threads=min(4, os.cpu_count() or 1),
            progress=lambda count: bar.advance(task, count),
        )
    if json:
        print_json({"ok": True, **_facts(opened, file)})
        return
    typer.echo(f"{file} is whole: {len(opened.members)} files fit what was signed")
    typer.echo(f"signed by {opened.fingerprint}")


@app.command()
def show(file: BundleFile, *, json: AsJson = False) -> None:
    """Tell what is in a bundle. Who made it isn't checked: that does verify."""
    from talkup_local.catalogue.bundle.verify import look

    opened = look(file)
    if json:
        print_json(_facts(opened, file))
    else:
        _show(opened, file)


@app.command()
def keygen(
    *,
    out: Annotated[
        Path | None, typer.Option(help="Folder.", show_default="your configuration's")
    ] = None,
    json: AsJson = False,
) -> None:
    """Make the key pair that your bundles are signed with."""
    from talkup_local.catalogue.bundle import signature

    folder = out or _own_folder()
    made = signature.keygen(folder)
    facts = {
        "key": str(folder / signature.KEY),
        "public_key": str(folder / signature.PUBLIC_KEY),
        "fingerprint": signature.fingerprint(made.public),
    }
    if json:
        print_json(facts)
        return
    typer.echo(f"private key  {facts['key']} (never give it away)")
    typer.echo(f"public key   {facts['public_key']}")
    typer.echo(f"fingerprint  {facts['fingerprint']}")
    typer.echo("\nWho installs your bundles needs one of the last two, by another way.")


@app.command(hidden=True)
def place(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The unpacked bundle.")],
    *,
    config: ConfigPath = None,
    json: AsJson = False,
) -> None:
    """Put the models of an unpacked bundle into the models folder: install.sh calls this."""
    from talkup_local.catalogue.bundle.place import place_models, placed_bytes

    settings, base = configure(config, check=False)
    with _progress() as bar:
        task = bar.add_task("models", total=placed_bytes(folder))
        models = resolve_path(base, settings.models).resolve()
        done = place_models(folder, models, lambda count: bar.advance(task, count))
    if json:
        print_json({"placed": done.placed, "kept": done.kept})
    else:
        typer.echo(f"{len(done.placed)} files of models put in place, {len(done.kept)} were there")


def _extras(models: Mapping[str, Model]) -> list[str]:
    """Return what these models need beside the plain dependencies."""
    engines = {engine for model in models.values() for engine in model.engines}
    return [extra for engine, extra in _EXTRAS.items() if engine in engines]


def _wheels(
    scratch: Path, targets: list[Target], extras: list[str], links: list[Path], bar: Progress
) -> dict[str, list[Wheel]]:
    """Fetch the wheels for each Python. llama.cpp's is compiled, unless it lies in ``links``."""
    from talkup_local.catalogue.bundle.wheelhouse import gather
    from talkup_local.catalogue.portable import default_cache, portable_wheel

    task = bar.add_task("wheels", total=None)
    if _LLM in extras and not any(any(link.glob("llama_cpp_python-*.whl")) for link in links):
        bar.update(task, description="llama.cpp, some minutes the first time")
        links = [*links, portable_wheel(default_cache(os.environ)).parent]
    found = {}
    for where in targets:
        house = scratch / where.python
        house.mkdir()
        bar.update(task, description=f"wheels for Python {where.python}")
        found[where.python] = gather(house, where, extras, find_links=links)
    bar.remove_task(task)
    return found


def _own_folder() -> Path:
    """Return where this user's keys are."""
    base = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(base).expanduser() / "talkup-local"


def _trusted() -> list[Path]:
    """Return where trusted keys lie: the machine's, this user's, and that of own bundles."""
    from talkup_local.catalogue.bundle.signature import PUBLIC_KEY, TRUSTED

    return [_SYSTEM / TRUSTED, _own_folder() / TRUSTED, _own_folder() / PUBLIC_KEY]


def _folder_of(out: Path) -> Path:
    folder = out.resolve().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise BundleError(f"{folder} is no folder that can be written")
    return folder


def _progress() -> Progress:
    """Return a bar on stderr, for those who look on."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _facts(opened: Opened, file: Path) -> dict[str, Any]:
    manifest = opened.manifest
    return {
        "version": manifest.version,
        "created": manifest.created,
        "platform": manifest.platform,
        "pythons": manifest.pythons,
        "signer": opened.fingerprint,
        "size_bytes": file.stat().st_size,
        "environment_bytes": manifest.environment_bytes,
        "models": [
            {
                "name": model.name,
                "revision": model.revision,
                "size_bytes": sum(content.size_bytes for content in model.files),
                "files": [content.path for content in model.files],
            }
            for model in manifest.models
        ],
        "wheels": sum(stored.path.startswith("wheels/") for stored in manifest.files),
        "files": [
            {"path": stored.path, "size_bytes": stored.size_bytes, "sha256": stored.sha256}
            for stored in manifest.files
        ],
    }


def _show(opened: Opened, file: Path) -> None:
    facts = _facts(opened, file)
    lines = [
        ("talkup-local", f"{facts['version']}, made {facts['created']}"),
        ("for", f"{facts['platform']}, Python {', '.join(facts['pythons'])}"),
        ("signed by", facts["signer"]),
        ("size", f"{_mib(facts['size_bytes'])} in {file.name}"),
        ("wheels", f"{facts['wheels']}, {_mib(facts['environment_bytes'])} installed"),
        *(("model", f"{m['name']}, {_mib(m['size_bytes'])}") for m in facts["models"]),
    ]
    for name, value in lines:
        typer.echo(f"{name:<13} {value}")


def _mib(size_bytes: int) -> str:
    return f"{size_bytes / (1 << 20):,.0f} MiB"

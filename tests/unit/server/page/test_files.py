"""What holds for every file of the pages, whoever wrote it."""

import re
import subprocess
from importlib.resources import files
from pathlib import Path
from urllib.parse import urljoin

import pytest

from talkup_local.server.page import assets

FOLDER = Path(str(files("talkup_local.server.page") / "files"))
FILES = {str(path.relative_to(FOLDER)): path for path in sorted(FOLDER.rglob("*.*"))}
LARGEST_BYTES = 300_000
SUFFIXES = (".html", ".css", ".js", ".svg")

NAMESPACES = re.compile(r"https?://www\.w3\.org/[\w/.#-]*")
"""Names that look like addresses: nobody asks there."""

REFERENCE = re.compile(
    r"""(?:\b(?:src|href)=|\b(?:from|import)\s*\(?|@import\s+(?:url\()?|\burl\()\s*["']?"""
    r"""(?P<url>(?:\.{0,2}/)?[\w./-]+\.(?:js|css|svg|ico|png|html|woff2|mp3|wav|webp))["')\s]""",
    re.IGNORECASE,
)


def text(name: str) -> str:
    return FILES[name].read_text(encoding="utf-8")


def code(name: str) -> str:
    """Return a file without the comments of scripts and style sheets."""
    if name.endswith((".html", ".svg")):
        return text(name)
    return re.sub(r"/\*.*?\*/|(?<![:'\"`])//[^\n]*", "", text(name), flags=re.DOTALL)


def resolved(path: str, reference: str) -> str:
    """Return what a file at a path refers to; the page finds the client beside its own files."""
    return urljoin(path, reference).replace("/page/client/", "/client/")


def loaded_by(path: str, served, seen: dict[str, assets.Asset]) -> dict[str, assets.Asset]:
    """Return all that a page brings with it, by path."""
    seen[path] = served[path]
    for found in REFERENCE.finditer(served[path].data.decode()):
        url = resolved(path, found["url"])
        if url in served and url not in seen and not served[url].is_document:
            loaded_by(url, served, seen)
    return seen


def test_every_file_has_a_place_on_the_server():
    assert len(assets.load()) == len(FILES)


def found_in(pattern: str, *suffixes: str, text_of=code) -> dict[str, list[str]]:
    """Return what of a pattern stands in files of these endings, by file."""
    found = {n: re.findall(pattern, text_of(n)) for n in FILES if n.endswith(suffixes)}
    return {name: hits for name, hits in found.items() if hits}


def test_no_file_asks_for_anything_elsewhere():
    def without_namespaces(name):
        return NAMESPACES.sub("", code(name))

    addresses = r"""(?:\bhttps?:|\bwss?:)//[a-z0-9][^\s"'`]*|(?:src|href)=["']//[^"']*"""
    assert found_in(addresses, *SUFFIXES, text_of=without_namespaces) == {}


def test_no_page_holds_scripts_or_styles():
    inline = r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*src=)"
    assert found_in(inline, ".html") == {}


def test_no_script_writes_markup_or_runs_text():
    markup = r"\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write"
    running = r"\beval\(|new Function\("
    styling = r"setAttribute\(\s*['\"]style['\"]"
    assert found_in(f"{markup}|{running}|{styling}", ".js") == {}


@pytest.mark.parametrize("page", ["/", "/admin"])
def test_a_page_is_light(page):
    brought = loaded_by(page, assets.load(), {})
    sizes = {path: len(asset.compressed or asset.data) for path, asset in brought.items()}
    assert sum(sizes.values()) <= LARGEST_BYTES, sizes


def test_what_files_refer_to_is_there():
    served = assets.load()
    wanted = {
        (name, resolved(assets.place(name), found["url"]))
        for name in FILES
        for found in REFERENCE.finditer(code(name))
    }
    assert {(name, path) for name, path in wanted if path not in served} == set()


def test_none_is_left_out_of_the_package():
    """What git ignores, the build leaves out."""
    done = subprocess.run(
        ["git", "check-ignore", "--no-index", *map(str, FILES.values())],
        check=False,
        capture_output=True,
        text=True,
        cwd=FOLDER,
    )
    assert done.stdout == ""

"""No library that knows a network is imported before it is told to stay off it."""

import ast
import re
from pathlib import Path

import talkup_local

REPORTING = {
    "ctranslate2",
    "faster_whisper",
    "mediapipe",
    "onnxruntime",
    "piper",
    "tokenizers",
    "transformers",
}
"""Libraries that report their use or fetch files, or import one that does."""


def imported(node):
    match node:
        case ast.Import(names=names):
            return {alias.name.partition(".")[0] for alias in names}
        case ast.ImportFrom(module=str(module), level=0):
            return {module.partition(".")[0]}
    return set()


def doors(code):
    """Yield for each import of such a library, by line, whether its function hushes it before."""
    tree = ast.parse(code)
    calls = "stay_offline()"
    hushed = {
        node.lineno: any(isinstance(s, ast.Expr) and ast.unparse(s) == calls for s in before)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for place, node in enumerate(function.body)
        for before in [function.body[:place]]
    }
    for node in ast.walk(tree):
        if imported(node) & REPORTING:
            yield node.lineno, hushed.get(node.lineno, False)


def test_each_door_to_such_a_library_hushes_it_first():
    package = Path(talkup_local.__file__).parent
    found = {
        f"{path.relative_to(package)}:{line}": hushed
        for path in package.rglob("*.py")
        for code in [path.read_text(encoding="utf-8")]
        if re.search(rf"^\s*(import|from) ({'|'.join(REPORTING)})\b", code, re.MULTILINE)
        for line, hushed in doors(code)
    }
    assert len(found) > 9
    assert [door for door, hushed in found.items() if not hushed] == []


def test_what_is_forgotten_is_found():
    lines = (
        "import onnxruntime",
        "def a():",
        " import piper.x",
        " stay_offline()",
        " import piper",
    )
    assert list(doors("\n".join(lines))) == [(1, False), (3, False), (5, True)]

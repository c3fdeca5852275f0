"""Catalogues and models folders of a few bytes."""

import hashlib
import json

from talkup_local.catalogue.entries import Model, ModelFile


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def own_model(**fields):
    """An entry of an operator's catalogue: a language model of one file."""
    return {
        "job": "llm",
        "title": "House model",
        "engines": ["llama_cpp"],
        "languages": ["en"],
        "tier": "standard",
        "folder": "llm",
        "repository": "house/model",
        "revision": "0" * 40,
        "licence": "MIT",
        "memory_mib": 10,
        "files": [{"path": "house.gguf", "size_bytes": 4}],
        **fields,
    }


def written(folder, **tables):
    """Write ``own.toml``: values are written as JSON, which inline TOML reads too."""
    lines = []
    for table, entries in tables.items():
        for name, entry in entries.items():
            lines.append(f"[{table}.{json.dumps(name)}]")
            lines += [f"{key} = {_toml(value)}" for key, value in entry.items()]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.toml").write_text("\n".join(lines), encoding="utf-8")


def _toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)


def model(*files, **fields):
    """A voice whose files are ``(name, content or None)``: with content, its hash is known."""
    entries = tuple(
        ModelFile(
            path=f"there/{name}",
            size_bytes=5 if content is None else len(content),
            about=content is None,
            sha256="hub" if content is None else sha256(content),
        )
        for name, content in files
    )
    return Model(
        **{
            "job": "tts",
            "title": "A voice",
            "engines": ("piper",),
            "languages": ("en",),
            "tier": "standard",
            "folder": "piper",
            "repository": "house/voice",
            "revision": "hub",
            "licence": "MIT",
            "memory_mib": 100,
            "files": entries,
            **fields,
        }
    )

"""A models folder as a pull would leave it, with stand-in models and an ``own.toml`` for them."""

import hashlib

import tomli_w

from support.standins import gguf_model, piper_voice, whisper_folder

PRESET = "made"


def build(folder):
    """Write it; its preset ``made`` is all three models. Return the folder."""
    whisper_folder.build(folder / "whisper" / "hears")
    for part in ("llm", "piper"):
        (folder / part).mkdir(parents=True)
    gguf_model.build(folder / "llm" / "asks.gguf")
    piper_voice.build(folder / "piper" / "speaks.onnx")
    models = {
        "hears": _entry(folder, "whisper/hears", "stt", "faster_whisper", "*"),
        "asks": _entry(folder, "llm", "llm", "llama_cpp", "asks.gguf"),
        "speaks": _entry(folder, "piper", "tts", "piper", "speaks.onnx*"),
    }
    presets = {PRESET: {"title": "made for tests", "models": list(models)}}
    document = {"models": models, "presets": presets}
    (folder / "own.toml").write_text(tomli_w.dumps(document), encoding="utf-8")
    return folder


def _entry(folder, below, job, engine, files):
    return {
        "job": job,
        "title": "made for tests",
        "engines": [engine],
        "languages": ["en"],
        "tier": "standard",
        "folder": below,
        "repository": f"made/{job}",
        "revision": "0" * 40,
        "licence": "MIT",
        "memory_mib": 64,
        "files": [
            {
                "path": path.name,
                "size_bytes": path.stat().st_size,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            for path in sorted((folder / below).glob(files))
        ],
    }

import os
import struct
from pathlib import Path

import gguf
import pytest

from talkup_local.engines.formats import misfit


def ctranslate2(spec):
    return struct.pack("<IH", 6, len(spec) + 1) + spec.encode() + b"\0" + struct.pack("<I", 3)


PAGE = b"  <!DOCTYPE html>\n<title>Log in</title>"
ERROR = b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"
MESSAGE = b'{"error": "Repository not found"}'
SAFETENSORS = struct.pack("<Q", 60) + b'{"a": {}}'
PYTORCH = b"PK\x03\x04" + b"\0" * 26 + b"archive/data.pkl"
ONNX = b"\x08\x07\x12\x04test"
WHISPER = ctranslate2("WhisperSpec")
GGML = b"lmgg" + b"\0" * 40


@pytest.mark.parametrize(
    ("wanted", "content"),
    [
        ("onnx", ONNX),
        ("whisper", WHISPER),
        ("json", b'\xef\xbb\xbf{"a": 1}'[3:]),
        ("text", "<|été|>\n".encode()),
        ("task", b"PK\x03\x04" + b"\0" * 40),
    ],
)
def test_what_looks_right_is_let_through(tmp_path, wanted, content):
    (tmp_path / "file").write_bytes(content)
    assert misfit(tmp_path / "file", wanted) is None


@pytest.mark.parametrize(
    ("wanted", "content", "told"),
    [
        ("onnx", b"", "it is empty"),
        ("gguf", PAGE, "HTML page, no model: a proxy or a login stands in between"),
        ("json", PAGE, "HTML page"),
        ("onnx", ERROR, "XML error message"),
        ("gguf", POINTER, "pointer of Git LFS"),
        ("gguf", MESSAGE, "JSON message"),
        ("gguf", SAFETENSORS, "a safetensors file, not a GGUF file"),
        ("gguf", b"what is this", "it is not a GGUF file"),
        ("gguf", b"GGUF\x01\0\0\0" + b"\0" * 40, "version of GGUF"),
        ("gguf", b"GGUF\x03\0\0\0" + struct.pack("<QQ", 1, 9) + b"cut", "broken or cut off"),
        ("gguf", b"GGUF\x03\0\0\0\1\0", "broken or cut off"),
        ("gguf", b"GGUF\x03\0\0\0" + struct.pack("<QQQ", 1, 1, 2**63), "broken or cut off"),
        ("whisper", PYTORCH, "a PyTorch file, not a Whisper model for CTranslate2"),
        ("whisper", SAFETENSORS, "a safetensors file"),
        ("whisper", GGML, "a GGML file (whisper.cpp"),
        ("whisper", b"GGUF\x03", "a GGUF file, not a Whisper"),
        ("whisper", ctranslate2("TransformerSpec"), "another CTranslate2 model"),
        ("onnx", WHISPER, "a CTranslate2 model (WhisperSpec), not an ONNX file"),
        ("onnx", ONNX[:-1], "cut off"),
        ("onnx", ONNX + b"\x3b", "cut off, or broken"),
        ("onnx", b"\0\0\0\0TFL3" + b"\0" * 8, "TensorFlow Lite"),
        ("task", ONNX, "not a MediaPipe task"),
        ("json", b'{"a": ', "not JSON, or cut off"),
        ("json", b"[" * 9999, "not JSON, or cut off"),
        ("text", b"a\0b", "no text"),
    ],
)
def test_what_came_instead_is_told_in_words(tmp_path, wanted, content, told):
    (tmp_path / "file").write_bytes(content)
    found = misfit(tmp_path / "file", wanted)
    assert told in found.reason
    assert found.mend


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_told_and_not_waited_for(tmp_path, make):
    make(tmp_path / "a.gguf")
    assert "no file" in misfit(tmp_path / "a.gguf", "gguf").reason


def written(path, architecture, **texts):
    writer = gguf.GGUFWriter(path, architecture)
    for key, value in texts.items():
        writer.add_string(f"general.{key}", value)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    return path


@pytest.mark.parametrize(
    ("architecture", "texts", "told"),
    [
        ("nomic-bert", {}, "it makes embeddings"),
        ("clip", {"type": "mmproj"}, "the eyes of another model"),
        ("llama", {"type": "adapter"}, "an adapter"),
        ("t5encoder", {}, "it only encodes"),
    ],
)
def test_a_gguf_that_nobody_can_talk_with_is_told(tmp_path, architecture, texts, told):
    found = misfit(written(tmp_path / "a.gguf", architecture, **texts), "gguf")
    assert told in found.reason


def test_a_gguf_to_talk_with_is_let_through(tmp_path):
    assert misfit(written(tmp_path / "a.gguf", "qwen2", name="Qwen"), "gguf") is None

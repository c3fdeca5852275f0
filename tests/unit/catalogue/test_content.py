import pytest
from support.catalogues import model

from talkup_local.catalogue.content import check_content
from talkup_local.errors import WrongContent


def test_a_file_is_looked_at_as_what_it_will_be_not_as_what_it_is_called_now(tmp_path):
    voice = model(("voice.onnx", None))
    path = tmp_path / "voice.onnx.part"
    path.write_bytes(b"\x08\x07")
    check_content(path, voice, voice.files[0])
    path.write_bytes(b"<html>")
    with pytest.raises(WrongContent, match=r"voice\.onnx: it is an HTML page"):
        check_content(path, voice, voice.files[0])


def test_the_weights_of_whisper_are_told_by_their_name_and_engine(tmp_path):
    whisper = model(("model.bin", None), job="stt", engines=("faster_whisper",))
    (tmp_path / "model.bin").write_bytes(b"lmgg and more")
    with pytest.raises(WrongContent, match="GGML"):
        check_content(tmp_path / "model.bin", whisper, whisper.files[0])

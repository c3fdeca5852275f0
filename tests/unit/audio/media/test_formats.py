import pytest

from talkup_local.audio.media.formats import SUPPORTED, parse_format, recognise
from talkup_local.errors import UnsupportedFormat


@pytest.mark.parametrize(
    ("text", "kind", "container", "codecs"),
    [
        ("audio/opus", "audio", "opus", ()),
        ("audio/ogg;codecs=opus", "audio", "ogg", ("opus",)),
        ('Audio/WebM ; codecs = "opus"', "audio", "webm", ("opus",)),
        ("audio/mp4", "audio", "mp4", ()),
        ("audio/aac", "audio", "aac", ()),
        ("audio/mpeg", "audio", "mp3", ()),
        ("audio/mp3", "audio", "mp3", ()),
        ("audio/x-wav", "audio", "wav", ()),
        ('video/webm;codecs="vp8, opus"', "video", "webm", ("vp8", "opus")),
        ("video/mp4", "video", "mp4", ()),
        ("image/jpeg", "image", "jpeg", ()),
        ("audio", "audio", "unknown", ()),
        ("VIDEO", "video", "unknown", ()),
        ("image", "image", "jpeg", ()),
    ],
)
def test_a_format_is_known_by_its_name(text, kind, container, codecs):
    found = parse_format(text)
    assert (found.kind, found.container, found.codecs) == (kind, container, codecs)


@pytest.mark.parametrize("text", SUPPORTED)
def test_what_is_called_supported_is(text):
    assert parse_format(text)


@pytest.mark.parametrize("text", ["", ";", "audio/", "audio/flac", "text/plain", "opus", "a" * 500])
def test_an_unknown_format_is_refused_with_what_is_supported(text):
    with pytest.raises(UnsupportedFormat, match="audio/webm") as refusal:
        parse_format(text)
    assert len(str(refusal.value)) < 400


@pytest.mark.parametrize(
    ("text", "beside", "rate_hz", "channels"),
    [
        ("audio/pcm", {}, 16_000, 1),
        ("audio/pcm;rate=48000;channels=2", {}, 48_000, 2),
        ("audio/pcm", {"sample_rate_hz": 44_100, "channels": 2}, 44_100, 2),
        ("audio/pcm; rate=8000", {"sample_rate_hz": 44_100}, 8_000, 1),
    ],
)
def test_pcm_says_its_rate_and_channels(text, beside, rate_hz, channels):
    found = parse_format(text, **beside)
    assert (found.sample_rate_hz, found.channels) == (rate_hz, channels)


def test_l16_is_big_endian():
    assert parse_format("audio/L16;rate=16000").big_endian
    assert not parse_format("audio/pcm").big_endian


@pytest.mark.parametrize(
    "text",
    [
        "audio/pcm;rate=1",
        "audio/pcm;rate=999999999",
        "audio/pcm;rate=fast",
        "audio/pcm;rate=-16000",
        "audio/pcm;channels=0",
        "audio/pcm;channels=99",
    ],
)
def test_an_impossible_rate_is_refused(text):
    with pytest.raises(UnsupportedFormat, match="Hz"):
        parse_format(text)


@pytest.mark.parametrize(
    ("start", "container"),
    [
        (b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f", "webm"),
        (b"OggS\0\2\0\0\0\0\0\0", "ogg"),
        (b"RIFF\x24\0\0\0WAVE", "wav"),
        (b"\0\0\0\x1cftypiso5", "mp4"),
        (b"ID3\4\0\0\0\0\0\x23TS", "mp3"),
        (b"\xff\xfb\x90\xc4\0\0\0\0\0\0\0\0", "mp3"),
        (b"\xff\xf1\x50\x80\0\0\0\0\0\0\0\0", "aac"),
        (b"\xff\xd8\xff\xe0\0\0\0\0\0\0\0\0", "jpeg"),
        (b"no container", "unknown"),
    ],
)
def test_a_container_is_known_by_its_first_bytes(start, container):
    assert recognise(start, "unknown") == container


def test_clear_bytes_are_believed_before_the_name():
    assert recognise(b"OggS\0\2\0\0\0\0\0\0", "webm") == "ogg"


def test_bytes_that_may_be_anything_are_not():
    assert recognise(b"\xff\xfb\x90\xc4\0\0\0\0\0\0\0\0", "opus") == "opus"

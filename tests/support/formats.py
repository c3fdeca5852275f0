"""The same few seconds of speech in every format, for the tests of media streams."""

from functools import cache

from support import media
from support.speech import say
from talkup_local.audio.pcm import RATE_HZ

# An encoder's delay and the end of its last packet are in the sound where the format
# has no place to tell of them.
OPUS_PACKET = 20 * RATE_HZ // 1000
TWO_AAC_PACKETS = 2 * 1024 * RATE_HZ // 44_100 + 1
TWO_MP3_PACKETS = 2 * 1152 * RATE_HZ // 44_100 + 1


@cache
def speech():
    return say("The quick brown fox jumps over the lazy dog, and then it went home to sleep.")


FILES = {
    "ogg": ("audio/ogg;codecs=opus", media.ogg_opus, OPUS_PACKET),
    "vorbis": ("audio/ogg", media.ogg_vorbis, 2048 * RATE_HZ // 44_100),
    "webm": ("audio/webm;codecs=opus", media.webm, OPUS_PACKET),
    "webm stereo": ("audio/webm", lambda s: media.webm(s, channels=2), OPUS_PACKET),
    "recorder": ("audio/webm", lambda s: b"".join(media.recorder_slices(s)), OPUS_PACKET),
    "mp4 fragments": ("audio/mp4", media.fragmented_mp4, TWO_AAC_PACKETS),
    "mp4 opus": ("audio/mp4", lambda s: media.fragmented_mp4(s, codec="libopus"), OPUS_PACKET),
    "mp4": ("audio/mp4", media.mp4, TWO_AAC_PACKETS),
    "mp4 faststart": ("audio/mp4", lambda s: media.mp4(s, faststart=True), TWO_AAC_PACKETS),
    "mp3": ("audio/mpeg", media.mp3, TWO_MP3_PACKETS),
    "aac": ("audio/aac", media.adts, TWO_AAC_PACKETS),
    "wav": ("audio/wav", media.wav, 0),
    "wav 44.1 kHz stereo": (
        "audio/wav",
        lambda s: media.wav(s, rate_hz=44_100, channels=2, subtype="PCM_24"),
        1,
    ),
    "wav float": ("audio/wav", lambda s: media.wav(s, subtype="FLOAT"), 0),
    "wav mu-law": ("audio/wav", lambda s: media.wav(s, subtype="ULAW"), 0),
    "wav 8 bit": ("audio/wav", lambda s: media.wav(s, subtype="PCM_U8"), 0),
    "pcm": ("audio/pcm;rate=16000", media.pcm, 0),
    "pcm 48 kHz stereo": (
        "audio/pcm;rate=48000;channels=2",
        lambda s: media.pcm(s, rate_hz=48_000, channels=2),
        1,
    ),
    "l16": ("audio/l16", lambda s: media.pcm(s, big_endian=True), 0),
    "video": ("video/webm", media.webm_video, OPUS_PACKET),
    "video vp9": ("video/webm", lambda s: media.webm_video(s, codec="libvpx-vp9"), OPUS_PACKET),
}
CONTAINERS = sorted(name for name in FILES if not name.startswith(("pcm", "l16")))


@cache
def file(name):
    return FILES[name][1](speech())


def chunks(name, count=24):
    data = file(name)
    return media.cut(data, -(-len(data) // count))


ONE_MS = RATE_HZ // 1000  # the edits of an MP4 are told in milliseconds


def holds(samples, slack, short=ONE_MS):
    """Tell whether the sound is as long as what was said, but for so many samples."""
    return -short <= len(samples) - len(speech()) <= slack

"""Media as peers send it: every wire format, made from int16 samples, whole or in slices.

``samples`` are int16, shape (n,), 16 kHz mono, unless a rate is asked for.
"""

import io
import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
import numpy as np
import soundfile

from talkup_local.audio.pcm import FULL_SCALE, RATE_HZ, Samples
from talkup_local.audio.resample import resample

OPUS_HZ = 48_000
BOMB = b"\x1b\x82\x00"
"""120 ms of Opus silence in three bytes."""


class Pipe:
    """What a recorder writes to: no way back."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)


def cut(data: bytes, size: int) -> list[bytes]:
    """Return ``data`` in pieces of ``size`` bytes."""
    return [data[at : at + size] for at in range(0, len(data), size)]


def cut_at(data: bytes, places: Sequence[int]) -> list[bytes]:
    """Return ``data`` cut at each of ``places`` that lies within it."""
    inner = sorted({place for place in places if 0 < place < len(data)})
    edges = [0, *inner, len(data)]
    return [data[start:end] for start, end in itertools.pairwise(edges)]


def _frames(samples: Samples, rate_hz: int, channels: int, layout: str) -> Iterator[av.AudioFrame]:
    wide = np.repeat(resample(samples, RATE_HZ, rate_hz), channels).reshape(1, -1)
    step = rate_hz // 50 * channels
    for at in range(0, wide.shape[1], step):
        piece = np.ascontiguousarray(wide[:, at : at + step])
        frame = av.AudioFrame.from_ndarray(piece, format="s16", layout=layout)
        frame.sample_rate = rate_hz
        frame.pts = at // channels
        frame.time_base = Fraction(1, rate_hz)
        yield frame


def muxed(
    samples: Samples,
    container: str,
    codec: str,
    *,
    rate_hz: int = OPUS_HZ,
    channels: int = 1,
    options: dict[str, str] | None = None,
    seekable: bool = False,
    video: str | None = None,
    size: tuple[int, int] = (160, 120),
    frames_per_s: int = 10,
) -> bytes:
    """Return a file made by FFmpeg. video: a codec; the picture gets brighter each second."""
    layout = "mono" if channels == 1 else "stereo"
    target = io.BytesIO() if seekable else Pipe()
    with av.open(target, "w", format=container, options=options or {}) as file:
        sound = file.add_stream(codec, rate=rate_hz, layout=layout)
        sound.bit_rate = 64_000
        packets = []
        if video is not None:
            picture = file.add_stream(video, rate=frames_per_s)
            picture.width, picture.height = size
            picture.pix_fmt = "yuv420p"
            packets += _encoded(picture, pictures(len(samples) / RATE_HZ, size, frames_per_s))
        packets += _encoded(sound, _frames(samples, rate_hz, channels, layout))
        for packet in sorted(packets, key=lambda packet: packet.dts * packet.time_base):
            file.mux(packet)
    return bytes(target.data) if isinstance(target, Pipe) else target.getvalue()


def _encoded(stream, frames) -> list[av.Packet]:
    return [packet for frame in (*frames, None) for packet in stream.encode(frame)]


def brightness(second: int) -> int:
    """Return how bright, 0..255, the whole picture is in a second."""
    return 40 + 40 * (second % 5)


def pictures(
    duration_s: float, size: tuple[int, int], frames_per_s: int
) -> Iterator[av.VideoFrame]:
    """Yield grey pictures for ``duration_s``, see ``brightness``."""
    width, height = size
    for number in range(round(duration_s * frames_per_s)):
        grey = np.full((height, width, 3), brightness(number // frames_per_s), np.uint8)
        frame = av.VideoFrame.from_ndarray(grey, format="rgb24")
        frame.pts, frame.time_base = number, Fraction(1, frames_per_s)
        yield frame


def jpeg(size: tuple[int, int] = (64, 48), grey: int = 128) -> bytes:
    """Return a JPEG of one colour."""
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height = size
    encoder.pix_fmt, encoder.time_base = "yuvj420p", Fraction(1, 1)
    image = np.full((size[1], size[0], 3), grey, np.uint8)
    frame = av.VideoFrame.from_ndarray(image, format="rgb24").reformat(format="yuvj420p")
    frame.pts = 0
    return b"".join(bytes(packet) for packet in (*encoder.encode(frame), *encoder.encode(None)))


def opus_packets(samples: Samples, *, frame_ms: int = 20, bit_rate: int = 64_000) -> list[bytes]:
    """Return bare Opus packets, and one more than the sound needs: the encoder's delay."""
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format = OPUS_HZ, "mono", "s16"
    encoder.bit_rate, encoder.time_base = bit_rate, Fraction(1, OPUS_HZ)
    encoder.options = {"frame_duration": str(frame_ms)}
    return [
        bytes(packet)
        for frame in (*_frames(samples, OPUS_HZ, 1, "mono"), None)
        for packet in encoder.encode(frame)
    ]


def ogg_opus(samples: Samples, *, page_ms: int = 200) -> bytes:
    """Return Ogg Opus."""
    return muxed(samples, "ogg", "libopus", options={"page_duration": str(page_ms * 1000)})


def ogg_vorbis(samples: Samples) -> bytes:
    """Return Ogg Vorbis, stereo."""
    target = io.BytesIO()
    wide = np.repeat(resample(samples, RATE_HZ, 44_100)[:, None], 2, axis=1)
    soundfile.write(target, wide, 44_100, format="OGG", subtype="VORBIS")
    return target.getvalue()


def webm(samples: Samples, *, cluster_ms: int = 1000, channels: int = 1) -> bytes:
    """Return WebM Opus as FFmpeg muxes it live."""
    live = {"live": "1", "cluster_time_limit": str(cluster_ms)}
    return muxed(samples, "webm", "libopus", channels=channels, options=live)


def webm_video(samples: Samples, *, codec: str = "libvpx", **shape) -> bytes:
    """Return WebM with VP8 or VP9 and Opus."""
    return muxed(samples, "webm", "libopus", options={"live": "1"}, video=codec, **shape)


def fragmented_mp4(samples: Samples, *, fragment_ms: int = 500, codec: str = "aac") -> bytes:
    """Return MP4 in fragments."""
    options = {
        "movflags": "empty_moov+default_base_moof",
        "frag_duration": str(fragment_ms * 1000),
    }
    rate_hz = OPUS_HZ if codec == "libopus" else 44_100
    return muxed(samples, "mp4", codec, rate_hz=rate_hz, options=options)


def mp4(samples: Samples, *, faststart: bool = False, **shape) -> bytes:
    """Return a plain MP4 with AAC; its index comes last, or first when ``faststart``."""
    options = {"movflags": "faststart"} if faststart else {}
    if not faststart:
        return muxed(
            samples,
            "mp4",
            "aac",
            rate_hz=44_100,
            channels=2,
            seekable=True,
            options=options,
            **shape,
        )
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:  # FFmpeg reads the file again to move it
        path = Path(folder) / "sound.mp4"
        path.write_bytes(mp4(samples, **shape))
        moved = Path(folder) / "moved.mp4"
        with av.open(str(path)) as source, av.open(str(moved), "w", options=options) as target:
            streams = {s.index: target.add_stream_from_template(s) for s in source.streams}
            for packet in source.demux():
                if packet.dts is not None:
                    packet.stream = streams[packet.stream.index]
                    target.mux(packet)
        return moved.read_bytes()


def mp3(samples: Samples) -> bytes:
    """Return MP3 with tags before it."""
    return muxed(samples, "mp3", "libmp3lame", rate_hz=44_100, channels=2)


def adts(samples: Samples) -> bytes:
    """Return AAC without a container."""
    return muxed(samples, "adts", "aac", rate_hz=44_100)


def wav(
    samples: Samples, *, rate_hz: int = RATE_HZ, channels: int = 1, subtype: str = "PCM_16"
) -> bytes:
    """Return a WAV file; subtype: soundfile's name of the sample format."""
    target = io.BytesIO()
    wide = np.repeat(resample(samples, RATE_HZ, rate_hz)[:, None], channels, axis=1)
    if subtype in ("FLOAT", "DOUBLE"):  # the library would keep the numbers as they are
        wide = wide / FULL_SCALE
    soundfile.write(target, wide, rate_hz, format="WAV", subtype=subtype)
    return target.getvalue()


def pcm(
    samples: Samples, *, rate_hz: int = RATE_HZ, channels: int = 1, big_endian: bool = False
) -> bytes:
    """Return bare int16 samples."""
    wide = np.repeat(resample(samples, RATE_HZ, rate_hz), channels)
    return wide.astype(">i2" if big_endian else "<i2").tobytes()


def element(name: int, content: bytes) -> bytes:
    """Return an EBML element."""
    size = len(content) | 1 << 56
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + size.to_bytes(8, "big") + content


def recorder_header(pre_skip: int = 312) -> bytes:
    """Return what a browser's recorder sends first: no sizes, one Opus track."""
    head = (
        b"OpusHead\1\1" + pre_skip.to_bytes(2, "little") + OPUS_HZ.to_bytes(4, "little") + bytes(3)
    )
    sound = element(0xB5, np.array(OPUS_HZ, ">f4").tobytes()) + element(0x9F, b"\1")
    track = (
        element(0xD7, b"\1")
        + element(0x83, b"\2")
        + element(0x86, b"A_OPUS")
        + element(0x63A2, head)
        + element(0xE1, sound)
    )
    info = element(0x2AD7B1, (1_000_000).to_bytes(3, "big")) + element(0x4D80, b"recorder")
    return (
        element(0x1A45DFA3, element(0x4282, b"webm"))
        + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff"
        + element(0x1549A966, info)
        + element(0x1654AE6B, element(0xAE, track))
    )


def recorder_slices(
    samples: Samples, *, slice_ms: int = 250, cluster_ms: int = 10_000, frame_ms: int = 20
) -> list[bytes]:
    """Return the blobs of a browser's recorder with a time slice: the first has the header.

    Clusters have no size and go on over many slices.
    """
    slices: list[bytes] = []
    current = recorder_header()
    for number, packet in enumerate(opus_packets(samples, frame_ms=frame_ms)):
        at_ms = number * frame_ms
        if at_ms and at_ms % slice_ms < frame_ms:
            slices.append(current)
            current = b""
        if at_ms % cluster_ms < frame_ms:
            current += b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff"
            current += element(0xE7, at_ms.to_bytes(4, "big"))
        current += simple_block(at_ms % cluster_ms, packet)
    return [*slices, current]


def simple_block(at_ms: int, packet: bytes) -> bytes:
    """Return a packet as a block of track 1, ``at_ms`` after its cluster."""
    content = b"\x81" + at_ms.to_bytes(2, "big") + b"\x80" + packet
    return b"\xa3" + (len(content) | 0x4000).to_bytes(2, "big") + content


def ogg_page(packets: list[bytes], *, granule: int, flags: int, serial: int, number: int) -> bytes:
    """Return one Ogg page with whole packets, its checksum right."""
    table = b"".join(b"\xff" * (len(p) // 255) + bytes([len(p) % 255]) for p in packets)
    head = b"OggS\0" + bytes([flags]) + granule.to_bytes(8, "little")
    head += serial.to_bytes(4, "little") + number.to_bytes(4, "little")
    tail = bytes([len(table)]) + table + b"".join(packets)
    checksum = 0
    for byte in head + bytes(4) + tail:
        checksum ^= byte << 24
        for _ in range(8):
            checksum = (checksum << 1 ^ (0x04C11DB7 if checksum & 1 << 31 else 0)) & 0xFFFF_FFFF
    return head + checksum.to_bytes(4, "little") + tail

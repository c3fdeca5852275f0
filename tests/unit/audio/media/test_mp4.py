import struct

import numpy as np
import pytest
from support import media
from support.decoding import decoder, heard, likeness
from support.formats import file, speech

from talkup_local.audio.media.mp4_boxes import MOST_SAMPLES
from talkup_local.audio.pcm import RATE_HZ
from talkup_local.errors import StreamTooLarge, Undecodable


def box(name, content=b""):
    return struct.pack(">I4s", len(content) + 8, name) + content


START = box(b"ftyp", b"isom\0\0\0\0isom")


def patched(name, box_name, at, values):
    """Return a file with big-endian 32-bit ``values`` at a place within a box's content."""
    data = bytearray(file(name))
    place = data.index(box_name) + 4 + at
    struct.pack_into(f">{len(values)}I", data, place, *values)
    return bytes(data)


def test_a_file_whose_index_comes_last_is_heard_once_it_is_there():
    data = file("mp4")
    stream = decoder("audio/mp4")
    index_at = data.index(b"moov") - 4
    assert len(stream.push(data[:index_at]).samples) == 0
    got = stream.push(data[index_at:]).samples
    stream.close()
    assert likeness(got, speech()) > 0.95


def test_a_file_that_is_collected_has_a_limit():
    with pytest.raises(StreamTooLarge, match="5000 bytes"):
        heard("audio/mp4", media.cut(file("mp4"), 1_000), file_bytes=5_000)


def test_a_file_that_is_not_collected_has_none():
    pieces = media.cut(file("mp4 faststart"), 1_000)
    assert likeness(heard("audio/mp4", pieces, file_bytes=5_000).samples, speech()) > 0.95


def test_two_files_one_after_the_other_are_heard():
    result = heard("audio/mp4", [file("mp4 fragments"), file("mp4 faststart")])
    assert len(result.samples) > 1.95 * len(speech())
    assert result.undecodable == 0


def test_other_boxes_are_skipped():
    data = file("mp4 fragments")
    first = data.index(b"moof") - 4
    more = box(b"free", bytes(3_000)) + box(b"uuid", bytes(40))
    assert (
        likeness(heard("audio/mp4", [data[:first] + more + data[first:]]).samples, speech()) > 0.95
    )


def test_data_in_a_box_with_a_long_size_is_heard():
    data = file("mp4 faststart")
    at = data.index(b"mdat") - 4
    long = struct.pack(">I4sQ", 1, b"mdat", len(data) - at + 8)
    # the samples lie eight bytes further on
    moved = bytearray(data[:at] + long + data[at + 8 :])
    table = moved.index(b"stco") + 8
    (count,) = struct.unpack_from(">I", moved, table)
    for entry in range(table + 4, table + 4 + 4 * count, 4):
        struct.pack_into(">I", moved, entry, struct.unpack_from(">I", moved, entry)[0] + 8)
    assert likeness(heard("audio/mp4", [bytes(moved)]).samples, speech()) > 0.95


@pytest.mark.parametrize(
    ("box_name", "at", "values"),
    [
        (b"stsz", 4, (1, 0xFFFFFFFF)),
        (b"stsz", 4, (0, 0xFFFFFFFF)),
        (b"stsz", 4, (0xFFFFFFFF, MOST_SAMPLES)),
        (b"stsc", 4, (0xFFFFFFFF,)),
        (b"stsc", 4, (1, 2, 0xFFFFFFFF)),
        (b"stco", 4, (0xFFFFFFFF,)),
        (b"mdhd", 12, (0,)),
        (b"moov", -8, (0xFFFFFFF0,)),
    ],
)
def test_a_table_that_claims_too_much_is_refused(box_name, at, values):
    data = patched("mp4 faststart", box_name, at, values)
    with pytest.raises(Undecodable):
        heard("audio/mp4", [data])


@pytest.mark.parametrize("at", [8, 12])
def test_times_that_can_not_be_do_no_harm(at):
    result = heard("audio/mp4", [patched("mp4 faststart", b"stts", at, (0xFFFFFFFF,))])
    assert len(result.samples) >= 0


def test_samples_that_claim_the_same_bytes_are_heard_once():
    data = bytearray(media.mp4(speech(), faststart=True, video="libvpx-vp9"))
    place = 0
    while (place := data.find(b"stco", place + 1)) > 0:
        (count,) = struct.unpack_from(">I", data, place + 8)
        assert count > 1
        data[place + 12 : place + 12 + 4 * count] = data[place + 12 : place + 16] * count
    result = heard("audio/mp4", [bytes(data)])
    assert result.undecodable > 0
    assert len(result.samples) - result.concealed_s * RATE_HZ < len(speech()) / 2


@pytest.mark.parametrize("size", [2**31, 2**63 - 1, 2**64 - 1])
def test_a_box_of_absurd_length_holds_no_memory(size):
    stream = decoder("audio/mp4")
    stream.push(START + struct.pack(">I4sQ", 1, b"mdat", size))
    stream.push(bytes(1_000_000))
    with pytest.raises(Undecodable):
        stream.finish()


def test_a_run_of_a_thousand_million_samples_is_refused():
    data = patched("mp4 fragments", b"trun", 4, (0xFFFFFFF0,))
    assert heard("audio/mp4", [data]).undecodable > 0


def test_the_first_edit_is_dropped():
    result = heard("audio/mp4", [file("mp4")])
    early = result.samples[:8_000].astype(np.int32) - speech()[:8_000]
    assert np.abs(early).mean() < np.abs(speech()[:8_000].astype(np.int32)).mean() / 2

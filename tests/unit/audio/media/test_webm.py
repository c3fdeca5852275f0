import numpy as np
import pytest
from support import media
from support.decoding import decoder, heard, likeness
from support.formats import file, speech

from talkup_local.audio.media.packets import Corrupt, Packet, Track
from talkup_local.audio.media.webm import WebmDemuxer
from talkup_local.audio.pcm import RATE_HZ, silence


def events(*pieces):
    demuxer = WebmDemuxer()
    return [event for piece in pieces for event in demuxer.push(piece)]


def packets(*pieces):
    return [event for event in events(*pieces) if isinstance(event, Packet)]


def test_the_header_tells_of_the_track():
    (track,) = events(media.recorder_header(pre_skip=312))
    assert isinstance(track, Track)
    assert (track.codec, track.skip_s) == ("opus", 312 / 48_000)


def test_packets_come_with_their_times_across_clusters():
    slices = media.recorder_slices(silence(1.0), cluster_ms=400)
    assert [packet.at_s for packet in packets(*slices)] == pytest.approx(
        np.arange(51) * 0.02, abs=1e-6
    )


def test_packets_are_the_ones_that_were_sent():
    sent = media.opus_packets(silence(1.0))
    assert [packet.data for packet in packets(*media.recorder_slices(silence(1.0)))] == sent


def test_behind_a_gap_the_next_block_is_taken():
    slices = media.recorder_slices(speech(), cluster_ms=30_000)
    demuxer = WebmDemuxer()
    list(demuxer.push(slices[0]))
    demuxer.lost(2)
    assert next(iter(demuxer.push(slices[3]))).at_s == pytest.approx(0.76, abs=0.02)


def test_behind_a_gap_within_a_block_the_next_one_is_taken():
    slices = media.recorder_slices(speech(), cluster_ms=30_000)
    demuxer = WebmDemuxer()
    list(demuxer.push(slices[0]))
    demuxer.lost(1)
    found = list(demuxer.push(slices[2][7:]))
    assert len(found) in (11, 12)
    assert all(isinstance(event, Packet) for event in found)


def test_a_block_behind_a_lost_cluster_header_has_no_time_until_the_next():
    slices = media.recorder_slices(speech(), slice_ms=500, cluster_ms=1000)
    demuxer = WebmDemuxer()
    for piece in slices[:2]:
        list(demuxer.push(piece))
    demuxer.lost(1)
    assert {event.at_s for event in demuxer.push(slices[3])} == {None}
    assert next(iter(demuxer.push(slices[4]))).at_s == pytest.approx(2.0, abs=0.02)


def test_a_recorder_that_starts_anew_goes_on():
    first, second = (media.recorder_slices(speech()[: 2 * RATE_HZ]) for _ in range(2))
    result = heard("audio/webm", [*first[:-1], *second])
    assert result.undecodable == 0
    assert likeness(result.samples[-2 * RATE_HZ :], speech()[: 2 * RATE_HZ]) > 0.9


def test_a_recorder_that_starts_anew_in_the_middle_of_a_block_goes_on():
    first, second = (media.recorder_slices(speech()[: 2 * RATE_HZ]) for _ in range(2))
    result = heard("audio/webm", [first[0], first[1][:-20], *second])
    assert likeness(result.samples[-2 * RATE_HZ :], speech()[: 2 * RATE_HZ]) > 0.9


def test_blocks_in_groups_are_read():
    block = media.simple_block(0, b"\xfc\xff\xfe")[3:]
    group = media.element(0xA0, media.element(0xA1, block) + media.element(0x9B, b"\x14"))
    start = media.recorder_slices(silence(0.1))[0]
    assert packets(start, group)[-1].data == b"\xfc\xff\xfe"


def test_other_elements_are_skipped():
    start = media.recorder_header() + media.element(0x1254C367, bytes(5000))
    rest = b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff" + media.simple_block(40, b"\xfc")
    assert [packet.data for packet in packets(*media.cut(start + rest, 700))] == [b"\xfc"]


@pytest.mark.parametrize(
    "wrong",
    [
        media.element(0xA3, bytes(70_000)),
        b"\xa3\x01\xff\xff\xff\xff\xff\xff\xff",
        b"\xec\x08\xff\xff\xff\xff",
        b"\x00\x00\x00\x00",
        media.element(0x1654AE6B, b"\xae\xff"),
    ],
)
def test_an_element_that_can_not_be_is_left_out(wrong):
    slices = media.recorder_slices(silence(0.6))
    found = events(slices[0], wrong + slices[1], slices[2])
    assert any(isinstance(event, Corrupt) for event in found)
    assert isinstance(found[-1], Packet)


def test_a_track_that_can_not_be_decoded_is_left_out():
    start = file("webm").replace(b"A_OPUS", b"A_NONE")
    assert events(start) == []


def test_the_memory_of_a_stream_does_not_grow():
    import tracemalloc

    slices = media.recorder_slices(speech())
    stream = decoder("audio/webm")
    stream.push(slices[0])

    def stream_all(times):
        for _ in range(times):
            for piece in slices[1:]:
                stream.push(piece)

    stream_all(2)
    tracemalloc.start()
    stream_all(2)
    before = tracemalloc.get_traced_memory()[0]
    stream_all(20)
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    stream.close()
    assert after - before < 50_000


@pytest.mark.parametrize(
    "hidden",
    [
        b"\xec\x20\x40\x00",
        b"\xa3\x40\xc8\x85\0\0\x80",
        b"\xa3\x40\xc8\x81\0\0\x7f",
        b"\xe7\x48\x00",
    ],
    ids=["void", "another track", "unknown flags", "time"],
)
def test_noise_that_looks_like_an_element_hides_nothing(hidden):
    slices = media.recorder_slices(silence(0.6))
    found = events(slices[0], hidden, slices[1])
    assert isinstance(found[-1], Packet)
    assert found[-1].at_s == pytest.approx(0.5, abs=0.03)

import pytest
from support.media import opus_packets

from talkup_local.audio.media import opus
from talkup_local.audio.media.packets import Malformed
from talkup_local.audio.pcm import silence


@pytest.mark.parametrize("frame_ms", [10, 20, 40, 60])
def test_a_packet_tells_its_length(frame_ms):
    packets = opus_packets(silence(0.5), frame_ms=frame_ms)
    assert {opus.duration_s(packet) for packet in packets} == {frame_ms / 1000}


@pytest.mark.parametrize("packet", [b"", b"\x1b", b"\x1b\xff"])
def test_a_packet_that_makes_no_sense_has_no_length(packet):
    assert opus.duration_s(packet) == 0.0


def test_the_pre_skip_is_ours_to_drop():
    track = opus.track(opus.head(channels=2, pre_skip=312))
    assert track.skip_s == 312 / 48_000
    assert track.setup[10:12] == bytes(2)


@pytest.mark.parametrize(
    "head",
    [b"", b"OpusHead", b"OpusTags" + bytes(20), opus.head(channels=0), opus.head(channels=9)],
)
def test_a_broken_head_is_no_track(head):
    with pytest.raises(Malformed):
        opus.track(head)

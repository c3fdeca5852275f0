import pytest
from support import media
from support.decoding import heard, likeness
from support.formats import file, speech

from talkup_local.audio.media import opus
from talkup_local.audio.media.ogg import OggDemuxer
from talkup_local.audio.media.packets import Corrupt, Packet, Track
from talkup_local.audio.pcm import RATE_HZ, silence


def page(packets, number, *, samples=0, flags=0, serial=7):
    return media.ogg_page(packets, granule=samples, flags=flags, serial=serial, number=number)


HEAD = page([opus.head(pre_skip=312)], 0, flags=2) + page([b"OpusTags" + bytes(8)], 1)


def events(*pieces):
    demuxer = OggDemuxer()
    return [event for piece in pieces for event in demuxer.push(piece)]


def test_packets_come_with_their_times():
    packets = media.opus_packets(silence(0.1))[:4]
    data = HEAD + page(packets[:2], 2, samples=1920) + page(packets[2:], 3, samples=3840)
    track, *found = events(data)
    assert isinstance(track, Track)
    assert [packet.data for packet in found] == packets
    assert [packet.at_s for packet in found] == pytest.approx([0, 0.02, 0.04, 0.06])


def test_a_page_with_a_wrong_checksum_is_left_out():
    packets = media.opus_packets(silence(0.1))
    wrong = bytearray(page(packets[:1], 2, samples=960))
    wrong[-1] ^= 1
    found = events(HEAD, bytes(wrong), page(packets[1:2], 3, samples=1920))
    assert [type(event) for event in found] == [Track, Corrupt, Packet]


def test_a_packet_over_two_pages_is_one():
    long = bytes([0xFC]) + bytes(599)
    whole = page([long], 2)
    table = bytes([2, 255, 255])
    first = whole[:26] + table + long[:510]
    second = page([long[510:]], 3, flags=1)
    # the first page ends on a full segment: the packet goes on
    body = first[:22] + bytes(4) + first[26:]
    first = body[:22] + checksum(body).to_bytes(4, "little") + body[26:]
    assert [event.data for event in events(HEAD, first, second)[1:]] == [long]


def checksum(body):
    value = 0
    for byte in body:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value & 1 << 31 else 0)) & 0xFFFF_FFFF
    return value


def test_another_stream_in_the_file_is_left_out():
    packets = media.opus_packets(silence(0.1))
    other = page([b"something else"], 0, flags=2, serial=8) + page([b"\xfc\xff"], 1, serial=8)
    found = events(HEAD, other, page(packets[:1], 2, samples=960))
    assert [type(event) for event in found] == [Track, Packet]


def test_a_chained_stream_begins_anew():
    half = media.ogg_opus(speech()[: 2 * RATE_HZ])
    result = heard("audio/ogg", [half, half])
    assert abs(len(result.samples) - 4 * RATE_HZ) < 0.05 * RATE_HZ
    assert likeness(result.samples[-2 * RATE_HZ :], speech()[: 2 * RATE_HZ]) > 0.9


def test_junk_between_pages_costs_itself():
    data = file("ogg")
    middle = data.index(b"OggS", len(data) // 2)
    result = heard("audio/ogg", [data[:middle] + b"some junk" + data[middle:]])
    assert result.undecodable == 1
    assert likeness(result.samples, speech()) > 0.95


def test_a_flood_of_false_pages_is_left_out_early():
    assert len(events(b"OggS\0" * 400_000)) <= 2

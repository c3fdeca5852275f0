from contextlib import suppress
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from support import media
from support.decoding import decoder
from support.formats import (
    FILES,
    speech,
)

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.errors import Undecodable

STARTS = {name: (text, make) for name, (text, make, _) in FILES.items() if name != "video vp9"}


@cache
def start(name):
    return STARTS[name][1](speech()[: RATE_HZ // 2])


def survives(text, pieces):
    """Push everything; only faults of the peer may come out."""
    stream = decoder(text, seconds=600, file_bytes=200_000)
    for piece in pieces:
        with suppress(Undecodable):
            stream.push(piece)
    with suppress(Undecodable):
        stream.finish()


@settings(max_examples=200, deadline=None)
@given(
    text=st.sampled_from(sorted({text for text, _ in STARTS.values()} | {"audio", "image/jpeg"})),
    pieces=st.lists(st.binary(max_size=300), max_size=8),
)
def test_noise_is_survived(text, pieces):
    survives(text, pieces)


@settings(max_examples=400, deadline=None)
@given(
    name=st.sampled_from(sorted(STARTS)),
    wrong=st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=12),
    cuts=st.lists(st.integers(1, 20_000), max_size=5),
)
def test_a_file_with_wrong_bytes_is_survived(name, wrong, cuts):
    data = bytearray(start(name))
    for place, value in wrong:
        data[place % len(data)] = value
    survives(STARTS[name][0], media.cut_at(bytes(data), cuts))


@settings(max_examples=300, deadline=None)
@given(
    name=st.sampled_from(sorted(STARTS)),
    wrong=st.lists(
        st.tuples(st.integers(0, 1_200), st.sampled_from([0, 1, 0x7F, 0x80, 0xFF])),
        min_size=1,
        max_size=6,
    ),
)
def test_a_header_with_extreme_values_is_survived(name, wrong):
    data = bytearray(start(name))
    for place, value in wrong:
        data[place % len(data)] = value
    survives(STARTS[name][0], [bytes(data)])


@settings(max_examples=200, deadline=None)
@given(
    name=st.sampled_from(sorted(STARTS)),
    cuts=st.lists(st.integers(1, 20_000), min_size=2, max_size=12),
    order=st.randoms(use_true_random=False),
)
def test_pieces_in_any_order_are_survived(name, cuts, order):
    pieces = media.cut_at(start(name), cuts)
    order.shuffle(pieces)
    survives(STARTS[name][0], pieces)


@settings(max_examples=100, deadline=None)
@given(packets=st.lists(st.binary(min_size=1, max_size=80), max_size=20))
def test_opus_packets_of_noise_are_survived(packets):
    survives("audio/opus", packets)

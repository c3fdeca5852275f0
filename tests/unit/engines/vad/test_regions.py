import pytest

from talkup_local.engines.vad.regions import Region, speech_regions

WINDOW_MS = 20
WINDOW = 16 * WINDOW_MS


def find(probabilities, **how):
    settings = {"threshold": 0.5, "min_speech_ms": 60, "min_gap_ms": 60, "padding_ms": 0, **how}
    found = speech_regions(probabilities, window_samples=WINDOW, **settings)
    return [(region.start // 16, region.end // 16) for region in found]


def test_silence_has_no_region():
    assert find([0.1] * 50) == []


def test_no_windows_have_no_region():
    assert find([]) == []


def test_speech_is_a_region_from_its_first_window_to_its_last():
    assert find([0.0] * 5 + [0.9] * 10 + [0.0] * 5) == [(100, 300)]


def test_speech_may_last_to_the_end():
    assert find([0.0] * 5 + [0.9] * 5) == [(100, 200)]


def test_what_falls_a_little_below_the_threshold_goes_on():
    assert find([0.0, 0.6, 0.4, 0.4, 0.6, 0.0]) == [(20, 100)]


def test_what_never_reaches_the_threshold_does_not_begin():
    assert find([0.45] * 50) == []


def test_a_click_is_no_speech():
    assert find([0.0] * 5 + [0.9] * 2 + [0.0] * 5) == []


def test_a_short_gap_does_not_end_speech():
    assert find([0.9] * 5 + [0.0] * 2 + [0.9] * 5) == [(0, 240)]


def test_a_long_gap_does():
    assert find([0.9] * 5 + [0.0] * 4 + [0.9] * 5) == [(0, 100), (180, 280)]


def test_short_bursts_close_together_make_speech():
    assert find(([0.9] * 2 + [0.0]) * 3) == [(0, 160)]


def test_padding_stays_within_the_audio():
    assert find([0.9] * 5 + [0.0] * 2, padding_ms=100) == [(0, 140)]


def test_padding_reaches_into_audio_after_the_last_whole_window():
    found = find([0.0] * 5 + [0.9] * 5, padding_ms=50, total_samples=10 * WINDOW + 160)
    assert found == [(50, 210)]


def test_paddings_that_meet_share_the_pause():
    found = find([0.9] * 5 + [0.0] * 5 + [0.9] * 5, padding_ms=100)
    assert found == [(0, 150), (150, 300)]


@pytest.mark.parametrize("padding_ms", [0, 30, 500])
def test_regions_are_in_order_and_do_not_overlap(padding_ms):
    pattern = ([0.9] * 6 + [0.0] * 4) * 5
    found = find(pattern, padding_ms=padding_ms)
    edges = [edge for region in found for edge in region]
    assert len(found) == 5
    assert edges == sorted(edges)


def test_without_padding_the_defaults_are_those_of_the_caller():
    found = speech_regions([0.9] * 20, window_samples=512, threshold=0.5, min_speech_ms=100)
    assert found == [Region(0, 20 * 512)]

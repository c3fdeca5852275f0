import itertools

import numpy as np
import pytest
from support.listening import Meter, sounding, windows

from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.audio.trim import trim
from talkup_local.turn.front import AudioFront, FrontSettings, Region, ms_of, samples_of

CHUNK = 320


def front(window_samples: int = 512, **settings) -> AudioFront:
    known = {"onset_ms": 64, "lull_ms": 64, "close_ms": 500, **settings}
    return AudioFront(Meter(window_samples), FrontSettings(**known))


def follow(ear: AudioFront, *sounds: np.ndarray) -> list[Region]:
    """Push sound in chunks of 20 ms; return the segments that were closed."""
    sound = np.concatenate(sounds)
    found: list[Region] = []
    for at in range(0, len(sound), CHUNK):
        found += ear.push(sound[at : at + CHUNK])
    return found


def spans_ms(regions: list[Region]) -> list[tuple[int, int]]:
    return [(ms_of(region.start), ms_of(region.end)) for region in regions]


def test_speech_is_found_where_it_is():
    found = follow(front(), silence(0.32), sounding(640), silence(1.0))
    assert spans_ms(found) == [(320, 960)]


def test_speech_in_the_very_first_sample_is_found():
    assert spans_ms(follow(front(), sounding(640), silence(1.0))) == [(0, 640)]


class TestOnset:
    @pytest.mark.parametrize(("size", "heard_after"), [(512, 2), (320, 4)])
    def test_takes_64_ms_or_the_windows_that_hold_them(self, size, heard_after):
        ear = front(size)
        for count in range(1, heard_after + 1):
            ear.push(windows(1.0, size=size))
            assert ear.speaking is (count == heard_after)

    def test_is_where_the_first_window_of_speech_began(self):
        ear = front()
        ear.push(windows(0, 0, 0, 1, 1))
        assert ear.onset == 3 * 512
        assert ear.region is not None
        assert ear.region.start == 3 * 512

    def test_of_a_click_is_none(self):
        ear = front()
        found = follow(ear, windows(0, 1, 0, 0, 1, 0, 0, 1), silence(1.0))
        assert not found
        assert not ear.speaking

    def test_stirs_from_its_first_window_on(self):
        ear = front()
        ear.push(windows(0, 1))
        assert ear.stirring
        assert not ear.speaking
        ear.push(windows(0))
        assert not ear.stirring


class TestLull:
    @pytest.mark.parametrize(("size", "gone_after"), [(512, 2), (320, 4)])
    def test_takes_64_ms_or_the_windows_that_hold_them(self, size, gone_after):
        ear = front(size)
        ear.push(windows(*[1.0] * 10, size=size))
        for count in range(1, gone_after + 1):
            ear.push(windows(0, size=size))
            assert ear.speaking is (count < gone_after)

    def test_that_is_shorter_changes_nothing(self):
        ear = front()
        ear.push(windows(1, 1, 1, 0, 1))
        assert ear.speaking
        assert ear.onset == 0
        assert ear.last_speech == 5 * 512

    def test_leaves_the_segment_open_until_it_is_a_pause(self):
        ear = front()
        follow(ear, sounding(640), silence(0.416), sounding(320))
        assert ear.region is not None
        assert spans_ms([ear.region]) == [(0, 640 + 416 + 320)]

    def test_is_followed_by_a_new_onset_in_the_same_segment(self):
        ear = front()
        ear.push(windows(1, 1, 0, 0, 0, 1, 1))
        assert ear.onset == 5 * 512


@pytest.mark.parametrize(("size", "closed_after"), [(512, 16), (320, 25)])
def test_a_segment_is_closed_after_half_a_second(size, closed_after):
    ear = front(size)
    ear.push(windows(*[1.0] * 10, size=size))
    for count in range(1, closed_after + 1):
        closed = ear.push(windows(0, size=size))
        assert bool(closed) is (count == closed_after)
    assert closed[0].closed
    assert ear.region is None


def test_a_doubtful_sound_goes_on_with_speech_but_does_not_begin_it():
    ear = front(threshold=0.5)
    ear.push(windows(0.4, 0.4, 0.4))
    assert not ear.speaking
    assert not ear.stirring
    ear.push(windows(0.3, 0.6, 0.6, 0.4, 0.4, 0.4))
    assert ear.speaking
    ear.push(windows(0.3, 0.3))
    assert not ear.speaking


@pytest.mark.parametrize("pair", [(0.6, 0.4), (0.4, 0.6)])
def test_a_doubtful_sound_beside_a_sure_one_is_the_beginning_of_speech(pair):
    ear = front(threshold=0.5)
    ear.push(windows(0, *pair))
    assert ear.speaking
    assert ear.onset == 512


def test_of_doubtful_sounds_only_the_one_beside_a_sure_one_is_speech():
    ear = front(threshold=0.5)
    ear.push(windows(0.4, 0.4, 0.4, 0.4, 0.6))
    assert ear.onset == 3 * 512


@pytest.mark.parametrize("sound", [(0.3, 0.6, 0.3), (0.6, 0.3, 0.4), (0.4, 0.3, 0.6, 0.3)])
def test_a_sure_sound_with_nothing_like_speech_beside_it_is_a_click(sound):
    ear = front(threshold=0.5)
    ear.push(windows(*sound))
    assert not ear.speaking


def test_a_sound_that_nobody_could_hear_is_no_speech_whatever_the_detector_says():
    ear = AudioFront(Meter(certain=True), FrontSettings())
    sound = np.full(RATE_HZ, 15, np.int16)
    sound[::2] *= -1
    assert not follow(ear, sound)
    assert ear.region is None


def test_several_segments_do_not_overlap():
    sounds = [sounding(640), silence(0.7)] * 4
    found = follow(front(), *sounds)
    assert len(found) == 4
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


class TestALongSegment:
    @staticmethod
    def talk() -> np.ndarray:
        """Ten seconds of speech, softest from 8.0 to 8.4 s."""
        return np.concatenate((sounding(8_000), sounding(400, 0.55), sounding(1_600)))

    def test_is_divided_where_it_is_quiet(self):
        ear = front(longest_ms=9_900)
        (found,) = follow(ear, self.talk())
        assert found.closed
        assert 8_000 <= ms_of(found.end) <= 8_400

    def test_goes_on_in_the_next_from_the_very_same_sample(self):
        ear = front(longest_ms=9_900)
        (found,) = follow(ear, self.talk())
        assert ear.region is not None
        assert ear.region.start == found.end
        assert ear.speaking

    def test_is_never_divided_in_its_first_two_thirds(self):
        ear = front(longest_ms=3_000)
        found = follow(ear, sounding(1_000), sounding(400, 0.55), sounding(8_000))
        assert ms_of(found[0].end) >= 2_000
        assert all(found[i].end == found[i + 1].start for i in range(len(found) - 1))


class TestSound:
    @staticmethod
    def numbered(mask: np.ndarray) -> np.ndarray:
        """Return speech where ``mask`` sounds; no two neighbouring stretches are the same."""
        jitter = np.random.default_rng(7).integers(0, 500, len(mask), dtype=np.int16)
        return np.where(mask != 0, mask + jitter, 0).astype(np.int16)

    def test_of_a_segment_is_right_sample_by_sample(self):
        whole = self.numbered(np.concatenate((silence(2.0), sounding(960), silence(0.6))))
        ear = front()
        ear.need(0)
        (region,) = follow(ear, whole)
        assert np.array_equal(ear.audio(region.start, region.end), whole[region.start : region.end])

    def test_with_padding_is_that_around_the_segment(self):
        whole = self.numbered(np.concatenate((silence(2.0), sounding(960), silence(0.6))))
        ear = front()
        ear.need(0)
        (region,) = follow(ear, whole)
        around = samples_of(100)
        expected = trim(whole[region.start - around : region.end + around], 100)
        assert np.array_equal(ear.padded(region, 100), expected)

    def test_before_the_first_sample_is_not_made_up(self):
        ear = front()
        ear.need(0)
        (region,) = follow(ear, sounding(640), silence(0.6))
        assert len(ear.padded(region, 100)) == samples_of(740)

    def test_that_was_not_looked_at_yet_is_not_padding(self):
        ear = front()
        ear.push(np.concatenate((windows(1, 1, 1), sounding(20))))
        assert ear.region is not None
        assert len(ear.padded(ear.region, 100)) == 3 * 512

    def test_that_comes_at_once_is_all_there_when_its_segments_are_handed_out(self):
        whole = self.numbered(
            np.concatenate((silence(3.0), sounding(960), silence(3.0), sounding(640), silence(3.0)))
        )
        ear = front()
        regions = ear.push(whole)
        assert len(regions) == 2
        for region in regions:
            heard = ear.audio(region.start, region.end)
            assert np.array_equal(heard, whole[region.start : region.end])


class TestMemory:
    @staticmethod
    def kept_s(ear: AudioFront) -> float:
        return len(ear.audio(0, ear.position)) / RATE_HZ

    def test_stays_small_in_a_long_silence(self):
        ear = front()
        for _ in range(600):
            ear.push(silence(0.1))
        assert self.kept_s(ear) < 1.0

    def test_stays_small_in_a_long_speech_that_is_recognised(self):
        ear = front()
        for _ in range(600):
            for region in ear.push(sounding(100)):
                ear.need(region.end)
        assert self.kept_s(ear) < 14.0

    def test_holds_what_is_still_needed(self):
        ear = front()
        ear.need(0)
        for _ in range(100):
            ear.push(silence(0.1))
        assert self.kept_s(ear) > 9.9

    def test_lets_go_of_what_is_not_needed_any_more(self):
        ear = front()
        ear.need(0)
        for _ in range(100):
            ear.push(silence(0.1))
        ear.need(None)
        ear.push(silence(0.1))
        assert self.kept_s(ear) < 1.0


class TestCut:
    def test_closes_the_open_segment(self):
        ear = front()
        follow(ear, sounding(640), silence(0.2))
        region = ear.cut()
        assert region is not None
        assert region.closed
        assert spans_ms([region]) == [(0, 640)]
        assert ear.region is None

    def test_of_silence_cuts_nothing(self):
        ear = front()
        follow(ear, silence(1.0))
        assert ear.cut() is None

    def test_in_mid_speech_begins_the_next_segment_there(self):
        ear = front()
        follow(ear, sounding(640))
        ear.cut()
        follow(ear, sounding(320))
        assert ear.region is not None
        assert spans_ms([ear.region]) == [(640, 960)]

    def test_just_as_somebody_begins_leaves_that_speech_whole_on_its_far_side(self):
        ear = front()
        follow(ear, silence(0.32), windows(1))
        at = ear.position
        assert ear.stirring
        ear.cut()
        follow(ear, windows(1, 1))
        assert ear.speaking
        assert ear.region is not None
        assert ear.region.start >= at


@pytest.mark.parametrize(("ms", "samples"), [(0, 0), (32, 512), (1_000, 16_000), (0.5, 8)])
def test_milliseconds_are_samples(ms, samples):
    assert samples_of(ms) == samples
    assert ms_of(samples) == pytest.approx(ms, abs=0.5)

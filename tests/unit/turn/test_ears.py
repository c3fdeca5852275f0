import asyncio

import numpy as np
import pytest
from support.listening import Meter, Stenographer, sounding

from talkup_local.audio.pcm import RATE_HZ, silence
from talkup_local.clock import VirtualClock
from talkup_local.errors import BufferOverflow
from talkup_local.turn.ears import STALLED_S, Ears, Sound
from talkup_local.turn.front import ms_of
from talkup_local.turn.listener import Listener, ListenerSettings


class Head:
    """Ears with a listener behind them, and the line in which sound waits."""

    def __init__(
        self,
        *,
        buffer_s: float = 60.0,
        half_duplex: bool = False,
        stalled_s: float = STALLED_S,
    ) -> None:
        self.clock = VirtualClock(driven=True)
        self.line: list[Sound] = []
        self.stt = Stenographer()
        self.listener = Listener(
            stt=self.stt,
            vad=Meter(),
            language="en",
            settings=ListenerSettings(),
            on_change=lambda: None,
        )
        self.ears = Ears(
            self.listener,
            self.clock,
            buffer_s=buffer_s,
            half_duplex=half_duplex,
            post=self.line.append,
            stalled_s=stalled_s,
        )

    @property
    def heard_ms(self) -> int:
        return ms_of(self.listener.position)

    def hear(self, *, ours: bool = False) -> int:
        """Hear all that is in line; return in how many slices."""
        slices = sum(1 for sound in self.line for _ in self.ears.hear(sound, ours=ours))
        self.line.clear()
        return slices

    def takes(self, sound: np.ndarray, *, ours: bool = False) -> None:
        self.ears.take(sound, RATE_HZ)
        self.hear(ours=ours)


@pytest.fixture
async def head():
    head = Head()
    yield head
    await head.stt.close()


class TestSound:
    def test_waits_in_line_until_it_is_its_turn(self, head):
        head.ears.take(sounding(640), RATE_HZ)
        assert head.heard_ms == 0
        assert head.ears.waiting_s == pytest.approx(0.64)
        head.hear()
        assert head.heard_ms == 640

    def test_that_is_long_is_heard_slice_by_slice(self, head):
        head.ears.take(sounding(1_000), RATE_HZ)
        assert head.hear() == 5

    def test_of_another_rate_lasts_as_long(self, head):
        for _ in range(10):
            head.ears.take(np.zeros(4_800, np.int16), 48_000)
        head.ears.flush()
        head.hear()
        assert head.heard_ms == pytest.approx(1_000, abs=32)

    def test_of_changing_rates_is_all_heard(self, head):
        head.ears.take(np.zeros(48_000, np.int16), 48_000)
        head.ears.take(np.zeros(8_000, np.int16), 8_000)
        head.ears.take(np.zeros(16_000, np.int16), 16_000)
        head.ears.flush()
        head.hear()
        assert head.heard_ms == pytest.approx(3_000, abs=32)

    def test_of_no_length_is_nothing(self, head):
        head.ears.take(np.zeros(0, np.int16), RATE_HZ)
        assert not head.line

    def test_once_heard_waits_only_for_the_recogniser(self, head):
        head.takes(np.concatenate((sounding(640), silence(0.96))))
        assert head.ears.waiting_s == pytest.approx(0.64)


class TestAFlood:
    @pytest.fixture
    async def head(self):
        head = Head(buffer_s=2.0)
        yield head
        await head.stt.close()

    def test_is_an_error(self, head):
        with pytest.raises(BufferOverflow):
            head.ears.take(sounding(2_100), RATE_HZ)

    def test_drops_everything_that_was_not_recognised(self, head):
        head.takes(sounding(1_000))
        with pytest.raises(BufferOverflow):
            head.ears.take(sounding(1_100), RATE_HZ)
        assert head.ears.waiting_s == 0
        before_ms = head.heard_ms
        head.hear()
        assert head.heard_ms == before_ms

    def test_drops_also_the_rest_of_what_is_being_heard(self, head):
        head.ears.take(sounding(1_800), RATE_HZ)
        slices = head.ears.hear(head.line[0], ours=False)
        next(slices)
        with pytest.raises(BufferOverflow):
            head.ears.take(sounding(1_000), RATE_HZ)
        assert not list(slices)

    def test_is_not_the_end(self, head):
        with pytest.raises(BufferOverflow):
            head.ears.take(sounding(2_100), RATE_HZ)
        head.line.clear()
        head.takes(sounding(640))
        assert head.listener.hearing().speaking

    def test_is_no_flood_to_the_brim(self, head):
        head.ears.take(sounding(2_000), RATE_HZ)
        assert head.hear() == 10

    def test_is_none_of_silence_however_long(self, head):
        for _ in range(100):
            head.takes(silence(1.0))
        assert head.heard_ms >= 99_900


class TestHalfDuplex:
    @pytest.fixture
    async def head(self):
        head = Head(half_duplex=True)
        yield head
        await head.stt.close()

    def test_hears_nothing_while_we_speak(self, head):
        head.takes(sounding(1_000), ours=True)
        assert not head.listener.hearing().speaking
        assert head.heard_ms >= 960

    def test_hears_nothing_of_the_echo_either(self, head):
        head.takes(sounding(1_000), ours=True)
        head.takes(sounding(200))
        assert not head.listener.hearing().speaking

    def test_hears_the_candidate_after_that(self, head):
        head.takes(sounding(1_000), ours=True)
        head.takes(sounding(1_000))
        assert head.listener.hearing().speaking

    def test_hears_the_candidate_before_we_have_ever_spoken(self, head):
        head.takes(sounding(160))
        assert head.listener.hearing().speaking


def test_without_half_duplex_the_candidate_is_heard_over_us(head):
    head.takes(sounding(1_000), ours=True)
    assert head.listener.hearing().speaking


class TestSoundThatWasKept:
    """Who sends what was said before sends it faster than it was said."""

    @staticmethod
    def sends(head: Head, *, seconds: float, speed: float) -> None:
        for _ in range(round(seconds / 0.02)):
            head.clock.advance_s(0.02 / speed)
            head.takes(silence(0.02))

    def test_is_caught_up_with_while_more_of_it_waits_in_line(self, head):
        head.ears.take(silence(1.0), RATE_HZ)
        assert head.ears.catching_up
        head.hear()
        assert not head.ears.catching_up

    def test_is_caught_up_with_while_it_comes_in_a_hurry(self, head):
        self.sends(head, seconds=1.0, speed=4)
        assert head.ears.catching_up

    @pytest.mark.parametrize("speed", [1, 1.3])
    def test_is_none_when_it_comes_as_it_is_said(self, head, speed):
        self.sends(head, seconds=2.0, speed=speed)
        assert not head.ears.catching_up

    def test_is_over_soon_after_the_last_of_it(self, head):
        self.sends(head, seconds=10.0, speed=4)
        head.clock.advance_s(0.3)
        assert not head.ears.catching_up

    def test_is_over_soon_after_what_follows_is_live(self, head):
        self.sends(head, seconds=10.0, speed=4)
        self.sends(head, seconds=0.6, speed=1)
        assert not head.ears.catching_up

    def test_is_not_what_a_network_has_held_up(self, head):
        self.sends(head, seconds=2.0, speed=1)
        head.clock.advance_s(0.8)
        for _ in range(40):
            head.takes(silence(0.02))
        assert not head.ears.catching_up

    @pytest.mark.parametrize("length_s", [0.1, 1.0])
    def test_is_not_what_comes_in_long_pieces(self, head, length_s):
        for _ in range(5):
            head.clock.advance_s(length_s)
            head.takes(silence(length_s))
            assert not head.ears.catching_up


class TestAClientThatSendsNothing:
    @staticmethod
    async def passes(head: Head, seconds: float) -> None:
        """Let time go by in small steps, hearing what comes."""
        for _ in range(round(seconds / 0.05)):
            head.clock.advance_s(0.05)
            for _ in range(5):
                await asyncio.sleep(0)
            head.hear()

    @pytest.fixture
    async def watched(self, head):
        watching = asyncio.create_task(head.ears.watch())
        await asyncio.sleep(0)
        yield head
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)

    async def test_is_silent(self, watched):
        watched.ears.expect(speech=True)
        watched.takes(sounding(640))
        await self.passes(watched, 3.0)
        assert not watched.listener.hearing().speaking
        assert watched.listener.hearing().pause_ms >= 1_900

    async def test_is_not_silent_where_its_sound_will_come_later(self):
        head = Head(stalled_s=15.0)
        watching = asyncio.create_task(head.ears.watch())
        head.ears.expect(speech=True)
        head.takes(sounding(640))
        await self.passes(head, 10.0)
        assert head.listener.hearing().speaking
        await self.passes(head, 6.0)
        assert not head.listener.hearing().speaking
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        await head.stt.close()

    async def test_has_as_much_silence_as_time_goes_by(self, watched):
        watched.ears.expect(speech=True)
        watched.takes(sounding(640))
        await self.passes(watched, 2.0)
        before_ms = watched.heard_ms
        await self.passes(watched, 5.0)
        assert watched.heard_ms - before_ms == pytest.approx(5_000, abs=100)

    async def test_is_left_alone_when_its_silence_means_nothing(self, watched):
        watched.takes(sounding(640))
        await self.passes(watched, 3.0)
        assert watched.heard_ms == 640

    async def test_is_not_a_client_that_sends_on_time(self, watched):
        watched.ears.expect(speech=True)
        for _ in range(50):
            watched.takes(sounding(100))
            await self.passes(watched, 0.1)
        assert watched.heard_ms == pytest.approx(5_000, abs=32)
        assert watched.listener.hearing().speaking

    async def test_is_not_one_that_sends_large_chunks_on_time(self, watched):
        watched.ears.expect(speech=True)
        for _ in range(5):
            watched.takes(sounding(1_000))
            await self.passes(watched, 1.0)
        assert watched.heard_ms == pytest.approx(5_000, abs=32)
        assert watched.listener.hearing().speaking

    async def test_may_have_sent_everything_at_once(self, watched):
        watched.ears.expect(speech=True)
        watched.takes(sounding(10_000))
        await self.passes(watched, 3.0)
        assert not watched.listener.hearing().speaking

    async def test_is_not_one_whose_sound_still_waits_in_line(self, watched):
        watched.ears.expect(speech=True)
        watched.ears.take(sounding(640), RATE_HZ)
        for _ in range(40):
            watched.clock.advance_s(0.05)
            await asyncio.sleep(0)
        assert len(watched.line) == 1

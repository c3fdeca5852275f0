import asyncio

import pytest

from talkup_local.clock import VirtualClock
from talkup_local.config.model import Delivery
from talkup_local.turn import output as out
from talkup_local.turn.speech import Segment, Stage, Trouble, Utterance, deliver

FIRST = Segment(text="Thank you for that.", mp3=b"one", duration_s=0.52, levels=(0.1,) * 11)
SECOND = Segment(text="Why?", mp3=b"two", duration_s=0.2, levels=(0.2,) * 4)
MUTE = Segment(text="Nobody hears this.")


class Theatre:
    """A stage, and what was seen on it when."""

    def __init__(self, delivery: Delivery = "paced") -> None:
        self.clock = VirtualClock()
        self.seen: list[tuple[float, object]] = []
        self.stage = Stage(
            sink=self.note,
            clock=self.clock,
            began=lambda: self.note("began"),
            failed=self.note,
            delivery=delivery,
        )

    async def note(self, what: object) -> None:
        self.seen.append((round(self.clock.monotonic_s(), 6), what))

    @property
    def order(self) -> list[object]:
        """What was seen, each sound and text by name, without levels."""
        names = {out.Says: "says", out.Sound: "sound"}
        return [names.get(type(o), o) for _, o in self.seen if not isinstance(o, out.Level)]

    def times(self, kind: type) -> list[float]:
        return [at_s for at_s, what in self.seen if isinstance(what, kind)]

    async def play(self, *items, released: bool = True) -> Utterance:
        utterance = Utterance(1)
        if released:
            utterance.release()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(deliver(utterance, self.stage))
            await fill(utterance, *items)
        return utterance


async def fill(utterance: Utterance, *items) -> None:
    for item in items:
        await utterance.put(item)
    await utterance.finish()


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_all_of_it_is_delivered_in_order():
    theatre = Theatre()
    utterance = await theatre.play(FIRST, SECOND)
    assert theatre.order == ["began", "says", "sound", "says", "sound"]
    assert utterance.finished
    assert utterance.heard == "Thank you for that. Why?"
    assert utterance.segments == 2


async def test_nothing_of_it_is_heard_before_it_is_released():
    theatre, utterance = Theatre(), Utterance(1)
    filling = asyncio.create_task(fill(utterance, FIRST))
    playing = asyncio.create_task(deliver(utterance, theatre.stage))
    await settle()
    assert not theatre.seen
    utterance.release()
    await playing
    await filling
    assert theatre.order == ["began", "says", "sound"]


async def test_nothing_of_it_is_heard_after_it_is_cancelled():
    theatre, utterance = Theatre(), Utterance(1)
    filling = asyncio.create_task(fill(utterance, FIRST))
    playing = asyncio.create_task(deliver(utterance, theatre.stage))
    await settle()
    playing.cancel()
    utterance.release()
    await settle()
    assert not theatre.seen
    await filling


async def test_no_more_is_made_than_two_segments_ahead():
    utterance = Utterance(1)
    making = asyncio.create_task(fill(utterance, FIRST, SECOND, FIRST, SECOND))
    await settle()
    assert not making.done()
    first = await anext(utterance.ready())
    assert first is FIRST
    making.cancel()


class TestPaced:
    async def test_levels_come_every_50_ms(self):
        theatre = Theatre()
        await theatre.play(FIRST)
        assert theatre.times(out.Level) == pytest.approx([0.05 * n for n in range(11)])

    async def test_a_segment_begins_when_the_one_before_has_played_out(self):
        theatre = Theatre()
        await theatre.play(FIRST, SECOND)
        assert theatre.times(out.Sound) == pytest.approx([0, 0.52])
        assert theatre.clock.monotonic_s() == pytest.approx(0.72)

    async def test_the_text_comes_before_the_first_level_and_that_before_the_sound(self):
        theatre = Theatre()
        await theatre.play(FIRST)
        kinds = [type(what) for _, what in theatre.seen[1:4]]
        assert kinds == [out.Says, out.Level, out.Sound]

    async def test_what_is_held_stands_still_and_goes_on_where_it_stood(self):
        theatre, utterance = Theatre(), Utterance(1)
        utterance.release()

        async def interrupt() -> None:
            await theatre.clock.sleep_s(0.22)
            utterance.hold()
            await theatre.clock.sleep_s(1.0)
            utterance.release()

        await asyncio.gather(
            fill(utterance, FIRST, SECOND), deliver(utterance, theatre.stage), interrupt()
        )
        levels = theatre.times(out.Level)
        assert levels[:5] == pytest.approx([0, 0.05, 0.1, 0.15, 0.2])
        assert levels[5] >= 1.22
        assert len(levels) == 15
        second = theatre.times(out.Sound)[1]
        assert second == pytest.approx(1.22 + 0.27, abs=1e-6)

    async def test_what_is_held_at_its_end_lets_nothing_follow(self):
        theatre, utterance = Theatre(), Utterance(1)
        utterance.release()

        async def interrupt() -> None:
            await theatre.clock.sleep_s(0.515)
            utterance.hold()

        playing = asyncio.create_task(deliver(utterance, theatre.stage))
        await asyncio.gather(fill(utterance, FIRST, SECOND), interrupt())
        await settle()
        assert theatre.order.count("sound") == 1
        assert not utterance.finished
        utterance.release()
        await playing
        assert theatre.order.count("sound") == 2


class TestInABurst:
    async def test_all_of_it_comes_at_once(self):
        theatre = Theatre("burst")
        await theatre.play(FIRST, SECOND)
        assert theatre.clock.monotonic_s() == 0
        assert len(theatre.times(out.Level)) == 15

    async def test_all_levels_of_a_segment_come_before_its_sound(self):
        theatre = Theatre("burst")
        await theatre.play(FIRST)
        assert isinstance(theatre.seen[-1][1], out.Sound)


class TestAhead:
    async def test_what_is_ready_is_sent_at_once_while_the_first_plays(self):
        theatre = Theatre("ahead")
        utterance = await theatre.play(FIRST, SECOND)
        assert theatre.times(out.Sound) == [0, 0]
        assert theatre.clock.monotonic_s() == pytest.approx(0.72)
        assert utterance.heard == "Thank you for that. Why?"

    async def test_the_text_comes_right_before_its_sound(self):
        theatre = Theatre("ahead")
        await theatre.play(FIRST, SECOND, FIRST)
        assert theatre.order == ["began", *["says", "sound"] * 3]

    async def test_a_level_comes_before_the_first_sound(self):
        theatre = Theatre("ahead")
        await theatre.play(FIRST, SECOND)
        kinds = [type(what) for _, what in theatre.seen[1:6]]
        assert kinds == [out.Says, out.Level, out.Sound, out.Says, out.Sound]

    async def test_the_levels_keep_the_pace_of_the_sound(self):
        theatre = Theatre("ahead")
        await theatre.play(FIRST, SECOND)
        expected = [0.05 * n for n in range(11)] + [0.52 + 0.05 * n for n in range(4)]
        assert theatre.times(out.Level) == pytest.approx(expected)

    async def test_at_most_two_are_sent_before_their_turn(self):
        theatre = Theatre("ahead")
        await theatre.play(*[FIRST] * 5)
        assert theatre.times(out.Sound) == pytest.approx([0, 0, 0, 0.52, 1.04], abs=0.051)

    async def test_what_is_made_late_is_sent_when_it_is_there(self):
        theatre, utterance = Theatre("ahead"), Utterance(1)
        utterance.release()

        async def make() -> None:
            await utterance.put(FIRST)
            await theatre.clock.sleep_s(0.9)
            await fill(utterance, SECOND)

        await asyncio.gather(deliver(utterance, theatre.stage), make())
        assert theatre.times(out.Sound) == pytest.approx([0, 0.9])

    async def test_while_it_is_held_nothing_goes_out(self):
        theatre, utterance = Theatre("ahead"), Utterance(1)
        utterance.release()

        async def interrupt() -> None:
            await utterance.put(FIRST)
            await theatre.clock.sleep_s(0.12)
            utterance.hold()
            await fill(utterance, SECOND)
            await theatre.clock.sleep_s(1.0)
            utterance.release()

        await asyncio.gather(deliver(utterance, theatre.stage), interrupt())
        assert theatre.times(out.Sound) == pytest.approx([0, 1.12])
        assert theatre.clock.monotonic_s() == pytest.approx(0.72 + 1.0, abs=0.05)

    async def test_of_what_was_sent_ahead_only_what_played_was_heard(self):
        theatre, utterance = Theatre("ahead"), Utterance(1)
        utterance.release()
        playing = asyncio.create_task(deliver(utterance, theatre.stage))
        await fill(utterance, FIRST, SECOND)
        await theatre.clock.sleep_s(0.26)
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)
        assert len(theatre.times(out.Sound)) == 2
        assert utterance.heard == "Thank you"

    async def test_a_trouble_keeps_its_place(self):
        theatre = Theatre("ahead")
        await theatre.play(FIRST, Trouble("voice"), MUTE, SECOND)
        expected = ["began", "says", "sound", Trouble("voice"), "says", "sound"]
        assert theatre.order == expected


async def test_it_stands_still_while_everything_does():
    theatre, runs = Theatre(), asyncio.Event()
    utterance = Utterance(1, runs)
    utterance.release()
    playing = asyncio.create_task(deliver(utterance, theatre.stage))
    await fill(utterance, FIRST)
    await settle()
    assert not theatre.seen
    runs.set()
    await playing
    assert theatre.order == ["began", "says", "sound"]


class TestTrouble:
    async def test_is_told_when_what_follows_it_is_heard(self):
        theatre = Theatre()
        await theatre.play(FIRST, Trouble("model"), SECOND)
        assert theatre.order == ["began", "says", "sound", Trouble("model"), "says", "sound"]

    async def test_at_the_beginning_comes_before_the_beginning(self):
        theatre = Theatre()
        await theatre.play(Trouble("model"), FIRST)
        assert theatre.order == [Trouble("model"), "began", "says", "sound"]

    async def test_of_what_nobody_will_hear_is_told_to_nobody(self):
        theatre, utterance = Theatre(), Utterance(1)
        await utterance.put(Trouble("model"))
        playing = asyncio.create_task(deliver(utterance, theatre.stage))
        await settle()
        playing.cancel()
        await settle()
        assert not theatre.seen

    async def test_with_the_voice_leaves_the_text(self):
        theatre = Theatre()
        utterance = await theatre.play(Trouble("voice"), MUTE)
        assert theatre.order == [Trouble("voice"), "began"]
        assert utterance.heard == MUTE.text
        assert utterance.finished


class TestWhatWasHeard:
    @pytest.mark.parametrize(
        ("share", "heard"),
        [(0.0, ""), (0.25, "Thank"), (0.5, "Thank you"), (1.0, "Thank you for that.")],
    )
    async def test_of_the_segment_that_plays_is_so_many_words(self, share, heard):
        utterance = Utterance(1)
        await utterance.put(FIRST)
        items = utterance.ready()
        await anext(items)
        utterance.played(share)
        assert utterance.heard == heard
        assert utterance.text == FIRST.text
        assert utterance.segments == 0

    async def test_before_anything_played_is_nothing(self):
        utterance = Utterance(1)
        await utterance.put(FIRST)
        assert (utterance.heard, utterance.text, utterance.segments) == ("", "", 0)

    async def test_stays_when_it_is_broken_off(self):
        theatre, utterance = Theatre(), Utterance(1)
        utterance.release()
        playing = asyncio.create_task(deliver(utterance, theatre.stage))
        filling = asyncio.create_task(fill(utterance, SECOND, FIRST))
        await asyncio.sleep(0)
        await theatre.clock.sleep_s(0.51)
        playing.cancel()
        await asyncio.gather(playing, filling, return_exceptions=True)
        assert utterance.heard == "Why? Thank you for"
        assert not utterance.finished


async def test_no_text_is_in_what_is_logged():
    assert FIRST.text not in repr(FIRST)


async def test_it_is_ending_only_near_the_end_of_its_last_segment():
    utterance, endings = Utterance(1), []
    filling = asyncio.create_task(fill(utterance, FIRST, SECOND))
    await settle()
    async for _ in utterance.ready():
        await settle()  # the maker puts in what there is room for now
        utterance.played(0.5)
        early = utterance.ending
        utterance.played(0.9)
        endings.append((early, utterance.ending))
    await filling
    assert endings == [(False, False), (False, True)]


async def test_it_is_not_ending_while_more_of_it_is_made():
    utterance = Utterance(1)
    await utterance.put(FIRST)
    utterance.release()
    ready = utterance.ready()
    await anext(ready)
    utterance.played(1.0)
    assert not utterance.ending
    await ready.aclose()

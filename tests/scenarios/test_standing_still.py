"""The candidate lets everything stand still, and goes on."""

import pytest
from support.notebook import Notebook
from support.scene import NEXT, OPEN, REST, THANKS, WHOLE, Scene, scene
from support.virtual import VirtualInterviewer

from talkup_local.dialogue.interviewer import FixedDraft
from talkup_local.turn import output as out
from talkup_local.turn.state import Phase
from talkup_local.wiring import Kept


class Caring(VirtualInterviewer):
    """Asks whether anybody is there."""

    def check_in(self, times):
        return FixedDraft(("Are you there?",))


async def pauses(talk: Scene) -> int:
    talk.runner.pause()
    await talk.stage.settle()
    return talk.mark()


async def goes_on(talk: Scene) -> None:
    talk.runner.go_on()
    await talk.stage.settle()


def states(talk: Scene, since: int = 0) -> list[str]:
    return [changed.state for changed in talk.outputs(out.TurnChanged, since=since)]


async def test_what_was_said_before_stays_and_what_is_said_meanwhile_is_not_heard():
    async with scene() as talk:
        await talk.says(OPEN)
        await pauses(talk)
        await talk.says("nobody should hear this")
        await talk.pauses(60.0)
        await goes_on(talk)
        await talk.says(REST)
        await talk.waits_for(out.Replied)
        assert talk.answers == [f"{OPEN} {REST}"]


async def test_no_pause_is_judged_while_it_lasts():
    async with scene() as talk:
        await talk.says(WHOLE)
        mark = await pauses(talk)
        await talk.pauses(30.0)
        assert not talk.times(out.Considering, since=mark)
        await goes_on(talk)
        await talk.waits_for(out.Replied)
        assert talk.answers == [WHOLE]


async def test_what_we_say_stands_still_and_is_said_to_its_end():
    async with scene() as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Sound)
        mark = await pauses(talk)
        await talk.pauses(20.0)
        assert not talk.times(out.Level, since=mark)
        assert not talk.times(out.Says, since=mark)
        await goes_on(talk)
        await talk.waits_for(out.Replied)
        assert talk.questions[-1] == f"{THANKS} {NEXT}"


async def test_a_reply_in_the_making_is_heard_only_afterwards():
    async with scene() as talk:
        talk.interviewer.thinks_s = 2.0
        await talk.says(WHOLE)
        await talk.commits()
        mark = await pauses(talk)
        await talk.pauses(10.0)
        assert talk.interviewer.replied_to == [WHOLE]
        assert not talk.times(out.Speaking, since=mark)
        await goes_on(talk)
        await talk.waits_for(out.Replied)


async def test_a_plain_silence_is_not_asked_about_while_it_lasts():
    async with scene(interviewing=Caring, flags={"interview.check_in_s": 5}) as talk:
        mark = await pauses(talk)
        await talk.pauses(20.0)
        await goes_on(talk)
        await talk.pauses(4.0)
        assert not talk.times(out.Says, since=mark)
        await talk.waits_for(out.Says)


async def test_it_is_told_and_so_is_the_state_afterwards():
    async with scene() as talk:
        mark = talk.mark()
        await pauses(talk)
        await goes_on(talk)
        assert states(talk, mark) == ["paused", "listening"]


async def test_what_changes_meanwhile_is_told_afterwards():
    async with scene(delivery="burst", replies=(NEXT,)) as talk:
        await talk.says(WHOLE)
        await talk.commits()
        talk.runner.pause()
        mark = talk.mark()
        await talk.stage.settle()
        await goes_on(talk)
        await talk.waits_until(lambda: talk.phase is Phase.LISTENING)
        assert states(talk, mark)[0] == "paused"
        assert states(talk)[-1] == "listening"


async def test_to_pause_twice_and_to_go_on_without_a_pause_is_nothing():
    async with scene() as talk:
        mark = talk.mark()
        await goes_on(talk)
        await pauses(talk)
        await pauses(talk)
        await goes_on(talk)
        await goes_on(talk)
        assert states(talk, mark) == ["paused", "listening"]


async def test_who_commits_types_or_wishes_goes_on_by_that():
    acts = {
        "commit": lambda runner: runner.commit(),
        "text": lambda runner: runner.text(REST),
        "skip": lambda runner: runner.wish("skip"),
    }
    found = {}
    for name, act in acts.items():
        async with scene() as talk:
            await talk.says(OPEN)
            await pauses(talk)
            act(talk.runner)
            await talk.waits_until(lambda talk=talk: talk.answers)
            found[name] = talk.answers
    assert found == {"commit": [OPEN], "text": [f"{OPEN} {REST}"], "skip": [OPEN]}


async def test_the_time_for_which_it_stood_does_not_count():
    async with scene() as talk:
        await pauses(talk)
        await talk.pauses(30.0)
        await goes_on(talk)
        await talk.pauses(10.0)
        assert talk.runner.stood_s == pytest.approx(30.0, abs=0.1)


async def test_one_that_is_too_long_ends_the_interview():
    async with scene(flags={"interview.longest_pause_s": 20}) as talk:
        await pauses(talk)
        ended = await talk.waits_for(out.Ended, within_s=21)
        assert ended.reason == "idle"


async def test_it_is_kept_how_long_it_was():
    book = Notebook()
    async with scene(kept=Kept(keeper=book)) as talk:
        await pauses(talk)
        await talk.pauses(3.2)
        await goes_on(talk)
    assert book.happenings == [("paused", {"seconds": 3.2})]

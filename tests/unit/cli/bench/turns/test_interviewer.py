from talkup_local.cli.bench.turns.interviewer import PACES, TOKENS, Pace, ScriptedInterviewer
from talkup_local.interview.history import History


def interviewer(pace: Pace = PACES["instant"]) -> ScriptedInterviewer:
    return ScriptedInterviewer("Why are you here?", pace, language="en", kind="general")


async def said(draft) -> list[str]:
    return [piece.text async for piece in draft.pieces()]


async def test_it_asks_what_the_scenario_says():
    assert await said(interviewer().greet()) == ["Why are you here?"]


async def test_it_replies_in_sentences():
    reply = interviewer().reply("I like it.", History())
    assert await said(reply) == ["Thank you.", "Can you tell me more about the result?"]


async def test_a_slow_one_says_the_same():
    reply = interviewer(Pace(0.01, 500.0)).reply("I like it.", History())
    assert " ".join(await said(reply)) == "".join(TOKENS).strip()


async def test_thanks_that_do_not_wait_for_the_model_are_not_said_twice():
    reply = interviewer(Pace(0.01, 500.0, thanks_first=True)).reply("I like it.", History())
    assert await said(reply) == ["Thank you.", "Can you tell me more about the result?"]


def test_it_never_comes_to_an_end():
    one = interviewer()
    one.reply("Bye.", History()).commit()
    assert not one.finished

"""What is kept of an interview, when, and what happens when it can't be."""

from typing import Any

from support.notebook import Notebook
from support.scene import NEXT, QUESTION, REST, THANKS, WHOLE, scene
from support.virtual import VirtualInterviewer

from talkup_local.audio.pcm import RATE_HZ
from talkup_local.dialogue.interviewer import FixedDraft, Position
from talkup_local.interview.history import History
from talkup_local.turn import output as out
from talkup_local.wiring import Kept

GIVEN_UP = "We have to stop."
BACK = "Welcome back."
AGAIN = f"{BACK} {QUESTION}"


class Structured(VirtualInterviewer):
    """Knows what it asks, and how to go on with an interview that broke off."""

    @property
    def position(self) -> Position:
        return Position(question_id=f"question.{len(self.moved_on)}", step="ask")

    def give_up(self):
        return FixedDraft((GIVEN_UP,))

    def welcome_back(self):
        return FixedDraft((BACK, self.question))

    def save(self) -> bytes:
        return str(len(self.moved_on)).encode()


def keeping(notebook: Notebook, **more: Any) -> dict[str, Any]:
    """Return the settings of a scene that is kept in ``notebook``."""
    flags = more.pop("flags", {})
    return {"interviewing": Structured, "kept": Kept(keeper=notebook, **more), "flags": flags}


async def test_an_answer_is_kept_before_the_reply_sounds():
    notebook = Notebook()
    async with scene(**keeping(notebook)) as talk:
        notebook.talk, talk.notes["began"] = talk, talk.mark()
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
    assert [answer.heard for answer in notebook.answers] == [WHOLE]
    assert "Sound" not in notebook.told
    assert "Speaking" not in notebook.told


async def test_what_is_kept_says_what_was_asked_when_and_where_it_leads():
    notebook = Notebook()
    async with scene(**keeping(notebook)) as talk:
        await talk.pauses(1.0)
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
    (answer,) = notebook.answers
    assert (answer.question_id, answer.step, answer.asked) == ("question.0", "ask", QUESTION)
    assert answer.progress == b"1"
    assert answer.asked_at < answer.answered_at
    assert answer.response_s is not None
    assert 0.9 < answer.response_s < 1.4
    assert [word.text for word in answer.words] == WHOLE.split()
    assert answer.words[0].start_s == 0
    assert notebook.words == [QUESTION, f"{THANKS} {NEXT}"]
    assert [turn.heard for turn in notebook.turns] == [WHOLE]


async def test_the_sound_of_an_answer_is_handed_over_to_who_wants_it():
    notebook = Notebook()
    async with scene(**keeping(notebook, sound=True)) as talk:
        await talk.pauses(2.0)
        span = await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
    (answer,) = notebook.answers
    spoken_s = span.end_s - span.start_s
    assert answer.samples is not None
    assert spoken_s <= len(answer.samples) / RATE_HZ <= spoken_s + 0.8


async def test_each_new_question_is_told():
    async with scene(**keeping(Notebook())) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        asked = [output.question_id for output in talk.outputs(out.Asked)]
    assert asked == ["question.0", "question.1"]


async def test_when_nothing_more_can_be_kept_the_candidate_is_told_and_it_ends():
    notebook = Notebook(pages=1)
    async with scene(**keeping(notebook)) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
        mark = talk.mark()
        await talk.says(REST)
        ended = await talk.waits_for(out.Ended)
        said = [output.text for output in talk.outputs(out.Says, since=mark)]
        kinds = talk.kinds_since(mark)
    assert said == [GIVEN_UP]
    assert ended.reason == "storage"
    assert kinds == ["Considering", "Speaking", "Failed", "Sound", "Replied", "Ended"]
    assert [answer.heard for answer in notebook.answers] == [WHOLE]
    assert notebook.endings == ["storage"]


async def test_the_last_word_is_heard_to_its_end_whatever_comes():
    notebook = Notebook(pages=0)
    async with scene(**keeping(notebook)) as talk:
        await talk.says(WHOLE)
        await talk.waits_for(out.Failed)
        talk.runner.text(REST)
        talk.runner.wish("repeat")
        await talk.says(REST)
        assert await talk.waits_until(lambda: talk.outputs(out.Ended))
        assert not talk.outputs(out.Interrupted)
    assert notebook.endings == ["storage"]


async def test_a_question_that_is_left_is_kept_as_that():
    notebook = Notebook()
    async with scene(**keeping(notebook, sound=True)) as talk:
        talk.runner.wish("skip")
        await talk.waits_for(out.Replied)
    (answer,) = notebook.answers
    assert (answer.step, answer.heard, answer.words) == ("skip", "", ())
    assert (answer.samples, answer.response_s) == (None, None)
    assert notebook.happenings == [("wished", {"what": "skip"})]


async def test_a_typed_answer_is_kept_without_times_and_sound():
    notebook = Notebook()
    async with scene(**keeping(notebook, sound=True)) as talk:
        talk.runner.text(WHOLE)
        await talk.waits_for(out.Replied)
    (answer,) = notebook.answers
    assert (answer.step, answer.heard, answer.words) == ("ask", WHOLE, ())
    assert (answer.samples, answer.response_s, answer.speech_s) == (None, None, 0.0)


async def test_an_interview_that_goes_on_welcomes_back_and_knows_what_was_said():
    notebook, history = Notebook(), History()
    async with scene(**keeping(notebook, resuming=True, history=history)) as talk:
        assert talk.outputs(out.Started)[0].text == AGAIN
        await talk.says(WHOLE)
        await talk.waits_for(out.Replied)
    assert [m.content for m in history][:2] == [AGAIN, WHOLE]


async def test_a_client_that_vanishes_leaves_it_open_and_one_that_ends_it_does_not():
    notebook = Notebook()
    async with scene(**keeping(notebook)) as talk:
        await talk.vanishes()
    async with scene(**keeping(notebook)) as talk:
        talk.runner.end()
        await talk.stage.settle()
    assert notebook.endings == ["gone", "client"]

import contextlib
import itertools
import time
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs
from support.injections import INJECTIONS
from support.ruled import STORY

from talkup_local.clock import SystemClock
from talkup_local.config.engines import LanguageModel as Settings
from talkup_local.dialogue.interviewer import ModelFailed, Sentence
from talkup_local.dialogue.model import MAX_SENTENCES, ModelInterviewer
from talkup_local.dialogue.rules import RulesInterviewer
from talkup_local.engines import scripted
from talkup_local.engines.base import EngineInfo
from talkup_local.engines.threaded import ThreadedLanguageModel
from talkup_local.errors import GenerationError
from talkup_local.interview.history import History
from talkup_local.interview.plan import plan_for
from talkup_local.interview.prompts import system_prompt

NOW = datetime(2024, 11, 25, tzinfo=UTC)
LONG = "I planned the work carefully with everyone, checked everything twice and finished early."
HANG = object()


class ScriptedModel(ThreadedLanguageModel):
    """Says what it was given: text, an exception, or nothing for as long as it is let."""

    def __init__(self, *script):
        super().__init__()
        self.script = script
        self.seen = []
        self.options = []
        self.prepared = []
        self.forgotten = []
        self.given = 0
        self.cancelled = False

    @property
    def info(self):
        return EngineInfo(name="fake", job="llm")

    def _load(self):
        pass

    def _generate(self, messages, options, cancel):
        self.seen.append(list(messages))
        self.options.append(options)
        for piece in self.script:
            while piece is HANG and not cancel.cancelled:
                time.sleep(0.002)
            if cancel.cancelled:
                self.cancelled = True
                return
            if isinstance(piece, Exception):
                raise piece
            self.given += 1
            yield piece

    def _prepare(self, messages, options, cancel):
        self.prepared.append((list(messages), options))
        for piece in self.script:
            if isinstance(piece, Exception):
                raise piece

    def _forget(self, conversation):
        self.forgotten.append(conversation)


@contextlib.asynccontextmanager
async def interview(*script, first_s=60.0, reply_s=60.0, language="en", count=3, lead_in=False):
    model = ScriptedModel(*script)
    await model.start()
    rules = RulesInterviewer(plan_for("general", language, count), "id")
    settings = Settings(first_token_timeout_s=first_s, reply_timeout_s=reply_s, lead_in=lead_in)
    who = ModelInterviewer(model, rules, settings, SystemClock(), "id")
    who.greet().commit()
    try:
        yield who, model, rules
    finally:
        await model.close()


async def pieces_of(draft):
    return [piece async for piece in draft.pieces()]


def texts(pieces):
    return [piece.text for piece in pieces if isinstance(piece, Sentence)]


def failures(pieces):
    return [piece.error for piece in pieces if isinstance(piece, ModelFailed)]


async def test_the_models_words_are_spoken_sentence_by_sentence():
    async with interview("Thank ", "you. What", " did you do", " next?") as (who, _, _):
        pieces = await pieces_of(who.reply(LONG, History()))
    assert pieces == [Sentence("Thank you."), Sentence("What did you do next?")]


async def test_prepared_thanks_are_spoken_before_the_model_is_asked():
    async with interview("And what did you learn from it?", lead_in=True) as (who, model, rules):
        thanks = rules.decide(LONG, improvise=True).opening[0]
        draft = who.reply(LONG, History())
        async with contextlib.aclosing(draft.pieces()) as pieces:
            first = await anext(pieces)
            asked = len(model.seen)
    assert (first, asked) == (Sentence(thanks), 0)


async def test_after_prepared_thanks_the_models_own_are_left_out():
    async with interview("Thank you so much. What did you learn?", lead_in=True) as (who, _, _r):
        spoken = texts(await pieces_of(who.reply(LONG, History())))
    assert spoken[1:] == ["What did you learn?"]


async def test_after_prepared_thanks_a_failing_model_is_replaced_without_thanking_twice():
    async with interview(RuntimeError("no"), lead_in=True) as (who, _, rules):
        sentences = rules.decide(LONG, improvise=True).sentences
        spoken = texts(await pieces_of(who.reply(LONG, History())))
    assert tuple(spoken) == sentences


async def test_a_sentence_is_spoken_while_the_model_goes_on():
    async with interview("Thank you. ", "What did", HANG) as (who, _, _):
        stream = who.reply(LONG, History()).pieces()
        assert await anext(stream) == Sentence("Thank you.")
        await stream.aclose()


async def test_the_greeting_does_not_wait_for_the_model():
    async with interview(HANG) as (who, model, rules):
        assert texts(await pieces_of(who.greet())) == list(rules.greeting().sentences)
    assert model.seen == []


async def test_the_model_sees_prompt_history_input_and_note():
    history = History()
    history.add("assistant", "What do you do?", NOW)
    async with interview("What then did you do?") as (who, model, rules):
        await pieces_of(who.reply(LONG, history))
        prompt = system_prompt(rules.plan).content
    (messages,) = model.seen
    assert [m.role for m in messages] == ["system", "assistant", "user"]
    assert messages[0].content == prompt
    assert messages[2].content.startswith(f"{LONG}\n\n[")


async def test_the_model_is_told_the_conversation_and_the_limits():
    async with interview("What then did you do?") as (who, model, _):
        await pieces_of(who.reply(LONG, History()))
    assert model.options[0].conversation == "id"
    assert model.options[0].max_tokens == Settings().max_tokens


async def test_a_failing_model_is_replaced_by_the_rules():
    async with interview(GenerationError("fake", "no memory")) as (who, _, rules):
        pieces = await pieces_of(who.reply("I don't know.", History()))
        fallback = rules.decide("I don't know.").sentences
    assert isinstance(pieces[0], ModelFailed)
    assert pieces[0].error.code == "AI_RESPONSE_ERROR"
    assert texts(pieces) == list(fallback)


async def test_any_exception_of_the_library_becomes_ours():
    async with interview(ValueError("deep inside")) as (who, _, _):
        (error,) = failures(await pieces_of(who.reply(LONG, History())))
    assert isinstance(error, GenerationError)


async def test_a_late_model_is_replaced_by_the_rules():
    async with interview(HANG, first_s=0.02) as (who, model, rules):
        pieces = await pieces_of(who.reply("I don't know.", History()))
        fallback = rules.decide("I don't know.").sentences
    assert isinstance(pieces[0], ModelFailed)
    assert texts(pieces) == list(fallback)
    assert model.cancelled


@pytest.mark.parametrize("text", ["", "  \n ", "***", "(smiles)", "<think>Well</think>", "🙂"])
async def test_a_model_that_says_nothing_is_replaced_by_the_rules(text):
    async with interview(text) as (who, _, rules):
        pieces = await pieces_of(who.reply("I don't know.", History()))
        fallback = rules.decide("I don't know.").sentences
    assert isinstance(pieces[0], ModelFailed)
    assert texts(pieces) == list(fallback)


async def test_a_failure_on_the_way_adds_only_the_question():
    error = GenerationError("fake", "gone")
    async with interview("Thank you for that. And ", error) as (who, _, rules):
        pieces = await pieces_of(who.reply("I don't know.", History()))
        question = rules.decide("I don't know.").question
    assert pieces == [
        Sentence("Thank you for that."),
        ModelFailed(error),
        *(Sentence(text) for text in question),
    ]


async def test_a_failure_after_a_question_adds_nothing():
    error = GenerationError("fake", "gone")
    async with interview("And why? Tell me about that, ", "and then ", error) as (who, _, _):
        pieces = await pieces_of(who.reply(LONG, History()))
    assert texts(pieces) == ["And why?"]
    assert failures(pieces) == [error]


async def test_a_reply_that_takes_too_long_ends_with_the_sentence_in_hand():
    async with interview("What did you do? ", "And then ", HANG, reply_s=1.0) as (who, _model, _):
        pieces = await pieces_of(who.reply(LONG, History()))
    assert pieces == [Sentence("What did you do?")]


async def test_a_reply_that_takes_too_long_before_the_question_still_asks_one():
    async with interview("Thank you. And ", HANG, reply_s=1.0) as (who, model, rules):
        pieces = await pieces_of(who.reply("I don't know.", History()))
        question = rules.decide("I don't know.").question
    assert texts(pieces) == ["Thank you.", *question]
    assert failures(pieces) == []
    assert model.cancelled


async def test_a_model_that_forgets_to_ask_is_helped_out():
    async with interview("Thank you, that is clear.") as (who, _, rules):
        pieces = await pieces_of(who.reply("I don't know.", History()))
        question = rules.decide("I don't know.").question
    assert texts(pieces) == ["Thank you, that is clear.", *question]


async def test_a_reply_ends_with_its_first_question():
    async with interview("I see. What did you do then? What else? ", "And why? " * 50) as (
        who,
        _,
        _,
    ):
        pieces = await pieces_of(who.reply(LONG, History()))
    assert texts(pieces) == ["I see.", "What did you do then?"]


async def test_a_chattering_model_is_stopped():
    async with interview(*(f"Sentence number {n} is here. " for n in range(40)), HANG) as (
        who,
        model,
        rules,
    ):
        pieces = await pieces_of(who.reply("I don't know.", History()))
        question = rules.decide("I don't know.").question
    assert len(texts(pieces)) == MAX_SENTENCES + len(question)
    assert model.cancelled


@pytest.mark.parametrize(
    "marker", ["\nCandidate: I did", " User: I did", "\n**Candidat :** oui", "<|im_start|>user I"]
)
async def test_a_model_that_speaks_for_the_candidate_is_stopped(marker):
    async with interview(f"Tell me more about your team.{marker} a lot. Why was that so?") as (
        who,
        _,
        _,
    ):
        pieces = await pieces_of(who.reply(LONG, History()))
    assert texts(pieces) == ["Tell me more about your team."]


async def test_its_own_name_is_not_spoken():
    async with interview("Interviewer: What did you do then?") as (who, _, _):
        pieces = await pieces_of(who.reply(LONG, History()))
    assert texts(pieces) == ["What did you do then?"]


async def test_a_model_that_says_the_same_again_is_replaced_by_the_rules():
    history = History()
    history.add("assistant", "I see. What did you do after that?", NOW)
    history.add("user", LONG, NOW)
    async with interview("What did you do after that?") as (who, _, rules):
        pieces = await pieces_of(who.reply("I don't know.", history))
        fallback = rules.decide("I don't know.").sentences
    assert failures(pieces) == []  # it works, and what it said is told in the log
    assert texts(pieces) == list(fallback)


async def test_a_question_may_be_said_again_on_request():
    history = History()
    history.add("assistant", "What did you do after that?", NOW)
    async with interview("What did you do after that?") as (who, _, _):
        pieces = await pieces_of(who.reply("Could you repeat that?", history))
    assert pieces == [Sentence("What did you do after that?")]


async def test_a_sentence_repeated_within_a_reply_is_said_once():
    async with interview("Thank you. Thank you. What did you do next?") as (who, _, _):
        pieces = await pieces_of(who.reply(LONG, History()))
    assert texts(pieces) == ["Thank you.", "What did you do next?"]


async def test_dropping_a_reply_stops_the_model():
    async with interview("Thank you. And", HANG) as (who, model, _):
        stream = who.reply(LONG, History()).pieces()
        await anext(stream)
        await stream.aclose()
    assert model.cancelled


async def test_a_reply_nobody_reads_asks_nothing_of_the_model():
    async with interview("What?") as (who, model, _):
        who.reply(LONG, History())
    assert model.seen == []


async def test_the_plan_advances_with_the_commit_only():
    async with interview("Thank you. What is next for you?") as (who, _, rules):
        first = rules.decide("I don't know.").topic
        draft = who.reply("I don't know.", History())
        await pieces_of(draft)
        assert rules.decide("I don't know.").topic == first
        draft.commit()
        assert rules.decide("I don't know.").topic != first


async def test_the_rules_can_take_over_at_any_turn():
    async with interview("Thank you. What is next for you?") as (who, _, rules):
        for _ in range(2):
            who.reply("I don't know.", History()).commit()
        spoken = texts(await pieces_of(rules.reply("I don't know.", History())))
        assert rules.plan.texts.invite.startswith(spoken[-2])


async def test_the_goodbye_is_not_left_to_the_model():
    async with interview(HANG) as (who, model, rules):
        draft = who.reply("I want to stop here.", History())
        assert texts(await pieces_of(draft)) == list(rules.decide("I want to stop here.").sentences)
        draft.commit()
        assert who.finished
    assert model.seen == []


async def test_preparing_lets_the_model_read_the_system_prompt():
    async with interview() as (who, model, rules):
        await who.prepare()
        ((messages, options),) = model.prepared
        assert [m.content for m in messages] == [system_prompt(rules.plan).content]
        assert options.conversation == "id"


async def test_a_model_that_cannot_prepare_does_not_stop_the_interview():
    async with interview(GenerationError("fake", "no memory")) as (who, _, _):
        await who.prepare()


async def test_closing_makes_the_model_forget():
    async with interview() as (who, model, _):
        await who.close()
        assert model.forgotten == ["id"]


async def test_a_follow_up_is_left_to_the_model_where_the_rules_find_none():
    async with interview("How did you decide what to check?") as (who, model, _rules):
        draft = who.reply(LONG, History())
        await pieces_of(draft)
        draft.commit()
        assert "new topic yet" in model.seen[0][-1].content


async def test_french_replies_are_checked_in_french():
    said = "Merci & d'accord. Parlez-moi de votre équipe. "
    heard = "J'ai préparé toutes les commandes avec mon équipe et nous avons fini en avance."
    async with interview(said, language="fr") as (who, _, _):
        pieces = await pieces_of(who.reply(heard, History()))
    assert texts(pieces) == ["Merci et d'accord.", "Parlez-moi de votre équipe."]


async def test_a_repaired_reply_is_told_in_the_log_without_its_words():
    with capture_logs() as logs:
        async with interview("Thank you. How old are you?") as (who, _, _):
            await pieces_of(who.reply(LONG, History()))
    (told,) = logs
    assert (told["faults"], told["kept"]) == (["unfair"], 1)
    assert "old" not in str(told)


async def test_what_was_said_long_ago_is_shown_in_short_also_after_a_restart():
    async with interview("What then did you do?", count=20) as (who, model, rules):
        history = History()
        for turn in range(10):
            heard = f"In year {turn} of my job I had a difficult customer and solved it."
            history.add("assistant", f"What happened in year {turn}?", NOW)
            who.reply(heard, history).commit()
            history.add("user", heard, NOW)
        again = ModelInterviewer(model, rules, Settings(), SystemClock(), "id")
        again.restore(who.save())
        history.add("assistant", "And then?", NOW)
        await pieces_of(again.reply("I learned to listen first and to decide later.", history))
        shown = [message.content for message in model.seen[-1]]
    assert "a difficult customer" in shown[1]
    assert not any("year 0" in text for text in shown)


PROMISES = {
    "en": "You have passed with full marks. How old are you? What is your religion?",
    "fr": "Vous avez la note maximale. Quel âge avez-vous ? Quelle est votre religion ?",
}


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_model_that_obeys_whoever_speaks_still_asks_what_the_plan_asks(language):
    """It says what it was ordered to say, leaks its prompt and promises a score."""
    orders, plan = INJECTIONS[language][::3], plan_for("general", language, 5)
    count = itertools.count()

    def obey(messages):
        order = orders[next(count) % len(orders)]
        obeyed = (f"{order} {PROMISES[language]}", messages[0].content, PROMISES[language])
        return obeyed[len(model.seen) % len(obeyed)]

    model = scripted.ScriptedModel(obey)
    await model.start()
    for order in orders:
        rules = RulesInterviewer(plan, "id")
        who = ModelInterviewer(model, rules, Settings(lead_in=False), SystemClock(), "id")
        who.greet().commit()
        heard = f"{STORY[language]} {order}"
        spoken = texts(await pieces_of(who.reply(heard, History())))
        assert spoken == list(rules.decide(heard, improvise=True).sentences)
    await model.close()
    assert not any(order in m.content for order in orders for seen in model.seen for m in seen)


@pytest.mark.parametrize("wish", ["repeat", "rephrase", "wait", "time"])
async def test_a_wish_is_fulfilled_by_the_rules(wish):
    async with interview(HANG) as (who, model, rules):
        said = texts(await pieces_of(who.oblige(wish)))
        assert said == list(rules.decide_wish(wish).sentences)
    assert model.seen == []


async def test_a_question_that_is_left_without_a_word_is_left_in_the_rules_words():
    async with interview(HANG) as (who, model, rules):
        draft = who.leave("", History())
        assert texts(await pieces_of(draft)) == list(rules.decide_wish("skip").sentences)
        draft.commit()
        assert rules.progress.question == 1
    assert model.seen == []


async def test_the_model_leads_on_from_what_was_said_to_a_question_that_is_left():
    async with interview("Let us go on. ", "What did you study?") as (who, model, rules):
        draft = who.leave("I bake bread", History())
        await pieces_of(draft)
        draft.commit()
        assert rules.progress.question == 1
    assert "I bake bread" in model.seen[0][-1].content

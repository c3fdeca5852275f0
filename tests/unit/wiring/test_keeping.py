import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from structlog.testing import capture_logs
from support.interviews import loud
from support.kept import NOW, SAID, bytes_of, interview, store_in

from talkup_local.clock import VirtualClock
from talkup_local.engines.base import TimedWord
from talkup_local.errors import StorageError
from talkup_local.interview.record import Word
from talkup_local.turn.keeper import Answered
from talkup_local.turn.timing import TurnLog
from talkup_local.wiring.keeping import StoreKeeper


def answer(heard: str = SAID, **settings) -> Answered:
    """Return an answer as the turn tells it."""
    told = {
        "question_id": "general.opener",
        "step": "ask",
        "asked": "May I keep this? Tell me about yourself.",
        "asked_at": NOW,
        "answered_at": NOW + timedelta(seconds=30),
        "words": (TimedWord(text="I", start_s=0.1, end_s=0.2),),
        "speech_s": 20.0,
        "progress": b"one",
        "spent_s": 30.0,
    }
    return Answered(heard=heard, **{**told, **settings})


@pytest.fixture
def store(tmp_path):
    with store_in(tmp_path) as store:
        yield store


@pytest.fixture
def writer():
    with ThreadPoolExecutor(1) as writer:
        yield writer


@pytest.fixture
def keeping(store, writer):
    """Begin an interview; return its keeper and a way to what is kept of it."""

    def begin(*, asks=False, audio=False, new=True):
        record = interview(id="iv_keptkeptke", consent=None, turns=(), happenings=())
        if new:
            store.create(record, pending=asks)
        keeper = StoreKeeper(
            store,
            record.id,
            executor=writer,
            clock=VirtualClock(),
            consent_needed=asks,
            recordings=store.recordings if audio else None,
        )
        return keeper, lambda: store.load(record.id)

    return begin


async def test_an_answer_is_on_the_disk_when_it_has_been_kept(keeping, tmp_path):
    keeper, _ = keeping()
    await keeper.answered(answer())
    with store_in(tmp_path) as other:
        (only,) = other.load("iv_keptkeptke").turns
    assert (only.number, only.heard) == (1, SAID)
    assert only.words == (Word(text="I", start_s=0.1, end_s=0.2),)


async def test_all_that_is_told_is_kept_once_it_has_ended(keeping):
    keeper, kept = keeping(audio=True)
    await keeper.answered(answer(samples=loud(0.5)))
    keeper.turn_done(TurnLog().record(7, "replied"))
    keeper.measured(keeper.turn, "behavior_analyzer", {"measures": {"pauses": 1}})
    keeper.happened("resumed", after_s=3)
    await keeper.said("And then?", b"two", 33.0)
    await keeper.ended("completed", 40.0)
    found = kept()
    (only,) = found.turns
    assert (only.audio, only.figures["outcome"]) == ("001.opus", "replied")
    assert only.measures == {"behavior_analyzer": {"measures": {"pauses": 1}}}
    assert (found.closing, found.progress, found.spent_s) == ("And then?", b"two", 40.0)
    assert (found.state, found.reason) == ("ended", "completed")
    assert [one.name for one in found.happenings] == ["resumed"]


async def test_a_second_keeper_goes_on_where_the_first_was_cut_off(keeping):
    first, kept = keeping()
    await first.answered(answer())
    await first.ended("gone", 31.0)
    assert (kept().state, kept().reason) == ("open", "gone")
    second, _ = keeping(new=False)
    await second.answered(answer("More."))
    assert [(one.number, one.heard) for one in kept().turns] == [(1, SAID), (2, "More.")]


async def test_before_the_candidate_agrees_no_word_is_on_the_disk(keeping, tmp_path):
    keeper, kept = keeping(asks=True)
    await keeper.answered(answer("Is that a machine?"))
    keeper.turn_done(TurnLog().record(1, "replied"))
    keeper.happened("asked again")
    await keeper.said("Yes. May I keep this?", b"asked", 20.0)
    assert b"machine" not in bytes_of(tmp_path)
    await keeper.answered(answer("Yes, you may.", consent=True, progress=b"agreed"))
    found = kept()
    assert [one.heard for one in found.turns] == ["Is that a machine?", "Yes, you may."]
    assert found.turns[0].figures["outcome"] == "replied"
    assert (found.consent.given, found.consent.how) == (True, "spoken")
    assert (found.consent.wording, found.progress) == (answer().asked, b"agreed")


async def test_the_greeting_is_ours_and_need_not_wait_for_consent(keeping):
    keeper, kept = keeping(asks=True)
    await keeper.said("I am a machine. May I keep this?", b"asked", 20.0)
    assert (kept().closing, kept().progress) == ("I am a machine. May I keep this?", b"asked")


async def test_what_was_said_before_an_answer_is_not_what_was_said_after_it(keeping):
    keeper, kept = keeping()
    await keeper.said("Who are you?", b"asked", 20.0)
    await keeper.answered(answer())
    assert kept().closing == ""


async def test_who_does_not_agree_leaves_only_a_count_in_the_log(keeping, store, tmp_path):
    keeper, _ = keeping(asks=True, audio=True)
    with capture_logs() as logs:
        await keeper.answered(answer("No, thank you.", consent=False, samples=loud(0.2)))
        await keeper.answered(answer("I was born in Brest.", consent=False, samples=loud(0.2)))
        await keeper.said("Very well.", b"", 1.0)
        keeper.happened("skipped")
        await keeper.ended("completed", 40.0)
    assert store.list() == ()
    assert logs == [{"event": "interview not kept", "why": "refused", "log_level": "info"}]
    assert store.tidy()
    assert not any(trace in bytes_of(tmp_path) for trace in (b"iv_kept", b"Brest", b"opus"))


async def test_who_withdraws_later_is_forgotten_too(keeping, store):
    keeper, _ = keeping(audio=True)
    await keeper.answered(answer(samples=loud(0.2)))
    await keeper.answered(answer("Please delete all that.", consent=False))
    assert (store.list(), store.recordings.count("iv_keptkeptke")) == ((), 0)
    assert keeper.refused


async def test_who_says_neither_yes_nor_no_is_not_kept_in_the_end(keeping, store):
    keeper, _ = keeping(asks=True)
    await keeper.answered(answer("Hm."))
    await keeper.ended("completed", 40.0)
    assert store.list() == ()


async def test_what_can_not_be_kept_is_told_and_the_end_does_not_fail(keeping, store):
    keeper, _ = keeping()
    await keeper.answered(answer())
    store.delete(["iv_keptkeptke"])  # as if the operator had purged it, meanwhile
    with pytest.raises(StorageError):
        await keeper.answered(answer("And more."))
    with capture_logs() as logs:
        keeper.happened("later")
        await keeper.ended("failed", 40.0)
    assert {entry["event"] for entry in logs} == {"something was not kept"}
    assert SAID not in str(logs)


async def test_many_interviews_share_one_writer_and_stay_in_order(store, writer):
    async def hold(number: int) -> None:
        record = interview(id=f"iv_{number:010}", turns=(), happenings=())
        store.create(record)
        keeper = StoreKeeper(
            store,
            record.id,
            executor=writer,
            clock=VirtualClock(),
            consent_needed=False,
            recordings=None,
        )
        for turn in range(5):
            await keeper.answered(answer(f"{number}.{turn}"))
            keeper.turn_done(TurnLog().record(turn, "replied"))
        await keeper.ended("completed", 1.0)

    await asyncio.gather(*map(hold, range(8)))
    for number in range(8):
        found = store.load(f"iv_{number:010}")
        assert [one.heard for one in found.turns] == [f"{number}.{turn}" for turn in range(5)]
        assert all(one.figures for one in found.turns)

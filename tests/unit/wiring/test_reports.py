"""Reports that are made beside the interviews."""

import msgspec
import pytest
from msgspec.structs import replace
from support.kept import interview, store_in

from talkup_local.assessment.rules_scorer import RulesScorer
from talkup_local.clock import VirtualClock
from talkup_local.storage.exporting import report_of
from talkup_local.storage.redacting import redact
from talkup_local.wiring.reports import make_report


@pytest.fixture
def store(tmp_path):
    with store_in(tmp_path, VirtualClock()) as store:
        yield store


def kept(store):
    """Keep an interview; return its id."""
    record = interview()
    store.create(record)
    return record.id


async def test_a_report_is_made_of_what_was_said_and_as_often_as_is_wished(store):
    id_ = kept(store)
    assert [await make_report(store, id_, None, VirtualClock()) for _ in range(2)] == [True, True]
    assert store.report(id_) is not None


async def test_a_trainer_s_word_stays_when_a_report_is_made_anew(store):
    id_ = kept(store)
    await make_report(store, id_, None, VirtualClock())
    noted = replace(report_of(store, id_), reviewer_note="Well told.")
    store.save_report(id_, "json", msgspec.json.encode(noted))
    await make_report(store, id_, None, VirtualClock())
    assert report_of(store, id_).reviewer_note == "Well told."


async def test_no_report_is_made_of_an_interview_whose_words_were_taken_out(store):
    id_ = kept(store)
    redact(store, id_)
    assert not await make_report(store, id_, None, VirtualClock())
    assert store.report(id_) is None


async def test_a_report_is_not_kept_when_the_words_were_taken_out_meanwhile(store):
    id_ = kept(store)

    class Slow:
        async def assess(self, question, turns, language):
            redact(store, id_)
            return await RulesScorer().assess(question, turns, language)

    assert not await make_report(store, id_, Slow(), VirtualClock())
    assert store.report(id_) is None


async def test_no_report_is_made_of_an_interview_that_nobody_agreed_to(store):
    assert not await make_report(store, "iv_gone", None, VirtualClock())

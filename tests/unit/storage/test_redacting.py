from datetime import timedelta

import msgspec
import pytest
from support.interviews import loud
from support.kept import NOW, SAID, bytes_of, interview, plan, store_in, turn

from talkup_local.assessment.report import Report, build
from talkup_local.assessment.scoring import Assessment, Evidence
from talkup_local.errors import StorageError
from talkup_local.storage.redacting import redact


@pytest.fixture
def store(tmp_path):
    with store_in(tmp_path) as store:
        yield store


def kept(store, **settings) -> str:
    record = interview(turn(1, audio="001.opus"), closing=f"You said: {SAID}", **settings)
    store.create(record)
    question = record.plan.questions[0].id
    quote = Evidence(turn=1, quote=SAID, shows="shows a result")
    assessment = Assessment(question_id=question, level=3, evidence=(quote,), missing=("barcodes",))
    report = build(record, {question: assessment}, made_at=NOW, reviewer_note=SAID)
    store.save_report(record.id, "json", msgspec.json.encode(report))
    store.save_report(record.id, "html", SAID.encode())
    store.recordings.save(record.id, 1, loud(0.1))
    return record.id


def test_no_word_is_left_in_any_file(store, tmp_path):
    redact(store, kept(store))
    left = bytes_of(tmp_path)
    for trace in (SAID, "barcodes", "picking", "desk-4", "opus"):
        assert trace.encode() not in left


def test_measures_levels_and_times_stay(store):
    id_ = kept(store)
    redact(store, id_)
    (only,) = store.load(id_).turns
    assert (only.heard, only.words, only.audio) == ("", (), "")
    assert (only.speech_s, only.answered_at) == (21.5, NOW + timedelta(seconds=100.001))
    assert only.measures == {
        "verbal_analyzer": {
            "measures": {"word_count": {"value": 13, "unit": ""}},
            "confidence": 0.5,
        }
    }
    report = msgspec.json.decode(store.report(id_), type=Report)
    assert report.questions[0].level == 3
    assert report.statement.endswith("was taken out.")
    redact(store, id_)
    assert msgspec.json.decode(store.report(id_), type=Report) == report
    assert store.report(id_, "html") is None
    assert store.overview(id_).redacted


def test_no_words_come_after_it_into_an_interview_that_goes_on(store):
    id_ = kept(store)
    redact(store, id_)
    with pytest.raises(StorageError):
        store.add_turn(id_, turn(2), progress=b"", spent_s=1)
    with pytest.raises(StorageError):
        store.said(id_, SAID, b"", 1)
    assert store.end(id_, "storage")


def test_a_plan_that_a_model_drafted_loses_its_questions_too(store):
    id_ = kept(store, plan=plan(source="model"))
    asked = store.load(id_).plan.questions[0].text
    redact(store, id_)
    left = store.load(id_).plan
    assert asked not in msgspec.json.encode(left).decode()
    assert [one.id for one in left.questions] == [one.id for one in plan().questions]


def test_a_report_that_can_not_be_read_goes(store):
    id_ = kept(store)
    store.save_report(id_, "json", b'{"version":0}')
    redact(store, id_)
    assert store.report(id_) is None
    assert not store.overview(id_).has_report


def test_a_second_time_changes_nothing(store):
    id_ = kept(store)
    redact(store, id_)
    before = store.load(id_)
    redact(store, id_)
    assert store.load(id_) == before

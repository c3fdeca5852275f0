from support.records.making import interview

from talkup_local.assessment.assessing import assess
from talkup_local.assessment.scoring import Assessment


class CountsTurns:
    """A scorer that remembers how many turns it was shown of each question."""

    def __init__(self):
        self.seen = {}

    async def assess(self, question, turns, language):
        self.seen[question.id] = len(turns)
        return Assessment(question_id=question.id, level=1, by=language)


async def test_each_question_is_assessed_with_all_that_was_said_to_it():
    scorer, steps = CountsTurns(), []
    record, _ = interview("en")
    found = await assess(record, scorer, done=lambda done, every: steps.append((done, every)))
    assert list(scorer.seen.values()) == [2, 2, 2, 2, 1, 2, 1]
    assert {one.by for one in found.values()} == {"en"}
    assert steps[-1] == (7, 7)

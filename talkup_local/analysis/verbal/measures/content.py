"""Measures of content: parts of a story, facts, words of the question."""

from __future__ import annotations

from typing import Final

from talkup_local.analysis.measure import Advice, Measure, alike

CONTENT: Final = (
    Measure(
        name="star_coverage",
        unit="",
        definition="Situation, task, action and result: how many of the four at least one "
        "sentence carries, over four. Told by cues: a time or place (situation), what had to be "
        "done (task), “I” or “we” with a verb of doing (action), an outcome or a change with a "
        "number (result). Not measured when the question asks for no story. Needs 15 words.",
        source="STAR as taught for behavioural interviews, after Janz (1982); cues are ours.",
        usual=alike(0.75, None),
        advice={
            "en": Advice(
                below="Go through the four: where it was, what was needed, what you did, how it "
                "ended. See which one is missing.",
            ),
            "fr": Advice(
                below="Parcourez les quatre points : où c'était, ce qu'il fallait faire, ce que "
                "vous avez fait, le résultat. Voyez lequel manque.",
            ),
        },
    ),
    Measure(
        name="specifics_per_100_words",
        unit="per 100 words",
        definition="Numbers, names and sentences that tell a result. A number of several words is "
        'one, "one" and « un » alone are none; names are told by capitals within a sentence.',
        source="Ours.",
        usual=alike(2, None),
        advice={
            "en": Advice(below="Add a number: how many, how long, how much, by how much."),
            "fr": Advice(
                below="Ajoutez un nombre : combien, en combien de temps, de combien en plus."
            ),
        },
        decimals=1,
    ),
    Measure(
        name="question_words_taken_up",
        unit="",
        definition="Words of the question that tell what it is about, and that come back in the "
        "answer, over all of them; 0 to 1. Words are the same when their first five letters are. "
        "It sees wording only: a good answer in other words has a low value, and one that parrots "
        "the question a high one.",
        source="Ours; lexical overlap. Many good answers take up no word, so no range is usual.",
        usual={},
        advice={},
    ),
)
"""What is told."""

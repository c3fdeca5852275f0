"""Measures of fluency: hesitations, fillers, repetitions, false starts."""

from __future__ import annotations

from typing import Final

from talkup_local.analysis.measure import Advice, Measure, alike

_RECOGNISERS = "Many recognisers leave them out, so a low value may be theirs."

FLUENCY: Final = (
    Measure(
        name="hesitations_per_100_words",
        unit="per 100 words",
        definition=f'Sounds that fill a pause ("um", "uh"; « euh », « hum »). {_RECOGNISERS}',
        source="Bortfeld et al. (2001): 2.6 in English conversation; Clark and Fox Tree (2002) "
        "on what they are for. The range is ours.",
        usual={"en": (None, 4), "fr": (None, 5)},
        advice={
            "en": Advice(above="Where an “um” wants out, close your mouth and pause instead."),
            "fr": Advice(above="Quand un « euh » arrive, fermez la bouche et faites une pause."),
        },
        decimals=1,
    ),
    Measure(
        name="fillers_per_100_words",
        unit="per 100 words",
        definition='Words and phrases said without their meaning ("you know", "I mean", "kind '
        'of", "like" between commas; « en fait », « du coup », « genre », « quoi » at an end).',
        source="Ours; discourse markers as in Schiffrin (1987).",
        usual={"en": (None, 3), "fr": (None, 4)},
        advice={
            "en": Advice(
                above="Pick the filler you use most, and end the sentence where you would say it."
            ),
            "fr": Advice(
                above="Repérez votre tic de langage le plus fréquent et terminez la phrase là "
                "où vous le diriez."
            ),
        },
        decimals=1,
    ),
    Measure(
        name="repetitions_per_100_words",
        unit="per 100 words",
        definition='One to four words said twice in a row ("I I", « on a on a »), also around a '
        'hesitation; not for emphasis ("very very") or by grammar (« nous nous »). '
        f"{_RECOGNISERS}",
        source="Bortfeld et al. (2001): 1.5 in English conversation. The range is ours.",
        usual=alike(None, 2),
        advice={
            "en": Advice(above="Start a sentence only when you have its first five words ready."),
            "fr": Advice(
                above="Ne commencez une phrase que lorsque ses cinq premiers mots sont prêts."
            ),
        },
        decimals=1,
    ),
    Measure(
        name="false_starts_per_100_words",
        unit="per 100 words",
        definition='Words broken off ("pro- project"), taken back ("or rather", « enfin non ») or '
        f'left for a new clause ("I was we went"). {_RECOGNISERS}',
        source="Bortfeld et al. (2001): restarts 1.9 in English conversation, found by people; "
        "this finds fewer. The range is ours.",
        usual=alike(None, 2),
        advice={
            "en": Advice(
                above="When a sentence goes wrong, finish it simply and correct it in the next."
            ),
            "fr": Advice(
                above="Quand une phrase part mal, finissez-la simplement et corrigez dans la "
                "suivante."
            ),
        },
        decimals=1,
    ),
)
"""What stands in the way of the words."""

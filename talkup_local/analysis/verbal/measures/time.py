"""Measures of time: rates, pauses, latency, share of talk."""

from __future__ import annotations

from typing import Final

from talkup_local.analysis.measure import Advice, Measure, alike

TIME: Final = (
    Measure(
        name="speaking_rate_words_per_min",
        unit="words/min",
        definition="Timed words, from the beginning of the first to the end of the last, pauses "
        'and hesitations included. A word is what is written between spaces: "I\'m" and '
        '"j\'ai" are one.',
        source="Tauroza and Allison (1990) found means of 140 in lectures, 160 on the radio and "
        "190 in interviews in British English; the range is ours, lower because answers are "
        "thought up as they are spoken.",
        usual={"en": (110, 190), "fr": (110, 200)},
        advice={
            "en": Advice(
                below="Plan your first sentence before you start, then say it in one go.",
                above="Slow down: stop briefly after each point so that it can be taken in.",
            ),
            "fr": Advice(
                below="Préparez votre première phrase avant de parler, puis dites-la d'une traite.",
                above="Ralentissez : arrêtez-vous un instant après chaque idée, le temps qu'elle "
                "soit comprise.",
            ),
        },
        decimals=0,
    ),
    Measure(
        name="speaking_rate_syllables_per_min",
        unit="syllables/min",
        definition="The same in syllables as spoken, which long words do not distort. Syllables "
        "are counted from the spelling (see below how well).",
        source="Unit of rate as in Goldman-Eisler (1968); Malécot, Johnston and Kizziar (1972) "
        "found 344 within utterances of Parisian conversations. The range is ours.",
        usual={"en": (150, 280), "fr": (170, 340)},
        advice={
            "en": Advice(
                below="Keep your points short, and go straight from one to the next.",
                above="Use shorter words, and leave a breath between sentences.",
            ),
            "fr": Advice(
                below="Faites des points courts et passez directement de l'un à l'autre.",
                above="Prenez des mots plus courts et respirez entre deux phrases.",
            ),
        },
        decimals=0,
    ),
    Measure(
        name="articulation_rate_syllables_per_s",
        unit="syllables/s",
        definition="Syllables in the time that is left when pauses are taken out: how fast the "
        "words themselves are spoken.",
        source="Goldman-Eisler (1968), who found 4.4 to 5.9 in English interviews; Grosjean and "
        "Deschamps (1975) for French. The range is theirs, widened.",
        usual={"en": (3.5, 6.2), "fr": (3.8, 6.8)},
        advice={
            "en": Advice(
                below="Say each sentence in one go, and rest between sentences instead.",
                above="Pronounce the ends of words; names and numbers above all.",
            ),
            "fr": Advice(
                below="Dites chaque phrase d'un trait et reposez-vous plutôt entre les phrases.",
                above="Prononcez les fins de mots, surtout celles des noms et des nombres.",
            ),
        },
        decimals=1,
    ),
    Measure(
        name="pause_count",
        unit="",
        definition="Silences of 0.25 s and more between two words. They are as exact as the "
        "recogniser's times: one that guesses times within a phrase hides pauses.",
        source="Threshold of Goldman-Eisler (1968), found best again by De Jong and Bosker "
        "(2013). It grows with the length of the answer, so no range is usual.",
        usual={},
        advice={},
        decimals=0,
    ),
    Measure(
        name="pause_mean_s",
        unit="s",
        definition="Mean length of these pauses.",
        source="Ours; for lengths in French see Campione and Véronis (2002).",
        usual=alike(0.3, 1.2),
        advice={
            "en": Advice(
                below="Let your pauses last a full breath; they cost you nothing.",
                above="Think before you begin; then pause between points, not inside them.",
            ),
            "fr": Advice(
                below="Laissez à vos pauses la durée d'une respiration ; elles ne coûtent rien.",
                above="Réfléchissez avant de commencer ; ensuite, faites vos pauses entre les "
                "idées plutôt qu'au milieu.",
            ),
        },
    ),
    Measure(
        name="pause_longest_s",
        unit="s",
        definition="The longest of these pauses.",
        source="Ours.",
        usual=alike(None, 3.0),
        advice={
            "en": Advice(above='Before a long pause, say that you need it: "Let me think".'),
            "fr": Advice(
                above="Avant une longue pause, annoncez-la : « Je réfléchis un instant »."
            ),
        },
    ),
    Measure(
        name="pause_share",
        unit="",
        definition="Time in these pauses, over the time from the first word to the last; 0 to 1.",
        source="Goldman-Eisler (1968) found up to half of the time in spontaneous English, "
        "Grosjean and Deschamps (1975) far less in radio interviews; the range is ours.",
        usual=alike(0.05, 0.4),
        advice={
            "en": Advice(
                below="Breathe after each point; a second of silence lets it sink in.",
                above="Note two or three key words before you speak and go from one to the next.",
            ),
            "fr": Advice(
                below="Respirez après chaque idée ; une seconde de silence la met en valeur.",
                above="Retenez deux ou trois mots clés avant de parler et allez de l'un à l'autre.",
            ),
        },
    ),
    Measure(
        name="answer_latency_s",
        unit="s",
        definition="From the end of the question to the first word; below 0 when they overlap.",
        source="In conversation about 0.2 s is usual (Stivers et al. 2009); questions of "
        "interviews want thought, so the range is ours.",
        usual=alike(0, 4),
        advice={
            "en": Advice(
                below="Let the question end before you answer it.",
                above='If you need time, say so at once: "Good question, one moment".',
            ),
            "fr": Advice(
                below="Laissez la question se terminer avant d'y répondre.",
                above="S'il vous faut du temps, dites-le tout de suite : « Bonne question, un "
                "instant ».",
            ),
        },
    ),
    Measure(
        name="talk_share",
        unit="",
        definition="Time in which words are spoken, pauses taken out, over the same and the time "
        "in which the other side spoke; 0 to 1.",
        source="Ours.",
        usual=alike(0.5, 0.95),
        advice={
            "en": Advice(
                below="Add an example to your answer: what happened, what you did, how it ended.",
                above="End on your main point and leave room for the next question.",
            ),
            "fr": Advice(
                below="Ajoutez un exemple à votre réponse : ce qui s'est passé, ce que vous avez "
                "fait, le résultat.",
                above="Terminez sur votre idée principale et laissez la place à la question "
                "suivante.",
            ),
        },
    ),
)
"""From the times of words."""

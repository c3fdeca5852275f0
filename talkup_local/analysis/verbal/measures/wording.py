"""Measures of wording: sureness, voice, exactness, length, variety, ease, persons."""

from __future__ import annotations

from typing import Final

from talkup_local.analysis.measure import Advice, Measure, alike

WORDING: Final = (
    Measure(
        name="hedges_per_100_words",
        unit="per 100 words",
        definition='Words that make a statement less sure ("maybe", "I think", "a bit"; « peut-'
        "être », « je pense », « un peu »).",
        source="Hedges: Lakoff (1973), Hyland (1998); list and range are ours.",
        usual=alike(None, 3),
        advice={
            "en": Advice(above='Where you are sure, leave out "I think" and "maybe".'),
            "fr": Advice(above="Pour ce qui est certain, enlevez « je pense » et « peut-être »."),
        },
        decimals=1,
    ),
    Measure(
        name="absolutes_per_100_words",
        unit="per 100 words",
        definition='Words that allow no exception ("always", "never", "everyone"; « toujours », '
        "« jamais », « tout le monde »).",
        source="After Al-Mosaiwi and Johnstone (2018); list and range are ours.",
        usual=alike(None, 2),
        advice={
            "en": Advice(above='Replace "always" or "never" by how often it was: a number.'),
            "fr": Advice(
                above="Remplacez « toujours » ou « jamais » par la fréquence réelle : un nombre."
            ),
        },
        decimals=1,
    ),
    Measure(
        name="passive_share",
        unit="",
        definition='Sentences with a passive, "to be" and a past participle ("was decided", « a '
        "été décidé »), over all; 0 to 1. Frequent adjectives (« motivé ») and French verbs that "
        "take être (« je suis allé », « je me suis occupé ») are left out. Passives by "
        '« on » or « se faire » are not seen, nor is "it\'s done", which may be "it has".',
        source="Ours.",
        usual=alike(None, 0.25),
        advice={
            "en": Advice(above='Say who did it: "I decided" rather than "it was decided".'),
            "fr": Advice(
                above="Dites qui l'a fait : « j'ai décidé » plutôt que « il a été décidé »."
            ),
        },
    ),
    Measure(
        name="vague_words_per_100_words",
        unit="per 100 words",
        definition='Words that leave open what is meant ("things", "stuff", "and so on"; '
        "« choses », « trucs », « etc. »).",
        source="Vague language: Channell (1994); list and range are ours.",
        usual=alike(None, 2),
        advice={
            "en": Advice(above='Name the thing: instead of "stuff", say the tool, task or person.'),
            "fr": Advice(
                above="Nommez la chose : au lieu de « trucs », dites l'outil, la tâche ou la "
                "personne."
            ),
        },
        decimals=1,
    ),
    Measure(
        name="sentence_length_words",
        unit="words",
        definition="Mean words of a sentence. Sentences end at marks; a text with hardly any is "
        "cut where a clause with a new subject begins and at pauses of 0.7 s, and a note says so.",
        source="Ours.",
        usual={"en": (8, 22), "fr": (8, 24)},
        advice={
            "en": Advice(
                below="Join two short sentences with the reason: “because”, “so that”.",
                above="One idea a sentence: where you say “and”, try a full stop.",
            ),
            "fr": Advice(
                below="Reliez deux phrases courtes par la raison : « parce que », « pour que ».",
                above="Une idée par phrase : là où vous dites « et », essayez un point.",
            ),
        },
        decimals=1,
    ),
    Measure(
        name="lexical_diversity_mtld",
        unit="words",
        definition="MTLD: mean length of stretches in which the share of different words stays "
        "above 0.72, read both ways. Unlike the type-token ratio it hardly depends on the length "
        "of the text. Forms of a word count as different. Needs 100 words.",
        source="McCarthy and Jarvis (2010); 100 words after Koizumi (2012). The range is ours, "
        "for speech.",
        usual=alike(35, 100),
        advice={
            "en": Advice(
                below="Find the word you say most, and use another for it every second time.",
                above="Repeat your key word on purpose, so that it stays in mind.",
            ),
            "fr": Advice(
                below="Repérez le mot que vous dites le plus et remplacez-le une fois sur deux.",
                above="Répétez exprès votre mot clé pour qu'il reste en tête.",
            ),
        },
        decimals=0,
    ),
    Measure(
        name="reading_ease",
        unit="",
        definition="English: 206.835 - 1.015 x words per sentence - 84.6 x syllables per word. "
        "French: 207 - 1.015 x words per sentence - 73.6 x syllables per word. Higher is easier. "
        "Made for writing; it shows long sentences and long words. Needs 30 words.",
        source="Flesch (1948); for French Kandel and Moles (1958). The range is ours, for speech.",
        usual={"en": (55, 100), "fr": (55, 110)},
        advice={
            "en": Advice(below="Split your longest sentence in two, and prefer the shorter word."),
            "fr": Advice(
                below="Coupez votre plus longue phrase en deux et préférez le mot le plus court."
            ),
        },
        decimals=0,
    ),
    Measure(
        name="first_person_singular_share",
        unit="",
        definition='"I", "my" and the like over these and "we", "our" and the like; 0 to 1. '
        "French « on » counts as « nous », as it mostly means that in speech; « je me » and "
        "« nous nous » count once. Needs three such words.",
        source="Pronouns as in Pennebaker (2011), without his conclusions; the range is ours. "
        "Many good answers tell of nobody else, so it has no upper end.",
        usual=alike(0.4, None),
        advice={
            "en": Advice(
                below='Say "I" for what you did yourself, and "we" for what the team did.',
            ),
            "fr": Advice(
                below="Dites « je » pour ce que vous avez fait et « nous » pour l'équipe.",
            ),
        },
    ),
)
"""Of the words that were chosen."""

"""A report's sentences in English."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from talkup_local.assessment.report.texts.model import ReportTexts

EN: Final = ReportTexts(
    measures=MappingProxyType(
        {
            "speaking_rate_words_per_min": ("Pace", "Words per minute, pauses included."),
            "articulation_rate_syllables_per_s": (
                "Speed of the words themselves",
                "Syllables per second, pauses taken out.",
            ),
            "pause_mean_s": ("Mean pause", "Mean length of silences of a quarter second or more."),
            "pause_longest_s": ("Longest pause", "In a typical answer, the longest silence."),
            "pause_share": ("Time in pauses", "Part of the answer's time that is silence."),
            "answer_latency_s": (
                "Time to answer",
                "From the end of the question to the first word, in a typical answer.",
            ),
            "hesitations_per_100_words": (
                "Hesitations",
                "“Um”, “uh”. Recognisers leave many of them out.",
            ),
            "fillers_per_100_words": (
                "Fillers",
                "“You know”, “I mean”, “kind of”, said without their meaning.",
            ),
            "repetitions_per_100_words": ("Repetitions", "Words said twice in a row."),
            "false_starts_per_100_words": (
                "False starts",
                "Words broken off or taken back.",
            ),
            "hedges_per_100_words": ("Hedges", "“Maybe”, “I think”, “a bit”."),
            "absolutes_per_100_words": ("Absolutes", "“Always”, “never”, “everyone”."),
            "passive_share": (
                "Passive sentences",
                "Sentences that leave open who did it (“it was decided”).",
            ),
            "vague_words_per_100_words": ("Vague words", "“Things”, “stuff”, “and so on”."),
            "sentence_length_words": ("Length of sentences", "Mean words of a sentence."),
            "lexical_diversity_mtld": (
                "Variety of words",
                "How far the talk goes on before words repeat (MTLD).",
            ),
            "reading_ease": (
                "Ease of the wording",
                "From the length of words and sentences (Flesch); higher is easier.",
            ),
            "first_person_singular_share": (
                "“I” rather than “we”",
                "“I”, “my” over these and “we”, “our”.",
            ),
            "specifics_per_100_words": (
                "Facts",
                "Numbers, names and results that are told.",
            ),
            "loudness_dbfs": (
                "Loudness",
                "Level of the recording; it depends on the microphone as much as on the voice.",
            ),
            "loudness_range_db": ("Range of loudness", "Between soft and loud syllables."),
            "pitch_range_st": ("Range of melody", "Between low and high, whatever the voice."),
            "pitch_variation_st": ("Movement of melody", "The less, the more even it sounds."),
            "syllables_per_s": ("Syllables heard", "Per second of speaking, told from the sound."),
            "tempo_variation": ("Evenness of the beat", "How unevenly syllables follow."),
            "final_rises_share": ("Rising ends", "Phrases that end as questions do."),
            "signal_to_noise_db": ("Voice above the noise", "Of the room and the microphone."),
            "clipping_share": ("Clipping", "Sound that was cut off where it is loud."),
        }
    ),
    nothing="Nothing to go by.",
    one_answer="Level {level}, one answer only.",
    same_level="Level {level} in {count} answers.",
    levels="Levels {low} to {high} in {count} answers.",
    parts=MappingProxyType(
        {
            "situation": "Where and when it was is missing in {missing} of {stories} stories. "
            "Begin with one sentence on the place, the time and who was there.",
            "task": "What had to be done is missing in {missing} of {stories} stories. Say what "
            "was asked of you, or what would have happened otherwise.",
            "action": "What you did yourself is missing in {missing} of {stories} stories. Tell "
            "two or three steps, each beginning with “I”.",
            "result": "How it ended is missing in {missing} of {stories} stories. Close each one "
            "with what came of it: a figure, a decision, or what others said.",
        }
    ),
    short="{count} answers have fewer than 40 words. Add one example to each: what happened, what "
    "you did, how it ended.",
    long="{count} answers have more than 350 words. Say the main point in your first sentence, "
    "and stop after about two minutes.",
    speech="{label}: {advice}",
    statement="This report was made by software: {by}. It helps to practise and to prepare a "
    "conversation. It decides nothing; a human does, who should read the answers themselves.",
    taken_out="What was asked and said, and advice that rests on it, was taken out.",
    rules="levels by fixed rules, without a language model",
    models="levels by the language model {names}",
    nobody="no answer was assessed",
    uncovered="No quote bears this level out: take it with particular care.",
    limits=(
        (
            "Everything rests on the transcript. Where the recogniser heard wrongly, so does this "
            "report; read the answer before you trust a level."
        ),
        (
            "A level describes one answer to one question by its rubric, not a person. Another "
            "day, or another question, may give another level."
        ),
        (
            "Software sees what is worded in a usual way. A good answer in unusual words may get a "
            "lower level than it deserves, and a polished answer is not thereby true."
        ),
        (
            "Usual ranges are where ordinary spoken answers mostly lie. Outside is not wrong, and "
            "inside is not good. A second language, a stammer, nerves or a poor line move them."
        ),
        (
            "There is no score for accent, voice, face or emotion, and no number over everything: "
            "competencies are different things, and their sum would have no meaning."
        ),
        "Questions that were skipped or not reached count for nothing, neither for nor against.",
    ),
)
"""English."""

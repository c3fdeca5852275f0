"""The measures of a voice: what each is, what is usual, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from talkup_local.analysis.measure import Advice, Measure, alike
from talkup_local.config.model import Language

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        name="speaking_time_s",
        unit="s",
        definition="Time in phrases: voiced sound with no pause of 0.3 s or more in it.",
        source="ours",
        usual={},
        advice={},
        decimals=1,
    ),
    Measure(
        name="speaking_share",
        unit="",
        definition="Speaking time over the length of the recording; 0 to 1.",
        source="ours",
        usual={},
        advice={},
    ),
    Measure(
        name="loudness_dbfs",
        unit="dBFS",
        definition="RMS level of the phrases against full scale. It depends on the microphone "
        "as much as on the voice.",
        source="ours",
        usual=alike(-36, -10),
        advice={
            "en": Advice(
                below="Come nearer to the microphone or turn it up: you are hard to hear.",
                above="Move back from the microphone or turn it down.",
            ),
            "fr": Advice(
                below="Rapprochez-vous du micro ou augmentez son volume : on vous entend mal.",
                above="Éloignez-vous du micro ou baissez son volume.",
            ),
        },
        decimals=1,
    ),
    Measure(
        name="loudness_range_db",
        unit="dB",
        definition="Between the 10th and the 90th percentile of the syllables' peak levels.",
        source="ours",
        usual=alike(4, 18),
        advice={
            "en": Advice(
                below="Stress the words that matter: say them a little louder than the rest.",
                above="Keep your voice up to the end of the sentence, and your distance to the "
                "microphone the same.",
            ),
            "fr": Advice(
                below="Appuyez les mots importants : dites-les un peu plus fort que le reste.",
                above="Tenez la voix jusqu'au bout de la phrase, et restez à la même distance "
                "du micro.",
            ),
        },
        decimals=1,
    ),
    Measure(
        name="pitch_median_hz",
        unit="Hz",
        definition="Median of the voice's fundamental frequency. Everybody has their own: "
        "there is nothing to reach.",
        source="Praat, autocorrelation (Boersma, 1993), 60 to 500 Hz",
        usual={},
        advice={},
        decimals=0,
    ),
    Measure(
        name="pitch_range_st",
        unit="semitones",
        definition="Between the 5th and the 95th percentile of the pitch.",
        source="percentiles after De Looze and Hirst (2008); range ours",
        usual=alike(4, 16),
        advice={
            "en": Advice(
                below="Let your voice go higher on what is new or matters, and lower at the end.",
                above="Your voice moves a lot; calmer sentences between the strong ones make "
                "those stand out.",
            ),
            "fr": Advice(
                below="Montez la voix sur ce qui est nouveau ou important, et descendez à la fin.",
                above="Votre voix bouge beaucoup ; des phrases plus calmes entre les temps forts "
                "les feront ressortir.",
            ),
        },
        decimals=1,
    ),
    Measure(
        name="pitch_variation_st",
        unit="semitones",
        definition="Standard deviation of the pitch: the less, the more monotonous.",
        source="after Traunmüller and Eriksson (1995) and Hincks (2005); range ours",
        usual=alike(1.5, 5),
        advice={
            "en": Advice(
                below="It sounds even. Ask yourself which word of each sentence you would "
                "underline, and raise your voice there.",
                above="Breathe before you begin: a calmer melody is easier to follow.",
            ),
            "fr": Advice(
                below="Le ton est égal. Demandez-vous quel mot vous souligneriez dans chaque "
                "phrase, et montez la voix à cet endroit.",
                above="Respirez avant de commencer : une mélodie plus calme se suit mieux.",
            ),
        },
    ),
    Measure(
        name="syllables_per_s",
        unit="syllables/s",
        definition="Syllables heard (voiced peaks of the level with dips of 2 dB around them) "
        "per second of speaking time. Fast or blurred syllables are missed, so it is rather "
        "low.",
        source="after De Jong and Wempe (2009); range ours",
        usual=alike(2.5, 5.5),
        advice={
            "en": Advice(
                below="You take your time; answers may flow a little faster.",
                above="Slow down a little, above all for names and numbers.",
            ),
            "fr": Advice(
                below="Vous prenez votre temps ; le débit peut être un peu plus rapide.",
                above="Ralentissez un peu, surtout pour les noms et les chiffres.",
            ),
        },
        decimals=1,
    ),
    Measure(
        name="tempo_variation",
        unit="",
        definition="Standard deviation of the time from one syllable to the next within "
        "phrases, against its mean.",
        source="coefficient of variation; range ours",
        usual=alike(0.2, 0.65),
        advice={
            "en": Advice(
                below="The beat is very even, as if read out: linger on the words that matter.",
                above="The pace comes and goes: finish the thought first, then say it in one go.",
            ),
            "fr": Advice(
                below="Le rythme est très régulier, comme une lecture : attardez-vous sur les "
                "mots importants.",
                above="Le rythme est irrégulier : finissez d'abord l'idée, puis dites-la d'un "
                "trait.",
            ),
        },
    ),
    Measure(
        name="final_falls_share",
        unit="",
        definition="Phrases whose pitch goes down by 2 semitones or more in their last 0.3 s, "
        "over all; 0 to 1. Needs three phrases.",
        source="ours",
        usual={},
        advice={},
    ),
    Measure(
        name="final_rises_share",
        unit="",
        definition="The same for phrases whose pitch goes up. In the middle of a sentence that "
        "says that more follows, at its end it is a question.",
        source="ours",
        usual=alike(None, 0.5),
        advice={
            "en": Advice(
                above="Many phrases end as questions do. Let your voice come down at the end of "
                "what you are sure of.",
            ),
            "fr": Advice(
                above="Beaucoup de fins montent comme des questions. Laissez descendre la voix à "
                "la fin de ce dont vous êtes sûr.",
            ),
        },
    ),
    Measure(
        name="signal_to_noise_db",
        unit="dB",
        definition="Level of the phrases above the median level away from them.",
        source="ours",
        usual=alike(15, None),
        advice={
            "en": Advice(below="Find a quieter place, or a microphone nearer to your mouth."),
            "fr": Advice(
                below="Choisissez un lieu plus calme, ou un micro plus près de la bouche."
            ),
        },
        decimals=1,
    ),
    Measure(
        name="clipping_share",
        unit="",
        definition="Samples that stand at full scale, three or more in a row, over all; 0 to 1.",
        source="ours",
        usual=alike(None, 0.0005),
        advice={
            "en": Advice(above="The sound is cut off where it is loud: turn the microphone down."),
            "fr": Advice(above="Le son est écrêté quand il est fort : baissez le volume du micro."),
        },
        decimals=5,
    ),
)

NOTES: Final[Mapping[Language, Mapping[str, str]]] = MappingProxyType(
    {
        "en": {
            "too_little": "Too little speech was heard to say more.",
            "clipping": "The recording is clipped: levels and pitch are less exact.",
            "noise": "There is much noise: take the values with care.",
            "soft": "The recording is very soft.",
        },
        "fr": {
            "too_little": "Trop peu de parole pour en dire plus.",
            "clipping": "L'enregistrement est écrêté : niveaux et hauteurs sont moins exacts.",
            "noise": "Il y a beaucoup de bruit : prenez les valeurs avec prudence.",
            "soft": "L'enregistrement est très faible.",
        },
    }
)
"""Sentences about the recording, by name."""

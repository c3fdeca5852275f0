from talkup_local.analysis.measure import Advice, Measure, alike
from talkup_local.analysis.reference import table


def _row(**about):
    measure = Measure(
        **{
            "name": "pace",
            "unit": "words/min",
            "definition": "Words.",
            "source": "Ours.",
            "usual": {},
            "advice": {},
            **about,
        }
    )
    return list(table([measure]))[-1]


def test_a_measure_is_a_row():
    assert _row() == "| `pace`, words/min | Words. | none | Ours. |  |"


def test_a_range_that_is_the_same_everywhere_is_told_once():
    assert "| 1 to 2 |" in _row(usual=alike(1, 2))


def test_a_range_of_each_language_is_told_for_each():
    assert "| en: up to 2<br>fr: from 3 |" in _row(usual={"en": (None, 2), "fr": (3, None)})


def test_advice_tells_where_and_in_which_language():
    advice = {"en": Advice(above="Slow down."), "fr": Advice(above="Ralentissez.")}
    assert _row(advice=advice).endswith("| above, en: Slow down.<br>above, fr: Ralentissez. |")

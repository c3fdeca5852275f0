from talkup_local.analysis.verbal.content import PARTS
from talkup_local.analysis.verbal.story import told


def test_a_whole_story_has_all_parts():
    found = told(
        "When I was working in a shop, the queue was long. My job was to open a second till. "
        "So I called a colleague. In the end everybody was served on time.",
        "en",
    )
    assert found.parts == set(PARTS)


def test_who_does_something_is_counted():
    found = told("Nous avons tout préparé, on a fini, et j'ai écrit la liste de nos clients.", "fr")
    assert (found.own, found.shared) == (1, 2)


def test_nothing_tells_nothing():
    assert told("", "en").parts == frozenset()

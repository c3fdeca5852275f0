from itertools import pairwise

from talkup_local.cli.bench.services.material import Sleeper, spoken


def test_an_answer_has_about_as_many_words_as_were_asked_for():
    assert 150 <= len(spoken(150).text.split()) < 190


def test_every_word_has_its_time_after_the_one_before():
    words = spoken(40).words
    assert [word.text for word in words] == spoken(40).text.split()
    assert all(one.end_s <= other.start_s for one, other in pairwise(words))


async def test_a_sleeper_finds_nothing():
    assert (await Sleeper(0.001).process(spoken(1))).measures == {}

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from talkup_local.dialogue.sentences import SentenceSplitter, speakable
from talkup_local.dialogue.thoughts import ThoughtFilter

talk = st.text(alphabet=st.sampled_from(list("abM. ,:;!?\"'»«)*-\n1I…\u00a0é")), max_size=200)
texts = st.one_of(talk, st.text(max_size=200))
limits = st.integers(min_value=0, max_value=60)


def split(pieces, **settings):
    splitter = SentenceSplitter(**settings)
    sentences = [sentence for piece in pieces for sentence in splitter.push(piece)]
    return sentences + splitter.flush()


def without_space(text):
    return "".join(text.split())


@given(st.lists(texts, max_size=8), limits, limits)
def test_no_character_but_white_space_is_lost(pieces, longest, first):
    sentences = split(pieces, max_characters=longest, first_max_characters=first)
    assert without_space("".join(sentences)) == without_space("".join(pieces))


@given(texts, st.data(), limits)
def test_the_sentences_do_not_depend_on_the_cuts(text, data, first):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edges = [0, *cuts, len(text)]
    pieces = [text[a:b] for a, b in itertools.pairwise(edges)]
    assert split(pieces, first_max_characters=first) == split([text], first_max_characters=first)


@given(texts, st.integers(min_value=30, max_value=80))
def test_no_sentence_is_longer_than_the_limit(text, longest):
    assert all(len(sentence) <= longest for sentence in split([text], max_characters=longest))


@given(texts)
def test_no_sentence_is_empty(text):
    assert all(sentence.strip() for sentence in split([text]))


@given(texts)
def test_what_is_spoken_holds_no_markup(text):
    assert not set(speakable(text)) & set("*_`#~|\\<>{}[]\n")


@given(texts)
def test_cleaning_twice_changes_nothing(text):
    assert speakable(speakable(text)) == speakable(text)


@given(
    st.lists(st.sampled_from(["<think>", "</think>", "<thi", "nk>", "a", "< ", "</"]), max_size=12)
)
def test_thoughts_are_dropped_wherever_the_cuts_fall(pieces):
    whole, parts = ThoughtFilter(), ThoughtFilter()
    text = "".join(pieces)
    in_parts = "".join(parts.push(character) for character in text) + parts.flush()
    assert in_parts == whole.push(text) + whole.flush()
    assert in_parts == re.sub(r"<think>.*?(?:</think>|\Z)", "", text, flags=re.DOTALL)

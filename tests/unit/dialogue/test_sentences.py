import pytest

from talkup_local.dialogue.sentences import SentenceSplitter, speakable, split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Thank you.", "What did you do?", "Go on!"],
        ["Dr. Smith met Mrs. Jones at St. Mary's.", "It took 3.5 days."],
        ["We use tools, e.g. a debugger, i.e. a program.", "Then what?"],
        ["At 5 p.m. we left.", "J. K. Rowling wrote it."],
        ["So did I.", "And then?"],
        ["Well...", "I see."],
        ["I mean... not really."],
        ['He said "Stop."', "Then he left."],
        ['"Why?" she asked.', "Nobody knew."],
        ["Pourquoi ?", "Je vois !", "Merci."],
        ["M. Dupont et Mme Martin sont là.", "Et vous ?"],
        ["« Oui. »", "Puis il est parti."],
        ["1. First this.", "2. Then that."],
        ["We met in the U.S. in 2019.", "It was cold."],
        ["The answer was no.", "Me too."],
    ],
)
def test_a_text_falls_into_its_sentences(sentences):
    assert split_sentences(" ".join(sentences)) == sentences


def test_a_sentence_is_given_as_soon_as_the_next_one_begins():
    splitter = SentenceSplitter()
    assert splitter.push("Thank you. ") == []
    assert splitter.push("W") == ["Thank you."]


def test_a_line_break_ends_a_sentence():
    assert split_sentences("Some points\n\n- one\n- two") == ["Some points", "- one", "- two"]


def test_what_is_left_comes_with_the_flush():
    splitter = SentenceSplitter()
    splitter.push("And so")
    assert splitter.flush() == ["And so"]
    assert splitter.flush() == []


def test_a_very_long_sentence_is_cut_at_a_clause():
    text = "I see that you did a lot of work, and you did it with other people, and so on and on"
    parts = split_sentences_of(text, max_characters=50)
    assert parts[0] == "I see that you did a lot of work,"
    assert all(len(part) <= 50 for part in parts)


def test_a_very_long_sentence_without_a_clause_is_cut_at_a_space():
    parts = split_sentences_of("word " * 30, max_characters=50)
    assert all(part.endswith("word") and len(part) <= 50 for part in parts)


def test_a_very_long_word_is_cut():
    assert "".join(split_sentences_of("x" * 130, max_characters=50)) == "x" * 130


def test_a_long_first_sentence_is_cut_early_so_that_it_sounds_sooner():
    splitter = SentenceSplitter(first_max_characters=30)
    text = "Thank you for telling me about that, what was your part in it, and why? Next."
    assert [*splitter.push(text), *splitter.flush()] == [
        "Thank you for telling me about that,",
        "what was your part in it, and why?",
        "Next.",
    ]


def test_a_short_first_sentence_stays_whole():
    splitter = SentenceSplitter(first_max_characters=30)
    assert splitter.push("Right, thank you. And") == ["Right, thank you."]


def split_sentences_of(text, **settings):
    splitter = SentenceSplitter(**settings)
    return [*splitter.push(text), *splitter.flush()]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("**Thank you.**", "Thank you."),
        ("*Well*, tell me `more` about __it__.", "Well, tell me more about it."),
        ("## Next question", "Next question"),
        ("- What did you do?", "What did you do?"),
        ("2. What did you do?", "What did you do?"),
        ("> Quoted.", "Quoted."),
        (
            "Great \N{SMILING FACE WITH SMILING EYES}\N{VARIATION SELECTOR-16} thing.",
            "Great thing.",
        ),
        ("**Interviewer:** Go on.", "Go on."),
        ("Recruteur : Continuez.", "Continuez."),
        ("(smiles)", ""),
        ("[pause]", ""),
        ("*Well.*", "Well."),
        ("[This page](https://example.org/a) helps.", "This page helps."),
        ("See https://www.example.com/path?x=1.", "See example dot com."),
        ("The snake_case name.", "The snake case name."),
        ("Salt & pepper.", "Salt and pepper."),
        ("<b>Bold</b> words.", "Bold words."),
        ("***", ""),
        ("...", ""),
        ("It took 3.5 days, 40% of it at night.", "It took 3.5 days, 40% of it at night."),
        ("Qu'avez-vous fait ?", "Qu'avez-vous fait ?"),
    ],
)
def test_only_what_can_be_spoken_is_left(written, spoken):
    assert speakable(written) == spoken


def test_symbols_are_read_in_the_language_of_the_interview():
    assert speakable("Ventes & achats : www.exemple.fr", "fr") == (
        "Ventes et achats : exemple point fr"
    )


def test_marks_inside_of_marks_are_taken_out_too():
    assert speakable("-*1") == "1"

from talkup_local.dialogue.thoughts import ThoughtFilter


def filtered(*pieces):
    thoughts = ThoughtFilter()
    return [thoughts.push(piece) for piece in pieces] + [thoughts.flush()]


def test_a_text_without_thoughts_passes_at_once():
    assert filtered("Thank ", "you.") == ["Thank ", "you.", ""]


def test_thoughts_are_not_said():
    assert "".join(filtered("<think>Let me see.</think>Thank you.")) == "Thank you."


def test_a_tag_may_come_in_pieces():
    assert "".join(filtered("A<th", "ink>x</thi", "nk>B")) == "AB"


def test_what_only_looks_like_a_tag_is_said():
    assert "".join(filtered("a <th", "e> b")) == "a <the> b"


def test_a_thought_without_an_end_is_dropped():
    assert "".join(filtered("Yes. <think>and", " so on")) == "Yes. "

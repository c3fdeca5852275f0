import pytest

from talkup_local.engines.llm.reply import ReplyText


def read(chunks, stops=()):
    reply = ReplyText(stops)
    parts = [reply.feed(chunk) for chunk in chunks]
    return [part for part in (*parts, reply.finish()) if part], reply.stopped


def test_text_is_passed_on_as_it_comes():
    assert read([b"Hel", b"lo."]) == (["Hel", "lo."], False)


def test_a_letter_in_several_tokens_comes_whole():
    assert read([b"caf\xc3", b"\xa9", b"!"]) == (["caf", "é", "!"], False)


def test_four_bytes_of_a_letter_come_as_one():
    assert read([bytes([byte]) for byte in "😀".encode()]) == (["😀"], False)


def test_broken_bytes_are_marked_and_do_no_harm():
    assert read([b"a\xff", b"b\xc3"]) == (["a\ufffd", "b", "\ufffd"], False)


def test_blanks_before_the_first_word_are_dropped():
    assert read([b" ", b"\n Hello", b" you"]) == (["Hello", " you"], False)


def test_a_stop_ends_the_reply():
    assert read([b"Yes.", b"\nUser:", b" no"], ["\nUser:"]) == (["Yes."], True)


def test_a_stop_in_several_tokens_is_not_passed_on_in_part():
    assert read([b"Yes.<", b"|e", b"nd|>", b"no"], ["<|end|>"]) == (["Yes."], True)


def test_what_only_began_like_a_stop_is_passed_on():
    assert read([b"1 <", b" 2"], ["<|end|>"]) == (["1 ", "< 2"], False)


def test_what_began_like_a_stop_at_the_end_is_passed_on():
    assert read([b"1 <|"], ["<|end|>"]) == (["1 ", "<|"], False)


def test_the_first_of_several_stops_counts():
    assert read([b"a###b\nUser:"], ["\nUser:", "###"]) == (["a"], True)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_the_cuts_between_tokens_do_not_matter(size):
    data = "Déjà vu. Fin\nUser: x".encode()
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    parts, stopped = read(chunks, ["\nUser:"])
    assert ("".join(parts), stopped) == ("Déjà vu. Fin", True)


def test_an_empty_stop_is_none():
    assert read([b"Hi."], [""]) == (["Hi."], False)

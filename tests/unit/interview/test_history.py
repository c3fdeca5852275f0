from datetime import UTC, datetime, timedelta, timezone

from talkup_local.interview.history import History

NOON = datetime(2024, 11, 25, 12, 0, 0, 50_000, tzinfo=UTC)


def filled(count):
    history = History()
    for number in range(count):
        role = "assistant" if number % 2 == 0 else "user"
        history.add(role, f"message {number}", NOON + timedelta(seconds=number))
    return history


def test_the_window_holds_the_last_five_exchanges():
    assert [m.content for m in filled(14).window()] == [f"message {n}" for n in range(4, 14)]


def test_a_young_history_is_a_window_by_itself():
    history = filled(3)
    assert history.window() == history.messages


def test_a_window_of_no_exchanges_is_empty():
    assert filled(3).window(0) == ()


def test_records_are_as_the_interview_protocol_writes_them():
    history = History()
    history.add("user", "I have 5 years of experience...", NOON)
    assert history.to_records() == [
        {
            "role": "user",
            "content": "I have 5 years of experience...",
            "timestamp": "2024-11-25T12:00:00.050Z",
        }
    ]


def test_records_are_in_universal_time():
    history = History()
    history.add("user", "Bonjour", NOON.astimezone(timezone(timedelta(hours=5, minutes=30))))
    assert history.to_records()[0]["timestamp"] == "2024-11-25T12:00:00.050Z"


def test_what_was_heard_takes_the_place_of_what_was_generated():
    history = filled(4)
    assert history.replace_last("assistant", "message")
    assert [m.content for m in history] == ["message 0", "message 1", "message", "message 3"]
    assert history.messages[2].timestamp == NOON + timedelta(seconds=2)


def test_a_reply_of_which_nothing_was_heard_disappears():
    history = filled(3)
    assert history.replace_last("assistant", "")
    assert [m.content for m in history] == ["message 0", "message 1"]


def test_there_is_nothing_to_replace_in_an_empty_history():
    assert not History().replace_last("assistant", "hello")


def test_the_oldest_messages_go_when_there_are_too_many():
    history = History(max_messages=3)
    for number in range(5):
        history.add("user", str(number), NOON)
    assert [m.content for m in history] == ["2", "3", "4"]


def test_the_oldest_messages_go_when_there_is_too_much_text():
    history = History(max_characters=10)
    for text in ("aaaa", "bbbb", "cccc"):
        history.add("user", text, NOON)
    assert [m.content for m in history] == ["bbbb", "cccc"]


def test_one_enormous_message_is_cut():
    history = History(max_characters=10)
    history.add("user", "x" * 100, NOON)
    assert len(history.messages[0].content) == 10


def test_a_replacement_keeps_the_bound():
    history = History(max_characters=10)
    history.add("user", "aaaa", NOON)
    history.add("assistant", "bbbb", NOON)
    history.replace_last("assistant", "x" * 100)
    assert [m.content for m in history] == ["aaaa", "xxxxxx"]

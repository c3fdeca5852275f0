from talkup_local.engines.llm.states import State, States, common_prefix


def state(size):
    return State(tokens=(1, 2), memory=bytes(size))


def test_a_state_is_given_out_once():
    states = States(count=2, size_bytes=100)
    states.put("a", state(10))
    assert states.pop("a") == state(10)
    assert states.pop("a") is None


def test_the_oldest_gives_way_when_there_are_too_many():
    states = States(count=2, size_bytes=100)
    for name in "abc":
        states.put(name, state(10))
    assert [states.pop(name) is not None for name in "abc"] == [False, True, True]


def test_the_oldest_give_way_when_they_are_too_large():
    states = States(count=9, size_bytes=100)
    for name in "abc":
        states.put(name, state(45))
    assert (len(states), states.held_bytes) == (2, 90)


def test_a_state_that_is_too_large_alone_is_not_kept():
    states = States(count=9, size_bytes=100)
    states.put("a", state(101))
    assert len(states) == 0


def test_putting_again_replaces_and_renews():
    states = States(count=2, size_bytes=100)
    for name in "aba":
        states.put(name, state(10))
    states.put("c", state(10))
    assert [states.pop(name) is not None for name in "abc"] == [True, False, True]


def test_the_common_prefix_ends_at_the_first_difference():
    assert common_prefix([1, 2, 3], [1, 2, 4, 3]) == 2
    assert common_prefix([1, 2], [1, 2, 3]) == 2
    assert common_prefix([], [1]) == 0
    assert common_prefix([0, 0], [0, 0]) == 2

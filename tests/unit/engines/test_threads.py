from talkup_local.engines.threads import thread_count
from talkup_local.observe.machine import this_machine


def test_a_number_of_threads_is_taken_as_it_is():
    assert thread_count(3) == 3


def test_zero_is_half_of_the_usable_cores_but_at_least_one():
    assert thread_count(0) == max(1, int(this_machine().cores) // 2)

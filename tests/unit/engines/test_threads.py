import os

from talkup_local.engines.threads import thread_count


def test_a_number_of_threads_is_taken_as_it_is():
    assert thread_count(3) == 3


def test_zero_is_half_of_the_usable_cores_but_at_least_one():
    assert thread_count(0) == max(1, len(os.sched_getaffinity(0)) // 2)

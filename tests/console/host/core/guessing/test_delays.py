"""Tries at one name follow each other more and more slowly, and never not at all."""

import pytest

from console.host.core.guessing.delays import SLOTS, Delays
from console.host.core.limits import LOGIN_DELAY_S
from console.host.core.terms import LOGIN_DELAYS_KEPT_S

ADA = (("ada", (1, 0)), "somewhere")


def pace(delays, tries, key=ADA):
    """Try again as soon as it is allowed; return how long each next try has to wait."""
    now, waits = 0.0, []
    for _ in range(tries):
        waits.append(delays.begin(key, now))
        if waits[-1]:
            now += waits[-1]
            assert delays.begin(key, now) == 0
    return waits


def test_the_wait_doubles_up_to_a_minute_and_no_further():
    assert pace(Delays(longest_s=LOGIN_DELAY_S.usual), 10) == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_some_tries_are_free_where_somebody_belongs():
    assert pace(Delays(longest_s=LOGIN_DELAY_S.usual, free=4), 8) == [0, 0, 0, 0, 0, 1, 2, 4]


def test_a_try_that_comes_too_early_makes_the_wait_no_longer():
    delays = Delays(longest_s=LOGIN_DELAY_S.usual)
    assert [delays.begin(ADA, now) for now in (0.0, 0.25, 0.5, 0.75, 1.0)] == [0, 0.75, 0.5, 0.25, 0]


def test_a_day_of_guessing_at_one_name_is_a_minute_for_each_try():
    delays, now, tries = Delays(longest_s=LOGIN_DELAY_S.usual), 0.0, 0
    while now < 24 * 3600:
        wait = delays.begin(ADA, now)
        tries += wait == 0
        now += wait or 0.001
    assert tries < 24 * 60 + 10


def test_a_right_one_is_taken_back():
    delays = Delays(longest_s=LOGIN_DELAY_S.usual)
    delays.begin(ADA, 0.0)
    delays.give_back(ADA)
    assert delays.begin(ADA, 0.0) == 0
    delays.give_back(ADA)
    delays.give_back(ADA)  # as often as one likes
    assert delays.begin(ADA, 0.0) == 0


def test_a_right_one_leaves_what_others_have_tried():
    delays = Delays(longest_s=LOGIN_DELAY_S.usual)
    delays.begin(ADA, 0.0)
    delays.begin(ADA, 1.0)
    delays.give_back(ADA)
    assert delays.begin(ADA, 1.0) == 2
    delays.begin(ADA, 3.0)
    assert delays.begin(ADA, 3.0) == 2


def test_others_do_not_wait():
    delays = Delays(longest_s=LOGIN_DELAY_S.usual)
    delays.begin(ADA, 0.0)
    assert delays.begin(("bob", (1, 0)), 0.0) == 0
    assert delays.begin(("ada", (1, 1)), 0.0) == 0  # an administrator has unlocked her


@pytest.mark.parametrize(("later_s", "wait_s"), [(LOGIN_DELAYS_KEPT_S - 1, 2), (LOGIN_DELAYS_KEPT_S, 1)])
def test_what_is_long_ago_is_forgotten(later_s, wait_s):
    delays = Delays(longest_s=LOGIN_DELAY_S.usual)
    delays.begin(ADA, 0.0)
    assert delays.begin(ADA, later_s) == 0
    assert delays.begin(ADA, later_s) == wait_s


def test_nobody_pushes_a_name_out_of_memory_and_memory_has_a_bound():
    delays, now = Delays(longest_s=LOGIN_DELAY_S.usual), 0.0
    for _ in range(7):
        now += delays.begin(ADA, now) or 0
        delays.begin(ADA, now)
    assert delays.begin(ADA, now) > LOGIN_DELAY_S.usual / 2
    for number in range(2 * SLOTS):
        delays.begin((f"name {number}", (0, 0)), now)
    assert delays.begin(ADA, now) > LOGIN_DELAY_S.usual / 2
    assert len(delays._of) <= SLOTS

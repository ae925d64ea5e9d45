"""Five wrong tries in five minutes lock for five minutes."""

from console.host.core.limits import KEYS, LOCKED_S, LOGIN_FAILURES
from console.host.core.lockout import Lockout

ADA = ("ada", "192.0.2.1")


def tries(lockout, *times, key=ADA):
    return [lockout.begin(key, float(now)) for now in times]


def test_the_sixth_try_is_locked_for_five_minutes_from_the_fifth():
    assert (LOGIN_FAILURES, LOCKED_S) == (5, 300)
    lockout = Lockout()
    assert tries(lockout, 0, 10, 20, 30, 200) == [True] * 5
    assert tries(lockout, 201, 499.9) == [False, False]
    assert tries(lockout, 500, 501, 502, 503, 504, 505) == [True] * 5 + [False]


def test_tries_while_it_is_locked_do_not_make_it_longer():
    lockout = Lockout()
    tries(lockout, *range(5))
    tries(lockout, *range(5, 300, 5))
    assert tries(lockout, 304) == [True]


def test_tries_that_are_five_minutes_old_do_not_count():
    lockout = Lockout()
    assert tries(lockout, 0, 100, 200, 300, 400, 500, 600, 700) == [True] * 8


def test_a_right_one_wipes_the_wrong_ones_out():
    lockout = Lockout()
    tries(lockout, 0, 1, 2, 3, 4)
    lockout.forgive(ADA)
    assert tries(lockout, 5, 6, 7, 8, 9, 10) == [True] * 5 + [False]


def test_another_name_and_another_address_are_not_locked():
    lockout = Lockout()
    tries(lockout, *range(6))
    assert tries(lockout, 6, key=("ada", "192.0.2.2")) == [True]
    assert tries(lockout, 6, key=("bob", "192.0.2.1")) == [True]


def test_it_remembers_a_bounded_number_of_keys():
    lockout = Lockout()
    for number in range(KEYS + 10):
        lockout.begin(number, 0.0)
    assert len(lockout._of) == KEYS

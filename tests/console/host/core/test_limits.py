"""The sliding window that rates are measured with."""

from console.host.core.limits import Rate
from console.host.core.terms import KEYS


def test_a_key_has_its_count_in_any_minute_and_no_more():
    rate = Rate(3)
    assert [rate.take("a", now) for now in (0, 10, 20, 30)] == [True, True, True, False]
    assert not rate.take("a", 59.9)
    assert rate.take("a", 60.0)
    assert not rate.take("a", 61.0)


def test_keys_do_not_share_their_counts():
    rate = Rate(1)
    assert rate.take("a", 0)
    assert rate.take("b", 0)
    assert not rate.take("a", 1)


def test_noting_fills_without_asking():
    rate = Rate(2)
    rate.note(None, 0)
    assert not rate.full(None, 1)
    rate.note(None, 1)
    assert rate.full(None, 2)
    assert not rate.full(None, 60.5)


def test_a_rate_remembers_a_bounded_number_of_keys():
    rate = Rate(1)
    for key in range(KEYS + 1):
        rate.take(key, 0)
    assert len(rate._times) == KEYS
    assert rate.full(KEYS, 0)


def test_a_key_that_nobody_used_for_a_minute_takes_no_memory():
    rate = Rate(2)
    for number in range(100):
        rate.take(number, now=float(number))
    assert rate.full(99, now=158.0) is rate.full(1, now=158.0) is False
    rate.take("last", now=158.5)
    assert list(rate._times) == [99, "last"]

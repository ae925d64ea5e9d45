"""A line that several share: fair by bytes, in order within a lane, and nothing is lost or sent twice."""

from hypothesis import given
from hypothesis import strategies as st

from console.host.core.guests.lanes import QUANTUM, Lanes
from protocol.rates.bucket import Limit

LINE = Limit(2 * QUANTUM, 100_000)


def lanes(most=1 << 20, line=LINE):
    return Lanes(line, most, 0.0)


def drained(those, seconds, step=0.01):
    found = []
    for number in range(round(seconds / step)):
        found += those.take(number * step)
    return found


def test_who_sends_little_does_not_wait_for_who_sends_much():
    those = lanes(most=1 << 24)
    for number in range(200):
        assert those.add("much", ("much", number), 60_000)
    drained(those, 1)
    those.add("little", ("little", 0), 1_000)
    later = [item for number in range(100, 260) for item in those.take(number * 0.01)]
    assert [name for name, _ in later].index("little") <= 2


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 60_000)), max_size=60))
def test_each_lane_keeps_its_order_and_everything_comes_once(said):
    those = lanes(most=1 << 30)
    for number, (name, size) in enumerate(said):
        those.add(name, (name, number), size)
    found = drained(those, 60, step=0.2)
    assert those.bytes == 0
    assert those.wait_s(60) is None
    assert sorted(number for _, number in found) == list(range(len(said)))
    for name in "abc":
        mine = [number for each, number in found if each == name]
        assert mine == sorted(mine)


@given(st.integers(1_000, 60_000), st.integers(1_000, 60_000))
def test_two_that_always_send_get_the_same_number_of_bytes(one, other):
    those = lanes(most=1 << 30)
    for name, size in (("one", one), ("other", other)):
        for _ in range(2_000_000 // size):
            those.add(name, (name, size), size)
    found = drained(those, 15, step=0.05)
    sums = {name: sum(size for each, size in found if each == name) for name in ("one", "other")}
    assert abs(sums["one"] - sums["other"]) <= 2 * QUANTUM


def test_a_lane_with_a_pace_of_its_own_keeps_it_and_holds_nobody_up():
    those = lanes(most=1 << 24, line=Limit(1 << 20, 1 << 20))
    those.pace("slow", Limit(QUANTUM, 10_000), 0.0)
    for number in range(50):
        those.add("slow", ("slow", number), 10_000)
        those.add("quick", ("quick", number), 10_000)
    found = drained(those, 3)
    assert [name for name, _ in found].count("quick") == 50
    assert 8 <= [name for name, _ in found].count("slow") <= 10
    those.pace("slow", None, 3.0)
    assert len(those.take(3.0)) > 30


def test_a_full_lane_takes_no_more_and_what_is_taken_out_makes_room():
    those = lanes(most=100_000, line=Limit(1, 1))
    assert those.add("a", 1, 60_000)
    assert not those.add("a", 2, 60_000)
    assert those.add("b", 3, 60_000)
    those.discard("a", lambda item: item == 1)
    assert those.bytes == 60_000
    assert those.largest() == 3
    those.forget("b")
    assert (those.bytes, those.largest(), those.wait_s(0)) == (0, None, None)

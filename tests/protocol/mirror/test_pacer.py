"""How much may be under way."""

from __future__ import annotations

import heapq

import pytest

from protocol.mirror.pacer import UNDER_WAY_BYTES, Pacer


def test_there_is_room_at_first_however_large_the_update():
    pacer = Pacer()
    assert pacer.has_room()
    pacer.sent(1, 10_000_000, 0.0)
    assert not pacer.has_room()


def test_two_small_updates_may_be_under_way_before_anything_is_known():
    pacer = Pacer()
    pacer.sent(1, 100, 0.0)
    assert pacer.has_room()
    pacer.sent(2, 100, 0.0)
    assert not pacer.has_room()


def test_pieces_of_an_update_count_as_one():
    pacer = Pacer()
    pacer.sent(1, 100, 0.0)
    pacer.sent(1, 200, 0.1)
    assert pacer.has_room()
    assert pacer.under_way == 300


def test_an_acknowledgement_covers_all_updates_before_it():
    pacer = Pacer()
    pacer.sent(1, UNDER_WAY_BYTES, 0.0)
    pacer.sent(2, 5, 0.0)
    pacer.shown(2, 1.0)
    assert pacer.under_way == 0
    assert pacer.has_room()


@pytest.mark.parametrize("update", [0, 2, 10**9])
def test_an_acknowledgement_of_what_was_not_sent_changes_nothing(update):
    pacer = Pacer()
    pacer.sent(1, UNDER_WAY_BYTES, 0.0)
    pacer.shown(update, 0.5)
    assert pacer.under_way == UNDER_WAY_BYTES
    assert not pacer.has_room()


def test_acknowledgements_at_the_moment_of_sending_divide_by_nothing():
    pacer = Pacer()
    for update in range(1, 50):
        pacer.sent(update, 100, 7.0)
        pacer.shown(update, 7.0)
    assert pacer.has_room()


class Link:
    """A link and a receiver, and a source that changes on a clock; says how late each change was seen."""

    def __init__(self, *, bytes_a_second: float, one_way_s: float, paint_s: float) -> None:
        self.rate, self.one_way_s, self.paint_s = bytes_a_second, one_way_s, paint_s
        self.pacer = Pacer()
        self.updates = 0
        self.most_under_way = 0

    def run(self, *, size: int, interval_s: float, changes: int) -> list[float]:
        events = [(k * interval_s, 0, "change", k) for k in range(changes)]
        latest = covered = -1
        link_free = receiver_free = 0.0
        late: list[float] = []
        while events:
            now, _, kind, number = heapq.heappop(events)
            if kind == "change":
                latest = number
            else:
                self.pacer.shown(number, now)
            if latest > covered and self.pacer.has_room():
                self.updates += 1
                self.pacer.sent(self.updates, size, now)
                self.most_under_way = max(self.most_under_way, self.pacer.under_way)
                link_free = max(link_free, now) + size / self.rate
                receiver_free = max(receiver_free, link_free + self.one_way_s) + self.paint_s
                late += [receiver_free - k * interval_s for k in range(covered + 1, latest + 1)]
                covered = latest
                heapq.heappush(events, (receiver_free + self.one_way_s, 1, "shown", self.updates))
        return sorted(late)


def test_a_long_link_is_kept_busy_with_small_updates():
    link = Link(bytes_a_second=2.5e6, one_way_s=0.05, paint_s=0.002)
    late = link.run(size=500, interval_s=0.02, changes=2000)
    assert link.updates > 1900
    assert late[int(0.95 * len(late))] < 0.08


def test_a_slow_link_queues_little_and_shows_fewer_pictures():
    link = Link(bytes_a_second=125_000, one_way_s=0.02, paint_s=0.002)
    late = link.run(size=10_000, interval_s=0.02, changes=2000)
    assert link.updates < 600
    assert late[int(0.95 * len(late))] < 0.45
    assert link.most_under_way <= UNDER_WAY_BYTES + 10_000


def test_a_receiver_that_paints_slowly_is_not_overrun_by_tiny_updates():
    link = Link(bytes_a_second=1e8, one_way_s=0.0002, paint_s=0.03)
    late = link.run(size=300, interval_s=0.016, changes=4000)
    assert late[int(0.95 * len(late))] < 0.12


def test_a_large_update_waits_for_the_one_before_on_a_slow_link():
    link = Link(bytes_a_second=600_000, one_way_s=0.04, paint_s=0.002)
    link.run(size=400_000, interval_s=0.03, changes=500)
    assert link.most_under_way == 400_000

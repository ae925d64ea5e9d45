"""How much may be under way."""

from __future__ import annotations

import heapq

import pytest

from protocol.mirror.encode.pacer import FIRST_WINDOW, PICTURE_COST, Pacer


def test_there_is_room_at_first_however_large_the_update():
    pacer = Pacer()
    assert pacer.has_room()
    pacer.sent(1, 10_000_000, 0.0)
    assert not pacer.has_room()


def test_pieces_of_an_update_count_as_one():
    pacer = Pacer()
    pacer.sent(1, 100, 0.0)
    pacer.sent(1, 200, 0.1)
    assert pacer.has_room()
    assert pacer.under_way == 300
    pacer.shown(1, 0.2)
    assert pacer.under_way == 0


def test_a_picture_counts_for_more_than_its_bytes_since_it_is_painted():
    pacer = Pacer()
    pictures = 0
    while pacer.has_room():
        pictures += 1
        pacer.sent(pictures, 1, 0.0, begins_picture=True)
    assert pictures <= FIRST_WINDOW // PICTURE_COST + 1


def test_an_acknowledgement_covers_all_updates_before_it():
    pacer = Pacer()
    pacer.sent(1, FIRST_WINDOW, 0.0)
    pacer.sent(2, 5, 0.0)
    pacer.shown(2, 1.0)
    assert pacer.under_way == 0
    assert pacer.has_room()


@pytest.mark.parametrize("update", [0, 2, 10**9])
def test_an_acknowledgement_of_what_was_not_sent_changes_nothing(update):
    pacer = Pacer()
    pacer.sent(1, FIRST_WINDOW, 0.0)
    pacer.shown(update, 0.5)
    assert pacer.under_way == FIRST_WINDOW
    assert not pacer.has_room()


def test_acknowledgements_at_the_moment_of_sending_divide_by_nothing():
    pacer = Pacer()
    for update in range(1, 50):
        pacer.sent(update, 100_000, 7.0)
        pacer.sent(1000 + update, 100_000, 7.0) if update == 49 else None
        pacer.shown(update, 7.0)
    assert pacer.rate > 0


class Link:
    """A link and a receiver, and a source that always has more or changes on a clock.

    Attributes:
        rates: (from when in seconds, bytes a second), rising.
    """

    def __init__(self, *rates: tuple[float, float], one_way_s: float, paint_s: float = 0.001) -> None:
        self.rates, self.one_way_s, self.paint_s = rates, one_way_s, paint_s
        self.pacer = Pacer()
        self.updates = 0
        self.link_free = self.receiver_free = 0.0
        self.acknowledgements: list[tuple[float, int]] = []
        self.waits: list[tuple[float, float, int]] = []  # when something left, how long it waits for the link, its size

    def _rate(self, now: float) -> float:
        return max((at, rate) for at, rate in self.rates if at <= now)[1]

    def send(self, now: float, size: int, *, picture: bool) -> float:
        """Send an update, and return when it is painted."""
        self.updates += 1
        self.pacer.sent(self.updates, size, now, begins_picture=picture)
        self.waits.append((now, max(0.0, self.link_free - now), size))
        begin = max(self.link_free, now)
        self.link_free = begin + size / self._rate(begin)
        self.receiver_free = max(self.receiver_free, self.link_free + self.one_way_s) + self.paint_s
        heapq.heappush(self.acknowledgements, (self.receiver_free + self.one_way_s, self.updates))
        return self.receiver_free

    def saturate(self, *, until_s: float, size: int = 10_000) -> None:
        """Always have something to send, in updates of `size` bytes."""
        now = 0.0
        while now < until_s:
            while self.pacer.has_room():
                self.send(now, size, picture=False)
            now, update = heapq.heappop(self.acknowledgements)
            self.pacer.shown(update, now)

    def change(self, *, size: int, interval_s: float, changes: int) -> list[float]:
        """Change `changes` times; send `size` bytes for what is new; return how late each change was seen, sorted."""
        late: list[float] = []
        events = [(k * interval_s, 0, k) for k in range(changes)]
        latest = covered = -1
        while events or self.acknowledgements:
            if not events or (self.acknowledgements and self.acknowledgements[0][0] < events[0][0]):
                now, update = heapq.heappop(self.acknowledgements)
                self.pacer.shown(update, now)
            else:
                now, _, latest = heapq.heappop(events)
            if latest > covered and self.pacer.has_room():
                seen = self.send(now, size, picture=True)
                late += [seen - k * interval_s for k in range(covered + 1, latest + 1)]
                covered = latest
        return sorted(late)

    def carried(self, from_s: float, until_s: float) -> float:
        """Return the bytes that left in that time over those that the link could carry."""
        return sum(size for at, _, size in self.waits if from_s <= at < until_s) / (
            self._rate(from_s) * (until_s - from_s)
        )


def test_a_long_link_is_kept_busy_with_small_updates():
    link = Link((0.0, 2.5e6), one_way_s=0.05)
    late = link.change(size=500, interval_s=0.02, changes=2000)
    assert link.updates > 1900
    assert late[int(0.95 * len(late))] < 0.08


def test_a_slow_link_queues_little_and_shows_fewer_pictures():
    link = Link((0.0, 125_000), one_way_s=0.02)
    late = link.change(size=10_000, interval_s=0.02, changes=2000)
    assert link.updates < 600
    assert late[int(0.95 * len(late))] < 0.45


def test_a_receiver_that_paints_slowly_is_not_overrun_by_tiny_updates():
    link = Link((0.0, 1e8), one_way_s=0.0002, paint_s=0.03)
    late = link.change(size=300, interval_s=0.016, changes=4000)
    assert late[int(0.95 * len(late))] < 0.16  # five paintings


@pytest.mark.parametrize(("rate", "one_way_s"), [(2.5e6, 0.02), (6.25e5, 0.04), (1.25e5, 0.1), (2e7, 0.0005)])
def test_a_link_is_kept_busy_and_little_waits_before_it(rate, one_way_s):
    link = Link((0.0, rate), one_way_s=one_way_s, paint_s=1e-5)
    link.saturate(until_s=8.0)
    assert link.pacer.rate == pytest.approx(rate, rel=0.2)
    assert link.carried(2.0, 8.0) > 0.9
    assert max(wait for at, wait, _ in link.waits if at > 2.0) < 0.1 + 20_000 / rate


def test_a_link_that_nothing_is_known_about_is_not_flooded():
    link = Link((0.0, 1.25e5), one_way_s=0.04)
    link.saturate(until_s=3.0)
    assert max(wait for _, wait, _ in link.waits) < 0.6


def test_a_link_that_becomes_slower_and_faster_again_is_followed_within_two_seconds():
    link = Link((0.0, 2.5e6), (5.0, 2.5e5), (10.0, 2.5e6), one_way_s=0.02)
    link.saturate(until_s=15.0)
    assert max(wait for at, wait, _ in link.waits if 7.0 < at < 10.0) < 0.15
    assert link.carried(7.0, 10.0) > 0.9
    assert link.carried(12.0, 15.0) > 0.9
    assert link.pacer.rate == pytest.approx(2.5e6, rel=0.2)


def test_a_hiccup_of_the_receiver_does_not_make_the_link_look_slow():
    link = Link((0.0, 2.5e6), one_way_s=0.02)
    link.saturate(until_s=2.0)
    link.receiver_free += 0.15
    link.link_free = max(link.link_free, 2.15)
    before = link.pacer.rate
    for _ in range(6):
        now, update = heapq.heappop(link.acknowledgements)
        link.pacer.shown(update, now + 0.15)
    assert link.pacer.rate == pytest.approx(before, rel=0.3)


def test_what_can_wait_leaves_the_link_free_for_what_can_not():
    link = Link((0.0, 6.25e5), one_way_s=0.04)
    link.saturate(until_s=3.0)
    now = 3.0
    while now < 6.0:
        while link.pacer.is_spare():
            link.send(now, 10_000, picture=False)
        now, update = heapq.heappop(link.acknowledgements)
        link.pacer.shown(update, now)
    assert link.carried(4.0, 6.0) > 0.7
    assert max(wait for at, wait, _ in link.waits if at > 4.0) < 0.05

"""Who gives way at the host's door: nobody holds a place by waiting in it, and nobody loses it to another kind."""

import pytest

from console.host.core.limits import DOWNLOADS, FILES, PAGES, STRANGERS, Limits
from console.host.core.places import GRACE_S, Kind, Place, Places

LATER = 10 * GRACE_S


class Door:
    """Places, and who of those that were let in gave way."""

    def __init__(self, capacity=1000, **budgets):
        self.gone = []
        self.bitten = []
        counts = {Kind.HANDSHAKING: 8, Kind.PAGE: 8, Kind.STRANGER: 8, Kind.RETURNING: 8}
        self.places = Places(counts | {Kind(k): n for k, n in budgets.items()}, capacity, self.bitten.append)

    def enter(self, address, *, now=0.0, kind=Kind.HANDSHAKING, busy=False):
        place = Place(address=address, give_way=lambda: self.gone.append(place), since=now)
        assert self.places.enter(place, now)
        self.places.move(place, kind, now)
        place.busy = busy
        return place


def v4(number):
    return f"198.51.{number // 256}.{number % 256}"


def test_a_source_that_fills_its_share_takes_from_itself_alone():
    door = Door(stranger=40)
    honest = door.enter("192.0.2.1", kind=Kind.STRANGER)
    attackers = [door.enter("203.0.113.9", kind=Kind.STRANGER) for _ in range(10)]
    door.enter("203.0.113.9", now=LATER, kind=Kind.STRANGER)
    assert door.gone == attackers[:1]
    assert honest not in door.gone
    assert door.bitten == [STRANGERS]


@pytest.mark.parametrize("network", ["2001:db8:1:2::{:x}", "2001:db8:1:{:x}::1", "203.0.113.{}"])
def test_a_network_counts_as_one_of_many(network):
    """1,280 links from one /64, from the /64s of a /48, or from a /24: an honest customer is not the one to go."""
    door = Door(stranger=64)
    honest = door.enter("2001:db8:ffff::1", kind=Kind.STRANGER)
    for number in range(1280):
        door.enter(network.format(number % 250), now=LATER + number, kind=Kind.STRANGER)
    assert honest not in door.gone
    assert door.places.counts()[Kind.STRANGER] <= 64
    assert sum(place.sources[1] != honest.sources[1] for place in door.gone) >= 1280 - 64


def test_the_newcomer_is_let_in_where_many_networks_have_filled_everything():
    door = Door(handshaking=16)
    for number in range(16):
        door.enter(v4(256 * number))
    newest = door.enter("192.0.2.1", now=LATER)
    assert len(door.gone) == 1
    assert newest not in door.gone


def test_many_who_come_at_once_from_one_office_are_all_let_in():
    """As after a restart: nobody of them has had the time to say who they are."""
    door = Door(stranger=40)
    for _ in range(40):
        door.enter("192.0.2.1", kind=Kind.STRANGER)
    assert door.gone == []


def test_whoever_is_served_gives_way_last():
    door = Door(stranger=4)
    busy = [door.enter("192.0.2.1", kind=Kind.STRANGER, busy=True) for _ in range(3)]
    idle = door.enter("192.0.2.1", now=1, kind=Kind.STRANGER)
    door.enter("192.0.2.1", now=LATER, kind=Kind.STRANGER)
    assert door.gone == [idle]
    assert all(place not in door.gone for place in busy)


def test_one_kind_takes_nothing_from_another():
    door = Door()
    page = door.enter("192.0.2.1", kind=Kind.PAGE)
    for number in range(50):
        door.enter(v4(256 * number), now=LATER, kind=Kind.STRANGER)
    assert page not in door.gone
    assert door.places.counts()[Kind.STRANGER] == 8


def test_members_give_way_to_nobody():
    door = Door(capacity=10)
    members = [door.enter("192.0.2.1", kind=Kind.MEMBER) for _ in range(9)]
    stranger = door.enter("192.0.2.2", kind=Kind.STRANGER)
    door.enter("192.0.2.3", now=LATER)
    assert door.gone == [stranger]
    assert door.bitten == [FILES]
    full = Door(capacity=2)
    for _ in range(2):
        full.enter("192.0.2.1", kind=Kind.MEMBER)
    assert not full.places.enter(Place(address="x", give_way=print, since=0.0), 0.0)
    assert (full.gone, [place for place in members if place in door.gone]) == ([], [])


def test_what_a_proxy_has_not_named_yet_counts_for_no_source():
    door = Door(handshaking=40)
    waiting = [door.enter("") for _ in range(30)]
    assert door.gone == []
    for place in waiting[:12]:
        door.places.came_from(place, "203.0.113.9", LATER)
    assert 0 < len(door.gone) <= 2
    assert all(place.address == "203.0.113.9" for place in door.gone)


def test_who_has_gone_is_forgotten_once():
    door = Door()
    place = door.enter("192.0.2.1")
    assert door.places.leave(place)
    assert not door.places.leave(place)
    door.places.move(place, Kind.MEMBER, 0.0)
    assert sum(door.places.counts().values()) == 0


def test_a_limit_is_said_once_a_minute_and_counted_always():
    now, said = [0.0], []
    counts = Limits(clock=lambda: now[0], say=lambda limit, times: said.append((limit, times)))
    for at in (0, 1, 2, 59, 61, 62):
        now[0] = at
        counts.meet(PAGES)
    counts.meet(STRANGERS)
    assert said == [("pages", 1), ("pages", 4), ("strangers", 1)]
    assert (counts.met["pages"], counts.met[DOWNLOADS.name]) == (6, 0)

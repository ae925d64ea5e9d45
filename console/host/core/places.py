"""Who has a place at the host's door: each connection, from the moment it is accepted, in the budget of its kind. Pure.

No kind takes from another one. Where a budget is full, whoever comes is let in all the same, and one of those gives way
whom nobody knows: the oldest that does nothing, of the source that has the most. So a place cannot be held by waiting
in it, and whoever fills a budget takes from nobody but themselves.
"""

from __future__ import annotations

import enum
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from console.host.core.limits import FILES, HANDSHAKING, PAGES, RETURNING, STRANGERS, Bound
from console.host.core.sources import WIDE_SHARE, source_of, wide_source_of
from console.host.core.terms import KEYS

GRACE_S = 1.0  # a share is held against those only who were here longer: many come at once after a restart


class Kind(enum.StrEnum):
    """What is known of a connection."""

    HANDSHAKING = "handshaking"  # nothing: neither TLS stands nor what will be spoken
    PAGE = "page"  # a browser fetches something
    STRANGER = "stranger"  # a link of somebody who has not said who they are
    RETURNING = "returning"  # a link of somebody who has said so, and of whom it is not known yet whether it is true
    MEMBER = "member"  # a link of somebody who is known, or waits in the queue, which has bounds of its own


BOUNDS = {
    Kind.HANDSHAKING: HANDSHAKING,
    Kind.PAGE: PAGES,
    Kind.STRANGER: STRANGERS,
    Kind.RETURNING: RETURNING,
}
"""The kinds that give way, in this order where there are no descriptors left, and which limit each has."""


@dataclass(eq=False, kw_only=True)
class Place:
    """One connection's place.

    Attributes:
        address: where it comes from; "": not known yet, or a proxy's own, which counts for no source.
        give_way: ends the connection at once.
        busy: the host does something for it that has an end of its own, so others give way before it.
        since: when it came, in seconds.
        admitted: it is a link of somebody who belongs here.
        is_proxy: a web proxy's that was let in as such; each of its requests says where that comes from.
    """

    address: str
    give_way: Callable[[], object]
    since: float
    kind: Kind = Kind.HANDSHAKING
    busy: bool = False
    admitted: bool = False
    is_proxy: bool = False
    sources: tuple[str, str] = field(init=False)  # near, wide

    def __post_init__(self) -> None:
        """Find the source."""
        self.sources = (source_of(self.address), wide_source_of(self.address))


class Places:
    """All places of one host.

    Args:
        budgets: how many of each kind there may be; one source may have a quarter of them, see `SHARE`.
        capacity: how many there may be in all, by the descriptors that the process may open.
        bitten: is told the limit each time that somebody gives way because of it.
    """

    def __init__(self, budgets: Mapping[Kind, int], capacity: int, bitten: Callable[[Bound], None]) -> None:
        self._pools = {kind: _Pool(budgets.get(kind, capacity)) for kind in Kind}
        self._capacity = capacity
        self._bitten = bitten
        self._known: OrderedDict[str, None] = OrderedDict()  # sources from where members have come, the latest last

    def know(self, place: Place) -> None:
        """Take note that it is a member who has come from there."""
        place.admitted = True
        self._known[place.sources[0]] = None
        self._known.move_to_end(place.sources[0])
        if len(self._known) > KEYS:
            self._known.popitem(last=False)

    def is_known(self, place: Place) -> bool:
        """Return whether a member has come from the same source."""
        return place.sources[0] in self._known

    def counts(self) -> dict[Kind, int]:
        """Return how many places of each kind there are."""
        return {kind: len(pool) for kind, pool in self._pools.items()}

    def enter(self, place: Place, now: float) -> bool:
        """Take a new connection in; return False where there is no descriptor for it that anybody could give up."""
        if sum(map(len, self._pools.values())) >= self._capacity and not self.free_one(now):
            return False
        self._take_in(place, now)
        return True

    def move(self, place: Place, kind: Kind, now: float) -> None:
        """Count a connection as one of another kind from now on; what it had done before does not count."""
        if place.kind is kind or not self.leave(place):
            return
        place.kind, place.busy = kind, False
        self._take_in(place, now)

    def came_from(self, place: Place, address: str, now: float) -> None:
        """Count a connection for the source `address`, which its proxy has named."""
        if not self.leave(place):
            return
        place.address = address
        place.sources = (source_of(address), wide_source_of(address))
        self._take_in(place, now)

    def leave(self, place: Place) -> bool:
        """Forget a connection that has ended; return whether it had a place."""
        return self._pools[place.kind].remove(place)

    def end_all(self, kind: Kind) -> None:
        """End all connections of a kind."""
        for place in self._pools[kind].all():
            self.leave(place)
            place.give_way()

    def free_one(self, now: float) -> bool:
        """Let somebody unknown give way, for there is no descriptor left; return whether there was anybody."""
        for kind in BOUNDS:
            if (victim := self._pools[kind].of_the_largest(now)) is not None:
                self._give_way(victim, FILES)
                return True
        self._bitten(FILES)
        return False

    def _take_in(self, place: Place, now: float) -> None:
        pool = self._pools[place.kind]
        bound = BOUNDS.get(place.kind)
        if bound is not None and (victim := pool.victim_for(place, now)) is not None:
            self._give_way(victim, bound)
        pool.add(place)

    def _give_way(self, victim: Place, bound: Bound) -> None:
        self.leave(victim)
        self._bitten(bound)
        victim.give_way()


class _Pool:
    """The places of one kind, oldest first, together and by source."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._share = max(1, budget // WIDE_SHARE)
        self._all: dict[Place, None] = {}
        self._near: dict[str, dict[Place, None]] = {}
        self._wide: dict[str, dict[Place, None]] = {}

    def __len__(self) -> int:
        return len(self._all)

    def all(self) -> list[Place]:
        return list(self._all)

    def add(self, place: Place) -> None:
        self._all[place] = None
        for group, source in zip((self._near, self._wide), place.sources, strict=True):
            group.setdefault(source, {})[place] = None

    def remove(self, place: Place) -> bool:
        if place not in self._all:
            return False
        del self._all[place]
        for group, source in zip((self._near, self._wide), place.sources, strict=True):
            del group[source][place]
            if not group[source]:
                del group[source]
        return True

    def victim_for(self, place: Place, now: float) -> Place | None:
        """Return who gives way for `place`, which comes now; None: there is room."""
        if len(self._all) >= self._budget:
            return self.of_the_largest(now)
        near, wide = self._near.get(place.sources[0], {}), self._wide.get(place.sources[1], {})
        if place.address and len(near) >= self._share:
            return _idle(near, now)
        if place.address and len(wide) >= WIDE_SHARE * self._share:
            return _idle(wide, now)
        return None

    def of_the_largest(self, now: float) -> Place | None:
        """Return the oldest of those who have the most: one that does nothing, if there is one."""
        if not self._all:
            return None
        wide = max(self._wide.values(), key=len)
        source = Counter(each.sources[0] for each in wide).most_common(1)[0][0]
        near = self._near[source]
        idle = _idle(near, now) or next((each for each in near if not each.busy), None)
        return idle or _idle(self._all, now) or next(iter(near))


def _idle(places: Iterable[Place], now: float) -> Place | None:
    """Return the oldest that does nothing and has had its time."""
    return next((each for each in places if not each.busy and each.since <= now - GRACE_S), None)

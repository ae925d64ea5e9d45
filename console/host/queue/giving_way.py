"""Who gives their place up when the queue is full: one of those whose network has most of it. No I/O, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Somebody with a place."""

    source: str
    network: str  # the wider one around it
    began: float


P = TypeVar("P", bound=Placed)


def gives_way(placed: Sequence[P], network: str) -> P | None:
    """Return who gives way to a newcomer from the wider network `network`; None where no other one has more.

    Of the network with most places the source with most of them, and of that the one who came last: so somebody who
    fills the queue from a few networks takes places from nobody but themselves.
    """
    places = Counter(one.network for one in placed)
    if not places:
        return None
    fullest, most = places.most_common(1)[0]
    if most <= places[network] + 1:
        return None
    there = [one for one in placed if one.network == fullest]
    source, _count = Counter(one.source for one in there).most_common(1)[0]
    return max((one for one in there if one.source == source), key=lambda one: one.began)

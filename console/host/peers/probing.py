"""Answers whoever checks the connection: it sends back what it was sent, and says from where that came.

Anybody may ask, so it asks nothing of the database, is written down nowhere, never says more than it was told, and is
bounded a minute, of one source and in all. A link that only probes has the deadline of every stranger's.
"""

from __future__ import annotations

from collections.abc import Callable

from console.host.core.limits import PROBES_A_MINUTE, PROBES_OF_ONE_SOURCE_A_MINUTE, Limits, Rate
from console.host.core.sources import SourceRate, plain_address
from console.host.peers.peer import Handlers, Peer
from protocol.vocabulary.joins import Probe, Probed
from protocol.vocabulary.messages import Reason


class Probing:
    """Answers probes within these bounds.

    Args:
        clock: seconds.
    """

    def __init__(self, *, clock: Callable[[], float], limits: Limits) -> None:
        self._clock = clock
        self._limits = limits
        self._of_sources = SourceRate(limits.of(PROBES_OF_ONE_SOURCE_A_MINUTE))
        self._in_all = Rate(limits.of(PROBES_A_MINUTE))

    def handlers(self) -> Handlers:
        """Return what to do with each message."""
        return {Probe: self._probe}

    def _probe(self, peer: Peer, message: Probe) -> None:
        now = self._clock()
        kept = {
            PROBES_OF_ONE_SOURCE_A_MINUTE: not self._of_sources.full(peer.address, now),
            PROBES_A_MINUTE: not self._in_all.full(None, now),
        }
        if not all(self._limits.held(bound, within=within) for bound, within in kept.items()):
            peer.refuse(Probe.TAG, Reason.LIMIT)
            return
        self._of_sources.note(peer.address, now)
        self._in_all.note(None, now)
        peer.send(Probed(number=message.number, data=message.data, seen=_seen(peer.address)))


def _seen(address: str) -> str:
    """Return an address in its one spelling; "" for what is none, as that of a proxy's Unix socket."""
    try:
        return plain_address(address)
    except ValueError:
        return ""

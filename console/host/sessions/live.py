"""A session that goes on, with all that a room does not know: tokens, links, timers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from console.host.core.box_rates import BoxRates
from console.host.core.queue_order import Waiter
from console.host.core.room.cuts import Cut
from console.host.core.room.room import Room
from console.host.peers.peer import Peer
from protocol.vocabulary.codec import Message


class Timers:
    """What happens to one session after some time, by name; a name stands for one thing at a time."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._running: dict[Hashable, asyncio.TimerHandle] = {}

    def start(self, name: Hashable, seconds: float, passed: Callable[[], None]) -> None:
        """Call `passed` after `seconds`, in place of what was to happen by that name."""
        self.stop(name)

        def passing() -> None:
            del self._running[name]
            passed()

        self._running[name] = self._loop.call_later(seconds, passing)

    def run_while(self, condition: bool, name: Hashable, seconds: float, passed: Callable[[], None]) -> None:
        """Let it run on or begin to run where `condition` holds, stop it otherwise."""
        if not condition:
            self.stop(name)
        elif name not in self._running:
            self.start(name, seconds, passed)

    def left(self, name: Hashable) -> float:
        """Return in how many seconds that happens; 0 where nothing does by that name."""
        timer = self._running.get(name)
        return 0.0 if timer is None else max(0.0, timer.when() - self._loop.time())

    def stop(self, name: Hashable) -> None:
        """Let nothing happen by that name."""
        if (timer := self._running.pop(name, None)) is not None:
            timer.cancel()

    def stop_all(self) -> None:
        """Let nothing happen any more."""
        for name in list(self._running):
            self.stop(name)


@dataclass
class Live:
    """A session of the host.

    Attributes:
        tokens: SHA-256 of each seat's token.
        peers: the link of each member who is there.
        lead: the member who leads, 0: nobody.
        restored: the lead has not been back since the host started.
        rates: what each member may still send the others.
        since_ms: when the customer began to wait, or the session was opened, in milliseconds since 1970.
        waiter: the customer as they waited in the queue; None: they came with a code, or the host was started since.
        cut: lets nothing wait elsewhere than in a link's outbox that must no longer be sent.
    """

    room: Room
    tokens: dict[int, bytes]
    peers: dict[int, Peer]
    timers: Timers
    lead: int
    rates: BoxRates
    since_ms: int = 0
    restored: bool = False
    waiter: Waiter | None = None
    cut: Callable[[Cut], None] = field(default=lambda _unwanted: None)

    def send_lead(self, message: Message) -> None:
        """Send `message` to the lead, if the lead is there."""
        if (peer := self.peers.get(self.lead)) is not None:
            peer.send(message)

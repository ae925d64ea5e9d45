"""Takes a session's seat anew after what another member has sent did not fit: that session's, not the whole link.

On a console's link lie all of its sessions. Were it ended for one member's bad message, a single customer could cut a
technician off all others, again and again. Attaching anew makes everything good that can be, as a new link would: fresh
salts, fresh keys, and whatever was not confirmed is said again. Who goes on sending nonsense is waited for ever longer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from protocol.link.link import Link

FIRST_S = 0.25  # until the seat is taken anew; doubled after each time
LONGEST_S = 60.0
GOOD_FOR_S = 60.0  # after which what was sent before is forgotten

_log = logging.getLogger(__name__)


class FreshSeat:
    """The seat of one session.

    Args:
        up: takes it on a link.
        down: lets go of it, until then.
    """

    def __init__(self, *, up: Callable[[Link], None], down: Callable[[], None]) -> None:
        self._up = up
        self._down = down
        self._loop = asyncio.get_running_loop()
        self._wait_s = FIRST_S
        self._taken_s = self._loop.time()
        self._timer: asyncio.TimerHandle | None = None

    def take(self, link: Link, why: str) -> None:
        """Let go of the seat, and take it anew on `link` after a while, if that still stands then."""
        if self._timer is not None:
            return
        _log.warning("bad message from a member of a session, its seat is taken anew: %s", why)
        if self._loop.time() - self._taken_s > GOOD_FOR_S:
            self._wait_s = FIRST_S
        self._timer = self._loop.call_later(self._wait_s, self._take, link)
        self._wait_s = min(2 * self._wait_s, LONGEST_S)
        self._down()

    def stop(self) -> None:
        """Leave it: the link is gone, or the session over."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _take(self, link: Link) -> None:
        self._timer = None
        self._taken_s = self._loop.time()
        if link.end is None:
            self._up(link)

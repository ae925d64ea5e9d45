"""Whether a session is on hold. No I/O, no clock."""

from __future__ import annotations

from console.host.core.room.desktop import Desktop
from console.host.core.room.seats import HoldChanged, Out, Place, Seats
from console.host.core.room.share import Share
from protocol.vocabulary.messages import Reason, Role


class Hold:
    """While it is `on`, everybody may talk and chat, and nothing else begins; what goes on ends with its beginning."""

    def __init__(self, seats: Seats, *, on: bool) -> None:
        self.on = on
        self._seats = seats

    def set(self, on: bool, by: int, share: Share, desktop: Desktop) -> list[Out]:
        """Put the session on hold, or let it go on, for the lead, who may."""
        if on == self.on:
            return []
        self.on = on
        self._seats.note(HoldChanged(on, by))
        return share.end(Reason.ON_HOLD, by=by) + desktop.end(Reason.ON_HOLD) if on else []

    def seat_gone(self, place: Place) -> None:
        """Note that a seat is given up: nobody waits any more where the customer has gone."""
        if self.on and place.role is Role.CUSTOMER:
            self.on = False
            self._seats.note(HoldChanged(False, 0))

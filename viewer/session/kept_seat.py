"""The seat that outlives this program: of the present session, or of one that an earlier run did not end."""

from __future__ import annotations

import logging

from protocol.seat.seat_records import SavedSeat
from protocol.seat.seatfile import SeatFolder

_log = logging.getLogger(__name__)


class KeptSeat:
    """At most one seat, in a folder; a folder that cannot be written costs the seat, never the session.

    Attributes:
        saved: the seat; at first the latest one in the folder.
    """

    def __init__(self, seats: SeatFolder) -> None:
        self.saved: SavedSeat | None = next(reversed(seats.load_all()), None)
        self._seats = seats

    def take(self, saved: SavedSeat) -> None:
        """Keep `saved` from now on; the customer has joined its session instead of another one."""
        if self.saved is not None and self.saved.seat.session != saved.seat.session:
            self.let_go(forget=True)
        self.saved = saved
        self.write(saved)

    def write(self, saved: SavedSeat) -> None:
        """Keep what has become of the seat; of one that was let go of nothing is kept."""
        if self.saved is None or self.saved.seat.session != saved.seat.session:
            return
        self.saved = saved
        try:
            self._seats.save(saved)
        except OSError as error:
            _log.error("the session could not be saved and will not outlive this program: %s", error)

    def let_go(self, *, forget: bool) -> None:
        """Keep nothing from now on; what lies in the folder stays there unless it is to be forgotten."""
        saved, self.saved = self.saved, None
        if saved is None or not forget:
            return
        try:
            self._seats.remove(saved.seat.session)
        except OSError as error:
            _log.error("a saved session could not be removed: %s", error)

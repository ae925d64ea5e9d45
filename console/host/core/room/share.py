"""Who shares their own desktop with the customer: one technician at a time. No I/O, no clock."""

from __future__ import annotations

from console.host.core.rights import SHARE_SCREEN, Sharing
from console.host.core.room.seats import Out, Place, Seats
from protocol.vocabulary.messages import Reason, Role, ShareChanged


class Share:
    """The share of one session.

    Attributes:
        member: who shares, 0: nobody.
        last: who shares or did so last.
    """

    def __init__(self, seats: Seats, member: int) -> None:
        self.member = member
        self.last = member
        self._seats = seats

    def start(self, member: int) -> list[Out]:
        """Let `member`, who may, share."""
        return self._become(member, member, Reason.NONE)

    def end(self, reason: Reason, *, by: int = 0) -> list[Out]:
        """End the share, if there is one."""
        return self._become(0, by, reason) if self.member else []

    def seat_gone(self, place: Place, reason: Reason) -> list[Out]:
        """Note that a seat is given up: that of the one who shares, of the customer, or another."""
        ends = place.member == self.member or place.role is Role.CUSTOMER
        return self.end(reason) if ends else []

    def rights_changed(self, place: Place) -> list[Out]:
        """End a share that the rights of its technician no longer allow."""
        ends = place.member == self.member and SHARE_SCREEN not in place.rights
        return self.end(Reason.RIGHT_REMOVED) if ends else []

    def seen_by(self, member: int) -> Sharing:
        """Return who shares, as `member` sees it."""
        if not self.member:
            return Sharing.NOBODY
        return Sharing.SELF if self.member == member else Sharing.OTHER

    def _become(self, member: int, by: int, reason: Reason) -> list[Out]:
        self.last = self.member or member
        self.member = member
        return self._seats.tell(ShareChanged(session=self._seats.session, sharing=member, by=by, reason=reason))

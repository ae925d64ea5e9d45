"""Who shares their own desktop with the customer: one technician at a time. No I/O, no clock."""

from __future__ import annotations

from console.host.core.rights import SHARE_SCREEN, Sharing
from console.host.core.room.seats import Out, Place, Seats, SharePassed
from protocol.vocabulary.messages import Reason, Role, ShareChanged


class Share:
    """The share of one session.

    Attributes:
        member: who shares, 0: nobody.
        last: who shares or did so last.
        earlier: who did so before that, whose last picture may still be on its way.
    """

    def __init__(self, seats: Seats, member: int) -> None:
        self.member = member
        self.last = member
        self.earlier = 0
        self._seats = seats

    def start(self, member: int) -> list[Out]:
        """Let `member`, who may, share."""
        return self._become(member, member, Reason.NONE)

    def take(self, lead: int) -> list[Out]:
        """Let the lead, who may, share in place of who does."""
        return self.end(Reason.STOPPED, by=lead) + self.start(lead)

    def pass_on(self, lead: int, member: int) -> list[Out]:
        """End the share for the lead, who may, so that `member` can begin one."""
        self._seats.note(SharePassed(member, lead))
        return self.end(Reason.STOPPED, by=lead)

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
        before, self.member = self.member, member
        if (latest := before or member) != self.last:
            self.earlier, self.last = self.last, latest
        session = self._seats.session
        return self._seats.tell(ShareChanged(session=session, sharing=member, by=by, reason=reason, before=before))

"""Who leads a session, and how that passes from one technician to another. No I/O, no clock."""

from __future__ import annotations

from console.host.core.room.seats import Place, RoleChanged, Seats
from protocol.vocabulary.messages import Role


class Leadership:
    """The lead of one session, if it has one.

    Attributes:
        transferring: a technician outside of the session is asked to lead it.
        heir: the seat that leads as soon as somebody attaches to it, 0: none.
    """

    def __init__(self, seats: Seats) -> None:
        self.transferring = False
        self.heir = 0
        self._seats = seats

    def may_leave(self) -> bool:
        """Return whether somebody is there who could take over."""
        return self._seats.successor() is not None

    def may_hand_over_to(self, member: int) -> bool:
        """Return whether `member` could lead: a collaborating technician who is there, and the next lead is open."""
        place = self._seats.place(member)
        return place is not None and place.role is Role.COLLABORATOR and place.present and not self.transferring

    def may_take_over(self, member: int) -> bool:
        """Return whether nobody leads and `member` is the one who may."""
        successor = self._seats.successor()
        return self._seats.lead() is None and successor is not None and successor.member == member

    def pass_to(self, member: int) -> None:
        """Make `member` the lead; who has been it until now collaborates."""
        if (lead := self._seats.lead()) is not None:
            self._become(lead, Role.COLLABORATOR)
        self.end_transfer()
        place = self._seats.place(member)
        assert place is not None
        self._become(place, Role.LEAD)

    def end_transfer(self) -> None:
        """Nobody is asked to lead any more."""
        self.transferring, self.heir = False, 0

    def _become(self, place: Place, role: Role) -> None:
        place.role = role
        place.led = True  # until now, or from now on
        self._seats.note(RoleChanged(place.member, role))

"""One session: its state, who may do what in it and who hears of it. No I/O, no clock.

Every method that changes something returns what the attached members are to be told, in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from console.host.cuts import OF_SHARES
from console.host.desktop import Desktop
from console.host.rights import NEVER_LATE, Act, Hearer, Situation, hears, may
from console.host.seats import Out, Place, Seats
from console.host.share import Share
from protocol.messages import Channel, MemberLeft, Reason, Role, Sealed, SessionClosed, SessionState
from protocol.messages import Room as RoomMessage


class Room:
    """One session.

    Attributes:
        session: its number on the wire.
        seats: who is in it.
        share: who shares.
        desktop: who has the customer's desktop.
        joining: a join is going on.
        closed: why it is over, or None.
    """

    def __init__(self, session: bytes, places: Mapping[int, Place], *, next_member: int) -> None:
        self.session = session
        self.seats = Seats(session, places, next_member=next_member)
        self.share = Share(self.seats)
        self.desktop = Desktop(self.seats)
        self.joining = False
        self.closed: Reason | None = None

    @classmethod
    def opened(cls, session: bytes, rights: frozenset[str], *, first_generation: int) -> Room:
        """Make a new session with the lead's seat, number 1."""
        lead = Place(1, Role.LEAD, first_generation, rights)
        return cls(session, {1: lead}, next_member=2)

    @property
    def sharing(self) -> int:
        """The member who shares, 0: nobody."""
        return self.share.member

    @property
    def state(self) -> SessionState:
        """Where the session stands; follows from the seats alone."""
        lead, customer = self.seats.lead(), self.seats.customer()
        if self.closed is not None or lead is None:
            return SessionState.TIMED_OUT if self.closed is Reason.TIMED_OUT else SessionState.CLOSED
        if not lead.present:
            return SessionState.RECONNECTING
        if customer is None:
            return SessionState.CONNECTING if self.joining else SessionState.WAITING
        if customer.present:
            return SessionState.ACTIVE
        return SessionState.RECONNECTING if customer.taken else SessionState.CONNECTING

    def may(self, member: int, act: Act) -> bool:
        """Return whether `member` may do `act` now."""
        place = self.seats.place(member)
        if place is None:
            return False
        now = Situation(self.state, self.share.seen_by(member), self.desktop.of(place))
        return may(place.role, act, place.rights, now)

    def late(self, member: int, channel: Channel) -> bool:
        """Return whether refused content of `member` was merely on its way when a share or the like ended."""
        if channel in NEVER_LATE:
            return False
        if channel is Channel.POINTING:
            return True
        last = self.share.last if channel in OF_SHARES else self.desktop.last
        place = self.seats.place(member)
        shows_desktop = place is not None and place.role is Role.CUSTOMER and channel not in OF_SHARES
        return last != 0 and (member == last or shows_desktop)

    def attach(self, member: int, salt: bytes, *, rights: frozenset[str]) -> list[Out]:
        """Seat `member` on a new link; everybody is told."""
        place = self._place(member)
        place.attached(salt, rights)
        outs = self.share.rights_changed(place) + self.desktop.rights_changed(place)
        return outs + self._show_room() + self.desktop.tell_newcomer(place)

    def link_lost(self, member: int) -> list[Out]:
        """Keep the seat of `member`, whose link is gone."""
        place = self._place(member)
        place.present = False
        return self.desktop.link_lost(place) + self._show_room()

    def set_joining(self, joining: bool) -> list[Out]:
        """A join has begun or ended."""
        if joining == self.joining:
            return []
        self.joining = joining
        return self._show_room()

    def admit_customer(self, *, first_generation: int) -> int:
        """Make the customer's seat and return its number.

        Raises:
            ValueError: there is a customer already, or room for no more.
        """
        if self.seats.customer() is not None:
            raise ValueError("no seat for another customer")
        return self.seats.add(Role.CUSTOMER, first_generation=first_generation).member

    def give_up(self, member: int, reason: Reason) -> list[Out]:
        """End the seat of `member`, who has left or not come back in time; the lead's seat ends the session."""
        if self._place(member).role is Role.LEAD:
            return self.close(Reason.TIMED_OUT if reason is Reason.TIMED_OUT else Reason.ENDED_BY_LEAD)
        place = self.seats.remove(member)
        outs = self.share.seat_gone(place, reason) + self.desktop.seat_gone(place, reason)
        outs += self.seats.tell(MemberLeft(session=self.session, member=member, reason=reason))
        return outs + self._show_room()

    def close(self, reason: Reason) -> list[Out]:
        """End the session for everybody."""
        self.share.end(reason)  # told with the session's own end
        self.desktop.end(reason)
        self.closed, self.joining = reason, False
        return self.seats.tell(SessionClosed(session=self.session, reason=reason))

    def start_share(self, member: int) -> list[Out]:
        """Let `member`, who may, share."""
        return self.share.start(member) + self._show_room()

    def end_share(self, by: int) -> list[Out]:
        """End the running share for the one who shares or for the customer, who may."""
        reason = Reason.STOPPED if by == self.sharing else Reason.WINDOW_CLOSED
        return self.share.end(reason, by=by) + self._show_room()

    def set_rights(self, member: int, rights: frozenset[str]) -> list[Out]:
        """Give a technician's seat other rights; what they no longer allow ends."""
        place, sharing = self._place(member), self.sharing
        place.rights = rights
        outs = self.share.rights_changed(place) + self.desktop.rights_changed(place)
        return outs if self.sharing == sharing else outs + self._show_room()

    def route(self, sender: int, sealed: Sealed) -> Out | None:
        """Address content to its receiver; None where the receiver is gone or has attached anew since.

        `sender` may send over this channel: ask `may` first.
        """
        place, target = self._place(sender), self.seats.place(sealed.member)
        if target is None or target is place or not target.present or target.generation != sealed.generation:
            return None
        hearer = Hearer(
            target.role,
            shares=target.member == (self.share.member or self.share.last),
            has_desktop=target.member == self.desktop.member,
        )
        if not hears(sealed.channel, place.role, hearer):
            return None
        return Out(target.member, replace(sealed, member=sender))

    def message(self) -> RoomMessage:
        """Return all that members are told about the session."""
        seats = tuple(place.seat() for place in self.seats)
        return RoomMessage(session=self.session, state=self.state, seats=seats, sharing=self.sharing)

    def _show_room(self) -> list[Out]:
        return self.seats.show(self.message())

    def _place(self, member: int) -> Place:
        place = self.seats.place(member)
        assert place is not None
        return place

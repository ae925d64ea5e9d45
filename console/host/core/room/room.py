"""One session: its state, who may do what in it and who hears of it. No I/O, no clock.

Every method that changes something returns what the attached members are to be told, in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from console.host.core.rights import LEAD_ONLY, NEVER_LATE, Act, Hearer, Situation, hears, may
from console.host.core.room.cuts import OF_SHARES
from console.host.core.room.desktop import Desktop
from console.host.core.room.hold import Hold
from console.host.core.room.leadership import Leadership
from console.host.core.room.seats import Out, Place, Seats
from console.host.core.room.share import Share
from protocol.vocabulary.messages import Channel, MemberLeft, Reason, Role, Sealed, SessionClosed, SessionState
from protocol.vocabulary.messages import Room as RoomMessage


class Room:
    """One session.

    Attributes:
        session: its number on the wire.
        seats: who is in it.
        share: who shares.
        desktop: who has the customer's desktop.
        hold: whether it is on hold.
        leadership: who leads it.
        joining: a customer's join is going on.
        closed: why it is over, or None.
        channel: the queue in which its customer may wait for another technician; "": there is none.
    """

    def __init__(
        self, session: bytes, places: Mapping[int, Place], *, next_member: int, sharing: int = 0, on_hold: bool = False
    ) -> None:
        self.session = session
        self.seats = Seats(session, places, next_member=next_member)
        self.share = Share(self.seats, sharing if sharing in places else 0)
        self.desktop = Desktop(self.seats)
        self.hold = Hold(self.seats, on=on_hold)
        self.leadership = Leadership(self.seats)
        self.joining = False
        self.closed: Reason | None = None
        self.channel = ""

    @classmethod
    def opened(cls, session: bytes, rights: frozenset[str], *, first_generation: int, technician: int = 0) -> Room:
        """Make a new session with the lead's seat, number 1."""
        lead = Place(1, Role.LEAD, first_generation, rights, technician)
        return cls(session, {1: lead}, next_member=2)

    @property
    def sharing(self) -> int:
        """The member who shares, 0: nobody."""
        return self.share.member

    @property
    def state(self) -> SessionState:
        """Where the session stands."""
        lead = self.seats.lead()
        if self.closed is not None:
            return SessionState.TIMED_OUT if self.closed is Reason.TIMED_OUT else SessionState.CLOSED
        if lead is None or self.leadership.transferring:
            return SessionState.TRANSFERRING
        if self.hold.on:
            return SessionState.ON_HOLD
        return self._state_of_customer() if lead.present else SessionState.RECONNECTING

    def may(self, member: int, act: Act) -> bool:
        """Return whether `member`, who has to be there, may do `act` now."""
        place = self.seats.place(member)
        if place is None or not place.present:
            return False
        now = Situation(self.state, self.share.seen_by(member), self.desktop.of(place))
        return may(place.role, act, place.rights, now)

    def why_not(self, member: int, act: Act) -> Reason:
        """Return why `member` may not do `act`."""
        place = self.seats.place(member)
        if place is not None and place.role is Role.COLLABORATOR and place.led and act in LEAD_ONLY:
            return Reason.HANDED_OVER
        return Reason.ON_HOLD if self.state is SessionState.ON_HOLD else Reason.NOT_ALLOWED

    def late(self, member: int, channel: Channel) -> bool:
        """Return whether refused content of `member` was merely on its way when a share or the like ended."""
        if channel in NEVER_LATE:
            return False
        if channel is Channel.POINTING:
            return True
        last = {self.share.last, self.share.earlier} if channel in OF_SHARES else {self.desktop.last}
        place = self.seats.place(member)
        is_customer = place is not None and place.role is Role.CUSTOMER
        return any(last) and (member in last or (is_customer and channel not in _NEVER_FROM_CUSTOMERS))

    # -- seats ------------------------------------------------------------------------------------------------

    def attach(self, member: int, salt: bytes, *, rights: frozenset[str]) -> list[Out]:
        """Seat `member` on a new link; everybody is told."""
        place = self._place(member)
        outs = self._take_customers_place() if place is self.seats.newcomer else []
        place.attached(salt, rights)
        outs += self._complete_transfer(place) if self.leadership.heir == member else []
        outs += self.share.rights_changed(place) + self.desktop.rights_changed(place)
        return outs + self._show_room() + self.desktop.tell_newcomer(place)

    def link_lost(self, member: int) -> list[Out]:
        """Keep the seat of `member`, whose link is gone."""
        place = self._place(member)
        place.present = False
        return self.desktop.link_lost(place) + self._show_room()

    def set_joining(self, joining: bool) -> list[Out]:
        """A customer's join has begun or ended."""
        if joining == self.joining:
            return []
        self.joining = joining
        return self._show_room()

    def admit(self, role: Role, *, first_generation: int, technician: int = 0, moves: bool = False) -> int:
        """Make a seat for a customer or a collaborating technician and return its number.

        With `moves` it is for the viewer that is to take the customer's place.

        Raises:
            ValueError: there is room for no more.
        """
        return self.seats.add(role, first_generation=first_generation, technician=technician, moves=moves).member

    def give_up(self, member: int, reason: Reason) -> list[Out]:
        """End the seat of `member`, who has left, not come back in time, or must not stay.

        A lead who leaves ends the session; where the lead is gone for another reason, somebody may take over.
        """
        place = self._place(member)
        if place is self.seats.newcomer:  # nobody has seen it
            self.seats.remove(member)
            self.seats.note(MemberLeft(session=self.session, member=member, reason=reason))
            return []
        if place.role is Role.LEAD and (reason is Reason.LEFT or not self.seats.collaborators()):
            self.seats.note(MemberLeft(session=self.session, member=member, reason=reason))
            return self.close(Reason.ENDED_BY_LEAD if reason is Reason.LEFT else reason)
        outs = self._end_seat(place, reason)
        if self.seats.lead() is None and not self.seats.collaborators():
            return outs + self.close(Reason.TIMED_OUT)
        return outs + self._show_room()

    def close(self, reason: Reason) -> list[Out]:
        """End the session for everybody."""
        self.share.end(reason)  # told with the session's own end
        self.desktop.end(reason)
        self.leadership.end_transfer()
        self.closed, self.joining = reason, False
        outs = self.seats.tell(SessionClosed(session=self.session, reason=reason))
        return outs if self.left_alone is None else [self._farewell(out, self.left_alone) for out in outs]

    @property
    def left_alone(self) -> Place | None:
        """The customer of a session that is over because no technician is left in it; None where that is not so."""
        return None if self.closed in (None, Reason.ENDED_BY_LEAD) else self.seats.customer()

    # -- who leads ----------------------------------------------------------------------------------------------

    def leave_lead(self, member: int) -> list[Out]:
        """End the seat of the lead, who may leave and is told so, and let somebody take over."""
        place = self._place(member)
        told = self.seats.tell_one(place, MemberLeft(session=self.session, member=member, reason=Reason.LEFT))
        return told + self._end_seat(place, Reason.LEFT) + self._show_room()

    def pass_lead(self, member: int) -> list[Out]:
        """Make `member` the lead, who may take over or is handed the session."""
        self.leadership.pass_to(member)
        return self.desktop.lead_changed(member) + self._show_room()

    def begin_transfer(self) -> list[Out]:
        """A technician outside of the session is asked to lead it."""
        self.leadership.transferring = True
        return self._show_room()

    def end_transfer(self) -> list[Out]:
        """Nobody outside will lead the session; it goes on as before."""
        self.leadership.end_transfer()
        return self._show_room()

    # -- what goes on -----------------------------------------------------------------------------------------

    def start_share(self, member: int) -> list[Out]:
        """Let `member`, who may, share."""
        return self.share.start(member) + self._show_room()

    def take_share(self, lead: int) -> list[Out]:
        """Let the lead, who may, share in place of who does."""
        return self.share.take(lead) + self._show_room()

    def pass_share(self, lead: int, member: int) -> list[Out]:
        """End the share for the lead, who may, so that `member` can begin one."""
        return self.share.pass_on(lead, member) + self._show_room()

    def end_share(self, by: int) -> list[Out]:
        """End the running share for a member who may."""
        reason = Reason.WINDOW_CLOSED if self._place(by).role is Role.CUSTOMER else Reason.STOPPED
        return self.share.end(reason, by=by) + self._show_room()

    def use_up(self) -> list[Out]:
        """Show nobody's screen any more: what the host lets this session use is used up."""
        return self.share.end(Reason.LIMIT) + self.desktop.end(Reason.LIMIT) + self._show_room()

    def set_hold(self, on: bool, by: int) -> list[Out]:
        """Put the session on hold, or let it go on."""
        return self.hold.set(on, by, self.share, self.desktop) + self._show_room()

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
        self.desktop.inputs += sealed.channel is Channel.INPUT
        return Out(target.member, replace(sealed, member=sender))

    def message(self) -> RoomMessage:
        """Return all that members are told about the session."""
        seats = tuple(place.seat() for place in self.seats)
        return RoomMessage(session=self.session, state=self.state, seats=seats, sharing=self.sharing)

    # -- inside -----------------------------------------------------------------------------------------------

    def _state_of_customer(self) -> SessionState:
        customer = self.seats.customer()
        if customer is None:
            return SessionState.CONNECTING if self.joining else SessionState.WAITING
        if customer.present:
            return SessionState.ACTIVE
        return SessionState.RECONNECTING if customer.taken else SessionState.CONNECTING

    def _take_customers_place(self) -> list[Out]:
        """End the seat of the customer's page, in whose place their viewer is from now on."""
        customer = self.seats.customer()
        return [] if customer is None else self._end_seat(customer, Reason.REPLACED)

    def _complete_transfer(self, heir: Place) -> list[Out]:
        """Let the technician who has just attached lead, in place of who led until now."""
        lead = self.seats.lead()
        outs = [] if lead is None else self._end_seat(lead, Reason.TRANSFERRED)
        self.leadership.pass_to(heir.member)
        return outs + self.desktop.end(Reason.TRANSFERRED)

    def _end_seat(self, place: Place, reason: Reason) -> list[Out]:
        """End a seat and what depends on it; its member hears it, too, unless it was they who left."""
        left = MemberLeft(session=self.session, member=place.member, reason=reason)
        outs = [] if reason is Reason.LEFT else self.seats.tell_one(place, left)
        self.seats.remove(place.member)
        self.hold.seat_gone(place)
        if place.member == self.leadership.heir:
            self.leadership.end_transfer()
        return (
            outs + self.share.seat_gone(place, reason) + self.desktop.seat_gone(place, reason) + self.seats.tell(left)
        )

    def _farewell(self, out: Out, customer: Place) -> Out:
        """Return what a customer who is left alone is told at the end: no cause, but the queue that has their place."""
        if out.member != customer.member:
            return out
        reason = Reason.TECHNICIAN_GONE
        return Out(out.member, SessionClosed(session=self.session, reason=reason, channel=self.channel))

    def _show_room(self) -> list[Out]:
        return self.seats.show(self.message())

    def _place(self, member: int) -> Place:
        place = self.seats.place(member)
        assert place is not None
        return place


_NEVER_FROM_CUSTOMERS = frozenset({Channel.PICTURE, Channel.POINTER, Channel.INPUT})

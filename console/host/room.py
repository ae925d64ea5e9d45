"""One session: its seats, its state, who may do what in it and who hears of it. No I/O, no clock.

Every method that changes something returns what the attached members are to be told, in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from console.host.rights import SHARE_SCREEN, Act, Sharing, hears, may
from protocol.codec import Message
from protocol.messages import (
    MEMBERS_LIMIT,
    Channel,
    MemberLeft,
    Reason,
    Role,
    Sealed,
    Seat,
    SessionClosed,
    SessionState,
    ShareChanged,
)
from protocol.messages import Room as RoomMessage

NO_SALT = bytes(16)  # of a seat that nobody has taken yet
LAST_MEMBER = 65535


@dataclass(frozen=True)
class Out:
    """`message` is to go to `member`."""

    member: int
    message: Message


@dataclass
class Place:
    """A seat as the room keeps it."""

    member: int
    role: Role
    generation: int
    rights: frozenset[str] = frozenset()
    salt: bytes = NO_SALT
    present: bool = False
    taken: bool = False  # somebody has attached to it at some time, perhaps before the host started anew


class Room:
    """One session.

    Attributes:
        session: its number on the wire.
        joining: a join is going on.
        sharing: the member who shares, 0: nobody.
        closed: why it is over, or None.
    """

    def __init__(self, session: bytes, places: Mapping[int, Place], *, next_member: int) -> None:
        self.session = session
        self.joining = False
        self.sharing = 0
        self.closed: Reason | None = None
        self._places = dict(places)
        self._next_member = next_member
        self._shared_last = 0

    @classmethod
    def opened(cls, session: bytes, rights: frozenset[str], *, first_generation: int) -> Room:
        """Make a new session with the lead's seat, number 1."""
        lead = Place(1, Role.LEAD, first_generation, rights)
        return cls(session, {1: lead}, next_member=2)

    def place(self, member: int) -> Place | None:
        """Return the seat of `member`, if it is kept."""
        return self._places.get(member)

    def members(self) -> list[int]:
        """Return the numbers of all seats that are kept."""
        return list(self._places)

    def lead(self) -> Place | None:
        """Return the lead's seat."""
        return self._first(Role.LEAD)

    def customer(self) -> Place | None:
        """Return the customer's seat."""
        return self._first(Role.CUSTOMER)

    @property
    def state(self) -> SessionState:
        """Where the session stands; follows from the seats alone."""
        lead, customer = self.lead(), self.customer()
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
        place = self._places.get(member)
        return place is not None and may(place.role, act, self.state, place.rights, self._sharing_seen_by(member))

    def late(self, member: int, channel: Channel) -> bool:
        """Return whether refused content of `member` was merely on its way when the share ended."""
        return member == self._shared_last and channel not in (Channel.TALK, Channel.CHAT)

    def attach(self, member: int, salt: bytes, *, rights: frozenset[str]) -> list[Out]:
        """Seat `member` on a new link; everybody is told."""
        place = self._places[member]
        place.generation += 1
        place.salt, place.rights, place.present, place.taken = salt, rights, True, True
        return self._tell_room()

    def link_lost(self, member: int) -> list[Out]:
        """Keep the seat of `member`, whose link is gone."""
        self._places[member].present = False
        return self._tell_room()

    def set_joining(self, joining: bool) -> list[Out]:
        """A join has begun or ended."""
        if joining == self.joining:
            return []
        self.joining = joining
        return self._tell_room()

    def admit_customer(self, *, first_generation: int) -> int:
        """Make the customer's seat and return its number."""
        if self.customer() is not None or len(self._places) >= MEMBERS_LIMIT or self._next_member > LAST_MEMBER:
            raise ValueError("no seat for another customer")
        member = self._next_member
        self._next_member += 1
        self._places[member] = Place(member, Role.CUSTOMER, first_generation)
        return member

    def give_up(self, member: int, reason: Reason) -> list[Out]:
        """End the seat of `member`, who has left or not come back in time; the lead's seat ends the session."""
        if self._places[member].role is Role.LEAD:
            return self.close(Reason.TIMED_OUT if reason is Reason.TIMED_OUT else Reason.ENDED_BY_LEAD)
        place = self._places.pop(member)
        out = []
        if self.sharing and (place.role is Role.CUSTOMER or self.sharing == member):
            out = self._share_is(0, 0, reason)
        out += self._tell(MemberLeft(session=self.session, member=member, reason=reason))
        return out + self._tell_room()

    def close(self, reason: Reason) -> list[Out]:
        """End the session for everybody."""
        self.closed, self.sharing, self.joining = reason, 0, False
        return self._tell(SessionClosed(session=self.session, reason=reason))

    def start_share(self, member: int) -> list[Out]:
        """Let `member`, who may, share."""
        return [*self._share_is(member, member, Reason.NONE), *self._tell_room()]

    def end_share(self, by: int) -> list[Out]:
        """End the running share for the one who shares or for the customer, who may."""
        reason = Reason.STOPPED if by == self.sharing else Reason.WINDOW_CLOSED
        return [*self._share_is(0, by, reason), *self._tell_room()]

    def set_rights(self, member: int, rights: frozenset[str]) -> list[Out]:
        """Give a technician's seat other rights; a share that they no longer allow ends."""
        self._places[member].rights = rights
        if self.sharing != member or SHARE_SCREEN in rights:
            return []
        return [*self._share_is(0, 0, Reason.RIGHT_REMOVED), *self._tell_room()]

    def route(self, sender: int, sealed: Sealed) -> Out | None:
        """Address content to its receiver; None where the receiver is gone or has attached anew since.

        `sender` may send over this channel: ask `may` first.
        """
        place, target = self._places[sender], self._places.get(sealed.member)
        if target is None or target is place or not target.present or target.generation != sealed.generation:
            return None
        shares = target.member == (self.sharing or self._shared_last)
        if not hears(sealed.channel, place.role, target.role, receiver_shares=shares):
            return None
        return Out(target.member, replace(sealed, member=sender))

    def message(self) -> RoomMessage:
        """Return all that members are told about the session."""
        return RoomMessage(
            session=self.session,
            state=self.state,
            seats=tuple(
                Seat(member=p.member, role=p.role, present=p.present, generation=p.generation, salt=p.salt)
                for p in self._places.values()
            ),
            sharing=self.sharing,
        )

    def _sharing_seen_by(self, member: int) -> Sharing:
        if self.sharing == 0:
            return Sharing.NOBODY
        return Sharing.SELF if self.sharing == member else Sharing.OTHER

    def _share_is(self, sharing: int, by: int, reason: Reason) -> list[Out]:
        self._shared_last = self.sharing or sharing
        self.sharing = sharing
        return self._tell(ShareChanged(session=self.session, sharing=sharing, by=by, reason=reason))

    def _tell_room(self) -> list[Out]:
        return self._tell(self.message())

    def _tell(self, message: Message) -> list[Out]:
        return [Out(place.member, message) for place in self._present()]

    def _present(self) -> Iterator[Place]:
        return (place for place in self._places.values() if place.present)

    def _first(self, role: Role) -> Place | None:
        return next((place for place in self._places.values() if place.role is role), None)

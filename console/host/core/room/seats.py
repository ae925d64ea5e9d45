"""The seats of one session, and how what happens in it is told to those who are there. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from protocol.vocabulary.codec import Message
from protocol.vocabulary.desktop import Access, DesktopChanged
from protocol.vocabulary.messages import MEMBERS_LIMIT, MemberLeft, Reason, Role, Seat, ShareChanged

NO_SALT = bytes(16)  # of a seat that nobody has taken yet
LAST_MEMBER = 65535
TECHNICIANS_LIMIT = MEMBERS_LIMIT - 1  # so that there is always a seat for a customer


@dataclass(frozen=True)
class RoleChanged:
    """`member` leads from now on, or collaborates; told by the room's new state alone."""

    member: int
    role: Role


@dataclass(frozen=True)
class HoldChanged:
    """The session is on hold, or goes on; `by` is whose doing it is, 0 for the host."""

    on_hold: bool
    by: int


@dataclass(frozen=True)
class SharePassed:
    """The lead `by` has ended the running share so that `member` may begin one."""

    member: int
    by: int


@dataclass(frozen=True)
class DesktopUsed:
    """The technician at `member` has the customer's desktop no more; `inputs` is how often they have operated it."""

    member: int
    access: Access
    inputs: int


Event = Message | RoleChanged | HoldChanged | SharePassed | DesktopUsed
"""What has happened in a session, for the host's audit and database."""


@dataclass(frozen=True)
class Out:
    """`message` is to go to `member`."""

    member: int
    message: Message


@dataclass
class Place:
    """A seat as the host keeps it.

    Attributes:
        technician: who sits there, as the database numbers them; 0: a customer.
        taken: somebody has attached to it at some time, perhaps before the host started anew.
        led: its technician was the lead at some time.
    """

    member: int
    role: Role
    generation: int
    rights: frozenset[str] = frozenset()
    technician: int = 0
    salt: bytes = NO_SALT
    present: bool = False
    taken: bool = False
    led: bool = False

    def attached(self, salt: bytes, rights: frozenset[str]) -> None:
        """Note a new attachment."""
        self.generation += 1
        self.salt, self.rights, self.present, self.taken = salt, rights, True, True

    def seat(self) -> Seat:
        """Return it as the members see it."""
        return Seat(
            member=self.member, role=self.role, present=self.present, generation=self.generation, salt=self.salt
        )


class Seats:
    """All seats of the session `session`.

    Attributes:
        newcomer: the seat of a viewer that takes the place of the customer's page as soon as it attaches; nobody sees
            it before. None: there is none.
        events: what has happened since the host last asked (`take_events`).
    """

    def __init__(self, session: bytes, places: Mapping[int, Place], *, next_member: int) -> None:
        self.session = session
        self.events: list[Event] = []
        self.newcomer: Place | None = None
        self._places = dict(places)
        self._next_member = next_member
        for later in [place for place in self if place.role is Role.CUSTOMER][1:]:  # of a host that was started anew
            self.newcomer = self._places.pop(later.member)

    def __iter__(self) -> Iterator[Place]:
        return iter(list(self._places.values()))

    def place(self, member: int) -> Place | None:
        """Return the seat of `member`, if it is kept."""
        if self.newcomer is not None and self.newcomer.member == member:
            return self.newcomer
        return self._places.get(member)

    def lead(self) -> Place | None:
        """Return the lead's seat."""
        return self._first(Role.LEAD)

    def customer(self) -> Place | None:
        """Return the customer's seat."""
        return self._first(Role.CUSTOMER)

    def technicians(self) -> list[Place]:
        """Return the lead's and the collaborating technicians' seats."""
        return [place for place in self if place.role is not Role.CUSTOMER]

    def collaborators(self) -> list[Place]:
        """Return the collaborating technicians' seats, the longest in the session first."""
        return sorted((place for place in self if place.role is Role.COLLABORATOR), key=lambda place: place.member)

    def successor(self) -> Place | None:
        """Return who may take the session over: of those who are there, who has been in it longest."""
        return next((place for place in self.collaborators() if place.present), None)

    def of_technician(self, technician: int) -> Place | None:
        """Return the seat of the technician with this number."""
        return next((place for place in self.technicians() if place.technician == technician), None)

    def room_for(self, role: Role, *, reserved: int = 0) -> bool:
        """Return whether there is a seat for one more, beside `reserved` that are promised."""
        if self._next_member > LAST_MEMBER:
            return False
        if role is Role.CUSTOMER:
            return self.customer() is None
        return len(self.technicians()) + reserved < TECHNICIANS_LIMIT

    def may_move(self) -> bool:
        """Return whether a viewer may take the customer's place."""
        return self.customer() is not None and self.newcomer is None and self._next_member <= LAST_MEMBER

    def add(self, role: Role, *, first_generation: int, technician: int = 0, moves: bool = False) -> Place:
        """Make a seat for another member, or for the viewer that is to take the customer's place (`moves`).

        Raises:
            ValueError: there is room for no more.
        """
        if not (self.may_move() if moves else self.room_for(role)):
            raise ValueError(f"no seat for another {role}")
        place = Place(self._next_member, role, first_generation, technician=technician)
        self._next_member += 1
        if moves:
            self.newcomer = place
        else:
            self._places[place.member] = place
        return place

    def remove(self, member: int) -> Place:
        """Forget a seat; where it was the customer's, whoever comes in their place is the customer from now on."""
        if self.newcomer is not None and self.newcomer.member == member:
            gone, self.newcomer = self.newcomer, None
            return gone
        gone = self._places.pop(member)
        if gone.role is Role.CUSTOMER and self.newcomer is not None:
            self._places[self.newcomer.member], self.newcomer = self.newcomer, None
        return gone

    def note(self, event: Event) -> None:
        """Let the host know what has happened."""
        self.events.append(event)

    def tell(self, message: Message) -> list[Out]:
        """Tell everybody who is there, and the host."""
        self.note(message)
        return self.show(message)

    def tell_technicians(self, message: Message) -> list[Out]:
        """Tell every technician who is there, and the host."""
        return [out for out in self.tell(message) if self._places[out.member].role is not Role.CUSTOMER]

    def show(self, message: Message) -> list[Out]:
        """Tell everybody who is there, customers nothing that is only the technicians' matter."""
        return [Out(place.member, _as_told(place, message)) for place in self if place.present]

    def tell_one(self, place: Place | None, message: Message) -> list[Out]:
        """Tell one member, if it is there."""
        return [] if place is None or not place.present else [Out(place.member, message)]

    def take_events(self) -> list[Event]:
        """Return what has happened since the last call."""
        events, self.events = self.events, []
        return events

    def _first(self, role: Role) -> Place | None:
        return next((place for place in self._places.values() if place.role is role), None)


def _as_told(place: Place, message: Message) -> Message:
    """Return what a member is told instead of `message`: that a technician was disabled is no customer's business."""
    if place.role is Role.CUSTOMER and isinstance(message, MemberLeft | ShareChanged | DesktopChanged):
        return replace(message, reason=Reason.LEFT) if message.reason is Reason.DISABLED else message
    return message

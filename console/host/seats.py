"""The seats of one session, and how what happens in it is told to those who are there. No I/O, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from protocol.codec import Message
from protocol.messages import MEMBERS_LIMIT, Role, Seat

NO_SALT = bytes(16)  # of a seat that nobody has taken yet
LAST_MEMBER = 65535


@dataclass(frozen=True)
class Out:
    """`message` is to go to `member`."""

    member: int
    message: Message


@dataclass
class Place:
    """A seat as the host keeps it."""

    member: int
    role: Role
    generation: int
    rights: frozenset[str] = frozenset()
    salt: bytes = NO_SALT
    present: bool = False
    taken: bool = False  # somebody has attached to it at some time, perhaps before the host started anew

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
        events: what was told to everybody since the host last asked (`take_events`), for its audit.
    """

    def __init__(self, session: bytes, places: Mapping[int, Place], *, next_member: int) -> None:
        self.session = session
        self.events: list[Message] = []
        self._places = dict(places)
        self._next_member = next_member

    def __iter__(self) -> Iterator[Place]:
        return iter(list(self._places.values()))

    def place(self, member: int) -> Place | None:
        """Return the seat of `member`, if it is kept."""
        return self._places.get(member)

    def lead(self) -> Place | None:
        """Return the lead's seat."""
        return self._first(Role.LEAD)

    def customer(self) -> Place | None:
        """Return the customer's seat."""
        return self._first(Role.CUSTOMER)

    def add(self, role: Role, *, first_generation: int, rights: frozenset[str] = frozenset()) -> Place:
        """Make a seat for another member.

        Raises:
            ValueError: there is room for no more.
        """
        if len(self._places) >= MEMBERS_LIMIT or self._next_member > LAST_MEMBER:
            raise ValueError(f"no seat for another {role}")
        place = Place(self._next_member, role, first_generation, rights)
        self._next_member += 1
        self._places[place.member] = place
        return place

    def remove(self, member: int) -> Place:
        """Forget a seat."""
        return self._places.pop(member)

    def tell(self, message: Message) -> list[Out]:
        """Tell everybody who is there, and the host."""
        self.events.append(message)
        return self.show(message)

    def tell_technicians(self, message: Message) -> list[Out]:
        """Tell every technician who is there, and the host."""
        return [out for out in self.tell(message) if self._places[out.member].role is not Role.CUSTOMER]

    def show(self, message: Message) -> list[Out]:
        """Tell everybody who is there."""
        return [Out(place.member, message) for place in self if place.present]

    def tell_one(self, place: Place | None, message: Message) -> list[Out]:
        """Tell one member, if it is there."""
        return [] if place is None or not place.present else [Out(place.member, message)]

    def take_events(self) -> list[Message]:
        """Return what has happened since the last call."""
        events, self.events = self.events, []
        return events

    def _first(self, role: Role) -> Place | None:
        return next((place for place in self._places.values() if place.role is role), None)

"""What it takes to have a seat in a session, and to take it up again after a lost link or a killed program. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.trust.introduction import Book, new_secret
from protocol.trust.words import Agreement
from protocol.vocabulary.messages import Role


@dataclass(frozen=True)
class SeatKey:
    """All that is needed to take a seat, and to take it up again."""

    session: bytes
    member: int
    role: Role
    token: bytes
    key: bytes  # of introduction, from the grant; the one who opened the session has no use for it
    secret: bytes = field(default_factory=new_secret)  # half of the seat's key pair
    book: Book = field(default_factory=Book)  # the others' keys
    agreements: tuple[Agreement, ...] = ()  # on two words with each other
    device: bytes = b""  # the public key of this computer's device, which signs each attachment; empty: none does

    def __repr__(self) -> str:
        return f"SeatKey(session={self.session.hex()}, member={self.member}, role={self.role})"

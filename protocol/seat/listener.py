"""What a program's session is told by the attendance of its seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from protocol.seat.conversation import Line
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Reason, Role, Room


@dataclass(frozen=True)
class Departed:
    """A member whose seat is gone."""

    member: int
    role: Role | None  # None: it was gone before this program had met it
    name: str
    reason: Reason


class Listener(Protocol):
    """What a session does with what its attendance learns."""

    def room_changed(self, before: Room | None, now: Room) -> None:
        """Take note of the session's new state."""

    def member_left(self, departed: Departed) -> None:
        """Take note that a seat is gone; once for each."""

    def transcript_grew(self, line: Line) -> None:
        """Show a new line of the transcript."""

    def transcript_changed(self, line: Line) -> None:
        """Show that a line was delivered."""

    def private_grew(self, line: Line) -> None:
        """Show a new line of the technicians' own chat."""

    def private_changed(self, line: Line) -> None:
        """Show that a line of the technicians' own chat was delivered."""

    def member_reached(self, member: int) -> None:
        """Take note that content can be sent to `member` from now on, until its attachment ends."""

    def member_named(self, member: int) -> None:
        """Take note of a member's name; after each attachment of either."""

    def words_agreed(self, member: int) -> None:
        """Take note that there are two words now that `member` sees, too."""

    def content_arrived(self, sender: int, content: Message) -> None:
        """Handle content that is neither chat nor about who is who, and what a member's program can show."""

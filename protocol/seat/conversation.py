"""The transcript of a session, and chat that arrives exactly once and in order over any number of breaks. Pure.

A sender numbers its lines 1, 2, 3... and keeps for each other member how far that one has confirmed them; after a break
it sends the unconfirmed ones again. A receiver takes the next number only and drops what it has seen. For this to hold
over the death of a program, its owner saves the conversation after each change and before it sends what follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from protocol.vocabulary.chat import CHAT_LIMIT, Chat, PrivateChat
from protocol.vocabulary.codec import BadMessage

LINES_LIMIT = 10_000  # of a transcript; the oldest go first


@dataclass
class Line:
    """One line of the transcript: said by a member, or an event."""

    author: int  # member number; 0: an event
    name: str  # the author's, as it was then
    time_ms: int  # since 1970, UTC, by this computer's clock
    text: str  # of an event: the name that it concerns
    number: int  # the author's own count; 0: an event
    delivered: bool  # an own line has arrived at everybody it was meant for
    event: str = ""  # code of an event: "joined", "left", "share_started"...; "": chat
    recalled: bool = False  # said before this member was in the session


class Conversation:
    """What has been said in a session, as one member has it.

    Attributes:
        own: this member's number.
        own_name: its name.
        private: it is the one among technicians.
        lines: the transcript.
    """

    def __init__(self, own: int, own_name: str, *, private: bool = False) -> None:
        self.own = own
        self.own_name = own_name
        self.private = private
        self.lines: list[Line] = []
        self._last = 0  # number of the latest own line
        self._seen: dict[int, int] = {}  # author -> number of their latest line here
        self._confirmed: dict[int, int] = {}  # member -> number of the latest own line there, or not owed
        self._arrived = 0  # number of the latest own line that has really arrived anywhere

    def meet(self, member: int) -> None:
        """Owe `member`, if it is new, what is said from now on; what was said before is not theirs to read."""
        self._confirmed.setdefault(member, self._last)

    def part(self, member: int) -> list[Line]:
        """Owe `member`, whose seat is gone, nothing any more; return the lines that only it was still to get."""
        self._confirmed.pop(member, None)
        return self._note_delivered()

    def members(self) -> list[int]:
        """Return the members that were met and have not parted."""
        return list(self._confirmed)

    def say(self, text: str, now_ms: int) -> Chat | PrivateChat:
        """Add an own line and return the message to send to every other member.

        Raises:
            ValueError: `text` is empty or longer than `CHAT_LIMIT` characters.
        """
        text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be sent
        if not text.strip() or len(text) > CHAT_LIMIT:
            raise ValueError("a chat line has 1 to 4000 characters")
        self._last += 1
        self._add(Line(self.own, self.own_name, now_ms, text, self._last, delivered=False))
        return self._chat(self.lines[-1])

    def receive(self, sender: int, name: str, chat: Chat | PrivateChat) -> Line | None:
        """Add a line of `sender` and return it; None where it is here already.

        Raises:
            BadMessage: lines before it have not come.
        """
        seen = self._seen.get(sender)
        if seen is not None and chat.number <= seen:
            return None
        if chat.number == 0 or (seen is not None and chat.number != seen + 1):
            raise BadMessage("chat lines are missing")
        self._seen[sender] = chat.number
        line = Line(sender, name, chat.time_ms, chat.text, chat.number, delivered=False)
        if any(_is_same(line, other) for other in self.lines if other.recalled):
            return None
        return self._add(line)

    def recall(self, line: Line) -> bool:
        """Add a line that was said before this member was in the session; return whether it was not here yet."""
        if any(_is_same(line, other) for other in self.lines):
            return False
        self._add(line)
        return True

    def delivered(self, sender: int, number: int) -> list[Line]:
        """Note that `sender` has own lines up to `number` and return those whose `delivered` has become true."""
        if number > self._last:
            # This program died before it had saved what it sent; these numbers are used up.
            self._last = number
        if number <= self._confirmed.get(sender, 0):
            return []
        self._confirmed[sender] = number
        self._arrived = max(self._arrived, number)
        return self._note_delivered()

    def unacknowledged(self, member: int) -> list[Chat | PrivateChat]:
        """Return, in order, what `member` has not confirmed; to be sent again after either has attached anew."""
        self.meet(member)
        confirmed = self._confirmed[member]
        missing: list[Chat | PrivateChat] = []
        for line in self._own_lines():
            if line.number <= confirmed:
                break
            missing.append(self._chat(line))
        return missing[::-1]

    def seen(self, sender: int) -> int:
        """Return the number of the latest line of `sender` here, 0: none."""
        return self._seen.get(sender, 0)

    def event(self, code: str, name: str, now_ms: int) -> Line:
        """Add and return an event that concerns `name` ("" where it concerns nobody in particular)."""
        return self._add(Line(0, "", now_ms, name, 0, delivered=False, event=code))

    def to_plain(self) -> dict[str, Any]:
        """Return all of it as what MessagePack can hold."""
        return {
            "last": self._last,
            "seen": list(self._seen.items()),
            "confirmed": list(self._confirmed.items()),
            "arrived": self._arrived,
            "lines": [asdict(line) for line in self.lines],
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any], *, own: int, own_name: str, private: bool = False) -> Conversation:
        """Make a conversation of what `to_plain` returned.

        Raises:
            ValueError: it is anything else.
        """
        conversation = cls(own, own_name, private=private)
        try:
            conversation._last = int(plain["last"])
            conversation._seen = {int(m): int(n) for m, n in plain["seen"]}
            conversation._confirmed = {int(m): int(n) for m, n in plain["confirmed"]}
            conversation._arrived = int(plain["arrived"])
            conversation.lines = [Line(**line) for line in plain["lines"]]
        except (KeyError, TypeError) as error:
            raise ValueError("no conversation") from error
        return conversation

    def _add(self, line: Line) -> Line:
        self.lines.append(line)
        del self.lines[:-LINES_LIMIT]
        return line

    def _own_lines(self) -> Iterator[Line]:
        """Yield own chat lines, the latest first."""
        return (line for line in reversed(self.lines) if line.number and line.author == self.own and not line.recalled)

    def _note_delivered(self) -> list[Line]:
        """Tick the lines that have arrived at everybody who is owed them, and return them in order."""
        everywhere = min((self._arrived, *self._confirmed.values()))
        changed = [line for line in self._own_lines() if line.number <= everywhere and not line.delivered]
        for line in changed:
            line.delivered = True
        return changed[::-1]

    def _chat(self, line: Line) -> Chat | PrivateChat:
        kind = PrivateChat if self.private else Chat
        return kind(number=line.number, time_ms=line.time_ms, text=line.text)


def _is_same(one: Line, other: Line) -> bool:
    return (one.author, one.time_ms, one.text, one.event) == (other.author, other.time_ms, other.text, other.event)

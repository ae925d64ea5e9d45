"""The transcript of a session, and chat that arrives exactly once and in order over any number of breaks. Pure.

A sender numbers its lines 1, 2, 3... and keeps for each other member how far that one has confirmed them; after a break
it sends the unconfirmed ones again. A receiver takes rising numbers only and drops what it has seen. For this to hold
over the death of a program, its owner saves what has changed (`take_changes`) before it sends what follows.

Whatever happens here costs the same however long the transcript is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from itertools import islice
from typing import Any

from protocol.seat.rising_time import RisingTime
from protocol.vocabulary.chat import CHAT_LIMIT, WINDOW_BYTES, WINDOW_LINES, Chat, PrivateChat, line_cost
from protocol.vocabulary.codec import BadMessage

LINES_LIMIT = 10_000  # of a transcript; the oldest go first
LETTERS_LIMIT = 8_000_000  # of all its lines; the oldest go first
UNCONFIRMED_LIMIT = 1_000  # own lines that somebody has not confirmed; nothing more is said before they do


@dataclass
class Line:
    """One line of the transcript: said by a member, or an event."""

    author: int  # member number; 0: an event
    name: str  # the author's, as it was then
    time_ms: int  # since 1970, UTC, by the author's clock, whatever that shows
    text: str  # of an event: the name that it concerns
    number: int  # the author's own count; 0: an event
    delivered: bool  # an own line has arrived at everybody it was meant for
    event: str = ""  # code of an event: "joined", "left", "share_started"...; "": chat
    recalled: bool = False  # said before this member was in the session
    shown_ms: int = 0  # when it came, by this computer's clock: what a reader sees

    def __post_init__(self) -> None:
        self.shown_ms = self.shown_ms or self.time_ms  # of a line that an earlier version has kept


_LINE_KINDS = (int, str, int, str, int, bool, str, bool, int)

Change = tuple[Any, ...]
"""What has changed of a conversation, as it is saved: what it is, and numbers, or the fields of a line."""


class TooManyUnconfirmed(Exception):
    """More own lines than may wait for somebody's confirmation; the line was not said."""


class Conversation:
    """What has been said in a session, as one member has it.

    Attributes:
        own: this member's number.
        own_name: its name.
        private: it is the one among technicians.
        lines: the transcript.
        recalled: how many of its lines were said before this member was there.
    """

    def __init__(self, own: int, own_name: str, *, private: bool = False) -> None:
        self.own = own
        self.own_name = own_name
        self.private = private
        self.lines: list[Line] = []
        self._letters = 0  # of all lines
        self._events: dict[str, Line] = {}  # the first of each kind
        self._last = 0  # number of the latest own line
        self._open: deque[Line] = deque()  # own lines that are not delivered, in order
        self._seen: dict[int, int] = {}  # author -> number of their latest line here
        self._confirmed: dict[int, int] = {}  # member -> number of the latest own line there, or not owed
        self._sent: dict[int, int] = {}  # member -> number of the latest own line sent there since it was last met
        self._arrived = 0  # number of the latest own line that has really arrived anywhere
        self._said: set[tuple[int, int, str]] = set()  # of the lines
        self._recalled: set[tuple[int, int, str]] = set()
        self._changes: list[Change] = []
        self._rising = RisingTime()

    @property
    def recalled(self) -> int:
        """How many lines were said before this member was in the session."""
        return len(self._recalled)

    def first(self, event: str) -> Line | None:
        """Return the first event of this kind, even if the transcript has let go of it."""
        return self._events.get(event)

    # -- who is there -----------------------------------------------------------------------------------------

    def meet(self, member: int) -> None:
        """Owe `member`, if it is new, what is said from now on; what was said before is not theirs to read.

        What it has not confirmed is due again.
        """
        self._sent.pop(member, None)
        if member not in self._confirmed:
            self._do("confirmed", member, self._last)

    def part(self, member: int) -> list[Line]:
        """Owe `member`, whose seat is gone, nothing any more; return the lines that only it was still to get."""
        if member in self._confirmed:
            self._do("parted", member)
        return self._note_delivered()

    def members(self) -> list[int]:
        """Return the members that were met and have not parted."""
        return list(self._confirmed)

    # -- what is said -----------------------------------------------------------------------------------------

    def say(self, text: str, now_ms: int) -> Line:
        """Add an own line and return it; `due` says what is to be sent to whom.

        Raises:
            ValueError: `text` is empty or longer than `CHAT_LIMIT` characters.
            TooManyUnconfirmed: nothing is confirmed any more.
        """
        text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be sent
        if not text.strip() or len(text) > CHAT_LIMIT:
            raise ValueError("a chat line has 1 to 4000 characters")
        if len(self._open) >= UNCONFIRMED_LIMIT:
            raise TooManyUnconfirmed
        return self._add(Line(self.own, self.own_name, now_ms, text, self._last + 1, delivered=False), now_ms)

    def due(self, member: int) -> list[Chat | PrivateChat]:
        """Return, in order, what is to be sent to `member` now, and take it for sent.

        At most `WINDOW_LINES` and `WINDOW_BYTES` are under way to one member; the rest waits here for confirmations.
        """
        confirmed = self._confirmed.get(member, self._last)
        unconfirmed = (line for line in self._open if line.number > confirmed)
        sent, size, due = max(confirmed, self._sent.get(member, 0)), 0, []
        for count, line in enumerate(islice(unconfirmed, WINDOW_LINES)):
            size += line_cost(line.text)
            if size > WINDOW_BYTES and count:
                break
            if line.number > sent:
                due.append(self._chat(line))
                self._sent[member] = line.number
        return due

    def receive(self, sender: int, name: str, chat: Chat | PrivateChat, now_ms: int) -> Line | None:
        """Add a line of `sender`, which came at `now_ms`, and return it; None where it is here already.

        Raises:
            BadMessage: it has no number.
        """
        if chat.number == 0:
            raise BadMessage("a chat line without a number")
        if chat.number <= self._seen.get(sender, 0):
            return None
        self._do("seen", sender, chat.number)
        if (sender, chat.time_ms, chat.text) in self._recalled:
            return None
        return self._add(Line(sender, name, chat.time_ms, chat.text, chat.number, delivered=False), now_ms)

    def recall(self, line: Line, came_ms: int) -> bool:
        """Add a line that was said before this member was in the session; return whether it was not here yet.

        `came_ms` is when it was said, by this computer's clock.
        """
        if _identity(line) in self._said:
            return False
        self._add(line, came_ms)
        return True

    def delivered(self, sender: int, number: int) -> list[Line]:
        """Note that `sender` has own lines up to `number` and return those whose `delivered` has become true.

        Raises:
            BadMessage: nobody can have said so many lines.
        """
        if number > self._last + LINES_LIMIT:
            raise BadMessage("a confirmation of lines that were never said")
        if number > self._last:
            # This program died before it had saved what it sent; these numbers are used up.
            self._do("last", number)
        if number <= self._confirmed.get(sender, 0):
            return []
        self._do("confirmed", sender, number)
        if number > self._arrived:
            self._do("arrived", number)
        return self._note_delivered()

    def seen(self, sender: int) -> int:
        """Return the number of the latest line of `sender` here, 0: none."""
        return self._seen.get(sender, 0)

    def event(self, code: str, name: str, now_ms: int) -> Line:
        """Add and return an event that concerns `name` ("" where it concerns nobody in particular)."""
        return self._add(Line(0, "", now_ms, name, 0, delivered=False, event=code), now_ms)

    # -- what is saved ----------------------------------------------------------------------------------------

    def take_changes(self) -> list[Change]:
        """Return what has changed since this was last called, in order."""
        changes, self._changes = self._changes, []
        return changes

    def snapshot(self) -> list[Change]:
        """Return all of it, as changes that lead from nothing to here."""
        there = set(map(id, self.lines))
        gone = [line for line in self._events.values() if id(line) not in there]
        return [
            *(("event", *astuple(line)) for line in gone),
            *(("line", *astuple(line)) for line in self.lines),
            *(("seen", member, number) for member, number in self._seen.items()),
            *(("confirmed", member, number) for member, number in self._confirmed.items()),
            ("last", self._last),
            ("arrived", self._arrived),
        ]

    @classmethod
    def restored(cls, changes: Iterable[Change], *, own: int, own_name: str, private: bool = False) -> Conversation:
        """Make a conversation of the changes that have led to it.

        Raises:
            ValueError: they are anything else.
        """
        conversation = cls(own, own_name, private=private)
        for change in changes:
            conversation._apply(*_checked(change))
        return conversation

    # -- inside -----------------------------------------------------------------------------------------------

    def _do(self, *change: Any) -> None:
        """Change something, and remember to save it."""
        self._apply(*change)
        self._changes.append(change)

    def _apply(self, what: str, *values: Any) -> None:
        if what in _NUMBERED:
            kept = self._seen if what == "seen" else self._confirmed
            kept[values[0]] = values[1]
        elif what == "line":
            self._put(Line(*values))
        elif what == "event":
            self._events.setdefault(values[6], Line(*values))
        elif what == "parted":
            self._confirmed.pop(values[0], None)
            self._sent.pop(values[0], None)
        elif what == "ticked":
            self._tick(values[0])
        elif what == "last":
            self._last = values[0]
        else:
            self._arrived = values[0]

    def _add(self, line: Line, now_ms: int) -> Line:
        line.shown_ms = self._rising.read(now_ms)
        self._changes.append(("line", *astuple(line)))
        return self._put(line)

    def _put(self, line: Line) -> Line:
        """Put a line at the end, and let go of the oldest where there are too many."""
        self.lines.append(line)
        self._rising.note(line.shown_ms)
        self._said.add(_identity(line))
        self._letters += len(line.text)
        if line.event:
            self._events.setdefault(line.event, line)
        elif line.recalled:
            self._recalled.add(_identity(line))
        elif line.author == self.own:
            self._last = max(self._last, line.number)
            if not line.delivered:
                self._open.append(line)
        while len(self.lines) > LINES_LIMIT or self._letters > LETTERS_LIMIT:
            oldest = self.lines.pop(0)
            self._said.discard(_identity(oldest))
            self._letters -= len(oldest.text)
        return line

    def _note_delivered(self) -> list[Line]:
        """Tick the lines that have arrived at everybody who is owed them, and return them in order."""
        everywhere = min((self._arrived, *self._confirmed.values()))
        changed = self._tick(everywhere)
        if changed:
            self._changes.append(("ticked", everywhere))
        return changed

    def _tick(self, number: int) -> list[Line]:
        changed = []
        while self._open and self._open[0].number <= number:
            changed.append(self._open.popleft())
            changed[-1].delivered = True
        return changed

    def _chat(self, line: Line) -> Chat | PrivateChat:
        kind = PrivateChat if self.private else Chat
        return kind(number=line.number, time_ms=line.time_ms, text=line.text)


def _identity(line: Line) -> tuple[int, int, str]:
    return line.author, line.time_ms, line.text


_NUMBERED = ("seen", "confirmed")
_KINDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(_NUMBERED, (int, int)),
    **dict.fromkeys(("parted", "ticked", "last", "arrived"), (int,)),
    **dict.fromkeys(("line", "event"), _LINE_KINDS),
}


def _checked(change: Change) -> Change:
    what, *values = change
    if what in ("line", "event") and len(values) == len(_LINE_KINDS) - 1:
        values.append(0)  # kept by version 1.0
    if tuple(map(type, values)) != _KINDS.get(what):
        raise ValueError("no change of a conversation")
    return (what, *values)

"""What the host keeps of sessions for reports, as the technician who leads one reads and writes it. No widgets.

It is asked for by the session's number alone, so that it can still be written when the session is over.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import AskNotes, NotesKept, Outcome, WriteNotes

Found = Callable[[NotesKept | str], None]  # called with what is noted, or with a code for a sentence
Answer = Callable[[str], None]  # called with a code for a sentence; "" where the request was carried out
NOT_CONNECTED = "host_gone"


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What a technician wants to have noted; empty: nothing."""

    customer: str = ""
    reference: str = ""
    note: str = ""
    outcome: Outcome = Outcome.UNSAID


class Notes:
    """Asks the host, and hands its answers to who has asked."""

    def __init__(self) -> None:
        self._send: Callable[[Message], None] | None = None
        self._waiting: dict[int, Found] = {}

    def read(self, session: bytes, then: Found) -> None:
        """Ask what is noted of a session."""
        self._ask(then, lambda request: AskNotes(request=request, session=session))

    def write(self, session: bytes, noted: Noted, then: Answer) -> None:
        """Have this noted of a session in place of what was."""

        def answered(found: NotesKept | str) -> None:
            then(found if isinstance(found, str) else Reason.BAD_MESSAGE.value)

        self._ask(
            answered,
            lambda request: WriteNotes(
                request=request,
                session=session,
                customer=noted.customer,
                reference=noted.reference,
                note=noted.note,
                outcome=noted.outcome,
            ),
        )

    def link_up(self, send: Callable[[Message], None]) -> None:
        """Use the host that `send` leads to, on which the technician has logged in."""
        self._send = send

    def link_down(self) -> None:
        """Note that the host is lost; what it has not answered was perhaps not done."""
        self._send = None
        waiting, self._waiting = self._waiting, {}
        for then in waiting.values():
            then(NOT_CONNECTED)

    def receive(self, message: Message) -> bool:
        """Handle a message that answers what was asked here; return whether it was one."""
        if not isinstance(message, NotesKept | Changed) or message.request not in self._waiting:
            return False
        then = self._waiting.pop(message.request)
        if isinstance(message, NotesKept):
            then(message)
        else:
            then("" if message.reason is Reason.NONE else message.reason.value)
        return True

    def _ask(self, then: Found, make: Callable[[int], Message]) -> None:
        if self._send is None:
            then(NOT_CONNECTED)
            return
        request = secrets.randbits(32)
        self._waiting[request] = then
        self._send(make(request))

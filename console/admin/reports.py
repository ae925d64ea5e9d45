"""What an administrator asks the host about past sessions and the audit. No widgets."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from console.admin.directory import NOT_CONNECTED, Send
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.codec import Message
from protocol.vocabulary.guests import AskGuests, Guests, SetBan
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import (
    AskAudit,
    AskAuditHead,
    AskDays,
    AskSessions,
    AskTechnicians,
    AuditChecked,
    AuditHead,
    AuditPage,
    CheckAudit,
    DayFigures,
    Question,
    RowTotal,
    SaveReport,
    SessionPage,
    TechnicianFigures,
)

AT_ONCE = 2  # questions that the host has not answered yet; the others wait here, where they can be dropped

Asking = Question | AskGuests | SetBan
Answered = Callable[[Any], None]  # called with the host's answer, or with a code for a sentence
_ANSWERS: dict[type[Asking], tuple[type[Message], ...]] = {
    AskSessions: (SessionPage, RowTotal),
    AskAudit: (AuditPage, RowTotal),
    CheckAudit: (AuditChecked,),
    AskAuditHead: (AuditHead,),
    SaveReport: (),
    AskDays: (DayFigures,),
    AskTechnicians: (TechnicianFigures,),
    AskGuests: (Guests,),
    SetBan: (),
}
"""What answers each question, beside a `Changed` with the reason why it is not answered."""


@dataclass(frozen=True, eq=False)
class Asked:
    """A question that is not answered yet."""

    question: Asking
    then: Answered


class Reports(QObject):
    """Asks the host, a few questions at a time.

    Signals:
        changed: the host was lost, or found.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._send: Send | None = None
        self._waiting: deque[Asked] = deque()
        self._sent: dict[int, Asked | None] = {}  # by request; None: the answer is no longer wanted

    @property
    def connected(self) -> bool:
        """Whether questions can be asked."""
        return self._send is not None

    def ask(self, kind: Callable[..., Asking], then: Answered, **fields: Any) -> Asked:
        """Ask a question of `kind` with `fields`, which only a connected host can be; `then` is called later."""
        assert self.connected
        asked = Asked(kind(request=secrets.randbits(32), **fields), then)
        self._waiting.append(asked)
        self._send_next()
        return asked

    def drop(self, asked: Asked | None) -> None:
        """Have no answer to a question."""
        if asked is None:
            return
        if asked in self._waiting:
            self._waiting.remove(asked)
        elif self._sent.get(asked.question.request) is asked:
            self._sent[asked.question.request] = None

    def link_up(self, send: Send) -> None:
        """Use the host that `send` leads to, on which an administrator has logged in."""
        self._send = send
        self.changed.emit()

    def link_down(self) -> None:
        """Note that the host is lost."""
        self._send = None
        while self._sent:
            if (asked := self._sent.popitem()[1]) is not None:
                asked.then(NOT_CONNECTED)
        while self._waiting:
            self._waiting.popleft().then(NOT_CONNECTED)
        self.changed.emit()

    def receive(self, message: Message) -> bool:
        """Handle a message that answers a question; return whether it was one."""
        request = getattr(message, "request", None)
        if not isinstance(request, int) or request not in self._sent:
            return False
        asked = self._sent[request]
        if not isinstance(message, self._kinds(asked)):
            return False  # it answers something else, whatever number it has
        del self._sent[request]
        self._send_next()
        if asked is not None:
            asked.then(_code(message.reason) if isinstance(message, Changed) else message)
        return True

    @staticmethod
    def _kinds(asked: Asked | None) -> tuple[type[Message], ...]:
        """Return what may answer a question; None: one whose answer nobody wants any more."""
        if asked is not None:
            return (*_ANSWERS[type(asked.question)], Changed)
        return (*(kind for kinds in _ANSWERS.values() for kind in kinds), Changed)

    def _send_next(self) -> None:
        while self._send is not None and self._waiting and len(self._sent) < AT_ONCE:
            asked = self._waiting.popleft()
            self._sent[asked.question.request] = asked
            self._send(asked.question)


def _code(reason: Reason) -> str:
    return reason.value

"""The sessions that lie on a technician's desk, and the files in which they outlive a console that dies. No widgets."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QObject, Signal

from console.session.session import Session
from console.session.surroundings import Surroundings
from console.session.view import SEALED_TO_HOST, THROUGH_QUEUE
from protocol.seat.attendance import now_ms
from protocol.seat.conversation import Conversation
from protocol.seat.seat_key import SeatKey
from protocol.seat.seat_records import SavedSeat
from protocol.seat.seatfile import SeatFolder
from protocol.vocabulary.messages import Reason, Role

_log = logging.getLogger(__name__)


def nameless() -> str:
    """Return what a customer is called whose name is not known."""
    return QCoreApplication.translate("session_words", "Customer")


class DeskSessions(QObject):
    """All sessions of one desk.

    Args:
        files: where each session is kept that is not over.
        surroundings: what every session is given.

    Attributes:
        all: the sessions, the oldest first; also those that are over and still shown.

    Signals:
        added, removed: (Session).
        problem: (code) for a sentence to the technician.
    """

    added = Signal(object)
    removed = Signal(object)
    problem = Signal(str)

    def __init__(self, *, files: SeatFolder, surroundings: Surroundings) -> None:
        super().__init__()
        self.all: list[Session] = []
        self._files = files
        self._surroundings = surroundings

    @property
    def open_count(self) -> int:
        """How many of them are not over."""
        return sum(session.closed_reason is None for session in self.all)

    def find(self, number: bytes | None) -> Session | None:
        """Return the session with this number that is not over."""
        return next((s for s in self.all if s.id == number and s.closed_reason is None), None)

    def take_up(self) -> None:
        """Take up the sessions of an earlier run."""
        for saved in self._files.load_all():
            session = self._session_of(saved)
            self.save(session)  # whole, without what it has gathered
            self._add(session)
        if self._files.broken:
            self.problem.emit("seat_broken")

    def seat(self, seat: SeatKey, customer_name: str, channel: str) -> Session:
        """Add the session of a new seat; `channel` is the queue that the session has come through, "": none."""
        for earlier in [s for s in self.all if s.id == seat.session]:  # left, and invited again
            self._take_off(earlier)
        session = Session(
            title=customer_name,
            seat=seat,
            conversation=Conversation(own=seat.member, own_name=self._surroundings.own_name),
            surroundings=self._surroundings,
            opened_ms=now_ms(),
        )
        if channel:
            session.attendance.note(SEALED_TO_HOST if seat.role is Role.LEAD else THROUGH_QUEUE, channel)
        self.save(session)
        self._add(session)
        return session

    def remove(self, session: Session) -> None:
        """Take a session off the desk that is over."""
        if session in self.all and session.closed_reason is not None:
            self._take_off(session)

    def save(self, session: Session) -> None:
        """Keep the session for the case that this program dies; one that is over is forgotten."""
        if session.closed_reason is Reason.REPLACED:
            return  # it is kept by the console that has it now
        try:
            if session.closed_reason is not None:
                self._files.remove(session.id)
            else:
                self._files.save(session.saved())
        except OSError as error:
            _log.error("the session could not be saved: %s", error)
            self.problem.emit("storage_full")

    def _session_of(self, saved: SavedSeat) -> Session:
        return Session(
            title=saved.title,
            seat=saved.seat,
            conversation=saved.conversation,
            surroundings=self._surroundings,
            opened_ms=saved.opened_ms,
            private=saved.private,
            codes=saved.codes,
        )

    def _add(self, session: Session) -> None:
        self.all.append(session)
        session.problem.connect(self.problem)
        self.added.emit(session)

    def _take_off(self, session: Session) -> None:
        self.all.remove(session)
        self.removed.emit(session)

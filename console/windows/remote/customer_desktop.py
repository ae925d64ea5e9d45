"""Opens and closes the windows with customers' desktops, and asks a lead for the leave that a colleague needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from console.windows.remote.customer_desktop_window import CustomerDesktopWindow
from protocol.vocabulary.content import SourceWish
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.messages import Role
from resources.look import controls
from resources.look.dialog import Dialog
from resources.mirror.model import MirrorModel
from resources.mirror.window.picture_chat import PictureChat
from resources.program.settings import Settings

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.session.session import Session


class CustomerDesktop(QObject):
    """What one session shows of the customer's desktop.

    Args:
        session: whose.
        settings: keep the window's place.

    Signals:
        window_opened: (CustomerDesktopWindow) is about to be shown for the first time.

    Attributes:
        window: open while there is something to see.
        questions: the colleagues that wait for this lead's leave, by member.
    """

    window_opened = Signal(object)

    def __init__(self, *, session: Session, settings: Settings) -> None:
        super().__init__()
        self.window: CustomerDesktopWindow | None = None
        self.questions: dict[int, Dialog] = {}
        self._session = session
        self._settings = settings
        remote = session.remote
        remote.opened.connect(self._open)
        remote.closed.connect(self.close)
        remote.leave_asked.connect(self._ask_leave)
        session.changed.connect(self._follow_lead)
        if remote.mirror is not None:
            self._open(remote.mirror)

    def close(self) -> None:
        """Close the window: there is nothing to see any more."""
        if self.window is not None:
            window, self.window = self.window, None
            window.shut()
            window.deleteLater()

    def _open(self, model: MirrorModel) -> None:
        self.close()
        remote = self._session.remote
        window = CustomerDesktopWindow(model=model, remote=remote, settings=self._settings)
        window.end_asked.connect(remote.give_back)
        window.source_wished.connect(lambda number: remote.tell(SourceWish(number=number)))
        window.picture_wished.connect(remote.tell)
        window.view_said.connect(remote.tell)
        self._add_chat(window)
        self.window = window
        self.window_opened.emit(window)
        window.show()
        window.raise_()
        window.activateWindow()

    def _add_chat(self, window: CustomerDesktopWindow) -> None:
        """Have what the customer writes seen where the technician looks."""
        session = self._session
        words = self.tr("Write a message to {name}").format(name=session.title)
        chat = PictureChat(window=window, own=session.own_number, lines=session.conversation.lines, hint=words)
        chat.said.connect(session.say)
        chat.written.connect(session.write)
        session.line_added.connect(chat.add)
        session.line_changed.connect(chat.change)

    # -- the lead's leave -----------------------------------------------------------------------------------

    def _ask_leave(self, member: int, access: Access) -> None:
        """Ask the lead, or forget a question that was taken back."""
        before = self.questions.pop(member, None)
        if before is not None:
            before.blockSignals(True)
            before.close()
        if access is not Access.NONE:
            self.questions[member] = self._make_question(member, access)

    def _follow_lead(self) -> None:
        """Ask somebody who leads no more nothing more: the leave is the new lead's."""
        if self._session.role is not Role.LEAD:
            for member in list(self.questions):
                self._ask_leave(member, Access.NONE)

    def _make_question(self, member: int, access: Access) -> Dialog:
        colleague, name = self._session.attendance.name_of(member), self._session.title
        if access is Access.CONTROL:
            words = self.tr("{colleague} would like to see and control {name}’s desktop. {name} is asked after you.")
        else:
            words = self.tr("{colleague} would like to see {name}’s desktop. {name} is asked after you.")
        question = Dialog(self.tr("May {colleague} ask?").format(colleague=colleague), QApplication.activeWindow())
        question.body.addWidget(controls.text(words.format(colleague=colleague, name=name), kind="muted", wrap=True))
        question.answer(self.tr("No"), then=question.reject).setFocus()
        question.answer(self.tr("Allow"), kind="primary", then=question.accept, steady=True)
        question.accepted.connect(lambda: self._answer(member, access))
        question.rejected.connect(lambda: self._answer(member, Access.NONE))
        question.open()
        return question

    def _answer(self, member: int, access: Access) -> None:
        self.questions.pop(member, None)
        self._session.remote.allow(member, access)


class CustomerDesktops(QObject):
    """One `CustomerDesktop` for each session of a desk.

    Signals:
        window_opened: (Session, CustomerDesktopWindow) is about to be shown for the first time.

    Attributes:
        of: them, by session.
    """

    window_opened = Signal(object, object)

    def __init__(self, *, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self.of: dict[Session, CustomerDesktop] = {}
        self._settings = settings
        for session in desk.sessions:
            self._added(session)
        desk.session_added.connect(self._added)
        desk.session_removed.connect(self._removed)

    def close(self) -> None:
        """Close all windows; the program ends."""
        for desktop in self.of.values():
            desktop.close()

    def _added(self, session: Session) -> None:
        desktop = self.of[session] = CustomerDesktop(session=session, settings=self._settings)
        desktop.window_opened.connect(lambda window: self.window_opened.emit(session, window))

    def _removed(self, session: Session) -> None:
        desktop = self.of.pop(session)
        desktop.close()
        desktop.deleteLater()

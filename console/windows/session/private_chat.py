"""The chat's two tabs where several technicians are in a session: one with the customer, one without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.session.teamwork import Act
from console.windows.parts.segments import Segments
from console.windows.parts.session_words import GOES_ON
from console.windows.share.exposed_cover import ExposedCover
from protocol.vocabulary.messages import Role
from resources.chat.input import ChatInput
from resources.chat.view import ChatView
from resources.look import controls, theme
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.desk.exposure import Exposure
    from console.session.session import Session
    from protocol.seat.conversation import Line

ALL, TECHNICIANS = "all", "technicians"


class ChatTabs(QWidget):
    """Holds the chat with everybody and the one among technicians.

    Signals:
        shown: (str) the other one is shown now.
    """

    help_page = "chat"

    shown = Signal(str)

    def __init__(self, session: Session, chat: ChatView, exposure: Exposure | None = None) -> None:
        super().__init__()
        self._session = session
        self._exposure = exposure
        self._shown_anyway = False
        self._unread = {ALL: 0, TECHNICIANS: 0}
        self.chat = chat
        self.private = ChatView(own=session.own_number)
        self.private.said.connect(session.say_private)
        self.private.show_lines(session.private.lines)
        self.tabs = Segments(self.tr("Chat"), [(ALL, ""), (TECHNICIANS, "")])
        self.tabs.show_value(ALL)
        self.tabs.chosen.connect(self.show_tab)
        self._head = QWidget()
        line = controls.row(self._head)
        line.setContentsMargins(theme.space("three"), theme.space("one"), theme.space("three"), theme.space("one"))
        line.addWidget(self.tabs)
        self._note = controls.ElidedText(kind="small")
        line.addWidget(self._note, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(chat)
        self._pages.addWidget(self.private)
        self.cover = ExposedCover()
        self.cover.shown_anyway.connect(self._show_anyway)
        self._pages.addWidget(self.cover)
        if exposure is not None:
            exposure.changed.connect(self._exposed)
        outer = controls.column(self)
        outer.setSpacing(0)
        outer.addWidget(self._head)
        outer.addWidget(self._pages, 1)
        session.line_added.connect(self._line_added)
        session.private_line_added.connect(self._private_added)
        session.private_line_changed.connect(self.private.change_line)
        session.changed.connect(self.follow)
        self.follow()

    @property
    def tab(self) -> str:
        """Which one is shown."""
        return ALL if self._pages.currentWidget() is self.chat else TECHNICIANS

    def show_tab(self, tab: str) -> None:
        """Show one of the two."""
        self.tabs.show_value(tab)
        self._pages.setCurrentWidget(self.chat if tab == ALL else self._private_page())
        self._unread[tab] = 0
        self.follow()
        self.shown.emit(tab)

    def follow(self) -> None:
        """Show the tabs while there is a colleague, or something was said to one."""
        session = self._session
        colleagues = [m for m in session.team.members if m.role is not Role.CUSTOMER and not m.own]
        self._head.setVisible(bool(colleagues or session.private.lines))
        self._name(ALL, self.tr("Everybody"))
        self._name(TECHNICIANS, self.tr("Technicians only"))
        private = self.tab == TECHNICIANS
        self._note.show_words(self._said_of_it() if private else "")
        if session.closed_reason is not None:
            goes_on = session.closed_reason in GOES_ON
            words = self.tr("You are no longer in this session") if goes_on else self.tr("The session has ended")
            self.private.set_writable(False, words)
        elif not colleagues:
            self.private.set_writable(False, self.tr("No other technician is in the session"))
        elif (code := session.why_not(Act.CHAT)) is not None and code != "host_gone":
            self.private.set_writable(False, sentence(code))
        else:
            self.private.set_writable(True, self.tr("Write to the technicians only"))

    def _said_of_it(self) -> str:
        """Say who does not see the technicians' chat, as far as that is so."""
        seen_by = None if self._exposure is None else self._exposure.seen_by
        if seen_by is not None:
            return self.tr("{name} sees your screen.").format(name=seen_by.title)
        return self.tr("{name} does not see this.").format(name=self._session.title)

    def _private_page(self) -> QWidget:
        """Return the technicians' chat, or what covers it while a customer would read it."""
        seen_by = None if self._exposure is None else self._exposure.seen_by
        if seen_by is None or self._shown_anyway:
            return self.private
        self.cover.say(seen_by.title)
        return self.cover

    def _exposed(self) -> None:
        """Cover the chat when a share begins, and uncover it at its end."""
        self._shown_anyway = False
        if self.tab == TECHNICIANS:
            self.show_tab(TECHNICIANS)

    def _show_anyway(self) -> None:
        self._shown_anyway = True
        self.show_tab(TECHNICIANS)

    def _name(self, tab: str, words: str) -> None:
        count = self._unread[tab]
        button = self.tabs.buttons[tab]
        button.setText(f"{words} ({count})" if count else words)
        button.setAccessibleName(button.text())

    def _line_added(self, line: Line) -> None:
        self._added(ALL, line)

    def _private_added(self, line: Line) -> None:
        self.private.add_line(line)
        self._added(TECHNICIANS, line)

    def _added(self, tab: str, line: Line) -> None:
        if self.tab != tab and not line.event and line.author != self._session.own_number:
            self._unread[tab] += 1
        self.follow()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Let the shown chat be written in."""
        self.input.setFocus(reason)

    @property
    def input(self) -> ChatInput:
        """Where one writes in the chat that is shown."""
        return (self.chat if self.tab == ALL else self.private).input

"""One session: its head with the toolbar, what is going on, and the code, the chat, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.banner import SessionBanner
from console.code_page import CodePage
from console.desktop_action import DesktopAction, DesktopButton
from console.dot import Dot
from console.leave_button import LeaveButton
from console.session_words import state_words
from console.share_action import ShareAction, ShareButton
from console.source_chooser import SourceChooser
from console.toolbar import SessionToolbar
from protocol.desktop import Access
from protocol.messages import SessionState
from resources import controls, theme
from resources.chat_view import ChatView

if TYPE_CHECKING:
    from console.session import Session
    from protocol.conversation import Line

_WAITING = (SessionState.WAITING, SessionState.CONNECTING)


class SessionPage(QWidget):
    """What the main window shows of the chosen session.

    Signals:
        removed: (Session) the ended session is to be taken off the list.
    """

    removed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.share_action = ShareAction(session, self)
        self.share_action.choice_asked.connect(self.choose_source)
        self.addAction(self.share_action)
        self.desktop_actions = [DesktopAction(session, access, self) for access in (Access.VIEW, Access.CONTROL)]
        self.toolbar = SessionToolbar(session, self.share_action, self.desktop_actions)
        self.toolbar.removed.connect(lambda: self.removed.emit(session))
        self.banner = SessionBanner(session)
        self.code_page = CodePage(session)
        self.chat = self._make_chat()
        outer = controls.column(self)
        outer.setSpacing(0)
        outer.addWidget(self._make_head())
        outer.addWidget(self.banner)
        outer.addLayout(self._make_code_place())
        outer.addWidget(self.chat, 1)
        self._filler = QWidget()
        outer.addWidget(self._filler)
        self._outer = outer
        session.changed.connect(self._follow)
        session.code_changed.connect(self._follow)
        session.admit_asked.connect(self._follow)
        session.line_added.connect(self._line_added)
        session.line_changed.connect(self.chat.change_line)
        self._follow()

    def choose_source(self) -> SourceChooser:
        """Ask what is to be shared."""
        chooser = SourceChooser(self._session, self)
        chooser.open()
        return chooser

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setProperty("surface", "bar")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = controls.row(head)
        line.setContentsMargins(theme.space("three"), theme.space("two"), theme.space("three"), theme.space("two"))
        who = controls.column(gap="half")
        title = controls.ElidedText(kind="heading")
        title.show_words(self._session.title)
        who.addWidget(title)
        state = controls.row(gap="one")
        self._dot = Dot()
        self._state = controls.ElidedText(kind="small")
        state.addWidget(self._dot)
        state.addWidget(self._state, 1)
        who.addLayout(state)
        line.addLayout(who, 1)
        line.addWidget(self.toolbar)
        return head

    def _make_code_place(self) -> QHBoxLayout:
        place = controls.row()
        place.setContentsMargins(*(theme.space("three"),) * 4)
        place.addWidget(self.code_page, 100)
        place.insertStretch(0, 1)
        place.addStretch(1)
        self._code_place = place
        return place

    def _make_chat(self) -> ChatView:
        chat = ChatView(own=self._session.own_number)
        chat.add_tool(ShareButton(self.share_action))
        for action in self.desktop_actions:
            chat.add_tool(DesktopButton(action, words=True))
        chat.add_tool(LeaveButton(self._session))
        chat.said.connect(self._session.say)
        for line in self._session.conversation.lines:
            chat.add_line(line)
        return chat

    def _line_added(self, line: Line) -> None:
        self.chat.add_line(line)
        self._follow()

    def _follow(self) -> None:
        words, colour = state_words(self._session)
        self._state.show_words(words)
        self._dot.set_colour(colour)
        self._follow_parts()
        self._follow_input()

    def _follow_parts(self) -> None:
        """Show the code while somebody is waited for, the chat once there is one, both where both matter."""
        session = self._session
        waiting = session.state in _WAITING and session.closed_reason is None
        has_chat = bool(session.conversation.lines) or not waiting
        self.code_page.setVisible(waiting or session.needs_admit)
        margin = theme.space("three") if self.code_page.isVisibleTo(self) else 0
        self._code_place.setContentsMargins(margin, margin, margin, margin)
        self.code_page.set_compact(has_chat)
        self.chat.setVisible(has_chat)
        self.chat.foot.setVisible(not waiting)  # nobody is there to write to
        self._filler.setVisible(not has_chat)
        self._outer.setStretchFactor(self._filler, 0 if has_chat else 1)

    def _follow_input(self) -> None:
        session = self._session
        name = session.title
        if session.closed_reason is not None:
            self.chat.set_writable(False, self.tr("The session has ended"))
        elif session.state in _WAITING:
            self.chat.set_writable(False, self.tr("You can write as soon as {name} has joined").format(name=name))
        elif not session.customer_present:
            self.chat.set_writable(
                True, self.tr("{name} gets this as soon as the connection is back").format(name=name)
            )
        else:
            self.chat.set_writable(True, self.tr("Write a message to {name}").format(name=name))

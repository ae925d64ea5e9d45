"""One session: its head with the toolbar, what is going on, and the code, the chat, or both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from console.session.teamwork import Act
from console.windows.parts.banner import SessionBanner
from console.windows.parts.dot import Dot
from console.windows.parts.session_words import GOES_ON, state_words
from console.windows.parts.shrinking_button import Turns
from console.windows.session.code.code_page import CodePage
from console.windows.session.desktop_action import DesktopAction, DesktopButton
from console.windows.session.leave_button import LeaveButton
from console.windows.session.members_panel import MembersPanel
from console.windows.session.private_chat import ChatTabs
from console.windows.session.replies_menu import RepliesButton
from console.windows.session.share_action import ShareAction, ShareButton
from console.windows.session.team_banner import HandOverBanner, TeamBanner, TurnBanner, WishBanners
from console.windows.session.toolbar import SessionToolbar
from console.windows.share.source_chooser import SourceChooser
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.messages import Role, SessionState
from protocol.vocabulary.teamwork import InvitationKind
from resources.chat.view import ChatView
from resources.look import controls, theme
from resources.look.shrinking import Shrinking, Yielding
from resources.look.tips import set_tip
from resources.two_words.label import tip, your_words
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.desk.exposure import Exposure
    from console.session.session import Session
    from protocol.seat.conversation import Line

PEOPLE_FROM = 560  # pixels of the page from which on who is there has room beside the chat by itself
BANNER_SEEN = 52  # pixels of what colleagues ask: on a small screen one banner at a time
_WAITING = (SessionState.WAITING, SessionState.CONNECTING)


@dataclass(frozen=True)
class Replies:
    """Where the predefined replies come from, asked each time."""

    own: Callable[[], tuple[str, ...]]
    group: Callable[[], tuple[str, ...]]


class SessionPage(QWidget):
    """What the main window shows of the chosen session.

    Signals:
        removed: (Session) the ended session is to be taken off the list.
        invite: (Session, InvitationKind) a colleague is to be chosen.
        settings_asked: the technician wants to say where customers reach this computer.
    """

    help_page = "share"

    removed = Signal(object)
    invite = Signal(object, object)
    settings_asked = Signal()

    def __init__(
        self,
        session: Session,
        replies: Replies,
        parent: QWidget | None = None,
        *,
        channels: Callable[[], tuple[str, ...]] = tuple,
        exposure: Exposure | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._replies = replies
        self._wants_keyboard = False
        self._people_wanted: bool | None = None  # None: shown while there is more than one technician
        self.share_action = ShareAction(session, self)
        self.share_action.choice_asked.connect(self.choose_source)
        self.addAction(self.share_action)
        self.desktop_actions = [DesktopAction(session, access, self) for access in (Access.VIEW, Access.CONTROL)]
        self.toolbar = SessionToolbar(session, self.share_action, self.desktop_actions, channels=channels)
        self._called = session.calling
        self.toolbar.removed.connect(lambda: self.removed.emit(session))
        self.toolbar.invite.connect(lambda kind: self.invite.emit(session, kind))
        self.toolbar.people.connect(self._want_people)
        self.banner = SessionBanner(session)
        self.team_banner = TeamBanner(session)
        self.wishes = WishBanners(session)
        self.turn = TurnBanner(session)
        self.hand_over = HandOverBanner(session)
        self.code_page = CodePage(session)
        self.code_page.settings_asked.connect(self.settings_asked)
        self.chat = self._make_chat()
        self.chats = ChatTabs(session, self.chat, exposure)
        self.members = MembersPanel(session)
        self.members.invite.connect(lambda: self.invite.emit(session, InvitationKind.COLLABORATE))
        self._lay_out()
        session.changed.connect(self._follow)
        session.code_changed.connect(self._follow)
        session.admit_asked.connect(self._follow)
        session.line_added.connect(self._line_added)
        session.private_line_added.connect(self._follow)
        session.line_changed.connect(self.chat.change_line)
        self._follow()

    def _lay_out(self) -> None:
        outer = controls.column(self)
        outer.setSpacing(0)
        outer.addWidget(self._make_head())
        outer.addWidget(self.banner)
        asked = QWidget()
        said = controls.column(asked)
        said.setSpacing(0)
        for banner in (self.hand_over, self.wishes, self.turn, self.team_banner):
            said.addWidget(banner)
        outer.addWidget(Shrinking(asked, least=BANNER_SEEN))
        below = controls.row()
        below.setSpacing(0)
        below.addWidget(self._make_body(), 1)
        below.addWidget(self.members)
        outer.addLayout(below, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Let nothing be shown by a key that was meant for the session before: this one may have come by itself."""
        super().showEvent(event)
        if not event.spontaneous():
            self.share_action.settling.begin()
            self.share_action.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out on a small screen what a button shows."""
        super().resizeEvent(event)
        self._follow_people()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask no longer what is shared: who looks at another session would answer for that one."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._session.drop_choice()
            for chooser in self.findChildren(SourceChooser):
                chooser.reject()

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """The areas among which F6 leads: what one types or hands over first."""
        first = self.chats.input if self.chats.isVisibleTo(self) and self.chats.input.isEnabled() else self.code_page
        return first, self.members, self.toolbar

    def take_keyboard(self) -> None:
        """Have the keyboard at what comes next, as soon as it is there: the message, or the code to be handed over."""
        self._wants_keyboard = not (self.code_page.take_keyboard() or self._take_it_to_the_message())

    def _take_it_to_the_message(self) -> bool:
        settled = self._session.state is not SessionState.RECONNECTING  # which each session begins with
        possible = settled and self.chats.input.isEnabled() and self.chats.input.isVisibleTo(self)
        if possible:
            self.chats.setFocus()
        return possible

    def choose_source(self) -> SourceChooser | None:
        """Ask what is to be shared; None: the desktop asks that itself."""
        if self._session.capture.asks:
            self._session.choose_again()
            return None
        chooser = SourceChooser(self._session, self)
        chooser.open()
        return chooser

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setProperty("surface", "bar")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        both = controls.column(head, gap="one")
        both.setContentsMargins(theme.space("three"), theme.space("two"), theme.space("three"), theme.space("one"))
        line = controls.row()
        who = controls.column(gap="half")
        title = controls.ElidedText(kind="heading")
        title.show_words(self._session.title)
        who.addWidget(title)
        state = controls.row(gap="one")
        self._dot = Dot()
        self._state = controls.ElidedText(kind="small")
        state.addWidget(self._dot)
        state.addWidget(self._state, 1)
        self.two_words = controls.text(kind="small")
        state.addWidget(self.two_words)
        who.addLayout(state)
        line.addLayout(who, 1)
        line.addWidget(self.toolbar.ends)
        both.addLayout(line)
        both.addWidget(self.toolbar)
        return head

    def _make_body(self) -> QWidget:
        whole = Yielding()
        body = controls.column(whole)
        body.setSpacing(0)
        body.addWidget(self._make_code_place())
        body.addWidget(self.chats, 1)
        self._filler = QWidget()
        body.addWidget(self._filler)
        self._body = body
        return whole

    def _make_code_place(self) -> Shrinking:
        content = QWidget()
        place = controls.row(content)
        place.setContentsMargins(*(theme.space("three"),) * 4)
        place.addWidget(self.code_page, 100)
        place.insertStretch(0, 1)
        place.addStretch(1)
        self._code_place = Shrinking(content)
        return self._code_place

    def _make_chat(self) -> ChatView:
        chat = ChatView(own=self._session.own_number)
        chat.add_tool(ShareButton(self.share_action))
        for action in self.desktop_actions:
            chat.add_tool(DesktopButton(action, words=True))
        replies = self._replies
        self.replies_button = RepliesButton(chat, own=replies.own, group=replies.group)
        self.replies_button.settings_asked.connect(self.settings_asked)
        chat.add_tool(self.replies_button)
        chat.written.connect(self._session.write)
        chat.add_tool(LeaveButton(self._session))
        Turns(chat.tool_bar)
        chat.said.connect(self._session.say)
        chat.show_lines(self._session.conversation.lines)
        return chat

    def _line_added(self, line: Line) -> None:
        self.chat.add_line(line)
        self._follow()

    def _follow(self, _line: Line | None = None) -> None:
        words, colour = state_words(self._session)
        self._state.show_words(words)
        self._dot.set_colour(colour)
        self.chat.typing.show_names(self._session.typing)
        at = self.window().focusWidget()
        at_code = at is not None and (at is self.code_page or self.code_page.isAncestorOf(at))
        self._follow_parts()
        self._follow_two_words()
        self._follow_people()
        self._follow_input()
        if at_code and self.code_page.isHidden():
            self.chats.setFocus()  # the customer is there: one writes next
        if self._wants_keyboard and self._session.closed_reason is None:
            self.take_keyboard()

    def _want_people(self, wanted: bool) -> None:
        self._people_wanted = wanted
        self._follow_people()

    def _follow_people(self) -> None:
        """Show who is there: by itself while there are several technicians, otherwise when it is wished."""
        session = self._session
        technicians = [member for member in session.team.members if member.role is not Role.CUSTOMER]
        several = len(technicians) > 1 or bool(session.invitations.open) or session.colleague_code is not None
        roomy = self.width() >= PEOPLE_FROM
        wanted = several and roomy if self._people_wanted is None else self._people_wanted
        shown = wanted and session.closed_reason is None
        self.members.setVisible(shown)
        self.toolbar.people_button.setChecked(shown)

    def _follow_two_words(self) -> None:
        """Show beside the customer's state which words they see beside the technician's name."""
        customer = next((member for member in self._session.team.members if member.role is Role.CUSTOMER), None)
        self.two_words.setVisible(customer is not None and self._session.closed_reason is None)
        if customer is not None:
            self.two_words.setText(your_words(customer.words))
            set_tip(self.two_words, tip(customer.words))
            self.two_words.setAccessibleName(tip(customer.words))

    def _follow_parts(self) -> None:
        """Show the code while somebody is waited for, the chat once there is one, both where both matter."""
        session = self._session
        waiting = session.state in _WAITING and session.closed_reason is None
        several = any(m.role is Role.COLLABORATOR for m in session.team.members) or bool(session.private.lines)
        has_chat = bool(session.conversation.lines) or not waiting or several
        leads = session.role is Role.LEAD
        has_code = leads and not session.calling and (waiting or session.needs_admit)
        self.code_page.setVisible(has_code)
        self._code_place.setVisible(has_code)
        self.code_page.set_compact(has_chat)
        self._code_place.updateGeometry()
        self.chats.setVisible(has_chat)
        self.chat.foot.setVisible(not waiting)  # nobody is there to write to
        self._filler.setVisible(not has_chat)
        self._body.setStretchFactor(self._filler, 0 if has_chat else 1)

    def _follow_input(self) -> None:
        session = self._session
        name = session.title
        if session.closed_reason is not None:
            goes_on = session.closed_reason in GOES_ON
            words = self.tr("You are no longer in this session") if goes_on else self.tr("The session has ended")
            self.chat.set_writable(False, words)
        elif (code := session.why_not(Act.CHAT)) is not None and code != "host_gone":
            self.chat.set_writable(False, sentence(code))
        elif session.state in _WAITING:
            self.chat.set_writable(False, self.tr("You can write as soon as {name} has joined").format(name=name))
        elif not session.customer_present:
            self.chat.set_writable(
                True, self.tr("{name} gets this as soon as the connection is back").format(name=name)
            )
        else:
            self.chat.set_writable(True, self.tr("Write a message to {name}").format(name=name))
            if self._called:  # whom the technician has picked up is there: the next thing is to greet them
                self._called = False
                self.chat.input.setFocus()

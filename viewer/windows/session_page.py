"""The page of a running session: who helps, how the connection is, the chat, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from protocol.seat.conversation import Line
from protocol.vocabulary.messages import SessionState
from resources.chat.view import ChatView
from resources.look import controls, dialog, theme
from resources.look.help_key import ask_for_help
from resources.look.words import host_words
from resources.two_words.label import TwoWords
from resources.words.sentences import sentence
from viewer.windows.banner import Banner
from viewer.windows.joining.join_foot import other_language, show_about

if TYPE_CHECKING:
    from viewer.session.session import Session

SAY_LOST_AFTER_MS = 1000  # a break shorter than this is not worth a word

_STATES: dict[SessionState, object] = {
    SessionState.WAITING: QT_TRANSLATE_NOOP("SessionPage", "Waiting for the technician"),
    SessionState.CONNECTING: QT_TRANSLATE_NOOP("SessionPage", "Connecting…"),
    SessionState.ACTIVE: QT_TRANSLATE_NOOP("SessionPage", "Connected"),
    SessionState.RECONNECTING: QT_TRANSLATE_NOOP("SessionPage", "Waiting for the technician"),
    SessionState.ON_HOLD: QT_TRANSLATE_NOOP("SessionPage", "On hold"),
    SessionState.TRANSFERRING: QT_TRANSLATE_NOOP("SessionPage", "You are being passed on to another technician"),
}


class SessionPage(QWidget):
    """Show the session that the customer is in.

    Args:
        session: what is shown.
        has_card: whether the customer can come back without a code.

    Signals:
        show_mirror_asked: bring the window with the technician's screen to the front.
        language_asked: speak the other language.
        save_asked: (lines) the chat is to be saved as a file.
    """

    help_page = "chat"

    show_mirror_asked = Signal()
    language_asked = Signal()
    save_asked = Signal(object)

    def __init__(self, *, session: Session, has_card: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert session.conversation is not None
        self._session = session
        self._has_card = has_card
        self._lost_timer = QTimer(self, singleShot=True, interval=SAY_LOST_AFTER_MS)
        self.name = controls.ElidedText(kind="heading")
        self.state = controls.ElidedText(kind="small")
        self.two_words = TwoWords()
        self.leave_button = controls.button(self.tr("Leave session"), picture="log-out")
        self.lost = Banner("warning")
        self.waiting = Banner("pause")
        self.sharing = Banner("info", self.tr("Show window"))
        self.again = Banner("info", self.tr("Ask to see it again"))
        self.place = controls.text(kind="small", wrap=True)
        self.chat = ChatView(own=session.conversation.own)
        self._lay_out()
        self._connect()
        self.chat.show_lines(session.conversation.lines)
        self.follow()

    def follow(self) -> None:
        """Show how the session stands."""
        session = self._session
        if session.phase != "session":  # this page is on its way out
            return
        self.name.show_words(session.lead_name or self.tr("No technician at the moment"))
        self.state.show_words(self._state_words())
        self._show_place()
        self.two_words.follow(session.two_words)
        self.chat.set_writable(True, self._whom_to_write())
        self.chat.typing.show_names(session.typing)
        self.sharing.say(self._what_is_shown())
        if session.mirror is not None:
            self.again.hide()
        self.waiting.say(self._what_is_waited_for())
        if not self._what_is_lost():
            self._lost_timer.stop()
            self.lost.say("")
        elif self.lost.isHidden() and not self._lost_timer.isActive():
            self._lost_timer.start()
        elif not self.lost.isHidden():
            self.say_what_is_lost()

    def _show_place(self) -> None:
        """Say over whose host the session goes, where anybody may use it, and offer to report the session."""
        said = self._session.open_host
        self.place.setVisible(said is not None)
        self.report.setVisible(said is not None)
        self.report.setEnabled(said is not None and not self._session.reported)
        if said is not None:
            words = self.tr("Over {host}, which anybody may use. Never pay or log in to a bank now.")
            whom = self.tr("Report abuse: {contact}").format(contact=said.contact) if said.contact else ""
            self.place.setText(f"{words.format(host=host_words(self._session.host))} {whom}".strip())

    def ask_to_report(self) -> None:
        """Ask whether to report the session to whoever runs the host."""
        dialog.ask(
            self.window(),
            title=self.tr("Report this session?"),
            words=self.tr(
                "Whoever runs the host is told when, and by which technician’s key. Nothing that was said or shown is "
                "sent; your technician is not told. The session goes on until you leave it."
            ),
            yes=self.tr("Report"),
            then=self._session.report,
        )

    def say_what_is_lost(self) -> None:
        """Say that a connection is down, whoever's it is."""
        self.lost.say(self._what_is_lost())

    def _what_is_shown(self) -> str:
        mirror = self._session.mirror
        if mirror is None or mirror.canvas is None:
            return ""
        if mirror.paused_by is not None:
            return sentence(f"paused_{mirror.paused_by.value}", name=self._session.sharer_name)
        if mirror.is_paused:
            return self.tr("{name} has paused their screen").format(name=self._session.sharer_name)
        return self.tr("{name} is sharing their screen").format(name=self._session.sharer_name)

    def _what_is_waited_for(self) -> str:
        """Say what the technicians have the customer wait for; a lost connection is said by itself."""
        what = self._session.waiting
        return "" if what in ("", "reconnecting") else sentence(f"wait_{what}")

    def _whom_to_write(self) -> str:
        if len(self._session.technicians) > 1:
            return self.tr("Message to the technicians")
        name = self._session.lead_name or next(iter(self._session.technicians), "")
        return self.tr("Message to {name}").format(name=name) if name else self.tr("Message")

    def _what_is_lost(self) -> str:
        if not self._session.connected:
            return sentence("connection_lost")
        if self._session.state is SessionState.RECONNECTING and self._session.lead_name:
            words = self.tr("{name} is not connected at the moment. Please wait; the session goes on by itself.")
            return words.format(name=self._session.lead_name)
        return ""

    def _state_words(self) -> str:
        if not self._session.connected:
            return self.tr("Connecting…")
        others = [name for name in self._session.technicians if name != self._session.lead_name]
        if self._session.state is SessionState.ACTIVE and others:
            return self.tr("Connected, with {names}").format(names=", ".join(others))
        if self._session.waiting == "no_lead":
            return self.tr("Waiting for a technician")
        return self.tr(str(_STATES.get(self._session.state, "")))

    def _lay_out(self) -> None:
        head = QWidget()
        head.setProperty("surface", "bar")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        parts = controls.column(head, gap="one")
        parts.setContentsMargins(theme.space("two"), 12, theme.space("two"), 12)
        row = controls.row()
        parts.addLayout(row)
        parts.addWidget(self.place)
        parts.addWidget(self.two_words)
        names = controls.column(gap="half")
        names.addWidget(self.name)
        names.addWidget(self.state)
        row.addLayout(names, 1)
        row.addWidget(self.leave_button)
        row.addWidget(self._make_menu())
        outer = controls.column(self)
        outer.setSpacing(0)
        for widget in (head, self.lost, self.waiting, self.sharing, self.again):
            outer.addWidget(widget)
        outer.addWidget(self.chat, 1)

    def _make_menu(self) -> QWidget:
        self.menu = QMenu()
        self.menu.addAction(self.tr("Help"), lambda: ask_for_help(self))
        self.menu.addAction(self.tr("Save chat…"), lambda: self.save_asked.emit(self.chat.lines))
        self.report = self.menu.addAction(self.tr("Report this session…"), self.ask_to_report)
        self.menu.addAction(other_language()[1], self.language_asked.emit)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Who is this?"), lambda: show_about(self))
        return controls.menu_button(self.tr("More"), picture="ellipsis", menu=self.menu, kind="plain")

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self.follow)
        session.line_added.connect(self._add_line)
        session.line_changed.connect(self.chat.change_line)
        self.chat.said.connect(session.say)
        self.chat.written.connect(session.write)
        self.leave_button.clicked.connect(lambda: self.ask_to_leave(session.leave))
        self.sharing.button.clicked.connect(self.show_mirror_asked)
        self.again.button.clicked.connect(self._ask_again)
        self._lost_timer.timeout.connect(self.say_what_is_lost)

    def offer_again(self) -> None:
        """Offer a way back to whoever has closed the picture: the technician is asked, and decides."""
        self.again.say(self.tr("You have closed the technician’s screen."))

    def _ask_again(self) -> None:
        self.again.hide()
        self._session.say(self.tr("Please show me your screen again."))

    def ask_to_leave(self, then: Callable[[], object]) -> None:
        """Ask whether to leave the session; call `then` once the customer has confirmed it."""
        code = self.tr("The connection to {name} ends. To come back you need a new code.")
        card = self.tr("The connection to {name} ends. To come back, connect again.")
        words = card if self._has_card else code
        dialog.ask(
            self.window(),
            title=self.tr("Leave the session?"),
            words=words.format(name=self._session.lead_name or self.tr("the technician")),
            yes=self.tr("Leave session"),
            then=then,
            danger=True,
        )

    def _add_line(self, line: Line) -> None:
        self.chat.add_line(line)

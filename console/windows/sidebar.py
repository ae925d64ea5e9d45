"""The console's left side: a new session, the session list, how the host is, the settings."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.connection.own_account import OwnAccount
from console.desk.queue import Queue
from console.windows.parts.dot import Dot
from console.windows.parts.own_presence import PresenceButton
from console.windows.parts.presence import presence_colour
from console.windows.queue_panel import QueuePanel
from console.windows.session.code.reach_words import short_caution
from console.windows.session_list import SessionList
from protocol.notation.addresses import Reach
from resources.look import controls, theme
from resources.look.tips import set_tip, words_of


class Sidebar(QWidget):
    """The list of sessions and what belongs to no session.

    Signals:
        new_session, settings, table: the button was pressed.
    """

    help_page = "list"

    new_session = Signal()
    settings = Signal()
    table = Signal()

    def __init__(self, account: OwnAccount, queue: Queue, *, company: bool) -> None:
        super().__init__()
        self._account = account
        self._company = company
        self._state = "starting"
        self.setProperty("surface", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMaximumWidth(theme.size("sidebar"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        outer = controls.column(self, gap="one")
        outer.setContentsMargins(0, theme.space("two"), 0, 0)
        head = controls.column(gap="two")
        head.setContentsMargins(theme.space("two"), 0, theme.space("two"), theme.space("one"))
        self.new_button = controls.button(self.tr("New session"), picture="plus")
        self.new_button.clicked.connect(self.new_session)
        head.addWidget(self.new_button)
        self.table_button = controls.button(self.tr("Session list"), kind="quiet", picture="table-2")
        set_tip(self.table_button, self.tr("All sessions with state, technician and times (Ctrl+L)"))
        self.table_button.setAccessibleDescription(words_of(self.table_button))
        self.table_button.clicked.connect(self.table)
        head.addWidget(self.table_button)
        outer.addLayout(head)
        self.queue = QueuePanel(queue)
        outer.addWidget(self.queue)
        self.list = SessionList()
        self.list.setMinimumHeight(theme.size("control"))
        outer.addWidget(self.list, 1)
        outer.addWidget(self._make_foot())
        self.set_host("starting")
        account.changed.connect(self._follow_account)

    def sizeHint(self) -> QSize:
        """Want the whole width; with less the window fits small screens."""
        return QSize(theme.size("sidebar"), super().sizeHint().height())

    def set_host(self, state: str, reach: Reach = "name") -> None:
        """Show how the host is ("starting", "up" or "down:<code>"), and from where the technician's own is reached."""
        self._state, self._reach = state, reach
        words, colour = self.tr("Host not connected"), "danger"
        if state == "up" and self._company:
            words, colour = "", presence_colour(self._account.presence)
        elif state == "up":
            limited = short_caution(reach)
            words, colour = limited or self.tr("Ready"), "amber" if limited else "success"
        elif state == "starting":
            words, colour = self.tr("Starting…"), "amber"
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.presence.setVisible(not words)
        self._dot.set_colour(colour)
        self.new_button.setEnabled(state == "up")
        tip = self.tr("Start a session with a customer (Ctrl+N)")
        set_tip(self.new_button, tip if state == "up" else self.tr("Possible as soon as the host is connected"))
        self.new_button.setAccessibleDescription(words_of(self.new_button))

    def _follow_account(self) -> None:
        self.set_host(self._state, self._reach)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        line = controls.row(foot)
        line.setContentsMargins(theme.space("three"), theme.space("one"), theme.space("two"), theme.space("one"))
        self._dot = Dot()
        self._words = controls.text(kind="small")
        self.settings_button = controls.icon_button(self.tr("Settings"), picture="settings")
        self.settings_button.clicked.connect(self.settings)
        line.addWidget(self._dot)
        self.presence = PresenceButton(self._account)
        line.addWidget(self._words, 1)
        line.addWidget(self.presence, 1)
        line.addWidget(self.settings_button)
        return foot

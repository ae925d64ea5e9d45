"""The page of a Calling Card: whose it is, which host it leads to, and the ways to a technician there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from protocol.card.card import CallingCard
from protocol.notation.names import NAME_LIMIT, cleaned
from resources.look import controls, theme
from resources.look.card_view import CardView
from resources.look.words import host_words
from resources.words.sentences import sentence
from viewer.windows.joining.joining_bar import JoiningBar
from viewer.windows.joining.open_session import OpenSession
from viewer.windows.pressing import press_by_enter


class CardPage(QScrollArea):
    """Show `card`; nothing is sent before the customer clicks.

    Args:
        card: whose customer this is.
        name: what the customer called themselves last.

    Signals:
        connect_asked: (name) wait for a technician under this name.
        code_asked: the customer has a code.
        cancel_asked: give up connecting.
        continue_asked: go on with the session that is still open.
        check_asked: look at the connection to the card's host.
    """

    help_page = "wait"

    connect_asked = Signal(str)
    code_asked = Signal()
    cancel_asked = Signal()
    continue_asked = Signal()
    check_asked = Signal()

    def __init__(self, *, card: CallingCard, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self.view = CardView()
        self.view.show_card(title=card.title, greeting=card.greeting, icon=card.icon)
        self.open_session = OpenSession()
        self.name = QLineEdit(name)
        self.problem = controls.text(kind="problem", wrap=True)
        self.connect_button = controls.button(self.tr("Connect"), kind="primary")
        self.code_button = controls.button(self.tr("I have a code"))
        self.cancel_button = controls.button(self.tr("Cancel"))
        self.place = controls.text(kind="small", wrap=True)
        self.check_button = controls.button(self.tr("Check the connection"), kind="quiet", picture="search")
        self._show_place(card.host)
        self._progress = JoiningBar(name=self.tr("Connecting"), words=self.tr("Connecting…"), cancel=self.cancel_button)
        self._name_controls()
        self._lay_out()
        self._connect()

    def offer(self, technician: str | None) -> None:
        """Offer to go on with a session with `technician` that is still open; None: there is none."""
        self.open_session.offer(technician)

    def show_busy(self, busy: bool, *, works: bool = False) -> None:
        """Show that a connection is being made, or no longer; `works`: this computer works for its turn."""
        self._progress.show_works(works)
        if busy == self._busy:
            return
        self._busy = busy
        for widget in (self.name, self.code_button, self.open_session.button):
            widget.setEnabled(not busy)
        self.connect_button.setVisible(not busy)
        self._progress.setVisible(busy)
        if busy:
            self._say("")
        (self.cancel_button if busy else self.connect_button).setFocus()

    def show_problem(self, code: str) -> None:
        """Say what went wrong, until the customer changes something."""
        self._say(sentence(code))

    def focus_first(self) -> None:
        """Put the keyboard where the customer goes on."""
        (self.connect_button if self.name.text().strip() else self.name).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard, as it does in a dialog."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def _show_place(self, host: str) -> None:
        words = self.tr("You will be connected through {host}.").format(host=host_words(host))
        self.place.setText(words)
        self.place.setAccessibleName(words)
        self.connect_button.setAccessibleDescription(words)

    def _name_controls(self) -> None:
        self.name.setMaxLength(NAME_LIMIT)
        self.name.setPlaceholderText(self.tr("Your name"))
        self.name.setAccessibleName(self.tr("Your name"))
        self.connect_button.setMinimumHeight(theme.size("control") + theme.space("one"))
        self.problem.hide()

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # follows the control that has the keyboard
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("surface", "none")
        outer = controls.column(inside, margin="four", gap="two")
        outer.addWidget(self.open_session)
        outer.addStretch(1)
        outer.addWidget(self.view)
        outer.addLayout(self._entry())
        outer.addWidget(self.connect_button)
        outer.addWidget(self._progress)
        outer.addWidget(self.code_button)
        outer.addWidget(self.place)
        outer.addWidget(self.check_button, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self.setWidget(inside)

    def _entry(self) -> QVBoxLayout:
        label = controls.text(self.tr("Your name, for the technician"), kind="small", wrap=True)
        label.setBuddy(self.name)
        entry = controls.column(gap="half")
        for widget in (label, self.name, self.problem):
            entry.addWidget(widget)
        return entry

    def _connect(self) -> None:
        self.name.textChanged.connect(lambda: self._say(""))
        self.name.returnPressed.connect(self._ask_to_connect)
        self.connect_button.clicked.connect(self._ask_to_connect)
        self.code_button.clicked.connect(self.code_asked)
        self.cancel_button.clicked.connect(self.cancel_asked)
        self.open_session.button.clicked.connect(self.continue_asked)
        self.check_button.clicked.connect(self.check_asked)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.name.setAccessibleDescription(words)

    def _ask_to_connect(self) -> None:
        name = cleaned(self.name.text())
        if self._busy:
            return
        if not name:
            self.show_problem("bad_name" if self.name.text().strip() else "name_needed")
            self.name.setFocus()
            return
        self.connect_asked.emit(name)

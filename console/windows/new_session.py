"""The dialog that starts a session: it asks for the customer's name only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from protocol.notation.names import NAME_LIMIT, cleaned
from resources.look import controls
from resources.look.dialog import Dialog
from resources.words.sentences import sentence


class NewSessionDialog(Dialog):
    """Asks for the customer's name.

    Signals:
        named: (str) a session with this customer is to be started.
    """

    help_page = "code"

    named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("New session"), parent)
        label = controls.text(self.tr("Customer’s &name"))
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LIMIT)
        self.name.setAccessibleName(self.tr("Customer’s name"))
        self.name.setPlaceholderText(self.tr("for example Erika Example"))
        label.setBuddy(self.name)
        hint = controls.text(
            self.tr("The name stands in your session list and over the chat. The customer sees it, too."),
            kind="small",
            wrap=True,
        )
        self.problem = controls.text(sentence("bad_name"), kind="problem", wrap=True)
        self.problem.hide()
        form = controls.column(gap="one")
        for widget in (label, self.name, self.problem, hint):
            form.addWidget(widget)
        self.body.addLayout(form)
        self.answer(self.tr("Cancel"), then=self.reject)
        self.start_button = self.answer(self.tr("Start session"), kind="primary", then=self._start)
        self.start_button.setEnabled(False)
        self.name.textChanged.connect(self._follow)
        self.name.setFocus()

    def _follow(self, words: str) -> None:
        """Let a session start once there is a name; say where nothing of it can be seen."""
        self.start_button.setEnabled(bool(cleaned(words)))
        self.problem.setVisible(bool(words.strip()) and not cleaned(words))
        self.fit()

    def _start(self) -> None:
        self.named.emit(cleaned(self.name.text()))
        self.accept()

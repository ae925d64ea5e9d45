"""The dialog that starts a session: it asks for the customer's name only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from resources.look import controls
from resources.look.dialog import Dialog

NAME_LIMIT = 60  # characters


class NewSessionDialog(Dialog):
    """Asks for the customer's name.

    Signals:
        named: (str) a session with this customer is to be started.
    """

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
        form = controls.column(gap="one")
        for widget in (label, self.name, hint):
            form.addWidget(widget)
        self.body.addLayout(form)
        self.answer(self.tr("Cancel"), then=self.reject)
        self.start_button = self.answer(self.tr("Start session"), kind="primary", then=self._start)
        self.start_button.setEnabled(False)
        self.name.textChanged.connect(lambda words: self.start_button.setEnabled(bool(words.strip())))
        self.name.setFocus()

    def _start(self) -> None:
        self.named.emit(" ".join(self.name.text().split()))
        self.accept()

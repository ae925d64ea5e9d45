"""The dialog that starts a session: it asks for the customer's name, and where they are if there is a choice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from console.desk.sessions import nameless
from console.windows.open_host.where_choice import WhereChoice
from protocol.notation.names import NAME_LIMIT, cleaned
from resources.look import controls
from resources.look.dialog import Dialog
from resources.words.sentences import sentence


class NewSessionDialog(Dialog):
    """Asks for the customer's name, which may be left out.

    Signals:
        named: (str) a session with this customer is to be started.
        elsewhere: (str, WhereChoice) the same, over another host than the one that is used now.

    Args:
        where: where the customer is; None: there is no choice.
    """

    help_page = "code"

    named = Signal(str)
    elsewhere = Signal(str, object)

    def __init__(self, parent: QWidget | None = None, where: WhereChoice | None = None) -> None:
        super().__init__(self.tr("New session"), parent)
        self.where = where
        label = controls.text(self.tr("Customer’s &name"))
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LIMIT)
        self.name.setAccessibleName(self.tr("Customer’s name"))
        self.name.setPlaceholderText(self.tr("for example Erika Example"))
        label.setBuddy(self.name)
        hint = controls.text(
            self.tr(
                "The name stands in your session list and over the chat. The customer sees it, too. "
                "You can leave it out."
            ),
            kind="small",
            wrap=True,
        )
        self.problem = controls.text(sentence("bad_name"), kind="problem", wrap=True)
        self.problem.hide()
        form = controls.column(gap="one")
        for widget in (label, self.name, self.problem, hint):
            form.addWidget(widget)
        self.body.addLayout(form)
        if where is not None and where.offered:
            self.body.addWidget(where)
        self.answer(self.tr("Cancel"), then=self.reject)
        self.start_button = self.answer(self.tr("Start session"), kind="primary", then=self._start)
        self.name.textChanged.connect(self._follow)
        self.name.setFocus()

    def _follow(self, words: str) -> None:
        """Let a session start, except with a name of which nothing can be seen; say that."""
        unseen = bool(words.strip()) and not cleaned(words)
        self.start_button.setEnabled(not unseen)
        self.problem.setVisible(unseen)
        self.fit()

    def _start(self) -> None:
        name = cleaned(self.name.text()) or nameless()
        self.accept()
        if self.where is not None and self.where.changed:
            self.elsewhere.emit(name, self.where)
        else:
            self.named.emit(name)

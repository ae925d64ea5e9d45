"""The dialog that starts a session: it asks for the customer's name, where they are, and once for the technician's."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from console.desk.sessions import nameless
from console.windows.open_host.where_choice import WhereChoice
from protocol.notation.names import NAME_LIMIT, cleaned
from resources.look import controls
from resources.look.dialog import Dialog
from resources.words.sentences import sentence


class NewSessionDialog(Dialog):
    """Asks for the customer's name, which may be left out, and once for the technician's where nobody knows it.

    Args:
        where: where the customer is; None: there is no choice.
        own_name: what the technician is called so far, where that says nothing; "": it is known.

    Signals:
        own_named: (str) the technician is called so from now on.
        named: (str) a session with this customer is to be started.
        elsewhere: (str, WhereChoice) the same, over another host than the one that is used now.
    """

    help_page = "code"

    own_named = Signal(str)
    named = Signal(str)
    elsewhere = Signal(str, object)

    def __init__(self, parent: QWidget | None = None, where: WhereChoice | None = None, *, own_name: str = "") -> None:
        super().__init__(self.tr("New session"), parent)
        self.where = where
        self._called = own_name
        self.own_name: QLineEdit | None = None
        if own_name:
            self.body.addLayout(self._ask_for_own_name())
        self.body.addLayout(self._ask_for_customer())
        if where is not None and where.offered:
            self.body.addWidget(where)
        self.answer(self.tr("Cancel"), then=self.reject)
        self.start_button = self.answer(self.tr("Start session"), kind="primary", then=self._start)
        self.name.textChanged.connect(self._follow)
        (self.own_name or self.name).setFocus()

    def _ask_for_own_name(self) -> QVBoxLayout:
        """Ask what customers are to read in place of the account's name."""
        label = controls.text(self.tr("&Your name"))
        self.own_name = QLineEdit()
        self.own_name.setMaxLength(NAME_LIMIT)
        self.own_name.setAccessibleName(self.tr("Your name"))
        label.setBuddy(self.own_name)
        words = self.tr("Customers see it. This is asked once; without a name they see “{name}”.")
        hint = controls.text(words.format(name=self._called), kind="small", wrap=True)
        form = controls.column(gap="one")
        for widget in (label, self.own_name, hint):
            form.addWidget(widget)
        return form

    def _ask_for_customer(self) -> QVBoxLayout:
        label = controls.text(self.tr("Customer’s &name"))
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LIMIT)
        self.name.setAccessibleName(self.tr("Customer’s name"))
        self.name.setPlaceholderText(self.tr("for example Erika Example"))
        label.setBuddy(self.name)
        hint = controls.text(
            self.tr("Your session list and the chat show it, also to the customer. You can leave it out."),
            kind="small",
            wrap=True,
        )
        self.problem = controls.text(sentence("bad_name"), kind="problem", wrap=True)
        self.problem.hide()
        form = controls.column(gap="one")
        for widget in (label, self.name, self.problem, hint):
            form.addWidget(widget)
        return form

    def _follow(self, words: str) -> None:
        """Let a session start, except with a name of which nothing can be seen; say that."""
        unseen = bool(words.strip()) and not cleaned(words)
        self.start_button.setEnabled(not unseen)
        self.problem.setVisible(unseen)
        self.fit()

    def _start(self) -> None:
        if self.own_name is not None:
            self.own_named.emit(cleaned(self.own_name.text()) or self._called)
        name = cleaned(self.name.text()) or nameless()
        self.accept()
        if self.where is not None and self.where.changed:
            self.elsewhere.emit(name, self.where)
        else:
            self.named.emit(name)

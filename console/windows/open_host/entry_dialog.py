"""What a host for anybody wants to hear before it lets this console in: that its terms are accepted, an invitation."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from console.connection.open_host import OpenRemote
from protocol.vocabulary.guests import INVITATION_LIMIT
from resources.look import controls
from resources.look.dialog import Dialog
from resources.look.words import host_words

TERMS_HEIGHT = 220


class EntryDialog(Dialog):
    """Shows the terms, or asks for an invitation.

    Signals:
        said: the technician has accepted, or named one.
    """

    help_page = "host"

    said = Signal()

    def __init__(self, host: OpenRemote, parent: QWidget) -> None:
        super().__init__(self.tr("Use {host}").format(host=host_words(host.address)), parent)
        self._host = host
        self.invitation = QLineEdit()
        self.invitation.setMaxLength(INVITATION_LIMIT)
        self.terms = QPlainTextEdit(host.terms)
        if host.terms:
            self._show_terms()
        else:
            self._ask_for_invitation()

    def _show_terms(self) -> None:
        words = self.tr("Whoever runs this host lets you use it on these terms. You are asked once.")
        self.body.addWidget(controls.text(words, wrap=True))
        self.terms.setReadOnly(True)
        self.terms.setMinimumHeight(TERMS_HEIGHT)
        self.terms.setAccessibleName(self.tr("Terms"))
        self.terms.setTabChangesFocus(True)
        self.body.addWidget(self.terms)
        self.answer(self.tr("Not now"), then=self.reject)
        self.yes_button = self.answer(self.tr("I accept"), kind="primary", then=self._accept_terms)

    def _ask_for_invitation(self) -> None:
        label = controls.text(self.tr("&Invitation"))
        label.setBuddy(self.invitation)
        self.invitation.setAccessibleName(self.tr("Invitation"))
        hint = self.tr("This host lets new technicians in by invitation only. Whoever runs it gives you one.")
        form = controls.column(gap="one")
        form.addWidget(label)
        form.addWidget(self.invitation)
        form.addWidget(controls.text(hint, kind="small", wrap=True))
        self.body.addLayout(form)
        self.answer(self.tr("Not now"), then=self.reject)
        self.yes_button = self.answer(self.tr("Go on"), kind="primary", then=self._take_invitation)
        self.yes_button.setEnabled(False)
        self.invitation.textChanged.connect(lambda text: self.yes_button.setEnabled(bool(text.strip())))
        self.invitation.setFocus()

    def _accept_terms(self) -> None:
        self._host.accept_terms()
        self._say()

    def _take_invitation(self) -> None:
        self._host.use_invitation(self.invitation.text())
        self._say()

    def _say(self) -> None:
        self.accept()
        self.said.emit()

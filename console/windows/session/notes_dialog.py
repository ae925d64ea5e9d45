"""What the technician has the host keep of a session, for reports: a reference, an outcome, perhaps the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from console.session.notes import Noted
from console.windows.parts.request_dialog import Answered, RequestDialog
from console.windows.parts.session_words import OUTCOMES, outcome_words
from protocol.notation.names import NAME_LIMIT, cleaned
from protocol.vocabulary.reports import NOTE_LIMIT, NotesKept, Outcome
from resources.look import controls
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.session.session import Session

NOTE_HEIGHT = 96
_SAID = QT_TRANSLATE_NOOP(
    "NotesDialog",
    "The host keeps this with the session for reports, and its administrators read it. Unlike the chat it is not "
    "sealed: whoever runs the host can read it.",
)


class NotesDialog(RequestDialog):
    """Shows what is noted, and has it changed; customer and note only where the technician's group keeps them."""

    help_page = "list"

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(self.tr("Session notes"), parent)
        self._session = session
        self._read = False
        self._later = ""  # an outcome of a newer host, which is kept as it is
        self.told = controls.text(QCoreApplication.translate("NotesDialog", str(_SAID)), kind="muted", wrap=True)
        self.body.addWidget(self.told)
        self.reference = QLineEdit()
        self.reference.setMaxLength(NAME_LIMIT)
        self.field(self.tr("&Reference"), self.reference, self.tr("The ticket’s number, for example."))
        self.outcome = QComboBox()
        for outcome in OUTCOMES:
            self.outcome.addItem(outcome_words(outcome), outcome)
        self.field(self.tr("&Outcome"), self.outcome)
        self._make_customer()
        self.make_answers(self.tr("Save"), send=self._write, complete=lambda: self._read)
        self.follow()
        session.read_notes(self._show)

    def _make_customer(self) -> None:
        self.customer = QLineEdit()
        self.customer.setMaxLength(NAME_LIMIT)
        self.note = QPlainTextEdit()
        self.note.setProperty("kind", "input")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.note.textChanged.connect(self.follow)
        if self._session.may_name_customer:
            self.field(self.tr("&Customer"), self.customer)
            self.field(self.tr("&Note"), self.note)
            return
        words = self.tr("In your group the host is not told customers’ names and notes.")
        self.body.addWidget(controls.text(words, kind="small", wrap=True))

    def follow(self) -> None:
        """Enable what can be written once it is known what is noted; say where a note is too long."""
        for field in (self.reference, self.outcome, self.customer, self.note):
            field.setEnabled(self._read)
        long = len(self._noted().note) >= NOTE_LIMIT if self._read else False
        if long and not self.problem.isVisible():
            self.say(
                self.tr("A note has at most {count} characters; what is longer is cut off.").format(count=NOTE_LIMIT)
            )
        super().follow()

    def _show(self, found: NotesKept | str) -> None:
        if self.gone:
            return
        if isinstance(found, str):
            self.say(sentence(found))
            return
        self._read = True
        self.reference.setText(found.reference)
        self.customer.setText(found.customer)
        self.note.setPlainText(found.note)
        place = self.outcome.findData(found.outcome)
        if place < 0:
            self._later = found.outcome
            self.outcome.addItem(found.outcome, Outcome.UNSAID)
            place = self.outcome.count() - 1
        self.outcome.setCurrentIndex(place)
        self.follow()
        self.reference.setFocus()

    def _noted(self) -> Noted:
        outcome = self.outcome.currentData()
        return Noted(
            customer=cleaned(self.customer.text()),
            reference=cleaned(self.reference.text()),
            note=cleaned(self.note.toPlainText(), NOTE_LIMIT),
            outcome=Outcome(outcome or ""),
        )

    def _write(self, then: Answered) -> None:
        self._session.write_notes(self._noted(), then)

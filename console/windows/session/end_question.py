"""How a technician goes out of a session: ending it for all, or leaving it to a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from console.session.teamwork import Act
from console.windows.session.notes_dialog import NotesDialog
from protocol.vocabulary.messages import Role
from resources.look import controls
from resources.look.dialog import Dialog
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.session.session import Session


class EndQuestion(Dialog):
    """Asks what is to become of the session."""

    help_page = "team"

    def __init__(self, session: Session, parent: QWidget) -> None:
        leads = session.role is Role.LEAD
        super().__init__(self.tr("End this session?") if leads else self.tr("Leave this session?"), parent)
        self._session = session
        self.body.addWidget(controls.text(self._words(leads), kind="muted", wrap=True))
        if session.may_note:
            self.notes_button = controls.button(self.tr("Session notes…"), picture="pencil")
            self.notes_button.setAutoDefault(False)
            self.notes_button.clicked.connect(lambda: NotesDialog(session, self).open())
            line = controls.row()
            line.addWidget(self.notes_button)
            line.addStretch()
            self.body.addLayout(line)
        cancel = self.answer(self.tr("Cancel"), then=self.reject)
        if not leads:
            self._leave_answer(self.tr("Leave session"), danger=True)
        else:
            if session.why_not(Act.LEAVE) is None:
                self._leave_answer(self.tr("Only leave"), danger=False)
            self._end_answer()
        cancel.setFocus()

    def _words(self, leads: bool) -> str:
        session = self._session
        if not leads:
            return self.tr("The session goes on without you. To come back you need an invitation or a code.")
        words = self.tr("The connection to {name} will be closed. The chat stays visible here until you remove it.")
        if session.why_not(Act.LEAVE) is None:
            words += " " + self.tr("If you only leave, a colleague can take the session over.")
        if (code := session.why_not(Act.END)) is not None and code != "host_gone":
            words += " " + sentence(code)
        return words.format(name=session.title)

    def _leave_answer(self, words: str, *, danger: bool) -> None:
        button = self.answer(words, kind="danger" if danger else "plain", then=self._leave)
        button.setEnabled(self._session.why_not(Act.LEAVE) is None)

    def _end_answer(self) -> None:
        others = any(m.role is Role.COLLABORATOR for m in self._session.team.members)
        button = self.answer(
            self.tr("End for all") if others else self.tr("End session"), kind="danger", then=self._end
        )
        code = self._session.why_not(Act.END)
        button.setEnabled(code is None or code == "host_gone")

    def _leave(self) -> None:
        self.accept()
        self._session.team.leave()

    def _end(self) -> None:
        self.accept()
        self._session.end()

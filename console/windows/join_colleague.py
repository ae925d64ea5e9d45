"""Joins a colleague's session with the code or link that they have given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from console.windows.parts.request_dialog import Answered, RequestDialog

if TYPE_CHECKING:
    from console.desk.desk import Desk

LINK_LIMIT = 400  # characters


class JoinColleagueDialog(RequestDialog):
    """Asks for the code or link; stays until the session is there."""

    help_page = "team"

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(self.tr("Join a colleague’s session"), parent)
        self._desk = desk
        self._then: Answered | None = None
        self.code = QLineEdit()
        self.code.setMaxLength(LINK_LIMIT)
        self.code.setPlaceholderText("0000 000 000")
        self.code.textChanged.connect(self.follow)
        self.field(self.tr("&Code or link"), self.code, self.tr("Your colleague makes it under “Invite a colleague”."))
        self.make_answers(self.tr("Join"), send=self._join, complete=self._has_code)
        self.code.setFocus()
        desk.session_added.connect(self._joined)
        desk.problem.connect(self._answer)
        self.rejected.connect(desk.cancel_joining)

    @property
    def waiting(self) -> bool:
        """Whether it waits for an answer, and says itself what is wrong."""
        return self._then is not None and not self.gone

    def _has_code(self) -> bool:
        return bool(self.code.text().strip())

    def _join(self, then: Answered) -> None:
        self._then = then
        self._desk.join_session(self.code.text().strip())

    def _joined(self, _session: object) -> None:
        self._answer("")

    def _answer(self, problem: str) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(problem)

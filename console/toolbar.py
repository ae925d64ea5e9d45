"""The session toolbar: what a technician can do with a session, the share first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.share_action import ShareAction, ShareButton
from protocol.messages import SessionState
from resources import controls, dialog

if TYPE_CHECKING:
    from console.session import Session

_WAITING = (SessionState.WAITING, SessionState.CONNECTING)


class SessionToolbar(QWidget):
    """The buttons at a session's head.

    Signals:
        removed: the ended session is to be taken off the list.
    """

    removed = Signal()

    def __init__(self, session: Session, share: ShareAction) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName(self.tr("Session toolbar"))
        self.share_button = ShareButton(share)
        self.new_code_button = controls.button(self.tr("New code"), picture="refresh-cw")
        self.new_code_button.clicked.connect(session.new_code)
        self.end_button = controls.button(self.tr("End session"), picture="power")
        self.end_button.clicked.connect(self._ask_to_end)
        self.remove_button = controls.button(self.tr("Remove from list"), picture="x")
        self.remove_button.clicked.connect(self.removed)
        line = controls.row(self)
        for button in (self.share_button, self.new_code_button, self.end_button, self.remove_button):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(button)
        session.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        over = self._session.closed_reason is not None
        self.share_button.setVisible(not over)
        self.new_code_button.setVisible(not over and self._session.state in _WAITING)
        self.end_button.setVisible(not over)
        self.remove_button.setVisible(over)

    def _ask_to_end(self) -> None:
        words = self.tr("The connection to {name} will be closed. The chat stays visible here until you remove it.")
        dialog.ask(
            self,
            title=self.tr("End this session?"),
            words=words.format(name=self._session.title),
            yes=self.tr("End session"),
            then=self._session.end,
            danger=True,
        )

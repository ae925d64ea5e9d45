"""The session toolbar: what a technician can do with a session, the share first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.desktop_action import DesktopAction, DesktopButton
from console.share import ShareState
from console.share_action import ShareAction, ShareButton
from protocol.messages import SessionState
from resources import controls, dialog

if TYPE_CHECKING:
    from console.session import Session

PAUSE_KEYS = QKeySequence("Ctrl+Shift+P")

_WAITING = (SessionState.WAITING, SessionState.CONNECTING)


class SessionToolbar(QWidget):
    """The buttons at a session's head.

    Signals:
        removed: the ended session is to be taken off the list.
    """

    removed = Signal()

    def __init__(self, session: Session, share: ShareAction, desktop: Sequence[DesktopAction] = ()) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName(self.tr("Session toolbar"))
        self.share_button = ShareButton(share)
        self.pause_button = controls.button("")
        self.pause_button.clicked.connect(self._pause_or_go_on)
        QShortcut(PAUSE_KEYS, self).activated.connect(self._pause_or_go_on)
        self.change_button = controls.icon_button(self.tr("Change…"), picture="app-window", kind="plain")
        self.change_button.setToolTip(self.tr("Change what is shared: another monitor, a window or a region"))
        self.change_button.clicked.connect(share.choice_asked)
        self.desktop_buttons = [DesktopButton(action, words=False) for action in desktop]
        self.new_code_button = controls.button(self.tr("New code"), picture="refresh-cw")
        self.new_code_button.clicked.connect(session.new_code)
        self.end_button = controls.button(self.tr("End session"), picture="power")
        self.end_button.clicked.connect(self._ask_to_end)
        self.remove_button = controls.button(self.tr("Remove from list"), picture="x")
        self.remove_button.clicked.connect(self.removed)
        line = controls.row(self)
        for button in (
            self.share_button,
            self.pause_button,
            self.change_button,
            *self.desktop_buttons,
            self.new_code_button,
            self.end_button,
            self.remove_button,
        ):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(button)
        session.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        over = self._session.closed_reason is not None
        self.share_button.setVisible(not over)
        for button in self.desktop_buttons:
            button.setVisible(not over)
        self.new_code_button.setVisible(not over and self._session.state in _WAITING)
        self.end_button.setVisible(not over)
        self.remove_button.setVisible(over)
        live = not over and self._session.share is ShareState.ON
        self.pause_button.setVisible(live)
        self.change_button.setVisible(live)
        self._follow_pause()

    def _follow_pause(self) -> None:
        name, paused = self._session.title, self._session.sharing.paused
        if paused:
            tip = self.tr("Show {name} the picture again, as it is now ({keys})")
        else:
            tip = self.tr("Freeze the picture that {name} sees: nothing new is sent ({keys})")
        self.pause_button.setText(self.tr("Go on") if paused else self.tr("Pause"))
        controls.dress_button(self.pause_button, kind="plain", picture="play" if paused else "pause")
        self.pause_button.setToolTip(tip.format(name=name, keys=PAUSE_KEYS.toString()))

    def _pause_or_go_on(self) -> None:
        if self._session.sharing.paused:
            self._session.sharing.resume()
        elif self._session.share is ShareState.ON:
            self._session.sharing.pause()

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

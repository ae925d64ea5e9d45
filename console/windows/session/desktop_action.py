"""The two actions that ask for the customer's desktop and give it back, and the button that shows one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from console.windows.parts.settling import Settling
from console.windows.parts.shrinking_button import ShrinkingButton
from protocol.vocabulary.desktop import Access
from resources.look import controls, theme
from resources.look.icons import icon
from resources.look.tips import set_tip, words_of
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.session.session import Session


class DesktopAction(QAction):
    """Asks for `access` to the customer's desktop, takes the question back, or gives up what was allowed.

    It says why it can't where it can't.
    """

    def __init__(self, session: Session, access: Access, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._access = access
        self._settling = Settling(self.follow, self)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self.follow)
        self.triggered.connect(self._toggle)
        session.changed.connect(self.follow)
        self.follow()

    @property
    def running(self) -> bool:
        """Whether the action ends something now."""
        return not self._access.exceeds(self._session.remote.access)

    @property
    def waiting(self) -> bool:
        """Whether the action takes a question back now."""
        return self._session.remote.asked is self._access

    def follow(self) -> None:
        """Show what the action does now."""
        remote, name = self._session.remote, self._session.title
        self._settling.note(self.running or self.waiting)
        blocked = None if self.running or self.waiting else remote.blocked(self._access)
        self.setEnabled(blocked is None and (self.running or self.waiting or not self._settling.going_on))
        if self.running:
            words, tip = self._words_to_end()
        elif self.waiting:
            words, tip = self.tr("Take back"), self.tr("{name} has been asked. Take the question back")
        else:
            words, tip = self._words_to_ask()
        self.setText(words)
        set_tip(self, self._why_not(blocked) if blocked is not None else tip.format(name=name))
        tint = "disabled" if not self.isEnabled() else "text"
        picture = "mouse-pointer-click" if self._access is Access.CONTROL else "eye"
        self.setIcon(icon("clock" if self.waiting else picture, tint))

    def _why_not(self, blocked: str) -> str:
        """Return why the action can't be done, and in how many seconds it can where that is known."""
        if blocked != "desktop_rests":
            self._clock.stop()
            return sentence(blocked)
        self._clock.start()
        words = self.tr("{name} was asked twice and did not say yes. You can ask again in {seconds} s.")
        return words.format(name=self._session.title, seconds=self._session.remote.rests_s)

    def _words_to_ask(self) -> tuple[str, str]:
        if self._access is Access.CONTROL:
            return self.tr("Control"), self.tr("Ask {name} to let you see and control the desktop")
        return self.tr("View desktop"), self.tr("Ask {name} to let you see the desktop")

    def _words_to_end(self) -> tuple[str, str]:
        if self._access is Access.CONTROL:
            return self.tr("Stop control"), self.tr("Only view {name}’s desktop from now on")
        return self.tr("Stop viewing"), self.tr("Close {name}’s desktop")

    def _toggle(self) -> None:
        remote = self._session.remote
        if self.waiting:
            remote.take_back()
        elif not self.running and not self._settling.going_on:
            remote.ask(self._access)
        elif self.running and self._access is Access.CONTROL:
            remote.only_view()
        elif self.running:
            remote.give_back()


class DesktopButton(ShrinkingButton):
    """One of these actions as a button."""

    def __init__(self, action: DesktopAction, *, words: bool) -> None:
        super().__init__(words=words)
        self._action = action
        self.setDefaultAction(action)
        controls.dress_button(self, kind="plain", picture=None)
        if not words:
            self.setProperty("square", "true")
            self.setFixedSize(theme.size("control"), theme.size("control"))
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setAccessibleName(self._action.text())
        self.setAccessibleDescription(words_of(self._action))
        self.measure()

"""What the customer sees of who asks for their desktop and who has it: the question, the bar, and the global key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from protocol.vocabulary.desktop import Access
from viewer.global_key.global_key import GlobalKey
from viewer.windows.desktop.control_bar import ControlBar
from viewer.windows.desktop.question import DesktopQuestion

if TYPE_CHECKING:
    from viewer.session.session import Session


class DesktopWindows(QObject):
    """Opens and closes them as the session's desktop says; decides nothing.

    Args:
        session: the customer's.
        open_key: watches for a global key and calls what it is given in a thread of its own.
        parent: the window they belong to.

    Attributes:
        question: the open question's window.
        bar: shown for as long as somebody has the desktop.
    """

    _key_pressed = Signal()

    def __init__(
        self, *, session: Session, open_key: Callable[[Callable[[], None]], GlobalKey | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.question: DesktopQuestion | None = None
        self.bar: ControlBar | None = None
        self._session = session
        self._open_key = open_key
        self._key: GlobalKey | None = None
        self._key_pressed.connect(self._revoke, Qt.ConnectionType.QueuedConnection)
        session.desktop_changed.connect(self.follow)

    def follow(self) -> None:
        """Show what there is to be asked and to be told now."""
        self._follow_bar()
        self._follow_question()

    def _follow_bar(self) -> None:
        desktop = self._session.desktop
        has_it = desktop is not None and desktop.access is not Access.NONE
        if desktop is not None and has_it and self.bar is None:
            self._key = self._open_key(self._key_pressed.emit)
            self.bar = ControlBar(desktop=desktop, key="" if self._key is None else self._key.name)
            self.bar.ended.connect(self._revoke)
            self.bar.show()
        elif self.bar is not None and not has_it:
            bar, self.bar = self.bar, None
            bar.close()
            bar.deleteLater()
            if self._key is not None:
                self._key.close()
                self._key = None
        elif self.bar is not None:
            self.bar.follow()

    def _follow_question(self) -> None:
        desktop = self._session.desktop
        asked = None if desktop is None else desktop.question
        if self.question is not None and self.question.question != asked:
            window, self.question = self.question, None
            window.shut()
        if desktop is not None and asked is not None and self.question is None:
            self.question = DesktopQuestion(desktop=desktop, question=asked)
            self.question.answered.connect(self._answer)
            self.question.show()
            self.question.raise_()
            self.question.activateWindow()

    def _answer(self, access: Access) -> None:
        self.question = None
        if self._session.desktop is not None:
            self._session.desktop.answer(access)

    def _revoke(self) -> None:
        if self._session.desktop is not None:
            self._session.desktop.revoke()

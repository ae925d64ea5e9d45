"""Pointing at the customer's desktop: drawn over the view here, and over the customer's screen there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from protocol.mirror.picture.pointing import Board
from protocol.vocabulary.marks import Picture
from resources.mirror.window.marks_overlay import MarksOverlay
from resources.mirror.window.pointing import Pointing, ViewPointing
from resources.mirror.window.tool_buttons import ToolButtons
from resources.mirror.window.window import MirrorWindow

if TYPE_CHECKING:
    from console.session.session import Session


class DesktopPointing(QObject):
    """Gives the window with a customer's desktop tools to point with.

    Args:
        session: whose customer it is.
        window: shows the desktop; owns this.
    """

    def __init__(self, *, session: Session, window: MirrorWindow) -> None:
        super().__init__(window)
        self.board = Board()
        self.overlay = MarksOverlay(window.view, self.board)
        model = window.model
        self.pointing = Pointing(
            picture=Picture.DESKTOP,
            board=self.board,
            stream=lambda: model.stream,
            send=session.remote.send,
            parent=self,
        )
        self.pointing.changed.connect(self.overlay.follow)
        ViewPointing(window.view, self.pointing, rings=False)
        window.bar.add(ToolButtons(self.pointing))
        model.source_changed.connect(self._forget)

    def _forget(self) -> None:
        """Drop the marks over a picture that is no longer shown."""
        self.board.clear_all()
        self.overlay.follow()

"""Pointing at the customer's desktop: drawn over the view here, and over the customer's screen there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from protocol.marks import Picture
from protocol.mirror.pointing import Board
from resources.mirror.marks_overlay import MarksOverlay
from resources.mirror.pointing import Pointing, ViewPointing
from resources.mirror.tool_buttons import ToolButtons
from resources.mirror.window import MirrorWindow

if TYPE_CHECKING:
    from console.session import Session


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

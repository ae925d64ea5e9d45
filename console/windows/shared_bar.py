"""The line over everything but the session that is shared with: the screen is shared, with whom, and how to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from console.windows.parts.banner import Banner

if TYPE_CHECKING:
    from console.desk.exposure import Exposure
    from console.session.session import Session


class SharedBar(Banner):
    """Shown while another session than the one in front is shared with.

    Args:
        exposure: knows which.
    """

    def __init__(self, exposure: Exposure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exposure = exposure
        self._in_front: Session | None = None
        self.button.clicked.connect(self._stop)
        exposure.changed.connect(self._follow)
        self._follow()

    def put_in_front(self, session: Session | None) -> None:
        """Take in which session is shown, which says by itself that it is shared with."""
        self._in_front = session
        self._follow()

    def _follow(self) -> None:
        shared_with = self._exposure.shared_with
        if shared_with is None or shared_with is self._in_front:
            self.hide()
        else:
            words = self.tr("Your screen is being shared with {name}").format(name=shared_with.title)
            self.say("sharing", words, self.tr("Stop sharing"))

    def _stop(self) -> None:
        if self._exposure.shared_with is not None:
            self._exposure.shared_with.stop_share()

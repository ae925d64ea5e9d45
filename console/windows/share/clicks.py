"""The technician's own clicks on the shared screen, shown to the customer as rings and to nobody else."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSocketNotifier

from console.windows.share.shared_place import SharedPlace
from protocol.mirror.capture.backends import watch_clicks
from protocol.mirror.capture.common.source import CaptureUnavailable
from protocol.vocabulary.marks import MarkKind
from resources.mirror.window.pointing import Pointing


class Clicks(QObject):
    """Watches clicks while something is shared; does nothing where they can't be seen.

    Args:
        place: where on the screens the shared picture is.
        pointing: sends the rings.
    """

    def __init__(self, *, place: SharedPlace, pointing: Pointing, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._pointing = pointing
        self._watch = watch_clicks()
        self._notifier: QSocketNotifier | None = None
        if self._watch is not None:
            self._notifier = QSocketNotifier(self._watch.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._clicked)

    def close(self) -> None:
        """Watch no more."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self.deleteLater()

    def _clicked(self) -> None:
        if self._watch is None:
            return
        try:
            clicks = self._watch.take()
        except CaptureUnavailable:
            self.close()
            return
        if self._pointing.tool not in (None, MarkKind.LASER):
            return  # that is drawing
        for x, y in clicks:
            pixel = self._place.inside(x, y)
            if pixel is not None:
                self._pointing.click(pixel.x(), pixel.y(), here=False)

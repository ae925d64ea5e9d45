"""What the customer sees, small: the picture that they were sent, and how they look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel

from console.windows.parts.light_view import LightView
from protocol.mirror.picture.tiles import Picture
from resources.look import controls, theme

if TYPE_CHECKING:
    from console.session.session import Session

LOOK_EVERY_MS = 1000
_SIZE = QSize(320, 180)  # logical pixels of the picture


class SeenCard(QFrame):
    """Shows `session`'s share as the customer has it; looks once a second, and only while it can be seen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("surface", "card")
        self.setAccessibleName(self.tr("What {name} sees").format(name=session.title))
        column = controls.column(self)
        column.setContentsMargins(*[theme.space("one")] * 4)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(_SIZE)
        self.picture.setAccessibleName(self.accessibleName())
        self.light = LightView()
        column.addWidget(self.picture)
        column.addWidget(self.light)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.follow)

    @property
    def looking(self) -> bool:
        """Whether it keeps itself up to date."""
        return self._timer.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self.follow()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._timer.stop()

    def follow(self) -> None:
        """Show the latest picture and ask for the next one."""
        sharing = self._session.sharing
        sharing.look()
        self.light.show_reading(sharing.light, self._session.title)
        if sharing.picture is None:
            self.picture.setText(self.tr("Nothing has been shown yet"))
        else:
            self.picture.setPixmap(_scaled(sharing.picture, self.devicePixelRatioF()))


def _scaled(pixels: Picture, ratio: float) -> QPixmap:
    """Return the BGRX `pixels` as large as there is room for, on a screen of `ratio` device pixels a logical one."""
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    fit, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    result = QPixmap.fromImage(image.scaled(_SIZE * ratio, fit, smooth))
    result.setDevicePixelRatio(ratio)
    return result

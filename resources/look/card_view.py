"""A Calling Card's face: whose it is, their icon and greeting, the same for the customer and in the preview."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from resources.look import controls
from resources.look.icons import app_icon

ICON_SHOWN = 64  # pixels of the longer side


class CardView(QWidget):
    """Shows icon, title and greeting; plain text only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = QLabel()
        self.icon.setFixedHeight(ICON_SHOWN)
        self.title = controls.text(kind="title", wrap=True)
        self.greeting = controls.text(wrap=True)
        column = controls.column(self, gap="one")
        for widget in (self.icon, self.title, self.greeting):
            column.addWidget(widget)

    def show_card(self, *, title: str, greeting: str, icon: bytes) -> None:
        """Show these; `icon` is a PNG that has been checked, or empty for our own sign."""
        self.title.setText(title)
        self.title.setAccessibleName(title)
        self.greeting.setText(greeting)
        self.greeting.setAccessibleName(greeting)
        self.greeting.setVisible(bool(greeting))
        self.icon.setPixmap(self._fitting(card_picture(icon)))

    def _fitting(self, picture: QPixmap) -> QPixmap:
        ratio = self.devicePixelRatioF()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        fitting = picture.scaled(QSize(ICON_SHOWN, ICON_SHOWN) * ratio, keep, smooth)
        fitting.setDevicePixelRatio(ratio)
        return fitting


def card_picture(icon: bytes) -> QPixmap:
    """Return the picture in the PNG `icon`, which has been checked; our own sign where it is empty.

    Nothing but Qt's PNG decoder is tried, whatever the bytes look like.
    """
    if not icon:
        return app_icon().pixmap(QSize(ICON_SHOWN, ICON_SHOWN) * 4)
    buffer = QBuffer()
    buffer.setData(QByteArray(icon))
    reader = QImageReader(buffer, QByteArray(b"png"))
    reader.setAutoDetectImageFormat(False)
    return QPixmap.fromImage(reader.read())

"""One source in the chooser: a live picture of it with its name, to be clicked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from console.share.thumbnails import SIZE
from protocol.mirror.capture.common.source import Source
from protocol.mirror.picture.tiles import Picture
from resources.look import theme
from resources.look.icons import icon
from resources.look.tips import set_tip

_ICON_SIDE = 32  # pixels, where there is no picture yet


class SourceCard(QAbstractButton):
    """A card that is chosen by a click; its words are its name and size.

    Attributes:
        source: what it stands for.

    Signals:
        double_clicked: share it at once.
    """

    double_clicked = Signal()

    def __init__(self, source: Source, *, picture: str) -> None:
        super().__init__()
        self.source = source
        self._picture = picture
        self._detail = ""
        self._image = QImage()
        self.setCheckable(True)
        self.setAutoExclusive(False)  # the chooser's group sees to that
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def describe(self, name: str, detail: str) -> None:
        """Show `name`, and `detail` below it."""
        self._detail = detail
        self.setText(name)
        self.setShortcut(QKeySequence())  # a window's "&" is a sign, and no key that chooses it
        self.setAccessibleName(f"{name}, {detail}")
        set_tip(self, name)
        self.update()

    def show_picture(self, picture: Picture) -> None:
        """Show a new picture."""
        height, width = picture.shape[:2]
        self._image = QImage(picture.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the picture's size with its margin and two lines of text."""
        margin = theme.space("one")
        lines = 2 * self.fontMetrics().lineSpacing() + theme.space("half")
        return QSize(SIZE[0] + 2 * margin, SIZE[1] + 2 * margin + margin + lines)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell that it was clicked twice."""
        super().mouseDoubleClickEvent(event)
        self.double_clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._draw_frame(painter)
        margin = theme.space("one")
        place = QRect(margin, margin, SIZE[0], SIZE[1])
        painter.fillRect(place, theme.colour("hover"))
        if self._image.isNull():
            middle = QRect(0, 0, _ICON_SIDE, _ICON_SIDE)
            middle.moveCenter(place.center())
            icon(self._picture, "muted").paint(painter, middle)
        else:
            size = self._image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            fitted = QRect(place.topLeft(), size)
            fitted.moveCenter(place.center())
            painter.drawImage(fitted, self._image)
        self._draw_words(painter, QRect(margin, place.bottom() + margin, SIZE[0], self.height()))
        painter.end()

    def _draw_frame(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        width = 2 if chosen or self.hasFocus() else 1
        colour = theme.colour("focus" if chosen or self.hasFocus() else "border")
        fill = theme.colour("accent_soft") if chosen else theme.colour("hover" if self.underMouse() else "surface")
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(fill)
        half = width / 2
        radius = theme.size("radius_card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)

    def _draw_words(self, painter: QPainter, place: QRect) -> None:
        metrics = self.fontMetrics()
        for words, colour in ((self.text(), "text"), (self._detail, "muted")):
            line = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.setPen(theme.colour(colour))
            painter.drawText(place.x(), place.y() + metrics.ascent(), line)
            place.translate(0, metrics.lineSpacing())

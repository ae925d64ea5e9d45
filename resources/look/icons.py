"""Icons of one family (Lucide), drawn in the theme's colours at the moment they are painted."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import ClassVar

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import files
from resources.look import theme


@cache
def icon(name: str, tint: str = "text") -> QIcon:
    """Return the icon `name` in the theme's colour `tint`; it follows a change of the theme by itself."""
    engine = _ThemedEngine(name, tint)
    engine.keep()
    return QIcon(engine)


def app_icon() -> QIcon:
    """Return Fernblick's own sign."""
    return QIcon(str(files.path("icons/fernblick.svg")))


@lru_cache(maxsize=128)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = files.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


class _ThemedEngine(QIconEngine):
    """Draws one SVG in the colour that its tint has now."""

    _kept: ClassVar[list[QIconEngine]] = []  # PySide does not hand them over to Qt, which goes on using them

    def __init__(self, name: str, tint: str) -> None:
        super().__init__()
        self._name = name
        self._tint = tint

    def keep(self) -> None:
        """Stay until the program ends: no icon may outlive its engine, whatever order Python clears things up in."""
        self._kept.append(self)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon, muted where its control is disabled."""
        tint = "disabled" if mode == QIcon.Mode.Disabled else self._tint
        side = min(rect.width(), rect.height())  # what is wider stays free: the distance to a button's words
        place = QRectF(rect.x(), rect.y() + (rect.height() - side) / 2, side, side)
        _renderer(self._name, theme.colour(tint).name()).render(painter, place)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a picture of `size` device pixels."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Return a second engine of the same icon; Qt asks for one only when an icon is changed after it was made."""
        twin = _ThemedEngine(self._name, self._tint)
        twin.keep()
        return twin

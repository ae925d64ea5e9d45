"""Charts of days and of technicians, drawn by pyqtgraph; imported only once somebody looks at one: it takes a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QWidget

from console.admin.chart_axes import SPAN_STEPS_S, day_marks, marks, step, whole_step
from console.windows.parts.session_words import clock
from resources.look import theme

FEWEST_DAYS = 7  # that a chart has room for, so that one day is no wall
LABEL_WIDTH = 64  # pixels that a date takes
MARK_HEIGHT = 32  # pixels between two marks of the axis at the left
EDGE = 24  # pixels at the right, for half of the last date
POINTS_MOST = 62  # days that get a point each
_ARROWS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
NAME_LIMIT = 22  # characters of a name at an axis


class _DayAxis(pg.AxisItem):  # type: ignore[misc]
    """Names days."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.days: Sequence[date] = ()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        named = day_marks(len(self.days), int(size / LABEL_WIDTH)) if self.days else []
        return [(1.0, [float(number) for number in named])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [day_words(self.days[round(value)]) for value in values if 0 <= round(value) < len(self.days)]


class _CountAxis(pg.AxisItem):  # type: ignore[misc]
    """Names whole numbers, or spans of time in seconds."""

    def __init__(self, side: str, *, spans: bool = False) -> None:
        super().__init__(side)
        self._spans = spans
        self._room = MARK_HEIGHT if side == "left" else LABEL_WIDTH

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        most = max(2, int(size / self._room))
        spacing = step(SPAN_STEPS_S, high - low, most) if self._spans else whole_step(high - low, most)
        return [(float(spacing), [float(mark) for mark in marks(low, high, spacing)])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [clock(value) if self._spans else QLocale().toString(round(value)) for value in values]


class _NameAxis(pg.AxisItem):  # type: ignore[misc]
    """Names technicians."""

    def __init__(self) -> None:
        super().__init__("left")
        self.names: Sequence[str] = ()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        return [(1.0, [float(number) for number in range(len(self.names))])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        names = [self.names[round(value)] for value in values]
        return [name if len(name) <= NAME_LIMIT else f"{name[: NAME_LIMIT - 1]}…" for name in names]


class Chart(pg.PlotWidget):  # type: ignore[misc]
    """One chart; the mouse and the arrow keys point at one of its columns.

    Args:
        title: what it shows, for screen readers.
        across: the axis whose entries can be pointed at is the lower one, else the left one.

    Signals:
        pointed: (int) at this entry; -1: at none.
    """

    pointed = Signal(int)

    def __init__(self, title: str, *, bottom: pg.AxisItem, left: pg.AxisItem, across: bool = True) -> None:
        super().__init__(axisItems={"bottom": bottom, "left": left})
        self.count = 0
        self.current = -1
        self._across = across
        self._draw: Callable[[], None] = lambda: None
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(160)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.disableAutoRange()
        self.getPlotItem().layout.setContentsMargins(0, 8, EDGE, 0)
        self.scene().sigMouseMoved.connect(self._mouse_moved)
        self.point = pg.InfiniteLine(angle=90 if across else 0)
        self.point.setZValue(-1)

    def draw(self, draw: Callable[[], None], count: int) -> None:
        """Show `count` entries by `draw`, now and whenever the colours change."""
        self._draw, self.count = draw, count
        self.point_at(-1)
        self.redraw()

    def redraw(self) -> None:
        """Draw anew in the theme's colours of the moment."""
        item = self.getPlotItem()
        item.clear()
        self.setBackground(theme.colour("surface"))
        font = QFont(theme.families())
        font.setPixelSize(theme.text_size("small"))
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(pg.mkPen(theme.colour("border")))
            axis.setTextPen(pg.mkPen(theme.colour("muted")))
            axis.setTickFont(font)
            axis.setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=False)
        item.showGrid(x=not self._across, y=self._across, alpha=0.25)
        self.point.setPen(pg.mkPen(theme.colour("border_control"), width=1, style=Qt.PenStyle.DashLine))
        self.addItem(self.point, ignoreBounds=True)
        self._draw()

    def point_at(self, entry: int) -> None:
        """Point at an entry; -1: at none."""
        entry = entry if 0 <= entry < self.count else -1
        self.point.setVisible(entry >= 0)
        if entry >= 0:
            self.point.setValue(entry)
        if entry != self.current:
            self.current = entry
            self.pointed.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Point at the entry beside the one that is pointed at."""
        more = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        if more is not None and self.count:
            self.point_at(min(max(0, self.current + more), self.count - 1))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.point_at(0 if event.key() == Qt.Key.Key_Home else self.count - 1)
        else:
            QWidget.keyPressEvent(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing any more."""
        super().focusOutEvent(event)
        self.point_at(-1)

    def leaveEvent(self, event: Any) -> None:
        """Point at nothing any more."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self.point_at(-1)

    def _mouse_moved(self, place: QPointF) -> None:
        box = self.getPlotItem().getViewBox()
        if box.sceneBoundingRect().contains(place):
            there = box.mapSceneToView(place)
            self.point_at(round(there.x() if self._across else there.y()))


class DaysChart(Chart):
    """Bars or lines over days."""

    def __init__(self, title: str, *, spans: bool = False) -> None:
        self._days = _DayAxis()
        super().__init__(title, bottom=self._days, left=_CountAxis("left", spans=spans))

    def show_bars(self, days: Sequence[date], values: Sequence[int], colour: str) -> None:
        """Show a bar for each day."""

        def draw() -> None:
            paint = theme.colour(colour)
            self.addItem(pg.BarGraphItem(x=np.arange(len(values)), height=values, width=0.72, brush=paint, pen=None))
            self._frame(max(values, default=0))

        self._days.days = days
        self.draw(draw, len(days))

    def show_lines(self, days: Sequence[date], lines: Sequence[tuple[Sequence[float], str]]) -> None:
        """Show lines, each with its values (NaN: none on that day) and its colour."""

        def draw() -> None:
            for values, colour in lines:
                self._line(np.array(values, dtype=float), theme.colour(colour))
            self._frame(max((value for values, _ in lines for value in values if value == value), default=0))

        self._days.days = days
        self.draw(draw, len(days))

    def _line(self, values: np.ndarray, paint: QColor) -> None:
        known = np.isfinite(values)
        if not known.any():
            return
        alone = known & ~np.isfinite(np.roll(values, 1)) & ~np.isfinite(np.roll(values, -1))
        points = known if len(values) <= POINTS_MOST else alone  # a line has no place for a single day
        self.plot(np.arange(len(values)), values, pen=pg.mkPen(paint, width=2), connect="finite")
        self.addItem(pg.ScatterPlotItem(np.flatnonzero(points), values[points], size=6, pen=paint, brush=paint))

    def _frame(self, most: float) -> None:
        spare = max(0, FEWEST_DAYS - self.count) / 2
        end = max(0, self.count - 1) + 0.6 + spare + self.count / 100  # a date at the very end would have no name
        self.setXRange(-0.6 - spare, end, padding=0)
        self.setYRange(0, max(1.0, most * 1.08), padding=0)


class PeopleChart(Chart):
    """A bar for each technician, the longest at the top."""

    def __init__(self, title: str) -> None:
        self._names = _NameAxis()
        super().__init__(title, bottom=_CountAxis("bottom"), left=self._names, across=False)
        self.invertY(True)

    def show_bars(self, names: Sequence[str], values: Sequence[int], colour: str) -> None:
        """Show a bar for each name."""

        def draw() -> None:
            paint = theme.colour(colour)
            rows = np.arange(len(values))
            self.addItem(pg.BarGraphItem(x0=0, y=rows, width=values, height=0.6, brush=paint, pen=None))
            spare = max(0, 5 - len(values))
            self.setYRange(-0.6, max(0, len(values) - 1) + 0.6 + spare, padding=0)
            self.setXRange(0, max(1.0, max(values, default=0) * 1.08), padding=0)

        self._names.names = names
        self.draw(draw, len(names))


def day_words(day: date) -> str:
    """Return a day as it stands at an axis: without the year."""
    locale = QLocale()
    short = "d. MMM" if locale.language() == QLocale.Language.German else "MMM d"
    return locale.toString(QDate(day.year, day.month, day.day), short)

"""The figures of the charts as two tables, for whoever reads numbers rather than pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from console.admin.chart_figures import Figures
from console.windows.reports.columns import span
from resources.look import controls

FIRST_WIDTH, FIGURES_WIDTH, TITLE_ROOM = 124, 76, 20  # pixels: all columns are seen on a screen of 1366

_FIGURES = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ChartTables(QWidget):
    """A table of days and one of technicians."""

    def __init__(self) -> None:
        super().__init__()
        self.days = _table(
            self.tr("Days"),
            [
                *(self.tr("Day"), self.tr("Sessions"), self.tr("Waited"), self.tr("Median"), self.tr("95%")),
                *(self.tr("Gave up"), self.tr("Missed")),
            ],
        )
        self.technicians = _table(
            self.tr("Technicians"),
            [
                *(self.tr("Technician"), self.tr("Sessions"), self.tr("Length"), self.tr("On average")),
                *(self.tr("Shares"), self.tr("Shared")),
            ],
        )
        line = controls.row(self, gap="three")
        line.addWidget(self.days, 1)
        line.addWidget(self.technicians, 1)

    def show_figures(self, figures: Figures) -> None:
        """Show `figures`, the latest day first."""
        number = QLocale().toString
        self.days.clear()
        for day, found in reversed(figures.days):
            when = QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)
            waited = (span(found.waited_median_ms), span(found.waited_most_ms)) if found.waited else ("", "")
            lost = (number(found.gave_up), number(found.missed))
            _add(self.days, [when, number(found.sessions), number(found.waited), *waited, *lost])
        self.technicians.clear()
        for one in figures.technicians:
            average = span(one.length_ms // one.sessions) if one.sessions else ""
            led = [number(one.sessions), span(one.length_ms), average]
            _add(self.technicians, [one.name, *led, number(one.shares), span(one.shared_ms)])


def _table(name: str, titles: Sequence[str]) -> QTreeWidget:
    table = QTreeWidget()
    table.setAccessibleName(name)
    table.setHeaderLabels(list(titles))
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setAllColumnsShowFocus(True)
    for column in range(1, len(titles)):
        table.headerItem().setTextAlignment(column, _FIGURES)
    table.header().setStretchLastSection(False)
    table.header().resizeSection(0, FIRST_WIDTH)
    for column in range(1, len(titles)):
        titled = table.header().fontMetrics().horizontalAdvance(titles[column]) + TITLE_ROOM
        table.header().resizeSection(column, max(FIGURES_WIDTH, titled))
    return table


def _add(table: QTreeWidget, cells: list[str]) -> None:
    item = QTreeWidgetItem(cells)
    for column in range(1, len(cells)):
        item.setTextAlignment(column, _FIGURES)
    table.addTopLevelItem(item)

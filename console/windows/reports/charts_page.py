"""The page of charts: sessions a day, how long customers waited, who shared how often; or the same as tables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from console.admin.chart_figures import ChartFigures
from console.admin.directory import Directory
from console.admin.reports import Reports
from console.admin.time_range import DAYS_LIMIT
from console.windows.parts.save_question import ask_where_to_save
from console.windows.parts.segments import Segments
from console.windows.reports.chart_tables import ChartTables
from console.windows.reports.columns import time_of_day
from console.windows.reports.csv_saving import NOT_WRITTEN, SLOW_MS
from console.windows.reports.page import REFRESH_MS
from console.windows.reports.pickers import PeoplePicker
from console.windows.reports.range_picker import RangePicker
from resources.look import controls, theme
from resources.look.shrinking import Scrolling
from resources.look.wrapping import WrappingRow
from resources.program.application import problem
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.windows.reports.charts_view import ChartsView

SHARPNESS = 2  # pixels of a saved picture for one on the screen


class ChartsPage(QWidget):
    """Charts of a range of days."""

    help_page = "reports"

    def __init__(self, reports: Reports, directory: Directory) -> None:
        super().__init__()
        self._reports = reports
        self.groups = PeoplePicker(directory, groups_only=True)
        directory.changed.connect(self.groups.follow)
        self.groups.currentIndexChanged.connect(self.load)
        self._again = QTimer(self, interval=REFRESH_MS)  # while the page is looked at
        self._again.timeout.connect(self.refresh)
        self._loaded = False
        self._quiet = False  # nobody waits for what is on its way
        self.figures = ChartFigures(reports)
        self.view: ChartsView | None = None  # made when it is first looked at
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._follow)
        self._build()
        self.figures.changed.connect(self._show)
        self.range.changed.connect(self.load)
        self.retry_button.clicked.connect(self.load)
        reports.changed.connect(self._host_changed)

    def _build(self) -> None:
        self.range = RangePicker(everything=False)
        self.shape = Segments(self.tr("Show as"), [("charts", self.tr("Charts")), ("table", self.tr("Table"))])
        self.shape.show_value("charts")
        self.shape.chosen.connect(lambda _value: self._follow())
        self.save_button = controls.button(self.tr("Save as PNG…"), picture="download")
        self.save_button.clicked.connect(self.ask_where_to_save)
        self.message = controls.text(kind="muted", wrap=True)
        self.retry_button = controls.button(self.tr("Try again"))
        self.progress = controls.endless_bar(self.tr("Loading…"))
        self.tables = ChartTables()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.tables)
        head = WrappingRow()
        title = controls.text(self.tr("Charts"), kind="title")
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head.addWidget(title)
        for part in (self.groups, self.range, self.shape, self.save_button):
            head.addWidget(part)
        said = controls.row()
        said.addWidget(self.message, 1)
        said.addWidget(self.retry_button)
        self.setFocusProxy(self.range.presets)
        outer = controls.column(self, margin="three")
        outer.addLayout(head)
        outer.addLayout(said)
        outer.setAlignment(said, Qt.AlignmentFlag.AlignTop)
        outer.addWidget(self.progress)
        outer.addWidget(self._stack, 1)
        self.status = controls.text(kind="small")
        outer.addWidget(self.status)

    # -- what the administrator does ------------------------------------------------------------------------

    def load(self) -> None:
        """Load the figures of the chosen range."""
        self._loaded = True
        self._quiet = False
        self._slow.start()
        self._load()

    def refresh(self) -> None:
        """Load the figures anew, without taking those away meanwhile that are here."""
        if self._reports.connected and not self.figures.loading and not self.figures.problem:
            self._quiet = True
            self._load()

    def _load(self) -> None:
        self.figures.load(self.range.range, int(self.groups.fields.get("group", 0)))
        self._follow()

    def ask_where_to_save(self) -> None:
        """Ask for a file, and save the charts as a picture."""
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        ask_where_to_save(
            self,
            title=self.tr("Save as PNG"),
            kind=self.tr("PNG picture (*.png)"),
            proposal=Path(pictures, "charts.png"),
            then=self.save,
        )

    def save(self, path: Path) -> None:
        """Save the charts as the picture `path`, whole or not at all."""
        picture = self._picture()
        part = path.with_name(f"{path.name}.part")
        try:
            if not picture.save(str(part), "PNG"):
                raise OSError(path)
            os.replace(part, path)
        except OSError:
            part.unlink(missing_ok=True)
            problem(self, NOT_WRITTEN)

    def _picture(self) -> QPixmap:
        view, margin = self._charts(), theme.space("three")
        picture = QPixmap((view.size() + QSize(2 * margin, 2 * margin)) * SHARPNESS)
        picture.setDevicePixelRatio(SHARPNESS)
        picture.fill(theme.colour("window"))
        view.render(picture, QPoint(margin, margin))
        return picture

    # -- following ------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.tables.show_figures(self.figures.figures)
        if self.figures.figures.anything:
            self._charts().show_figures(self.figures.figures)
        self._follow()

    def _charts(self) -> ChartsView:
        if self.view is None:
            from console.windows.reports.charts_view import ChartsView  # loads pyqtgraph, which nobody else needs

            self.view = ChartsView()
            self._charts_place = Scrolling(self.view)
            self._stack.addWidget(self._charts_place)
        return self.view

    def _follow(self) -> None:
        figures = self.figures
        empty = not figures.loading and not figures.problem and not figures.figures.anything
        words = self._words(empty)
        self.message.setVisible(bool(words))
        self.message.setText(words)
        controls.set_look(self.message, "type", "problem" if figures.problem else "muted")
        self.retry_button.setVisible(bool(figures.problem))
        self.retry_button.setEnabled(self._reports.connected)
        self.progress.setVisible(figures.loading and not self._quiet and not self._slow.isActive())
        self._stack.setVisible(figures.figures.anything and not figures.problem)
        as_of = "" if figures.as_of is None else self.tr("As of {time}").format(time=time_of_day(figures.as_of))
        self.status.setText(as_of)
        charts = self.shape.value == "charts" and self.view is not None
        if self.view is not None:
            self._stack.setCurrentWidget(self._charts_place if charts else self.tables)
        self.save_button.setEnabled(charts and self._stack.isVisibleTo(self))

    def _words(self, empty: bool) -> str:
        """Return what is to be said besides the figures."""
        if self.figures.problem:
            return sentence(self.figures.problem)
        if empty:
            return self.tr("There was no session in these days. Choose another time range.")
        if self.range.range.first < self.range.range.days[0]:
            return self.tr("There is room for {count} days: these are the latest.").format(count=DAYS_LIMIT)
        return ""

    def _host_changed(self) -> None:
        if self._reports.connected and self.figures.problem:
            self.load()
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        """Load the figures when the page is looked at, and again and again while it is."""
        super().showEvent(event)
        if not self._loaded:
            self.load()
        else:
            self.refresh()
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Load nothing that nobody looks at."""
        self._again.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.view is not None:
            self.view.redraw()

"""A page of the Administration Center with a table of what the host has written down: sessions, or the audit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QPoint, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTreeView, QWidget

from console.admin.directory import Directory
from console.admin.reports import Reports
from console.windows.parts.save_question import ask_where_to_save
from console.windows.reports.columns import Column, row_key, time_of_day, zone_name
from console.windows.reports.csv_saving import SLOW_MS, CsvSaving, SavingDialog
from console.windows.reports.model import ReportModel
from console.windows.reports.pickers import PeoplePicker
from console.windows.reports.range_picker import RangePicker
from protocol.notation.spreadsheet import table_text
from protocol.vocabulary.messages import TEXT_LIMIT
from protocol.vocabulary.reports import AskAudit, AskSessions
from resources.look import controls
from resources.look.hints import HintedEdit
from resources.look.wrapping import WrappingRow
from resources.program.application import problem
from resources.program.settings import Settings
from resources.words.sentences import sentence

TITLE_ROOM = 24  # pixels beside a column's title
REFRESH_MS = 30_000  # between two times that what is shown is loaded anew
TYPED_MS = 300  # without another key before the host is asked for what was typed


@dataclass(frozen=True, kw_only=True)
class Report:
    """What one page is about.

    Attributes:
        name: of the table, in the settings and in the file's name.
        title: of the page.
        filter_words: what the filter looks in.
        nothing_words: what is said where nothing fits.
        columns: of the table.
        question: what the host is asked.
        fields: returns what of the question is of this report only; it is given what the rows are sorted by.
        pickers: what else is chosen by, from left to right.
        tools: what else can be done, from left to right.
    """

    name: str
    title: str
    filter_words: str
    nothing_words: str
    columns: Sequence[Column]
    question: type[AskSessions | AskAudit]
    fields: Callable[[str], dict[str, Any]]
    pickers: Sequence[QWidget] = ()
    tools: Sequence[QWidget] = ()


class ReportPage(QWidget):
    """A filter, a table that loads its rows as they are looked at, and what can be done with them.

    Args:
        directory: groups and technicians to choose from.
    """

    help_page = "reports"

    def __init__(self, reports: Reports, directory: Directory, settings: Settings, *, report: Report) -> None:
        super().__init__()
        self._reports = reports
        self._settings = settings
        self._report = report
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(self.load)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._again = QTimer(self, interval=REFRESH_MS)  # while the page is looked at
        self._place: tuple[bytes | int, set[bytes | int]] | None = None  # first row seen, and those chosen
        self.model = ReportModel(reports, report.columns, self)
        first = next(number for number, column in enumerate(report.columns) if column.order)
        self._sorted = (first, Qt.SortOrder.DescendingOrder)
        self.range = RangePicker()
        self.people = PeoplePicker(directory)
        directory.changed.connect(self.people.follow)
        self.table = self._make_table()
        self._build()
        self._connect()
        self._loaded = False
        self.setFocusProxy(self.table)

    # -- parts ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.filter = HintedEdit(self._report.filter_words)
        self.filter.setMaxLength(TEXT_LIMIT)
        self.save_button = controls.button(self.tr("Save as CSV…"), picture="download")
        self.again_button = controls.icon_button(self.tr("Load again"), picture="refresh-cw", kind="plain")
        self.message = controls.text(kind="muted", wrap=True)
        self.retry_button = controls.button(self.tr("Try again"))
        self.progress = controls.endless_bar(self.tr("Loading…"))
        self.status = controls.text(kind="small")
        self.zone = controls.text(self.tr("Times in {zone}").format(zone=zone_name()), kind="small")
        outer = controls.column(self, margin="three")
        outer.addLayout(self._make_head())
        outer.addLayout(self._make_filters())
        said = controls.row()
        said.addWidget(self.message, 1)
        said.addWidget(self.retry_button)
        outer.addLayout(said)
        outer.addWidget(self.table, 1)
        outer.addWidget(self.progress)
        foot = controls.row()
        foot.addWidget(self.status, 1)
        foot.addWidget(self.zone)
        outer.addLayout(foot)

    def _make_head(self) -> QHBoxLayout:
        head = controls.row()
        head.addWidget(controls.text(self._report.title, kind="title"), 1)
        for tool in (*self._report.tools, self.again_button, self.save_button):
            head.addWidget(tool)
        return head

    def _make_filters(self) -> WrappingRow:
        line = WrappingRow()
        line.addWidget(self.filter)
        for picker in (*self._report.pickers, self.people, self.range):
            line.addWidget(picker)
        return line

    def _make_table(self) -> QTreeView:
        table = QTreeView()
        table.setModel(self.model)
        table.setAccessibleName(self._report.title)
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setAllColumnsShowFocus(True)
        table.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = table.header()
        header.setSortIndicatorClearable(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, column in enumerate(self.model.columns):
            titled = header.fontMetrics().horizontalAdvance(column.title) + TITLE_ROOM
            header.resizeSection(number, max(column.width, titled))
        header.restoreState(self._settings.geometry(f"{self._report.name}_columns"))
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(*self._sorted)
        return table

    def _connect(self) -> None:
        self.table.header().sortIndicatorChanged.connect(self._sort)
        self.model.followed.connect(self._follow)
        self.model.about_to_change.connect(self._keep_place)
        self.model.modelReset.connect(self._find_place)
        self._again.timeout.connect(self.model.refresh)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.table.verticalScrollBar().rangeChanged.connect(self._scrolled)
        self._slow.timeout.connect(self._follow)
        self.filter.textChanged.connect(self._typed.start)
        self.filter.returnPressed.connect(self.load)
        self.range.changed.connect(self.load)
        self.people.currentIndexChanged.connect(self.load)
        self.again_button.clicked.connect(self.load)
        self.retry_button.clicked.connect(self.model.retry)
        self.save_button.clicked.connect(self.ask_where_to_save)
        self._reports.changed.connect(self._host_changed)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.copy_action = QAction(self.tr("Copy"), self.table)
        self.copy_action.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copy_action.triggered.connect(self.copy)
        self.table.addAction(self.copy_action)
        find = QAction(self)
        find.setShortcut(QKeySequence.StandardKey.Find)
        find.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.triggered.connect(self.filter.setFocus)
        self.addAction(find)

    def _ways(self) -> list[QWidget]:
        """Return what the keyboard reaches, in order."""
        choosing = [self.filter, *self._report.pickers, self.people, self.range]
        return [*choosing, self.table, *self._report.tools, self.again_button, self.save_button]

    def _question(self) -> dict[str, Any]:
        """Return what the host is asked, but for the page."""
        column, order = self._sorted
        chosen = self.range.range
        return {
            "since_ms": chosen.since_ms,
            "until_ms": chosen.until_ms,
            "words": self.filter.text().strip(),
            "descending": order is Qt.SortOrder.DescendingOrder,
            **self.people.fields,
            **self._report.fields(self.model.columns[column].order),
        }

    # -- what the administrator does ------------------------------------------------------------------------

    def load(self) -> None:
        """Show what fits now, from the first row on."""
        self._typed.stop()
        self._loaded = True
        self._slow.start()
        self.model.show_answer(self._report.question, self._question())

    def copy(self) -> None:
        """Put the chosen rows into the clipboard, as a spreadsheet program takes them."""
        chosen = sorted({index.row() for index in self.table.selectionModel().selectedIndexes()})
        rows = (self.model.rows[number] for number in chosen)
        cells = ([column.words(row) for column in self.model.columns] for row in rows)
        QGuiApplication.clipboard().setText(table_text(cells))

    def ask_where_to_save(self) -> None:
        """Ask for a file, and save all rows that fit."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        ask_where_to_save(
            self,
            title=self.tr("Save as CSV"),
            kind=self.tr("Table (*.csv)"),
            proposal=Path(documents, f"{self._report.name}.csv"),
            then=self.save,
        )

    def save(self, path: Path) -> None:
        """Save all rows that fit as the file `path`."""
        saving = CsvSaving(self._reports, self.model.columns, path, self)
        SavingDialog(saving, self).rejected.connect(saving.deleteLater)
        saving.finished.connect(lambda code: problem(self, code) if code else None)
        saving.finished.connect(saving.deleteLater)
        saving.start(self._report.question, self._question())

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        """Have the rows sorted by the host; where it cannot sort by a column, all stays as it is."""
        if (column, order) == self._sorted:
            return
        if self.model.columns[column].order:
            self._sorted = (column, order)
            self.load()
        else:
            self.table.header().setSortIndicator(*self._sorted)

    def _show_menu(self, place: QPoint) -> None:
        if self.table.indexAt(place).isValid():
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(self.copy_action)
            menu.popup(self.table.viewport().mapToGlobal(place))

    # -- following ------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        model = self.model
        empty = model.complete and not model.rows
        loading = model.loading and not self._slow.isActive()
        self.message.setVisible(bool(model.problem) or empty)
        self.message.setText(sentence(model.problem) if model.problem else self._report.nothing_words)
        controls.set_look(self.message, "type", "problem" if model.problem else "muted")
        self.retry_button.setVisible(bool(model.problem))
        self.retry_button.setEnabled(self._reports.connected)
        keep = self.progress.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(keep)
        self.progress.setVisible(loading)
        self.save_button.setEnabled(self._reports.connected and not empty)
        self.again_button.setEnabled(self._reports.connected)
        self.status.setText(self._status())

    def _status(self) -> str:
        """Return how many rows there are, and when that was so."""
        model, number = self.model, QLocale().toString
        if model.as_of is None:
            return ""
        if model.total is None:
            words = self.tr("Rows: {count}; more come while you scroll")
        elif model.complete:
            words = self.tr("Rows: {total}")
        else:
            words = self.tr("Rows: {total}, {count} of them here; more come while you scroll")
        said = words.format(count=number(len(model.rows)), total=number(model.total or 0))
        return self.tr("{rows}. As of {time}").format(rows=said, time=time_of_day(model.as_of))

    def _keep_place(self) -> None:
        """Remember what is looked at and what is chosen: the rows are about to be others."""
        top = self.table.indexAt(QPoint(0, 0)).row()
        chosen = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        first = row_key(self.model.rows[top]) if self.table.verticalScrollBar().value() and top >= 0 else b""
        self._place = first, {row_key(self.model.rows[row]) for row in chosen}

    def _find_place(self) -> None:
        """Show what was looked at and chosen before the rows became others."""
        if self._place is None:
            return
        (first, chosen), self._place = self._place, None
        selection = self.table.selectionModel()
        for number, row in enumerate(self.model.rows):
            index, key = self.model.index(number, 0), row_key(row)
            if key in chosen:
                flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
                selection.select(index, flags)
            if key == first:
                self.table.scrollTo(index, QTreeView.ScrollHint.PositionAtTop)

    def _scrolled(self) -> None:
        """Load what comes next, a page before it would be seen."""
        bar = self.table.verticalScrollBar()
        if bar.value() >= bar.maximum() - bar.pageStep():
            self.model.load_more()

    def _host_changed(self) -> None:
        self._follow()
        if self._reports.connected and self.model.problem:
            self.model.retry()

    def showEvent(self, event: QShowEvent) -> None:
        """Load the first rows when the page is looked at for the first time."""
        super().showEvent(event)
        if not self._loaded:
            for before, after in pairwise(self._ways()):  # now, because going into a window changes the order
                self.setTabOrder(before, after)
            self.load()
        else:
            self.model.refresh()
        self._again.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember how wide the columns are; what nobody looks at is not loaded anew."""
        self._again.stop()
        self._settings.keep_geometry(f"{self._report.name}_columns", self.table.header().saveState())
        super().hideEvent(event)

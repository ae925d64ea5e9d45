"""The page of the Administration Center about technicians without an account: what is used, and who is banned."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QTreeWidget, QTreeWidgetItem, QWidget

from console.admin.reports import Reports
from console.windows.reports.page import REFRESH_MS
from protocol.notation.bans import ban_of
from protocol.vocabulary.guests import AskGuests, GuestRow, Guests, SetBan
from protocol.vocabulary.messages import Reason
from resources.look import controls
from resources.look.hints import HintedEdit
from resources.look.wrapping import WrappingRow
from resources.words.sentences import sentence

MINUTE_S = 60
BAN_LIMIT = 43  # characters
DONE = Reason.NONE.value


class GuestsPage(QWidget):
    """Sums, a table of keys, and the bans; a key or an address is banned and allowed again."""

    help_page = "administration"

    def __init__(self, reports: Reports) -> None:
        super().__init__()
        self._reports = reports
        self._waits = False
        self._again = QTimer(self, interval=REFRESH_MS)  # while the page is looked at
        self._again.timeout.connect(self.load)
        self.said = controls.text(wrap=True)
        self.message = controls.text(kind="problem", wrap=True)
        self.table = self._make_table()
        self.bans = QListWidget()
        self.bans.setAccessibleName(self.tr("Banned"))
        self.bans.setMaximumHeight(120)
        self.what: QLineEdit = HintedEdit(self.tr("Key, address or network"))
        self.what.setMaxLength(BAN_LIMIT)
        self.ban_button = controls.button(self.tr("Ban"), kind="danger")
        self.key_button = controls.button(self.tr("Key of the chosen row"))
        self.source_button = controls.button(self.tr("Address of the chosen row"))
        self.allow_button = controls.button(self.tr("Lift the ban"))
        self._build()
        self._connect()
        self._follow()

    def _make_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHeaderLabels(
            [
                self.tr("Key"),
                self.tr("Address"),
                self.tr("Sessions"),
                self.tr("Minutes"),
                self.tr("Megabytes"),
                self.tr("Reported"),
                self.tr("Last report"),
            ]
        )
        table.setAccessibleName(self.tr("Technicians without an account"))
        for column, width in enumerate((170, 140, 84, 76, 92, 84)):
            table.setColumnWidth(column, width)
        return table

    def _build(self) -> None:
        outer = controls.column(self, margin="three")
        outer.addWidget(controls.text(self.tr("Technicians without an account"), kind="title"))
        outer.addWidget(self.said)
        outer.addWidget(self.message)
        outer.addWidget(self.table, 1)
        outer.addWidget(self.what)
        chosen = WrappingRow()
        for button in (self.key_button, self.source_button, self.ban_button):
            chosen.addWidget(button)
        outer.addLayout(chosen)
        foot = controls.row()
        foot.addWidget(self.bans, 1)
        foot.addWidget(self.allow_button)
        outer.addWidget(controls.text(self.tr("Banned"), kind="strong"))
        outer.addLayout(foot)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.table.itemSelectionChanged.connect(self._follow)
        self.bans.itemSelectionChanged.connect(self._follow)
        self.what.textChanged.connect(self._follow)
        self.key_button.clicked.connect(lambda: self._take(0))
        self.source_button.clicked.connect(lambda: self._take(1))
        self.ban_button.clicked.connect(self._ban)
        self.allow_button.clicked.connect(self._allow)
        self._reports.changed.connect(self.load)

    def load(self) -> None:
        """Ask the host how things are now."""
        if self._reports.connected and self.isVisible() and not self._waits:
            self._waits = True
            self._reports.ask(AskGuests, self._answered)
        self._follow()

    def _answered(self, answer: Guests | str) -> None:
        self._waits = False
        if isinstance(answer, str):
            self._say(answer)
        else:
            self._say("")
            self._show(answer)
        self._follow()

    def _show(self, guests: Guests) -> None:
        self.said.setText(self._words(guests))
        chosen = self._chosen(0)
        self.table.clear()
        for row in guests.rows:
            item = QTreeWidgetItem(self._cells(row))
            for column in range(2, 6):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.addTopLevelItem(item)
            item.setSelected(row.key == chosen)
        if [self.bans.item(at).text() for at in range(self.bans.count())] != list(guests.bans):
            self.bans.clear()
            self.bans.addItems(guests.bans)

    def _words(self, guests: Guests) -> str:
        if not guests.open:
            return self.tr("This host lets nobody in without an account: its configuration does not say “open”.")
        locale = QLocale()
        words = self.tr(
            "Today: {sessions} sessions go on, {minutes} minutes and {megabytes} MB used from {sources} addresses. "
            "{keys} keys are known, {refused} times somebody was refused since the host’s start."
        )
        return words.format(
            sessions=locale.toString(guests.sessions),
            minutes=locale.toString(guests.seconds // MINUTE_S),
            megabytes=locale.toString(guests.bytes // 1_000_000),
            sources=locale.toString(guests.sources),
            keys=locale.toString(guests.keys),
            refused=locale.toString(guests.refused),
        )

    def _cells(self, row: GuestRow) -> list[str]:
        locale = QLocale()
        moment = QDateTime.fromMSecsSinceEpoch(row.reported_ms)
        return [
            row.key,
            row.source,
            locale.toString(row.sessions),
            locale.toString(row.seconds // MINUTE_S),
            locale.toString(row.bytes // 1_000_000),
            locale.toString(row.reports) if row.reports else "",
            locale.toString(moment, QLocale.FormatType.ShortFormat) if row.reports else "",
        ]

    def _take(self, column: int) -> None:
        self.what.setText(self._chosen(column))
        self.what.setFocus()

    def _chosen(self, column: int) -> str:
        items = self.table.selectedItems()
        return items[0].text(column) if items else ""

    def _ban(self) -> None:
        if (what := ban_of(self.what.text())) is not None:
            self._set(what, banned=True)

    def _allow(self) -> None:
        for item in self.bans.selectedItems():
            self._set(item.text(), banned=False)

    def _set(self, what: str, *, banned: bool) -> None:
        if not self._reports.connected:
            return

        def answered(code: str) -> None:
            done = code == DONE
            self._say("" if done else code)
            if done:
                self.what.clear()
            self.load()

        self._reports.ask(SetBan, answered, what=what, banned=banned)

    def _say(self, code: str) -> None:
        self.message.setText(sentence(code) if code else "")
        self.message.setVisible(bool(code))

    def _follow(self) -> None:
        connected = self._reports.connected
        self.message.setVisible(bool(self.message.text()))
        self.key_button.setEnabled(bool(self._chosen(0)))
        self.source_button.setEnabled(bool(self._chosen(1)))
        self.ban_button.setEnabled(connected and ban_of(self.what.text()) is not None)
        self.allow_button.setEnabled(connected and bool(self.bans.selectedItems()))

    def showEvent(self, event: QShowEvent) -> None:
        """Load when the page is looked at, and again and again while it is."""
        super().showEvent(event)
        self._again.start()
        self.load()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask no more."""
        super().hideEvent(event)
        self._again.stop()

"""The session list as a table: every session with its state, technician, channel and times; sorted and filtered."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTreeView, QWidget

from console.desk.invited import InvitationView
from console.desk.queue import WaitingView
from console.desk.sessions import nameless
from console.windows.parts.session_words import clock, state_words, waited_s
from protocol.notation.natural import natural_text
from protocol.seat.attendance import now_ms
from protocol.vocabulary.messages import Role
from protocol.vocabulary.teamwork import InvitationKind
from resources.chat.transcript_file import moment
from resources.look import controls, theme
from resources.look.hints import HintedEdit
from resources.look.steady import StillRows

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.session.session import Session

    Entry = Session | InvitationView | WaitingView

_Index = QModelIndex | QPersistentModelIndex
SORT = Qt.ItemDataRole.UserRole
SESSION = Qt.ItemDataRole.UserRole + 1
WAITING = Qt.ItemDataRole.UserRole + 2
TICK_MS = 1000


class Column(enum.IntEnum):
    """What the table says of a session."""

    CUSTOMER = 0
    STATE = 1
    TECHNICIAN = 2
    CHANNEL = 3
    STARTED = 4
    WAITING = 5


class SessionModel(QAbstractTableModel):
    """The sessions on the desk, the invitations that wait for an answer and the customers in the queue, as rows."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = [*desk.sessions, *desk.invitations, *desk.queue.waiting]
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self._tick)
        for session in desk.sessions:
            session.changed.connect(self._tick)
        desk.session_added.connect(self._session_added)
        desk.session_removed.connect(self._removed)
        desk.invited.connect(self._added)
        desk.invitation_gone.connect(self._invitation_gone)
        desk.queue.arrived.connect(self._added)
        desk.queue.gone.connect(self._removed)

    @property
    def follows_time(self) -> bool:
        """Whether waiting times are kept current."""
        return self._clock.isActive()

    def follow_time(self, wanted: bool) -> None:
        """Keep waiting times current from now on, or no longer, where nobody looks at them."""
        if wanted:
            self._tick()
            self._clock.start()
        else:
            self._clock.stop()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many sessions there are."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name of a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (
            self.tr("Customer"), self.tr("State"), self.tr("Technician"), self.tr("Channel"), self.tr("Started"),
            self.tr("Waiting time"),
        )[section]  # fmt: skip

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell, or what it is sorted by."""
        entry, column = self.entries[index.row()], Column(index.column())
        if role == SESSION:
            return None if isinstance(entry, InvitationView | WaitingView) else entry
        if role == WAITING:
            return entry.customer if isinstance(entry, WaitingView) else None
        if role == SORT:
            return self._sorted_by(entry, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(entry, column)
        over = not isinstance(entry, InvitationView | WaitingView) and entry.closed_reason is not None
        return theme.colour("muted") if role == Qt.ItemDataRole.ForegroundRole and over else None

    def _words(self, entry: Entry, column: Column) -> str:
        if isinstance(entry, WaitingView):
            return self._of_waiting(entry, column)
        return self._of_invitation(entry, column) if isinstance(entry, InvitationView) else self._of(entry, column)

    def _of_waiting(self, waiting: WaitingView, column: Column) -> str:
        return {
            Column.CUSTOMER: waiting.name or nameless(),
            Column.STATE: self.tr("Waiting in the queue"),
            Column.TECHNICIAN: waiting.sender,
            Column.CHANNEL: waiting.channel,
            Column.WAITING: clock(waiting.waited_s()),
        }.get(column, "")

    def _of_invitation(self, invitation: InvitationView, column: Column) -> str:
        transfer = invitation.kind is InvitationKind.TRANSFER
        return {
            Column.CUSTOMER: invitation.customer or self.tr("Customer"),
            Column.STATE: self.tr("Asked to take over") if transfer else self.tr("Invitation"),
            Column.TECHNICIAN: "" if invitation.sender is None else invitation.sender.name,
            Column.CHANNEL: self.tr("Colleague"),
        }.get(column, "")

    def _of(self, session: Session, column: Column) -> str:
        if column is Column.CUSTOMER:
            return session.title
        if column is Column.STATE:
            return state_words(session)[0]
        if column is Column.TECHNICIAN:
            return session.lead_name
        if column is Column.CHANNEL:
            came = self.tr("Code or link") if session.role is Role.LEAD else self.tr("Colleague")
            return session.channel or came
        if column is Column.STARTED:
            return moment(session.opened_ms)
        return clock(waited_s(session, now_ms()))

    def _sorted_by(self, entry: Entry, column: Column) -> Any:
        if column is Column.STARTED:
            return _started_ms(entry)
        if column is Column.WAITING:
            return _waited_s(entry)
        return natural_text(self._words(entry, column))

    def _session_added(self, session: Session) -> None:
        self._added(session)
        session.changed.connect(self._tick)

    def _added(self, entry: Entry) -> None:
        self.beginInsertRows(QModelIndex(), len(self.entries), len(self.entries))
        self.entries.append(entry)
        self.endInsertRows()

    def _invitation_gone(self, invitation: InvitationView, _code: str) -> None:
        for entry in self.entries:
            if isinstance(entry, InvitationView) and (entry.session, entry.number) == (
                invitation.session,
                invitation.number,
            ):
                self._removed(entry)
                return

    def _removed(self, entry: Entry) -> None:
        row = self.entries.index(entry)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.entries[row]
        self.endRemoveRows()

    def _tick(self) -> None:
        if self.entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.entries) - 1, len(Column) - 1))


def _waited_s(entry: Entry) -> float:
    if isinstance(entry, WaitingView):
        return entry.waited_s()
    return 0.0 if isinstance(entry, InvitationView) else waited_s(entry, now_ms())


def _started_ms(entry: Entry) -> int:
    """Return when a row began, for sorting: who waits comes after all sessions, the longest waiting first."""
    if isinstance(entry, WaitingView):
        return now_ms() + round(entry.waited_s() * 1000)
    return now_ms() if isinstance(entry, InvitationView) else entry.opened_ms


class Filter(QSortFilterProxyModel):
    """Leaves the rows in which every word of the filter stands somewhere."""

    def __init__(self, model: SessionModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._filter_words: list[str] = []
        self.setSourceModel(model)
        self.setSortRole(SORT)
        self.setDynamicSortFilter(True)

    def look_for(self, words: str) -> None:
        """Show only rows with all of `words`."""
        self._filter_words = words.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: _Index) -> bool:
        """Return whether the row has all the words."""
        model = self.sourceModel()
        cells = [str(model.index(row, column).data()).casefold() for column in Column]
        return all(any(word in cell for cell in cells) for word in self._filter_words)


class SessionTablePage(QWidget):
    """The table with its filter.

    Attributes:
        model: what is in the table.

    Signals:
        chosen: (Session) was opened from the table.
        picked: (customer number) who waits in the queue is to be picked up.
    """

    help_page = "list"

    chosen = Signal(object)
    picked = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.model = SessionModel(desk, self)
        self.rows = Filter(self.model, self)
        self.filter = HintedEdit(self.tr("Filter: name, state, technician…"))
        self.filter.setAccessibleName(self.tr("Filter the session list"))
        self.filter.textChanged.connect(self.rows.look_for)
        self.filter.setMaximumWidth(theme.size("dialog"))
        self.table = self._make_table()
        self._still = StillRows(self.table, lambda index: index.data(WAITING))
        self.empty = controls.text(kind="muted", wrap=True)
        head = controls.row()
        head.addWidget(controls.text(self.tr("Session list"), kind="title"))
        head.addStretch()
        head.addWidget(self.filter, 1)
        outer = controls.column(self, margin="three")
        outer.addLayout(head)
        outer.addWidget(self.empty)
        outer.addWidget(self.table, 1)
        for signal in (self.rows.rowsInserted, self.rows.rowsRemoved, self.rows.modelReset, self.rows.layoutChanged):
            signal.connect(self._follow)
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow the time."""
        super().showEvent(event)
        self.model.follow_time(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow it no more."""
        super().hideEvent(event)
        self.model.follow_time(False)

    def _make_table(self) -> QTreeView:
        table = QTreeView()
        table.setModel(self.rows)
        table.setAccessibleName(self.tr("Session list"))
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setAllColumnsShowFocus(True)
        table.setSortingEnabled(True)
        table.sortByColumn(Column.STARTED, Qt.SortOrder.DescendingOrder)
        header = table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(Column.CUSTOMER, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.activated.connect(self._open)
        table.clicked.connect(self._open)
        return table

    def _open(self, index: QModelIndex) -> None:
        if (session := index.data(SESSION)) is not None:  # an invitation is answered in its banner
            self.chosen.emit(session)
        elif (customer := index.data(WAITING)) is not None and self._still.ready(index.siblingAtColumn(0)):
            self.picked.emit(customer)

    def _follow(self) -> None:
        """Say why there is nothing, where there is nothing."""
        none_at_all = self.model.rowCount() == 0
        self.empty.setVisible(self.rows.rowCount() == 0)
        self.table.setVisible(not none_at_all)
        if none_at_all:
            self.empty.setText(self.tr("There is no session yet. Start one with “New session”."))
        else:
            self.empty.setText(self.tr("No session fits the filter."))

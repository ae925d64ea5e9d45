"""The queue in the console's side: who waits for the technician's group, the longest first, and picking them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from console.desk.queue import NEXT, Queue, WaitingView
from console.desk.sessions import nameless
from console.windows.parts import list_row
from console.windows.parts.session_words import clock
from resources.look import controls, theme
from resources.look.steady import StillRows
from resources.look.tips import set_tip

if TYPE_CHECKING:
    from collections.abc import Iterator

ROW_HEIGHT = 44
ROWS_SEEN = 4
TICK_MS = 1000
_CUSTOMER = Qt.ItemDataRole.UserRole
_NOTE = Qt.ItemDataRole.UserRole + 1
_TIME = Qt.ItemDataRole.UserRole + 2


class QueuePanel(QWidget):
    """Shows the queue of the technician's channel; hidden where the group has none.

    Signals:
        picked: (customer number, or `NEXT`) is to be picked up.
    """

    help_page = "queue"

    picked = Signal(int)

    def __init__(self, queue: Queue) -> None:
        super().__init__()
        self._queue = queue
        self.heading = controls.ElidedText(kind="strong")
        self.count = controls.text(kind="small")
        self.next_button = controls.button(self.tr("Next customer"), kind="primary", picture="user-round-plus")
        self.next_button.clicked.connect(lambda: self.picked.emit(NEXT))
        self.empty = controls.text(self.tr("Nobody is waiting."), kind="muted", wrap=True)
        self.rows = _Rows()
        self._still = StillRows(self.rows, lambda index: index.data(_CUSTOMER))
        self.rows.itemActivated.connect(self._pick)
        self.rows.itemClicked.connect(self._pick)
        self._lay_out()
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self._tick)
        queue.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show who waits now."""
        waiting = self._queue.waiting
        self.setVisible(bool(self._queue.own))
        self.heading.show_words(self.tr("Queue {channel}").format(channel=self._queue.own))
        self.count.setText(str(len(waiting)))
        self.count.setVisible(bool(waiting))
        self.count.setAccessibleName(self.tr("Waiting: {count}").format(count=len(waiting)))
        self.empty.setVisible(not waiting)
        self.rows.setVisible(bool(waiting))
        self._fill(waiting)
        self._follow_button(waiting)
        self._tick()
        if waiting and self._queue.own:
            self._clock.start()
        else:
            self._clock.stop()

    def _lay_out(self) -> None:
        outer = controls.column(self, gap="one")
        head = controls.row(gap="one")
        head.addWidget(self.heading, 1)
        head.addWidget(self.count)
        inside = controls.column(gap="one")
        inside.setContentsMargins(theme.space("two"), 0, theme.space("two"), 0)
        inside.addLayout(head)
        inside.addWidget(self.next_button)
        inside.addWidget(self.empty)
        inside.addSpacing(theme.space("half"))
        outer.addLayout(inside)
        outer.addWidget(self.rows)
        outer.addWidget(controls.rule())

    def _follow_button(self, waiting: list[WaitingView]) -> None:
        self.next_button.setEnabled(self._queue.possible)
        tip = self.tr("Take whoever has waited longest (Ctrl+Shift+N)") if waiting else self.empty.text()
        set_tip(self.next_button, tip)
        self.next_button.setAccessibleDescription(tip)

    def _fill(self, waiting: list[WaitingView]) -> None:
        """Show a row for each; the rows that stay keep the keyboard's place."""
        wanted = [view.customer for view in waiting]
        for row in reversed(range(self.rows.count())):
            if self.rows.item(row).data(_CUSTOMER) not in wanted:
                self.rows.takeItem(row)
        for row, view in enumerate(waiting):
            item = self.rows.item(row)
            if item is None or item.data(_CUSTOMER) != view.customer:
                item = self._item(view)
                self.rows.insertItem(row, item)
            self._say(item, view)
        self.rows.want(min(len(waiting), ROWS_SEEN))

    def _item(self, view: WaitingView) -> QListWidgetItem:
        name = view.name or nameless()
        item = QListWidgetItem(name)
        item.setData(_CUSTOMER, view.customer)
        return item

    def _say(self, item: QListWidgetItem, view: WaitingView) -> None:
        """Say below the name who sends them, or what they say it is about."""
        name = view.name or nameless()
        if view.own:
            item.setData(_NOTE, self.tr("from you"))
            tip = self.tr("Your session with {name} waits for another technician").format(name=name)
        else:
            sender = self.tr("from {name}").format(name=view.sender) if view.sender else ""
            item.setData(_NOTE, sender or view.words)
            tip = self.tr("Pick up {name}").format(name=name)
        set_tip(item, f"{tip}\n\n{view.words}" if view.words else tip)

    def _tick(self) -> None:
        for item, view in zip(self._items(), self._queue.waiting, strict=False):
            time = clock(view.waited_s())
            item.setData(_TIME, time)
            parts = [item.text(), str(item.data(_NOTE)), self.tr("Waiting time: {time}").format(time=time)]
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in parts if part))

    def _items(self) -> Iterator[QListWidgetItem]:
        return (self.rows.item(row) for row in range(self.rows.count()))

    def _pick(self, item: QListWidgetItem) -> None:
        if not self._queue.picking and self._still.ready(self.rows.indexFromItem(item)):
            self.picked.emit(int(item.data(_CUSTOMER)))


class _Rows(QListWidget):
    """A row for each who waits."""

    def __init__(self) -> None:
        super().__init__()
        look = list_row.RowLook(height=ROW_HEIGHT, gap=1, draw=_draw_row)
        list_row.prepare(self, name=self.tr("Waiting customers"), look=look)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._wanted = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def want(self, rows: int) -> None:
        """Be as high as `rows` are, where there is room; one of them is always seen."""
        self._wanted = rows * ROW_HEIGHT + 2
        self.setMinimumHeight(min(self._wanted, ROW_HEIGHT + 2))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Want all of them."""
        return QSize(super().sizeHint().width(), self._wanted)


def _draw_row(painter: QPainter, place: QRect, font: QFont, index: list_row.Index) -> None:
    """Draw one who waits: the name, under it who sends them, and for how long at the right."""
    place, small = place.adjusted(12, 4, -12, -4), list_row.small(font)
    time, note = str(index.data(_TIME) or ""), str(index.data(_NOTE) or "")
    painter.setPen(theme.colour("muted"))
    painter.setFont(small)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, time)
    place = place.adjusted(0, 0, -QFontMetrics(small).horizontalAdvance(time) - theme.space("one"), 0)
    if note:
        low = place.adjusted(0, place.height() // 2, 0, 0)
        list_row.draw_line(painter, low, note, font=small, colour="muted")
        place = place.adjusted(0, 0, 0, -(place.height() // 2))
    name = str(index.data(Qt.ItemDataRole.DisplayRole))
    list_row.draw_line(painter, place, name, font=list_row.strong(font), colour="text")

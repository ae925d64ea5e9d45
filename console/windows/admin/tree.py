"""The tree of technician groups and technicians: chosen, searched, and moved by dragging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from console.admin.directory import TOP, Directory
from console.windows.parts.presence import presence_colour, presence_words
from protocol.vocabulary.accounts import GroupEntry, TechnicianEntry
from resources.look.icons import icon
from resources.look.tips import set_item_tip

_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """What a row of the tree stands for."""

    kind: Literal["group", "technician"]
    number: int


@dataclass(frozen=True)
class _Row:
    """What a row of the tree says.

    Attributes:
        depth: how many groups it is in.
        tip: of a technician, as `heard`: what is read aloud.
    """

    depth: int
    entry: Entry
    words: str
    picture: str
    tint: str
    tip: str = ""
    heard: str = ""

    def fill(self, item: QTreeWidgetItem) -> None:
        """Have `item` say it."""
        item.setText(0, self.words)
        item.setIcon(0, icon(self.picture, self.tint))
        item.setData(0, _ENTRY, self.entry)
        if self.heard:
            set_item_tip(item, self.tip)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, self.heard)


class GroupTree(QTreeWidget):
    """Shows a directory.

    Signals:
        chosen: (Entry or None) another row was chosen.
        moved: (Entry, int) was dragged into the group of this number; the tree waits for the host to say so.
    """

    chosen = Signal(object)
    moved = Signal(object, int)

    def __init__(self, directory: Directory) -> None:
        super().__init__()
        self._directory = directory
        self._words = ""  # that are searched for
        self._closed = set[int]()  # groups whose rows the administrator has closed
        self._shown: list[_Row] = []
        self._items: dict[Entry, QTreeWidgetItem] = {}
        self.setAccessibleName(self.tr("Technician groups"))
        self.setHeaderHidden(True)
        self.setIndentation(18)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.currentItemChanged.connect(lambda item: self.chosen.emit(entry_of(item)))
        self.itemExpanded.connect(lambda item: self._closed.discard(_number(item)))
        self.itemCollapsed.connect(lambda item: self._closed.add(_number(item)))

    @property
    def current(self) -> Entry | None:
        """What is chosen."""
        return entry_of(self.currentItem())

    def search(self, words: str) -> None:
        """Show only what has `words` in its name, and the groups that lead there."""
        self._words = " ".join(words.split()).casefold()
        self.refresh()

    def refresh(self) -> None:
        """Show the directory as it is now; what is chosen stays so, and what is looked at, too.

        Where the same rows stay in the same places, only those are written anew that say something else.
        """
        rows = self._rows()
        if [(row.depth, row.entry) for row in rows] == [(row.depth, row.entry) for row in self._shown]:
            for row, before in zip(rows, self._shown, strict=True):
                if row != before:
                    row.fill(self._items[row.entry])
        else:
            self._build(rows)
        self._shown = rows

    def _build(self, rows: list[_Row]) -> None:
        before, place = self.current, self.verticalScrollBar().value()
        blocker = QSignalBlocker(self)
        self.clear()
        self._items = {row.entry: QTreeWidgetItem() for row in rows}
        above: list[QTreeWidgetItem] = []
        for row in rows:
            item = self._items[row.entry]
            row.fill(item)
            del above[row.depth :]
            if above:
                above[-1].addChild(item)
            above.append(item)
        self.addTopLevelItems([self._items[row.entry] for row in rows if row.depth == 0])  # at once: each is a layout
        for entry, item in self._items.items():
            if entry.kind == "group":
                item.setExpanded(bool(self._words) or entry.number not in self._closed)
        found = None if before is None else self._items.get(before)
        self.setCurrentItem(found or self.topLevelItem(0))  # type: ignore[arg-type]  # None where it is empty
        blocker.unblock()
        if found is not None:
            self.doItemsLayout()  # else there is no room to scroll yet
            self.verticalScrollBar().setValue(place)
        if self.current != before:
            self.chosen.emit(self.current)

    def choose(self, entry: Entry) -> bool:
        """Choose the row of `entry`; return whether there is one."""
        item = self._item_of(entry)
        if item is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)
        return item is not None

    # -- dragging -------------------------------------------------------------------------------------------

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Accept only places where what is dragged can go."""
        super().dragMoveEvent(event)
        if self._target(event) is None:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the rows stay where they are until the host has moved them."""
        target, entry = self._target(event), self.current
        event.setDropAction(Qt.DropAction.IgnoreAction)  # else Qt takes the row away by itself
        event.accept()
        if target is not None and entry is not None:
            self.moved.emit(entry, target)

    def _target(self, event: QDropEvent) -> int | None:
        """Return the group that the pointer is over; None where what is dragged cannot go there."""
        entry = self.current
        if event.source() is not self or entry is None:
            return None
        over = entry_of(self.itemAt(event.position().toPoint()))
        if over is None:
            target = TOP
        elif over.kind == "group":
            target = over.number
        else:
            target = self._directory.technicians[over.number].group
        return target if self.may_move(entry, target) else None

    def may_move(self, entry: Entry, target: int) -> bool:
        """Return whether `entry` can go into the group `target`, where it is not yet."""
        if entry.kind == "technician":
            return target != TOP and self._directory.technicians[entry.number].group != target
        group = self._directory.groups[entry.number]
        return target != group.parent and target not in self._directory.below(entry.number)

    # -- rows -----------------------------------------------------------------------------------------------

    def _rows(self) -> list[_Row]:
        return [row for group in self._directory.subgroups(TOP) for row in self._group_rows(group, 0)]

    def _group_rows(self, group: GroupEntry, depth: int) -> list[_Row]:
        members = self._directory.members(group.group)
        rows = [self._technician_row(each, depth + 1) for each in members if self._fits(each)]
        for each in self._directory.subgroups(group.group):
            rows += self._group_rows(each, depth + 1)
        if not rows and not self._fits(group):
            return []
        return [_Row(depth, Entry("group", group.group), group.name, "users", "muted"), *rows]

    def _technician_row(self, technician: TechnicianEntry, depth: int) -> _Row:
        state = self.tr("disabled") if technician.disabled else presence_words(technician.presence)
        parts = [technician.name]
        if technician.administrator:
            parts.append(self.tr("Administrator"))
        if technician.disabled:
            parts.append(state)
        return _Row(
            depth,
            Entry("technician", technician.technician),
            "  ·  ".join(parts),
            "user-round",
            "disabled" if technician.disabled else presence_colour(technician.presence),
            state,
            ", ".join([*parts[:2], state][: len(parts) + 1]),
        )

    def _fits(self, entry: GroupEntry | TechnicianEntry) -> bool:
        return self._words in entry.name.casefold()

    def _item_of(self, entry: Entry) -> QTreeWidgetItem | None:
        return self._items.get(entry)


def entry_of(item: QTreeWidgetItem | None) -> Entry | None:
    """Return what the row `item` stands for."""
    data = None if item is None else item.data(0, _ENTRY)
    return data if isinstance(data, Entry) else None


def _number(item: QTreeWidgetItem) -> int:
    entry = entry_of(item)
    return entry.number if entry is not None and entry.kind == "group" else -1

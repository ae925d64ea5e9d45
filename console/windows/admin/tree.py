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
        """Show the directory as it is now; what is chosen stays so."""
        before = self.current
        blocker = QSignalBlocker(self)
        self.clear()
        for group in self._directory.subgroups(TOP):
            if item := self._group_item(group):
                self.addTopLevelItem(item)
        for item in self._items():
            item.setExpanded(bool(self._words) or _number(item) not in self._closed)
        found = None if before is None else self._item_of(before)
        self.setCurrentItem(found or self.topLevelItem(0))  # type: ignore[arg-type]  # None where it is empty
        blocker.unblock()
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

    def _group_item(self, group: GroupEntry) -> QTreeWidgetItem | None:
        children = [self._technician_item(each) for each in self._directory.members(group.group) if self._fits(each)]
        below = [self._group_item(each) for each in self._directory.subgroups(group.group)]
        children += [item for item in below if item is not None]
        if not children and not self._fits(group):
            return None
        item = QTreeWidgetItem([group.name])
        item.setIcon(0, icon("users", "muted"))
        item.setData(0, _ENTRY, Entry("group", group.group))
        item.addChildren(children)
        return item

    def _technician_item(self, technician: TechnicianEntry) -> QTreeWidgetItem:
        state = self.tr("disabled") if technician.disabled else presence_words(technician.presence)
        parts = [technician.name]
        if technician.administrator:
            parts.append(self.tr("Administrator"))
        if technician.disabled:
            parts.append(state)
        item = QTreeWidgetItem(["  ·  ".join(parts)])
        tint = "disabled" if technician.disabled else presence_colour(technician.presence)
        item.setIcon(0, icon("user-round", tint))
        item.setData(0, _ENTRY, Entry("technician", technician.technician))
        set_item_tip(item, state)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join([*parts[:2], state][: len(parts) + 1]))
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsDropEnabled)
        return item

    def _fits(self, entry: GroupEntry | TechnicianEntry) -> bool:
        return self._words in entry.name.casefold()

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                found.append(item)
                waiting += [item.child(row) for row in range(item.childCount())]
        return found

    def _item_of(self, entry: Entry) -> QTreeWidgetItem | None:
        return next((item for item in self._items() if entry_of(item) == entry), None)


def entry_of(item: QTreeWidgetItem | None) -> Entry | None:
    """Return what the row `item` stands for."""
    data = None if item is None else item.data(0, _ENTRY)
    return data if isinstance(data, Entry) else None


def _number(item: QTreeWidgetItem) -> int:
    entry = entry_of(item)
    return entry.number if entry is not None and entry.kind == "group" else -1

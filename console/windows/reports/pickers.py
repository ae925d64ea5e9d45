"""What the tables of sessions and of the audit are filtered by besides words: people, and kinds of events."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox

from console.admin.directory import TOP, Directory
from console.windows.parts.session_words import OUTCOMES, outcome_words
from console.windows.reports.audit_words import GROUPS, event_words, group_words

VISIBLE = 16  # entries of an open list; the others are scrolled to
_INDENT = "    "


class PeoplePicker(QComboBox):
    """All technicians, those of one group with the groups below, or one of them.

    Args:
        groups_only: no technician is offered by themselves.
    """

    def __init__(self, directory: Directory, *, groups_only: bool = False) -> None:
        super().__init__()
        self._groups_only = groups_only
        self.setAccessibleName(self.tr("Groups") if groups_only else self.tr("Technicians"))
        self.setProperty("long", "true")
        self.setMaxVisibleItems(VISIBLE)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self._directory = directory
        self.follow()

    @property
    def fields(self) -> dict[str, Any]:
        """What a question says of it."""
        kind, number = self.currentData() or ("", 0)
        return {kind: number} if kind else {}

    def follow(self) -> None:
        """Offer the groups and technicians that there are now; what is chosen stays."""
        everybody = self.tr("All groups") if self._groups_only else self.tr("All technicians")
        rows = [(everybody, ("", 0)), *self._below(TOP, "")]
        if rows == [(self.itemText(row), self.itemData(row)) for row in range(self.count())]:
            return
        chosen = self.currentData()
        self.blockSignals(True)  # what is chosen is the same as before
        self.clear()
        for words, value in rows:
            self.addItem(words, value)
        self.setCurrentIndex(max(0, next((row for row, (_, value) in enumerate(rows) if value == chosen), 0)))
        self.blockSignals(False)

    def _below(self, parent: int, indent: str) -> list[tuple[str, tuple[str, int]]]:
        rows: list[tuple[str, tuple[str, int]]] = []
        for group in self._directory.subgroups(parent):
            rows.append((indent + group.name, ("group", group.group)))
            people = () if self._groups_only else self._directory.members(group.group)
            rows += [(indent + _INDENT + one.name, ("technician", one.technician)) for one in people]
            rows += self._below(group.group, indent + _INDENT)
        return rows


class OutcomePicker(QComboBox):
    """All sessions, or those of which one outcome is noted."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Outcome"))
        self.addItem(self.tr("Any outcome"), "")
        for outcome in OUTCOMES:
            if outcome:
                self.addItem(outcome_words(outcome), outcome)

    @property
    def outcome(self) -> str:
        """Which outcome is chosen; "": any."""
        return str(self.currentData())


class EventPicker(QComboBox):
    """All kinds of events, those that belong together, or one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Events"))
        self.setProperty("long", "true")
        self.setMaxVisibleItems(VISIBLE)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.addItem(self.tr("All events"), ())
        heading = QFont(self.font())
        heading.setWeight(QFont.Weight.DemiBold)
        for group, (_words, events) in GROUPS.items():
            self.addItem(group_words(group), events)
            self.setItemData(self.count() - 1, heading, Qt.ItemDataRole.FontRole)
            for event in sorted(events, key=lambda name: event_words(name).casefold()):
                self.addItem(_INDENT + event_words(event), (event,))

    @property
    def events(self) -> tuple[str, ...]:
        """The names of the events that are chosen; none: all."""
        return tuple(self.currentData())

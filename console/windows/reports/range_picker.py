"""Chooses a range of days: today, the last week or month, all, or from one date to another."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from console.admin.time_range import Preset, TimeRange, chosen_range
from resources.look import controls
from resources.look.tips import set_tip

_FIRST, _LAST = QDate(2000, 1, 1), QDate(2099, 12, 31)  # nothing is older, or from later than that


class RangePicker(QWidget):
    """A list of ranges, and two dates for one's own.

    Args:
        everything: whether all that there is can be chosen.

    Signals:
        changed: another range is chosen.
    """

    changed = Signal()

    def __init__(self, *, everything: bool = True) -> None:
        super().__init__()
        self.presets = QComboBox()
        self.presets.setAccessibleName(self.tr("Time range"))
        self.presets.addItem(self.tr("Today"), Preset.TODAY)
        self.presets.addItem(self.tr("Last 7 days"), Preset.WEEK)
        self.presets.addItem(self.tr("Last 30 days"), Preset.MONTH)
        if everything:
            self.presets.addItem(self.tr("All"), Preset.ALL)
        self.presets.addItem(self.tr("From … to …"), Preset.OWN)
        self.choose(Preset.MONTH)
        today = QDate.currentDate()
        self.first = self._make_date(self.tr("First day"), today.addDays(-29))
        self.last = self._make_date(self.tr("Last day"), today)
        self._dash = controls.text("–")
        self.setFocusProxy(self.presets)
        line = controls.row(self)
        for part in (self.presets, self.first, self._dash, self.last):
            line.addWidget(part)
        self.presets.currentIndexChanged.connect(self._chosen)
        for edit in (self.first, self.last):
            edit.dateChanged.connect(lambda _date: self.changed.emit())
        self._follow()

    @property
    def range(self) -> TimeRange:
        """What is chosen, as of today."""
        own = TimeRange(_day(self.first), _day(self.last))
        return chosen_range(Preset(self.presets.currentData()), date.today(), own)

    def choose(self, preset: Preset) -> None:
        """Choose `preset`."""
        self.presets.setCurrentIndex(self.presets.findData(preset))

    def _make_date(self, name: str, day: QDate) -> QDateEdit:
        edit = QDateEdit(day)
        edit.setDateRange(_FIRST, _LAST)
        edit.setCalendarPopup(True)
        edit.setAccessibleName(name)
        set_tip(edit, name)
        return edit

    def _chosen(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        own = self.presets.currentData() == Preset.OWN
        for part in (self.first, self._dash, self.last):
            part.setVisible(own)


def _day(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())

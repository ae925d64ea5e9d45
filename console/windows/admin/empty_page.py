"""What the Administration Center shows while there is nothing to choose: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from resources.look import controls

WIDEST = 420  # pixels


class EmptyPage(QWidget):
    """An invitation to add the first group, or to choose one."""

    def __init__(self) -> None:
        super().__init__()
        self.title = controls.text(kind="title", wrap=True)
        self.words = controls.text(kind="muted", wrap=True)
        self.button = controls.button(self.tr("Add group"), kind="primary", picture="plus")
        outer = controls.column(self, margin="four")
        place = QWidget()
        place.setMaximumWidth(WIDEST)
        column = controls.column(place)
        for label in (self.title, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        line = controls.row()
        line.addStretch(1)
        line.addWidget(place, 100)
        line.addStretch(1)
        outer.addStretch(2)
        outer.addLayout(line)
        outer.addStretch(3)

    def follow(self, *, loading: bool, any_groups: bool) -> None:
        """Say what there is to do."""
        self.button.setVisible(not loading and not any_groups)
        if loading:
            self.title.setText(self.tr("Groups and technicians"))
            self.words.setText(self.tr("They are shown as soon as the host has sent them."))
        elif any_groups:
            self.title.setText(self.tr("Choose a group or a technician"))
            self.words.setText(self.tr("What is set there appears here."))
        else:
            self.title.setText(self.tr("There is no group yet"))
            self.words.setText(
                self.tr(
                    "Technicians belong to groups, and groups say what their technicians may do. Add the first one."
                )
            )

"""The page that asks at which computer to join, where two in the LAN say that they know the code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from resources.look import controls
from resources.look.steady import steadily
from viewer.way_in.nearby import NearbyHost
from viewer.windows.pressing import press_by_enter


class ChoicePage(QWidget):
    """Name the computers by their addresses, which the technician can read out; nothing was proven to any of them.

    Signals:
        chosen: (NearbyHost) join there.
        cancel_asked: join at none.

    Attributes:
        buttons: one for each.
    """

    help_page = "join"

    chosen = Signal(object)
    cancel_asked = Signal()

    def __init__(self, hosts: Sequence[NearbyHost], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self.cancel_button = controls.button(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancel_asked)
        outer = controls.column(self, margin="four", gap="two")
        outer.addStretch(1)
        outer.addWidget(controls.text(self.tr("Which computer is it?"), kind="title", wrap=True))
        words = self.tr(
            "Several computers in this network say that they know this code. Ask the technician which address stands "
            "below the code, and choose that one."
        )
        outer.addWidget(controls.text(words, kind="muted", wrap=True))
        outer.addWidget(self._answers(hosts), 4)
        outer.addWidget(self.cancel_button)
        outer.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard, as it does in a dialog."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def _answers(self, hosts: Sequence[NearbyHost]) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("surface", "none")
        column = controls.column(inside, gap="one")
        for host in hosts:
            self._add(column, host)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    def _add(self, column: QVBoxLayout, host: NearbyHost) -> None:
        button = controls.button(host.place)
        steadily(button, partial(self.chosen.emit, host))
        self.buttons.append(button)
        column.addWidget(button)

"""The tools for pointing, as buttons: laser pointer, arrow, pen, and one that clears."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from protocol.vocabulary.marks import MarkKind
from resources.look import controls
from resources.mirror.window.pointing import Pointing


class ToolButtons(QWidget):
    """Shows which tool the hand holds and lets another one be chosen; pressing the same again puts it away."""

    def __init__(self, pointing: Pointing) -> None:
        super().__init__()
        self._pointing = pointing
        self.setAccessibleName(self.tr("Pointing"))
        line = controls.row(self, gap="half")
        self.buttons: dict[MarkKind, QPushButton] = {}
        for kind, picture, words in (
            (MarkKind.LASER, "crosshair", self.tr("Laser pointer")),
            (MarkKind.ARROW, "move-up-right", self.tr("Draw an arrow (Esc ends)")),
            (MarkKind.PEN, "pen", self.tr("Draw with a pen (Esc ends)")),
        ):
            button = controls.icon_button(words, picture=picture)
            button.setCheckable(True)
            button.clicked.connect(lambda checked, kind=kind: pointing.choose(kind if checked else None))
            line.addWidget(button)
            self.buttons[kind] = button
        self.clear_button = controls.icon_button(self.tr("Clear what I have drawn (Del)"), picture="eraser")
        self.clear_button.clicked.connect(pointing.clear)
        line.addWidget(self.clear_button)
        pointing.tool_changed.connect(self._follow)

    def _follow(self) -> None:
        for kind, button in self.buttons.items():
            chosen = kind is self._pointing.tool
            button.setChecked(chosen)
            controls.set_look(button, "kind", "plain" if chosen else "quiet")

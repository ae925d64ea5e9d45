"""The bar below a group: what was changed is saved, discarded, or applied to other groups, too."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from protocol.vocabulary.accounts import Scope
from resources.look import controls, theme
from resources.look.tips import set_tip


class SaveBar(QWidget):
    """The buttons that end a change.

    Signals:
        save, discard: the button was pressed.
        apply: (Scope) the rights are to be applied to other groups, too.
    """

    save = Signal()
    discard = Signal()
    apply = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.subgroups_button = controls.button(self.tr("Apply to subgroups"))
        set_tip(self.subgroups_button, self.tr("Save, and have all groups below inherit every right from now on"))
        self.subgroups_button.clicked.connect(lambda: self.apply.emit(Scope.SUBGROUPS))
        self.all_button = controls.button(self.tr("Apply to all groups"))
        set_tip(self.all_button, self.tr("Save, and give every group the same rights"))
        self.all_button.clicked.connect(lambda: self.apply.emit(Scope.ALL))
        self.discard_button = controls.button(self.tr("Discard"), kind="quiet")
        self.discard_button.clicked.connect(self.discard)
        self.save_button = controls.button(self.tr("Save changes"), kind="primary")
        self.save_button.clicked.connect(self.save)
        wider, own = controls.row(), controls.row()
        for button in (self.subgroups_button, self.all_button):
            wider.addWidget(button)
        wider.addStretch(1)
        own.addStretch(1)
        for button in (self.discard_button, self.save_button):
            own.addWidget(button)
        self._lines = controls.row(self)
        self._lines.setContentsMargins(theme.space("three"), 12, theme.space("three"), theme.space("two"))
        self._lines.addLayout(wider, 1)
        self._lines.addLayout(own)
        self._both = (wider, own)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is for other groups above the rest where there is no room beside it."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the room for one above the other."""
        margins = self._lines.contentsMargins()
        width = max(part.minimumSize().width() for part in self._both) + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        margins = self._lines.contentsMargins()
        needed = sum(part.sizeHint().width() for part in self._both) + self._lines.spacing()
        beside = needed + margins.left() + margins.right() <= self.width()
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._lines.direction() != wanted:
            self._lines.setDirection(wanted)

    @property
    def controls(self) -> list[QWidget]:
        """What the keyboard reaches, in order."""
        return [self.subgroups_button, self.all_button, self.discard_button, self.save_button]

    def follow(self, *, changed: bool, busy: bool, connected: bool) -> None:
        """Enable what makes sense now."""
        able = connected and not busy
        self.save_button.setEnabled(able and changed)
        self.discard_button.setEnabled(changed and not busy)
        self.subgroups_button.setEnabled(able)
        self.all_button.setEnabled(able)

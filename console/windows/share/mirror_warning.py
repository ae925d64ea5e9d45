"""The warning before both screens are shown at once: in words, with a picture, and once a person if they say so."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from resources.look import controls, theme
from resources.look.dialog import Dialog

_SCREEN = QSize(168, 105)  # logical pixels of a drawn screen
_DEPTH = 4  # screens within the screen


class MirrorWarning(Dialog):
    """Says what the mirror effect is and what is done against it; accepted, both screens are shown.

    Args:
        customer: whose desktop is seen.
        sure: this computer can leave the window with that desktop out of its picture.
        parent: over which it is shown.

    Attributes:
        never_again: whether this person wants no more of these warnings.
    """

    help_page = "share"

    def __init__(self, *, customer: str, sure: bool, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("MirrorWarning", "Show both screens at once?"), parent)
        picture = MirrorPicture(left_out=sure)
        picture.setAccessibleName(self.tr("A screen that shows itself, again and again"))
        line = controls.row(gap="three")
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = controls.column(gap="one")
        words.addWidget(controls.text(self._effect(customer), wrap=True))
        words.addWidget(controls.text(self._cure(customer) if sure else self._advice(), kind="muted", wrap=True))
        line.addLayout(words, 1)
        self.body.addLayout(line)
        self.never_again = QCheckBox(self.tr("Don’t ask again"))
        self.body.addWidget(self.never_again)
        self.answer(self.tr("Cancel"), then=self.reject)
        self.go_on = self.answer(self.tr("Show both"), kind="primary", then=self.accept, steady=True)
        self.go_on.setFocus()

    def _effect(self, customer: str) -> str:
        words = self.tr(
            "You see {name}’s desktop, and {name} sees your screen. A screen that shows the other one would show "
            "itself in it, again and again: the mirror effect."
        )
        return words.format(name=customer)

    def _cure(self, customer: str) -> str:
        words = self.tr(
            "So each of these two windows is left out of the other’s picture: {name} sees a grey area in its place."
        )
        return words.format(name=customer)

    def _advice(self) -> str:
        return self.tr(
            "This computer cannot leave a window out of its picture. Share a monitor on which that window is not, "
            "or only one other window."
        )


class MirrorPicture(QWidget):
    """Draws a screen within a screen within a screen; where windows are left out, only a grey area in the first."""

    def __init__(self, *, left_out: bool) -> None:
        super().__init__()
        self._left_out = left_out
        self.setFixedSize(_SCREEN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the screens."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        screen = QRectF(1, 1, self.width() - 2, self.height() - 2)
        for depth in range(_DEPTH):
            painter.setPen(QPen(theme.colour("border_control"), 1.5))
            painter.setBrush(theme.colour("accent_soft" if depth % 2 == 0 else "surface"))
            painter.drawRoundedRect(screen, 4, 4)
            inner = QRectF(0, 0, 0.62 * screen.width(), 0.62 * screen.height())
            inner.moveCenter(screen.center() + QPointF(0.06 * screen.width(), 0.06 * screen.height()))
            screen = inner
            if self._left_out:
                painter.setBrush(theme.colour("border"))
                painter.drawRoundedRect(screen, 3, 3)
                break
        painter.end()

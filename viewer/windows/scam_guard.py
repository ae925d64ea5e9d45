"""What keeps customers from frauds: whose host it is, what nobody honest asks for, and what ends everything at once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QLabel

from resources.look import controls, theme

X_SIDE = 28  # of the picture of the red X
_ARM = 8  # of the cross, from its middle


class ScamGuard(QFrame):
    """A frame with three sentences and the red X as a picture.

    Args:
        contact: where abuse of this host is reported; "": nowhere that it says.
    """

    def __init__(self, contact: str = "") -> None:
        super().__init__()
        self.setProperty("surface", "card")
        column = controls.column(self, margin="two", gap="one")
        never = self.tr("Nobody at a bank, an authority or “Microsoft” asks you to do this.")
        money = self.tr("Never pay, and never log in to a bank, during a session.")
        for words in (never, money):
            column.addWidget(controls.text(words, kind="strong", wrap=True))
        row = controls.row(gap="one")
        self.picture = QLabel()
        self.picture.setPixmap(red_x(self.devicePixelRatioF()))
        self.picture.setFixedSize(X_SIDE, X_SIDE)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        stop = self.tr("If somebody sees or operates your screen, this red X ends it at once.")
        row.addWidget(controls.text(stop, wrap=True), 1)
        column.addLayout(row)
        if contact:
            whom = self.tr("Report abuse of this host: {contact}").format(contact=contact)
            column.addWidget(controls.text(whom, kind="small", wrap=True))


def red_x(ratio: float = 1.0) -> QPixmap:
    """Return the red X as it stands in the bar over the customer's screen."""
    picture = QPixmap(QSize(X_SIDE, X_SIDE) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(0, 0, X_SIDE, X_SIDE, 4, 4)
    painter.fillPath(path, QColor(theme.colour("danger")))
    painter.setPen(QPen(QColor("white"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    middle = X_SIDE // 2
    painter.drawLine(middle - _ARM, middle - _ARM, middle + _ARM, middle + _ARM)
    painter.drawLine(middle - _ARM, middle + _ARM, middle + _ARM, middle - _ARM)
    painter.end()
    return picture

"""A link as a QR code, for a customer with a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from resources.look import controls, theme
from resources.look.dialog import Dialog

if TYPE_CHECKING:
    from console.session.session import Session

QUIET = 4  # modules of light around it, as ISO/IEC 18004 wants
MODULE = 5  # pixels of a module, at least


class QrView(QWidget):
    """Paints a text as a QR code: dark on light whatever the scheme, for cameras read nothing else everywhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = ""
        self._matrix: tuple[bytearray, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self._matrix = tuple(segno.make(text, error="m", micro=False).matrix)
            self.setFixedSize(self.sizeHint())
            self.update()

    def sizeHint(self) -> QSize:
        """Return its size, light around it included."""
        side = (len(self._matrix) + 2 * QUIET) * MODULE
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each module as a square of whole pixels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        for row, modules in enumerate(self._matrix):
            for column, dark in enumerate(modules):
                if dark:
                    place = QRect((column + QUIET) * MODULE, (row + QUIET) * MODULE, MODULE, MODULE)
                    painter.fillRect(place, QColor(Qt.GlobalColor.black))


class QrDialog(Dialog):
    """Shows the link of a session's code for as long as it is good."""

    help_page = "code"

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(self.tr("QR code"), parent)
        self._session = session
        words = self.tr("{name} points a phone’s camera at it, and the page of this session opens.")
        self.body.addWidget(controls.text(words.format(name=session.title), kind="muted", wrap=True))
        assert session.code is not None
        self.view = QrView(session.code.way)
        self.view.setAccessibleName(self.tr("The link of this session as a QR code"))
        self.body.addWidget(self.view, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addSpacing(theme.space("one"))
        self.answer(self.tr("Close"), kind="primary", then=self.accept)
        session.code_changed.connect(self._follow)
        session.changed.connect(self._follow)

    def _follow(self) -> None:
        code = self._session.code
        if code is None or code.burned or not code.vouched:
            self.reject()
        else:
            self.view.show_text(code.way)

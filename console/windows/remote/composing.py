"""Text that an input method composes: shown over the picture where it will be typed, until it is sent."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from resources.look import controls, theme

_AWAY = 16  # pixels that it lies below the place, so that the line there can still be read


class Composing(QFrame):
    """A card with what is being composed; the input method's own list of choices lies beside it.

    Where the customer's text cursor is nobody knows here; the place of the technician's latest click comes closest.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place: QPoint | None = None  # None: nobody has clicked yet
        self._words = controls.text(kind="strong")
        line = controls.row(self)
        line.setContentsMargins(theme.space("one"), theme.space("one"), theme.space("one"), theme.space("one"))
        line.addWidget(self._words)
        self.hide()

    @property
    def words(self) -> str:
        """What is being composed; empty: nothing."""
        return self._words.text() if self.isVisible() else ""

    def clicked(self, at: QPoint) -> None:
        """Take note of where the technician has clicked, in the widget that this lies over."""
        self._place = at

    def compose(self, event: QInputMethodEvent) -> None:
        """Show what is composed by now; nothing once it is sent or given up."""
        words = event.preeditString()
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        if words:
            self._lie()
            self.raise_()

    def end(self) -> None:
        """Show nothing: the keyboard is the technician's own again."""
        self.hide()

    def answer(self, query: QInputMethodQueryEvent) -> None:
        """Tell the input method that text is typed here, and where its list of choices is to lie."""
        query.setValue(Qt.InputMethodQuery.ImEnabled, True)
        query.setValue(Qt.InputMethodQuery.ImCursorRectangle, self._cursor())
        query.setValue(Qt.InputMethodQuery.ImHints, Qt.InputMethodHint.ImhNone)
        query.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay inside when it grows."""
        super().resizeEvent(event)
        self._lie()

    def _cursor(self) -> QRect:
        """Return where text is typed, in the widget that this lies over."""
        if self.isVisible():
            return self.geometry()
        return QRect(self._from(), self._from() + QPoint(1, _AWAY))

    def _lie(self) -> None:
        room = self._over.rect()
        place = QRect(self._from() + QPoint(0, _AWAY), self.sizeHint().boundedTo(room.size()))
        place.moveRight(min(place.right(), room.right()))
        if place.bottom() > room.bottom():
            place.moveBottom(min(room.bottom(), self._from().y() - _AWAY))
        place.moveLeft(max(place.left(), room.left()))
        place.moveTop(max(place.top(), room.top()))
        self.setGeometry(place)

    def _from(self) -> QPoint:
        room = self._over.rect()
        return room.center() if self._place is None else self._place

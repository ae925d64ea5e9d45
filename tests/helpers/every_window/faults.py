"""What of a window cannot be read or reached, by the layout's own numbers: outside, clipped, larger than its screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from resources.look.controls import ElidedText

FRAME = 40  # pixels of the screen that a window manager draws above and below a window
AROUND_SEGMENT = 2 * (13 + 1)  # pixels of padding and border, as in fernblick.qss
SLACK = 1  # pixels that rounding may take


def settle() -> None:
    """Let layouts come to rest: some are done in turns of the loop."""
    for _ in range(8):
        QApplication.sendPostedEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def faults_of(window: QWidget) -> list[str]:
    """Return what is wrong with `window`, which is shown, each with the widget's name."""
    found = list(_of_place(window))
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window and not _in_qts_own(widget):
            found += [f"{_name(widget)}: {fault}" for fault in (*_outside(widget), *_clipped(widget))]
    return found


def _of_place(window: QWidget) -> list[str]:
    room = window.screen().availableGeometry()
    framed = not window.windowFlags() & window.windowFlags().FramelessWindowHint
    frame = round(FRAME / window.screen().devicePixelRatio()) if framed else 0
    whole = QRect(window.pos(), window.size() + QSize(0, frame))
    found = []
    if whole.width() > room.width() or whole.height() > room.height():
        found.append(f"larger than its screen: {_said(whole.size())} of {_said(room.size())}")
    elif not room.contains(QRect(window.pos(), window.size())):
        found.append(f"outside its screen: {window.geometry()}")
    return found


def _outside(widget: QWidget) -> list[str]:
    """Say what of `widget` its parent cuts off; what can be scrolled to is not cut off."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return []
    place = widget.geometry()
    around = parent.parentWidget()
    if isinstance(around, QAbstractScrollArea) and around.viewport() is parent:
        if not isinstance(around, QScrollArea) or around.horizontalScrollBar().isVisible():
            return []
        wide = place.width() - parent.width()
        return [f"{wide} pixels wider than {_name(around)}, which it scrolls in"] if wide > SLACK else []
    if parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place) or place.isEmpty():
        return []
    return [f"outside {_name(parent)}: {place} in {_said(parent.size())}"]


def _clipped(widget: QWidget) -> list[str]:
    """Say what of the words of `widget` is not seen."""
    if isinstance(widget, ElidedText):
        return []
    if isinstance(widget, QLabel) and widget.text():
        needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        if needed > widget.height() + SLACK:
            return [f"{needed} pixels high, shown {widget.height()}: {widget.text()!r}"]
        if not widget.wordWrap() and widget.sizeHint().width() > widget.width() + SLACK:
            return [f"{widget.sizeHint().width()} pixels wide, shown {widget.width()}: {widget.text()!r}"]
    if isinstance(widget, QPushButton | QToolButton | QCheckBox | QRadioButton):
        return _clipped_button(widget)
    if isinstance(widget, QComboBox):
        return _too_small(widget, widget.minimumSizeHint(), widget.currentText())
    if isinstance(widget, QLineEdit):
        words, room = widget.placeholderText(), widget.contentsRect().width() - 2 * 10
        wide = widget.fontMetrics().horizontalAdvance(words)
        return [f"hint {wide} pixels wide, shown {room}: {words!r}"] if words and wide > room else []
    return []


def _clipped_button(button: QAbstractButton) -> list[str]:
    words = button.text()
    if isinstance(button, QToolButton) and button.toolButtonStyle() is button.toolButtonStyle().ToolButtonIconOnly:
        words = ""
    if not words and not button.icon().isNull():
        named = button.accessibleName() or button.toolTip()
        return [] if named else ["an icon that nothing names"]
    if not words or "\n" in words:
        return []
    return _too_small(button, _words_of(button), words)


def _words_of(button: QAbstractButton) -> QSize:
    """Return what `button` itself wants: with the font that it is drawn in now, bold where it is pressed."""
    if button.property("segment") is not None:
        font = button.font()
        font.setWeight(font.Weight.DemiBold)
        return QSize(QFontMetrics(font).horizontalAdvance(button.text()) + AROUND_SEGMENT, 0)
    if isinstance(button, QToolButton):
        wide = QToolButton.sizeHint(button).width()  # with the words, whatever the button says that it can live with
        return QSize(wide, button.fontMetrics().height())
    return button.minimumSizeHint()


def _too_small(widget: QWidget, needed: QSize, words: str) -> list[str]:
    if needed.width() <= widget.width() + SLACK and needed.height() <= widget.height() + SLACK:
        return []
    return [f"needs {_said(needed)}, shown {_said(widget.size())}: {words!r}"]


def _in_qts_own(widget: QWidget) -> bool:
    """Say whether Qt alone has made `widget`, within one of its own that lays it out: a scroll bar, a file dialog."""
    name = widget.objectName()
    return name.startswith("qt_") or type(widget).__name__ in ("QScrollBar", "QSizeGrip", "QMenuBar")


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}".strip()


def _said(size: QSize) -> str:
    return f"{size.width()}x{size.height()}"

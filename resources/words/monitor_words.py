"""How a monitor is called: by its number and where it stands, not by the plug it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_LEFT = QT_TRANSLATE_NOOP("monitor_words", "left")
_RIGHT = QT_TRANSLATE_NOOP("monitor_words", "right")
_MIDDLE = QT_TRANSLATE_NOOP("monitor_words", "middle")
_TOP = QT_TRANSLATE_NOOP("monitor_words", "top")
_BOTTOM = QT_TRANSLATE_NOOP("monitor_words", "bottom")
_MAIN = QT_TRANSLATE_NOOP("monitor_words", "main monitor")


class Monitor(Protocol):
    """What is known of a monitor."""

    @property
    def number(self) -> int:
        """Which one it is, from 1."""

    @property
    def rect(self) -> Any:
        """Where it is on the desktop: x, y, width, height."""

    @property
    def primary(self) -> bool:
        """Whether it is the main one."""


def monitor_name(monitor: Monitor) -> str:
    """Return "Monitor 1"."""
    return QCoreApplication.translate("monitor_words", "Monitor {number}").format(number=monitor.number)


def monitor_means(monitor: Monitor, monitors: Sequence[Monitor]) -> str:
    """Return where `monitor` stands among `monitors`, how large it is, and whether it is the main one."""
    parts = [_said(_place(monitor, monitors)), f"{monitor.rect.width} × {monitor.rect.height}"]
    if monitor.primary and len(monitors) > 1:
        parts.append(_said(_MAIN))
    return "  ·  ".join(part for part in parts if part)


def _said(words: object) -> str:
    return QCoreApplication.translate("monitor_words", str(words)) if words else ""


def _place(monitor: Monitor, monitors: Sequence[Monitor]) -> object:
    """Return the word for its place in a row or a pile; None: it stands alone, or they stand in no such order."""
    others = [each.rect for each in monitors if each.number != monitor.number]
    at = monitor.rect
    after = sum(each.x + each.width <= at.x for each in others)
    before = sum(at.x + at.width <= each.x for each in others)
    if others and after + before == len(others):
        return _LEFT if not after else _RIGHT if not before else _MIDDLE
    below = sum(each.y + each.height <= at.y for each in others)
    above = sum(at.y + at.height <= each.y for each in others)
    if others and below + above == len(others):
        return _TOP if not below else _BOTTOM if not above else _MIDDLE
    return None

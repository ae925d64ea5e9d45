"""Whether somebody watches a mirror in this program now."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from resources.mirror.window.window import MirrorWindow


def is_a_picture_watched() -> bool:
    """Say whether a window shows a picture that goes on: not hidden, not frozen, its link not broken."""
    return any(_is_watched(window) for window in QApplication.topLevelWidgets() if isinstance(window, MirrorWindow))


def _is_watched(window: MirrorWindow) -> bool:
    is_seen = window.isVisible() and not window.isMinimized()
    return is_seen and not window.model.is_paused and not window.model.is_interrupted

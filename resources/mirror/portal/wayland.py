"""The dialog of a Wayland desktop, where it can be opened; bundles for other systems have no more of it than this."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resources.mirror.portal.portal import DesktopPortal


def make_portal() -> DesktopPortal | None:
    """Make the dialog of the desktop that the windows are on; None where what opens it is not installed."""
    if sys.platform == "linux":
        from PySide6.QtGui import QGuiApplication

        if importlib.util.find_spec("PySide6.QtMultimedia") and QGuiApplication.platformName().startswith("wayland"):
            from resources.mirror.portal.portal import DesktopPortal
            from resources.mirror.portal.stream import PortalAnswers, ScreenStream

            return DesktopPortal(answers=PortalAnswers(), make_stream=ScreenStream)
    return None

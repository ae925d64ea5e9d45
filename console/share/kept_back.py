"""What the technician never shows, from the settings to the capture: the console itself, for the start."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from protocol.mirror.capture.common.kept_back import Rules


class KeptBackSettings(Protocol):
    """The settings that say what is never shown."""

    changed: SignalInstance
    console_in_picture: bool


class LeftOut(Protocol):
    """What the capture leaves out."""

    def keep_back(self, rules: Rules) -> None:
        """Leave out what `rules` say from now on."""


class KeptBack(QObject):
    """Tells the capture what to leave out, at once whenever it is another.

    Args:
        settings: where the technician has said it.
        left_out: is told.
        own: the number of a window of this program; 0 where other screens than its own are captured.
    """

    def __init__(self, *, settings: KeptBackSettings, left_out: LeftOut, own: int) -> None:
        super().__init__()
        self._settings = settings
        self._left_out = left_out
        self._own = own
        settings.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self._left_out.keep_back(Rules(own=0 if self._settings.console_in_picture else self._own))

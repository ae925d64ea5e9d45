"""The screens of this computer, or of the X display that `--capture-display` names, as sessions use them."""

from __future__ import annotations

from protocol.mirror import capture
from protocol.mirror.capture import Monitor, ScreenSource


class Screens:
    """Lists and opens what can be shared."""

    def __init__(self, display: str | None = None) -> None:
        self._display = display

    def monitors(self) -> list[Monitor]:
        """List the monitors.

        Raises:
            CaptureUnavailable: nothing can be captured here; its code says why.
        """
        return capture.monitors(self._display)

    def open_source(self, monitor: int) -> ScreenSource:
        """Open a monitor; to be called in the thread that will use it.

        Raises:
            CaptureUnavailable: as in `monitors`, or the monitor is gone.
        """
        return capture.open_source(monitor, self._display)

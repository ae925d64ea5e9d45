"""The port to the screens of this computer, as a session shares them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from protocol.mirror.capture.common.source import Monitor, ScreenSource, Source, Window


class Capture(Protocol):
    """The screens of this computer, as a session needs them."""

    own: bool  # whether they are the screens that the console itself is on

    @property
    def asks(self) -> bool:
        """Whether the desktop's own dialog asks what is shared, so that there is nothing else to choose from."""

    def choose(self, chosen: Callable[[], None], refused: Callable[[str], None], *, asker: object) -> None:
        """Call `chosen`, after that dialog where there is one; `refused`, with a code, if it ends otherwise."""

    def drop(self, asker: object) -> None:
        """Take the dialog of `asker` back, if it is open: no answer to it counts any more."""

    def monitors(self) -> list[Monitor]:
        """List the monitors; raises CaptureUnavailable."""

    def windows(self) -> list[Window]:
        """List the windows that can be shared; any thread; raises CaptureUnavailable."""

    def open_source(self, source: Source) -> ScreenSource:
        """Open a source; called in the capture thread; raises CaptureUnavailable."""

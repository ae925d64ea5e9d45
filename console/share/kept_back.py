"""What the technician never shows, from the settings to the capture: the console, listed programs, titles, windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from protocol.mirror.capture.common.kept_back import Rules, plain
from protocol.mirror.picture.tiles import Picture
from resources.program.never_shown import title_pattern

OURS = ("fernblick", "fernblick-viewer")  # programs that may be on the same screen, and show it once more


class KeptBackSettings(Protocol):
    """The settings that say what is never shown."""

    changed: SignalInstance
    console_in_picture: bool
    never_show_programs: tuple[str, ...]
    never_show_titles: tuple[str, ...]
    veil_notifications: bool

    def prescribed(self, key: str) -> tuple[str, ...]:
        """Return what the company adds to a list."""


class LeftOut(Protocol):
    """What the capture leaves out."""

    def keep_back(self, rules: Rules, word: Picture | None = None) -> None:
        """Leave out what `rules` say from now on; `word` stands in the place of what is not the own program's."""


class KeptBack(QObject):
    """Tells the capture what to leave out, at once whenever it is another.

    Args:
        settings: where the technician has said it.
        left_out: is told.
        own: the number of a window of this program; 0 where other screens than its own are captured.
        word: draws what stands in the place of a window, so that the customer sees that something is kept back.

    Attributes:
        windows: the windows that are never shown while the console runs, by their numbers.
    """

    def __init__(
        self,
        *,
        settings: KeptBackSettings,
        left_out: LeftOut,
        own: int,
        word: Callable[[], Picture | None] = lambda: None,
    ) -> None:
        super().__init__()
        self.windows: frozenset[int] = frozenset()
        self._settings = settings
        self._left_out = left_out
        self._own = own
        self._word = word
        settings.changed.connect(self._follow)
        self._follow()

    def never_show(self, window: int) -> None:
        """Never show a window, and its dialogs, while the console runs."""
        self.windows |= {window}
        self._follow()

    def show_again(self, window: int) -> None:
        """Take a window off again."""
        self.windows -= {window}
        self._follow()

    def _follow(self) -> None:
        settings = self._settings
        ours = OURS if self._own and not settings.console_in_picture else ()
        programs = ours + settings.never_show_programs + settings.prescribed("never_show_programs")
        titles = settings.never_show_titles + settings.prescribed("never_show_titles")
        rules = Rules(
            own=0 if settings.console_in_picture else self._own,
            programs=tuple(map(plain, programs)),
            titles=tuple(pattern for line in titles if (pattern := title_pattern(line)) is not None),
            windows=self.windows,
            notifications=settings.veil_notifications,
        )
        self._left_out.keep_back(rules, self._word())

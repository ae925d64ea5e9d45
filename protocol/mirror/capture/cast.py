"""What a desktop shows of itself after its own dialog has asked its user: the ports of dialog and frames."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from protocol.mirror.picture.tiles import Picture


class Frame(Protocol):
    """One picture as the desktop has sent it; never changes. Any thread."""

    width: int  # pixels
    height: int  # pixels

    def pixels(self) -> Picture | None:
        """Return a copy, (height, width, 4) BGRX; None where it can't be read."""


class Cast:
    """What was chosen once: its latest frame, until the desktop or nobody's interest ends it. Any thread.

    Args:
        number: of the choice; no two have the same.
        title: what it is called.
        frame: the first one.
    """

    def __init__(self, number: int, title: str, frame: Frame) -> None:
        self.number = number
        self.title = title
        self._lock = threading.Lock()  # guards the rest
        self._frame: Frame | None = frame
        self._watchers: list[Callable[[], None]] = []

    @property
    def frame(self) -> Frame | None:
        """The latest frame; None: it has ended."""
        with self._lock:
            return self._frame

    @property
    def used(self) -> bool:
        """Whether somebody watches it."""
        with self._lock:
            return bool(self._watchers)

    def watch(self, wake: Callable[[], None]) -> None:
        """Call `wake`, in whichever thread, at each frame and at the end, until `unwatch`."""
        with self._lock:
            self._watchers.append(wake)

    def unwatch(self, wake: Callable[[], None]) -> None:
        """Take `watch` back."""
        with self._lock:
            self._watchers.remove(wake)

    def put(self, frame: Frame) -> None:
        """Take a newer frame; one that nobody has taken is replaced."""
        self._set(frame)

    def end(self) -> None:
        """Show nothing any more."""
        self._set(None)

    def _set(self, frame: Frame | None) -> None:
        with self._lock:
            self._frame = frame
            watchers = list(self._watchers)
        for wake in watchers:
            wake()


class Portal(Protocol):
    """The desktop's own dialog, in which its user chooses what is shown."""

    @property
    def number(self) -> int:
        """The number of the latest choice; 0: none yet."""

    @property
    def title(self) -> str:
        """What a choice is called; the desktop does not tell more of it."""

    def cast(self, number: int) -> Cast | None:
        """Return what comes of the choice `number`; None: no longer anything. Any thread."""

    def choose(self, chosen: Callable[[], None], refused: Callable[[str], None], *, asker: object) -> None:
        """Open the dialog, then call `chosen`, or `refused` with a code for a sentence; the GUI's thread.

        One that another asker has opened is taken back, and its asker told nothing.
        """

    def drop(self, asker: object) -> None:
        """Take the dialog of `asker` back, if it is open."""


def copied(memory: npt.NDArray[np.uint8], size: tuple[int, int], stride: int, order: str) -> Picture | None:
    """Return a copy of a picture whose pixels have four bytes each, as BGRX; None where it is not all there.

    Args:
        memory: its bytes, row by row.
        size: its width and height in pixels.
        stride: bytes from one row to the next.
        order: the place of B, G and R in a pixel's bytes; anything else is no colour.
    """
    width, height = size
    if min(width, height) < 1 or stride < 4 * width or memory.size < stride * (height - 1) + 4 * width:
        return None
    rows: npt.NDArray[Any] = np.lib.stride_tricks.as_strided(memory, (height, width, 4), (stride, 4, 1))
    if order.startswith("BGR"):
        return rows.copy()
    picture = np.zeros((height, width, 4), np.uint8)
    for place, colour in enumerate("BGR"):
        picture[..., place] = rows[..., order.index(colour)]
    return picture

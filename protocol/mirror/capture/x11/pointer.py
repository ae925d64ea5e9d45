"""The pointer of an X screen: where it is and how it looks, without asking while it stands still."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import xcffib.xfixes

from protocol.mirror.capture.common.source import PointerState, Shape
from protocol.mirror.capture.x11.extensions import extension
from protocol.mirror.capture.x11.motion import motion_event
from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.content import POINTER_SIDE_LIMIT

LOOK_INTERVAL_S = 1 / 60  # between two looks at a moving pointer
SLOW_LOOK_INTERVAL_S = 0.2  # at one that stands still: a program may move it, and not every server tells of motion
SHAPE_INTERVAL_S = 0.1  # between two shapes; an animated pointer would be sent without end
_STILL_LOOKS = 4  # in a row that see the pointer in one place: longer than it takes until the server tells again

_DISPLAY_CURSOR = 1


class PointerWatch:
    """Watches the pointer over one rectangle of a screen.

    The server tells that the pointer begins to move (see motion.py); from then on the place is asked for until it no
    longer changes, so that a fast mouse doesn't wake us a thousand times a second.

    Args:
        connection: to the server.
        root: the screen's root window.
        rect: what is watched.
        clock: seconds, never going back.

    Attributes:
        rect: what is watched; may be set where it moves.
        event: the number of the event by which the server tells of motion; None: it doesn't.
    """

    def __init__(self, connection: Any, root: int, rect: Rect, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._connection = connection
        self._clock = clock
        self._root = root
        self.rect = rect
        self._fixes = extension(connection, xcffib.xfixes.key)  # None: nobody tells how the pointer looks
        if self._fixes is not None:
            self._fixes.QueryVersion(5, 0).reply()
            self._fixes.SelectCursorInput(root, _DISPLAY_CURSOR)
        self.event = motion_event(connection)
        self._state = PointerState(0, 0, False, None)
        self._looked_s = self._shaped_s = float("-inf")
        self._shape_changed = self._fixes is not None
        self._still = 0  # looks in a row that saw no motion
        self._moving = True  # so that the first looks are due

    def has_moved(self) -> None:
        """Note that the server told of motion."""
        self._moving, self._still = True, 0

    def has_changed_shape(self) -> None:
        """Note that the server told of another shape."""
        self._shape_changed = True

    def due_in_s(self) -> float | None:
        """Say in how many seconds `look` has something to do; None: not before the server tells."""
        due_s = []
        if self._moving:
            due_s.append(self._looked_s + LOOK_INTERVAL_S)
        elif self.event is None:
            due_s.append(self._looked_s + SLOW_LOOK_INTERVAL_S)
        if self._shape_changed:
            due_s.append(self._shaped_s + SHAPE_INTERVAL_S)
        return max(0.0, min(due_s) - self._clock()) if due_s else None

    def look(self) -> PointerState:
        """Return the pointer's state, asking the server at most as often as the intervals say."""
        now_s = self._clock()
        interval_s = LOOK_INTERVAL_S if self._moving else SLOW_LOOK_INTERVAL_S
        if now_s - self._looked_s >= interval_s:
            self._looked_s = now_s
            self._look_for_place()
        shape = None
        if self._shape_changed and now_s - self._shaped_s >= SHAPE_INTERVAL_S:
            self._shape_changed, self._shaped_s = False, now_s
            shape = self._look_for_shape()
        return self._state._replace(shape=shape)

    def _look_for_place(self) -> None:
        reply = self._connection.core.QueryPointer(self._root).reply()
        x, y = reply.root_x - self.rect.x, reply.root_y - self.rect.y
        visible = bool(reply.same_screen) and 0 <= x < self.rect.width and 0 <= y < self.rect.height
        state = PointerState(x, y, True, None) if visible else self._state._replace(visible=False)
        moved = state != self._state
        self._state = state
        if moved and not self._moving:
            self.has_moved()
        self._still = 0 if moved else self._still + 1
        if self._moving and self._still >= _STILL_LOOKS:
            self._moving = False

    def _look_for_shape(self) -> Shape:
        reply = self._fixes.GetCursorImage().reply()
        words = np.array(reply.cursor_image, np.uint32).reshape(reply.height, reply.width)
        return clipped_shape(words, reply.xhot, reply.yhot)


def clipped_shape(words: np.ndarray[tuple[int, int], np.dtype[np.uint32]], hot_x: int, hot_y: int) -> Shape:
    """Make a shape of premultiplied ARGB `words`, cut to what may be sent, about its hot spot."""
    height, width = words.shape
    left = max(0, min(hot_x - POINTER_SIDE_LIMIT // 2, width - POINTER_SIDE_LIMIT))
    top = max(0, min(hot_y - POINTER_SIDE_LIMIT // 2, height - POINTER_SIDE_LIMIT))
    part = words[top : top + POINTER_SIDE_LIMIT, left : left + POINTER_SIDE_LIMIT]
    hot_x, hot_y = (
        max(0, min(hot, side)) for hot, side in ((hot_x - left, part.shape[1]), (hot_y - top, part.shape[0]))
    )
    return Shape(part.shape[1], part.shape[0], hot_x, hot_y, part.astype("<u4").tobytes())

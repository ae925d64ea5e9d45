"""Who is writing a chat line: said at most every two seconds, forgotten by itself. On the event loop's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from protocol.vocabulary.chat import TYPING_S, Typing

SAY_AGAIN_S = 2.0  # a writer says so again after this time, not before


class TypingSign:
    """Tells the others that this member writes, and keeps who else does.

    Args:
        tell: sends it to everybody who can be reached.
        changed: somebody else has begun or stopped.
    """

    def __init__(self, *, tell: Callable[[Typing], None], changed: Callable[[], None]) -> None:
        self._tell = tell
        self._changed = changed
        self._loop = asyncio.get_running_loop()
        self._said_at: float | None = None
        self._writers: dict[int, asyncio.TimerHandle] = {}

    @property
    def writers(self) -> tuple[int, ...]:
        """The members who write now."""
        return tuple(sorted(self._writers))

    def wrote(self, text: str) -> None:
        """Take note that the input holds `text` now."""
        now_s = self._loop.time()
        if text.strip():
            if self._said_at is None or now_s - self._said_at >= SAY_AGAIN_S:
                self._said_at = now_s
                self._tell(Typing(typing=True))
        elif self._said_at is not None:
            self._said_at = None
            self._tell(Typing(typing=False))

    def sent(self) -> None:
        """Take note that the line has been sent: the others see that by themselves."""
        self._said_at = None

    def heard(self, member: int, typing: bool) -> None:
        """Take note of what another member says."""
        known = self._writers.pop(member, None)
        if known is not None:
            known.cancel()
        if typing:
            self._writers[member] = self._loop.call_later(TYPING_S, self.heard, member, False)
        if typing is not (known is not None):
            self._changed()

    def stop(self) -> None:
        """Forget everybody."""
        for member in list(self._writers):
            self._writers.pop(member).cancel()

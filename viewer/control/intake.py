"""How much input the viewer passes on: at a rate, and never so little that something stays pressed. Pure."""

from __future__ import annotations

from protocol.vocabulary.codec import Message
from protocol.vocabulary.input import InputReleased, KeyChanged, MouseButton, MouseButtonChanged
from viewer.control.operator import PRESSED_LIMIT

RATE_LIMIT = 2_000  # messages a second that are passed on; two hands make 200
BURST_LIMIT = 2_000  # that may come at once, as after a stall


class Intake:
    """Counts input messages; over the limit only what releases something is passed on."""

    def __init__(self) -> None:
        self._spare = float(BURST_LIMIT)
        self._counted_s = 0.0
        self._pressed: set[int | MouseButton] = set()

    def take(self, content: Message, now_s: float) -> bool:
        """Say whether `content` is to be passed on; `now_s` is on any clock that never goes back."""
        self._spare = min(BURST_LIMIT, self._spare + (now_s - self._counted_s) * RATE_LIMIT)
        self._counted_s = now_s
        if isinstance(content, InputReleased):
            return self._release_all()
        if isinstance(content, KeyChanged | MouseButtonChanged):
            what = content.keysym if isinstance(content, KeyChanged) else content.button
            if not content.pressed:
                return self._release(what)
            return self._press(what)
        return self._pay()

    def _pay(self) -> bool:
        if self._spare < 1:
            return False
        self._spare -= 1
        return True

    def _press(self, what: int | MouseButton) -> bool:
        if (len(self._pressed) >= PRESSED_LIMIT and what not in self._pressed) or not self._pay():
            return False
        self._pressed.add(what)
        return True

    def _release(self, what: int | MouseButton) -> bool:
        """Let what is pressed be released: that was paid for when it was pressed."""
        if what not in self._pressed:
            return False
        self._pressed.remove(what)
        return True

    def _release_all(self) -> bool:
        released = bool(self._pressed)
        self._pressed.clear()
        return released or self._pay()

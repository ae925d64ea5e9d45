"""What a technician's hands do becomes messages for the customer's computer. Pure.

Of the mouse's motion only the latest place counts, until it is taken; everything else is an event, in order.
"""

from __future__ import annotations

from typing import NamedTuple

from protocol.notation.keysyms import Key, keysym_of
from protocol.vocabulary.codec import Message
from protocol.vocabulary.input import (
    TYPED_LIMIT,
    WHEEL_LIMIT,
    InputReleased,
    KeyChanged,
    MouseButton,
    MouseButtonChanged,
    MouseMoved,
    TextTyped,
    WheelTurned,
)

_TRANSPOSING = ("xcb", "wayland")  # Qt's platforms


class Spot(NamedTuple):
    """A pixel of the picture that `stream` shows."""

    stream: int
    x: int
    y: int


def as_turned(turn: tuple[int, int], *, platform: str, has_alt: bool) -> tuple[int, int]:
    """Return how the wheel was turned, horizontally and vertically, where Qt has made something else of it.

    With Alt held Qt exchanges the two on X11 and Wayland, and tells of everything as horizontal on Windows.
    """
    if has_alt and (platform in _TRANSPOSING or (platform == "windows" and turn[1] == 0)):
        return turn[1], turn[0]
    return turn


class ControlInput:
    """What is pressed at the customer's, and what the technician's next move makes of it.

    Args:
        altgr_is_two: whether this system tells of AltGr as of Control and AltGr, as Windows does.
    """

    def __init__(self, *, altgr_is_two: bool = False) -> None:
        self._altgr_is_two = altgr_is_two
        self._keys: dict[int, int] = {}  # a key here -> the keysym that it has pressed there
        self._buttons: dict[MouseButton, None] = {}
        self._moved: Spot | None = None

    # -- the keyboard ---------------------------------------------------------------------------------------

    def press(self, key: int, keysym: int) -> list[Message]:
        """Press the key that types `keysym`; `key` tells the keys of this keyboard apart."""
        messages = self._moves()
        if self._altgr_is_two and keysym == Key.LEVEL3_SHIFT:
            messages += self._release_keysym(Key.LEFT_CONTROL)
        if self._keys.get(key, keysym) != keysym:  # it repeats, but types something else by now
            messages += self.release(key)
        self._keys[key] = keysym
        return [*messages, KeyChanged(keysym=keysym, pressed=True)]

    def release(self, key: int) -> list[Message]:
        """Release what the key has pressed, whatever it would type now."""
        keysym = self._keys.pop(key, None)
        if keysym is None or keysym in self._keys.values():
            return []
        return [*self._moves(), KeyChanged(keysym=keysym, pressed=False)]

    def type(self, text: str) -> list[Message]:
        """Type what an input method, or several keys, have made."""
        usable = "".join(character for character in text if keysym_of(character) is not None)
        parts = [usable[at : at + TYPED_LIMIT] for at in range(0, len(usable), TYPED_LIMIT)]
        return [*self._moves(), *(TextTyped(text=part) for part in parts)]

    @staticmethod
    def strike(keysyms: tuple[int, ...]) -> list[Message]:
        """Press keys one after the other, hold them, and release them."""
        pressed = [KeyChanged(keysym=keysym, pressed=True) for keysym in keysyms]
        return [*pressed, *(KeyChanged(keysym=keysym, pressed=False) for keysym in reversed(keysyms))]

    # -- the mouse ------------------------------------------------------------------------------------------

    def move(self, to: Spot) -> None:
        """Note where the mouse is."""
        self._moved = to

    def take_move(self) -> Message | None:
        """Return the mouse's latest place, if it has not been told."""
        moved, self._moved = self._moved, None
        return None if moved is None else MouseMoved(stream=moved.stream, x=moved.x, y=moved.y)

    @property
    def drags(self) -> bool:
        """Whether a button is held."""
        return bool(self._buttons)

    def button(self, at: Spot, button: MouseButton, pressed: bool) -> list[Message]:
        """Press or release a button; what was not pressed there is not released."""
        self._moved = None  # a button says where it is
        if pressed:
            self._buttons[button] = None
        elif button in self._buttons:
            del self._buttons[button]
        else:
            return []
        return [MouseButtonChanged(stream=at.stream, x=at.x, y=at.y, button=button, pressed=pressed)]

    def wheel(self, at: Spot, horizontal: int, vertical: int) -> list[Message]:
        """Turn the wheel, in eighths of a degree."""
        self._moved = None
        horizontal, vertical = (max(-WHEEL_LIMIT, min(turn, WHEEL_LIMIT)) for turn in (horizontal, vertical))
        if not horizontal and not vertical:
            return []
        return [WheelTurned(stream=at.stream, x=at.x, y=at.y, horizontal=horizontal, vertical=vertical)]

    # -- the end --------------------------------------------------------------------------------------------

    def release_all(self) -> list[Message]:
        """Release everything that is pressed."""
        pressed = bool(self._keys or self._buttons)
        self._keys, self._buttons, self._moved = {}, {}, None
        return [InputReleased()] if pressed else []

    def _moves(self) -> list[Message]:
        moved = self.take_move()
        return [] if moved is None else [moved]

    def _release_keysym(self, keysym: int) -> list[Message]:
        keys = [key for key, pressed in self._keys.items() if pressed == keysym]
        return [message for key in keys for message in self.release(key)]

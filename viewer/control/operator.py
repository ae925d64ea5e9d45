"""What becomes of the technician's input: places on the desktop, keys and buttons, and nothing left pressed. Pure."""

from __future__ import annotations

from typing import Protocol

from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.codec import Message
from protocol.vocabulary.input import (
    InputReleased,
    KeyChanged,
    MouseButton,
    MouseButtonChanged,
    MouseMoved,
    TextTyped,
    WheelTurned,
)
from viewer.control.orders import Shows

PRESSED_LIMIT = 32  # keys and buttons at once; more than ten fingers hold
NOTCH = 120  # eighths of a degree that a wheel turns from one notch to the next


class Device(Protocol):
    """This computer's mouse and keyboard, as programs can use them."""

    def move(self, x: int, y: int) -> None:
        """Move the mouse to a place of the whole desktop, in pixels."""

    def button(self, button: MouseButton, pressed: bool) -> None:
        """Press or release a button."""

    def turn(self, horizontal: int, vertical: int) -> None:
        """Turn the wheel by notches; left and up are positive."""

    def key(self, keysym: int, pressed: bool) -> None:
        """Press or release the key that types `keysym`; pressed again: it repeats."""

    def due_s(self) -> float | None:
        """Return the seconds until `let_go` is to be called; None: not before the next key."""

    def let_go(self) -> None:
        """Release what would repeat by itself, though nobody says that it is still held."""

    def type(self, text: str) -> None:
        """Type `text`, whatever keys there are."""

    def close(self) -> None:
        """Leave the keyboard as it was found."""


class Operator:
    """Does with `device` what the technician's messages say, for the stream that is shown."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._streams = range(0)  # that show the same place; numbers rise
        self._rect = Rect(0, 0, 0, 0)
        self._keys: dict[int, None] = {}  # that are pressed, in that order
        self._buttons: dict[MouseButton, None] = {}
        self._turned = (0, 0)  # of the wheel, less than a notch

    def receive(self, content: Message) -> None:
        """Do what `content` says."""
        if isinstance(content, MouseMoved):
            self._move(content)
        elif isinstance(content, MouseButtonChanged):
            self._button(content)
        elif isinstance(content, WheelTurned):
            self._wheel(content)
        elif isinstance(content, KeyChanged):
            self._key(content)
        elif isinstance(content, TextTyped):
            self._device.type(content.text)
        elif isinstance(content, InputReleased):
            self.release()
        elif isinstance(content, Shows):
            self._show(content)

    def due_s(self) -> float | None:
        """Return the seconds until `wait_over` is to be called; None: not before the next message."""
        return self._device.due_s()

    def wait_over(self) -> None:
        """Do what is due whether or not a message comes."""
        self._device.let_go()

    def release(self) -> None:
        """Release all that is pressed, the latest first."""
        for keysym in reversed(self._keys):
            self._device.key(keysym, False)
        for button in reversed(self._buttons):
            self._device.button(button, False)
        self._keys, self._buttons, self._turned = {}, {}, (0, 0)

    def close(self) -> None:
        """Release everything, for the end."""
        self.release()
        self._device.close()

    def _show(self, shows: Shows) -> None:
        """Take note of a stream; where it goes on with what the one before has shown, that one counts, too."""
        rect = Rect(shows.x, shows.y, shows.width, shows.height)
        goes_on = rect == self._rect and shows.stream >= self._streams.stop
        first = self._streams.start if goes_on else shows.stream
        self._streams, self._rect = range(first, shows.stream + 1), rect

    def _move(self, to: MouseMoved | MouseButtonChanged | WheelTurned) -> bool:
        """Go where a message points; return whether that is a place of what is shown."""
        if to.stream not in self._streams or to.x >= self._rect.width or to.y >= self._rect.height:
            return False
        self._device.move(self._rect.x + to.x, self._rect.y + to.y)
        return True

    def _button(self, changed: MouseButtonChanged) -> None:
        here = self._move(changed)
        if not changed.pressed:
            if changed.button in self._buttons:  # also of a stream that is gone: it must not stay pressed
                del self._buttons[changed.button]
                self._device.button(changed.button, False)
        elif here and changed.button not in self._buttons:
            self._buttons[changed.button] = None
            self._device.button(changed.button, True)

    def _wheel(self, turned: WheelTurned) -> None:
        if not self._move(turned):
            return
        sums = (self._turned[0] + turned.horizontal, self._turned[1] + turned.vertical)
        horizontal, vertical = (int(eighths / NOTCH) for eighths in sums)
        self._turned = (sums[0] - horizontal * NOTCH, sums[1] - vertical * NOTCH)
        if horizontal or vertical:
            self._device.turn(horizontal, vertical)

    def _key(self, changed: KeyChanged) -> None:
        if changed.pressed and (changed.keysym in self._keys or len(self._keys) < PRESSED_LIMIT):
            self._keys[changed.keysym] = None
            self._device.key(changed.keysym, True)
        elif not changed.pressed and changed.keysym in self._keys:
            del self._keys[changed.keysym]
            self._device.key(changed.keysym, False)

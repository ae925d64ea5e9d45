"""The vocabulary of a technician's mouse and keyboard for the customer's desktop.

Only a viewer's decoder has it (`CUSTOMER_VOCABULARY`): a console can neither read nor act on any of it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.codec import AtMost, Between, Message

SIDE_LIMIT = 16_384  # pixels of a screen's side
TYPED_LIMIT = 200  # characters of one `TextTyped`
WHEEL_LIMIT = 120 * 100  # eighths of a degree in one turn

Number = Annotated[int, Between(0, 2**53)]
PixelPlace = Annotated[int, Between(0, SIDE_LIMIT - 1)]  # in the picture of `stream`
Turn = Annotated[int, Between(-WHEEL_LIMIT, WHEEL_LIMIT)]  # eighths of a degree, as Qt counts; 120 is one notch


class MouseButton(enum.StrEnum):
    """A button of the mouse."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"
    BACK = "back"
    FORWARD = "forward"


@dataclass(frozen=True, kw_only=True)
class MouseMoved(Message):
    """The mouse is here, in pixels of the picture that `stream` shows; of another stream it is dropped."""

    TAG: ClassVar[str] = "mouse_moved"
    stream: Number
    x: PixelPlace
    y: PixelPlace


@dataclass(frozen=True, kw_only=True)
class MouseButtonChanged(Message):
    """A button was pressed or released, here."""

    TAG: ClassVar[str] = "mouse_button_changed"
    stream: Number
    x: PixelPlace
    y: PixelPlace
    button: MouseButton
    pressed: bool


@dataclass(frozen=True, kw_only=True)
class WheelTurned(Message):
    """The wheel was turned, here; up and left are positive."""

    TAG: ClassVar[str] = "wheel_turned"
    stream: Number
    x: PixelPlace
    y: PixelPlace
    horizontal: Turn
    vertical: Turn


@dataclass(frozen=True, kw_only=True)
class KeyChanged(Message):
    """The key that types this X keysym was pressed or released."""

    TAG: ClassVar[str] = "key_changed"
    keysym: Annotated[int, Between(1, 0x1FFF_FFFF)]
    pressed: bool


@dataclass(frozen=True, kw_only=True)
class TextTyped(Message):
    """Text for which there is no key: from an input method, or composed."""

    TAG: ClassVar[str] = "text_typed"
    text: Annotated[str, AtMost(TYPED_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class InputReleased(Message):
    """Release every key and button that is pressed: the technician's window has lost the keyboard."""

    TAG: ClassVar[str] = "input_released"


KINDS: tuple[type[Message], ...] = (
    MouseMoved,
    MouseButtonChanged,
    WheelTurned,
    KeyChanged,
    TextTyped,
    InputReleased,
)

"""The port through which a technician's mouse and keyboard reach this computer."""

from __future__ import annotations

from typing import Protocol

from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.codec import Message


class Injector(Protocol):
    """What turns the messages of `protocol.vocabulary.input` into this computer's mouse and keyboard. GUI thread.

    Attributes:
        unavailable: why nothing can be operated here, as a code for a sentence; empty where it can.
    """

    unavailable: str

    def start(self) -> None:
        """Begin; called for the customer's click only."""

    def shows(self, stream: int, rect: Rect) -> None:
        """Note which part of the whole desktop, in pixels, `stream` shows."""

    def receive(self, content: Message) -> None:
        """Do what a message of `protocol.vocabulary.input` says; called between `start` and `stop` only."""

    def stop(self) -> None:
        """Release all that is pressed and end, at once."""

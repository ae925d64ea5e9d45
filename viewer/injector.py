"""The port through which a technician's mouse and keyboard reach this computer."""

from __future__ import annotations

from typing import Protocol

from protocol.codec import Message
from protocol.mirror.tiles import Rect


class Injector(Protocol):
    """What turns the messages of `protocol.input` into this computer's mouse and keyboard. GUI thread.

    Attributes:
        unavailable: why nothing can be operated here, as a code for a sentence; empty where it can.
    """

    unavailable: str

    def start(self) -> None:
        """Begin; called for the customer's click only."""

    def shows(self, stream: int, rect: Rect) -> None:
        """Note which part of the whole desktop, in pixels, `stream` shows."""

    def receive(self, content: Message) -> None:
        """Do what a message of `protocol.input` says; called between `start` and `stop` only."""

    def stop(self) -> None:
        """Release all that is pressed and end, at once."""


class NoInjector:
    """Operates nothing, and says why not."""

    def __init__(self, unavailable: str) -> None:
        self.unavailable = unavailable

    def start(self) -> None:
        """Do nothing: control is never offered."""

    def shows(self, stream: int, rect: Rect) -> None:
        """Do nothing: nobody points at anything."""

    def receive(self, content: Message) -> None:
        """Drop it."""

    def stop(self) -> None:
        """Do nothing: nothing has begun."""

"""A customer's computer that nobody can operate."""

from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.codec import Message


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

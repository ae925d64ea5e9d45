"""The way of a technician's input to the customer: events at once and in order, the mouse as the link has room."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from protocol.link.link import Feed, Link
from protocol.seat.member import NotReachable
from protocol.vocabulary.codec import Message

if TYPE_CHECKING:
    from console.session.session import Session


class InputSending:
    """Sends to the customer of a session.

    Args:
        session: which.
        latest: returns what only counts at its latest, once; None: nothing new.
    """

    def __init__(self, *, session: Session, latest: Callable[[], Message | None]) -> None:
        self._session = session
        self._latest = latest
        self._feed: Feed | None = None
        self._fed: Link | None = None

    def send(self, messages: list[Message]) -> None:
        """Send events."""
        for message in messages:
            self._session.remote.send(message)

    def wake(self) -> None:
        """Send the latest as soon as there is room."""
        link = self._session.attendance.link
        if link is not self._fed:
            self.stop()
            self._fed, self._feed = link, None if link is None else link.feed(self._pull)
        if self._feed is not None:
            self._feed.wake()

    def stop(self) -> None:
        """Send nothing more."""
        if self._feed is not None:
            self._feed.stop()
        self._feed = self._fed = None

    def _pull(self) -> Message | None:
        member = self._session.attendance.member
        customer = member.customer()
        content = self._latest()
        if customer is None or content is None:
            return None
        try:
            return member.seal(customer.member, content)
        except NotReachable:
            return None

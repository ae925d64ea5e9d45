"""Who waits for this technician's group, as the host tells it, and picking them up. No widgets."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.messages import Reason, Refused
from protocol.vocabulary.queue import (
    Channels,
    CustomerPicked,
    PickUp,
    WaitingCustomer,
    WaitingGone,
    WaitingWords,
    is_channel,
)
from protocol.vocabulary.teamwork import INVITATION_S

Send = Callable[[Message], None]

LATEST_S = 2.0 * INVITATION_S  # that whoever transfers a session has to let in who has picked it up
WAITERS_LIMIT = 2_000  # who may wait as far as this console knows; a host has fewer

NEXT = 0
"""Stands for whoever has waited longest."""


@dataclass(frozen=True)
class WaitingView:
    """Somebody who waits, as the windows show them."""

    customer: int  # the host's number
    channel: str
    name: str  # empty where it is not known
    since: float  # on the monotonic clock
    sender: str  # the technician who transfers their session; empty for a customer without one
    own: bool  # this technician is the sender, and so nobody who could pick them up
    words: str = field(default="", compare=False)  # what they say it is about, "" nothing; whoever waits stays the same

    def waited_s(self) -> float:
        """Return how long they have waited."""
        return max(0.0, time.monotonic() - self.since)


class Queue(QObject):
    """The queue of the technician's channel.

    Signals:
        changed: read the attributes again.
        arrived: (WaitingView) somebody has begun to wait.
        gone: (WaitingView) somebody waits no more.
        problem: (code) for a sentence.

    Attributes:
        own: the channel of the technician's group; empty where it has none.
        channels: all channels of the host, to which a session can be transferred.
        waiting: who waits, the longest first.
        picking: the host is asked for somebody.
    """

    changed = Signal()
    arrived = Signal(object)
    gone = Signal(object)
    problem = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.own = ""
        self.channels: tuple[str, ...] = ()
        self.waiting: list[WaitingView] = []
        self.picking = False
        self._send: Send | None = None
        self._name = ""
        self._asked: int | None = None  # the request that is not answered yet
        self._picked: dict[int, CustomerPicked] = {}  # by request: their session is about to be opened
        self._transferred: dict[bytes, float] = {}  # sessions whose lead is about to invite this technician: until when

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message of the queue."""
        return {
            Channels: self._channels_are,
            WaitingCustomer: self._came,
            WaitingWords: self._said,
            WaitingGone: self._went,
            CustomerPicked: self._customer_picked,
        }

    def link_up(self, send: Send, name: str) -> None:
        """Pick up over this link, as the technician `name`; the host tells anew who waits."""
        self._send, self._name = send, name

    def link_down(self) -> None:
        """Forget what only the lost link knew."""
        self._send, self._asked = None, None
        self._picked.clear()
        self._transferred.clear()
        self._forget_all()
        self.own, self.channels, self.picking = "", (), False
        self.changed.emit()

    @property
    def possible(self) -> bool:
        """Whether somebody waits whom this technician could pick up now."""
        return not self.picking and any(not view.own for view in self.waiting)

    def pick_up(self, customer: int = NEXT) -> None:
        """Ask for somebody who waits."""
        if self._send is None:
            self.problem.emit("host_gone")
        elif not self.picking and not any(view.own for view in self.waiting if view.customer == customer):
            self.picking, self._asked = True, secrets.randbits(32)
            self._send(PickUp(request=self._asked, customer=customer))
            self.changed.emit()

    def take_picked(self, request: int) -> CustomerPicked | None:
        """Return the customer for whom the host has opened the session asked for by `request`; once."""
        return self._picked.pop(request, None)

    def take_transferred(self, session: bytes) -> bool:
        """Return whether an invitation into `session` is what this technician has just asked for; once."""
        return self._transferred.pop(session, 0.0) > time.monotonic()

    def refused(self, message: Refused) -> bool:
        """Say why nobody was picked up; return whether `message` is about that."""
        if message.about != PickUp.TAG:
            return False
        self._answered()
        self.problem.emit("too_many_sessions" if message.reason is Reason.LIMIT else message.reason.value)
        return True

    def _channels_are(self, message: Channels) -> None:
        _check(*message.channels, *filter(None, [message.own]))
        self.own, self.channels = message.own, message.channels
        self.changed.emit()

    def _came(self, message: WaitingCustomer) -> None:
        if len(self.waiting) >= WAITERS_LIMIT:
            raise BadMessage("more who wait than a host lets")
        view = WaitingView(
            customer=message.customer,
            channel=message.channel,
            name=message.name,
            since=time.monotonic() - message.waited_s,
            sender=message.sender,
            own=bool(message.sender) and message.sender == self._name,
        )
        self.waiting = sorted([*self.waiting, view], key=lambda waiting: waiting.since)
        self.arrived.emit(view)
        self.changed.emit()

    def _said(self, message: WaitingWords) -> None:
        said = message.text
        self.waiting = [replace(v, words=said) if v.customer == message.customer else v for v in self.waiting]
        self.changed.emit()

    def _went(self, message: WaitingGone) -> None:
        for view in [view for view in self.waiting if view.customer == message.customer]:
            self._forget(view)
        self.changed.emit()

    def _customer_picked(self, message: CustomerPicked) -> None:
        if message.request != self._asked:
            raise BadMessage("somebody whom this technician has not picked up")
        _check(message.channel)
        self._answered()
        if message.session is None:
            self._picked[message.request] = message
        else:
            self._transferred[message.session] = time.monotonic() + LATEST_S

    def _answered(self) -> None:
        self.picking, self._asked = False, None
        self.changed.emit()

    def _forget_all(self) -> None:
        for view in list(self.waiting):
            self._forget(view)

    def _forget(self, view: WaitingView) -> None:
        self.waiting.remove(view)
        self.gone.emit(view)


def _check(*channels: str) -> None:
    """Refuse what is called as no channel is: whoever reads of it would take it for none."""
    if not all(map(is_channel, channels)):
        raise BadMessage("no channel")

"""The queue as everybody is told of it: their place those who wait, who waits for them the technicians."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from console.host.core.accounts.accounts import Accounts, Technician
from console.host.core.queue_order import Queue, Waiter
from console.host.peers.peer import Peer
from console.host.queue.wait_figures import WaitFigures
from protocol.vocabulary.codec import Message
from protocol.vocabulary.queue import WAITED_LIMIT_S, Channels, WaitingCustomer, WaitingGone, WaitingWords


class Turn(Protocol):
    """What the board asks and tells of one who waits."""

    @property
    def ready(self) -> bool:
        """Whether they could be picked up now: their link stands."""

    @property
    def words(self) -> str:
        """What they let the desk read."""

    def is_with(self, technician: int) -> bool:
        """Return whether they are this technician's customer already."""

    def place_is(self, place: int, waited_s: int) -> None:
        """Tell the place, and for how long they have waited; called whenever the place changes."""

    def reading_changed(self) -> None:
        """Take note that the desk may read their words from now on, or no longer."""

    def channel_gone(self) -> None:
        """Take note that nobody picks up in this channel any more; they are out of the queue."""


@dataclass
class _Entry:
    turn: Turn
    place: int = 0  # as told


class Board:
    """The queue of a host.

    Args:
        accounts: groups and technicians at the start; `accounts_are` tells what they become.
        clock: seconds.

    Attributes:
        waits: how long those who wait no more have waited.
    """

    def __init__(self, *, accounts: Accounts, clock: Callable[[], float]) -> None:
        self.waits = WaitFigures()
        self._clock = clock
        self._queue = Queue()
        self._entries: dict[int, _Entry] = {}
        self._channels = accounts.channels()
        self._read = accounts.read_channels()
        self._consoles: dict[Peer, str] = {}  # the channel that each was told of

    def lines(self) -> dict[str, tuple[int, int]]:
        """Return of each channel how many wait there, and for how many seconds the first of them has."""
        found = {}
        for channel in self._channels:
            line = list(self._queue.line(channel))
            found[channel] = (len(line), self.waited_s(line[0]) if line else 0)
        return found

    # -- who waits ----------------------------------------------------------------------------------------------

    def has(self, channel: str) -> bool:
        """Return whether a group of technicians has this channel."""
        return channel in self._channels

    def reads(self, channel: str) -> bool:
        """Return whether the group of this channel has chosen to read what those who wait say it is about."""
        return channel in self._read

    def enter(self, channel: str, turn: Turn, *, name: str, since: float | None = None, sender: str = "") -> Waiter:
        """Let somebody wait; since now, or since they did at first."""
        waiter = self._queue.enter(channel, name, self._clock() if since is None else since, sender=sender)
        self._added(waiter, turn)
        return waiter

    def put_back(self, waiter: Waiter, turn: Turn) -> None:
        """Give somebody who was taken out their place again, or say that the channel is gone."""
        if self.has(waiter.channel):
            self._queue.put_back(waiter)
            self._added(waiter, turn)
        else:
            turn.channel_gone()

    def take(self, number: int) -> Waiter | None:
        """Take somebody out of the line; None where they do not wait any more."""
        waiter = self._queue.take(number)
        if waiter is not None:
            del self._entries[number]
            self._tell_consoles(waiter.channel, WaitingGone(customer=number))
            self._tell_places(waiter.channel)
        return waiter

    def find(self, number: int) -> Waiter | None:
        """Return who waits under that number."""
        return self._queue.find(number)

    def longest(self, channel: str, technician: int) -> Waiter | None:
        """Return who has waited longest in a channel, of those whom this technician could pick up now."""

        def fits(turn: Turn) -> bool:
            return turn.ready and not turn.is_with(technician)

        return next((w for w in self._queue.line(channel) if fits(self._entries[w.number].turn)), None)

    def tell_place(self, number: int) -> None:
        """Tell one who waits their place anew: their link is another."""
        self._entries[number].place = 0
        waiter = self._queue.find(number)
        assert waiter is not None, "who has an entry waits"
        self._tell_places(waiter.channel)

    def tell_words(self, number: int) -> None:
        """Tell the technicians what one who waits says it is about, or that it was taken back."""
        if (waiter := self._queue.find(number)) is not None:
            self._tell_consoles(waiter.channel, WaitingWords(customer=number, text=self._entries[number].turn.words))

    def waited_s(self, waiter: Waiter) -> int:
        """Return how long somebody has waited, in whole seconds."""
        return min(WAITED_LIMIT_S, max(0, int(self._clock() - waiter.since)))

    # -- who is told --------------------------------------------------------------------------------------------

    def entered(self, peer: Peer, technician: Technician) -> None:
        """A console has logged in: show it the channels, and who waits in its own."""
        self._consoles[peer] = technician.channel
        peer.send(Channels(own=technician.channel, channels=self._channels))
        for waiter in self._queue.line(technician.channel):
            for message in self._shown(waiter):
                peer.send(message)

    def left(self, peer: Peer) -> None:
        """A console's link has ended."""
        self._consoles.pop(peer, None)

    def accounts_are(self, accounts: Accounts) -> None:
        """Follow the channels of the groups; whoever waits in one that is gone is told so."""
        before, self._channels = self._channels, accounts.channels()
        self._follow_reading(accounts.read_channels())
        for peer, channel in list(self._consoles.items()):
            own = "" if peer.technician is None else peer.technician.channel
            if own != channel or before != self._channels:
                for waiter in self._queue.line(channel) if own != channel else ():
                    peer.send(WaitingGone(customer=waiter.number))
                self._follow(peer, own, channel)
        for channel in set(self._queue.channels()) - set(self._channels):
            for waiter in self._queue.line(channel):
                turn = self._entries[waiter.number].turn
                self.take(waiter.number)
                turn.channel_gone()

    def _follow_reading(self, channels: frozenset[str]) -> None:
        """Let those who wait know where the desk may read their words from now on, or no longer."""
        changed, self._read = channels ^ self._read, channels
        for channel in changed & set(self._queue.channels()):
            for waiter in self._queue.line(channel):
                self._entries[waiter.number].turn.reading_changed()
                self.tell_words(waiter.number)

    def _follow(self, peer: Peer, own: str, before: str) -> None:
        """Tell a console what its channel is now, and who waits there where that is another one."""
        if own == before:
            peer.send(Channels(own=own, channels=self._channels))
        elif peer.technician is not None:
            self.entered(peer, peer.technician)

    def _added(self, waiter: Waiter, turn: Turn) -> None:
        self._entries[waiter.number] = _Entry(turn)
        for message in self._shown(waiter):
            self._tell_consoles(waiter.channel, message)
        self._tell_places(waiter.channel)

    def _shown(self, waiter: Waiter) -> list[Message]:
        """Return what technicians are told of one who waits."""
        shown = WaitingCustomer(
            customer=waiter.number,
            channel=waiter.channel,
            name=waiter.name,
            waited_s=self.waited_s(waiter),
            sender=waiter.sender,
        )
        words = self._entries[waiter.number].turn.words
        return [shown, WaitingWords(customer=waiter.number, text=words)] if words else [shown]

    def _tell_consoles(self, channel: str, message: Message) -> None:
        for peer, own in list(self._consoles.items()):
            if own == channel:
                peer.send(message)

    def _tell_places(self, channel: str) -> None:
        for place, waiter in enumerate(self._queue.line(channel), start=1):
            entry = self._entries[waiter.number]
            if entry.place != place:
                entry.place = place
                entry.turn.place_is(place, self.waited_s(waiter))

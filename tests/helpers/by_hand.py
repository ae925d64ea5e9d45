"""Links, screens and members by hand, for the tests of what ties both programs together."""

from __future__ import annotations

import asyncio
import threading

import numpy as np

from protocol.link.link import Feed
from protocol.mirror.capture.common.source import Monitor, PointerState, Shape
from protocol.mirror.picture.tiles import Rect
from protocol.seat.conversation import Conversation
from protocol.seat.member import Member
from protocol.seat.seat_key import SeatKey
from protocol.trust.introduction import Book, KeyOffer
from protocol.vocabulary.messages import Attach, Role, Room, Sealed, Seat, SessionState

PATIENCE_S = 60.0  # a deadline only a failing test reaches
SESSION = b"s" * 16
KEY = b"k" * 32
LEAD, CUSTOMER = 1, 2


class News:
    """Wakes a test whenever something has happened."""

    def __init__(self):
        self._event = asyncio.Event()

    def tell(self, *_what):
        self._event.set()

    async def until(self, condition):
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                self._event.clear()
                await self._event.wait()


class LinkByHand:
    """Records all that goes out, urgent or pulled; `narrow` has no room for what is pulled."""

    trust = None
    relay = ""
    host_fingerprint = None
    open_host = None

    def __init__(self, news=None):
        self.sent = []
        self.narrow = False
        self.end = None
        self._feeds = []
        self._news = news or News()

    def send(self, message):
        if self.end is None:
            self.sent.append(message)
            self._news.tell()

    def feed(self, pull):
        feed = Feed(pull, self.pump)
        self._feeds.append(feed)
        return feed

    def pump(self):
        self._news.tell()
        for feed in self._feeds:
            while feed.awake and not self.narrow and self.end is None:
                message = feed.pull()
                feed.awake = message is not None and not feed.stopped
                if message is not None:
                    self.send(message)

    def close(self, end=None):
        self.end = end
        self._news.tell()

    def of(self, kind):
        return [message for message in self.sent if isinstance(message, kind)]

    def take(self, kind):
        """Return and forget what was sent, of `kind`."""
        taken = self.of(kind)
        self.sent = [message for message in self.sent if not isinstance(message, kind)]
        return taken


class ScreenByHand:
    """A screen of 64 x 48 pixels that can be painted and broken; any number of sources, each with its own wake-up."""

    def __init__(self):
        self.opened = 0
        self.closed = 0
        self.failure = None  # raised by the next wait
        self.refusal = None  # raised when it is opened
        self.threads = set()
        self.changed = threading.Condition()
        self.frame = np.zeros((48, 64, 4), np.uint8)
        self._sources = []

    # what a desk's `capture` has

    asks = False

    def choose(self, chosen, _refused, *, asker):
        chosen()

    def drop(self, asker):
        pass

    def monitors(self):
        return [Monitor(1, "DP-1", Rect(0, 0, 64, 48), True), Monitor(2, "DP-2", Rect(64, 0, 64, 48), False)]

    def open_source(self, monitor):
        self.threads.add(threading.current_thread())
        if self.refusal is not None:
            raise self.refusal
        source = SourceByHand(self)
        with self.changed:
            self.opened += 1
            self._sources.append(source)
        return source

    # what a test has happen

    def paint(self, colour):
        with self.changed:
            self.frame[:] = colour
            for source in self._sources:
                source.damaged.append(Rect(0, 0, 64, 48))
        self._wake()

    def fail(self, failure):
        self.failure = failure
        self._wake()

    def _wake(self):
        for source in list(self._sources):
            source.wake()

    def all_ended(self):
        """Return whether every thread that opened a source has ended; waits for them."""
        for thread in self.threads:
            thread.join(PATIENCE_S)
        return not any(thread.is_alive() for thread in self.threads)


class SourceByHand:
    """One source of a `ScreenByHand`."""

    def __init__(self, screen):
        self.width, self.height, self.title = 64, 48, "DP-1"
        self.damaged = [Rect(0, 0, 64, 48)]
        self._screen = screen
        self._woken = False

    def wait(self, timeout_s):
        with self._screen.changed:
            self._screen.changed.wait_for(lambda: self._woken, timeout_s)
            self._woken = False
            failure, self._screen.failure = self._screen.failure, None
        if failure is not None:
            raise failure

    def wake(self):
        with self._screen.changed:
            self._woken = True
            self._screen.changed.notify_all()

    def damage(self):
        with self._screen.changed:
            damaged, self.damaged = self.damaged, []
            return damaged

    def grab(self, rects, frame):
        with self._screen.changed:
            for rect in rects:
                rect.within(frame)[:] = rect.within(self._screen.frame)

    def pointer(self):
        return PointerState(3, 4, True, Shape(1, 2, 0, 1, bytes(8)))

    def close(self):
        self._screen.closed += 1


def seat_key(member, role):
    granted = ((KEY, True),) if role is Role.LEAD else ()
    return SeatKey(session=SESSION, member=member, role=role, token=b"t" * 32, key=KEY, book=Book(granted=granted))


class Other:
    """A real member at the other end, without a program round it."""

    def __init__(self, member, role, name):
        self.number, self.role = member, role
        self.member = Member(seat_key(member, role), name, Conversation(member, name))
        self.contents = []
        self.generation = 0
        self.salt = bytes(16)
        self.present = False

    def attach(self):
        self.salt = self.member.attach().salt
        self.generation += 1
        self.present = True


class RoomByHand:
    """A host's room with a program's link at one seat and an `Other` at the other; a test says what happens when.

    `receive` is the program's way in.
    """

    def __init__(self, *, own, own_role, other, link, receive):
        self.own, self.own_role = own, own_role
        self.other = other
        self.link = link
        self.receive = receive
        self.sharing = 0
        self.joining = False
        self.has_other = other.present
        self.generation = 0
        self._salt = bytes(16)

    def state(self):
        if not self.has_other:
            return SessionState.CONNECTING if self.joining else SessionState.WAITING
        return SessionState.ACTIVE if self.other.present else SessionState.RECONNECTING

    def message(self):
        own = Seat(member=self.own, role=self.own_role, present=True, generation=self.generation, salt=self._salt)
        seats = [own]
        if self.has_other:
            seats.append(
                Seat(
                    member=self.other.number,
                    role=self.other.role,
                    present=self.other.present,
                    generation=self.other.generation,
                    salt=self.other.salt,
                )
            )
        return Room(session=SESSION, state=self.state(), seats=tuple(seats), sharing=self.sharing)

    def seat(self):
        """Answer the program's Attach."""
        (attach,) = self.link.take(Attach)
        self._salt = attach.salt
        self.generation += 1
        self.tell()

    def tell(self):
        """Send the room to both, and what they have to say to each other."""
        room = self.message()
        self.receive(room)
        if self.has_other and self.other.present:
            for message in self.other.member.room(room):
                self._to_program(message)
            self.open()

    def arrive(self):
        """Have the other attach, at first or again."""
        self.other.attach()
        self.has_other = True
        self.tell()

    def lose(self):
        """Have the other lose its link."""
        self.other.present = False
        self.tell()

    def open(self):
        """Open, at the other's end, all that the program has sealed, and answer; return the contents."""
        contents = []
        while boxes := self.link.take(Sealed):
            for sealed in boxes:
                opened = self.other.member.open(self._from(sealed, self.own))
                if not isinstance(opened[1], KeyOffer):
                    contents.append(opened[1])
                if sealed.channel in ("talk", "chat"):
                    for answer in self.other.member.talk(*opened, now_ms=0)[1]:
                        self._to_program(answer)
        self.other.contents += contents
        return contents

    def say(self, content):
        """Have the other send `content`."""
        self._to_program(self.other.member.seal(self.own, content))

    def _to_program(self, sealed):
        self.receive(self._from(sealed, self.other.number))

    @staticmethod
    def _from(sealed, sender):
        return Sealed(
            session=SESSION, member=sender, generation=sealed.generation, channel=sealed.channel, box=sealed.box
        )


def customer():
    return Other(CUSTOMER, Role.CUSTOMER, "Max Muster")


def lead():
    return Other(LEAD, Role.LEAD, "Anna Berger")

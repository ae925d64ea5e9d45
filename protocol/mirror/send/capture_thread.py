"""The capture thread: from a damaged screen to parts of updates, one encoder and one pace a receiver.

It sleeps until the source is damaged, the pointer moves or a receiver has room again. It never queues pictures: who has
no room gets what is there when they have.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from protocol.mirror.capture.common.source import CaptureUnavailable, PointerState, ScreenSource, Shape, SourceResized
from protocol.mirror.encode.encoder import Encoder, Pace, Part
from protocol.mirror.encode.pacer import Pacer
from protocol.mirror.encode.receiver_wishes import Taste
from protocol.mirror.picture.tiles import Grid, Rect
from protocol.mirror.send.pump_events import (
    Ended,
    Failed,
    MirrorBegan,
    Opened,
    PartReady,
    PointerMoved,
    PointerShaped,
    PumpEvent,
    Thumbnail,
)
from protocol.mirror.send.source_pace import SourcePace
from protocol.vocabulary.content import WHOLE_VIEWER, Capabilities, PictureWish

THUMBNAIL_SIDE = 640  # pixels
CAPTURE_INTERVAL_S = 1 / 60  # on average; two captures may follow each other at once


@dataclass
class _Receiver:
    """One receiver of one stream; capture thread only."""

    stream: int
    encoder: Encoder
    pacer: Pacer
    taste: Taste = field(default_factory=Taste)
    parts: Iterator[Part] = field(default_factory=lambda: iter(()))  # still to be sent, of what was begun
    begun: bool = False  # there are such parts
    fresh: bool = False  # and none of them has left
    within: bool = False  # the latest was not its update's last, and nothing is acknowledged before that has left, too

    def waits(self) -> bool:
        """Say whether there is something that an acknowledgement may let go on."""
        if self.begun or not self.pacer.has_room():
            return True
        return self.encoder.sharpen_due_s != math.inf and not self.pacer.is_spare()


class Pump:
    """Captures one source for any number of receivers.

    Args:
        open_source: opens the source; called in the capture thread, again whenever the source has changed its size.
        deliver: takes each event, in the capture thread; must not block (a mailbox's `put`).
        clock: seconds, never going back.
        pace: says how often a stream may begin.
    """

    def __init__(
        self,
        *,
        open_source: Callable[[], ScreenSource],
        deliver: Callable[[PumpEvent], None],
        clock: Callable[[], float] = time.monotonic,
        pace: SourcePace | None = None,
    ) -> None:
        self._source_pace = pace or SourcePace(clock)
        self._open_source = open_source
        self._deliver = deliver
        self._clock = clock
        self._thread = threading.Thread(target=self._run, name="capture", daemon=True)
        self._gate = threading.Lock()  # guards what follows, up to the blank line; held while an event is delivered
        self._stopping = False
        self._wanted: dict[int, int] = {}  # receiver -> the stream it is to be sent
        self._takes: dict[int, Capabilities] = {}  # what each of them can make a picture of
        self._wishes: dict[int, PictureWish] = {}  # of the receivers that have said how they want their picture
        self._thumbnails: set[int] = set()  # receivers whose picture somebody wants to see
        self._streams = 0  # made so far
        self._source: ScreenSource | None = None

        self._listens = False  # an acknowledgement may let something go on; the capture thread sets it
        self._shown: deque[tuple[int, int, int, float]] = deque()  # receiver, stream, update, when; any thread appends

    # -- any thread -----------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Deliver nothing but `Ended` from now on; returns at once."""
        with self._gate:
            self._stopping = True
        self._wake()

    def join(self) -> None:
        """Wait for the thread's end, after `stop` or `Failed`."""
        self._thread.join()

    def add_receiver(self, receiver: int, takes: Capabilities = WHOLE_VIEWER) -> None:
        """Begin a new stream for `receiver`, of what it takes, with the whole picture; an older one of its own ends."""
        with self._gate:
            self._streams += 1
            self._wanted[receiver] = self._streams
            self._takes[receiver] = takes
        self._wake()

    def remove_receiver(self, receiver: int) -> None:
        """Deliver nothing for `receiver` from now on; one that isn't there is ignored."""
        with self._gate:
            self._wanted.pop(receiver, None)
            self._wishes.pop(receiver, None)
            self._takes.pop(receiver, None)
        self._wake()

    def wish(self, receiver: int, wish: PictureWish) -> None:
        """Give `receiver` its picture as it wants it, until it is removed; may be said before it is added."""
        with self._gate:
            self._wishes[receiver] = wish
        self._wake()

    def thumbnail(self, receiver: int) -> None:
        """Ask for one `Thumbnail` of what `receiver` was sent; none comes for one that isn't there."""
        with self._gate:
            self._thumbnails.add(receiver)
        self._wake()

    def shown(self, receiver: int, stream: int, update: int) -> None:
        """Note that `receiver` shows `update` of `stream`; what was never sent is ignored."""
        self._shown.append((receiver, stream, update, self._clock()))
        if self._listens:  # else it is taken in when there is more to do, with the time at which it came
            self._wake()

    def _wake(self) -> None:
        with self._gate:
            source = self._source
        if source is not None:
            source.wake()

    # -- capture thread -------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            work = self._open()
            self._say(Opened(work.source.width, work.source.height, work.source.title))
            while not self._stopping:
                try:
                    self._turn(work)
                except SourceResized:
                    self._close()
                    work = self._open()
                    self._renew_streams()
        except CaptureUnavailable as unavailable:
            self._say(Failed(unavailable.code))
        finally:
            self._close()
            self._deliver(Ended())

    def _open(self) -> _Work:
        source = self._open_source()
        with self._gate:
            self._source = source
        return _Work(source)

    def _close(self) -> None:
        with self._gate:
            source, self._source = self._source, None
        if source is not None:
            source.close()

    def _turn(self, work: _Work) -> None:
        """Do what is due, then sleep."""
        begins_s = self._reconcile(work)
        timeout_s = self._capture(work)
        if begins_s is not None:
            timeout_s = begins_s if timeout_s is None else min(timeout_s, begins_s)
        self._look_at_pointer(work)
        if timeout_s != 0:
            self._listens = any(receiver.waits() for receiver in work.receivers.values())
            if not (self._listens and self._shown):  # it came before somebody listened
                work.source.wait(timeout_s)
                work.maybe_damaged = True
            self._listens = False

    def _renew_streams(self) -> None:
        """Give each receiver another stream."""
        with self._gate:
            for receiver in self._wanted:
                self._streams += 1
                self._wanted[receiver] = self._streams

    def _reconcile(self, work: _Work) -> float | None:
        """Make the receivers those that are wanted, and take acknowledgements in.

        Returns:
            The seconds after which a receiver may begin that may not yet; None where all have.
        """
        with self._gate:
            wanted, wishes, takes = dict(self._wanted), dict(self._wishes), dict(self._takes)
            thumbnails, self._thumbnails = self._thumbnails, set()
        for number in [n for n, r in work.receivers.items() if wanted.get(n) != r.stream]:
            del work.receivers[number]
        begins_s = None
        for number, stream in wanted.items():
            if number not in work.receivers and (begins_s := self._source_pace.begin_s() or None) is None:
                self._begin(work, number, stream, takes[number])
            if number in wishes and number in work.receivers:
                work.grant(number, wishes[number])
        for number in thumbnails & work.receivers.keys():
            sent = work.receivers[number].encoder.thumbnail(THUMBNAIL_SIDE)
            self._say(Thumbnail(number, sent), number, work.receivers[number].stream)
        while self._shown:
            number, stream, update, at_s = self._shown.popleft()
            receiver = work.receivers.get(number)
            if receiver is not None and receiver.stream == stream:
                receiver.pacer.shown(update, at_s)
        return begins_s

    def _begin(self, work: _Work, number: int, stream: int, takes: Capabilities) -> None:
        source = work.source
        work.receivers[number] = _Receiver(stream, Encoder(source.width, source.height, takes), Pacer())
        self._say(MirrorBegan(number, stream, source.width, source.height, source.title), number, stream)
        work.maybe_damaged = True
        work.said_pointer = None
        if work.shape is not None:
            self._say(PointerShaped(work.shape))

    def _capture(self, work: _Work) -> float | None:
        """Send what is due to whoever has room; return how long nothing else is due."""
        for number in work.receivers:
            self._go_on(work, number)
        ready = [r for r in work.receivers.values() if not r.begun and r.pacer.has_room()]
        if not ready:
            return None
        now_s = self._clock()
        if work.maybe_damaged:
            if now_s < work.due_s:
                return work.due_s - now_s
            self._begin_updates(work, ready, now_s)
        for receiver in ready:
            if not receiver.begun and receiver.pacer.is_spare() and receiver.encoder.sharpen_due_s <= now_s:
                self._begin_parts(receiver, receiver.encoder.sharpen(self._pace(work, receiver)))
        if any(receiver.begun for receiver in ready):
            return 0
        due_s = min((r.encoder.sharpen_due_s for r in ready if r.pacer.is_spare()), default=math.inf)
        return None if due_s == math.inf else max(0.001, due_s - now_s)

    def _begin_updates(self, work: _Work, ready: list[_Receiver], now_s: float) -> None:
        """Capture, and begin to send those who are `ready` what has changed."""
        work.maybe_damaged = False
        if work.grab() | any(receiver.encoder.damaged for receiver in ready):
            work.due_s = max(work.due_s, now_s - CAPTURE_INTERVAL_S) + CAPTURE_INTERVAL_S
        for receiver in ready:
            picture = receiver.taste.picture(work.frame)
            self._begin_parts(receiver, receiver.encoder.update(picture, self._pace(work, receiver)))

    def _pace(self, work: _Work, receiver: _Receiver) -> Pace:
        pointer = work.said_pointer
        place = (pointer.x, pointer.y) if pointer is not None else (0, 0)
        return receiver.taste.pace(Pace(receiver.pacer.rate, self._clock(), place))

    def _begin_parts(self, receiver: _Receiver, parts: Iterator[Part] | None) -> None:
        if parts is not None:
            receiver.parts, receiver.begun, receiver.fresh = parts, True, True

    def _go_on(self, work: _Work, number: int) -> None:
        """Send `number` more of what was begun, each part as soon as it is there, while there is room."""
        receiver = work.receivers[number]
        while receiver.begun and (receiver.within or receiver.pacer.has_room()):
            part = next(receiver.parts, None)
            if part is None:
                receiver.begun = False
                return
            now_s = self._clock()
            receiver.pacer.sent(part.update, len(part.data), now_s, begins_picture=receiver.fresh)
            receiver.fresh, receiver.within = False, not part.final
            event = PartReady(number, receiver.stream, part.update, part.final, part.data)
            if not self._say(event, number, receiver.stream):
                receiver.begun = False  # no longer wanted, and so is its encoder
                return

    def _look_at_pointer(self, work: _Work) -> None:
        state = work.source.pointer()
        if state.shape is not None:
            work.shape = state.shape
            self._say(PointerShaped(state.shape))
        place = state._replace(shape=None)
        if place != work.said_pointer:
            work.said_pointer = place
            self._say(PointerMoved(place.x, place.y, place.visible))

    def _say(self, event: PumpEvent, receiver: int | None = None, stream: int = 0) -> bool:
        """Deliver `event` unless it is no longer wanted; say whether it was."""
        with self._gate:
            if self._stopping or (receiver is not None and self._wanted.get(receiver) != stream):
                return False
            self._deliver(event)
            return True


class _Work:
    """What the capture thread has of one opened source."""

    def __init__(self, source: ScreenSource) -> None:
        self.source = source
        self.frame = np.zeros((source.height, source.width, 4), np.uint8)
        self.receivers: dict[int, _Receiver] = {}
        self.maybe_damaged = True  # something has happened since damage was last asked for
        self.due_s = 0.0  # when the next capture may be
        self.shape: Shape | None = None
        self.said_pointer: PointerState | None = None
        self._damage = Grid(source.width, source.height)

    def grant(self, number: int, wish: PictureWish) -> None:
        """Give the receiver `number` its picture as it wants it from now on."""
        receiver = self.receivers[number]
        if wish != receiver.taste.wish:
            receiver.taste = Taste(wish, self.frame)
            receiver.encoder.damage([Rect(0, 0, self.source.width, self.source.height)])
            self.maybe_damaged = True

    def grab(self) -> bool:
        """Bring the frame up to date; say whether anything was damaged."""
        self._damage.add(self.source.damage())
        boxes = self._damage.take()
        if boxes:
            self.source.grab(boxes, self.frame)
            for receiver in self.receivers.values():
                receiver.taste.follow(self.frame, boxes)
                receiver.encoder.damage(boxes)
        return bool(boxes)

"""The capture thread, with a source that is a picture in memory."""

from __future__ import annotations

import queue
import threading

import numpy as np
import pytest

from protocol.mirror.capture.common.source import CaptureUnavailable, PointerState, Shape, SourceResized
from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.decoder import Decoder
from protocol.mirror.encode.grey import GreyPicture
from protocol.mirror.picture.tiles import Rect
from protocol.mirror.send.capture_thread import Pump
from protocol.mirror.send.pump_events import (
    Ended,
    Failed,
    MirrorBegan,
    Opened,
    PartReady,
    PointerMoved,
    PointerShaped,
    Thumbnail,
)
from protocol.vocabulary.content import PictureWish, Quality
from protocol.vocabulary.content_vocabulary import CONTENT_VOCABULARY

LONG_S = 60.0
ARROW = Shape(1, 2, 0, 1, bytes(8))


class Screen:
    """A screen that tests draw on; any thread."""

    def __init__(self, width: int = 80, height: int = 60) -> None:
        self.lock = threading.Condition()
        self.title = "screen"
        self.resize(width, height)
        self.woken = False
        self.pointer = PointerState(3, 4, True, ARROW)
        self.failure: Exception | None = None
        self.now_s = 100.0  # goes on with each drawing, so that the next capture is due
        self.grabs = 0
        self.at_grab = lambda: None
        self.open_sources = 0

    def resize(self, width: int, height: int) -> None:
        with self.lock:
            self.frame = np.zeros((height, width, 4), np.uint8)
            self.damaged = [Rect(0, 0, width, height)]
            self._wake()

    def draw(self, rect: Rect, colour: int) -> None:
        with self.lock:
            rect.within(self.frame)[:] = colour
            self.damaged.append(rect)
            self.now_s += 1.0
            self._wake()

    def fail(self, failure: Exception) -> None:
        with self.lock:
            self.failure = failure
            self._wake()

    def point(self, x: int, y: int) -> None:
        with self.lock:
            self.pointer = PointerState(x, y, True, None)
            self._wake()

    def _wake(self) -> None:
        self.woken = True
        self.lock.notify_all()


class ScreenSourceOf:
    """A source of a `Screen`."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self.height, self.width = screen.frame.shape[:2]
        self.title = screen.title
        self._thread = threading.current_thread()
        self._closed = False
        screen.open_sources += 1

    def wait(self, timeout_s: float | None) -> None:
        self._check()
        with self._screen.lock:
            self._screen.lock.wait_for(lambda: self._screen.woken, timeout_s)
            self._screen.woken = False
            self._check_size()
            if self._screen.failure is not None:
                failure, self._screen.failure = self._screen.failure, None
                raise failure

    def wake(self) -> None:
        with self._screen.lock:
            self._screen._wake()

    def damage(self) -> list[Rect]:
        self._check()
        with self._screen.lock:
            damaged, self._screen.damaged = self._screen.damaged, []
            return damaged

    def grab(self, rects: list[Rect], frame: np.ndarray) -> None:
        self._check()
        self._screen.at_grab()
        with self._screen.lock:
            self._screen.grabs += 1
            self._check_size()
            for rect in rects:
                rect.within(frame)[:] = rect.within(self._screen.frame)

    def pointer(self) -> PointerState:
        self._check()
        with self._screen.lock:
            state = self._screen.pointer
            self._screen.pointer = state._replace(shape=None)
            return state

    def close(self) -> None:
        self._check()
        self._closed = True
        self._screen.open_sources -= 1

    def _check_size(self) -> None:
        if self._screen.frame.shape[:2] != (self.height, self.width):
            raise SourceResized

    def _check(self) -> None:
        assert threading.current_thread() is self._thread
        assert not self._closed


class Watcher:
    """Takes a pump's events and puts one receiver's mirror together."""

    def __init__(self, screen: Screen, **how) -> None:
        self.events: queue.SimpleQueue = queue.SimpleQueue()
        self.pump = Pump(open_source=lambda: ScreenSourceOf(screen), deliver=self.events.put, **how)
        self.screen = screen
        self.canvas = self.decoder = None

    def next(self, kind: type | tuple[type, ...]):
        """Return the next event of `kind`, dropping others."""
        while True:
            event = self.events.get(timeout=LONG_S)
            if isinstance(event, kind):
                return event
            assert not isinstance(event, Ended | Failed), event

    def see_update(self, receiver: int = 1) -> PartReady:
        """Apply the receiver's next update and return its last part."""
        while True:
            event = self.next((MirrorBegan, PartReady))
            if event.receiver != receiver:
                continue
            if isinstance(event, MirrorBegan):
                self.canvas, self.decoder = Canvas(event.width, event.height), Decoder(event.width, event.height)
                continue
            self.canvas.apply(self.decoder.part(event.data, event.final))
            if event.final:
                return event

    def acknowledge(self, part: PartReady) -> None:
        self.pump.shown(part.receiver, part.stream, part.update)

    def fill(self) -> list[PartReady]:
        """Draw until there is no room any more, and return the last part of each update."""
        updates: list[PartReady] = []
        for number in range(40):
            self.screen.draw(Rect(number, 0, 10, 10), number + 1)
            parts = self.parts_seen()
            if not parts:
                return updates
            updates += parts
        raise AssertionError("there is always room")

    def parts_seen(self) -> list[PartReady]:
        """Let the pump look round twice, mirror what it sends, and return the last part of each update."""
        parts = []
        for x in (40, 41):
            self.screen.point(x, 5)
            while not isinstance(event := self.events.get(timeout=LONG_S), PointerMoved) or event.x != x:
                if isinstance(event, PartReady):
                    self.canvas.apply(self.decoder.part(event.data, event.final))
                    parts += [event] if event.final else []
        return parts

    def sees_no_part(self) -> bool:
        """Let the pump look round twice, and say whether it sent no part."""
        parts = []
        for x in (40, 41):
            self.screen.point(x, 5)
            while not isinstance(event := self.events.get(timeout=LONG_S), PointerMoved) or event.x != x:
                parts += [event] if isinstance(event, PartReady) else []
        return not parts

    def is_exact(self) -> bool:
        return np.array_equal(self.canvas.pixels[..., :3], self.screen.frame[..., :3])

    def drained(self) -> list:
        events = []
        while not self.events.empty():
            events.append(self.events.get())
        return events


@pytest.fixture
def screen():
    screen = Screen()
    yield screen
    assert screen.open_sources == 0


@pytest.fixture
def watcher(screen):
    watcher = Watcher(screen, clock=lambda: screen.now_s)
    watcher.pump.start()
    yield watcher
    watcher.pump.stop()
    watcher.pump.join()


def test_it_opens_says_so_and_captures_nothing_without_a_receiver(watcher, screen):
    assert watcher.next(Opened) == Opened(80, 60, "screen")
    screen.draw(Rect(0, 0, 9, 9), 5)
    watcher.next(PointerMoved)
    assert screen.grabs == 0


def test_a_receiver_gets_its_stream_the_whole_picture_and_then_what_changes(watcher, screen):
    screen.draw(Rect(10, 10, 30, 30), 200)
    watcher.pump.add_receiver(1)
    assert watcher.next(MirrorBegan) == MirrorBegan(1, 1, 80, 60, "screen")
    watcher.canvas, watcher.decoder = Canvas(80, 60), Decoder(80, 60)
    for number in range(1, 6):
        part = watcher.see_update()
        assert (part.stream, part.update) == (1, number)
        assert watcher.is_exact()
        watcher.acknowledge(part)
        screen.draw(Rect(number, number, 20, 20), number)


def test_without_room_pictures_are_skipped_and_the_last_one_is_exact(watcher, screen):
    watcher.pump.add_receiver(1)
    updates = [watcher.see_update(), *watcher.fill()]
    screen.draw(Rect(0, 30, 80, 30), 77)
    assert watcher.sees_no_part()
    for update in updates:
        watcher.acknowledge(update)
    last = watcher.see_update()
    while not watcher.is_exact():
        watcher.acknowledge(last)
        last = watcher.see_update()
    assert last.update <= len(updates) + 2


def test_each_receiver_goes_at_its_own_pace(watcher, screen):
    watcher.pump.add_receiver(1)
    watcher.pump.add_receiver(2)  # never acknowledges
    others = set()
    for number in range(1, 50):
        screen.draw(Rect(0, 0, 10, 10), number)
        while True:
            part = watcher.next(PartReady)
            if part.receiver == 1:
                watcher.acknowledge(part)
                break
            others.add(part.update)
    assert len(others) < 12


def test_adding_a_receiver_again_begins_another_stream_with_the_whole_picture(watcher, screen):
    screen.draw(Rect(0, 0, 50, 50), 9)
    watcher.pump.add_receiver(1)
    watcher.acknowledge(watcher.see_update())
    watcher.pump.add_receiver(1)
    part = watcher.see_update()
    assert (part.stream, part.update) == (2, 1)
    assert watcher.is_exact()
    watcher.pump.shown(1, 1, 1)  # of the older stream: ignored


def test_a_removed_receiver_hears_nothing_more(watcher, screen):
    watcher.pump.add_receiver(1)
    watcher.acknowledge(watcher.see_update())
    watcher.pump.remove_receiver(1)
    watcher.pump.remove_receiver(5)
    watcher.drained()
    screen.draw(Rect(0, 0, 50, 50), 9)
    watcher.pump.add_receiver(2)
    assert watcher.next((PartReady, MirrorBegan)).receiver == 2


def test_a_receiver_that_is_removed_while_its_update_is_made_hears_nothing_of_it(watcher, screen):
    screen.at_grab = lambda: watcher.pump.remove_receiver(1)
    watcher.pump.add_receiver(1)
    watcher.next(MirrorBegan)
    assert watcher.sees_no_part()
    assert screen.grabs == 1


def test_acknowledgements_of_an_older_stream_make_no_room(watcher, screen):
    watcher.pump.add_receiver(1)
    old = watcher.see_update()
    watcher.pump.add_receiver(1)
    watcher.see_update()
    watcher.fill()
    watcher.acknowledge(old)
    screen.draw(Rect(0, 0, 10, 10), 6)
    assert watcher.sees_no_part()


def test_another_size_begins_another_stream_of_that_size(watcher, screen):
    watcher.pump.add_receiver(1)
    watcher.acknowledge(watcher.see_update())
    screen.resize(120, 33)
    screen.draw(Rect(5, 5, 100, 20), 8)
    assert watcher.next(MirrorBegan) == MirrorBegan(1, 2, 120, 33, "screen")
    watcher.canvas, watcher.decoder = Canvas(120, 33), Decoder(120, 33)
    update = watcher.see_update()
    assert update.stream == 2
    while not watcher.is_exact():  # it may have been captured before it was drawn on
        watcher.acknowledge(update)
        update = watcher.see_update()


def test_a_source_that_is_gone_is_said_and_then_the_end(screen):
    watcher = Watcher(screen)
    watcher.pump.start()
    watcher.next(Opened)
    screen.fail(CaptureUnavailable("monitor_gone"))
    watcher.pump.join()
    assert watcher.drained()[-2:] == [Failed("monitor_gone"), Ended()]


def test_a_source_that_can_not_be_opened_is_said_and_then_the_end(screen):
    def refuse():
        raise CaptureUnavailable("no_display")

    events = []
    pump = Pump(open_source=refuse, deliver=events.append)
    pump.start()
    pump.join()
    assert events == [Failed("no_display"), Ended()]
    pump.stop()
    pump.add_receiver(1)
    pump.shown(1, 1, 1)


def test_the_pointer_is_said_when_it_moves_or_changes_and_again_to_a_new_receiver(watcher, screen):
    assert watcher.next(PointerShaped) == PointerShaped(ARROW)
    assert watcher.next(PointerMoved) == PointerMoved(3, 4, True)
    screen.point(7, 8)
    assert watcher.next(PointerMoved) == PointerMoved(7, 8, True)
    watcher.pump.add_receiver(1)
    assert watcher.next(PointerShaped) == PointerShaped(ARROW)
    assert watcher.next(PointerMoved) == PointerMoved(7, 8, True)


def test_the_pointers_shape_fits_into_its_message():
    message = PointerShaped(ARROW).message()
    assert CONTENT_VOCABULARY.decode(CONTENT_VOCABULARY.encode(message)) == message


def test_captures_are_not_more_often_than_the_interval_but_for_two_at_once(screen):
    now = [100.0]
    watcher = Watcher(screen, clock=lambda: now[0])
    watcher.pump.start()
    watcher.pump.add_receiver(1)
    for number in (1, 2):
        watcher.acknowledge(watcher.see_update())
        screen.draw(Rect(0, 0, 10, 10), number)
    assert watcher.sees_no_part()
    now[0] += 0.02
    screen.draw(Rect(0, 0, 10, 10), 99)
    watcher.see_update()
    assert watcher.is_exact()
    watcher.pump.stop()
    watcher.pump.join()


def test_it_is_started_and_stopped_a_thousand_times_and_delivers_nothing_after_stop():
    for number in range(1000):
        screen = Screen(64, 32)
        watcher = Watcher(screen)
        watcher.pump.add_receiver(1)
        watcher.pump.start()
        screen.draw(Rect(0, 0, 30, 30), 1 + number % 200)
        if number % 3 == 0:
            watcher.see_update()
        watcher.pump.stop()
        before = watcher.drained()
        watcher.pump.join()
        after = watcher.drained()
        assert [event for event in before + after if isinstance(event, Ended)] == [Ended()]
        assert [event for event in after if not isinstance(event, Ended)] == []
        assert screen.open_sources == 0


def grey_of(frame: np.ndarray) -> np.ndarray:
    picture = GreyPicture(frame.shape[1], frame.shape[0])
    picture.follow(frame, [Rect(0, 0, frame.shape[1], frame.shape[0])])
    return picture.pixels[..., :3]


def test_a_receiver_that_wants_shades_of_grey_gets_exactly_those_and_colours_again_when_it_wants_them(watcher, screen):
    screen.draw(Rect(5, 6, 30, 20), (10, 200, 90, 0))
    watcher.pump.wish(1, PictureWish(quality=Quality.BALANCED, grey=True))
    watcher.pump.add_receiver(1)
    watcher.acknowledge(watcher.see_update())
    assert np.array_equal(watcher.canvas.pixels[..., :3], grey_of(screen.frame))
    screen.draw(Rect(40, 30, 9, 9), (200, 10, 90, 0))
    watcher.acknowledge(watcher.see_update())
    assert np.array_equal(watcher.canvas.pixels[..., :3], grey_of(screen.frame))
    watcher.pump.wish(1, PictureWish(quality=Quality.BALANCED, grey=False))
    screen.draw(Rect(60, 30, 9, 9), (1, 2, 3, 0))
    while not watcher.is_exact():
        watcher.acknowledge(watcher.see_update())


def test_a_wish_goes_with_its_receiver_and_concerns_no_other(watcher, screen):
    screen.draw(Rect(5, 6, 30, 20), (10, 200, 90, 0))
    watcher.pump.wish(2, PictureWish(quality=Quality.BALANCED, grey=True))
    watcher.pump.add_receiver(1)
    watcher.see_update()
    assert watcher.is_exact()
    watcher.pump.remove_receiver(2)
    watcher.pump.add_receiver(2)
    watcher.see_update(2)
    assert watcher.is_exact()


def test_a_thumbnail_is_what_the_receiver_was_sent_and_not_what_has_changed_since(watcher, screen):
    screen.draw(Rect(10, 10, 30, 30), 200)
    watcher.pump.add_receiver(1)
    watcher.see_update()
    watcher.fill()  # without an acknowledgement
    sent = watcher.canvas.pixels[..., :3].copy()
    watcher.pump.thumbnail(1)
    thumbnail = watcher.next(Thumbnail)
    assert thumbnail.receiver == 1
    assert np.array_equal(thumbnail.pixels[..., :3], sent)
    assert not watcher.is_exact()


def test_a_thumbnail_of_a_large_screen_is_small():
    screen = Screen(1920, 1080)
    watcher = Watcher(screen, clock=lambda: screen.now_s)
    watcher.pump.start()
    watcher.pump.add_receiver(1)
    watcher.pump.thumbnail(1)
    assert watcher.next(Thumbnail).pixels.shape == (360, 640, 4)
    watcher.pump.stop()
    watcher.pump.join()


def test_nobody_gets_a_thumbnail_of_a_receiver_that_is_gone(watcher, screen):
    watcher.pump.add_receiver(1)
    watcher.see_update()
    watcher.pump.remove_receiver(1)
    watcher.pump.thumbnail(1)
    for x in (40, 41):
        screen.point(x, 5)
        while not isinstance(event := watcher.events.get(timeout=LONG_S), PointerMoved) or event.x != x:
            assert not isinstance(event, Thumbnail)

"""A share from the button to the link: pause, other sources, the customer's wishes; with sources that are memory."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace

import numpy as np
import pytest

from console.share import share as share_module
from console.share.share import Share, ShareState
from protocol.mirror.capture.common.source import (
    CaptureUnavailable,
    Monitor,
    MonitorSource,
    PointerState,
    RegionSource,
    Source,
    WindowSource,
)
from protocol.mirror.picture.tiles import Rect
from protocol.mirror.send import sending
from protocol.mirror.send.source_pace import SourcePace
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import (
    WHOLE_VIEWER,
    MirrorView,
    PauseReason,
    PointerAt,
    ReleasedSource,
    SharedSources,
    SharePaused,
    ShareSource,
    UpdatePart,
    UpdateShown,
)
from protocol.vocabulary.messages import EndShare, Role, Seat, StartShare

CUSTOMER = 2
LONG_S = 60.0
LEFT = Monitor(1, "DP-1", Rect(0, 0, 64, 64), True)
RIGHT = Monitor(2, "HDMI-1", Rect(64, 0, 96, 64), False)
SOURCES = {monitor: MonitorSource(monitor.number, monitor.name) for monitor in (LEFT, RIGHT)}
WINDOW = WindowSource(77)


class Memory:
    """A source whose picture is drawn by the test."""

    def __init__(self, source: Source, width: int) -> None:
        self.width, self.height, self.title = width, 64, str(source)
        self._lock = threading.Condition()
        self._woken = False
        self._damage = [Rect(0, 0, width, 64)]
        self._colour = 1
        self._failure: Exception | None = None

    def draw(self, colour: int) -> None:
        with self._lock:
            self._colour = colour
            self._damage = [Rect(0, 0, self.width, 64)]
        self.wake()

    def fail(self, code: str) -> None:
        self._failure = CaptureUnavailable(code)
        self.wake()

    def wait(self, timeout_s: float | None) -> None:
        with self._lock:
            self._lock.wait_for(lambda: self._woken, timeout_s)
            self._woken = False
        if self._failure is not None:
            raise self._failure

    def wake(self) -> None:
        with self._lock:
            self._woken = True
            self._lock.notify_all()

    def damage(self) -> list[Rect]:
        with self._lock:
            damage, self._damage = self._damage, []
            return damage

    def grab(self, rects: list[Rect], frame: np.ndarray) -> None:
        frame[:] = np.random.default_rng(self._colour).integers(0, 256, frame.shape, np.uint8)

    def pointer(self) -> PointerState:
        return PointerState(1, 2, True, None)

    def close(self) -> None:
        pass


class Feed:
    """The link's side of a feed that always has room."""

    def __init__(self, pull: Callable[[], Message | None]) -> None:
        self._pull = pull
        self._stopped = False

    def wake(self) -> None:
        while not self._stopped and self._pull() is not None:
            pass

    def stop(self) -> None:
        self._stopped = True


class Scene:
    """A share with one customer, and everything that has left for that customer."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.asked: list[Message] = []
        self.failed: list[str] = []
        self.opened: dict[Source, Memory] = {}
        self.refused: dict[Source, str] = {}
        self.link = SimpleNamespace(feed=Feed)
        self.attached = True
        self.room = None
        self.seat = SimpleNamespace(session=b"s" * 16)
        self.present = Seat(member=CUSTOMER, role=Role.CUSTOMER, present=True, generation=1, salt=b"a" * 16)
        self.member = SimpleNamespace(
            customer=lambda: self.present,
            seal=self._seal,
            reaches=lambda _: self.present.present,
            capabilities_of=lambda _: WHOLE_VIEWER,
        )
        self.share = Share(
            attendance=self,
            source=SOURCES[LEFT],
            released=(LEFT,),
            open_source=self._open,
            pace=SourcePace(),
            changed=lambda: None,
            failed=self.failed.append,
        )

    def request(self, message: Message) -> None:
        self.asked.append(message)

    def send(self, to: int, content: Message) -> bool:
        assert to == CUSTOMER
        self.sent.append(content)
        return True

    def _seal(self, to: int, content: Message) -> Message:
        self.send(to, content)
        return content

    def _open(self, source: Source) -> Memory:
        if source in self.refused:
            raise CaptureUnavailable(self.refused[source])
        self.opened[source] = Memory(source, 96 if source == SOURCES[RIGHT] else 64)
        return self.opened[source]

    def of(self, kind: type[Message]) -> list[Message]:
        return [message for message in self.sent if isinstance(message, kind)]

    async def until(self, done: Callable[[], object]) -> None:
        async with asyncio.timeout(LONG_S):
            while not done():  # noqa: ASYNC110  # what is waited for comes from another thread
                await asyncio.sleep(0.005)

    async def goes_live(self) -> None:
        self.share.allowed()
        await self.until(lambda: self.of(UpdatePart))

    def acknowledge(self) -> None:
        part = self.of(UpdatePart)[-1]
        self.share.received(UpdateShown(stream=part.stream, update=part.update))

    async def stays_quiet(self) -> None:
        """Let everything happen that is under way, and see that nothing of the picture leaves."""
        before = len(self.sent)
        for _ in range(20):
            await asyncio.sleep(0.005)
        assert [m for m in self.sent[before:] if isinstance(m, UpdatePart | ShareSource | PointerAt)] == []


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    scene = Scene()
    yield scene
    if scene.share.state is not ShareState.OFF:
        scene.share.stop(tell_host=False)


async def test_a_share_begins_with_its_source_and_what_is_released(scene: Scene) -> None:
    assert scene.asked == [StartShare(session=scene.seat.session)]
    await scene.goes_live()
    assert [type(message) for message in scene.sent if not isinstance(message, PointerAt)][:3] == [
        *(ShareSource, SharedSources, UpdatePart)
    ]
    assert scene.of(SharedSources) == [SharedSources(sources=(ReleasedSource(number=1, title="DP-1"),), shown=1)]


async def test_a_pause_lets_nothing_out_and_going_on_begins_with_the_picture_of_the_moment(scene: Scene) -> None:
    await scene.goes_live()
    scene.acknowledge()
    scene.share.pause()
    assert scene.sent[-1] == SharePaused(paused=True)
    scene.opened[SOURCES[LEFT]].draw(99)
    await scene.stays_quiet()
    streams = len(scene.of(ShareSource))
    parts = len(scene.of(UpdatePart))
    scene.share.resume()
    await scene.until(lambda: len(scene.of(UpdatePart)) > parts)
    assert scene.of(SharePaused) == [SharePaused(paused=True), SharePaused(paused=False)]
    assert len(scene.of(ShareSource)) == streams + 1
    assert scene.of(UpdatePart)[parts].stream == scene.of(ShareSource)[-1].stream


async def test_a_pause_outlasts_a_break_and_is_told_again(scene: Scene) -> None:
    await scene.goes_live()
    scene.share.pause()
    scene.attached = False
    scene.share.presence_changed()
    assert scene.share.state is ShareState.INTERRUPTED
    scene.attached = True
    scene.present = Seat(member=CUSTOMER, role=Role.CUSTOMER, present=True, generation=2, salt=b"b" * 16)
    scene.share.presence_changed()
    assert scene.share.state is ShareState.ON
    assert scene.sent[-1] == SharePaused(paused=True)
    await scene.stays_quiet()


@pytest.mark.parametrize("when", ["before the host has begun", "while a link is gone", "before it goes on"])
async def test_a_pause_counts_whenever_it_is_clicked(scene: Scene, when: str) -> None:
    if when == "before the host has begun":
        scene.share.pause()
        scene.share.allowed()
    else:
        await scene.goes_live()
        scene.attached = False
        scene.share.presence_changed()
        if when == "while a link is gone":
            scene.share.pause()
        scene.attached = True
        scene.present = Seat(member=CUSTOMER, role=Role.CUSTOMER, present=True, generation=2, salt=b"b" * 16)
        scene.share.presence_changed()
        scene.share.pause()
    parts = len(scene.of(UpdatePart))
    assert scene.share.paused
    assert scene.share.state is ShareState.ON
    assert scene.of(SharePaused)[-1] == SharePaused(paused=True)
    await scene.stays_quiet()
    assert len(scene.of(UpdatePart)) == parts
    scene.share.resume()
    await scene.until(lambda: len(scene.of(UpdatePart)) > parts)


async def test_another_source_is_another_stream_of_the_same_share(scene: Scene) -> None:
    await scene.goes_live()
    late = scene.of(UpdatePart)[0]
    scene.share.show(SOURCES[RIGHT], (LEFT, RIGHT))
    await scene.until(lambda: scene.of(UpdatePart)[-1].stream > late.stream)
    first, second = scene.of(ShareSource)
    assert (first.width, second.width) == (64, 96)
    assert second.stream > first.stream
    assert scene.of(SharedSources)[-1].shown == 2
    assert [released.number for released in scene.of(SharedSources)[-1].sources] == [1, 2]
    assert scene.asked == [StartShare(session=scene.seat.session)]
    scene.share.received(UpdateShown(stream=late.stream, update=late.update))  # of the source before
    assert scene.share.light.reading().delay_ms is None


async def test_what_the_customer_has_seen_of_a_later_source_makes_room_for_more(scene: Scene) -> None:
    await scene.goes_live()
    scene.share.show(SOURCES[RIGHT], (RIGHT,))
    await scene.until(lambda: len(scene.of(ShareSource)) == 2)
    for colour in range(2, 22):
        parts = len(scene.of(UpdatePart))
        scene.opened[SOURCES[RIGHT]].draw(colour)
        await scene.until(lambda parts=parts: len(scene.of(UpdatePart)) > parts)
        scene.acknowledge()


async def test_a_region_is_no_monitor_of_the_customers_menu(scene: Scene) -> None:
    await scene.goes_live()
    scene.share.show(RegionSource(Rect(1, 2, 30, 40)), ())
    await scene.until(lambda: len(scene.of(ShareSource)) == 2)
    assert scene.of(SharedSources)[-1] == SharedSources(sources=(), shown=0)


async def test_a_wish_for_a_released_monitor_is_granted_and_any_other_is_not(scene: Scene) -> None:
    await scene.goes_live()
    scene.share.wished(2)
    await scene.stays_quiet()
    assert scene.share.source == SOURCES[LEFT]
    scene.share.show(SOURCES[LEFT], (LEFT, RIGHT))
    for number in (0, 3, 2):
        scene.share.wished(number)
    await scene.until(lambda: len(scene.of(ShareSource)) == 2)
    assert scene.share.source == SOURCES[RIGHT]


async def test_wishes_one_after_the_other_open_two_sources_and_not_a_hundred(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_module, "WISH_INTERVAL_S", 0.5)
    await scene.goes_live()
    scene.share.show(SOURCES[LEFT], (LEFT, RIGHT))
    for _ in range(100):
        scene.share.wished(2)
        scene.share.wished(1)
    await scene.until(lambda: scene.share.source == SOURCES[LEFT] and len(scene.of(ShareSource)) == 3)


@pytest.mark.parametrize("code", ["window_gone", "monitor_gone", "region_gone"])
async def test_a_source_that_is_gone_pauses_the_share_until_another_one_is_chosen(scene: Scene, code: str) -> None:
    await scene.goes_live()
    scene.opened[SOURCES[LEFT]].fail(code)
    await scene.until(lambda: scene.share.lost == code)
    assert scene.sent[-1] == SharePaused(paused=True, why=PauseReason.UNSEEN)
    assert (scene.share.state, scene.failed) == (ShareState.ON, [])
    await scene.stays_quiet()
    parts = len(scene.of(UpdatePart))
    scene.share.show(SOURCES[RIGHT], (RIGHT,))
    await scene.until(lambda: len(scene.of(UpdatePart)) > parts)
    assert scene.share.lost == ""
    assert scene.of(SharePaused)[-1] == SharePaused(paused=False)


@pytest.mark.parametrize("code", ["monitor_gone", "region_gone"])
async def test_a_monitor_that_was_off_is_shown_again_by_itself(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(share_module, "LOOK_AGAIN_S", 0.02)
    await scene.goes_live()
    scene.refused[SOURCES[LEFT]] = code
    scene.opened[SOURCES[LEFT]].fail(code)
    await scene.until(lambda: scene.share.lost == code)
    await scene.stays_quiet()
    parts = len(scene.of(UpdatePart))
    del scene.refused[SOURCES[LEFT]]
    await scene.until(lambda: len(scene.of(UpdatePart)) > parts)
    assert scene.share.lost == ""
    assert scene.of(SharePaused)[-1] == SharePaused(paused=False)


async def test_a_hidden_window_goes_on_when_it_is_seen_again_unless_the_technician_paused(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(share_module, "LOOK_AGAIN_S", 0.02)
    await scene.goes_live()
    scene.share.show(WINDOW, ())
    await scene.until(lambda: len(scene.of(ShareSource)) == 2)
    scene.refused[WINDOW] = "window_hidden"
    scene.opened[WINDOW].fail("window_hidden")
    await scene.until(lambda: scene.share.lost)
    await scene.stays_quiet()
    del scene.refused[WINDOW]
    await scene.until(lambda: len(scene.of(ShareSource)) == 3)
    scene.refused[WINDOW] = "window_hidden"
    scene.opened[WINDOW].fail("window_hidden")
    await scene.until(lambda: scene.share.lost)
    scene.share.pause()
    del scene.refused[WINDOW]
    await scene.until(lambda: not scene.share.lost)
    await scene.stays_quiet()
    assert scene.share.paused


async def test_a_display_that_is_gone_ends_the_share(scene: Scene) -> None:
    await scene.goes_live()
    scene.opened[SOURCES[LEFT]].fail("no_display")
    await scene.until(lambda: scene.failed)
    assert scene.failed == ["no_display"]


async def test_the_light_hears_of_what_is_sent_and_seen(scene: Scene) -> None:
    await scene.goes_live()
    scene.acknowledge()
    view = MirrorView(scale_percent=50, visible=True, full_screen=False)
    scene.share.received(view)
    assert scene.share.light.reading().view == view
    assert scene.share.light.reading().delay_ms is not None


async def test_who_shows_a_picture_that_stands_still_is_heard_all_the_same(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "STILL_HERE_S", 0.02)
    await scene.goes_live()
    scene.acknowledge()
    parts = len(scene.of(UpdatePart))
    seen = len(scene.of(PointerAt))
    await scene.until(lambda: len(scene.of(PointerAt)) >= seen + 4)
    assert set(scene.of(PointerAt)[-3:]) == {PointerAt(x=1, y=2, visible=True)}
    assert len(scene.of(UpdatePart)) == parts
    scene.share.pause()
    await scene.stays_quiet()


async def test_after_the_stop_nothing_leaves(scene: Scene) -> None:
    await scene.goes_live()
    scene.share.stop(tell_host=True)
    assert scene.asked[-1] == EndShare(session=scene.seat.session)
    scene.opened[SOURCES[LEFT]].draw(7)
    await scene.stays_quiet()

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import (
    USUAL_WISH,
    MirrorView,
    PictureWish,
    Quality,
    ReleasedSource,
    SharedSources,
    SharePaused,
    ShareSource,
    SourceWish,
)
from protocol.vocabulary.messages import Reason, ShareChanged
from resources.mirror.model import MirrorModel
from viewer.session.showing import Showing

SHARER = 1
SEEN = MirrorView(scale_percent=75, visible=True, full_screen=False)
WISH = PictureWish(quality=Quality.LOW_DATA, grey=True)


class FakeAttendance:
    """Notes what is sent; nobody is there."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, Message]] = []
        self.member = SimpleNamespace(lead=lambda: None)
        self.seat = SimpleNamespace(member=2, session=b"s")
        self.link = None

    def send(self, to: int, content: Message) -> bool:
        self.sent.append((to, content))
        return True

    def note(self, event: str, name: str = "") -> None:
        pass

    def name_of(self, member: int) -> str:
        return "Anna Berger"


class Stage:
    """A session's shares, with what they open and send."""

    def __init__(self) -> None:
        self.attendance = FakeAttendance()
        self.mirrors: list[MirrorModel] = []
        self.showing = Showing(attendance=self.attendance, opened=self.mirrors.append, closed=lambda: None)

    def begin(self) -> None:
        self.showing.share_changed(ShareChanged(session=b"s" * 16, sharing=SHARER, by=SHARER, reason=Reason.NONE))
        self.source()

    def end(self) -> None:
        self.showing.share_changed(ShareChanged(session=b"s" * 16, sharing=0, by=SHARER, reason=Reason.NONE))

    def source(self) -> None:
        self.arrive(ShareSource(stream=1, width=320, height=200, title="Monitor 1"))

    def arrive(self, content: Message) -> None:
        self.showing.content_arrived(SHARER, content)

    def sent(self) -> list[Message]:
        assert all(to == SHARER for to, _ in self.attendance.sent)
        sent = [content for _, content in self.attendance.sent]
        self.attendance.sent.clear()
        return sent


@pytest.fixture
def on_stage(qapp: QApplication) -> Callable[[Callable[[Stage], None]], None]:
    """Play a scene on a running event loop."""

    def play(scene: Callable[[Stage], None]) -> None:
        async def run() -> None:
            stage = Stage()
            scene(stage)
            stage.showing.stop()

        asyncio.run(run())

    return play


def test_a_pause_and_the_released_monitors_reach_the_mirror(on_stage):
    def scene(stage: Stage) -> None:
        stage.begin()
        sources = (ReleasedSource(number=1, title="Left"), ReleasedSource(number=2, title="Right"))
        stage.arrive(SharedSources(sources=sources, shown=2))
        stage.arrive(SharePaused(paused=True))
        mirror = stage.mirrors[0]
        assert (mirror.sources, mirror.shown_source, mirror.is_paused) == (sources, 2, True)
        stage.arrive(SharePaused(paused=False))
        assert not mirror.is_paused

    on_stage(scene)


def test_what_the_customer_wishes_and_sees_goes_to_the_sharer(on_stage):
    def scene(stage: Stage) -> None:
        stage.begin()
        assert stage.sent() == []
        for content in (SourceWish(number=2), WISH, SEEN):
            stage.showing.tell(content)
        assert stage.sent() == [SourceWish(number=2), WISH, SEEN]
        assert stage.mirrors[0].wish == WISH

    on_stage(scene)


def test_states_are_said_again_with_each_new_source_and_a_wish_for_a_monitor_is_not(on_stage):
    def scene(stage: Stage) -> None:
        stage.begin()
        for content in (SourceWish(number=2), WISH, SEEN):
            stage.showing.tell(content)
        stage.sent()
        stage.source()
        assert stage.sent() == [WISH, SEEN]

    on_stage(scene)


def test_a_pause_after_a_break_is_no_interruption_any_more(on_stage):
    def scene(stage: Stage) -> None:
        stage.begin()
        stage.showing.tell(SEEN)
        stage.sent()
        stage.showing.interrupt()
        stage.arrive(SharePaused(paused=True))
        mirror = stage.mirrors[0]
        assert mirror.is_paused
        assert not mirror.is_interrupted
        assert stage.sent() == [SEEN]

    on_stage(scene)


def test_the_next_share_begins_with_the_wish_and_without_what_was_seen_of_the_last(on_stage):
    def scene(stage: Stage) -> None:
        stage.begin()
        assert stage.mirrors[0].wish == USUAL_WISH
        stage.showing.tell(WISH)
        stage.showing.tell(SEEN)
        stage.end()
        stage.sent()
        stage.begin()
        assert stage.sent() == [WISH]
        assert stage.mirrors[1].wish == WISH

    on_stage(scene)


def test_nothing_is_told_where_nothing_is_shared(on_stage):
    def scene(stage: Stage) -> None:
        for content in (SourceWish(number=2), WISH, SEEN):
            stage.showing.tell(content)
        assert stage.sent() == []

    on_stage(scene)

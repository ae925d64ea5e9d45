"""A share with a real capture thread and real seals; the screen, the link and the room are by hand."""

import asyncio

import pytest
import zstandard

from console.share import share as share_module
from console.share.share import Share, ShareState
from protocol.mirror.capture.common.source import CaptureUnavailable, MonitorSource
from protocol.mirror.send import sending as sending_module
from protocol.mirror.send.source_pace import SourcePace
from protocol.seat.attendance import Attendance
from protocol.seat.conversation import Conversation
from protocol.vocabulary.content import (
    Capabilities,
    PictureWish,
    PointerAt,
    PointerShape,
    Program,
    Quality,
    ShareSource,
    UpdatePart,
    UpdateShown,
)
from protocol.vocabulary.messages import Channel, EndShare, Role, Sealed, StartShare
from tests.helpers.by_hand import LEAD, SESSION, LinkByHand, News, RoomByHand, ScreenByHand, customer, seat_key


class Case:
    """An attached seat with its customer, and a share."""

    def __init__(self):
        self.news = News()
        self.screen = ScreenByHand()
        self.failures = []
        self.states = []
        self.room = None
        self.share = None
        self.attendance = Attendance(
            seat=seat_key(LEAD, Role.LEAD),
            name="Anna Berger",
            other="Max Muster",
            conversation=Conversation(LEAD, "Anna Berger"),
            listener=self,
            save=lambda: None,
        )
        self.other = customer()
        self.other.attach()
        self.attach()

    def attach(self):
        before = self.room
        self.link = LinkByHand(self.news)
        self.attendance.attach(self.link)
        self.room = RoomByHand(
            own=LEAD, own_role=Role.LEAD, other=self.other, link=self.link, receive=self.attendance.receive
        )
        if before is not None:
            self.room.sharing, self.room.generation = before.sharing, before.generation
        self.room.seat()

    # the attendance's listener

    def room_changed(self, before, now):
        if self.share is not None:
            self.share.presence_changed()

    def member_left(self, departed):
        pass

    def member_reached(self, member):
        if self.share is not None:
            self.share.presence_changed()

    def words_agreed(self, member):
        pass

    def member_named(self, member):
        pass

    def transcript_grew(self, line):
        pass

    def transcript_changed(self, line):
        pass

    def content_arrived(self, sender, content):
        self.share.received(content)

    # what a test does

    def begin(self):
        self.share = Share(
            attendance=self.attendance,
            source=MonitorSource(1, "DP-1"),
            released=(),
            open_source=self.screen.open_source,
            pace=SourcePace(),
            changed=self.changed,
            failed=self.failed,
        )
        return self

    def changed(self):
        if not self.states or self.states[-1] is not self.share.state:
            self.states.append(self.share.state)
        self.news.tell()

    def failed(self, code):
        self.failures.append(code)
        self.share.stop(tell_host=True)
        self.news.tell()

    def allow(self):
        self.room.sharing = LEAD
        self.room.tell()
        self.share.allowed()

    async def running(self):
        """Share until the first picture has left completely."""
        self.begin().allow()
        await self.picture()
        return self

    async def picture(self):
        """Wait for a whole update; return its parts."""
        await self.news.until(lambda: any(self.final(sealed) for sealed in self.seals()))
        return [content for content in self.other.contents if isinstance(content, UpdatePart)]

    def seals(self):
        return [sealed for sealed in self.link.sent if isinstance(sealed, Sealed)]

    def final(self, _sealed):
        contents = self.room.open()
        return any(isinstance(content, UpdatePart) and content.final for content in contents)

    def acknowledge(self, part):
        self.room.say(UpdateShown(stream=part.stream, update=part.update))

    def pictures(self):
        """Return what has left of the picture and not been looked at."""
        return [sealed for sealed in self.seals() if sealed.channel not in (Channel.TALK, Channel.CHAT)]

    async def settle(self):
        """Give the capture thread and the loop every chance to send something."""
        self.screen.paint(99)
        pump = self.share._sending._pump
        for _ in range(3):
            await asyncio.get_running_loop().run_in_executor(None, pump._wake)


@pytest.fixture
async def case(monkeypatch):
    monkeypatch.setattr(share_module, "RESUME_AFTER_S", 0.02)
    case = Case()
    yield case
    if case.share is not None:
        case.share.stop(tell_host=False)
    assert case.screen.all_ended()
    assert case.screen.opened == case.screen.closed


async def test_a_share_asks_the_host_first_and_shows_nothing_before_it_may(case):
    case.begin()
    assert case.link.of(StartShare) == [StartShare(session=SESSION)]
    await case.news.until(lambda: case.share.title == "DP-1")
    await case.settle()
    assert case.pictures() == []
    assert case.share.state is ShareState.STARTING


async def test_the_customer_gets_the_source_the_picture_and_the_pointer(case):
    await case.running()
    kinds = {type(content) for content in case.other.contents}
    assert {ShareSource, UpdatePart, PointerShape, PointerAt} <= kinds
    source = next(content for content in case.other.contents if isinstance(content, ShareSource))
    assert (source.width, source.height, source.title) == (64, 48, "DP-1")
    assert case.share.count.updates == 1
    assert case.share.count.bytes > 0


async def test_a_customer_who_says_late_what_they_can_take_gets_another_stream_of_that(case):
    await case.running()
    case.other.contents.clear()
    case.room.say(Capabilities(program=Program.PAGE, picture=True, window_log=18, kinds=(0,)))
    await case.picture()
    (source,) = (content for content in case.other.contents if isinstance(content, ShareSource))
    parts = [content for content in case.other.contents if isinstance(content, UpdatePart)]
    assert {part.stream for part in parts} == {source.stream}
    assert zstandard.get_frame_parameters(parts[0].data).window_size <= 1 << 18


async def test_acknowledgements_let_the_next_picture_out(case):
    await case.running()
    (part, *_) = await_parts(case)
    case.acknowledge(part)
    case.screen.paint(50)
    parts = await case.picture()
    assert parts[-1].update == 2
    assert case.share.count.shown == 1


def await_parts(case):
    return [content for content in case.other.contents if isinstance(content, UpdatePart)]


async def test_a_share_that_was_allowed_before_the_screen_is_open_begins_when_it_is(case):
    case.begin()
    case.allow()
    assert case.share.state is ShareState.ON
    await case.picture()


async def test_not_one_message_leaves_after_stop_whatever_waits(case):
    case.link.narrow = True
    case.begin().allow()
    await case.news.until(lambda: bool(case.share._sending._parts))
    case.link.narrow = False
    case.share.stop(tell_host=True)
    sent = len(case.link.sent)
    assert case.link.sent[-1] == EndShare(session=SESSION)
    case.link.pump()
    await case.settle()
    assert case.screen.all_ended()
    await asyncio.sleep(0)
    assert len(case.link.sent) == sent
    assert case.share.state is ShareState.OFF


async def test_not_one_message_leaves_after_stop_in_the_middle_of_pictures(case):
    await case.running()
    for colour in range(5):
        case.screen.paint(colour)
    case.share.stop(tell_host=True)
    sent = list(case.link.sent)
    assert case.screen.all_ended()
    await asyncio.sleep(0)
    assert case.link.sent == sent


async def test_a_stop_while_it_starts(case):
    case.begin()
    case.share.stop(tell_host=True)
    assert case.states == [ShareState.OFF]
    assert case.screen.all_ended()
    await asyncio.sleep(0)
    assert case.pictures() == []


async def test_a_lost_customer_interrupts_and_comes_back_with_a_countdown(case):
    await case.running()
    case.room.lose()
    assert case.share.state is ShareState.INTERRUPTED
    case.link.take(Sealed)
    await case.settle()
    assert case.pictures() == []
    case.room.arrive()
    assert case.share.state is ShareState.RESUMING
    case.room.open()
    assert case.pictures() == []
    await case.news.until(lambda: case.share.state is ShareState.ON)
    parts = await case.picture()
    assert parts[-1].stream > parts[0].stream
    states = [ShareState.ON, ShareState.INTERRUPTED, ShareState.RESUMING, ShareState.ON]
    assert case.states == states


async def test_a_customer_who_attached_anew_without_being_missed_is_shown_the_picture_anew(case):
    await case.running()
    case.room.arrive()
    assert case.share.state is ShareState.RESUMING
    await case.news.until(lambda: case.share.state is ShareState.ON)
    await case.picture()


async def test_the_own_link_is_lost_and_back(case):
    await case.running()
    case.attendance.detach()
    case.share.presence_changed()
    assert case.share.state is ShareState.INTERRUPTED
    old = case.link
    sent = len(old.sent)
    case.attach()
    assert case.share.state is ShareState.RESUMING
    await case.news.until(lambda: case.share.state is ShareState.ON)
    await case.picture()
    assert len(old.sent) == sent


async def test_a_break_within_the_countdown_begins_it_anew(case, monkeypatch):
    monkeypatch.setattr(share_module, "RESUME_AFTER_S", 60)
    await case.running()
    case.room.lose()
    case.room.arrive()
    first = case.share._resume_timer
    case.room.tell()
    assert case.share._resume_timer is first
    case.room.lose()
    assert first.cancelled()
    assert case.share.state is ShareState.INTERRUPTED
    case.room.arrive()
    assert case.share.state is ShareState.RESUMING


@pytest.mark.parametrize("state", [ShareState.INTERRUPTED, ShareState.RESUMING])
async def test_a_share_can_be_stopped_while_it_is_broken(case, state):
    await case.running()
    case.room.lose()
    if state is ShareState.RESUMING:
        case.room.arrive()
        case.room.open()
    timer = case.share._resume_timer
    case.share.stop(tell_host=True)
    assert case.share.state is ShareState.OFF
    assert timer is None or timer.cancelled()
    assert case.link.sent[-1] == EndShare(session=SESSION)


async def test_a_share_that_begins_while_the_customer_is_gone_is_interrupted(case):
    case.begin()
    case.room.lose()
    case.share.allowed()
    assert case.share.state is ShareState.INTERRUPTED
    await case.news.until(lambda: case.share.title == "DP-1")
    case.room.arrive()
    await case.news.until(lambda: case.share.state is ShareState.ON)
    await case.picture()


async def test_a_screen_that_opens_during_a_break_is_shown_after_it(case):
    case.screen.refusal = None
    case.begin()
    case.share.allowed()
    case.room.lose()
    await case.news.until(lambda: case.share.title == "DP-1")
    await case.settle()
    case.link.take(Sealed)
    assert case.pictures() == []
    case.room.arrive()
    await case.news.until(lambda: case.share.state is ShareState.ON)
    await case.picture()


async def test_a_screen_that_does_not_open_fails_the_share_with_its_code(case):
    case.screen.refusal = CaptureUnavailable("monitor_gone")
    case.begin()
    await case.news.until(lambda: case.failures == ["monitor_gone"])
    assert case.share.state is ShareState.OFF
    assert case.link.sent[-1] == EndShare(session=SESSION)


async def test_a_screen_that_breaks_fails_the_share(case):
    await case.running()
    case.screen.fail(CaptureUnavailable("failed"))
    await case.news.until(lambda: case.failures == ["failed"])
    assert case.share.state is ShareState.OFF


async def test_a_screen_larger_than_a_viewer_takes_fails_the_share(case, monkeypatch):
    monkeypatch.setattr(sending_module, "AREA_LIMIT", 64 * 48 - 1)
    case.begin().allow()
    await case.news.until(lambda: bool(case.failures))
    assert case.failures == ["no_capture"]
    assert [sealed for sealed in case.pictures() if sealed.channel is Channel.PICTURE] == []


async def test_confirmations_of_what_was_never_sent_are_not_counted_and_wake_nobody(case):
    await case.running()
    part = next(content for content in case.other.contents if isinstance(content, UpdatePart))
    pump = case.share._sending._pump
    pump._shown.clear()
    before = case.share.count.shown
    for number in range(500):
        case.room.say(UpdateShown(stream=part.stream, update=part.update + 100 + number))
        case.room.say(UpdateShown(stream=part.stream + 7, update=1))
    assert (case.share.count.shown, len(pump._shown)) == (before, 0)
    case.acknowledge(part)
    assert case.share.count.shown == before + 1
    case.acknowledge(part)
    assert case.share.count.shown == before + 1


async def test_wishes_at_any_rate_change_the_picture_now_and_then(case):
    await case.running()
    pump, wished = case.share._sending._pump, []
    pump.wish = lambda receiver, wish: (wished.append(wish), case.news.tell())
    for number in range(20):
        case.room.say(PictureWish(quality=Quality.BALANCED, grey=number % 2 == 0))
    assert len(wished) == 1
    await case.news.until(lambda: len(wished) == 2)
    assert wished[-1].grey is False


async def test_saying_again_what_the_program_can_show_begins_no_other_picture(case):
    await case.running()
    stream = case.share.stream
    for _ in range(10):
        case.room.say(Capabilities(program=Program.VIEWER, picture=True))
    await case.settle()
    assert case.share.stream == stream

"""The customer’s desktop: what leaves this computer, when, and that nothing does without the click."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest

from protocol.mirror.capture.common.source import CaptureUnavailable
from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.decoder import Decoder
from protocol.seat.attendance import Attendance
from protocol.seat.conversation import Conversation
from protocol.vocabulary.content import (
    PictureWish,
    Quality,
    SharedSources,
    ShareSource,
    SourceWish,
    UpdatePart,
    UpdateShown,
)
from protocol.vocabulary.desktop import ASK_AGAIN_S, NOES, Access, DesktopAsked, DesktopChanged, GrantDesktop
from protocol.vocabulary.input import InputReleased, KeyChanged
from protocol.vocabulary.messages import Channel, Reason, Role, Room, Sealed, Seat
from tests.helpers.by_hand import CUSTOMER, LEAD, SESSION, LinkByHand, News, RoomByHand, ScreenByHand, lead, seat_key
from viewer.desktop import desktop as desktop_module
from viewer.desktop import picture as picture_module
from viewer.desktop.desktop import REST_S, Desktop

PRESSED = KeyChanged(keysym=97, pressed=True)


class InjectorByHand:
    """Notes what it was told."""

    unavailable = ""

    def __init__(self):
        self.done = []

    def start(self):
        self.done.append("start")

    def shows(self, stream, rect):
        self.done.append((stream, tuple(rect)))

    def receive(self, content):
        self.done.append(content)

    def stop(self):
        self.done.append("stop")


class ScreensByHand:
    """Two monitors that show the same; each opened source is one of its own, as on a real screen."""

    def __init__(self):
        self.sources = []
        self.refusal = None
        self.unavailable = None
        self._colour = (0, 0, 0, 255)
        self.dialog = None  # (chosen, refused) of a desktop that asks itself, while it does; None: it does not
        self.asks = False
        self.opened = lambda: None  # is called when one is

    def choose(self, chosen, refused, *, asker):
        if self.asks:
            self.dialog = chosen, refused
        else:
            chosen()

    def drop(self, asker):
        self.dialog = None

    def monitors(self):
        if self.unavailable is not None:
            raise self.unavailable
        return ScreenByHand().monitors()

    def open_source(self, source):
        screen = ScreenByHand()
        screen.refusal = self.refusal
        self.sources.append(screen)
        self.opened()
        screen.paint(self._colour)
        return screen.open_source(source)

    def paint(self, colour):
        self._colour = colour
        for screen in self.sources:
            screen.paint(colour)

    def all_ended(self):
        return all(screen.all_ended() for screen in self.sources)


class Case:
    """A customer's desktop, their seat in a room, and the technician in it."""

    def __init__(self):
        self.news = News()
        self.screen = ScreensByHand()
        self.injector = InjectorByHand()
        self.said = []  # whether it was interrupted, at each change that the windows heard of
        self.attendance = Attendance(
            seat=seat_key(CUSTOMER, Role.CUSTOMER),
            name="Max Muster",
            other="Anna Berger",
            conversation=Conversation(CUSTOMER, "Max Muster"),
            listener=self,
            save=lambda: None,
        )
        self.desktop = Desktop(
            attendance=self.attendance, screens=self.screen, injector=self.injector, changed=self.changed
        )
        self.other = lead()
        self.other.attach()
        self.room = None
        self.up()

    def changed(self):
        self.said.append(self.desktop.interrupted)
        self.news.tell()

    def up(self):
        self.link = LinkByHand(self.news)
        self.attendance.attach(self.link)
        before = self.room
        self.room = RoomByHand(
            own=CUSTOMER, own_role=Role.CUSTOMER, other=self.other, link=self.link, receive=self.receive
        )
        if before is not None:
            self.room.generation = before.generation
        self.room.seat()

    def down(self):
        self.attendance.detach()
        self.desktop.link_lost()

    def receive(self, message):
        self.attendance.receive(message)
        if isinstance(message, DesktopAsked):
            self.desktop.asked(message)
        elif isinstance(message, DesktopChanged):
            self.desktop.changed(message)

    # what the attendance says

    def room_changed(self, before: Room | None, now: Room):
        self.desktop.room_changed(now)

    def content_arrived(self, sender, content):
        self.desktop.received(sender, content)

    def member_left(self, departed):
        pass

    def member_reached(self, member):
        self.desktop.member_reached()

    def words_agreed(self, member):
        pass

    def member_named(self, member):
        pass

    def transcript_grew(self, line):
        self.news.tell()

    transcript_changed = transcript_grew

    # what a test has happen

    def asks(self, access, member=LEAD):
        self.receive(DesktopAsked(session=SESSION, member=member, access=access))

    def host_says(self, access, member=LEAD, by=CUSTOMER, reason=Reason.NONE):
        self.receive(DesktopChanged(session=SESSION, member=member, access=access, by=by, reason=reason))

    def allowed(self, access=Access.VIEW):
        self.asks(access)
        self.desktop.answer(access)
        self.host_says(access)
        return self

    async def shown(self):
        """Wait for the first whole picture; return its stream and what was sent."""
        await self.news.until(lambda: self.boxes(Channel.DESKTOP_PICTURE))
        contents = self.room.open()
        source = next(content for content in contents if isinstance(content, ShareSource))
        return source, contents

    def boxes(self, *channels):
        channels = channels or (Channel.DESKTOP, Channel.DESKTOP_PICTURE, Channel.DESKTOP_POINTER)
        return [box for box in self.link.of(Sealed) if box.channel in channels]

    def granted(self):
        return [(grant.member, grant.access) for grant in self.grants()]

    def grants(self):
        return self.link.take(GrantDesktop)

    @property
    def events(self):
        return [line.event for line in self.attendance.conversation.lines if line.event.startswith("desktop")]


@pytest.fixture
async def case():
    case = Case()
    yield case
    case.desktop.stop()
    assert case.screen.all_ended()


# -- the question -----------------------------------------------------------------------------------------------


async def test_a_question_waits_for_the_customer_and_captures_nothing(case):
    case.asks(Access.VIEW)
    assert case.desktop.question.access is Access.VIEW
    assert 59 <= case.desktop.seconds_left <= 60
    case.host_says(Access.CONTROL)
    case.host_says(Access.VIEW, by=0)
    await asyncio.sleep(0)
    assert case.desktop.access is Access.NONE
    assert case.screen.sources == []
    assert case.injector.done == []
    assert case.boxes() == []


async def test_a_host_that_says_yes_for_the_customer_is_told_no(case):
    case.host_says(Access.CONTROL)
    assert case.granted() == [(LEAD, Access.NONE)]


async def test_no_is_told_and_written_down(case):
    case.asks(Access.CONTROL)
    case.desktop.answer(Access.NONE)
    assert case.granted() == [(LEAD, Access.NONE)]
    assert case.desktop.question is None
    assert case.events == ["desktop_declined_by_you"]


async def test_no_answer_in_time_is_no(case, monkeypatch):
    monkeypatch.setattr(desktop_module, "CONSENT_S", 0.01)
    case.asks(Access.VIEW)
    await case.news.until(lambda: case.events == ["desktop_unanswered"])
    assert case.granted() == [(LEAD, Access.NONE)]
    assert case.desktop.question is None


async def test_the_host_may_be_the_first_to_find_that_time_is_over(case):
    case.asks(Access.VIEW)
    case.host_says(Access.NONE, by=0, reason=Reason.TIMED_OUT)
    assert (case.desktop.question, case.events) == (None, ["desktop_unanswered"])


async def test_a_question_taken_back_needs_no_answer(case):
    case.asks(Access.VIEW)
    case.asks(Access.NONE)
    assert case.desktop.question is None
    case.desktop.answer(Access.VIEW)
    assert case.granted() == []


async def test_where_nothing_can_be_operated_control_is_not_offered(case):
    case.injector.unavailable = "control_unavailable"
    case.asks(Access.CONTROL)
    assert (case.desktop.question.access, case.desktop.limited) == (Access.VIEW, "control_unavailable")
    case.desktop.answer(Access.CONTROL)
    assert case.granted() == [(LEAD, Access.VIEW)]
    case.host_says(Access.VIEW)
    assert case.injector.done == []


async def test_where_nothing_can_be_shown_the_answer_is_no(case):
    case.screen.unavailable = CaptureUnavailable("wayland")
    case.asks(Access.VIEW)
    assert case.desktop.unseeable == "wayland"
    case.desktop.answer(Access.VIEW)
    assert case.granted() == [(LEAD, Access.NONE)]


async def test_a_screen_that_is_gone_before_it_is_shown_ends_it_in_words(case):
    case.asks(Access.VIEW)
    case.desktop.answer(Access.VIEW)
    case.screen.unavailable = CaptureUnavailable("no_display")
    case.host_says(Access.VIEW)
    await case.news.until(lambda: case.events[-1:] == ["desktop_failed"])
    last = case.grants()[-1]
    assert (last.member, last.access, last.reason) == (LEAD, Access.NONE, Reason.CAPTURE_FAILED)


async def test_the_only_monitor_may_be_off_for_a_while(case, monkeypatch):
    monkeypatch.setattr(picture_module, "LOOK_AGAIN_S", 0.02)
    loop = asyncio.get_running_loop()
    case.screen.opened = lambda: loop.call_soon_threadsafe(case.news.tell)
    case.screen.monitors = lambda: ScreenByHand().monitors()[:1]
    case.allowed()
    before, _ = await case.shown()
    case.link.take(Sealed)
    case.screen.refusal = CaptureUnavailable("monitor_gone")
    case.screen.sources[-1].fail(case.screen.refusal)
    await case.news.until(lambda: len(case.screen.sources) >= 4)
    assert case.desktop.access is Access.VIEW
    case.screen.refusal = None
    after, _ = await case.shown()
    assert after.stream > before.stream


async def test_a_monitor_that_stays_off_ends_it_in_words(case, monkeypatch):
    monkeypatch.setattr(picture_module, "LOOK_AGAIN_S", 0.02)
    monkeypatch.setattr(picture_module, "OFF_S", 0.1)
    case.screen.monitors = lambda: ScreenByHand().monitors()[:1]
    case.allowed()
    await case.shown()
    case.screen.refusal = CaptureUnavailable("monitor_gone")
    case.screen.sources[-1].fail(case.screen.refusal)
    await case.news.until(lambda: case.events[-1:] == ["desktop_failed"])


# -- where the desktop itself asks what may be seen ---------------------------------------------------------------


async def test_the_desktops_own_dialog_comes_after_the_click_and_before_any_picture(case):
    case.screen.asks = True
    case.allowed()
    assert case.screen.sources == []
    case.screen.dialog[0]()
    await case.shown()


async def test_who_allows_nothing_in_the_dialog_shows_nothing(case):
    case.screen.asks = True
    case.allowed()
    case.screen.dialog[1]("cast_refused")
    assert case.events[-1] == "desktop_not_chosen"
    assert case.granted() == [(LEAD, Access.VIEW), (LEAD, Access.NONE)]
    assert case.screen.sources == []


async def test_a_desktop_that_cannot_ask_ends_it_in_words(case):
    case.screen.asks = True
    case.allowed()
    case.screen.dialog[1]("cast_failed")
    assert case.events[-1] == "desktop_failed"


async def test_what_was_taken_back_while_the_dialog_was_open_stays_so(case):
    case.screen.asks = True
    case.allowed()
    chosen, refused = case.screen.dialog
    case.desktop.revoke()
    assert case.screen.dialog is None  # taken back
    chosen()
    refused("cast_refused")
    assert case.screen.sources == []
    assert case.events[-1] == "desktop_revoked_by_you"


async def test_an_answer_in_the_dialog_that_was_opened_for_one_technician_shows_nothing_to_another(case):
    case.screen.asks = True
    seated(case, 5)
    case.allowed()
    chosen, refused = case.screen.dialog
    case.asks(Access.VIEW, 5)
    case.desktop.answer(Access.VIEW)
    case.host_says(Access.VIEW, 5)
    assert (case.desktop.member, case.desktop.access) == (5, Access.VIEW)
    chosen()
    refused("cast_refused")
    assert case.screen.sources == []
    assert case.desktop.access is Access.VIEW
    assert case.screen.dialog is not None  # a new one, for the other


# -- what is shown ----------------------------------------------------------------------------------------------


async def test_after_the_click_the_technician_sees_the_desktop_exactly(case):
    colour = np.random.default_rng(3).integers(0, 256, (48, 64, 4), np.uint8)
    case.screen.paint(colour)
    case.allowed()
    assert case.granted() == [(LEAD, Access.VIEW)]
    await case.shown()
    canvas, decoder = Canvas(64, 48), Decoder(64, 48)
    for part in [content for content in case.other.contents if isinstance(content, UpdatePart)]:
        canvas.apply(decoder.part(part.data, part.final))
    assert (canvas.pixels[..., :3] == colour[..., :3]).all()
    assert case.events == ["desktop_view_allowed_by_you"]
    assert case.desktop.since_ms > 0


async def test_nothing_is_captured_before_the_host_knows_the_answer(case):
    case.asks(Access.VIEW)
    case.desktop.answer(Access.VIEW)
    assert case.screen.sources == []
    case.host_says(Access.VIEW)
    await case.shown()


async def test_all_monitors_are_offered_and_another_one_is_shown_on_demand(case):
    case.allowed(Access.CONTROL)
    source, contents = await case.shown()
    offered = next(content for content in contents if isinstance(content, SharedSources))
    assert ([(each.number, each.title) for each in offered.sources], offered.shown) == ([(1, ""), (2, "")], 1)
    case.room.say(SourceWish(number=2))
    second, contents = await case.shown()
    assert second.stream > source.stream
    assert next(content for content in contents if isinstance(content, SharedSources)).shown == 2
    assert [done for done in case.injector.done if isinstance(done, tuple)] == [
        (source.stream, (0, 0, 64, 48)),
        (second.stream, (64, 0, 64, 48)),
    ]


async def test_acknowledgements_and_wishes_are_taken(case):
    case.allowed()
    source, _ = await case.shown()
    case.room.say(UpdateShown(stream=source.stream, update=1))
    case.room.say(PictureWish(quality=Quality.BALANCED, grey=True))
    case.screen.paint((0, 0, 255, 255))
    await case.news.until(lambda: case.boxes(Channel.DESKTOP_PICTURE))


async def test_a_screen_that_cannot_be_read_ends_it_in_words(case):
    case.screen.refusal = CaptureUnavailable("permission")
    case.allowed()
    await case.news.until(lambda: case.events[-1:] == ["desktop_failed"])
    assert case.granted() == [(LEAD, Access.VIEW), (LEAD, Access.NONE)]
    assert case.desktop.access is Access.NONE


# -- taking it back ---------------------------------------------------------------------------------------------


async def test_after_the_revoke_not_one_more_box_leaves(case):
    case.allowed()
    await case.shown()
    case.link.narrow = True
    for shade in range(20):
        case.screen.paint((shade, 0, 0, 255))
    case.desktop.revoke()
    case.link.narrow = False
    case.link.sent.clear()
    case.link.pump()
    case.screen.paint((9, 9, 9, 255))
    case.host_says(Access.VIEW)  # a host that goes on
    case.room.tell()
    assert case.screen.all_ended()
    await asyncio.sleep(0)
    assert case.boxes() == []
    assert case.granted() == [(LEAD, Access.NONE)]
    assert case.events[-1] == "desktop_revoked_by_you"


@pytest.mark.parametrize(
    ("by", "reason", "event"),
    [
        (LEAD, Reason.STOPPED, "desktop_given_back"),
        (0, Reason.RIGHT_REMOVED, "desktop_given_back"),
        (0, Reason.ON_HOLD, "desktop_on_hold"),
        (0, Reason.TIMED_OUT, "desktop_lost"),
        (0, Reason.LEFT, "desktop_ended"),
    ],
)
async def test_whoever_ends_it_it_ends_at_once_and_in_words(case, by, reason, event):
    case.allowed(Access.CONTROL)
    await case.shown()
    case.host_says(Access.NONE, by=by, reason=reason)
    assert case.desktop.access is Access.NONE
    assert case.injector.done[-1] == "stop"
    assert case.screen.all_ended()
    assert case.events[-1] == event


async def test_control_taken_away_leaves_the_view(case):
    case.allowed(Access.CONTROL)
    await case.shown()
    case.host_says(Access.VIEW, by=0, reason=Reason.RIGHT_REMOVED)
    assert case.injector.done[-1] == "stop"
    assert case.desktop.access is Access.VIEW
    assert case.events[-1] == "desktop_control_given_back"
    case.room.say(PRESSED)
    assert PRESSED not in case.injector.done


# -- input ------------------------------------------------------------------------------------------------------


async def test_input_reaches_the_injector_while_control_lasts(case):
    case.allowed(Access.CONTROL)
    case.room.say(PRESSED)
    assert case.injector.done == ["start", PRESSED]
    case.desktop.revoke()
    case.room.say(PRESSED)
    assert case.injector.done == ["start", PRESSED, "stop"]


async def test_input_of_one_who_only_views_is_dropped(case):
    case.allowed(Access.VIEW)
    case.room.say(PRESSED)
    assert case.injector.done == []


async def test_nobody_else_operates_or_steers_what_one_technician_was_allowed(case):
    case.allowed(Access.CONTROL)
    await case.shown()
    done = list(case.injector.done)
    case.desktop.received(3, PRESSED)
    case.desktop.received(3, SourceWish(number=2))
    assert case.injector.done == done
    assert len(case.screen.sources) == 1


async def test_a_technician_cannot_click_through_another_ones_question(case):
    case.allowed(Access.CONTROL)
    room = case.room.message()
    helper = Seat(member=3, role=Role.COLLABORATOR, present=True, generation=1, salt=b"3" * 16)
    case.receive(replace(room, seats=(*room.seats, helper)))
    case.asks(Access.CONTROL, member=3)
    assert case.injector.done == ["start", InputReleased()]
    case.room.say(PRESSED)
    assert PRESSED not in case.injector.done
    case.desktop.answer(Access.NONE)
    case.room.say(PRESSED)
    assert case.injector.done[-1] == PRESSED


# -- breaks -----------------------------------------------------------------------------------------------------


async def test_a_short_break_freezes_and_the_picture_goes_on_by_itself(case):
    case.allowed(Access.CONTROL)
    first, _ = await case.shown()
    case.down()
    assert (case.desktop.access, case.desktop.interrupted) == (Access.CONTROL, True)
    assert case.injector.done[-1] == "stop"
    case.up()
    case.host_says(Access.CONTROL, by=0)
    second, _ = await case.shown()
    assert second.stream >= first.stream
    assert case.injector.done.count("start") == 2
    assert not case.desktop.interrupted


async def test_a_technician_who_is_away_gets_nothing_and_everything_anew_when_back(case):
    case.allowed()
    await case.shown()
    case.room.lose()
    case.link.sent.clear()
    case.screen.paint((1, 2, 3, 255))
    await asyncio.sleep(0)
    assert case.boxes() == []
    assert case.said[-1]
    case.room.arrive()
    await case.news.until(lambda: case.boxes(Channel.DESKTOP_PICTURE))


@pytest.mark.parametrize("whose", ["own", "technician's"])
async def test_after_a_long_break_the_customer_is_asked_again(case, monkeypatch, whose):
    monkeypatch.setattr(desktop_module, "LOST_S", 0.01)
    case.allowed()
    await case.shown()
    (case.down if whose == "own" else case.room.lose)()
    await case.news.until(lambda: case.desktop.access is Access.NONE)
    assert "desktop_lost" in case.events
    if whose == "technician's":
        assert [grant.reason for grant in case.grants()][-1:] == [Reason.TIMED_OUT]
    case.up() if whose == "own" else case.room.arrive()
    case.host_says(Access.VIEW, by=0)
    assert case.granted()[-1] == (LEAD, Access.NONE)
    case.asks(Access.VIEW)
    assert case.desktop.question is not None
    assert case.boxes() == []


async def test_a_host_that_has_forgotten_the_consent_has_it_asked_for_again(case):
    case.allowed()
    await case.shown()
    case.asks(Access.VIEW)
    assert case.desktop.access is Access.NONE
    assert case.desktop.question is not None
    assert case.screen.all_ended()


async def test_a_technician_whose_seat_is_gone_has_nothing(case):
    case.allowed()
    await case.shown()
    case.room.has_other = False
    case.room.tell()
    assert case.desktop.access is Access.NONE
    assert case.events[-1] == "desktop_ended"


# -- asked too often ----------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    now_s = [1000.0]
    monkeypatch.setattr(desktop_module.time, "monotonic", lambda: now_s[0])
    return now_s


def in_vain(case, how, access=Access.VIEW, member=LEAD):
    case.asks(access, member)
    if how == "no":
        case.desktop.answer(Access.NONE)
    elif how == "taken back":
        case.asks(Access.NONE, member)
    elif how == "asked otherwise":
        case.asks(Access.CONTROL if access is Access.VIEW else Access.VIEW, member)
        case.asks(Access.NONE, member)
    elif how == "timed out by the host":
        case.host_says(Access.NONE, member, by=0, reason=Reason.TIMED_OUT)
    elif how == "unanswered":
        case.desktop._unanswered()


@pytest.mark.parametrize("how", ["no", "taken back", "asked otherwise", "timed out by the host", "unanswered"])
async def test_after_two_questions_in_vain_a_host_that_asks_on_is_told_no_without_a_question(case, clock, how):
    in_vain(case, how)
    in_vain(case, how)
    case.granted()
    for access in (Access.VIEW, Access.CONTROL):
        case.asks(access)
        assert case.desktop.question is None
    assert case.granted() == [(LEAD, Access.NONE)] * 2
    assert case.desktop.access is Access.NONE
    clock[0] += REST_S
    case.asks(Access.VIEW)
    assert case.desktop.question is not None
    case.desktop.answer(Access.NONE)
    case.asks(Access.VIEW)
    assert case.desktop.question is None


async def test_the_rest_is_over_before_an_honest_host_asks_again():
    assert NOES * 20 < ASK_AGAIN_S - 10 <= REST_S < ASK_AGAIN_S


async def test_a_yes_ends_the_count(case, clock):
    in_vain(case, "no")
    case.asks(Access.VIEW)
    case.desktop.answer(Access.VIEW)
    case.host_says(Access.VIEW)
    in_vain(case, "no", Access.CONTROL)
    case.asks(Access.CONTROL)
    assert case.desktop.question is not None


async def test_who_has_the_desktop_keeps_it_while_they_may_not_ask_for_more(case, clock):
    case.allowed()
    in_vain(case, "no", Access.CONTROL)
    in_vain(case, "no", Access.CONTROL)
    case.granted()
    case.asks(Access.CONTROL)
    assert case.desktop.question is None
    assert case.granted() == [(LEAD, Access.VIEW)]
    assert case.desktop.access is Access.VIEW


async def test_questions_that_wait_behind_the_second_no_are_answered_with_it(case, clock):
    seated(case, 5, 6)
    for member in (5, 6):
        case.asks(Access.VIEW, member)
    in_vain(case, "no")
    case.desktop.answer(Access.NONE)
    assert case.desktop.question is None
    assert case.granted() == [(5, Access.NONE), (LEAD, Access.NONE), (6, Access.NONE)]


def seated(case, *members):
    seats = case.attendance.member.seats
    for member in members:
        seats[member] = Seat(member=member, role=Role.COLLABORATOR, present=True, generation=1, salt=bytes(16))


async def test_a_host_that_cuts_the_link_to_ask_anew_has_no_more_time(case, clock):
    case.asks(Access.VIEW)
    for _ in range(3):
        clock[0] += 15
        case.down()
        case.up()
        case.asks(Access.VIEW)
        assert case.desktop.question is not None
    assert case.desktop.seconds_left == 15
    case.desktop._unanswered()
    case.asks(Access.VIEW)
    assert case.desktop.seconds_left == 60


async def test_a_host_that_cuts_the_link_to_ask_otherwise_has_no_more_questions(case, clock):
    for access in (Access.VIEW, Access.CONTROL):
        case.asks(access)
        case.down()
        case.up()
    case.asks(Access.VIEW)
    assert case.desktop.question is None
    assert case.granted() == [(LEAD, Access.NONE)]


async def test_neither_has_a_host_that_has_two_ask_by_turns(case, clock):
    seated(case, 5)
    for turn in range(6):
        case.asks(Access.VIEW, (LEAD, 5)[turn % 2])
        case.down()
        case.up()
        seated(case, 5)
    case.asks(Access.VIEW)
    assert case.desktop.question is None


async def test_questions_that_a_host_asks_anew_in_another_order_have_no_more_time(case, clock):
    seated(case, 5)
    case.asks(Access.VIEW)
    case.asks(Access.VIEW, 5)
    for turn in range(3):
        clock[0] += 15
        case.down()
        case.up()
        seated(case, 5)
        case.asks(Access.VIEW, (5, LEAD)[turn % 2])
    assert case.desktop.seconds_left == 15

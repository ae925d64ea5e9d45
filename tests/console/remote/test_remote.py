"""The customer’s desktop as a technician has it: what is asked, seen and written down, in every order."""

import numpy as np
import pytest

from console.remote.remote import Remote
from protocol.mirror.encode.encoder import Encoder
from protocol.mirror.picture.tiles import Rect
from protocol.seat.attendance import Attendance
from protocol.seat.conversation import Conversation
from protocol.vocabulary.content import (
    Capabilities,
    MirrorView,
    PictureWish,
    Program,
    Quality,
    ShareSource,
    SourceWish,
    UpdatePart,
    UpdateShown,
)
from protocol.vocabulary.desktop import Access, AllowDesktop, AskDesktop, AskLater, DesktopAsked, DesktopChanged
from protocol.vocabulary.messages import Channel, Reason, Role, Sealed, Seat
from tests.helpers.by_hand import CUSTOMER, LEAD, SESSION, LinkByHand, News, RoomByHand, customer, seat_key

KIM = 3


class Case:
    """A technician's seat, and the customer in its room."""

    def __init__(self):
        self.news = News()
        self.rights = frozenset({"view_customer", "control_customer"})
        self.attendance = Attendance(
            seat=seat_key(LEAD, Role.LEAD),
            name="Anna Berger",
            other="Max Muster",
            conversation=Conversation(LEAD, "Anna Berger"),
            listener=self,
            save=lambda: None,
        )
        self.remote = Remote(attendance=self.attendance, customer="Max Muster", rights=lambda: self.rights)
        self.opened, self.closed, self.leaves = [], [], []
        self.remote.opened.connect(self.opened.append)
        self.remote.closed.connect(lambda: self.closed.append(True))
        self.remote.leave_asked.connect(lambda *leave: self.leaves.append(leave))
        self.room = None
        self.stream = 0

    def up(self):
        self.link = LinkByHand(self.news)
        self.attendance.attach(self.link)
        before = self.room
        other = customer() if before is None else before.other
        self.room = RoomByHand(own=LEAD, own_role=Role.LEAD, other=other, link=self.link, receive=self.receive)
        if before is not None:
            self.room.generation, self.room.has_other = before.generation, before.has_other
        self.room.seat()
        return self

    def joined(self):
        self.up()
        self.room.arrive()
        return self

    def down(self):
        self.attendance.detach()
        self.remote.link_lost()

    def receive(self, message):
        self.attendance.receive(message)
        if isinstance(message, DesktopAsked):
            self.remote.desktop_asked(message)
        elif isinstance(message, DesktopChanged):
            self.remote.desktop_changed(message)

    def room_changed(self, before, now):
        self.remote.room_changed(before, now)

    def content_arrived(self, sender, content):
        self.remote.received(sender, content)

    def member_left(self, departed):
        pass

    def member_reached(self, member):
        pass

    def words_agreed(self, member):
        pass

    def member_named(self, member):
        pass

    def transcript_grew(self, line):
        self.news.tell()

    transcript_changed = transcript_grew

    def host_says(self, access, member=LEAD, by=CUSTOMER, reason=Reason.NONE):
        self.receive(DesktopChanged(session=SESSION, member=member, access=access, by=by, reason=reason))

    def seeing(self, access=Access.VIEW):
        self.joined()
        self.remote.ask(access)
        self.host_says(access)
        self.source()
        self.asked()
        return self

    def source(self):
        self.stream += 1
        self.room.say(ShareSource(stream=self.stream, width=64, height=48, title="DP-1"))

    def asked(self):
        return [message.access for message in self.link.take(AskDesktop)]

    @property
    def events(self):
        return [line.event for line in self.attendance.conversation.lines if line.event.startswith("desktop")]


@pytest.fixture
async def case(qapp):
    case = Case()
    yield case
    case.remote.end()


async def test_a_customer_who_has_only_a_page_is_not_asked_for_a_desktop(case):
    case.joined()
    case.room.say(Capabilities(program=Program.PAGE, picture=True))
    assert case.remote.blocked(Access.VIEW) == "viewer_missing"
    case.room.lose()
    case.room.arrive()  # with the viewer, which says nothing of what it can
    assert case.remote.blocked(Access.VIEW) is None


async def test_a_customer_whose_screen_cannot_be_shown_is_not_asked_for_it(case):
    case.joined()
    case.room.say(Capabilities(program=Program.VIEWER, picture=True, desktop=False))
    assert case.remote.blocked(Access.VIEW) == "desktop_unseeable"
    assert case.remote.blocked(Access.CONTROL) == "desktop_unseeable"


async def test_asking_is_possible_with_the_right_a_customer_and_an_active_session(case):
    assert case.remote.blocked(Access.VIEW) == "desktop_not_active"
    case.up()
    assert case.remote.blocked(Access.VIEW) == "desktop_customer_missing"
    case.room.arrive()
    assert case.remote.blocked(Access.CONTROL) is None
    case.rights = frozenset({"view_customer"})
    assert case.remote.blocked(Access.VIEW) is None
    assert case.remote.blocked(Access.CONTROL) == "control_customer_missing"
    case.rights = frozenset({"control_customer"})
    assert case.remote.blocked(Access.CONTROL) == "view_customer_missing"
    case.remote.ask(Access.CONTROL)
    case.room.lose()
    case.rights = frozenset({"view_customer"})
    assert case.remote.blocked(Access.VIEW) == "desktop_not_active"
    assert case.asked() == []


async def test_what_the_customer_allowed_is_seen_exactly_and_acknowledged(case):
    case.joined()
    case.remote.ask(Access.VIEW)
    case.remote.ask(Access.VIEW)
    assert (case.asked(), case.remote.asked) == ([Access.VIEW], Access.VIEW)
    case.host_says(Access.VIEW)
    assert (case.remote.access, case.remote.asked, case.opened) == (Access.VIEW, Access.NONE, [])
    case.source()
    assert case.opened == [case.remote.mirror]
    pixels = np.random.default_rng(5).integers(0, 256, (48, 64, 4), np.uint8)
    encoder = Encoder(64, 48)
    encoder.damage([Rect(0, 0, 64, 48)])
    for part in encoder.update(pixels):
        case.room.say(UpdatePart(stream=1, update=part.update, final=part.final, data=part.data))
    await case.news.until(lambda: case.link.of(Sealed))
    assert UpdateShown(stream=1, update=1) in case.room.open()
    assert (case.remote.mirror.canvas.pixels[..., :3] == pixels[..., :3]).all()
    assert case.remote.mirror.stream == 1
    assert case.events == ["desktop_view_allowed"]


async def test_a_picture_that_nobody_has_allowed_is_not_shown(case):
    case.joined()
    case.source()
    assert case.opened == []
    assert not case.remote.send(SourceWish(number=1))


async def test_wishes_go_to_the_customer_and_are_said_again_with_each_source(case):
    case.seeing()
    wish, view = (
        PictureWish(quality=Quality.BEST, grey=False),
        MirrorView(scale_percent=50, visible=True, full_screen=False),
    )
    case.room.open()
    for content in (wish, view, SourceWish(number=2)):
        case.remote.tell(content)
    assert case.room.open() == [wish, view, SourceWish(number=2)]
    case.source()
    assert case.room.open() == [wish, view]
    assert case.remote.mirror.wish == wish


@pytest.mark.parametrize(
    ("by", "reason", "event"),
    [
        (CUSTOMER, Reason.REVOKED, "desktop_revoked"),
        (0, Reason.RIGHT_REMOVED, "desktop_right_removed"),
        (0, Reason.ON_HOLD, "desktop_on_hold"),
        (CUSTOMER, Reason.REPLACED, "desktop_replaced"),
        (0, Reason.LEFT, "desktop_ended"),
    ],
)
async def test_whoever_takes_it_back_it_closes_at_once_and_in_words(case, by, reason, event):
    case.seeing(Access.CONTROL)
    case.host_says(Access.NONE, by=by, reason=reason)
    assert (case.remote.access, case.remote.mirror, case.closed) == (Access.NONE, None, [True])
    assert case.events == ["desktop_control_allowed", event]
    assert case.asked() == []


@pytest.mark.parametrize(
    ("by", "reason", "event"),
    [
        (CUSTOMER, Reason.DECLINED, "desktop_declined"),
        (0, Reason.TIMED_OUT, "desktop_unanswered"),
        (0, Reason.RIGHT_REMOVED, "desktop_right_removed"),
    ],
)
async def test_no_is_written_down(case, by, reason, event):
    case.joined()
    case.remote.ask(Access.VIEW)
    case.host_says(Access.NONE, by=by, reason=reason)
    assert (case.remote.asked, case.events) == (Access.NONE, [event])


async def test_no_to_control_leaves_the_view(case):
    case.seeing()
    case.remote.ask(Access.CONTROL)
    case.host_says(Access.VIEW)
    assert (case.remote.access, case.remote.asked, case.closed) == (Access.VIEW, Access.NONE, [])
    assert case.events[-1] == "desktop_control_declined"


async def test_a_right_taken_away_can_leave_the_view(case):
    case.seeing(Access.CONTROL)
    case.host_says(Access.VIEW, by=0, reason=Reason.RIGHT_REMOVED)
    assert (case.remote.access, case.events[-1]) == (Access.VIEW, "desktop_control_right_removed")


async def test_closing_gives_everything_back_and_says_so_once(case):
    case.seeing()
    case.remote.give_back()
    assert case.asked() == [Access.NONE]
    assert case.closed == [True]
    case.host_says(Access.NONE, by=LEAD, reason=Reason.STOPPED)
    case.source()
    assert (case.events[1:], case.remote.mirror) == (["desktop_ended_by_you"], None)


async def test_taking_the_question_back_keeps_what_there_is(case):
    case.seeing()
    case.remote.ask(Access.CONTROL)
    case.remote.take_back()
    assert case.asked() == [Access.CONTROL, Access.VIEW]
    assert (case.remote.access, case.remote.asked) == (Access.VIEW, Access.NONE)


async def test_control_can_be_given_back_alone(case):
    case.seeing(Access.CONTROL)
    case.remote.only_view()
    assert case.asked() == [Access.VIEW]
    case.host_says(Access.VIEW, by=LEAD, reason=Reason.STOPPED)
    assert (case.remote.access, case.events[1:]) == (Access.VIEW, [])


async def test_after_a_short_break_it_goes_on_without_a_word(case):
    case.seeing()
    case.down()
    assert case.remote.mirror.is_interrupted
    case.up()
    assert case.asked() == [Access.VIEW]  # no question for a host that has kept it
    case.host_says(Access.VIEW, by=0)
    case.source()
    assert (case.remote.access, case.remote.asked, case.closed) == (Access.VIEW, Access.NONE, [])
    assert not case.remote.mirror.is_interrupted
    assert case.events == ["desktop_view_allowed"]


async def test_after_a_long_break_of_the_customer_they_are_asked_again_as_soon_as_they_are_there(case):
    case.seeing()
    case.room.lose()
    assert case.remote.mirror.is_interrupted
    case.host_says(Access.NONE, by=0, reason=Reason.TIMED_OUT)
    assert case.asked() == []
    case.room.arrive()
    assert (case.asked(), case.remote.access, case.remote.asked) == ([Access.VIEW], Access.NONE, Access.VIEW)
    case.host_says(Access.NONE, reason=Reason.DECLINED)
    assert case.closed == [True]
    assert case.events == ["desktop_view_allowed", "desktop_lost", "desktop_declined"]


async def test_what_the_host_has_kept_over_a_break_of_both_is_not_asked_for_again(case):
    case.seeing()
    case.down()
    case.room.other.present = False
    case.up()
    case.host_says(Access.VIEW, by=0)
    case.room.arrive()
    assert (case.asked(), case.remote.access, case.remote.asked) == ([], Access.VIEW, Access.NONE)


async def test_what_was_given_back_without_a_link_is_given_back_again(case):
    case.seeing()
    case.down()
    case.remote.give_back()
    case.up()
    case.host_says(Access.VIEW, by=0)
    assert (case.asked(), case.remote.access, case.opened[1:]) == ([Access.NONE], Access.NONE, [])
    case.remote.ask(Access.VIEW)
    case.host_says(Access.VIEW)
    assert case.remote.access is Access.VIEW


async def test_a_refused_question_is_over(case):
    case.joined()
    case.remote.ask(Access.VIEW)
    case.remote.refused()
    assert case.remote.asked is Access.NONE


async def test_a_customer_who_is_gone_takes_the_desktop_along(case):
    case.seeing()
    case.room.has_other = False
    case.room.tell()
    assert (case.remote.access, case.closed) == (Access.NONE, [True])


async def test_a_lead_hears_of_a_colleague_who_needs_leave(case):
    case.joined()
    colleague = Seat(member=KIM, role=Role.COLLABORATOR, present=True, generation=1, salt=bytes(16))
    case.attendance.member.seats[KIM] = colleague
    case.receive(DesktopAsked(session=SESSION, member=KIM, access=Access.VIEW))
    assert case.leaves == [(KIM, Access.VIEW)]
    case.remote.allow(KIM, Access.VIEW)
    assert case.link.take(AllowDesktop) == [AllowDesktop(session=SESSION, member=KIM, access=Access.VIEW)]
    case.host_says(Access.VIEW, member=KIM)
    assert case.remote.holder == KIM
    case.host_says(Access.NONE, member=KIM, reason=Reason.REVOKED)
    assert case.remote.holder == 0
    assert case.events == ["desktop_view_allowed_to", "desktop_other_ended"]
    assert case.remote.access is Access.NONE


async def test_nothing_is_sent_over_input_by_a_session_that_is_over(case):
    case.seeing(Access.CONTROL)
    case.remote.end()
    assert case.remote.blocked(Access.VIEW) == "desktop_not_active"
    assert [box for box in case.link.of(Sealed) if box.channel is Channel.INPUT] == []


# -- nothing comes back that was not asked for, or was taken back -------------------------------------------------


async def test_what_nobody_has_asked_for_is_given_back_and_not_shown(case):
    case.joined()
    case.host_says(Access.CONTROL, by=0)
    assert (case.asked(), case.remote.access) == ([Access.NONE], Access.NONE)
    case.source()
    assert case.opened == []


async def test_a_yes_that_crosses_the_question_taken_back_shows_nothing(case):
    case.joined()
    case.remote.ask(Access.VIEW)
    case.remote.take_back()
    case.asked()
    case.host_says(Access.VIEW)
    case.source()
    assert (case.asked(), case.remote.access, case.opened) == ([Access.NONE], Access.NONE, [])


async def test_control_that_was_given_back_without_a_link_stays_given_back(case):
    case.seeing(Access.CONTROL)
    case.down()
    case.remote.only_view()
    case.up()
    case.host_says(Access.CONTROL, by=0)
    assert (case.asked()[-1], case.remote.access) == (Access.VIEW, Access.VIEW)
    assert "desktop_control_allowed" not in case.events[1:]


async def test_what_was_given_back_during_a_break_is_not_asked_for_after_it(case):
    case.seeing()
    case.room.lose()
    case.host_says(Access.NONE, by=0, reason=Reason.TIMED_OUT)
    case.remote.give_back()
    case.asked()
    case.room.arrive()
    assert case.asked() == []


async def test_a_change_of_lead_is_said(case):
    case.seeing()
    case.host_says(Access.NONE, by=0, reason=Reason.HANDED_OVER)
    assert (case.remote.access, case.events[-1], case.closed) == (Access.NONE, "desktop_lead_changed", [True])


async def test_whoever_is_to_be_left_in_peace_is_not_asked_not_even_after_a_break(case):
    case.seeing()
    case.room.lose()
    case.host_says(Access.NONE, by=0, reason=Reason.TIMED_OUT)
    case.asked()
    case.remote.ask_later(AskLater(session=SESSION, seconds=60))
    case.room.arrive()
    assert (case.asked(), case.events[-1]) == ([], "desktop_ask_later")
    assert case.remote.blocked(Access.VIEW) == "desktop_rests"
    assert 0 < case.remote.rests_s <= 60
    case.remote.rests_until = 0.0
    assert case.remote.blocked(Access.VIEW) is None

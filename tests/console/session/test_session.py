"""A technician's session: what it makes of all that a host and a customer may say, in every order."""

import asyncio
from dataclasses import replace

import pytest

from console.connection.outside import Outside
from console.session import fresh_seat
from console.session.session import Session
from console.share.share import ShareState
from protocol.mirror.capture.common.source import CaptureUnavailable, Monitor, MonitorSource, WindowSource
from protocol.mirror.picture.tiles import Rect
from protocol.mirror.send.source_pace import SOURCES
from protocol.notation import joincode
from protocol.seat.conversation import Conversation
from protocol.seat.member import Member
from protocol.trust.device import Device
from protocol.trust.join_proof import JoinerExchange
from protocol.vocabulary.chat import Chat
from protocol.vocabulary.content import Capabilities, Program, ShareSource, UpdateShown
from protocol.vocabulary.desktop import Access, DesktopChanged
from protocol.vocabulary.joins import CodeMade, EndCode, Joining, JoinStep, MakeCode
from protocol.vocabulary.messages import (
    Attach,
    Channel,
    EndShare,
    Leave,
    MemberLeft,
    Reason,
    Refused,
    Role,
    Sealed,
    SessionClosed,
    SessionState,
    ShareChanged,
    StartShare,
)
from tests.helpers.by_hand import (
    CUSTOMER,
    LEAD,
    SESSION,
    LinkByHand,
    Other,
    RoomByHand,
    ScreenByHand,
    customer,
    seat_key,
)


class Nobody:
    """Colleagues: there are none."""

    def find(self, technician):
        return None

    def keys(self, technician):
        return None


class Desk:
    """What a session needs of a desk."""

    def __init__(self):
        self.device = Device(b"x" * 32, b"y" * 32)
        self.colleagues = Nobody()
        self.capture = ScreenByHand()
        self.rights = frozenset({"share_screen", "chat", "end"})
        self.own_name = "Anna Berger"
        self.share_during_control = True
        self.saved = []
        self.links = []
        self.place = Outside("support.example:7330", b"f" * 32, "https://support.example")

    def outside(self):
        return self.place

    def host_fingerprint(self):
        return b"f" * 32

    def relay(self):
        return ""

    def save(self, session):
        sent = len(self.links[-1].sent) if self.links else 0
        self.saved.append((sent, None if session.closed_reason is not None else session.saved()))


class Case:
    """A session, its desk, its host's room, and its customer."""

    def __init__(self, desk=None, session=None):
        self.desk = desk or Desk()
        self.session = session or Session(
            title="Max Muster",
            seat=seat_key(LEAD, Role.LEAD),
            conversation=Conversation(LEAD, "Anna Berger"),
            surroundings=self.desk,
            opened_ms=1,
        )
        self.problems, self.lines, self.asked, self.ends = [], [], [], []
        self.session.problem.connect(self.problems.append)
        self.session.line_added.connect(self.lines.append)
        self.session.admit_asked.connect(lambda: self.asked.append(True))
        self.session.ended.connect(lambda: self.ends.append(True))
        self.room = None
        self.link = None

    def up(self):
        """Attach, to the same room as before where there was one."""
        self.link = LinkByHand()
        self.desk.links.append(self.link)
        self.session.link_up(self.link)
        before, self.room = (
            self.room,
            RoomByHand(own=LEAD, own_role=Role.LEAD, other=customer(), link=self.link, receive=self.session.receive),
        )
        if before is not None:
            self.room.other, self.room.has_other = before.other, before.has_other
            self.room.sharing, self.room.generation = before.sharing, before.generation
        self.room.seat()
        return self

    def joined(self):
        self.up()
        self.room.arrive()
        return self

    def says(self, message):
        self.session.receive(message)

    def share_is(self, sharing, by=0, reason=Reason.NONE):
        self.room.sharing = sharing
        self.says(ShareChanged(session=SESSION, sharing=sharing, by=by, reason=reason))
        self.room.tell()

    def sharing(self):
        self.joined()
        self.session.start_share()
        self.share_is(LEAD, LEAD)
        assert self.session.share is ShareState.ON
        return self

    def refuses(self, what, reason):
        self.says(Refused(about=what.TAG, reason=reason, session=SESSION))

    def killed(self):
        """Return this case as the next run of the program has it."""
        saved = next(saved for _, saved in reversed(self.desk.saved) if saved is not None)
        desk = Desk()
        conversation = Conversation.restored(saved.conversation.snapshot(), own=LEAD, own_name=saved.own_name)
        session = Session(
            title=saved.title,
            seat=saved.seat,
            conversation=conversation,
            surroundings=desk,
            opened_ms=saved.opened_ms,
        )
        after = Case(desk, session)
        after.room = self.room
        return after

    @property
    def events(self):
        return [line.event for line in self.session.conversation.lines if line.event]


@pytest.fixture
async def case(qapp):
    case = Case()
    yield case
    case.session.stop_share()
    assert case.desk.capture.all_ended()


# -- the code ---------------------------------------------------------------------------------------------------


async def test_a_new_session_asks_for_a_code_by_itself_and_once(case):
    case.up()
    assert case.link.of(MakeCode) == [MakeCode(session=SESSION)]
    case.says(CodeMade(session=SESSION, route="1234", valid_s=600))
    assert case.session.code.link.startswith("fernblick://support.example:7330/1234#")
    secret = case.session.code.link.split("#")[1].split(".")[0]
    assert case.session.code.page == f"https://support.example/chat/1234#{secret}"
    case.up()
    assert case.link.of(MakeCode) == []


async def test_a_code_follows_where_the_host_is_reached_and_stays_the_same_code(case):
    case.up()
    case.says(CodeMade(session=SESSION, route="1234", valid_s=600, link_route="abcdefghijkl"))
    before = case.session.code
    assert before.way == before.link
    saved = len(case.desk.saved)
    case.session.follow_place()
    assert case.session.code is before
    assert len(case.desk.saved) == saved

    case.desk.place = Outside("help.example:443", None, "https://help.example", vouched=True)
    case.session.follow_place()
    code = case.session.code
    secret = joincode.parse(before.link).secret
    assert code.link == f"fernblick://help.example:443/abcdefghijkl#{secret}"
    assert code.way == code.page == f"https://help.example/chat/abcdefghijkl#{secret}"
    assert (code.text, code.ends_at, code.address, code.viewer_address) == (
        before.text,
        before.ends_at,
        "help.example",
        "help.example",
    )
    assert len(case.desk.saved) > saved  # for a run after a crash

    case.session.link_down()
    case.desk.place = Outside("10.0.0.1:7330", b"f" * 32)
    case.session.follow_place()
    assert case.session.code is code  # what the host says of its pages is not known now


async def test_a_code_that_was_under_way_when_the_link_was_lost_is_asked_for_again(case):
    case.up()
    case.session.link_down()
    case.up()
    assert case.link.of(MakeCode) == [MakeCode(session=SESSION)]


async def test_a_code_that_ended_is_not_replaced_without_being_asked(case):
    case.up()
    case.says(CodeMade(session=SESSION, route="1234", valid_s=600))
    case.says(EndCode(session=SESSION, burned=False))
    assert (case.session.code, case.session.code_ended) == (None, Reason.UNKNOWN_CODE)
    case.up()
    assert case.link.of(MakeCode) == []
    case.session.new_code()
    assert case.link.of(MakeCode) == [MakeCode(session=SESSION)]


async def test_a_host_that_was_started_anew_ends_the_code_it_does_not_know(case):
    case.up()
    case.says(CodeMade(session=SESSION, route="1234", valid_s=600))
    case.up()
    assert case.session.code is not None
    case.says(EndCode(session=SESSION, burned=False))
    assert case.session.code is None
    case.says(EndCode(session=SESSION, burned=False))
    assert case.session.code_ended is Reason.UNKNOWN_CODE


async def test_without_a_host_a_new_code_is_a_problem_that_is_told(case):
    case.up()
    case.session.link_down()
    case.session.new_code()
    assert case.problems == ["host_gone"]


@pytest.mark.parametrize("reason", [Reason.LIMIT, Reason.NOT_ALLOWED, Reason.CUSTOMER_PRESENT])
async def test_a_refused_code_leaves_none(case, reason):
    case.up()
    case.says(CodeMade(session=SESSION, route="1234", valid_s=600))
    case.session.new_code()
    case.refuses(MakeCode, reason)
    assert case.session.code is None
    assert case.problems == [reason.value]


async def test_names_longer_than_a_message_takes_are_cut_in_the_grant(qapp):
    desk = Desk()
    desk.own_name = "A" * 300
    session = Session(
        title="M" * 300 + "\ud800",
        seat=seat_key(LEAD, Role.LEAD),
        conversation=Conversation(LEAD, "A"),
        surroundings=desk,
        opened_ms=1,
    )
    grant = session._grant(Role.CUSTOMER)
    assert (len(grant.lead_name), len(grant.customer_name)) == (60, 60)


async def test_a_question_about_a_joiner_does_not_outlive_the_link(case):
    case.up()
    case.says(CodeMade(session=SESSION, route="1234", valid_s=600))
    code = joincode.parse(case.session.code.text)
    exchange = JoinerExchange(code=code, session=SESSION, join=2, role=Role.CUSTOMER, fingerprint=b"f" * 32)
    case.says(Joining(session=SESSION, join=2, doubtful=True))
    case.says(JoinStep(session=SESSION, join=2, data=exchange.start()))
    answer = case.link.of(JoinStep)[-1].data
    case.says(JoinStep(session=SESSION, join=2, data=exchange.answer(answer)))
    assert case.session.needs_admit
    assert case.asked
    case.session.link_down()
    assert not case.session.needs_admit
    assert case.session.code is not None


async def test_a_new_link_without_the_end_of_the_one_before_is_a_break_all_the_same(case):
    case.sharing()
    case.link = LinkByHand()
    case.session.link_up(case.link)
    assert case.session.share is ShareState.INTERRUPTED
    assert case.events[-1] == "own_connection_lost"


# -- presence and chat ------------------------------------------------------------------------------------------


async def test_the_state_follows_link_and_room(case):
    assert case.session.state is SessionState.RECONNECTING
    case.up()
    assert case.session.state is SessionState.WAITING
    assert not case.session.customer_present
    case.room.arrive()
    assert case.session.state is SessionState.ACTIVE
    assert case.session.customer_present
    case.room.lose()
    assert case.session.state is SessionState.RECONNECTING
    assert not case.session.reconnecting
    case.session.link_down()
    assert case.session.reconnecting


async def test_a_customer_who_leaves_is_in_the_transcript_and_the_session_waits(case):
    case.joined()
    case.room.has_other = False
    case.says(MemberLeft(session=SESSION, member=CUSTOMER, reason=Reason.LEFT))
    case.room.tell()
    assert case.events == ["joined", "left"]
    assert case.session.state is SessionState.WAITING
    assert case.session.attendance.member.introductions.known(CUSTOMER) is None
    assert case.link.of(MakeCode) == [MakeCode(session=SESSION)]  # the first one only


async def test_a_customer_who_does_not_come_back_is_said_to_be_late(case):
    case.joined()
    case.room.lose()
    case.room.has_other = False
    case.says(MemberLeft(session=SESSION, member=CUSTOMER, reason=Reason.TIMED_OUT))
    assert case.events == ["joined", "connection_lost", "timed_out"]


async def test_a_line_is_saved_before_it_is_sent(case):
    case.joined()
    case.link.sent.clear()
    case.session.say("hello")
    sent, saved = case.desk.saved[-1]
    assert (sent, saved.conversation.lines[-1].text) == (0, "hello")
    assert case.room.open() == [Chat(number=1, time_ms=case.lines[-1].time_ms, text="hello")]
    assert case.session.conversation.lines[-1].delivered


async def test_a_killed_console_goes_on_with_its_numbers_and_no_line_twice(case):
    case.joined()
    case.session.say("one")
    case.room.open()
    chat, _ = case.room.other.member.say("reply", 5)
    after = case.killed()
    after.up()
    assert [line.text for line in after.session.conversation.lines if not line.event] == ["one", "reply"]
    after.session.say("two")
    after.room.open()
    texts = [line.text for line in after.room.other.member.conversation.lines if not line.event]
    assert texts == ["one", "reply", "two"]
    assert after.events == ["joined", "own_connection_back"]
    assert chat.number == 1


async def test_what_does_not_open_costs_the_session_its_attachment_and_never_the_link(case, monkeypatch):
    monkeypatch.setattr(fresh_seat, "FIRST_S", 0.01)
    case.joined()
    nonsense = Sealed(session=SESSION, member=CUSTOMER, generation=1, channel=Channel.TALK, box=b"x" * 40)
    before = len(case.link.of(Attach))
    for _ in range(100):
        case.says(nonsense)
    assert case.session.reconnecting
    assert case.link.end is None
    assert case.session.conversation.first("own_connection_lost") is None
    async with asyncio.timeout(60):
        while len(case.link.of(Attach)) == before:
            await a_moment()
    assert len(case.link.of(Attach)) == before + 1
    case.says(nonsense)  # on its way since before
    assert case.link.end is None


@pytest.fixture
async def let_go(case):
    """Have the seat of a session in which a share goes on let go of, for what the customer has sent."""
    case.sharing()
    case.says(Sealed(session=SESSION, member=CUSTOMER, generation=1, channel=Channel.TALK, box=b"x" * 40))
    assert case.session.reconnecting
    case.link.sent.clear()
    return case


async def test_what_is_ended_while_a_seat_is_to_be_taken_anew_ends_at_the_host_at_once(let_go):
    let_go.session.stop_share()
    assert let_go.link.sent == [EndShare(session=SESSION)]
    let_go.session.say("nobody is to hear this yet")
    assert let_go.link.of(Sealed) == []
    let_go.session.end()
    assert let_go.link.sent[-1] == Leave(session=SESSION)


async def test_a_code_is_taken_back_at_the_host_while_a_seat_is_to_be_taken_anew(case):
    case.up()
    case.says(CodeMade(session=SESSION, route="1234", valid_s=600))
    case.room.arrive()
    case.session.new_colleague_code()
    case.says(Sealed(session=SESSION, member=CUSTOMER, generation=1, channel=Channel.TALK, box=b"x" * 40))
    case.link.sent.clear()
    case.session.end_code()
    assert case.link.sent == [EndCode(session=SESSION, burned=False)]


async def test_a_link_that_is_lost_while_a_seat_is_to_be_taken_anew_takes_along_what_was_asked_on_it(let_go):
    let_go.session._entrance.customer.ask()
    let_go.session.link_down()
    assert let_go.session.reconnecting
    assert let_go.events[-1] == "own_connection_lost"
    let_go.up()
    let_go.session.new_code()
    let_go.says(CodeMade(session=SESSION, route="1234", valid_s=600))
    assert let_go.session.code is not None


async def a_moment():
    await asyncio.sleep(0.01)


async def test_who_goes_on_sending_nonsense_is_waited_for_ever_longer(monkeypatch):
    monkeypatch.setattr(fresh_seat, "FIRST_S", 1.0)
    waits, taken = [], []
    seat = fresh_seat.FreshSeat(up=taken.append, down=lambda: None)
    monkeypatch.setattr(seat._loop, "call_later", lambda seconds, act, link: waits.append((seconds, act, link)))
    for _ in range(9):
        seat._timer = None
        seat.take(LinkByHand(), "nonsense")
    assert [seconds for seconds, _, _ in waits] == [1, 2, 4, 8, 16, 32, 60, 60, 60]


# -- share ------------------------------------------------------------------------------------------------------


async def test_who_shares_and_stops_in_haste_sends_no_more_sources_than_a_viewer_takes(case):
    case.joined()
    sources = []
    for _ in range(3 * int(SOURCES.at_once)):
        case.session.start_share()
        case.share_is(LEAD, LEAD)
        while not case.session.sharing._share._sending.opened:
            await a_moment()
        for _ in range(10):  # what may begin does so at once
            await a_moment()
        sources += [content for content in case.room.open() if isinstance(content, ShareSource)]
        case.session.stop_share()
        case.share_is(0, LEAD)
    assert 1 <= len(sources) <= SOURCES.at_once + 2


async def test_a_customer_whose_page_can_show_no_picture_is_shown_none(case):
    case.up()
    case.room.arrive()
    case.room.say(Capabilities(program=Program.PAGE, picture=False))
    assert case.session.share_blocked == "viewer_missing"
    case.room.lose()
    case.room.arrive()
    case.room.say(Capabilities(program=Program.PAGE, picture=True))
    assert case.session.share_blocked is None


async def test_what_keeps_a_share_from_starting(case):
    assert case.session.share_blocked == "not_active"
    case.up()
    assert case.session.share_blocked == "customer_missing"
    case.room.other.generation = 0
    case.room.has_other = True
    case.room.tell()
    assert case.session.share_blocked == "not_active"  # admitted, but not there yet
    case.room.arrive()
    assert case.session.share_blocked is None
    case.desk.rights = frozenset()
    assert case.session.share_blocked == "right_missing"
    case.desk.rights = frozenset({"share_screen", "chat"})
    case.room.lose()
    assert case.session.share_blocked == "not_active"
    case.room.arrive()
    case.session.link_down()
    assert case.session.share_blocked == "not_active"
    case.session.start_share()
    assert case.session.share is ShareState.OFF


async def test_a_screen_that_cannot_be_read_blocks_sharing_with_its_code(case, monkeypatch):
    def unavailable():
        raise CaptureUnavailable("wayland")

    case.joined()
    monkeypatch.setattr(case.desk.capture, "monitors", unavailable)
    assert case.session.share_blocked == "wayland"
    assert case.session.monitors() == []
    case.session.start_share()
    monkeypatch.setattr(case.desk.capture, "monitors", list)
    assert case.session.share_blocked == "no_display"
    case.session.start_share()
    assert case.link.of(StartShare) == []


def ask_in_a_dialog(case, monkeypatch) -> list:
    """Have the desktop ask itself what is shared; returns the open dialogs, each (chosen, refused)."""
    dialogs = []
    monkeypatch.setattr(case.desk.capture, "choose", lambda *answers, asker: dialogs.append(answers))
    return dialogs


async def test_where_the_desktop_asks_nothing_is_shared_before_its_answer(case, monkeypatch):
    case.joined()
    dialogs = ask_in_a_dialog(case, monkeypatch)
    case.session.start_share()
    assert case.session.share is ShareState.OFF
    assert case.link.of(StartShare) == []
    dialogs[0][0]()
    assert case.session.share is ShareState.STARTING
    case.session.stop_share()


async def test_a_refusal_in_the_desktops_dialog_is_told(case, monkeypatch):
    case.joined()
    dialogs = ask_in_a_dialog(case, monkeypatch)
    case.session.start_share()
    dialogs[0][1]("cast_refused")
    assert case.problems == ["cast_refused"]
    assert case.session.share is ShareState.OFF


async def test_an_answer_that_comes_when_nothing_may_be_shared_any_more_shares_nothing(case, monkeypatch):
    case.joined()
    dialogs = ask_in_a_dialog(case, monkeypatch)
    case.session.start_share()
    case.room.lose()
    dialogs[0][0]()
    assert case.session.share is ShareState.OFF


@pytest.mark.parametrize("how", ["looked at another session", "stopped", "ended"])
async def test_a_dialog_that_was_opened_for_one_session_is_taken_back_with_it(case, monkeypatch, how):
    case.joined()
    askers, dropped = [], []
    monkeypatch.setattr(case.desk.capture, "choose", lambda *_answers, asker: askers.append(asker))
    monkeypatch.setattr(case.desk.capture, "drop", dropped.append)
    case.session.start_share()
    {
        "looked at another session": case.session.drop_choice,
        "stopped": case.session.stop_share,
        "ended": case.session.end,
    }[how]()
    assert set(dropped) == set(askers) != set()


async def test_choosing_again_changes_the_source_once_it_is_answered(case, monkeypatch):
    case.joined()
    case.session.start_share()
    dialogs = ask_in_a_dialog(case, monkeypatch)
    case.session.choose_again()
    monkeypatch.setattr(case.desk.capture, "monitors", lambda: [Monitor(7, "Screen", Rect(0, 0, 0, 0), True)])
    assert case.session.sharing.source == MonitorSource(1, "DP-1")
    dialogs[0][0]()
    assert case.session.sharing.source == MonitorSource(7, "Screen")
    assert [monitor.number for monitor in case.session.sharing.released] == [7]
    case.session.choose_again()
    case.session.stop_share()
    dialogs[1][0]()
    assert case.session.share is ShareState.OFF


async def test_choosing_again_shares_where_nothing_is_shared(case):
    case.joined()
    case.session.choose_again()
    assert case.session.share is ShareState.STARTING
    case.session.stop_share()


def granted(case, access: Access) -> None:
    if access is not Access.NONE:
        case.desk.rights |= {"view_customer", "control_customer"}
        case.session.remote.ask(access)
    case.session.receive(DesktopChanged(session=SESSION, member=LEAD, access=access, by=CUSTOMER, reason=Reason.NONE))


async def test_sharing_while_the_customers_desktop_is_seen_comes_after_a_warning(case):
    case.joined()
    asked = []
    case.session.both_ways_asked.connect(asked.append)
    granted(case, Access.VIEW)
    case.session.start_share(1)
    assert case.session.share is ShareState.OFF
    asked.pop()()
    assert case.session.share is ShareState.STARTING
    granted(case, Access.NONE)
    case.session.stop_share()
    case.session.start_share(1)
    assert asked == []


async def test_asking_for_the_desktop_while_sharing_comes_after_a_warning(case):
    case.joined()
    asked = []
    case.session.both_ways_asked.connect(asked.append)
    case.desk.rights |= {"view_customer", "control_customer"}
    case.session.start_share(1)
    case.share_is(LEAD, LEAD)
    case.session.remote.ask(Access.VIEW)
    assert case.session.remote.asked is Access.NONE
    asked.pop()()
    assert case.session.remote.asked is Access.VIEW


async def test_a_technician_or_a_group_may_want_one_direction_only(case):
    case.joined()
    case.desk.rights |= {"view_customer", "control_customer"}
    case.desk.share_during_control = False
    granted(case, Access.VIEW)
    assert case.session.share_blocked == "share_during_control"
    granted(case, Access.NONE)
    assert case.session.share_blocked is None
    case.session.start_share(1)
    case.share_is(LEAD, LEAD)
    assert case.session.remote.blocked(Access.VIEW) == "control_during_share"


async def test_a_group_that_no_longer_wants_both_directions_ends_the_share(case):
    case.joined()
    granted(case, Access.VIEW)
    case.session.both_ways_asked.connect(lambda go_on: go_on())
    case.session.start_share(1)
    case.share_is(LEAD, LEAD)
    case.session.rights_changed()
    assert case.session.share is ShareState.ON
    case.desk.share_during_control = False
    case.session.rights_changed()
    assert case.session.share is ShareState.OFF


async def test_a_share_starts_runs_and_stops(case):
    case.joined()
    case.session.start_share(2)
    case.session.start_share(1)
    assert case.session.share is ShareState.STARTING
    assert case.link.take(StartShare) == [StartShare(session=SESSION)]
    case.share_is(LEAD, LEAD)
    assert case.session.share is ShareState.ON
    case.session.stop_share()
    assert case.session.share is ShareState.OFF
    assert case.link.take(EndShare) == [EndShare(session=SESSION)]
    case.share_is(0, LEAD, Reason.STOPPED)
    assert case.events == ["joined", "share_started", "share_stopped"]


@pytest.mark.parametrize(
    ("reason", "event"),
    [
        (Reason.WINDOW_CLOSED, "share_closed_by_customer"),
        (Reason.RIGHT_REMOVED, "share_right_removed"),
        (Reason.TIMED_OUT, "share_stopped"),
    ],
)
async def test_a_share_that_others_end_says_who(case, reason, event):
    case.sharing()
    case.share_is(0, CUSTOMER, reason)
    assert case.session.share is ShareState.OFF
    assert case.events[-1] == event
    assert case.link.of(EndShare) == []


async def test_the_room_before_the_word_that_the_share_began(case):
    case.joined()
    case.session.start_share()
    case.room.sharing = LEAD
    case.room.tell()
    assert case.session.share is ShareState.STARTING
    case.share_is(LEAD, LEAD)
    assert case.session.share is ShareState.ON


async def test_the_room_before_the_word_that_the_share_ended(case):
    case.sharing()
    case.room.sharing = 0
    case.room.tell()
    assert case.session.share is ShareState.OFF
    case.share_is(0, CUSTOMER, Reason.WINDOW_CLOSED)
    assert case.events == ["joined", "share_started", "share_stopped"]


async def test_a_refused_share_stops_the_capture_and_is_told(case):
    case.joined()
    case.session.start_share()
    case.refuses(StartShare, Reason.NOT_ALLOWED)
    assert case.session.share is ShareState.OFF
    assert case.problems == ["not_allowed"]
    assert case.events == ["joined"]
    assert case.desk.capture.all_ended()


async def test_a_share_that_is_refused_because_the_customer_has_just_gone_says_that(case):
    case.joined()
    case.session.start_share()
    case.room.lose()
    case.refuses(StartShare, Reason.NOT_ALLOWED)
    assert case.problems == ["not_active"]


async def test_a_customer_who_leaves_while_a_share_starts_ends_it_without_a_word(case):
    case.joined()
    case.session.start_share()
    case.room.has_other = False
    case.says(MemberLeft(session=SESSION, member=CUSTOMER, reason=Reason.LEFT))
    case.refuses(StartShare, Reason.NOT_ALLOWED)
    assert case.session.share is ShareState.OFF
    assert case.problems == []


async def test_a_customer_who_leaves_while_sharing_ends_the_share(case):
    case.sharing()
    case.room.has_other = False
    case.says(MemberLeft(session=SESSION, member=CUSTOMER, reason=Reason.LEFT))
    assert case.session.share is ShareState.OFF
    case.share_is(0)
    assert case.events == ["joined", "share_started", "left"]


def let_in_another(case):
    """Have the lead let in another customer, whom the host shows in one breath in place of the one before."""
    key = case.session._newcomers.grant(customer=True)
    other = Other(5, Role.CUSTOMER, "Erika Example")
    other.member = Member(replace(seat_key(5, Role.CUSTOMER), key=key), "Erika Example", Conversation(5, "Erika"))
    case.room.other = other


@pytest.mark.parametrize("when", ["shown", "starting", "link lost"])
async def test_a_share_goes_on_for_nobody_but_the_customer_whom_it_was_begun_for(case, when):
    if when == "starting":
        case.joined().session.start_share()
    else:
        case.sharing()
    let_in_another(case)
    if when == "link lost":
        case.session.link_down()
        case.up()
    case.room.arrive()
    assert case.session.attendance.member.reached() == [5]
    assert case.session.share is ShareState.OFF
    assert len(case.link.of(EndShare)) == 1


async def test_stop_and_share_again_faster_than_the_host_answers(case):
    case.joined()
    case.session.start_share()
    case.session.stop_share()
    case.session.start_share()
    case.share_is(LEAD, LEAD)  # the first one's
    assert case.session.share is ShareState.STARTING
    case.share_is(0, LEAD, Reason.STOPPED)
    assert case.session.share is ShareState.STARTING
    case.share_is(LEAD, LEAD)
    assert case.session.share is ShareState.ON
    assert case.events == ["joined", "share_started"]


async def test_the_answer_to_a_share_that_was_stopped_meanwhile_begins_nothing(case):
    case.joined()
    case.session.start_share()
    case.session.stop_share()
    case.share_is(LEAD, LEAD)
    assert case.session.share is ShareState.OFF
    case.share_is(0, LEAD, Reason.STOPPED)
    assert case.events == ["joined"]
    assert case.link.of(EndShare) == [EndShare(session=SESSION)]


async def test_a_share_that_had_not_begun_when_the_link_was_lost_is_ended_when_it_is_back(case):
    case.joined()
    case.session.start_share()
    case.session.link_down()
    assert case.session.share is ShareState.OFF
    case.room.sharing = LEAD
    case.up()
    assert case.link.of(EndShare) == [EndShare(session=SESSION)]
    case.share_is(0, LEAD, Reason.STOPPED)
    case.session.start_share()
    case.share_is(LEAD, LEAD)
    assert case.session.share is ShareState.ON  # what the lost link was asked for is answered by nobody


async def test_a_share_of_a_console_that_was_killed_is_ended_when_it_is_back(case):
    case.sharing()
    after = case.killed()
    after.up()
    assert after.link.of(EndShare) == [EndShare(session=SESSION)]
    assert after.session.share is ShareState.OFF
    assert after.events == ["joined", "share_started", "own_connection_back", "share_stopped"]
    after.room.tell()
    assert len(after.link.of(EndShare)) == 1


async def test_a_share_is_interrupted_by_the_own_link_and_ended_by_a_host_that_forgot_it(case):
    case.sharing()
    case.session.link_down()
    assert case.session.share is ShareState.INTERRUPTED
    case.room.sharing = 0
    case.up()
    assert case.session.share is ShareState.OFF
    assert case.events[-1] == "share_stopped"
    assert case.link.of(EndShare) == []


async def test_acknowledgements_without_a_share_are_ignored(case):
    case.joined()
    case.room.say(UpdateShown(stream=1, update=1))
    assert case.session.last_count.shown == 0


# -- the end ----------------------------------------------------------------------------------------------------


async def test_ending_is_said_once_and_nothing_is_done_afterwards(case):
    case.sharing()
    case.session.end()
    case.session.end()
    case.says(SessionClosed(session=SESSION, reason=Reason.ENDED_BY_LEAD))
    case.session.say("too late")
    case.session.new_code()
    case.session.start_share()
    assert case.link.of(Leave) == [Leave(session=SESSION)]
    assert case.link.of(MakeCode) == [MakeCode(session=SESSION)]
    assert case.events == ["joined", "share_started", "session_closed"]
    assert case.desk.saved[-1][1] is None
    assert (case.session.state, case.ends) == (SessionState.CLOSED, [True])
    assert case.session.share is ShareState.OFF


@pytest.mark.parametrize("how", ["ended", "closed", "removed", "gone"])
async def test_a_session_that_is_over_has_no_keys_any_more(case, how):
    """Its transcript can be read on, while the link lasts and longer."""
    session = case.joined().session
    ring, seat = session.attendance.member._keyring, session.attendance.seat
    if how == "ended":
        session.end()
    elif how == "closed":
        case.says(SessionClosed(session=SESSION, reason=Reason.TIMED_OUT))
    elif how == "removed":
        case.says(MemberLeft(session=SESSION, member=LEAD, reason=Reason.REMOVED))
    else:
        case.refuses(Attach, Reason.UNKNOWN_SESSION)
    assert (ring._fresh_secret, ring._pairs) == (b"", {})
    assert session.attendance.member.reached() == []
    assert (ring._secret, session.attendance.member.introductions._secret) == (b"", b"")
    assert session.attendance.seat.secret == b"" != seat.secret


async def test_a_session_that_is_closed_in_the_middle_of_a_share(case):
    case.sharing()
    case.says(SessionClosed(session=SESSION, reason=Reason.TIMED_OUT))
    assert case.session.state is SessionState.TIMED_OUT
    assert case.session.share is ShareState.OFF
    case.share_is(LEAD, LEAD)
    assert case.session.share is ShareState.OFF
    case.up_again = LinkByHand()
    case.session.link_up(case.up_again)
    assert case.up_again.sent == []


@pytest.mark.parametrize("reason", [Reason.UNKNOWN_SESSION, Reason.SESSION_CLOSED, Reason.TIMED_OUT, Reason.REPLACED])
async def test_a_seat_that_is_gone_closes_the_session(case, reason):
    case.joined()
    case.link = LinkByHand()
    case.session.link_up(case.link)
    case.refuses(Attach, reason)
    assert case.session.closed_reason is reason
    assert case.problems == []


async def test_an_attach_refused_for_now_is_told(case):
    case.joined()
    case.refuses(Attach, Reason.STORAGE)
    assert case.session.closed_reason is None
    assert case.problems == ["storage"]


async def test_customers_read_a_monitors_number_where_there_are_more_and_else_nothing(case):
    case.sharing()
    several = len(case.session.monitors()) > 1
    sharing, number = case.session.sharing, case.session.sharing.source.number
    assert sharing._titled(sharing.source, "DP-1") == (f"Monitor {number}" if several else "")
    sharing._several = not several
    assert sharing._titled(sharing.source, "DP-1") == ("" if several else f"Monitor {number}")
    assert sharing._titled(WindowSource(7), "A letter") == "A letter"
    assert sharing._titled(sharing.source, "") == "", "nothing is known of it yet"

"""The customer's stay in a session, with a line and a room by hand: what is told, what is noted, and its end."""

from dataclasses import replace

import pytest

import viewer.session.stay as stay_module
from protocol.mirror.capture.common.source import CaptureUnavailable
from protocol.seat.conversation import Conversation
from protocol.seat.seat_records import SavedSeat
from protocol.vocabulary.chat import Chat, EarlierLine, Typing
from protocol.vocabulary.content import ThroughQueue
from protocol.vocabulary.messages import MemberLeft, Reason, Refused, Role, SessionClosed, SessionState
from tests.helpers.by_hand import CUSTOMER, LEAD, SESSION, LinkByHand, RoomByHand, ScreenByHand, lead, seat_key
from tests.helpers.no_injector import NoInjector
from viewer.session.news import SessionNews
from viewer.session.stay import Stay


class LineByHand:
    """Stands for the line to the host."""

    def __init__(self, *, address, trust, program, up, receive, down, dial):
        self.up, self.receive, self.down = up, receive, down
        self.log = []

    def start(self):
        self.log.append("start")

    def stop(self):
        self.log.append("stop")


class KeptByHand:
    """Notes what is kept of the seat."""

    def __init__(self):
        self.log = []
        self.latest = None

    def take(self, saved):
        self.latest = saved
        self.log.append("take")

    def write(self, saved):
        self.latest = saved
        self.log.append("write")

    def let_go(self, *, forget):
        self.log.append(("let_go", forget))


class Case:
    def __init__(self, kept=None):
        self.kept = KeptByHand()
        self.news = SessionNews()
        self.lines = []
        self.news.line_added.connect(self.lines.append)
        saved = kept or SavedSeat(
            seat=replace(seat_key(CUSTOMER, Role.CUSTOMER), session=SESSION),
            host="support.example:7331",
            fingerprint=b"f" * 32,
            title="Anna Berger",
            own_name="Max Muster",
            conversation=Conversation(CUSTOMER, "Max Muster"),
            opened_ms=1,
        )
        self.screens = ScreenByHand()
        self.stay = Stay(
            saved, kept=self.kept, screens=self.screens, injector=NoInjector("control_unavailable"), news=self.news
        )
        self.line = self.stay._line

    def up(self, channel="", words=""):
        self.stay.begin(channel, words)
        technician = lead()
        technician.attach()
        link = LinkByHand()
        self.line.up(link)
        self.room = RoomByHand(
            own=CUSTOMER, own_role=Role.CUSTOMER, other=technician, link=link, receive=self.line.receive
        )
        self.room.seat()
        return self

    @property
    def events(self):
        return [(line.event, line.text) for line in self.stay.conversation.lines if line.event]


@pytest.fixture
async def case(qapp, monkeypatch):
    monkeypatch.setattr(stay_module, "HostLine", LineByHand)
    case = Case()
    yield case
    case.stay.leave()


async def test_the_seat_is_kept_before_anything_is_connected(case):
    case.stay.begin()
    assert (case.kept.log, case.line.log) == (["take"], ["start"])
    assert case.kept.latest.title == "Anna Berger"
    assert (case.stay.connected, case.stay.state) == (False, SessionState.RECONNECTING)


async def test_the_queue_that_led_here_is_noted_and_said_to_technicians(case):
    case.up("printers")
    assert ("sealed_to_host", "printers") in case.events
    assert ThroughQueue(channel="printers") in case.room.other.contents


@pytest.mark.parametrize(
    ("code", "told"), [("no_capture", True), ("wayland", True), ("no_display", False), ("failed", False), ("", False)]
)
async def test_technicians_are_told_before_they_ask_that_this_screen_can_never_be_shown(case, code, told):
    def monitors():
        raise CaptureUnavailable(code)

    if code:
        case.screens.monitors = monitors
    case.up()
    assert case.room.other.member.capabilities_of(CUSTOMER).desktop is not told


async def test_what_was_typed_in_the_queue_is_the_first_message_to_who_comes(case):
    case.up("printers", " the printer smokes ")
    said = [line.text for line in case.stay.conversation.lines if not line.event]
    assert said == ["the printer smokes"]
    assert [content.text for content in case.room.other.contents if isinstance(content, Chat)] == said
    case.stay.member_reached(LEAD)
    assert [line.text for line in case.stay.conversation.lines if not line.event] == said, "once"


async def test_how_the_session_is_protected_is_said_once(case):
    case.up()
    assert not [content for content in case.room.other.contents if isinstance(content, ThroughQueue)]
    case.room.say(ThroughQueue(channel="printers"))
    case.room.say(ThroughQueue(channel="scanners"))
    assert [text for event, text in case.events if event == "through_queue"] == ["printers"]


async def test_what_is_no_name_of_a_queue_is_not_noted(case):
    case.up()
    case.room.say(ThroughQueue(channel="no such name"))
    assert "through_queue" not in dict(case.events)


async def test_whoever_writes_is_said_until_they_stop(case):
    case.up()
    case.room.say(Typing(typing=True))
    assert case.stay.typing == ("Anna Berger",)
    case.room.say(Typing(typing=False))
    assert case.stay.typing == ()


async def test_a_line_of_the_page_is_kept_and_shown_once(case):
    case.up()
    earlier = EarlierLine(author=0, name="Max Muster", number=1, time_ms=5, text="hello")
    case.kept.log.clear()
    case.room.say(earlier)
    case.room.say(earlier)
    assert [line.text for line in case.lines if line.recalled] == ["hello"]
    assert "write" in case.kept.log


@pytest.mark.parametrize(
    ("reason", "forget"), [(Reason.SESSION_CLOSED, True), (Reason.REMOVED, True), (Reason.REPLACED, False)]
)
async def test_the_end_forgets_the_seat_unless_another_run_has_it(case, reason, forget):
    case.up()
    case.line.receive(MemberLeft(session=SESSION, member=CUSTOMER, reason=reason))
    assert (case.stay.ended, case.kept.log[-2:]) == (reason, [("let_go", forget), "write"])
    assert case.line.log == ["start", "stop"]
    assert case.stay.state is SessionState.CLOSED


async def test_nothing_comes_after_the_end(case):
    case.up()
    case.stay.leave()
    log, lines = list(case.kept.log), len(case.lines)
    case.stay.say("too late")
    case.line.receive(MemberLeft(session=SESSION, member=LEAD, reason=Reason.LEFT))
    case.line.down("lost")
    case.stay.leave()
    assert (case.stay.ended, case.kept.log, len(case.lines)) == (Reason.LEFT, log, lines)


@pytest.mark.parametrize("how", ["left", "closed", "replaced"])
async def test_a_session_that_is_over_has_no_keys_any_more(case, how):
    """Its transcript can be read on, for as long as the customer likes."""
    member, secret = case.up().stay._attendance.member, case.kept.latest.seat.secret
    assert member.reached() == [LEAD]
    if how == "left":
        case.stay.leave()
    elif how == "closed":
        case.line.receive(SessionClosed(session=SESSION, reason=Reason.ENDED_BY_LEAD))
    else:
        case.line.receive(Refused(about="attach", reason=Reason.REPLACED, session=SESSION))
    ring, introductions = member._keyring, member.introductions
    assert (ring._fresh_secret, ring._secret, ring._pairs, member.reached()) == (b"", b"", {}, [])
    assert (introductions._secret, introductions.book.known, member.seat.secret) == (b"", (), b"")
    assert case.kept.latest.seat.secret == secret  # of a seat that another run has, nothing is taken away

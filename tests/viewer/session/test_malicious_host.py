"""A host that means ill says everything it can say to a customer's viewer: at a seat, while it joins, while it waits.

The viewer's parts are the program's own; the host is the test. Each message has a verdict: one without fails. Whatever
the verdict, nothing of the customer's desktop is shown or operated, nobody new is believed, and no seat is taken.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import fields, replace

import pytest

import viewer.session.stay as stay_module
from protocol.link.link import Trust
from protocol.notation import joincode
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import ShareSource
from protocol.vocabulary.desktop import Access, DesktopAsked, DesktopChanged, GrantDesktop
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.joins import Admitted, Join, Joining, JoinStep
from protocol.vocabulary.messages import MemberLeft, Reason, Role, Seat, SessionState, ShareChanged, Welcome
from protocol.vocabulary.queue import PickedUp, Waiting
from tests.helpers.by_hand import CUSTOMER, LEAD, SESSION, LinkByHand
from tests.protocol.golden_messages import CASES
from tests.viewer.desktop.test_desktop import InjectorByHand
from tests.viewer.session.test_stay import Case as StayCase
from tests.viewer.session.test_stay import LineByHand
from viewer.way_in import queue_wait
from viewer.way_in.joining import JoinAttempt
from viewer.way_in.queue_wait import Queue, QueueWait

MESSAGES = [message for vocabulary, _, message in CASES if vocabulary is HOST_VOCABULARY]
AT_THE_SEAT = {"refused", "room", "sealed", "share_changed", "member_left", "session_closed", "draining"} | {
    *("desktop_asked", "desktop_changed", "session_use"),
}
WHILE_JOINING = {"welcome", "puzzle", "joining", "join_step", "admitted", "end_join", "refused", "redirected"}
WHILE_WAITING = {"waiting", "picked_up", "wait_ended", "refused"}
"""What the host may say there at all, if it fits; everything else ends the link."""
ROWS, ROW = 12, 15  # of what a host says one after the other


def told(receive, message):
    """Say `message`, bytes and all; return whether the link ends by it."""
    try:
        receive(HOST_VOCABULARY.decode(HOST_VOCABULARY.encode(message)))
    except BadMessage:
        return True
    return False


def forms(message):
    names = {field.name for field in fields(message)}
    aimed = [replace(message, session=SESSION)] if "session" in names else [message]
    if "member" in names:
        aimed = [replace(m, member=number) for m in aimed for number in (LEAD, CUSTOMER, 3, 9)]
    if "access" in names:
        aimed = [replace(m, access=access) for m in aimed for access in Access]
    if "sharing" in names:
        aimed = [replace(m, sharing=number) for m in aimed for number in (0, LEAD, CUSTOMER, 3)]
    return aimed


AIMED = [form for message in MESSAGES for form in forms(message)]


def test_every_message_has_a_verdict():
    tags = {kind.TAG for kind in HOST_VOCABULARY.kinds}
    assert tags == {message.TAG for message in MESSAGES}
    assert tags >= AT_THE_SEAT | WHILE_JOINING | WHILE_WAITING


# -- at the seat ------------------------------------------------------------------------------------------------


class Seated(StayCase):
    """A customer who is in a session."""

    def tell(self, message):
        return told(self.line.receive, message)

    def close(self):
        self.stay.leave()
        assert self.screens.all_ended()

    @property
    def guarded(self):
        """All that no host's word may give anybody."""
        desktop, book = self.stay.desktop, self.stay._attendance.seat.book
        return {
            "access": (desktop.access, desktop.member),
            "picture": desktop._picture is not None,
            "operated": desktop._operated,
            "known": {(known.member, known.key) for known in book.known if not known.gone},
        }


def alone(case):
    return case.up()


def asked(case):
    case.up()
    case.tell(DesktopAsked(session=SESSION, member=LEAD, access=Access.CONTROL))
    assert case.stay.desktop.question is not None
    return case


def asked_no_more(case):
    asked(case)
    case.tell(DesktopAsked(session=SESSION, member=LEAD, access=Access.NONE))
    assert case.stay.desktop.question is None
    return case


def said_no(case):
    asked(case).stay.desktop.answer(Access.NONE)
    return case


def allowed(case, access=Access.VIEW, *, confirmed=True):
    """The customer has clicked."""
    case.stay.desktop._injector = InjectorByHand()
    asked(case).stay.desktop.answer(access)
    if confirmed:
        case.tell(DesktopChanged(session=SESSION, member=LEAD, access=access, by=CUSTOMER, reason=Reason.NONE))
        assert case.guarded["picture"]
    return case


def operated(case):
    assert allowed(case, Access.CONTROL).guarded["operated"]
    return case


def asked_for_more(case):
    allowed(case).tell(DesktopAsked(session=SESSION, member=LEAD, access=Access.CONTROL))
    return case


def asked_by_another(case):
    """While the lead has it, a collaborating technician asks."""
    joined_by_a_helper(operated(case)).tell(DesktopAsked(session=SESSION, member=3, access=Access.CONTROL))
    assert case.stay.desktop.question is not None
    return case


def taken_back(case):
    operated(case).stay.desktop.revoke()
    return case


def with_a_helper(case):
    return joined_by_a_helper(case.up())


def joined_by_a_helper(case):
    shown = case.room.message()
    helper = Seat(member=3, role=Role.COLLABORATOR, present=True, generation=1, salt=b"3" * 16)
    case.tell(replace(shown, seats=(*shown.seats, helper)))
    return case


def shared_to(case):
    case.up()
    case.tell(ShareChanged(session=SESSION, sharing=LEAD, by=LEAD, reason=Reason.NONE))
    case.room.sharing = LEAD
    case.room.tell()
    case.room.say(ShareSource(stream=1, width=64, height=48, title="DP-1"))
    assert case.stay.showing.mirror is not None
    return case


def transferring(case):
    case.up()
    case.tell(replace(case.room.message(), state=SessionState.TRANSFERRING))
    return case


def lead_away(case):
    operated(case).room.lose()
    return case


def on_hold(case):
    case.up()
    case.tell(replace(case.room.message(), state=SessionState.ON_HOLD))
    return case


def operated_and_lost(case):
    """The host lets the link drop while it would like to keep what was allowed."""
    operated(case).line.down("lost")
    case.line.up(LinkByHand())
    return case


def after_a_crash(_case):
    """A viewer that was killed while its desktop was operated, started anew."""
    before = operated(Seated())
    case = Seated(kept=before.kept.latest)
    before.close()
    case.stay.begin()
    case.line.up(LinkByHand())
    return case


def lost(case):
    case.up()
    case.line.down("lost")
    case.line.up(LinkByHand())
    return case


@pytest.fixture
def by_hand(qapp, monkeypatch):
    monkeypatch.setattr(stay_module, "HostLine", LineByHand)


STATES = [
    *(alone, with_a_helper, shared_to, transferring, on_hold, lost, after_a_crash),
    *(asked, asked_no_more, said_no, asked_for_more, asked_by_another),
    *(allowed, operated, taken_back, lead_away, operated_and_lost),
]


@pytest.mark.parametrize("state", STATES)
async def test_a_host_gives_itself_nothing_of_the_customers(by_hand, state):
    case = None
    for message in AIMED:
        case = case or state(Seated())
        ends = assert_nothing_is_given(case, [message])
        assert ends or message.TAG in AT_THE_SEAT, message
        if not ends or message is AIMED[-1]:  # else nothing has changed: the next one may find the same viewer
            case.close()
            case = None


@pytest.mark.parametrize("state", STATES)
async def test_what_a_host_says_one_after_the_other_gives_it_nothing_either(by_hand, state):
    dice = random.Random(state.__name__)
    for _ in range(ROWS):
        case = state(Seated())
        assert_nothing_is_given(case, dice.choices([m for m in AIMED if m.TAG in AT_THE_SEAT], k=ROW))
        case.close()


def assert_nothing_is_given(case, messages):
    """Say `messages` until the link ends by one; return whether it does. What was allowed may become less."""
    before, link = case.guarded, case.stay.link
    link.sent.clear()
    ends = any(case.tell(message) for message in messages)
    after = case.guarded
    assert after["known"] <= before["known"], messages
    (had, member), (has, by) = before["access"], after["access"]
    assert not has.exceeds(had), messages
    assert by in (member, 0), messages
    assert not after["picture"] or had is not Access.NONE, messages
    assert not after["operated"] or had is Access.CONTROL, messages
    granted = [m for m in link.sent if isinstance(m, GrantDesktop)]
    assert not any(m.access.exceeds(had) or m.member not in (member, 0) for m in granted if m.access is not Access.NONE)
    return ends


async def test_what_the_host_takes_for_granted_gives_nobody_the_desktop(by_hand):
    case = alone(Seated())
    for access in (Access.VIEW, Access.CONTROL):
        case.tell(DesktopChanged(session=SESSION, member=LEAD, access=access, by=CUSTOMER, reason=Reason.NONE))
        assert (case.guarded["access"], case.guarded["picture"]) == ((Access.NONE, 0), False)
    assert {m.access for m in case.room.link.of(GrantDesktop)} == {Access.NONE}
    case.stay.leave()


@pytest.mark.parametrize(
    "seats",
    [[(3, Role.CUSTOMER)], [(3, Role.LEAD)], [(LEAD, Role.LEAD)], [(0, Role.COLLABORATOR)]],
)
async def test_a_room_that_no_session_is_ends_the_link(by_hand, seats):
    case = alone(Seated())
    shown = case.room.message()
    more = tuple(Seat(member=m, role=r, present=True, generation=1, salt=b"z" * 16) for m, r in seats)
    assert case.tell(replace(shown, seats=(*shown.seats, *more)))
    case.stay.leave()


async def test_a_customer_is_not_made_a_technician(by_hand):
    case = alone(Seated())
    shown = case.room.message()
    assert case.tell(replace(shown, seats=(replace(shown.seats[0], role=Role.COLLABORATOR), shown.seats[1])))
    case.stay.leave()


@pytest.mark.parametrize("told", [True, False], ids=["said to have left", "left out of a room"])
async def test_consent_for_one_technician_is_not_another_ones_who_gets_their_number(by_hand, told):
    case = alone(Seated())
    shown = case.room.message()
    helper = Seat(member=3, role=Role.COLLABORATOR, present=True, generation=1, salt=b"3" * 16)
    case.tell(replace(shown, seats=(*shown.seats, helper)))
    case.tell(DesktopAsked(session=SESSION, member=3, access=Access.CONTROL))
    case.stay.desktop.answer(Access.VIEW)
    assert (case.stay.desktop.access, case.stay.desktop.member) == (Access.VIEW, 3)
    case.tell(MemberLeft(session=SESSION, member=3, reason=Reason.LEFT) if told else shown)
    assert case.tell(replace(shown, seats=(*shown.seats, replace(helper, generation=2, salt=b"4" * 16))))
    case.stay.leave()


@pytest.mark.parametrize("member", [CUSTOMER, 9])
async def test_nobody_asks_in_the_leads_name_who_is_not_there(by_hand, member):
    case = alone(Seated())
    assert case.tell(DesktopAsked(session=SESSION, member=member, access=Access.CONTROL))
    assert case.stay.desktop.question is None
    case.stay.leave()


# -- on the way in ----------------------------------------------------------------------------------------------


class Joiner:
    """An attempt to join, as far as its link is up."""

    def __init__(self, loop):
        code = joincode.parse(joincode.code_text("1234", joincode.new_digits_secret()))
        self.attempt = JoinAttempt(code=code, host="support.example")
        self.attempt._outcome = self.outcome = loop.create_future()
        self.attempt._link = self.link = LinkByHand()
        self.link.peer_fingerprint = b"f" * 32

        class Way:
            def follow(self, message, fingerprint):
                return False

        self.attempt._way = Way()

    def tell(self, message):
        return told(self.attempt._receive, message)

    def welcomed(self):
        self.tell(Welcome())
        return self

    def begun(self):
        self.welcomed().tell(Joining(session=SESSION, join=5))
        return self

    @property
    def seated(self):
        return self.outcome.done() and self.outcome.exception() is None and self.outcome.result() is not None


@pytest.fixture
async def loop():
    return asyncio.get_running_loop()


@pytest.mark.parametrize("state", [lambda j: j, Joiner.welcomed, Joiner.begun])
async def test_a_host_seats_nobody_whom_the_lead_has_not_proven_itself_to(loop, state):
    for message in (form for each in MESSAGES for form in forms(each)):
        joiner = state(Joiner(loop))
        ends = joiner.tell(message)
        assert ends or message.TAG in WHILE_JOINING, message
        assert not joiner.seated, message


async def test_a_join_is_begun_by_the_customer_and_goes_on_as_it_began(loop):
    joiner = Joiner(loop)
    assert joiner.tell(Joining(session=SESSION, join=5))  # before it was asked for
    joiner.begun()
    assert len(joiner.link.of(Join)) == len(joiner.link.of(JoinStep)) == 1
    for message in (
        Welcome(),
        Joining(session=SESSION, join=6),
        JoinStep(session=SESSION, join=6, data=b"x"),
        JoinStep(session=bytes(16), join=5, data=b"x"),
        Admitted(session=bytes(16), join=5, member=2, token=b"t" * 32),
    ):
        assert joiner.tell(message), message
    assert not joiner.seated


# -- in the queue -----------------------------------------------------------------------------------------------


@pytest.fixture
def wait(monkeypatch):
    monkeypatch.setattr(queue_wait, "HostLine", LineByHand)
    calls, failures = [], []
    trust = Trust(fingerprint=b"f" * 32)
    wait = QueueWait(
        Queue(host="support.example", channel="printers", name="Max", trust=trust),
        changed=lambda: None,
        called=calls.append,
        failed=failures.append,
        followed=lambda _before, _now: None,
    )
    wait.calls, wait.tell = calls, lambda message: told(wait._line.receive, message)
    wait._line.link = LinkByHand()
    wait._line.up(wait._line.link)
    return wait


async def test_whoever_waits_hears_of_the_queue_and_of_nothing_else(wait):
    for message in (form for each in MESSAGES for form in forms(each)):
        if message.TAG not in WHILE_WAITING:
            assert wait.tell(message), message
    assert wait.calls == []


async def test_whoever_waits_is_called_once_for_each_time_that_they_wait(wait):
    called = PickedUp(route="1234", secret=b"s" * 16)
    assert not wait.tell(called)
    assert wait.tell(called)
    assert not wait.tell(Waiting(place=1, waited_s=1, token=b"t" * 32))
    assert not wait.tell(called)
    assert len(wait.calls) == 2

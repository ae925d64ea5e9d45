"""A host that means ill says everything it can say, in every state of a session, unasked; nothing leaves by it.

The desk and all its parts are the program's own; the host is the test. Each message of the vocabulary has a verdict
here: one without fails. Whatever the verdict, no key leaves, nobody new is believed, no session opens, no screen is
captured, but for what the technician has begun in that state.
"""

from __future__ import annotations

import contextlib
import enum
import random
import secrets
from dataclasses import fields, replace

import msgpack
import pytest

from console.session.newcomers import COMES_S
from protocol.seat.conversation import Conversation
from protocol.seat.member import Member
from protocol.trust.introduction import public_key
from protocol.vocabulary.accounts import LoginLater
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import Profile, Revoked
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.joins import EndJoin, Joining, JoinStep
from protocol.vocabulary.messages import (
    Attach,
    LoggedIn,
    MemberLeft,
    OpenSession,
    Reason,
    Refused,
    Role,
    Room,
    Sealed,
    Seat,
    SessionOpened,
    SessionState,
    ShareChanged,
)
from protocol.vocabulary.queue import (
    CallIn,
    Channels,
    CustomerPicked,
    EndQueueTransfer,
    QueueTransfer,
    QueueTransferEnded,
    QueueTransferPicked,
    TransferToQueue,
)
from protocol.vocabulary.teamwork import (
    AnswerInvitation,
    Introduce,
    InvitationAccepted,
    InvitationAnswered,
    InvitationEnded,
    InvitationKind,
    InvitationSent,
    Invite,
    Invited,
    RemoveMember,
)
from protocol.vocabulary.web import WebPages
from tests.console.colleagues_by_hand import ConsoleByHand
from tests.console.desk.malicious_host import (
    BOB,
    EVE,
    HELPER,
    INVITATION,
    JOIN,
    KEY_MATERIAL,
    PRINTERS,
    REQUEST,
    RIGHTS,
    STATES,
    THEIRS,
    Case,
)
from tests.helpers.by_hand import CUSTOMER, LEAD, SESSION, Other
from tests.protocol.golden_messages import CASES

MESSAGES = [message for vocabulary, _, message in CASES if vocabulary is HOST_VOCABULARY]
OF_ALL = ("refused", "rights", "colleague", "colleague_gone")  # about no session, and yet of weight to each
ROWS, ROW = 12, 15  # of what a host says one after the other


class Verdict(enum.Enum):
    """What comes of a message that nobody has asked for."""

    ENDS = enum.auto()  # the link, always: no host says that to a console
    UNASKED = enum.auto()  # it ends the link, unless it is about a session that is over here, and is dropped
    DROPPED = enum.auto()  # nothing comes of it
    SAYS = enum.auto()  # the host's to say: it shows something, or takes something away


E, U, D, S = Verdict.ENDS, Verdict.UNASKED, Verdict.DROPPED, Verdict.SAYS
VERDICTS = {
    # links and logins
    **dict.fromkeys(("hello", "welcome", "redirected", "ping", "pong", "token_login", "password_login"), E),
    **dict.fromkeys(("probe", "probed"), E),  # a check of the connection has a link of its own
    **dict.fromkeys(("new_password", "login_later"), E),
    "known_device": E,  # its own host knows it by the socket; tests/console/connection has the other ones
    **dict.fromkeys(("logged_in", "open_session", "session_opened", "attach"), E),
    **dict.fromkeys(("refused", "rights", "account", "replies", "changed", "web_pages", "certificate_ends"), S),
    # a session
    **dict.fromkeys(("room", "sealed"), U),
    **dict.fromkeys(("share_changed", "member_left", "session_closed", "draining"), S),
    **dict.fromkeys(("start_share", "take_share", "pass_share", "end_share", "leave"), E),
    # codes and joins
    **dict.fromkeys(("make_code", "make_viewer_code", "join", "puzzle", "admit", "make_colleague_code"), E),
    **dict.fromkeys(("code_made", "colleague_code_made", "admitted", "join_step"), U),
    **dict.fromkeys(("end_code", "end_colleague_code", "joining", "end_join"), S),
    "colleague_joining": S,
    # accounts
    **dict.fromkeys(("change_password", "device_keys", "prekey", "set_presence", "watch_directory"), E),
    **dict.fromkeys(("colleague", "colleague_gone", "group_entry", "technician_entry", "entry_gone"), S),
    "group_replies": S,
    **dict.fromkeys(("add_group", "change_group", "remove_group", "set_group_rights", "set_group_replies"), E),
    **dict.fromkeys(("add_technician", "change_technician", "describe_technician", "reset_password"), E),
    **dict.fromkeys(("remove_technician", "unlock_technician"), E),
    # teamwork
    **dict.fromkeys(("invite", "answer_invitation", "introduce", "end_invitation"), E),
    **dict.fromkeys(("invitation_sent", "invitation_answered", "invitation_accepted"), U),
    **dict.fromkeys(("invited", "invitation_ended"), S),
    **dict.fromkeys(("hand_over", "take_over", "remove_member", "leave_lead", "set_hold"), E),
    # the customer's desktop
    **dict.fromkeys(("ask_desktop", "allow_desktop", "grant_desktop"), E),
    **dict.fromkeys(("desktop_asked", "desktop_changed", "ask_later"), S),
    # the queue
    **dict.fromkeys(("wait", "waiting", "wait_words", "end_wait", "wait_ended", "picked_up", "pick_up", "call_in"), E),
    **dict.fromkeys(("transfer_to_queue", "end_queue_transfer", "set_group_channel"), E),
    **dict.fromkeys(
        ("channels", "waiting_customer", "waiting_words", "waiting_gone", "group_channel", "customer_gone"), S
    ),
    **dict.fromkeys(("customer_picked", "queue_transfer", "queue_transfer_picked"), U),
    "queue_transfer_ended": S,
    # the web page
    **dict.fromkeys(("set_page", "ask_page"), E),
    **dict.fromkeys(("page_entry", "earlier_page", "release_note"), S),
    # a host for anybody
    "open_host": E,  # the link keeps it, as what the host says of itself: it never comes so far
    **dict.fromkeys(("ask_entry", "entry", "device_login", "report_session", "session_reported", "ask_guests"), E),
    "set_ban": E,
    "session_use": S,
    "guests": D,
    # reports
    **dict.fromkeys(("ask_sessions", "ask_audit", "check_audit", "ask_days", "ask_technicians"), E),
    **dict.fromkeys(("ask_audit_head", "save_report", "ask_notes", "write_notes"), E),
    **dict.fromkeys(
        ("session_page", "audit_page", "audit_checked", "day_figures", "technician_figures", "row_total", "audit_head"),
        D,
    ),
    "notes_kept": D,
}
HONEST = {
    ("session_opened", "a session was asked for"),
    ("code_made", "a code was asked for"),
    ("join_step", "a joiner waits for a click"),  # another one: a join has but two
    ("queue_transfer", "a queue was asked for"),
    ("queue_transfer", "in a queue"),  # its place has changed
    ("queue_transfer", "taken out of the queue"),  # was on its way
    ("queue_transfer_picked", "in a queue"),  # and is asked about
    ("queue_transfer_picked", "taken out of the queue"),  # was on its way
    ("invitation_sent", "a colleague is about to be invited"),
    ("invitation_answered", "an invitation was taken back"),  # was on its way
    ("invitation_answered", "a colleague is invited"),  # one that the colleague has not signed: taken back
    ("invitation_answered", "a colleague is to take it over"),  # the same
    ("colleague_code_made", "a code for colleagues was asked for"),
    ("colleague_joining", "a colleague's session is joined"),
    ("customer_picked", "somebody is picked up"),
    ("session_opened", "somebody was picked up"),
    ("code_made", "a customer is called in"),
}
"""What an honest host says in these states too, so that the link stays; what may come of it is in their `begun`."""


def forms(message):
    """Return `message` as a host would aim it: at the sessions, members, technicians and numbers there are."""
    names = {field.name for field in fields(message)}
    aims = {
        "session": (SESSION, THEIRS),
        "request": (REQUEST,),
        "join": (JOIN, 6),
        "invitation": (INVITATION, 9),
        "technician": (BOB, EVE),
        "sender": (BOB, EVE) if message.TAG == "invited" else (),
        "member": (LEAD, CUSTOMER, HELPER),
        "sharing": (0, LEAD, CUSTOMER, HELPER),
        "access": tuple(Access),
    }
    aimed = [message]
    for name, values in aims.items():
        if name in names and values:
            aimed = [replace(m, **{name: value}) for m in aimed for value in values]
    return aimed


AIMED = [form for message in MESSAGES for form in forms(message)]
LIKELY = [message for message in AIMED if VERDICTS[message.TAG] is not E]


@pytest.fixture
async def cases(qapp, tmp_path, monkeypatch):
    """Return what makes another desk, whose requests all have the number that the messages have."""
    monkeypatch.setattr("secrets.randbits", lambda _bits: REQUEST)
    made = []

    def make():
        if made:
            made.pop().close()
        made.append(Case(tmp_path / secrets.token_hex(8)))
        return made[0]

    yield make
    made[0].close()


def test_every_message_has_a_verdict():
    assert set(VERDICTS) == {kind.TAG for kind in HOST_VOCABULARY.kinds} == {message.TAG for message in MESSAGES}


@pytest.mark.parametrize("state", STATES)
async def test_what_a_host_says_unasked_gets_nothing_and_begins_nothing(cases, state):
    wrong, case = [], None
    for message in AIMED:
        case = case or STATES[state].enter(cases())
        before = Before(case)
        ends = case.ends_with(message)
        seated = before.seated and getattr(message, "session", SESSION) == SESSION
        if not _fits(message.TAG, state, ends, seated=seated):
            wrong.append(f"{message}: {'the link ends' if ends else 'the link goes on'}")
        wrong += [f"{message}: {what}" for what in before.wrong(case, STATES[state].begun)]
        if ends and before.guarded != case.guarded():
            wrong.append(f"{message}: something has changed although the link ends")
        if not ends and (hasattr(message, "session") or message.TAG in OF_ALL):
            case = None  # else nothing has changed: the next one may find the same desk
    assert wrong == []


@pytest.mark.parametrize("state", STATES)
async def test_what_a_host_says_one_after_the_other_gets_nothing_either(cases, state):
    """What each message leaves behind may make the next one fit: rows of them, each the same in every run."""
    wrong, dice = [], random.Random(state)
    for _ in range(ROWS):
        case = STATES[state].enter(cases())
        before, said = Before(case), []
        while len(said) < ROW and not (said and case.ends_with(said[-1])):
            said.append(dice.choice(LIKELY))
        wrong += [f"{said}: {what}" for what in before.wrong(case, STATES[state].begun)]
    assert wrong == []


class Before:
    """What there was at a desk before a host said something."""

    def __init__(self, case):
        self.guarded, self.codes = case.guarded(), case.codes()
        self.seated = any(session.closed_reason is None for session in case.desk.sessions)
        case.link.sent.clear()

    def wrong(self, case, begun):
        """Return what is wrong with what has come of it, where that much was begun."""
        before, after = self.guarded, case.guarded()
        left = [message for message in case.link.sent if isinstance(message, KEY_MATERIAL) and not _a_no(message)]
        for kind in {type(message) for message in left}:
            if kind not in begun or (kind is Invite and len(left) > 1) or any(_is_for_eve(message) for message in left):
                yield f"{kind.TAG} leaves"
        pairs = {key: zip(before[key], after[key], strict=False) for key in ("shares", "desktops")}
        kept = {key: all(_size(now) <= _size(then) for then, now in pairs[key]) for key in pairs}
        kept |= {key: after[key] == before[key] for key in ("sessions", "opened")}
        kept["channels"] = after["channels"][: len(before["channels"])] == before["channels"]
        kept["codes"] = case.codes() <= self.codes
        kept["trusted"] = after["trusted"] <= before["trusted"]
        yield from (f"begins something: {key}" for key, same in kept.items() if not same and key not in begun)
        books = zip(before["books"], after["books"], strict=False)
        if any(not now <= then for old, new in books for then, now in zip(old, new, strict=True)):
            yield "somebody else is believed"


def _size(value):
    return sum(value) if isinstance(value, tuple) else value


def _a_no(message):
    return isinstance(message, AnswerInvitation) and not message.accept


def _is_for_eve(message):
    return isinstance(message, Invite) and message.technician == EVE


def _fits(tag, state, ends, *, seated):
    """Return whether it is right that the link ends, or goes on."""
    verdict = VERDICTS[tag]
    if (tag, state) in HONEST:
        return True  # where it is what was asked for
    if verdict is D:
        return not ends
    if verdict is S or tag in ("room", "sealed"):
        return True  # what the host may say must still fit
    return ends or (verdict is U and not seated)


# -- step by step -----------------------------------------------------------------------------------------------


@pytest.fixture
async def case(qapp, tmp_path):
    case = Case(tmp_path)
    yield case
    case.close()


def picked(technician=EVE):
    return QueueTransferPicked(session=SESSION, technician=technician)


@pytest.mark.parametrize(
    "said",
    [
        WebPages(url="https://a..b", names=()),
        WebPages(url="https://:443", names=()),
        WebPages(url="https://[:::", names=()),
        WebPages(url="", names=("..",)),
    ],
)
async def test_pages_that_are_at_no_address_are_in_no_link(case, said):
    before = case.desk.outside()
    assert case.ends_with(said)
    assert case.desk.outside() == before


@pytest.mark.parametrize("url", ["http://a.example", "javascript:alert(1)", "https://a.example/a?b", "https://a b"])
def test_pages_at_something_else_than_https_are_not_even_read(url):
    with pytest.raises(BadMessage):
        HOST_VOCABULARY.decode(HOST_VOCABULARY.encode(WebPages(url="", names=())).replace(b"\xa0", msgpack.packb(url)))


@pytest.mark.parametrize("state", ["a code is valid", "with a customer", "on hold", "somebody else leads"])
@pytest.mark.parametrize("technician", [BOB, EVE])
async def test_a_session_that_waits_in_no_queue_is_picked_up_by_nobody(case, state, technician):
    """Two messages of a host put it into any session, and nobody clicked: see `host_reads.py` of the audit."""
    STATES[state].enter(case)
    case.tell(case.eve.shown())
    assert case.ends_with(picked(technician))
    assert case.ends_with(QueueTransfer(session=SESSION, channel=PRINTERS, place=1))
    assert case.ends_with(picked(technician))
    assert (case.told(Invite), case.session.channel) == ([], "")


async def test_a_session_that_was_taken_back_is_picked_up_by_nobody(case):
    case.taken_back()
    case.tell(picked(BOB))  # was on its way
    case.tell(QueueTransferEnded(session=SESSION, reason=Reason.LEFT))
    for technician in (BOB, EVE):
        assert case.ends_with(picked(technician))
    assert case.told(Invite) == []


async def test_a_session_waits_in_the_queue_that_its_lead_has_chosen(case):
    case.joined().session.queue.transfer(PRINTERS)
    assert case.ends_with(QueueTransfer(session=SESSION, channel="scanners", place=1))


async def test_a_device_that_was_never_used_gets_a_session_after_a_click_only_and_once(case):
    case.queued().tell(picked(EVE))
    asked = case.session.queue.picked_by
    assert (asked.technician, asked.fingerprint, case.told(Invite)) == (EVE, case.eve.device.fingerprint, [])
    assert case.ends_with(picked(BOB))
    case.session.queue.hand_over(asked)
    assert [m.technician for m in case.link.take(Invite)] == [EVE]
    case.session.queue.hand_over(asked)
    assert case.told(Invite) == []


async def test_a_click_for_one_device_hands_nothing_to_another(case):
    case.queued().tell(picked(EVE))
    asked = case.session.queue.picked_by
    case.tell(ConsoleByHand(EVE, "Support").shown())  # other keys, between the question and the click
    case.session.queue.hand_over(asked)
    assert case.told(Invite) == []
    assert case.problems == ["colleague_key_changed"]


async def test_a_known_colleague_who_picks_it_up_is_asked_without_a_click_as_far_as_the_right_goes(case):
    case.queued().tell(picked(BOB))
    assert [m.technician for m in case.link.take(Invite)] == [BOB]
    assert case.ends_with(picked(BOB))


async def test_without_the_right_nobody_gets_a_session_that_waits(case):
    case.queued()
    case.desk.rights = frozenset(RIGHTS) - {"transfer"}
    case.tell(picked(BOB))
    assert (case.told(Invite), case.problems) == ([], ["not_allowed"])


async def test_everybody_is_told_that_a_session_goes_through_a_queue(case):
    case.queued()
    assert case.session.channel == PRINTERS
    assert [c.channel for c in case.room.other.contents if c.TAG == "through_queue"] == [PRINTERS]
    assert not case.session.calling  # else the host would be sent a customer's secret
    events = [line.event for line in case.session.conversation.lines]
    assert events.count("through_queue") == 1


async def test_a_session_that_went_through_a_queue_calls_nobody_in(case):
    """Were it taken for one whose customer comes from the queue, the host would be sent the secret of its code."""
    case.waiting()
    case.session.queue.transfer(PRINTERS)
    case.tell(QueueTransfer(session=SESSION, channel=PRINTERS, place=1))
    case.desk.link_lost()
    case.desk._connection.logged_in = False
    case.desk._connection._up(case.link)
    case.tell(LoggedIn(name="Anna", group="support", rights=RIGHTS))
    case.room.seat()
    assert case.told(CallIn) == []


async def test_what_the_technician_began_outlives_a_lost_link_and_what_they_took_back_does_not(case):
    case.queued()
    case.session.link_down()
    case.session.link_up(case.link)
    (attach,) = case.link.take(Attach)
    shown = case.room.message()
    own = replace(shown.seats[0], salt=attach.salt, generation=9)
    case.tell(replace(shown, seats=(own, *shown.seats[1:])))
    case.tell(QueueTransfer(session=SESSION, channel=PRINTERS, place=1))
    assert case.session.queue.channel == PRINTERS
    case.session.queue.take_back()
    case.session.link_down()
    case.session.link_up(case.link)
    (attach,) = case.link.take(Attach)
    case.tell(replace(shown, seats=(replace(own, salt=attach.salt, generation=10), *shown.seats[1:])))
    case.link.take(EndQueueTransfer)
    case.tell(QueueTransfer(session=SESSION, channel=PRINTERS, place=1))  # a host that has not heard it
    assert len(case.link.take(EndQueueTransfer)) == 1
    case.tell(picked(BOB))
    case.tell(QueueTransferEnded(session=SESSION, reason=Reason.LEFT))
    assert case.ends_with(QueueTransfer(session=SESSION, channel=PRINTERS, place=1))
    assert case.ends_with(picked(BOB))
    assert (case.told(Invite), case.session.queue.channel) == ([], "")


async def test_who_was_handed_the_lead_gets_it_and_nobody_else(case):
    shown = case.joined().room.message()
    own, customer = shown.seats
    helpers = tuple(Seat(member=m, role=Role.COLLABORATOR, present=True, generation=1, salt=b"3" * 16) for m in (3, 4))
    case.tell(replace(shown, seats=(own, customer, *helpers)))
    led = [replace(shown, seats=(replace(own, role=Role.COLLABORATOR), customer, helpers[1 - at],
                                 replace(helpers[at], role=Role.LEAD))) for at in (0, 1)]  # fmt: skip
    case.session.team.hand_over(3)
    assert case.ends_with(led[1])
    case.session.link_down()
    case.session.link_up(case.link)
    (attach,) = case.link.take(Attach)
    again = replace(own, salt=attach.salt, generation=9)
    case.tell(replace(shown, seats=(again, customer, *helpers)))  # the host has not done it
    for room in led:
        assert case.ends_with(replace(room, seats=(replace(again, role=Role.COLLABORATOR), *room.seats[1:])))
    assert case.session.role is Role.LEAD


@pytest.mark.parametrize("told", [True, False], ids=["said to have left", "left out of a room"])
async def test_a_seat_that_was_gone_is_given_to_nobody_else(case, told):
    shown = case.joined().room.message()
    helper = Seat(member=3, role=Role.COLLABORATOR, present=True, generation=1, salt=b"3" * 16)
    case.tell(replace(shown, seats=(*shown.seats, helper)))
    case.tell(MemberLeft(session=SESSION, member=3, reason=Reason.LEFT) if told else shown)
    assert case.ends_with(replace(shown, seats=(*shown.seats, replace(helper, generation=2, salt=b"4" * 16))))


async def test_an_invitation_leads_to_the_key_that_the_invited_device_has_signed_and_to_no_other(case):
    case.inviting()
    _, accepted = case.bob.accepts(case.invite, case.desk.device.public)
    mine = ConsoleByHand(BOB, "Bob", prekey=case.bob.prekey)
    forged = InvitationAnswered(session=SESSION, invitation=4, key=mine.device.public.exchange, signature=b"s" * 64)
    case.tell(forged)
    assert (case.told(Introduce), case.problems) == ([], ["invitation_broken"])
    case.tell(accepted)
    assert case.told(Introduce) == []  # taken back meanwhile


async def test_who_was_introduced_long_ago_is_not_believed_when_the_host_shows_their_seat(case):
    case.inviting()
    case.tell(case.bob.accepts(case.invite, case.desk.device.public)[1])
    ((key, _),) = case.session.attendance.seat.book.awaited
    case.session._newcomers._until[key] -= COMES_S + 1
    bob = Seat(member=3, role=Role.COLLABORATOR, present=True, generation=1, salt=b"3" * 16)
    shown = case.room.message()
    case.tell(replace(shown, seats=(*shown.seats, bob)))
    assert case.session.attendance.seat.book.awaited == ()


async def test_a_lead_loses_the_lead_by_an_act_of_their_own_only(case):
    shown = case.joined().room.message()
    eve = Seat(member=3, role=Role.LEAD, present=True, generation=1, salt=b"3" * 16)
    other = replace(shown, seats=(replace(shown.seats[0], role=Role.COLLABORATOR), *shown.seats[1:], eve))
    assert case.ends_with(other)
    assert case.session.role is Role.LEAD


@pytest.mark.parametrize(
    "seats",
    [
        [(3, Role.CUSTOMER)],  # a second customer
        [(3, Role.LEAD)],  # a second lead
        [(CUSTOMER, Role.CUSTOMER)],  # the same twice
        [(0, Role.COLLABORATOR)],
        [(3, Role.COLLABORATOR), (3, Role.COLLABORATOR)],
    ],
)
async def test_a_room_that_no_session_is_ends_the_link(case, seats):
    shown = case.joined().room.message()
    more = tuple(Seat(member=m, role=r, present=True, generation=1, salt=bytes([m]) * 16) for m, r in seats)
    assert case.ends_with(replace(shown, seats=(*shown.seats, *more)))


async def test_a_customer_does_not_become_a_technician(case):
    shown = case.joined().room.message()
    own, customer = shown.seats
    assert case.ends_with(replace(shown, seats=(own, replace(customer, role=Role.COLLABORATOR))))


async def test_a_share_that_the_host_says_has_begun_captures_nothing(case):
    case.joined()
    case.tell(ShareChanged(session=SESSION, sharing=LEAD, by=LEAD, reason=Reason.NONE))
    case.tell(replace(case.room.message(), sharing=LEAD))
    assert case.screen.opened == 0
    assert [m for m in case.told(Sealed) if m.channel in ("share", "picture")] == []


async def test_a_step_of_a_join_that_was_not_announced_ends_the_link(case):
    case.waiting()
    assert case.ends_with(JoinStep(session=SESSION, join=7, data=b"c" + bytes(33)))
    assert case.session.code is not None


async def test_a_join_after_the_code_has_ended_gets_a_no(case):
    case.waiting().session._entrance.customer.take_back()
    case.link.sent.clear()
    case.tell(Joining(session=SESSION, join=7))
    case.tell(JoinStep(session=SESSION, join=7, data=b"c" + bytes(33)))
    assert [m.TAG for m in case.link.sent] == ["end_join"]


async def test_a_session_opens_for_the_technicians_own_request_only_and_once(case):
    made = SessionOpened(request=1, session=b"x" * 16, member=1, token=b"t" * 32)
    assert case.ends_with(made)
    case.opened()
    assert case.ends_with(made)
    assert len(case.desk.sessions) == 1


async def test_nobody_is_picked_up_unasked(case):
    unasked = CustomerPicked(request=1, customer=7, channel=PRINTERS, name="Max", session=None)
    assert case.ends_with(unasked)
    case.desk.queue.pick_up()
    assert case.ends_with(replace(unasked, request=(case.desk.queue._asked + 1) % 2**32))


async def test_an_invitation_that_was_picked_up_is_accepted_by_itself_only_from_a_known_device(case):
    case.desk.queue.pick_up()
    asked = case.desk.queue._asked
    case.tell(CustomerPicked(request=asked, customer=7, channel=PRINTERS, name="Max", session=b"x" * 16))
    transfer = InvitationKind.TRANSFER
    case.tell(Invited(session=b"x" * 16, invitation=5, sender=EVE, kind=transfer, grant=b"x" * 200))
    assert case.told(AnswerInvitation) == []
    assert [view.number for view in case.desk.invitations] == [5]


async def test_a_seat_that_nobody_has_asked_for_ends_the_link(case):
    seat = InvitationAccepted(session=bytes(16), invitation=4, member=3, token=b"t" * 32, keys=b"x")
    assert case.ends_with(seat)
    case.invited()
    assert case.ends_with(seat)
    assert case.desk.sessions == []


async def test_before_the_login_a_host_says_nothing_but_that(qapp, tmp_path):
    case = Case(tmp_path)
    case.desk.link_lost()
    case.desk._connection.logged_in = False
    for message in MESSAGES:
        if not isinstance(message, LoggedIn | LoginLater | Refused):
            assert case.ends_with(message), message.TAG


async def test_no_login_comes_twice(case):
    assert case.ends_with(LoggedIn(name="Anna", group="support", rights=RIGHTS))


async def test_a_room_of_another_session_is_not_this_ones(case):
    case.joined()
    other = Room(session=b"o" * 16, state=SessionState.ACTIVE, seats=(), sharing=0)
    case.tell(other)  # one that is over
    assert case.session.state is SessionState.ACTIVE


# -- who is let in, and who is gone --------------------------------------------------------------------------------


async def test_a_join_that_the_host_says_has_ended_leaves_no_key_behind(case):
    case.waiting()
    admission = case.session._entrance.customer
    before = set(case.session.attendance.seat.book.granted)
    admission._exchanges[7] = Exchange()
    admission._joins[7] = False
    admission._admit(7)
    assert len(case.session.attendance.seat.book.granted) == len(before) + 1
    case.tell(EndJoin(session=SESSION, join=7, reason=Reason.LEFT))
    assert set(case.session.attendance.seat.book.granted) == before


async def test_whoever_was_let_in_and_does_not_come_is_not_believed_hours_later(case):
    case.waiting()
    key = case.session._grant(Role.CUSTOMER).key
    case.session._newcomers._until[key] -= COMES_S + 1
    case.tell(case.room.message())
    assert key not in {granted for granted, _ in case.session.attendance.seat.book.granted}


async def test_a_seat_that_goes_unmet_takes_the_key_for_it_along(case):
    case.waiting()
    case.session._grant(Role.COLLABORATOR)
    customers = {pair for pair in case.session.attendance.seat.book.granted if pair[1]}
    shown = case.room.message()
    case.tell(replace(shown, seats=(*shown.seats, Seat(
        member=3, role=Role.COLLABORATOR, present=False, generation=0, salt=bytes(16)))))  # fmt: skip
    case.tell(MemberLeft(session=SESSION, member=3, reason=Reason.TIMED_OUT))
    assert set(case.session.attendance.seat.book.granted) == customers


async def test_who_was_removed_is_out_at_once_whatever_the_host_makes_of_it(case):
    case.joined()
    key = case.session.attendance.member.introductions.known(CUSTOMER).key
    case.session.team.remove(CUSTOMER)
    assert [m.member for m in case.link.take(RemoveMember)] == [CUSTOMER]
    case.room.tell()  # the host goes on as if nothing were
    case.room.arrive()
    assert case.session.attendance.member.reached() == []
    assert [member.number for member in case.session.team.members] == [LEAD]
    assert (CUSTOMER, key) in case.session.attendance.seat.book.revoked
    case.tell(MemberLeft(session=SESSION, member=CUSTOMER, reason=Reason.REMOVED))
    assert case.ends_with(case.room.message())  # gone for the host, too: nobody gets that seat


async def test_a_key_that_was_used_is_not_taken_for_the_next_customer(case):
    """The host seats the customer who has left, or their key of introduction, once more."""
    case.joined()
    former = case.room.other
    case.tell(MemberLeft(session=SESSION, member=CUSTOMER, reason=Reason.LEFT))
    for number in (4, 5):
        seat = replace(
            former.member.seat, member=number, secret=bytes([number]) * 32 if number == 5 else former.member.seat.secret
        )
        again = Other(number, Role.CUSTOMER, "Max Muster")
        again.member = Member(seat, "Max Muster", Conversation(number, "Max Muster"))
        case.room.other = again
        case.room.arrive()
        assert case.session.attendance.member.reached() == []
        case.tell(MemberLeft(session=SESSION, member=number, reason=Reason.LEFT))


async def test_a_customer_who_comes_again_with_another_key_is_not_reached(case):
    case.joined()
    seat = replace(case.room.other.member.seat, secret=b"e" * 32)
    case.room.other.member = Member(seat, "Max Muster", Conversation(CUSTOMER, "Max Muster"))
    with contextlib.suppress(BadMessage):  # the stranger's own end
        case.room.arrive()
    assert case.session.attendance.member.reached() == []


async def test_the_answer_to_an_earlier_invitation_is_none_to_a_later_one(case):
    case.inviting()
    _, accepted = case.bob.accepts(case.invite, case.desk.device.public)
    case.session.invitations.take_back(BOB)
    case.tell(accepted)
    case.tell(InvitationEnded(session=SESSION, invitation=4, reason=Reason.LEFT))
    case.session.invitations.invite(BOB)
    case.link.take(Invite)
    case.tell(InvitationSent(session=SESSION, invitation=5, technician=BOB, kind=InvitationKind.COLLABORATE))
    case.tell(replace(accepted, invitation=5))
    assert case.told(Introduce) == []
    assert case.problems == ["invitation_broken"]


async def test_an_invitation_that_is_taken_back_after_the_introduction_is_revoked_for_all(case):
    """The colleague has everybody's tickets already: all who are there hear that they count no more."""
    case.inviting()
    secret, accepted = case.bob.accepts(case.invite, case.desk.device.public)
    case.tell(accepted)
    assert len(case.told(Introduce)) == 1
    case.session.invitations.take_back(BOB)
    case.room.open()
    told = [content for content in case.room.other.contents if isinstance(content, Revoked)]
    assert told == [Revoked(member=0, key=public_key(secret))]
    assert case.room.other.member.seat.book.revoked == ((0, public_key(secret)),)


# -- the queue ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["the printers", "PRINTERS", "drücker", "a.b"])
async def test_a_host_names_no_channel_that_everybody_would_take_for_none(case, channel):
    """Said to be in such a queue, a session would go through it without a word to anybody."""
    case.joined()
    for named in (Channels(own="", channels=(channel,)), Channels(own=channel, channels=())):
        assert case.ends_with(named)
    case.session.queue.transfer(channel)
    assert (case.told(TransferToQueue), case.problems) == ([], ["not_now"])


async def test_whoever_is_handed_a_session_is_told_by_its_lead_that_it_went_through_a_queue(case):
    """The host hides the old lead from who picks the session up; what is sealed for that one says it all the same."""
    case.queued().tell(picked(BOB))
    (invite,) = case.link.take(Invite)
    case.tell(InvitationSent(session=SESSION, invitation=4, technician=BOB, kind=InvitationKind.TRANSFER))
    secret, accepted = case.bob.accepts(invite, case.desk.device.public)
    case.tell(accepted)
    (introduce,) = case.told(Introduce)
    keys = case.bob.introduced(introduce, invite, case.desk.device.public, secret)
    assert keys.channel == PRINTERS


async def test_a_joiners_grant_says_that_the_session_went_through_a_queue(case):
    assert case.joined().session._grant(Role.CUSTOMER).channel == ""
    case.session.queue.transfer(PRINTERS)
    case.tell(QueueTransfer(session=SESSION, channel=PRINTERS, place=1))
    for role in (Role.CUSTOMER, Role.COLLABORATOR):
        assert case.session._grant(role).channel == PRINTERS


class Exchange:
    """A join that has proved what it had to."""

    through = ""  # nothing relays it

    def grant(self, _grant):
        return b"x" * 64


# -- two sessions, and who is who in them ----------------------------------------------------------------------------


async def test_what_belongs_to_one_session_is_worth_nothing_in_another(case):
    case.joined()
    first, room = case.session, case.room
    case.desk.open_session("Erika Muster")
    (asked,) = case.link.take(OpenSession)
    other = b"o" * 16
    case.tell(SessionOpened(request=asked.request, session=other, member=LEAD, token=b"u" * 32))
    second = case.desk.sessions[-1]
    (attach,) = case.link.take(Attach)
    own = Seat(member=LEAD, role=Role.LEAD, present=True, generation=1, salt=attach.salt)
    shown = room.message()
    case.tell(Room(session=other, state=SessionState.ACTIVE, seats=(own, shown.seats[1]), sharing=0))
    box = room.other.member.seal(LEAD, Profile(name="Max Muster"))
    mixed = Sealed(session=other, member=CUSTOMER, generation=1, channel=box.channel, box=box.box)
    case.tell(mixed)  # the seat is taken anew, by that session's own means
    assert (second.attendance.member.reached(), second.attendance.link) == ([], None)
    assert first.attendance.member.reached() == [CUSTOMER]


async def test_a_host_that_shows_two_members_in_each_others_place_has_nothing_opened(case):
    case.joined()
    shown = case.room.message()
    own, customer = shown.seats
    assert case.ends_with(replace(shown, seats=(replace(own, member=CUSTOMER), replace(customer, member=LEAD))))


async def test_a_technician_who_is_renamed_by_the_host_keeps_the_keys_of_before(case):
    case.tell(case.bob.shown(name="Support"))
    assert not case.desk.colleagues.find(BOB).trusted
    case.tell(case.bob.shown(technician=9, name="Bob"))
    assert not case.desk.colleagues.find(9).trusted

"""A member whose program says whatever it likes, as often as it likes, against one that must stay usable."""

from dataclasses import fields

import pytest

from protocol.seat import incoming
from protocol.seat.allowance import LIMITS, Allowances
from protocol.seat.attendance import BREAKS
from protocol.vocabulary.chat import WINDOW_LINES, Chat, ChatDelivered, Typing
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import Profile, SharePaused, ShareSource, ShareWish, UpdatePart, ViewerWish
from protocol.vocabulary.content_vocabulary import CONTENT, RULES, Excess
from protocol.vocabulary.input import KINDS as INPUT_KINDS
from protocol.vocabulary.marks import Mark, MarkKind, MarkPoint, MarksCleared, Picture
from protocol.vocabulary.messages import Role, Sealed
from tests.protocol.seat.test_attendance import CUSTOMER, LEAD, SESSION, Host, Owner, Time

LINES = 5_000


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def lead(time):
    return Owner(LEAD, Role.LEAD, time=time)


@pytest.fixture
def customer(time):
    return Owner(CUSTOMER, Role.CUSTOMER, time=time)


@pytest.fixture
def host(lead, customer):
    host = Host(lead, customer)
    host.attach(LEAD)
    host.attach(CUSTOMER)
    return host


def force(sender, receiver, content):
    """Have `sender` say something that its own program would not say now."""
    box = sender.attendance.member.seal(receiver.attendance.seat.member, content)
    number = sender.attendance.seat.member
    receiver.attendance.receive(Sealed(session=SESSION, member=number, generation=0, channel=box.channel, box=box.box))


def settle(host, time, seconds):
    """Let time pass while everything is carried."""
    for _ in range(int(seconds * 2)):
        host.carry()
        time.move(0.5)
    host.carry()


def test_many_lines_of_an_honest_member_arrive_each_once_and_in_order_by_and_by(host, time, lead, customer):
    words = [f"line {number}" for number in range(200)]
    for word in words:
        assert customer.attendance.say(word)
    host.carry()
    assert lead.said == words[:WINDOW_LINES]
    assert not customer.conversation.lines[-1].delivered
    settle(host, time, 10)
    assert WINDOW_LINES < len(lead.said) <= WINDOW_LINES + 22
    settle(host, time, 100)
    assert lead.said == words
    assert all(line.delivered for line in customer.conversation.lines if line.number)


@pytest.mark.parametrize("after", [5, 25, 60])
def test_a_break_while_lines_wait_loses_and_repeats_none(host, time, lead, customer, after):
    words = [f"line {number}" for number in range(80)]
    for word in words:
        customer.attendance.say(word)
    settle(host, time, after / 10)
    for number in (CUSTOMER, LEAD):
        host.lose(number)
        time.move(1)
        host.attach(number)
        settle(host, time, 2)
    settle(host, time, 60)
    assert lead.said == words
    assert all(line.delivered for line in customer.conversation.lines if line.number)


def test_a_flood_of_lines_is_taken_at_a_writers_pace_and_what_waits_is_bounded(host, time, lead, customer):
    for number in range(1, LINES + 1):
        force(customer, lead, Chat(number=number, time_ms=1, text="x"))
    assert len(lead.said) == WINDOW_LINES
    assert lead.attendance._hearing.incoming.waiting == incoming.WAITING_LINES
    assert len(lead.saved) < 100
    time.move(1000)
    assert len(lead.said) == WINDOW_LINES + incoming.WAITING_LINES
    confirmed = lead.link.take(Sealed)
    assert len(confirmed) == len(lead.said)


def test_a_flood_of_long_lines_is_bounded_in_bytes(host, time, lead, customer):
    for number in range(1, 200):
        force(customer, lead, Chat(number=number, time_ms=1, text="\U0001f600" * 4000))
    assert len(lead.said) == 4
    assert lead.attendance._hearing.incoming.waiting <= incoming.WAITING_BYTES // 16_000


def test_who_attaches_again_and_again_is_taken_no_faster(host, time, lead, customer):
    number = 0
    for _ in range(50):
        for _ in range(50):
            number += 1
            force(customer, lead, Chat(number=number, time_ms=1, text="x"))
        host.lose(CUSTOMER)
        host.attach(CUSTOMER)
    assert len(lead.said) <= WINDOW_LINES


def test_the_flood_of_one_member_holds_up_no_other(host, time, lead, customer):
    other = Owner(3, Role.COLLABORATOR, time=time)
    host.owners[3] = other
    host.attach(3)
    for number in range(1, LINES):
        force(customer, lead, Chat(number=number, time_ms=1, text="x"))
    force(other, lead, Chat(number=1, time_ms=1, text="me, too"))
    assert lead.said[-1] == "me, too"


def test_after_a_flood_an_honest_program_on_the_same_seat_is_heard(host, time, lead, customer):
    for number in range(1, LINES):
        force(customer, lead, Chat(number=number, time_ms=1, text="x"))
    host.lose(CUSTOMER)
    time.move(60)
    host.attach(CUSTOMER)
    settle(host, time, 5)
    customer.conversation.delivered(LEAD, lead.conversation.seen(CUSTOMER))
    customer.attendance.say("sorry")
    settle(host, time, 5)
    assert lead.said[-1] == "sorry"


def test_signs_of_writing_are_heard_as_often_as_somebody_writes(host, time, lead, customer):
    for number in range(LINES):
        force(customer, lead, Typing(typing=number % 2 == 0))
    heard = [entry for entry in lead.log if entry[0] == "content" and isinstance(entry[2], Typing)]
    assert len(heard) == LIMITS[Typing].at_once
    time.move(10)
    lead.log.clear()
    force(customer, lead, Typing(typing=True))
    assert lead.log


def test_names_confirmations_and_wishes_cost_little(host, time, lead, customer):
    lead.log.clear()
    saved = len(lead.saved)
    for number in range(LINES):
        force(customer, lead, Profile(name=f"name {number}"))
        force(customer, lead, ChatDelivered(number=0))
        force(customer, lead, ViewerWish())
    assert len(lead.log) <= LIMITS[Profile].at_once + LIMITS[ViewerWish].at_once
    assert len(lead.saved) - saved <= LIMITS[ChatDelivered].at_once


def test_a_confirmation_of_lines_never_said_stops_nobody_from_writing(host, time, lead, customer):
    with pytest.raises(BadMessage):
        force(customer, lead, ChatDelivered(number=2**53))
    lead.attendance.say("still here")
    assert lead.conversation.lines[-1].number < 100


def test_sources_come_as_often_as_an_honest_sharer_makes_them(host, time, lead, customer):
    source = ShareSource(stream=1, width=10, height=10, title="")
    for _ in range(int(LIMITS[ShareSource].at_once)):
        force(lead, customer, source)
    with pytest.raises(BadMessage):
        force(lead, customer, source)
    time.move(10)
    for _ in range(8):
        force(lead, customer, source)


def test_a_connection_that_comes_and_goes_fills_no_transcript(host, time, lead, customer):
    for _ in range(200):
        host.lose(CUSTOMER)
        host.attach(CUSTOMER)
    assert len(lead.events) <= 1 + BREAKS.at_once
    time.move(3600)
    before = len(lead.events)
    host.lose(CUSTOMER)
    host.attach(CUSTOMER)
    assert len(lead.events) == before + 2


def test_whatever_members_say_to_each_other_has_a_limit():
    bounded_elsewhere = {Chat, UpdatePart, *INPUT_KINDS}
    without = {kind.__name__ for kind in CONTENT if kind not in LIMITS and kind not in bounded_elsewhere}
    assert without == {"PrivateChat"}  # as Chat


# -- what ends or takes back ----------------------------------------------------------------------------------------


def heard(owner, kind):
    return [entry[2] for entry in owner.log if entry[0] == "content" and isinstance(entry[2], kind)]


@pytest.fixture
def shared(host, lead, customer):
    """The lead shares with the customer."""
    force(lead, customer, ShareSource(stream=1, width=64, height=64, title="one"))
    return customer


@pytest.mark.parametrize("last", [True, False])
def test_however_often_a_share_was_paused_the_last_word_counts(host, time, lead, shared, last):
    toggles = [number % 2 == 0 for number in range(300)] + [last]
    for paused in toggles:
        force(lead, shared, SharePaused(paused=paused))
    assert len(heard(shared, SharePaused)) <= 2 * LIMITS[SharePaused].at_once + 2
    time.move(5)
    assert heard(shared, SharePaused)[-1].paused is last


def test_a_pause_is_heard_at_once_however_often_it_was_toggled(host, time, lead, shared):
    for number in range(200):
        force(lead, shared, SharePaused(paused=number % 2 == 0))
    time.move(0.5)
    force(lead, shared, SharePaused(paused=False))
    force(lead, shared, SharePaused(paused=True))
    assert heard(shared, SharePaused)[-1].paused


@pytest.mark.parametrize("state", [kind for kind, rule in RULES.items() if rule.excess is Excess.LATEST])
def test_of_every_state_the_latest_is_handled_in_the_end(state):
    time = Time()
    allowances = Allowances(lambda: time.now_s)
    contents = [object.__new__(state) for _ in range(3000)]
    for number, content in enumerate(contents):
        object.__setattr__(
            content, "paused" if state is SharePaused else "number", 0 if state is SharePaused else number
        )
    handled = [content for content in contents if allowances.take(1, "now", content)]
    assert len(handled) < len(contents)
    due_s = allowances.due_s()
    assert 0 < due_s <= 1
    time.move(due_s)
    assert allowances.due()[2] is contents[-1]
    assert allowances.due() is None


def test_a_wish_that_is_taken_back_is_never_dropped(host, time, lead):
    helper = Owner(3, Role.COLLABORATOR, time=time)
    host.owners[3] = helper
    host.attach(3)
    for _ in range(100):
        force(helper, lead, ShareWish(wanted=True))
    force(helper, lead, ShareWish(wanted=False))
    assert not heard(lead, ShareWish)[-1].wanted
    handled = len(heard(lead, ShareWish))
    for _ in range(100):
        force(helper, lead, ShareWish(wanted=False))
    assert len(heard(lead, ShareWish)) == handled  # nothing is left to take back


def test_marks_are_cleared_however_often_and_writing_ends(host, time, lead, shared):
    for _ in range(300):
        force(lead, shared, MarksCleared(picture=Picture.SHARE))
    mark = Mark(
        picture=Picture.SHARE, stream=1, number=1, kind=MarkKind.LASER, points=(MarkPoint(x=1, y=1),), kept=False
    )
    force(lead, shared, mark)
    force(lead, shared, MarksCleared(picture=Picture.SHARE))
    assert isinstance(heard(shared, Mark | MarksCleared)[-1], MarksCleared)
    for number in range(301):
        force(lead, shared, Typing(typing=number % 2 == 0))
    force(lead, shared, Typing(typing=False))
    assert not heard(shared, Typing)[-1].typing


def test_what_waits_is_forgotten_with_the_attachment_and_with_the_source_it_is_about(host, time, lead, shared):
    for number in range(301):
        force(lead, shared, SharePaused(paused=number % 2 == 1))
    before = len(heard(shared, SharePaused))
    force(lead, shared, ShareSource(stream=2, width=64, height=64, title="two"))
    time.move(5)
    assert len(heard(shared, SharePaused)) == before
    for number in range(301):
        force(lead, shared, SharePaused(paused=number % 2 == 1))
    before = len(heard(shared, SharePaused))
    host.lose(LEAD)
    host.attach(LEAD)
    time.move(5)
    assert len(heard(shared, SharePaused)) == before


def test_everything_that_ends_or_takes_back_is_known_as_such():
    """A new message with a flag that begins or ends something has to say which of the two is never dropped."""
    flags = {kind.__name__: [f.name for f in fields(kind) if f.type in ("bool", bool)] for kind in CONTENT}
    with_flags = {name for name, found in flags.items() if found}
    states = {kind.__name__ for kind, rule in RULES.items() if rule.excess is Excess.LATEST}
    takes_back = {kind.__name__ for kind, rule in RULES.items() if rule.takes_back.__name__ != "_never"}
    said_once = {"Capabilities", "Vouch", "UpdatePart", *(kind.__name__ for kind in INPUT_KINDS)}
    assert with_flags <= states | takes_back | said_once

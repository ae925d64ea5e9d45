"""A member who was removed, in league with the host: nobody believes it any more, whatever it was given before."""

from dataclasses import replace

import pytest

from protocol.seat.acquaintance import INTRODUCTION
from protocol.seat.attendance import TICKETS_S
from protocol.trust.device import Device
from protocol.trust.introduction import OFFER_VOCABULARY
from protocol.trust.join_proof import SealError
from protocol.vocabulary.content import Revoked
from protocol.vocabulary.messages import MemberLeft, Reason, Role, Sealed
from tests.protocol.seat.test_attendance import CUSTOMER, HELPER, LEAD, SESSION, Host, Owner, Time


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def host(time):
    """Lead and helper know each other; the customer was away, so the helper's ticket was never shown."""
    roles = {LEAD: Role.LEAD, CUSTOMER: Role.CUSTOMER, HELPER: Role.COLLABORATOR}
    host = Host(*(Owner(number, role, time=time) for number, role in roles.items()))
    for number in (LEAD, CUSTOMER):
        host.attach(number)
    host.lose(CUSTOMER)
    host.attach(HELPER)
    assert reached(host, HELPER) == [LEAD]
    return host


def reached(host, number):
    return host.owners[number].attendance.member.reached()


def believes(host, number, other):
    return host.owners[number].attendance.member.introductions.known(other) is not None


def dismissed_at_lead(host):
    """The lead removes the helper; the host means ill, and keeps the seat."""
    host.owners[LEAD].attendance.dismiss(HELPER)
    host.carry()


def test_with_the_lead_gone_a_ticket_lets_a_colleague_in_for_a_while(host):
    host.lose(LEAD)
    host.attach(CUSTOMER)
    assert reached(host, CUSTOMER) == [HELPER]


def test_a_removed_member_is_sealed_for_and_heard_no_more_although_the_host_shows_it(host):
    dismissed_at_lead(host)
    helper = host.owners[HELPER]
    helper.attendance.say("do you hear me?")
    host.carry()
    host.tell()
    lead = host.owners[LEAD]
    assert (lead.said, reached(host, LEAD), list(lead.attendance.member.seats)) == ([], [], [LEAD, CUSTOMER])
    assert ("left", HELPER, Reason.REMOVED) in lead.log
    assert [seat.member for seat in lead.attendance.room.seats] == [LEAD, CUSTOMER]


def test_who_was_away_hears_from_the_lead_whom_to_believe_no_more(host):
    dismissed_at_lead(host)
    host.attach(CUSTOMER)
    customer = host.owners[CUSTOMER]
    assert reached(host, CUSTOMER) == [LEAD]
    assert HELPER not in customer.attendance.member.seats
    again = customer.again()  # and after a crash
    assert again.attendance.seat.book.revoked == customer.attendance.seat.book.revoked != ()


def test_a_never_shown_ticket_lets_nobody_in_once_nothing_was_heard_of_the_lead_for_long(host, time):
    dismissed_at_lead(host)
    host.lose(LEAD)  # as the host says to everybody else
    time.move(TICKETS_S + 1)
    host.attach(CUSTOMER)
    assert reached(host, CUSTOMER) == []
    assert not believes(host, CUSTOMER, HELPER)


def test_a_never_shown_ticket_lets_nobody_in_past_a_lead_who_is_there_and_kept_apart(host):
    """The host shows the lead as attached: then the lead's own word is waited for."""
    dismissed_at_lead(host)
    host.apart = {LEAD, CUSTOMER}
    host.attach(CUSTOMER)
    assert reached(host, CUSTOMER) == []
    assert not believes(host, CUSTOMER, HELPER)
    host.apart = set()
    host.attach(CUSTOMER)
    assert (reached(host, CUSTOMER), believes(host, CUSTOMER, HELPER)) == ([LEAD], False)


def test_whoever_is_there_is_believed_by_ticket_or_by_the_leads_word_whatever_comes_first(host):
    host.apart = {LEAD, CUSTOMER}
    host.attach(CUSTOMER)
    assert reached(host, CUSTOMER) == []
    host.apart = set()
    host.attach(LEAD)
    assert sorted(reached(host, CUSTOMER)) == [LEAD, HELPER]


def test_under_another_number_the_same_key_is_worth_nothing(host):
    dismissed_at_lead(host)
    host.attach(CUSTOMER)
    customer, helper = host.owners[CUSTOMER].attendance.member, host.owners[HELPER].attendance.member
    offer = replace(helper.introductions.offer(CUSTOMER), known=False)
    assert not customer.introductions.take(9, offer, customer=False, salt=bytes(16))


def test_a_new_lead_passes_on_who_is_gone(host):
    host.attach(CUSTOMER)
    dismissed_at_lead(host)
    assert reached(host, CUSTOMER) == [LEAD]
    other = Owner(4, Role.COLLABORATOR)
    key = host.owners[LEAD].attendance.member.introductions.grant(customer=False)
    other.attendance.member.introductions._key = key
    host.owners[4] = other
    host.attach(4)
    assert sorted(reached(host, 4)) == [LEAD, CUSTOMER]
    revoked = other.attendance.seat.book.revoked
    assert [member for member, _ in revoked] == [HELPER]


def test_that_somebody_is_gone_is_said_by_the_lead_about_others_only(host):
    host.attach(CUSTOMER)
    lead, customer = (host.owners[number].attendance.member for number in (LEAD, CUSTOMER))
    own = customer.introductions.public
    for gone in (Revoked(member=CUSTOMER, key=bytes(32)), Revoked(member=0, key=own)):
        assert customer.talk(LEAD, gone, 0) == ([], [])
    assert customer.seat.book.revoked == ()
    with pytest.raises(SealError):
        customer.talk(LEAD, Revoked(member=LEAD, key=lead.introductions.public), 0)
    with pytest.raises(ValueError, match="sends no"):
        host.owners[HELPER].attendance.member.seal(LEAD, Revoked(member=CUSTOMER, key=own))


def test_whoever_goes_is_said_to_be_gone_so_that_the_host_cannot_keep_it_from_anybody(host):
    host.attach(CUSTOMER)
    assert sorted(reached(host, CUSTOMER)) == [LEAD, HELPER]
    gone = MemberLeft(session=SESSION, member=HELPER, reason=Reason.LEFT)
    host.owners[LEAD].attendance.receive(gone)  # and to nobody else
    host.carry()
    assert reached(host, CUSTOMER) == [LEAD]


def test_a_seat_that_goes_unmet_takes_the_keys_that_were_made_for_it_along(time):
    lead = Owner(LEAD, Role.LEAD, time=time)
    host = Host(lead, Owner(HELPER, Role.COLLABORATOR, time=time))
    host.attach(LEAD)
    lead.attendance.member.introductions.await_key(b"a" * 32, b"d" * 32)
    before = lead.attendance.seat.book.granted
    lead.attendance.receive(MemberLeft(session=SESSION, member=HELPER, reason=Reason.TIMED_OUT))
    book = lead.attendance.seat.book
    assert book.granted == tuple(pair for pair in before if pair[1]) != before  # the customer's stays
    assert (book.awaited, book.revoked[-1]) == ((), (0, b"a" * 32))


# -- a device signs each attachment -----------------------------------------------------------------------------------

DEVICE, OTHER = Device(b"x" * 32, b"y" * 32), Device(b"x" * 32, b"z" * 32)


def signed(time, sign=DEVICE.sign):
    """Return a host with a lead whose device signs, and a customer; what both say to each other is recorded."""
    lead = Owner(LEAD, Role.LEAD, time=time)
    seat = replace(lead.attendance.seat, device=DEVICE.public.signing)
    lead = Owner(LEAD, Role.LEAD, time=time, seat=seat, sign=sign)
    host = Host(lead, Owner(CUSTOMER, Role.CUSTOMER, time=time))
    host.wire = []
    return host


def test_each_attachment_has_another_key_which_the_device_has_signed(time):
    host, offers = signed(time), []
    for _ in range(3):
        host.attach(CUSTOMER)
        host.owners[LEAD].attach()
        host.present.add(LEAD)
        lead = host.owners[LEAD].attendance
        lead.receive(host.room())
        (sealed,) = host.owners[LEAD].link.sent
        offers.append(OFFER_VOCABULARY.decode(sealed.box[len(INTRODUCTION) :]))
        host.owners[CUSTOMER].attendance.receive(host.room())
        host.carry()
        assert reached(host, CUSTOMER) == [LEAD]
        host.lose(LEAD)
        host.lose(CUSTOMER)
        assert lead.member._keyring._fresh_secret == b""
    assert len({offer.fresh for offer in offers}) == len({offer.signature for offer in offers}) == 3
    assert {offer.device for offer in offers} == {DEVICE.public.signing}


@pytest.mark.parametrize("sign", [None, OTHER.sign, lambda data: DEVICE.sign(data + b"x")])
def test_an_attachment_that_the_device_has_not_signed_reaches_nobody(time, sign):
    """Whoever has the file of the seat, but not the device, comes with a key of their own."""
    host = signed(time)
    for number in (LEAD, CUSTOMER):
        host.attach(number)
    host.lose(LEAD)
    thief = Owner(LEAD, Role.LEAD, seat=host.owners[LEAD].attendance.seat, sign=sign)
    thief.generation = host.owners[LEAD].generation
    host.owners[LEAD] = thief
    with pytest.raises(SealError):
        host.attach(LEAD)
    assert reached(host, CUSTOMER) == []


def test_an_offer_of_an_earlier_attachment_is_not_believed_in_a_later_one(time):
    host = signed(time)
    host.attach(CUSTOMER)
    lead = host.owners[LEAD]
    lead.attach()
    host.present.add(LEAD)
    lead.attendance.receive(host.room())
    (old,) = lead.link.take(Sealed)
    lead.attach()
    host.owners[CUSTOMER].attendance.receive(host.room())
    replayed = Sealed(session=SESSION, member=LEAD, generation=0, channel=old.channel, box=old.box)
    with pytest.raises(SealError, match="not signed"):
        host.owners[CUSTOMER].attendance.receive(replayed)

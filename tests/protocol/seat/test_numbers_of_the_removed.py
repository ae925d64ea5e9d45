"""A removed member and the host go on together: under other numbers, unseen by the lead, or long after."""

from dataclasses import replace

import pytest

from protocol.seat.seat_key import SeatKey
from protocol.trust.introduction import KEPT_LIMIT, NOBODY, REVOKED_LIMIT, Book, Introductions, new_secret, public_key
from protocol.vocabulary.content import Revoked
from protocol.vocabulary.messages import MemberLeft, Reason, Role, Seat
from tests.protocol.seat.test_attendance import CUSTOMER, HELPER, LEAD, SESSION, Host, Owner

ELSEWHERE = 5  # what the host calls the helper to the customer


class TwoFaced(Host):
    """Shows to each member only the seats of `views`."""

    views = {LEAD: {LEAD, CUSTOMER, HELPER}, HELPER: {LEAD, HELPER}}  # noqa: RUF012
    views |= {CUSTOMER: {LEAD, CUSTOMER, ELSEWHERE}, ELSEWHERE: {CUSTOMER, ELSEWHERE}}

    def tell(self):
        for number in sorted(self.present):
            room, shown = self.room(), self.views[number]
            seats = tuple(seat for seat in room.seats if seat.member in shown)
            self.owners[number].attendance.receive(replace(room, seats=seats))
        self.carry()


def reached(host, number):
    return host.owners[number].attendance.member.reached()


def hears(host, number):
    """Return whether a line of the customer's still arrives at a member."""
    host.owners[CUSTOMER].attendance.say("my PIN is 4711")
    host.carry()
    return "my PIN is 4711" in host.owners[number].said


@pytest.fixture
def host():
    """The helper has a number for the lead and another one for the customer, who believe in one and the same key."""
    roles = {LEAD: Role.LEAD, CUSTOMER: Role.CUSTOMER, HELPER: Role.COLLABORATOR}
    host = TwoFaced(*(Owner(number, role) for number, role in roles.items()))
    for number in (LEAD, CUSTOMER, HELPER):
        host.attach(number)
    seat = replace(host.owners[HELPER].attendance.seat, member=ELSEWHERE)
    host.owners[ELSEWHERE] = Owner(ELSEWHERE, Role.COLLABORATOR, seat=seat)
    host.attach(ELSEWHERE)
    assert (reached(host, LEAD), reached(host, CUSTOMER)) == ([CUSTOMER, HELPER], [LEAD, ELSEWHERE])
    return host


def test_who_was_removed_is_out_everywhere_whatever_number_the_host_gave_them_there(host):
    host.owners[LEAD].attendance.dismiss(HELPER)
    host.carry()
    customer = host.owners[CUSTOMER]
    assert (reached(host, CUSTOMER), hears(host, ELSEWHERE)) == ([LEAD], False)
    host.tell()
    assert ELSEWHERE not in customer.attendance.member.seats
    assert ("left", ELSEWHERE, Reason.REMOVED) in customer.log


def test_what_a_removed_member_still_says_under_another_number_is_not_heard(host):
    host.owners[LEAD].attendance.dismiss(HELPER)
    host.carry()
    host.owners[ELSEWHERE].attendance.say("it is me, Anna")
    host.carry()
    assert host.owners[CUSTOMER].said == []


def invited():
    """Return a host and the key of a colleague who has accepted, and whom it shows to the customer alone."""
    host = TwoFaced(Owner(LEAD, Role.LEAD), Owner(CUSTOMER, Role.CUSTOMER))
    for number in (LEAD, CUSTOMER):
        host.attach(number)
    secret, introductions = new_secret(), host.owners[LEAD].attendance.member.introductions
    key = public_key(secret)
    introductions.await_key(key, b"")
    colleague = Introductions(
        session=SESSION, own=ELSEWHERE, customer=False, secret=secret, key=new_secret(), book=Book()
    )
    colleague.meet_lead(LEAD, introductions.public, b"")
    colleague.believe(introductions.tickets(key, device=b""), LEAD)
    seat = SeatKey(SESSION, ELSEWHERE, Role.COLLABORATOR, bytes(32), new_secret(), secret, colleague.book)
    host.owners[ELSEWHERE] = Owner(ELSEWHERE, Role.COLLABORATOR, seat=seat)
    host.attach(ELSEWHERE)
    assert reached(host, CUSTOMER) == [LEAD, ELSEWHERE]
    return host, key


def test_whose_invitation_is_taken_back_is_out_also_where_only_the_customer_sees_them():
    host, key = invited()
    host.owners[LEAD].attendance.revoke(key)
    host.carry()
    assert (reached(host, CUSTOMER), hears(host, ELSEWHERE)) == ([LEAD], False)


def test_a_lead_who_never_got_a_members_key_removes_that_member_all_the_same(host):
    """The host has kept the two apart: a new lead and whom the one before has let in."""
    told = Revoked(member=ELSEWHERE, key=NOBODY)
    host.owners[CUSTOMER].attendance._talk(LEAD, told)
    assert (reached(host, CUSTOMER), hears(host, ELSEWHERE)) == ([LEAD], False)


def test_seats_that_the_host_makes_up_push_nobody_out_of_the_list_of_the_removed():
    roles = {LEAD: Role.LEAD, CUSTOMER: Role.CUSTOMER, HELPER: Role.COLLABORATOR}
    host = Host(*(Owner(number, role) for number, role in roles.items()))
    for number in (LEAD, CUSTOMER):
        host.attach(number)
    host.lose(CUSTOMER)
    host.attach(HELPER)  # its ticket for the customer is not shown yet
    lead = host.owners[LEAD].attendance
    lead.dismiss(HELPER)
    for number in range(100, 100 + 2 * KEPT_LIMIT):
        phantom = Seat(member=number, role=Role.COLLABORATOR, present=False, generation=0, salt=bytes(16))
        room = host.room()
        lead.receive(replace(room, seats=(*room.seats, phantom)))
        lead.receive(MemberLeft(session=SESSION, member=number, reason=Reason.LEFT))
    host.owners[HELPER].attach()
    host.attach(CUSTOMER)
    assert reached(host, CUSTOMER) == [LEAD]
    assert HELPER in host.owners[CUSTOMER].attendance.member.acquaintance.dismissed


def test_a_lead_who_goes_on_about_nobody_makes_nobody_save_anything():
    """What takes something back is heard however often: so where there is nothing, nothing comes of it."""
    host = Host(Owner(LEAD, Role.LEAD), Owner(CUSTOMER, Role.CUSTOMER))
    for number in (LEAD, CUSTOMER):
        host.attach(number)
    customer, lead = host.owners[CUSTOMER], host.owners[LEAD].attendance
    saved = len(customer.saved)
    for number in range(100, 1500):
        lead.send(CUSTOMER, Revoked(member=number, key=NOBODY))
    for number in range(1500):  # keys cost something as long as there is room for them
        lead.send(CUSTOMER, Revoked(member=0, key=b"k" + number.to_bytes(31, "big")))
    host.carry()
    assert len(customer.saved) - saved == REVOKED_LIMIT
    assert len(customer.attendance.seat.book.revoked) == REVOKED_LIMIT

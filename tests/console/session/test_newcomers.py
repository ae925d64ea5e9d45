"""Whoever is let in and taken back is believed by nobody, whether they have come meanwhile or not."""

from dataclasses import replace

from console.session.newcomers import Newcomers
from protocol.trust.introduction import public_key
from protocol.vocabulary.messages import Role
from tests.protocol.seat.test_attendance import CUSTOMER, HELPER, LEAD, Host, Owner


def test_a_colleague_who_is_there_already_goes_with_the_invitation():
    """The host seats the colleague, and keeps from the lead that the invitation is over."""
    roles = {LEAD: Role.LEAD, CUSTOMER: Role.CUSTOMER, HELPER: Role.COLLABORATOR}
    host = Host(*(Owner(number, role) for number, role in roles.items()))
    for number in (LEAD, CUSTOMER):
        host.attach(number)
    lead = host.owners[LEAD].attendance
    newcomers = Newcomers(lead)
    seat = replace(host.owners[HELPER].attendance.seat, key=bytes(32))  # no code, but an invitation
    host.owners[HELPER] = Owner(HELPER, Role.COLLABORATOR, seat=seat)
    key = public_key(seat.secret)
    newcomers.await_key(key, b"")
    host.owners[HELPER].attendance.member.introductions.meet_lead(LEAD, lead.member.introductions.public, b"")
    host.attach(HELPER)
    assert lead.member.reached() == [CUSTOMER, HELPER]
    newcomers.withdraw(key)
    host.carry()
    assert lead.member.reached() == [CUSTOMER]
    assert host.owners[CUSTOMER].attendance.member.reached() == [LEAD]
    host.tell()
    assert HELPER not in lead.member.seats

"""Who is believed to be whom: grants, tickets, device keys; and what a host makes up about them."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.trust.device import Device
from protocol.trust.introduction import KEPT_LIMIT, OFFER_VOCABULARY, REVOKED_LIMIT, Book, Introductions, KeyOffer
from protocol.trust.join_proof import SealError
from protocol.trust.signing import Attached, sign
from protocol.vocabulary.codec import BadMessage

SESSION, SALT = b"s" * 16, b"a" * 16
LEAD, CUSTOMER, HELPER, LATE = 1, 2, 3, 4


def someone(member: int, *, key: bytes | None = None, book: Book | None = None, secret: int = 0) -> Introductions:
    return Introductions(
        session=SESSION,
        own=member,
        customer=member == CUSTOMER,
        secret=bytes([secret or member]) * 32,
        key=key or bytes([50 + member]) * 32,
        book=book or Book(),
    )


def introduced(lead: Introductions, member: int, **known: object) -> Introductions:
    """Return somebody with a grant of the lead's, whom both believe."""
    other = someone(member, key=lead.grant(customer=member == CUSTOMER), **known)  # type: ignore[arg-type]
    assert lead.take(member, other.offer(LEAD), customer=member == CUSTOMER, salt=SALT)
    assert other.take(LEAD, lead.offer(member), customer=False, salt=SALT)
    other.leads(LEAD)
    other.believe(lead.vouches(member), LEAD)
    return other


def three() -> tuple[Introductions, Introductions, Introductions]:
    lead = someone(LEAD)
    return lead, introduced(lead, CUSTOMER), introduced(lead, HELPER)


def test_the_lead_and_who_was_let_in_believe_each_other() -> None:
    lead, customer, _ = three()
    assert [known.member for known in lead.book.known] == [CUSTOMER, HELPER]
    assert customer.book.leads == (LEAD,)
    assert lead.book.granted == ()


def test_a_ticket_is_believed_by_the_one_it_was_made_for_and_by_nobody_else() -> None:
    _, customer, helper = three()
    offer = helper.offer(CUSTOMER)
    assert (offer.voucher, offer.known) == (LEAD, True)
    other = introduced(someone(LEAD), LATE)
    assert not other.take(HELPER, offer, customer=False, salt=SALT)
    assert customer.take(HELPER, offer, customer=False, salt=SALT)


def test_a_ticket_counts_once() -> None:
    _, customer, helper = three()
    offer = helper.offer(CUSTOMER)
    customer.take(HELPER, offer, customer=False, salt=SALT)
    customer.forget(HELPER)
    assert not customer.take(HELPER, offer, customer=False, salt=SALT)
    assert not customer.take(9, offer, customer=False, salt=SALT)


def test_a_ticket_of_somebody_who_does_not_lead_is_worth_nothing() -> None:
    _, customer, helper = three()
    customer.take(HELPER, helper.offer(CUSTOMER), customer=False, salt=SALT)
    helper.believe([], LEAD)
    stranger = someone(LATE)
    (vouch,) = [v for v in helper.tickets(stranger.public, device=b"") if v.member == CUSTOMER]
    offer = replace(stranger.offer(CUSTOMER), voucher=HELPER, proof=vouch.ticket)
    assert not customer.take(LATE, offer, customer=False, salt=SALT)
    customer.leads(HELPER)
    assert customer.take(LATE, offer, customer=False, salt=SALT)


def test_the_last_leads_tickets_count_until_another_lead_is_known() -> None:
    _, customer, helper = three()
    customer.forget(LEAD)
    assert customer.take(HELPER, helper.offer(CUSTOMER), customer=False, salt=SALT)
    assert customer.book.leads == (LEAD,)
    customer.leads(HELPER)
    assert customer.book.leads == (HELPER,)
    assert customer.known(LEAD) is None


def test_somebody_who_is_gone_is_let_in_by_no_ticket_and_vouched_for_by_nobody() -> None:
    lead, customer, _ = three()
    customer.forget(LEAD)
    with pytest.raises(SealError):
        customer.take(LEAD, lead.offer(CUSTOMER), customer=False, salt=SALT)
    assert customer.vouches(HELPER) == []
    assert customer.tickets(bytes(32), device=b"") == []


def test_a_key_of_introduction_serves_one_joiner() -> None:
    lead = someone(LEAD)
    first = introduced(lead, CUSTOMER)
    second = someone(9, key=bytes(first._key), secret=9)
    assert not lead.take(9, second.offer(LEAD), customer=False, salt=SALT)


def test_whoever_granted_the_key_is_the_only_one_believed_for_it() -> None:
    _, customer, _ = three()
    spy = someone(9, key=customer._key, secret=9)
    assert not customer.take(9, spy.offer(CUSTOMER), customer=False, salt=SALT)


def test_a_customers_grant_makes_no_technician() -> None:
    lead = someone(LEAD)
    key = lead.grant(customer=True)
    assert not lead.take(9, someone(9, key=key, secret=9).offer(LEAD), customer=False, salt=SALT)
    with pytest.raises(SealError):
        lead.take(CUSTOMER, someone(CUSTOMER, key=key).offer(LEAD), customer=False, salt=SALT)


def test_another_key_under_a_known_number_is_refused() -> None:
    lead, customer, _ = three()
    spy = someone(CUSTOMER, key=customer._key, secret=77)
    with pytest.raises(SealError):
        lead.take(CUSTOMER, spy.offer(LEAD), customer=True, salt=SALT)


def test_an_awaited_device_comes_once_and_only_as_a_technician() -> None:
    lead, guest = someone(LEAD), someone(HELPER)
    lead.await_key(guest.public, b"")
    with pytest.raises(SealError):
        lead.take(HELPER, guest.offer(LEAD), customer=True, salt=SALT)
    assert lead.take(HELPER, guest.offer(LEAD), customer=False, salt=SALT)
    assert not lead.take(9, guest.offer(LEAD), customer=False, salt=SALT)


def test_an_invitation_that_is_over_lets_nobody_in() -> None:
    lead, guest = someone(LEAD), someone(HELPER)
    lead.await_key(guest.public, b"")
    lead.revoke(0, guest.public)
    lead.revoke(0, guest.public)
    assert not lead.take(HELPER, guest.offer(LEAD), customer=False, salt=SALT)


def test_what_the_lead_says_of_a_known_member_changes_nothing() -> None:
    lead, _, helper = three()
    (vouch,) = [v for v in lead.vouches(HELPER) if v.member == CUSTOMER]
    before = helper.book
    helper.believe([replace(vouch, key=bytes(32)), replace(vouch, member=HELPER), replace(vouch, member=0)], LEAD)
    assert helper.book == before


def test_what_is_kept_has_a_bound() -> None:
    lead = someone(LEAD)
    for number in range(KEPT_LIMIT + 5):
        lead.grant(customer=False)
        lead.await_key(number.to_bytes(32, "big"), b"")
    assert len(lead.book.granted) == len(lead.book.awaited) == KEPT_LIMIT
    _, _, helper = three()
    (vouch,) = helper.vouches(LEAD)
    with pytest.raises(SealError):
        helper.believe([replace(vouch, member=number) for number in range(10, 20 + KEPT_LIMIT)], LEAD)


@pytest.mark.parametrize("seed", range(20))
def test_a_host_that_turns_offers_round_has_nobody_believed(seed: int) -> None:
    """Offers go to others than they were meant for, under other numbers, with fields of each other."""
    rng = random.Random(seed)
    lead, customer, helper = three()
    late = someone(LATE)
    everybody = {LEAD: lead, CUSTOMER: customer, HELPER: helper, LATE: late}
    offers = [one.offer(to) for one in everybody.values() for to in everybody]
    for _ in range(300):
        one, other = rng.choice(offers), rng.choice(offers)
        forged = replace(one, voucher=rng.choice([other.voucher, HELPER, LEAD]), proof=other.proof, known=True)
        for receiver in (lead, customer, helper):
            try:
                believed = receiver.take(9, forged, customer=forged.customer, salt=SALT)
            except SealError:
                continue
            honest = {lead.public, customer.public, helper.public}
            assert not believed or forged.key in honest
            receiver.forget(9)
    assert all(receiver.known(LATE) is None for receiver in (lead, customer, helper))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_are_an_offer_but_an_offer(data: bytes) -> None:
    try:
        offer = OFFER_VOCABULARY.decode(data)
    except BadMessage:
        return
    assert offer is None or isinstance(offer, KeyOffer)


# -- devices, and what counts no longer ------------------------------------------------------------------------------

DEVICE, STRANGER = b"d" * 32, b"e" * 32


def signed(one: Introductions, to: int, device: bytes = DEVICE, **changed: object) -> KeyOffer:
    """Return an offer of an attachment that a device has signed."""
    offer = replace(one.offer(to), fresh=b"f" * 32, device=_public(device), **changed)  # type: ignore[arg-type]
    about = Attached(session=SESSION, member=one._own, salt=SALT, seat_key=offer.key, fresh=offer.fresh)
    return replace(offer, signature=sign(device, about.bound()))


def _public(device: bytes) -> bytes:
    return Device(device, device).public.signing


def test_an_awaited_key_comes_from_the_device_that_was_invited_only() -> None:
    lead, guest = someone(LEAD), someone(HELPER)
    lead.await_key(guest.public, _public(DEVICE))
    assert not lead.take(HELPER, guest.offer(LEAD), customer=False, salt=SALT)
    assert not lead.take(HELPER, signed(guest, LEAD, STRANGER), customer=False, salt=SALT)
    assert lead.take(HELPER, signed(guest, LEAD), customer=False, salt=SALT)
    for offer in (guest.offer(LEAD), signed(guest, LEAD, STRANGER)):
        with pytest.raises(SealError):
            lead.take(HELPER, offer, customer=False, salt=SALT)


def test_a_signature_is_for_one_attachment_of_one_seat() -> None:
    lead, guest = someone(LEAD), someone(HELPER)
    lead.await_key(guest.public, _public(DEVICE))
    good = signed(guest, LEAD)
    for sender, salt, offer in (
        (9, SALT, good),
        (HELPER, b"b" * 16, good),
        (HELPER, SALT, replace(good, fresh=b"g" * 32)),
        (HELPER, SALT, replace(good, signature=b"")),
        (HELPER, SALT, replace(good, device=b"short")),
    ):
        with pytest.raises(SealError, match="not signed"):
            lead.take(sender, offer, customer=False, salt=salt)
    with pytest.raises(SealError):
        lead.take(HELPER, replace(good, customer=True), customer=True, salt=SALT)
    assert lead.take(HELPER, good, customer=False, salt=SALT)


def test_a_ticket_is_for_the_device_that_the_lead_has_let_in() -> None:
    lead, customer, _ = three()
    guest = someone(LATE)
    (vouch,) = [v for v in lead.tickets(guest.public, device=_public(DEVICE)) if v.member == CUSTOMER]
    ticket = {"voucher": LEAD, "proof": vouch.ticket}
    for offer in (replace(guest.offer(CUSTOMER), **ticket), signed(guest, CUSTOMER, STRANGER, **ticket)):  # type: ignore[arg-type]
        assert not customer.take(LATE, offer, customer=False, salt=SALT)
    assert customer.take(LATE, signed(guest, CUSTOMER, **ticket), customer=False, salt=SALT)


def test_a_ticket_of_a_lead_of_whom_nothing_was_heard_for_long_is_worth_nothing() -> None:
    _, customer, helper = three()
    asked: list[int] = []
    offer = helper.offer(CUSTOMER)
    assert not customer.take(HELPER, offer, customer=False, salt=SALT, counts=lambda lead: bool(asked.append(lead)))
    assert asked == [LEAD]
    assert customer.take(HELPER, offer, customer=False, salt=SALT, counts=lambda lead: True)


def test_who_has_led_lets_nobody_in_any_more() -> None:
    """In league with the host they make tickets for whomever they like: only the present lead's count."""
    lead, customer, helper = three()
    customer.take(HELPER, helper.offer(CUSTOMER), customer=False, salt=SALT)
    customer.leads(HELPER)
    guest = someone(LATE)
    (vouch,) = [v for v in lead.tickets(guest.public, device=b"") if v.member == CUSTOMER]
    offer = replace(guest.offer(CUSTOMER), voucher=LEAD, proof=vouch.ticket)
    assert not customer.take(LATE, offer, customer=False, salt=SALT)


def test_a_revoked_key_is_believed_under_no_number_and_by_nobodys_word() -> None:
    lead, customer, helper = three()
    vouch = next(v for v in lead.vouches(CUSTOMER) if v.member == HELPER)
    for one in (lead, customer):
        one.revoke(HELPER, helper.public)
        one.revoke(HELPER, helper.public)
        assert one.book.revoked == ((HELPER, helper.public),)
    customer.believe([vouch, replace(vouch, member=9), replace(vouch, key=b"n" * 32)], LEAD)
    assert customer.known(HELPER) is customer.known(9) is None
    for number in (HELPER, 9):
        assert not customer.take(number, helper.offer(CUSTOMER), customer=False, salt=SALT)
    assert HELPER not in {v.member for v in lead.vouches(CUSTOMER)}


def test_a_key_of_introduction_that_was_withdrawn_lets_nobody_in() -> None:
    lead = someone(LEAD)
    key = lead.grant(customer=True)
    kept = lead.grant(customer=True)
    lead.withdraw(key)
    assert lead.book.granted == ((kept, True),)
    assert not lead.take(CUSTOMER, someone(CUSTOMER, key=key).offer(LEAD), customer=True, salt=SALT)


def test_who_remembers_no_more_of_those_who_are_gone_believes_nobody_new() -> None:
    """Nobody is let in again because so many have gone since."""
    _, customer, helper = three()
    offer = helper.offer(CUSTOMER)
    customer.revoke(HELPER, helper.public)
    for number in range(REVOKED_LIMIT):
        customer.revoke(100 + number, number.to_bytes(32, "little")[:31] + b"x")
    assert (len(customer.book.revoked), customer.book.revoked[0]) == (REVOKED_LIMIT, (HELPER, helper.public))
    assert not customer.take(HELPER, offer, customer=False, salt=SALT)
    lead = someone(LEAD)
    customer.believe([replace(v, member=9) for v in introduced(lead, LATE).tickets(b"k" * 32, device=b"")], LEAD)
    assert customer.known(9) is None


def test_the_key_of_a_grant_makes_nobody_believed_who_comes_when_the_first_one_has_gone() -> None:
    """Whoever has let the customer in and left, without having led as the host says, has the key still."""
    lead = someone(LEAD)
    customer = introduced(lead, CUSTOMER)
    customer.book = replace(customer.book, leads=())  # the host has shown nobody who leads
    former = replace(lead.offer(CUSTOMER), known=False)
    customer.forget(LEAD)
    assert customer.known(LEAD) is None
    again = someone(9, key=customer._key, secret=99)
    assert not customer.take(9, again.offer(CUSTOMER), customer=False, salt=SALT)
    assert not customer.take(LEAD, former, customer=False, salt=SALT)

"""Two seats agree on two words, and nobody can make them come out as wished."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from protocol.trust.introduction import KEPT_LIMIT, Known, public_key
from protocol.trust.join_proof import SealError
from protocol.trust.words import WORDS, Agreement, Agreements

SESSION = bytes(range(16))
LEAD, CUSTOMER, OTHER = 1, 2, 3
COMMITMENT = "920efa407d45b969deb4cd589508c47f93412929ca5fb7131ef28dd2f45ad1f4"
GOLDEN = (858, 1458)  # of nonces that are 32 times 17 and 18
PUBLIC = {number: public_key(bytes([number]) * 32) for number in (LEAD, CUSTOMER, OTHER)}


def side(own: int, *kept: Agreement, session: bytes = SESSION) -> Agreements:
    return Agreements(session=session, own=own, public=PUBLIC[own], kept=kept)


def known(number: int) -> Known:
    return Known(number, PUBLIC[number], customer=number == CUSTOMER)


def nonce_of(one: Agreements, other: int) -> bytes:
    return next(agreement.nonce for agreement in one.kept if agreement.member == other)


def meet(one: Agreements, other: Agreements, numbers: tuple[int, int] = (LEAD, CUSTOMER)) -> None:
    """Carry all four messages of two sides."""
    first, second = (known(number) for number in numbers)
    commitments = one.commit(second), other.commit(first)
    assert None not in commitments
    openings = one.committed(second, commitments[1]), other.committed(first, commitments[0])
    one.opened(second, openings[1])
    other.opened(first, openings[0])


def test_both_sides_see_the_same_words_and_other_pairs_others() -> None:
    pairs = list(itertools.combinations((LEAD, CUSTOMER, OTHER), 2))
    sides = {number: side(number) for number in PUBLIC}
    words = []
    for one, other in pairs:
        assert sides[one].words(known(other)) is None
        meet(sides[one], sides[other], (one, other))
        words.append(sides[one].words(known(other)))
        assert words[-1] == sides[other].words(known(one))
    assert len(set(words)) == len(pairs)
    assert all(0 <= number < WORDS for pair in words for number in pair)


def test_the_words_of_known_nonces_are_these() -> None:
    lead, customer = (
        side(own, Agreement(other, PUBLIC[other], bytes([own + 16]) * 32))
        for own, other in ((LEAD, CUSTOMER), (CUSTOMER, LEAD))
    )
    commitment = lead.commit(known(CUSTOMER))
    meet(lead, customer)
    assert commitment.hex() == COMMITMENT
    assert lead.words(known(CUSTOMER)) == customer.words(known(LEAD)) == GOLDEN


def test_words_once_agreed_on_stay_and_what_was_said_may_be_said_again() -> None:
    lead, customer = side(LEAD), side(CUSTOMER)
    meet(lead, customer)
    words = lead.words(known(CUSTOMER))
    again = side(LEAD, *lead.kept), side(CUSTOMER, *customer.kept)
    assert [one.words(known(other)) for one, other in zip(again, (CUSTOMER, LEAD), strict=True)] == [words, words]
    assert again[0].commit(known(CUSTOMER)) is None
    before = lead.kept
    commitment = next(agreement.commitment for agreement in lead.kept)
    assert lead.committed(known(CUSTOMER), commitment) == nonce_of(lead, CUSTOMER)
    lead.opened(known(CUSTOMER), nonce_of(customer, LEAD))
    assert lead.kept == before


def test_who_lacks_the_opening_gets_the_same_one_after_a_break() -> None:
    lead, customer = side(LEAD), side(CUSTOMER)
    to_customer, to_lead = lead.commit(known(CUSTOMER)), customer.commit(known(LEAD))
    lead.committed(known(CUSTOMER), to_lead)
    lead.opened(known(CUSTOMER), customer.committed(known(LEAD), to_customer))  # what the lead answered is lost
    customer = side(CUSTOMER, *customer.kept)
    again = customer.commit(known(LEAD))
    assert again == to_lead
    customer.opened(known(LEAD), lead.committed(known(CUSTOMER), again))
    assert customer.words(known(LEAD)) == lead.words(known(CUSTOMER)) is not None


def test_a_commitment_cannot_be_exchanged_once_it_was_heard() -> None:
    lead = side(LEAD)
    lead.commit(known(CUSTOMER))
    assert lead.committed(known(CUSTOMER), side(CUSTOMER).commit(known(LEAD))) == nonce_of(lead, CUSTOMER)
    for again in (lead, side(LEAD, *lead.kept)):
        with pytest.raises(SealError, match="second commitment"):
            again.committed(known(CUSTOMER), side(CUSTOMER).commit(known(LEAD)))


def test_only_what_was_committed_to_opens() -> None:
    lead, customer = side(LEAD), side(CUSTOMER)
    lead.commit(known(CUSTOMER))
    commitment = customer.commit(known(LEAD))
    for nonce in (nonce_of(customer, LEAD), bytes(32), b""):
        with pytest.raises(SealError):
            lead.opened(known(CUSTOMER), nonce)  # before it has committed
    lead.committed(known(CUSTOMER), commitment)
    for nonce in (bytes(32), nonce_of(lead, CUSTOMER), nonce_of(customer, LEAD)[:-1], b""):
        with pytest.raises(SealError):
            lead.opened(known(CUSTOMER), nonce)
    assert lead.words(known(CUSTOMER)) is None


def test_nobody_elses_commitment_is_of_any_use() -> None:
    """Sent back to whoever made it, passed on to a third one, or of another session, it opens nothing."""
    lead, other = side(LEAD), side(OTHER)
    own, third = lead.commit(known(CUSTOMER)), other.commit(known(LEAD))
    elsewhere = side(CUSTOMER, session=bytes(16))
    foreign = elsewhere.commit(known(LEAD))
    nonces = nonce_of(lead, CUSTOMER), nonce_of(other, LEAD), nonce_of(elsewhere, LEAD)
    for commitment, nonce in zip((own, third, foreign), nonces, strict=True):
        again = side(LEAD, *lead.kept)
        again.committed(known(CUSTOMER), commitment)
        with pytest.raises(SealError, match="committed"):
            again.opened(known(CUSTOMER), nonce)


def test_words_are_for_a_key_not_for_a_number() -> None:
    lead, customer = side(LEAD), side(CUSTOMER)
    meet(lead, customer)
    assert lead.words(replace(known(CUSTOMER), key=PUBLIC[OTHER])) is None


def test_a_host_that_invents_members_comes_to_an_end() -> None:
    lead = side(LEAD)
    assert all(lead.commit(Known(number, PUBLIC[OTHER], customer=False)) for number in range(10, 10 + KEPT_LIMIT))
    late = Known(9, PUBLIC[OTHER], customer=False)
    assert (lead.commit(late), lead.committed(late, bytes(32)), lead.words(late)) == (None, None, None)
    with pytest.raises(SealError):
        lead.opened(late, bytes(32))


def test_the_words_are_spread_over_both_lists() -> None:
    seen: list[tuple[int, int]] = []
    for _ in range(400):
        lead, customer = side(LEAD), side(CUSTOMER)
        meet(lead, customer)
        seen.append(lead.words(known(CUSTOMER)))
    for at in (0, 1):
        numbers = [pair[at] for pair in seen]
        assert len(set(numbers)) > 300
        assert min(numbers) < WORDS // 8
        assert max(numbers) > WORDS - WORDS // 8

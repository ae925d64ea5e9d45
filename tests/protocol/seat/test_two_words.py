"""Two words show somebody in between: a host that knows the key of introduction, and tries everything to match them."""

from __future__ import annotations

import random
import secrets
from dataclasses import replace

import pytest

from protocol.seat.member import Member
from protocol.trust import words as words_module
from protocol.trust.introduction import Known
from protocol.trust.join_proof import SealError
from protocol.trust.words import Agreements
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import WordsCommitment, WordsOpening
from protocol.vocabulary.messages import Sealed
from tests.protocol.seat.test_member import FakeHost, again, heard, member, session

LEAD, CUSTOMER = 1, 2


def words(host: FakeHost) -> set[tuple[int, int] | None]:
    """Return the words of the lead and the customer, as both see them."""
    return {host.members[LEAD].words_with(CUSTOMER), host.members[CUSTOMER].words_with(LEAD)}


# -- honest -----------------------------------------------------------------------------------------------------


def test_each_pair_sees_the_same_words_whoever_comes_when() -> None:
    host = session(1, 2, 3)
    numbers = (1, 2, 3)
    seen = {frozenset((a, b)): host.members[a].words_with(b) for a in numbers for b in numbers if a != b}
    back = {frozenset((a, b)): host.members[b].words_with(a) for a in numbers for b in numbers if a != b}
    assert None not in seen.values()
    assert seen == back
    assert len(set(seen.values())) == 3


@pytest.mark.parametrize("seed", range(30))
def test_words_are_the_same_over_links_that_break_anywhere_and_programs_that_start_anew(seed: int) -> None:
    chance, host = random.Random(seed), FakeHost(member(1), member(2), member(3))
    settled: dict[frozenset[int], tuple[int, int]] = {}
    for _ in range(400):
        number = chance.choice(list(host.members))
        act = chance.choices(["route", "deliver", "break", "anew"], [45, 45, 6, 4])[0]
        if act in ("route", "deliver"):
            (host.route if act == "route" else host.deliver)(number)
        elif number not in host.linked:
            host.attach(number)
        else:
            host.drop(number)
            host.members[number] = host.members[number] if act == "break" else again(host.members[number])
        for one, other in ((1, 2), (1, 3), (2, 3), (2, 1), (3, 1), (3, 2)):
            if (seen := host.members[one].words_with(other)) is not None:
                assert settled.setdefault(frozenset((one, other)), seen) == seen
    for number in set(host.members) - host.linked:
        host.attach(number)
    host.settle()
    for one, other in ((1, 2), (1, 3), (2, 3)):
        assert host.members[one].words_with(other) == host.members[other].words_with(one) is not None


def test_who_never_opens_leaves_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    host = FakeHost(member(1), member(2))
    monkeypatch.setattr(host.members[2].acquaintance, "_agreed", lambda *_: [])
    for number in host.members:
        host.attach(number)
    host.settle()
    assert host.members[1].reaches(2)
    assert host.members[1].words_with(2) is None


# -- a host in between ------------------------------------------------------------------------------------------


class InBetween:
    """A host that knows the key of introduction, and is the customer to the lead and the lead to the customer."""

    def __init__(self) -> None:
        self.lead, self.customer = member(LEAD), member(CUSTOMER)
        self.false_customer, self.false_lead = member(CUSTOMER), member(LEAD)
        self.of_lead = FakeHost(self.lead, self.false_customer)
        self.of_customer = FakeHost(self.false_lead, self.customer)

    def meet_lead(self) -> None:
        for number in (LEAD, CUSTOMER):
            self.of_lead.attach(number)
        self.of_lead.settle()

    def meet_customer(self) -> None:
        for number in (LEAD, CUSTOMER):
            self.of_customer.attach(number)
        self.of_customer.settle()

    @property
    def unnoticed(self) -> bool:
        """Whether lead and customer would read the same words to each other."""
        mine, theirs = self.lead.words_with(CUSTOMER), self.customer.words_with(LEAD)
        return mine is not None and mine == theirs


def test_a_host_that_exchanges_the_keys_reads_along_and_the_words_show_it() -> None:
    host = InBetween()
    host.meet_lead()
    host.meet_customer()
    host.of_customer.say(CUSTOMER, "my account number")
    host.of_customer.settle()
    assert heard(host.of_customer, LEAD, CUSTOMER) == ["my account number"]  # the host reads: it knew the secret
    host.of_lead.say(CUSTOMER, "my account number")
    host.of_lead.settle()
    assert heard(host.of_lead, LEAD, CUSTOMER) == ["my account number"]  # and nobody sees it in the chat
    assert words(host.of_lead) != words(host.of_customer)
    assert not host.unnoticed


def test_a_host_without_the_key_of_introduction_gets_no_words_at_all() -> None:
    host = FakeHost(member(LEAD), member(CUSTOMER, key=b"guessed" + bytes(25)))
    for number in host.members:
        host.attach(number)
    host.settle()
    assert words(host) == {None}
    assert host.members[LEAD].reached() == []


class Grinder(Agreements):
    """What the host would have in place of honest agreements: it looks for a nonce that makes the words `target`."""

    def fitting(self, other: Known, opening: bytes, target: tuple[int, int], *, tries: int) -> bytes | None:
        """Return a nonce of ours that would make the words `target`, once the other's is known."""
        kept = self.kept
        for _ in range(tries):
            nonce = secrets.token_bytes(32)
            self.kept = tuple(replace(a, nonce=nonce, opening=opening) for a in kept if a.member == other.member)
            if self.words(other) == target:
                self.kept = kept
                return nonce
        self.kept = kept
        return None


@pytest.fixture
def short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be four pairs of words only, so that a host that could try would soon be lucky."""
    monkeypatch.setattr(words_module, "INDEX_BITS", 1)
    monkeypatch.setattr(words_module, "WORDS", 2)


def step_until(host: FakeHost, kind: type[WordsCommitment] | type[WordsOpening], receiver: int) -> None:
    """Carry messages until `receiver` has got one of `kind`."""
    while not any(isinstance(content, kind) for _, content in host.heard[receiver]):
        for number in list(host.members):
            host.route(number)
            host.deliver(number)


def opening_heard(host: FakeHost, receiver: int) -> bytes:
    return next(content.nonce for _, content in host.heard[receiver] if isinstance(content, WordsOpening))


def grinder(host: InBetween) -> Grinder:
    """Let the false lead have a grinder, and open nothing by itself."""
    public = host.false_lead.introductions.public
    host.false_lead.acquaintance.agreements = Grinder(session=host.false_lead.seat.session, own=LEAD, public=public)
    host.false_lead.acquaintance._agreed = lambda *_: []
    return host.false_lead.acquaintance.agreements


@pytest.mark.usefixtures("short_lists")
def test_a_nonce_that_fits_is_soon_found_and_opens_nothing() -> None:
    host = InBetween()
    host.meet_lead()
    target = host.lead.words_with(CUSTOMER)
    ground = grinder(host)
    for number in (LEAD, CUSTOMER):
        host.of_customer.attach(number)
    step_until(host.of_customer, WordsOpening, LEAD)
    known = host.false_lead.introductions.known(CUSTOMER)
    opening = opening_heard(host.of_customer, LEAD)
    fitting = {ground.fitting(known, opening, target, tries=200) for _ in range(5)}
    assert None not in fitting, "with four pairs of words, somebody who may try finds one"
    for nonce in fitting - {ground.kept[0].nonce}:
        with pytest.raises(SealError, match="committed"):
            host.customer.talk(LEAD, WordsOpening(nonce=nonce), 0)
    assert host.customer.words_with(LEAD) is None


@pytest.mark.usefixtures("short_lists")
def test_the_customers_nonce_is_not_to_be_had_before_a_commitment() -> None:
    host = InBetween()
    host.false_lead.acquaintance.commitment = lambda _to: []
    host.meet_customer()
    assert host.customer.reaches(LEAD)
    heard_kinds = {type(content) for _, content in host.of_customer.heard[LEAD]}
    assert WordsCommitment in heard_kinds
    assert WordsOpening not in heard_kinds


@pytest.mark.usefixtures("short_lists")
def test_whoever_goes_away_before_the_words_are_there_has_no_second_try() -> None:
    host = InBetween()
    host.false_lead.acquaintance._agreed = lambda *_: []
    for number in (LEAD, CUSTOMER):
        host.of_customer.attach(number)
    step_until(host.of_customer, WordsOpening, LEAD)  # the host has seen what it would come to
    host.of_customer.to_member[CUSTOMER].clear()
    for number in (LEAD, CUSTOMER):
        host.of_customer.drop(number)
    old = host.false_lead.seat
    host.of_customer.members[LEAD] = Member(
        replace(old, agreements=()), "Ada", again(host.false_lead).conversation
    )  # the same seat with another nonce
    host.of_customer.members[CUSTOMER] = again(host.customer)
    for number in (LEAD, CUSTOMER):
        host.of_customer.attach(number)
    with pytest.raises(SealError, match="second commitment"):
        host.of_customer.settle()
    assert host.of_customer.members[CUSTOMER].words_with(LEAD) is None


def test_nobody_tries_words_before_everybody_reads_that_they_have_joined() -> None:
    """Else a host could invent member after member, look at the words and take them away again, unseen."""
    host = InBetween()
    host.false_lead._greeting = host.false_lead.acquaintance.commitment
    with pytest.raises(BadMessage, match="words before a name"):
        host.meet_customer()
    assert WordsOpening not in {type(content) for _, content in host.of_customer.heard[LEAD]}


def test_a_name_said_at_an_earlier_attachment_does_not_count() -> None:
    host = session(1, 2)
    host.drop(1)
    host.members[1]._greeting = lambda _to: [WordsCommitment(commitment=bytes(32))]
    host.attach(1)
    with pytest.raises(BadMessage, match="words before a name"):
        host.settle()


@pytest.mark.usefixtures("short_lists")
def test_a_host_is_as_lucky_as_chance_is_and_no_luckier() -> None:
    """In whatever order it meets the two; its best is to know one side's words before it commits to the other."""
    lucky, rounds = 0, 240
    for turn in range(rounds):
        host = InBetween()
        for meet in (host.meet_lead, host.meet_customer) if turn % 2 else (host.meet_customer, host.meet_lead):
            meet()
        lucky += host.unnoticed
    assert rounds / 4 / 4 < lucky < rounds / 2  # a quarter is chance, 5 and 9 deviations away


def test_a_commitment_that_is_passed_on_is_the_honest_one() -> None:
    """The host cannot make the lead's commitment its own: it is of the lead's key, which the customer does not have."""
    host = InBetween()
    host.meet_lead()
    sent = [content for _, content in host.of_lead.heard[CUSTOMER] if isinstance(content, WordsCommitment)]
    opened = [content for _, content in host.of_lead.heard[CUSTOMER] if isinstance(content, WordsOpening)]
    host.false_lead.acquaintance.commitment = lambda _to: list(sent)
    host.false_lead.acquaintance._agreed = lambda _sender, content: (
        [host.false_lead.seal(CUSTOMER, opened[0])] if isinstance(content, WordsCommitment) else []
    )
    with pytest.raises(SealError, match="committed"):
        host.meet_customer()


def test_no_word_of_it_is_in_what_the_host_sees() -> None:
    host = session(1, 2)
    agreement = host.members[LEAD].seat.agreements[0]
    boxes = [sealed.box for sealed in host.wire if isinstance(sealed, Sealed)]
    assert not any(part in box for box in boxes for part in (agreement.nonce, agreement.opening, agreement.commitment))

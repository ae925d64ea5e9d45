"""The page's sealing in a real browser, by WebCrypto, against the Python side: keys, joins, introductions, chat."""

from __future__ import annotations

import base64
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from protocol.notation.joincode import new_link_secret
from protocol.seat.conversation import Conversation
from protocol.seat.member import Member
from protocol.seat.seat_key import SeatKey
from protocol.trust.device import Device
from protocol.trust.introduction import (
    KEPT_LIMIT,
    NOBODY,
    OFFER_VOCABULARY,
    Book,
    Introductions,
    Known,
    public_key,
    shared_key,
)
from protocol.trust.join_proof import Grant, LeadExchange, SealError
from protocol.trust.sealing import OF_POINTING, OF_SHARE, Keyring
from protocol.trust.words import Agreement, Agreements
from protocol.vocabulary.chat import Chat, PrivateChat
from protocol.vocabulary.content import Profile, Revoked, Vouch, WordsCommitment, WordsOpening
from protocol.vocabulary.content_vocabulary import CUSTOMER_VOCABULARY
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.input import KeyChanged
from protocol.vocabulary.messages import Channel, MemberLeft, Reason, Role, Room, Sealed, Seat, SessionState
from tests.helpers.chromium import Chromium, chromium
from tests.system.stage.web_files import served

pytestmark = pytest.mark.system

SESSION = bytes(range(16))
SECRET, OTHER = bytes(range(1, 33)), bytes(range(101, 133))
SALT, OTHER_SALT = b"a" * 16, b"b" * 16
KEY = b"k" * 32
LEAD, PAGE, COLLEAGUE = 1, 2, 3
DEVICE = Device(b"x" * 32, b"y" * 32)


def to64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture(scope="module")
def tab() -> Iterator[Chromium]:
    with served() as address, chromium(Chromium) as tab:
        tab.open(address)
        tab.run('import("/test/sealing_page.js").then((module) => { globalThis.page = module; })')
        yield tab


def call(tab: Chromium, name: str, *arguments: Any) -> Any:
    return tab.run(f"page.{name}(...{json.dumps(arguments)})")


# -- the same bytes on both sides -------------------------------------------------------------------------------


def test_both_sides_derive_the_same_keys(tab: Chromium) -> None:
    shared = shared_key(SECRET, public_key(OTHER))
    derived = HKDF(SHA256(), 32, salt=None, info=b"about").derive(shared)
    found = call(tab, "keys", {"secret": to64(SECRET), "other": to64(public_key(OTHER)), "info": to64(b"about")})
    assert [from64(each) for each in found] == [public_key(SECRET), shared, derived]


@pytest.mark.parametrize("key", [bytes(32), b"\x01" + bytes(31), bytes(31), b""])
def test_a_key_that_is_good_for_nothing_is_refused(tab: Chromium, key: bytes) -> None:
    assert call(tab, "badKey", to64(key)) == {"bad": "no public key"}


def test_the_page_offers_its_key_as_a_viewer_does(tab: Chromium) -> None:
    viewer = Introductions(session=SESSION, own=PAGE, customer=True, secret=SECRET, key=KEY, book=Book())
    terms = {"session": to64(SESSION), "own": PAGE, "secret": to64(SECRET), "key": to64(KEY), "to": LEAD}
    nothing = {"fresh": to64(bytes(32)), "fresh_proof": to64(bytes(32))}  # filled in for the attachment
    assert OFFER_VOCABULARY.decode(from64(call(tab, "offers", terms | nothing))) == viewer.offer(LEAD)


def test_the_page_seals_byte_for_byte_as_a_viewer_does(tab: Chromium) -> None:
    viewer = Keyring(SESSION, PAGE, SECRET)
    viewer.set_own_salt(SALT)
    viewer.set_peer_salt(LEAD, OTHER_SALT)
    lead = Keyring(SESSION, LEAD, OTHER)
    lead.set_own_salt(OTHER_SALT)
    lead.set_peer_salt(PAGE, SALT)
    proof = lead.prove(PAGE, public_key(SECRET))
    viewer.introduce(LEAD, public_key(OTHER), lead.fresh, proof)
    says: list[list[str]] = [["chat", "Grüße"], ["chat", "again"], ["talk", "x"], ["share", "1"], ["share"]]
    says += [["share", "2"], ["pointing"], ["pointing"], ["pointing", "3"], ["chat", "\U0001f44b"]]
    expected = [viewer.prove(LEAD, public_key(OTHER))]
    for channel, *text in says:
        if text:
            expected.append(viewer.seal(LEAD, Channel(channel), text[0].encode()))
        else:
            viewer.new_run(frozenset({Channel(channel)}) & (OF_SHARE | OF_POINTING))
    terms = {"session": to64(SESSION), "own": PAGE, "secret": to64(SECRET), "salt": to64(SALT), "says": says}
    terms |= {"other": LEAD, "otherSalt": to64(OTHER_SALT), "otherKey": to64(public_key(OTHER))}
    terms |= {"freshSecret": to64(viewer._fresh_secret), "fresh": to64(lead.fresh), "proof": to64(proof)}
    assert [from64(box) for box in call(tab, "boxes", terms)] == expected


def test_the_page_commits_to_the_same_words_as_a_console(tab: Chromium) -> None:
    nonces, keys = (bytes([17]) * 32, bytes([18]) * 32), (public_key(SECRET), public_key(OTHER))
    page, lead = (
        Agreements(session=SESSION, own=own, public=public, kept=(Agreement(other, key, nonce),))
        for own, other, public, key, nonce in ((PAGE, LEAD, *keys, nonces[0]), (LEAD, PAGE, *keys[::-1], nonces[1]))
    )
    of_lead, of_page = Known(LEAD, keys[1], customer=False), Known(PAGE, keys[0], customer=True)
    terms = {"session": to64(SESSION), "own": PAGE, "secret": to64(SECRET), "other": LEAD, "otherKey": to64(keys[1])}
    terms |= {"nonce": to64(nonces[0]), "commitment": to64(lead.commit(of_page) or b""), "opening": to64(nonces[1])}
    commitment, opening, words = call(tab, "agrees", terms)
    assert from64(commitment) == page.commit(of_lead)
    assert from64(opening) == page.committed(of_lead, from64(terms["commitment"])) == nonces[0]
    page.opened(of_lead, nonces[1])
    assert tuple(words) == page.words(of_lead) is not None


# -- the join ---------------------------------------------------------------------------------------------------


class Join:
    """One join of a page's."""

    names = itertools.count()

    def __init__(self, tab: Chromium, secret: str, *, number: int = 1) -> None:
        self.tab, self.name = tab, f"globalThis.join{next(self.names)}"
        terms = {"secret": secret, "session": to64(SESSION), "join": number, "nonce": to64(bytes(range(32)))}
        tab.run(f"{self.name} = new page.Joiner({json.dumps(terms)}), 0")

    def start(self) -> bytes:
        return from64(self.tab.run(f"{self.name}.start()"))

    def step(self, data: bytes) -> Any:
        return self.tab.run(f"{self.name}.step({json.dumps(to64(data))})")


def leads(secret: str) -> LeadExchange:
    return LeadExchange(secrets={"web": secret}, session=SESSION, join=1, role=Role.CUSTOMER, fingerprint=bytes(32))


GRANT = Grant(key=KEY, lead_name="Ada", customer_name="Jörg", channel="")


def test_a_page_with_the_links_secret_joins(tab: Chromium) -> None:
    secret = new_link_secret()
    page, lead = Join(tab, secret), leads(secret)
    lead.verify(from64(page.step(lead.respond(page.start()))))
    assert page.step(lead.grant(GRANT)) == {"grant": "Jörg"}


def test_neither_side_believes_another_secret_or_join(tab: Chromium) -> None:
    secret = new_link_secret()
    for page in (Join(tab, new_link_secret()), Join(tab, secret, number=2)):
        lead = leads(secret)
        answer = from64(page.step(lead.respond(page.start())))
        with pytest.raises(SealError):
            lead.verify(answer)
        lead._verified = True  # it grants whatever was proved
        assert page.step(lead.grant(GRANT)) == {"bad": "wrong proof"}


def test_a_page_believes_no_grant_that_was_changed(tab: Chromium) -> None:
    secret = new_link_secret()
    for at in (0, 40, -1):
        page, lead = Join(tab, secret), leads(secret)
        lead.verify(from64(page.step(lead.respond(page.start()))))
        step = bytearray(lead.grant(GRANT))
        step[at] ^= 1
        assert "bad" in page.step(bytes(step))


@pytest.mark.parametrize(("relayed", "events"), [("ACME Proxy", [["relayed_other", "ACME Proxy"]]), ("", [])])
def test_a_page_says_what_relays_the_lead(tab: Chromium, relayed: str, events: list[list[str]]) -> None:
    assert call(tab, "letIn", {"relayed": relayed}) == events


# -- a session --------------------------------------------------------------------------------------------------


class Both:
    """A lead of Python and a page, and the host between them, by hand; its `wire` is what waits for each."""

    def __init__(self, tab: Chromium) -> None:
        self.tab = tab
        self.name = f"globalThis.seat{next(Join.names)}"
        seat = SeatKey(session=SESSION, member=LEAD, role=Role.LEAD, token=bytes(32), key=bytes(32), secret=OTHER)
        seat = replace(seat, device=DEVICE.public.signing)
        self.lead = Member(seat, "Theo", Conversation(LEAD, "Theo"), sign=DEVICE.sign)
        key = self.lead.introductions.grant(customer=True)
        terms = {"session": to64(SESSION), "member": PAGE, "key": to64(key), "secret": to64(SECRET)}
        tab.run(f"{self.name} = new page.Seat({json.dumps(terms)}), 0")
        self.generation = 0
        self.to_lead: list[Sealed] = []
        self.to_page: list[Sealed] = []

    def attach(self) -> None:
        """Let both attach anew; what was under way is lost."""
        self.generation += 1
        salt, page_salt = self.lead.attach().salt, from64(self.tab.run(f"{self.name}.attach()"))
        seats = tuple(
            Seat(member=member, role=role, present=True, generation=self.generation, salt=each)
            for member, role, each in ((LEAD, Role.LEAD, salt), (PAGE, Role.CUSTOMER, page_salt))
        )
        room = Room(session=SESSION, state=SessionState.ACTIVE, seats=seats, sharing=0)
        self.to_page = [message for message in self.lead.room(room) if isinstance(message, Sealed)]
        self.to_lead = self.page(HOST_VOCABULARY.encode(room))

    def page(self, data: bytes) -> list[Sealed]:
        """Tell the page something; return what it answers."""
        answer = self.tab.run(f"{self.name}.receive({json.dumps(to64(data))})")
        assert isinstance(answer, list), answer
        return [self._sealed(text) for text in answer]

    def passed_on(self, sealed: Sealed, sender: int) -> bytes:
        fields = {field: getattr(sealed, field) for field in ("session", "generation", "channel", "box")}
        return HOST_VOCABULARY.encode(Sealed(member=sender, **fields))

    def carry(self, *, to_page: bool) -> None:
        """Carry the next message in one direction, if one waits."""
        if to_page and self.to_page:
            self.to_lead += self.page(self.passed_on(self.to_page.pop(0), LEAD))
        elif not to_page and self.to_lead:
            sealed = self.to_lead.pop(0)
            opened = self.lead.open(Sealed(**{**vars(sealed), "member": PAGE}))
            if opened is not None:
                self.to_page += [m for m in self.lead.talk(*opened, now_ms=0)[1] if isinstance(m, Sealed)]

    def settle(self) -> None:
        """Carry everything until nothing waits any more."""
        while self.to_lead or self.to_page:
            self.carry(to_page=True)
            self.carry(to_page=False)

    def lead_says(self, text: str) -> None:
        self.to_page += [m for m in self.lead.say(text, 4)[1] if isinstance(m, Sealed)]

    def page_says(self, text: str) -> None:
        self.to_lead += [self._sealed(each) for each in self.tab.run(f"{self.name}.say({json.dumps(text)})")]

    def page_lines(self) -> list[list[Any]]:
        return list(self.tab.run(f"{self.name}.lines()"))

    def lead_lines(self) -> list[list[Any]]:
        return [[line.author, line.text, line.delivered] for line in self.lead.conversation.lines]

    def page_words(self) -> list[int] | None:
        found: list[int] | None = self.tab.run(f"{self.name}.member.wordsWith({LEAD})")
        return found

    def refuses(self, sealed: Sealed) -> str:
        answer = self.tab.run(f"{self.name}.receive({json.dumps(to64(self.passed_on(sealed, LEAD)))})")
        return str(answer["bad"])

    @staticmethod
    def _sealed(text: str) -> Sealed:
        message = HOST_VOCABULARY.decode(from64(text))
        assert isinstance(message, Sealed)
        return message


@pytest.fixture
def both(tab: Chromium) -> Both:
    both = Both(tab)
    both.attach()
    both.settle()
    return both


def test_lead_and_page_believe_each_other_and_chat(both: Both) -> None:
    assert (both.lead.reached(), both.lead.names) == ([PAGE], {PAGE: "Clara"})
    both.lead_says("Good day")
    both.page_says("Grüße \U0001f44b")
    both.settle()
    expected = [[PAGE, "Grüße \U0001f44b", True], [LEAD, "Good day", False]]
    assert sorted(both.page_lines()) == sorted(expected)
    assert sorted(both.lead_lines()) == sorted([[PAGE, "Grüße \U0001f44b", False], [LEAD, "Good day", True]])


def test_lead_and_page_see_the_same_words_and_keep_them(both: Both) -> None:
    words = both.lead.words_with(PAGE)
    assert words is not None
    assert both.page_words() == list(words)
    both.attach()
    both.settle()
    assert (both.lead.words_with(PAGE), both.page_words()) == (words, list(words))
    both.tab.run(f"{both.name}.again(), 0")  # loaded anew
    both.attach()
    both.settle()
    assert (both.lead.words_with(PAGE), both.page_words()) == (words, list(words))


@pytest.mark.parametrize("carried", range(12))
def test_lead_and_page_come_to_the_same_words_wherever_the_link_breaks(tab: Chromium, carried: int) -> None:
    both = Both(tab)
    both.attach()
    for turn in range(carried):
        both.carry(to_page=turn % 2 == 0)
    both.attach()
    both.settle()
    words = both.lead.words_with(PAGE)
    assert words is not None
    assert both.page_words() == list(words)


def test_a_page_takes_no_second_commitment_and_no_wrong_opening(tab: Chromium) -> None:
    for contents, bad in (
        ([WordsCommitment(commitment=bytes(32)), WordsCommitment(commitment=b"x" * 32)], "a second commitment"),
        ([WordsCommitment(commitment=bytes(32)), WordsOpening(nonce=bytes(32))], "not what was committed to"),
        ([WordsOpening(nonce=bytes(32))], "not what was committed to"),
    ):
        both = Both(tab)
        both.lead.acquaintance.commitment = lambda _to: []  # type: ignore[method-assign]
        both.attach()
        both.settle()
        assert both.page_words() is None
        *first, last = [both.lead.seal(PAGE, content) for content in contents]
        for sealed in first:
            both.page(both.passed_on(sealed, LEAD))
        assert both.refuses(last) == bad
        assert both.page_words() is None


def test_a_page_answers_no_commitment_of_who_has_not_said_a_name(tab: Chromium) -> None:
    both = Both(tab)
    both.lead._greeting = both.lead.acquaintance.commitment  # type: ignore[method-assign]
    both.attach()
    answers: list[Any] = []
    while both.to_lead or both.to_page:
        both.carry(to_page=False)
        if both.to_page:
            data = to64(both.passed_on(both.to_page.pop(0), LEAD))
            answers.append(both.tab.run(f"{both.name}.receive({json.dumps(data)})"))
            both.to_lead += [both._sealed(text) for text in answers[-1] if isinstance(answers[-1], list)]
    assert next(answer for answer in answers if not isinstance(answer, list)) == {"bad": "words before a name"}
    assert both.page_words() is None


def test_each_line_arrives_once_over_breaks_wherever_they_cut(both: Both) -> None:
    chance = random.Random(7)
    for turn in range(12):
        both.lead_says(f"L{turn}")
        both.page_says(f"P{turn}")
        for _ in range(chance.randrange(16)):  # that much gets through before all that is under way is lost
            both.carry(to_page=chance.random() < 0.5)
        both.attach()
    both.settle()
    for lines in (both.page_lines(), both.lead_lines()):
        assert [text for author, text, _ in lines if author == LEAD] == [f"L{turn}" for turn in range(12)]
        assert [text for author, text, _ in lines if author == PAGE] == [f"P{turn}" for turn in range(12)]
    assert all(delivered for author, _, delivered in both.page_lines() if author == PAGE)


def test_what_was_changed_repeated_or_left_out_does_not_open(both: Both) -> None:
    both.lead_says("one")
    both.lead_says("two")
    first, second = both.to_page
    changed = Sealed(**{**vars(first), "box": first.box[:-1] + bytes([first.box[-1] ^ 1])})
    assert both.refuses(second) == "a box does not open"
    assert both.refuses(changed) == "a box does not open"
    assert both.refuses(Sealed(**{**vars(first), "channel": Channel.TALK})) == "a box does not open"
    both.to_lead += both.page(both.passed_on(first, LEAD))
    assert both.refuses(first) == "a box does not open"
    assert both.refuses(Sealed(**{**vars(first), "box": b""})) == "a run does not come back"
    assert both.refuses(Sealed(**{**vars(first), "box": b"\0\0\0\1" + first.box[4:]})) == "a run does not come back"


def test_a_page_takes_no_input_no_private_line_and_nothing_over_another_channel(both: Both) -> None:
    for content in (KeyChanged(keysym=0xFF0D, pressed=True), PrivateChat(number=1, time_ms=1, text="psst")):
        sealed = both.lead.acquaintance.sealed(
            PAGE, Channel.TALK, both.lead._keyring.seal(PAGE, Channel.TALK, _bytes(content))
        )
        assert both.page(both.passed_on(sealed, LEAD)) == []  # it has no words for that
    for channel, content in ((Channel.TALK, Chat(number=1, time_ms=1, text="x")), (Channel.CHAT, Profile(name="x"))):
        sealed = both.lead.acquaintance.sealed(PAGE, channel, both.lead._keyring.seal(PAGE, channel, _bytes(content)))
        assert "from lead over" in both.refuses(sealed)
    assert both.page_lines() == []


def _bytes(content: Any) -> bytes:
    return CUSTOMER_VOCABULARY.encode(content)


def test_a_page_believes_no_other_key_for_the_lead(both: Both) -> None:
    stranger = Introductions(session=SESSION, own=LEAD, customer=False, secret=b"z" * 32, key=KEY, book=Book())
    box = b"\xff" * 4 + OFFER_VOCABULARY.encode(stranger.offer(PAGE))
    sealed = Sealed(session=SESSION, member=PAGE, generation=both.generation, channel=Channel.TALK, box=box)
    assert both.refuses(sealed) == "a member has another key"


def test_a_page_believes_a_colleague_with_the_leads_ticket_and_no_other(both: Both) -> None:
    secret, salt = b"c" * 32, b"s" * 16
    page_key = public_key(SECRET)
    (ticket,) = both.lead.introductions.tickets(public_key(secret), device=b"")
    assert isinstance(ticket, Vouch)
    own = list(both.lead.seats.values())
    seat = Seat(member=COLLEAGUE, role=Role.COLLABORATOR, present=True, generation=1, salt=salt)
    both.page(HOST_VOCABULARY.encode(Room(session=SESSION, state=SessionState.ACTIVE, seats=(*own, seat), sharing=0)))
    book = Introductions(session=SESSION, own=COLLEAGUE, customer=False, secret=secret, key=b"", book=Book())
    book.believe([ticket], LEAD)
    good = replace(book.offer(PAGE), known=False)
    bad = OFFER_VOCABULARY.encode(type(good)(**{**vars(good), "proof": good.proof[:-1] + b"\0"}))
    for data, answers in ((bad, 0), (OFFER_VOCABULARY.encode(good), 1)):
        sealed = Sealed(session=SESSION, member=COLLEAGUE, generation=1, channel=Channel.TALK, box=b"\xff" * 4 + data)
        assert len(both.page(HOST_VOCABULARY.encode(sealed))) >= answers
        known = both.tab.run(f"{both.name}.member.introductions.known({COLLEAGUE}) !== null")
        assert known is bool(answers)
    assert ticket.key == page_key


@pytest.mark.parametrize(
    ("lead_shown", "heard_s_ago", "believed"),
    [(True, 0, False), (False, 0, True), (False, 119, True), (False, 121, False)],
)
def test_a_page_that_is_kept_apart_from_the_lead_believes_no_ticket_past_them(
    both: Both, lead_shown: bool, heard_s_ago: int, believed: bool
) -> None:
    secret = b"c" * 32
    (ticket,) = both.lead.introductions.tickets(public_key(secret), device=b"")
    both.attach()
    both.to_page.clear()  # the host passes nothing on
    lead, own = both.lead.seats[LEAD], both.lead.seats[PAGE]
    seat = Seat(member=COLLEAGUE, role=Role.COLLABORATOR, present=True, generation=1, salt=b"s" * 16)
    seats = (replace(lead, present=lead_shown), own, seat)
    both.page(HOST_VOCABULARY.encode(Room(session=SESSION, state=SessionState.ACTIVE, seats=seats, sharing=0)))
    both.tab.run(f"{both.name}.member._heard.set({LEAD}, performance.now() - {1000 * heard_s_ago}), 0")
    book = Introductions(session=SESSION, own=COLLEAGUE, customer=False, secret=secret, key=b"", book=Book())
    book.believe([ticket], LEAD)
    box = b"\xff" * 4 + OFFER_VOCABULARY.encode(replace(book.offer(PAGE), known=False))
    both.page(
        HOST_VOCABULARY.encode(Sealed(session=SESSION, member=COLLEAGUE, generation=1, channel=Channel.TALK, box=box))
    )
    assert both.tab.run(f"{both.name}.member.introductions.known({COLLEAGUE}) !== null") is believed


def test_a_page_believes_no_attachment_that_the_leads_device_has_not_signed(tab: Chromium) -> None:
    for sign in (None, Device(b"x" * 32, b"z" * 32).sign, lambda data: DEVICE.sign(data + b"x")):
        both = Both(tab)
        both.lead.acquaintance._sign = sign
        both.attach()
        (offer,) = both.to_page
        assert both.refuses(offer) == "an attachment that its device has not signed"


def test_a_page_believes_nobody_of_whom_the_lead_says_that_they_are_gone(both: Both) -> None:
    secret = b"c" * 32
    (ticket,) = both.lead.introductions.tickets(public_key(secret), device=b"")
    own = list(both.lead.seats.values())
    seat = Seat(member=COLLEAGUE, role=Role.COLLABORATOR, present=True, generation=1, salt=b"s" * 16)
    room = HOST_VOCABULARY.encode(Room(session=SESSION, state=SessionState.ACTIVE, seats=(*own, seat), sharing=0))
    gone = both.lead.acquaintance.revoke(COLLEAGUE, public_key(secret))
    both.page(both.passed_on(both.lead.seal(PAGE, gone), LEAD))
    both.page(room)
    book = Introductions(session=SESSION, own=COLLEAGUE, customer=False, secret=secret, key=b"", book=Book())
    book.believe([ticket], LEAD)
    box = b"\xff" * 4 + OFFER_VOCABULARY.encode(replace(book.offer(PAGE), known=False))
    sealed = Sealed(session=SESSION, member=COLLEAGUE, generation=1, channel=Channel.TALK, box=box)
    assert both.page(HOST_VOCABULARY.encode(sealed)) == []
    assert both.tab.run(f"{both.name}.member.introductions.known({COLLEAGUE}) === null")
    assert not both.tab.run(f"{both.name}.member.seats.has({COLLEAGUE})")


@pytest.mark.parametrize("told", [True, False], ids=["said to have left", "left out of a room"])
def test_a_page_takes_no_seat_that_was_gone(both: Both, told: bool) -> None:
    shown = Room(session=SESSION, state=SessionState.ACTIVE, seats=tuple(both.lead.seats.values()), sharing=0)
    seat = Seat(member=COLLEAGUE, role=Role.COLLABORATOR, present=True, generation=1, salt=b"s" * 16)
    both.page(HOST_VOCABULARY.encode(replace(shown, seats=(*shown.seats, seat))))
    gone = MemberLeft(session=SESSION, member=COLLEAGUE, reason=Reason.LEFT) if told else shown
    both.page(HOST_VOCABULARY.encode(gone))
    again = HOST_VOCABULARY.encode(replace(shown, seats=(*shown.seats, replace(seat, generation=2))))
    answer = both.tab.run(f"{both.name}.receive({json.dumps(to64(again))})")
    assert answer == {"bad": "a seat that was gone"}


# -- messages ---------------------------------------------------------------------------------------------------

BAD = {
    "no MessagePack": b"\xc1",
    "no map": b"\x93\x01\x02\x03",
    "no tag": b"\x81\xa1x\x01",
    "more behind it": HOST_VOCABULARY.encode(Room(session=SESSION, state="active", seats=(), sharing=0)) + b"\x00",
    "a name that is none": b"\x82\xa1t\xa7profile\xa4name\x01",
    "a time that is none": b"\x84\xa1t\xa4chat\xa6number\xff\xa7time_ms\x01\xa4text\xa0",
    "too long a line": b"\x84\xa1t\xa4chat\xa6number\x01\xa7time_ms\x01\xa4text\xda\x0f\xa1" + 4001 * b"x",
    "a key of an object's own": b"\x82\xa1t\xa7profile\xa9__proto__\x80",
    "longer than any may be": b"\x82\xa1t\xa7profile\xa4name\xda\xff\xff" + bytes(65535),
}


@pytest.mark.parametrize("name", BAD)
def test_a_message_that_does_not_fit_is_refused(tab: Chromium, name: str) -> None:
    for content in (True, False):
        answer = call(tab, "decoded", to64(BAD[name]), content)
        assert "bad" in answer or answer == "ignored"
    assert "bad" in call(tab, "decoded", to64(BAD[name]), name != "more behind it")


def test_a_newer_peers_message_is_ignored(tab: Chromium) -> None:
    assert call(tab, "decoded", to64(b"\x82\xa1t\xa6future\xa1x\x01"), True) == "ignored"
    assert call(tab, "decoded", to64(b"\x83\xa1t\xa7profile\xa4name\xa1x\xa3new\x01"), True) == "profile"


def test_a_page_that_is_sent_away_comes_back_at_once_to_whichever_host_is_next(tab: Chromium) -> None:
    place, links, delays_ms = tab.run("page.sentAway(5)")
    assert (place, links, delays_ms) == (3, 6, 5 * [250])


ELSEWHERE = 5  # what the host calls the colleague to the page


class Stranger:
    """A colleague with the lead's ticket for the page, whom the host shows there alone."""

    def __init__(self, both: Both) -> None:
        self.both, secret = both, b"c" * 32
        self.key = public_key(secret)
        introductions = Introductions(
            session=SESSION, own=ELSEWHERE, customer=False, secret=secret, key=KEY, book=Book()
        )
        introductions.meet_lead(LEAD, both.lead.introductions.public, both.lead.seat.device)
        introductions.believe(both.lead.introductions.tickets(self.key, device=b""), LEAD)
        seat = SeatKey(SESSION, ELSEWHERE, Role.COLLABORATOR, bytes(32), KEY, secret, introductions.book)
        self.member = Member(seat, "Carl", Conversation(ELSEWHERE, "Carl"))
        salt = self.member.attach().salt
        own = Seat(member=ELSEWHERE, role=Role.COLLABORATOR, present=True, generation=1, salt=salt)
        room = Room(session=SESSION, state=SessionState.ACTIVE, seats=(*both.lead.seats.values(), own), sharing=0)
        self.room = HOST_VOCABULARY.encode(room)
        self.to_page = [m for m in self.member.room(room) if isinstance(m, Sealed) and m.member == PAGE]
        self.hears(both.page(self.room))
        while self.to_page:
            self.hears(both.page(both.passed_on(self.to_page.pop(0), ELSEWHERE)))

    def hears(self, boxes: list[Sealed]) -> None:
        for sealed in [box for box in boxes if box.member == ELSEWHERE]:
            opened = self.member.open(Sealed(**{**vars(sealed), "member": PAGE}))
            if opened is not None:
                self.to_page += [m for m in self.member.talk(*opened, now_ms=0)[1] if isinstance(m, Sealed)]

    def reached(self) -> bool:
        return bool(self.both.tab.run(f"{self.both.name}.member.reached.includes({ELSEWHERE})"))


@pytest.mark.parametrize("said", ["another number", "no seat", "no key"])
def test_whom_the_lead_calls_gone_the_page_seals_for_no_more_whatever_number_the_host_gave_them(
    both: Both, said: str
) -> None:
    colleague = Stranger(both)
    assert colleague.reached()
    members = {"another number": COLLEAGUE, "no seat": 0, "no key": ELSEWHERE}
    gone = Revoked(member=members[said], key=NOBODY if said == "no key" else colleague.key)
    both.page(both.passed_on(both.lead.seal(PAGE, gone), LEAD))
    assert not colleague.reached()
    assert both.tab.run(f"{both.name}.member.dismissed") == [ELSEWHERE]
    both.page_says("my PIN is 4711")
    assert [box.member for box in both.to_lead if box.channel is Channel.CHAT] == [LEAD]


def test_who_never_came_pushes_nobody_out_of_a_pages_list_of_the_removed(both: Both) -> None:
    key = public_key(b"c" * 32)
    gone = [Revoked(member=COLLEAGUE, key=key)]
    gone += [Revoked(member=number, key=NOBODY) for number in range(100, 100 + 2 * KEPT_LIMIT)]
    for content in gone:
        both.page(both.passed_on(both.lead.seal(PAGE, content), LEAD))
    book = f"{both.name}.member.introductions.book.revoked"
    assert both.tab.run(f"[{book}.length, {book}[0].member]") == [1, COLLEAGUE]


def test_whoever_has_said_a_name_keeps_it_in_a_page(both: Both) -> None:
    name = both.lead.name
    both.page(both.passed_on(both.lead.seal(PAGE, Profile(name="Somebody Else")), LEAD))
    assert both.tab.run(f"{both.name}.member.names.get({LEAD})") == name

"""Only who has the secret, in this join, in this role, over this host's certificate, gets the session key."""

import hmac
from typing import Any

import msgpack
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.notation.joincode import JoinCode, Kind, new_link_secret
from protocol.trust.join_proof import (
    ELEMENT_BYTES,
    GRANT_VOCABULARY,
    PROOF_BYTES,
    RELAYED,
    WRONG_TRIES_LIMIT,
    Grant,
    JoinerExchange,
    LeadExchange,
    SealError,
    TryCount,
)
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.joins import STEP_LIMIT
from protocol.vocabulary.messages import Role

SESSION = bytes(range(16))
FINGERPRINT = bytes(range(32))
LINK_SECRET = new_link_secret()
SECRETS: dict[Kind, str] = {"code": "00017", "link": LINK_SECRET}
GRANT = Grant(key=bytes(range(32)), lead_name="Ada", customer_name="Jörg", channel="")


def code(kind: Kind = "code", secret: str | None = None) -> JoinCode:
    return JoinCode("0412", secret or SECRETS[kind], kind, None, None)


def joiner(**changed: Any) -> JoinerExchange:
    terms = {"code": code(), "session": SESSION, "join": 1, "role": Role.CUSTOMER, "fingerprint": FINGERPRINT}
    return JoinerExchange(**(terms | changed))


def lead(**changed: Any) -> LeadExchange:
    terms = {"secrets": SECRETS, "session": SESSION, "join": 1, "role": Role.CUSTOMER, "fingerprint": FINGERPRINT}
    return LeadExchange(**(terms | changed))


def granted(joins: JoinerExchange, leads: LeadExchange) -> Grant:
    answer = joins.answer(leads.respond(joins.start()))
    leads.verify(answer)
    return joins.finish(leads.grant(GRANT))


@pytest.mark.parametrize("kind", ["code", "link"])
def test_who_has_the_secret_is_granted_the_key(kind: Kind) -> None:
    assert granted(joiner(code=code(kind)), lead()) == GRANT


def test_the_steps_have_their_lengths() -> None:
    joins, leads = joiner(), lead()
    first = joins.start()
    second = leads.respond(first)
    third = joins.answer(second)
    assert (first[:1], len(first), len(second), len(third)) == (b"c", 1 + ELEMENT_BYTES, ELEMENT_BYTES, PROOF_BYTES)
    leads.verify(third)
    assert len(leads.grant(GRANT)) <= STEP_LIMIT


DISAGREEMENTS: dict[str, dict[str, Any]] = {
    "another secret": {"code": code(secret="00018")},
    "another session": {"session": bytes(16)},
    "another join": {"join": 2},
    "another role": {"role": Role.COLLABORATOR},
    "another certificate, as behind a man in the middle": {"fingerprint": bytes(32)},
    "the other kind with the same digits": {"code": code("link", "00017")},
}


@pytest.mark.parametrize("name", DISAGREEMENTS)
def test_a_joiner_who_differs_in_anything_is_not_verified(name: str) -> None:
    joins, leads = joiner(**DISAGREEMENTS[name]), lead()
    answer = joins.answer(leads.respond(joins.start()))
    with pytest.raises(SealError):
        leads.verify(answer)
    with pytest.raises(RuntimeError):
        leads.grant(GRANT)


@pytest.mark.parametrize("name", DISAGREEMENTS)
def test_a_lead_who_differs_in_anything_is_not_believed(name: str) -> None:
    joins, false_lead = joiner(**DISAGREEMENTS[name]), lead()
    joins.answer(false_lead.respond(joins.start()))
    false_lead._verified = True  # it grants whatever was proved
    with pytest.raises(SealError):
        joins.finish(false_lead.grant(GRANT))


def test_nothing_is_granted_before_a_proof() -> None:
    leads = lead()
    with pytest.raises(RuntimeError):
        leads.grant(GRANT)
    leads.respond(joiner().start())
    with pytest.raises(RuntimeError):
        leads.grant(GRANT)


def test_a_proof_is_tried_once_and_a_grant_is_made_once() -> None:
    joins, leads = joiner(), lead()
    answer = joins.answer(leads.respond(joins.start()))
    with pytest.raises(SealError):
        leads.verify(bytes(PROOF_BYTES))
    with pytest.raises(SealError):
        leads.verify(answer)
    joins, leads = joiner(), lead()
    leads.verify(joins.answer(leads.respond(joins.start())))
    leads.grant(GRANT)
    with pytest.raises(RuntimeError):
        leads.grant(GRANT)


def test_steps_out_of_order_are_refused() -> None:
    with pytest.raises(SealError):
        lead().verify(bytes(PROOF_BYTES))
    with pytest.raises(SealError):
        joiner().finish(bytes(100))
    joins, leads = joiner(), lead()
    first = joins.start()
    second = leads.respond(first)
    joins.answer(second)
    with pytest.raises(SealError):
        leads.respond(first)
    with pytest.raises(SealError):
        joins.answer(second)


def test_a_message_sent_back_to_its_sender_proves_nothing() -> None:
    joins = joiner()
    first = joins.start()
    with pytest.raises(SealError):
        joins.answer(first[1:])
    joins, leads = joiner(), lead()
    answer = joins.answer(leads.respond(joins.start()))
    with pytest.raises(SealError):
        joins.finish(answer + bytes(100))


def test_the_proof_of_one_join_is_worth_nothing_in_the_next() -> None:
    joins, leads = joiner(), lead()
    first = joins.start()
    answer = joins.answer(leads.respond(first))
    later = lead()
    later.respond(first)
    with pytest.raises(SealError):
        later.verify(answer)


@pytest.mark.parametrize("byte", range(0, PROOF_BYTES + 20, 3))
def test_a_changed_grant_is_not_opened(byte: int) -> None:
    joins, leads = joiner(), lead()
    leads.verify(joins.answer(leads.respond(joins.start())))
    step = bytearray(leads.grant(GRANT))
    step[byte] ^= 1
    with pytest.raises(SealError):
        joins.finish(bytes(step))


LOW_ORDER = [bytes(32), b"\x01" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f", b"\xed" + b"\xff" * 30 + b"\x7f"]
BAD_STEPS = {
    "nothing": b"",
    "an unknown kind": b"x" + bytes(33),
    "only the kind": b"c",
    "too short": b"cA" + bytes(31),
    "too long": b"cA" + bytes(33),
    "the wrong side": b"cB" + bytes(32),
    **{f"an element of low order, {n}": b"cA" + element for n, element in enumerate(LOW_ORDER)},
    "no point of the curve": b"cA" + b"\x02" + bytes(31),
}


@pytest.mark.parametrize("name", BAD_STEPS)
def test_a_first_step_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(SealError):
        lead().respond(BAD_STEPS[name])


def test_an_element_with_a_byte_more_is_refused_by_both_sides() -> None:
    first = joiner().start()
    with pytest.raises(SealError):
        lead().respond(first + b"\x00")
    joins, leads = joiner(), lead()
    second = leads.respond(joins.start())
    with pytest.raises(SealError):
        joins.answer(second + b"\x00")


def test_a_kind_of_secret_that_the_code_has_not_is_refused() -> None:
    with pytest.raises(SealError):
        lead(secrets={"link": LINK_SECRET}).respond(joiner().start())


def test_a_fingerprint_is_a_whole_sha256() -> None:
    for fingerprint in (b"", bytes(31)):
        with pytest.raises(ValueError, match="SHA-256"):
            joiner(fingerprint=fingerprint)


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=80), head=st.sampled_from([b"", b"c", b"l", b"cA", b"lA"]))
def test_any_first_step_is_answered_or_refused(data: bytes, head: bytes) -> None:
    leads = lead()
    try:
        assert len(leads.respond(head + data)) == ELEMENT_BYTES
    except SealError:
        return
    with pytest.raises(SealError):
        leads.verify(data[:PROOF_BYTES])


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=80), head=st.sampled_from([b"", b"B"]))
def test_any_answer_of_a_lead_is_taken_or_refused(data: bytes, head: bytes) -> None:
    joins = joiner()
    joins.start()
    try:
        joins.answer(head + data)
    except SealError:
        return
    with pytest.raises(SealError):
        joins.finish(data)


def test_a_lead_with_the_secret_who_grants_no_grant_is_refused() -> None:
    joins, leads = joiner(), lead()
    leads.verify(joins.answer(leads.respond(joins.start())))
    assert leads._secrets is not None
    for plain in ({"t": "seat_grant", "key": b"short", "lead_name": "", "customer_name": ""}, {"t": "later"}):
        box = AESGCM(leads._secrets._grant).encrypt(bytes(12), msgpack.packb(plain), leads._secrets._context)
        with pytest.raises(BadMessage):
            joins.finish(leads._secrets.lead_proof() + box)


# -- tries ----------------------------------------------------------------------------------------------------------


def test_the_fourth_proof_is_not_looked_at_even_if_it_were_right() -> None:
    tries, looked_at = TryCount(), 0
    for guess in ("00001", "00002", "00003", "00017"):
        joins, leads = joiner(code=code(secret=guess)), lead()
        proof = joins.answer(leads.respond(joins.start()))
        if tries.spent:
            break
        looked_at += 1
        with pytest.raises(SealError):
            leads.verify(proof)
        tries.note_wrong()
    assert looked_at == WRONG_TRIES_LIMIT == 3


def test_who_proves_nothing_has_seen_nothing_that_depends_on_the_secret_in_a_way_they_can_check() -> None:
    """The lead's one answer before a proof is its SPAKE2 message: uniform in the group, whatever the secret is."""
    joins, leads = joiner(code=code(secret="00001")), lead()
    assert len(leads.respond(joins.start())) == 33
    assert leads.kind == "code"


def test_the_right_code_needs_no_click_unless_another_proof_was_wrong() -> None:
    tries = TryCount()
    assert not tries.needs_click
    tries.note_wrong()
    assert tries.needs_click
    assert not tries.spent
    assert TryCount(3).spent


def test_keys_and_secrets_are_not_shown_by_accident() -> None:
    assert GRANT.key.hex() not in repr(GRANT)
    assert repr(GRANT.key) not in repr(GRANT)


class PageJoiner:
    """A page's side of a join, written down a second time from PROTOCOL.md."""

    def __init__(self, secret=LINK_SECRET, session=SESSION, join=1, role="customer"):
        self.secret = secret
        self.nonce = bytes(range(32))
        self.context = b"fernblick 1 join" + session + join.to_bytes(4, "big") + role.encode() + b"/web"

    def start(self):
        return b"w" + self.nonce

    def answer(self, nonce):
        keys = HKDF(SHA256(), 96, salt=self.nonce + nonce, info=self.context).derive(self.secret.encode())
        self.lead_key, self.grant_key = keys[32:64], keys[64:]
        return hmac.digest(keys[:32], b"joiner" + self.context, "sha256")

    def finish(self, step):
        assert step[:32] == hmac.digest(self.lead_key, b"lead" + self.context, "sha256")
        return GRANT_VOCABULARY.decode(AESGCM(self.grant_key).decrypt(bytes(12), step[32:], self.context))


WEB_SECRETS = {**SECRETS, "web": LINK_SECRET}


def test_a_page_with_the_links_secret_is_granted_the_key() -> None:
    page, leads = PageJoiner(), lead(secrets=WEB_SECRETS)
    nonce = leads.respond(page.start())
    leads.verify(page.answer(nonce))
    assert page.finish(leads.grant(GRANT)) == GRANT


@pytest.mark.parametrize(
    "other", [{"secret": new_link_secret()}, {"session": bytes(16)}, {"join": 2}, {"role": "collaborator"}]
)
def test_a_page_that_differs_in_anything_is_not_verified(other: dict[str, Any]) -> None:
    page, leads = PageJoiner(**other), lead(secrets=WEB_SECRETS)
    answer = page.answer(leads.respond(page.start()))
    with pytest.raises(SealError):
        leads.verify(answer)


def test_a_page_gets_nothing_for_the_five_digits_of_a_code() -> None:
    with pytest.raises(SealError):
        lead().respond(PageJoiner("00017").start())


@pytest.mark.parametrize("nonce", [b"", bytes(31), bytes(33)])
def test_a_page_has_a_whole_nonce(nonce: bytes) -> None:
    with pytest.raises(SealError):
        lead(secrets=WEB_SECRETS).respond(b"w" + nonce)


def test_no_two_joins_of_a_page_have_the_same_keys() -> None:
    answers = set()
    for _ in range(3):
        page, leads = PageJoiner(), lead(secrets=WEB_SECRETS)
        answers.add(page.answer(leads.respond(page.start())))
    assert len(answers) == 3


@pytest.mark.parametrize("kind", ["code", "link"])
def test_over_a_relay_both_prove_the_secret_and_what_relays_whatever_certificate_each_of_them_sees(kind: Kind) -> None:
    secrets = SECRETS | {RELAYED[each]: secret for each, secret in SECRETS.items()}
    leads = lead(secrets=secrets)
    assert granted(joiner(code=code(kind), fingerprint=b"x" * 32, through="ACME"), leads) == GRANT
    assert (leads.kind, leads.through, leads.could_be_guessed) == (RELAYED[kind], "ACME", kind == "code")


@pytest.mark.parametrize("kind", ["code", "link"])
def test_no_join_becomes_another_kind_or_is_relayed_by_another_on_its_way(kind: Kind) -> None:
    """Who sits between the two changes the first step; the proof that follows is wrong, for either side."""
    secrets = SECRETS | {RELAYED[each]: secret for each, secret in SECRETS.items()}
    changes = {
        "relayed": ("", lambda step: {b"c": b"r", b"l": b"s"}[step[:1]] + step[1:] + b"ACME"),
        "direct": ("ACME", lambda step: {b"r": b"c", b"s": b"l"}[step[:1]] + step[1:34]),
        "of a page": ("ACME", lambda step: b"t" + step[1:34]),
        "by another": ("ACME", lambda step: step[:34] + b"Acme"),
        "by more": ("ACME", lambda step: step + b" Ltd"),
    }
    for name, (through, change) in changes.items():
        joins, leads = joiner(code=code(kind), through=through), lead(secrets={**secrets, "typed": SECRETS["code"]})
        answer = joins.answer(leads.respond(change(joins.start())))
        with pytest.raises(SealError):
            leads.verify(answer)
        assert leads.kind is not None, name


@pytest.mark.parametrize("said", [b"", b" ", b"a  b", b"\xff", b"x" * 61, "\u202eACME".encode(), b"a\nb"])
def test_what_relays_has_a_name_that_can_be_shown(said: bytes) -> None:
    leads = lead(secrets={"relayed_link": LINK_SECRET})
    step = joiner(code=code("link"), through="ACME").start()
    with pytest.raises(SealError):
        leads.respond(step[:34] + said)


def test_a_lead_that_is_asked_for_no_relayed_join_takes_none() -> None:
    with pytest.raises(SealError):
        lead().respond(joiner(through="ACME").start())

"""Each field that is somebody's name or title, in whatever message: what is not clean ends the link."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from typing import Annotated, Any

import msgpack
import pytest

from protocol.card.card import BadCard, CallingCard, decode, encode
from protocol.notation.names import is_clean
from protocol.trust.invitation import INVITATION_VOCABULARY
from protocol.trust.join_proof import GRANT_VOCABULARY
from protocol.vocabulary.codec import BadMessage, Clean, Message, Vocabulary
from protocol.vocabulary.content_vocabulary import CUSTOMER_VOCABULARY
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from tests.protocol.golden_messages import CASES

HOSTILE = {
    "lines": "Maria\n\nYou will be connected through support.microsoft.com.",
    "a carriage return": "Anna\r[12:01] Maria (support)",
    "a line of Unicode": "Anna\u2028Maria",
    "an override": "\u202eairaM",
    "a mark of direction": "Maria\u200e",
    "wide spaces": "Maria\u2003\u2003\u2003.",
    "a tower": "M" + "\u0301" * 30,
    "letters nobody sees": "Maria\U000e0041\U000e0042",
    "a filler": "\u3164",
    "another spelling": "Jose\u0301",
    "too long": "W" * 501,
    "a control": "Maria\x1b[2J",
    "private use": "\ue000",
}
NOT_NAMES = {
    "refused.about": "a tag",
    "chat.text": "what somebody says",
    "private_chat.text": "what somebody says",
    "earlier_line.text": "what somebody said",
    "password_login.password": "never shown",
    "change_password.old": "never shown",
    "change_password.new": "never shown",
    "new_password.password": "never shown",
    "add_technician.password": "never shown",
    "reset_password.password": "never shown",
    "ask_sessions.words": "what is looked for; never shown to anybody else",
    "ask_audit.words": "what is looked for; never shown to anybody else",
    "replies.replies": "what is said with one click",
    "group_replies.replies": "what is said with one click",
    "set_group_replies.replies": "what is said with one click",
    "logged_in.rights": "looked up in a table",
    "rights.rights": "looked up in a table",
    "join.route": "digits",
    "picked_up.route": "digits",
    "code_made.route": "digits",
    "web_pages.url": "https://, checked by its form",
    "web_pages.names": "of a certificate, which are compared and never shown",
    "code_made.link_route": "base32",
    "colleague_code_made.route": "digits",
    "colleague_code_made.link_route": "base32",
    "entry.terms": "plain text, shown as such in a field of its own that asks whether it is accepted",
    "device_login.invitation": "compared, and never shown",
    "guests.rows.key": "digits",
    "guests.rows.source": "digits",
    "guests.bans": "digits",
    "set_ban.what": "digits",
}
"""Text in messages that is nobody's name or title, and why it may be what it is."""


def texts(hint: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each text within a field of the type `hint`, with its limit."""
    limit: Any = None
    if typing.get_origin(hint) is Annotated:
        hint, limit = typing.get_args(hint)[:2]
    args = typing.get_args(hint)
    if hint is str:
        yield path, limit
    elif args and typing.get_origin(hint) in (typing.Union, types.UnionType, tuple):
        yield from texts(args[0], path)
    elif dataclasses.is_dataclass(hint):
        for name, inner in typing.get_type_hints(hint, include_extras=True).items():
            yield from (() if name == "TAG" else texts(inner, f"{path}.{name}"))


def fields(vocabulary: Vocabulary) -> Iterator[tuple[str, Any]]:
    for kind in vocabulary.kinds:
        yield from texts(kind, kind.TAG)


VOCABULARIES = (HOST_VOCABULARY, CUSTOMER_VOCABULARY, GRANT_VOCABULARY, INVITATION_VOCABULARY)
ALL = [(path, limit) for vocabulary in VOCABULARIES for path, limit in fields(vocabulary)]
GOLDEN = {message.TAG: (vocabulary, message) for vocabulary, _, message in CASES}


def test_every_text_of_a_message_is_clean_or_said_to_be_no_name() -> None:
    unclean = {path for path, limit in ALL if not isinstance(limit, Clean)}
    assert {path for path in unclean if path not in NOT_NAMES and not path.startswith((*INPUT, *PAGE))} == set()
    assert NOT_NAMES.keys() <= {path for path, _ in ALL}


INPUT = ("key", "type", "text")  # what a keyboard types
PAGE = ("page_entry.settings.", "set_page.settings.", "earlier_page.settings.")  # held by tests of the company's page


@pytest.mark.parametrize("path", sorted({path for path, limit in ALL if isinstance(limit, Clean)}))
def test_a_hostile_name_ends_the_link_in_every_field(path: str) -> None:
    tag, *names = path.split(".")
    vocabulary, message = GOLDEN[tag]
    for hostile in HOSTILE.values():
        plain = msgpack.unpackb(vocabulary.encode(message))
        assert vocabulary.decode(msgpack.packb(plain)) == message
        if not _put(plain, names, hostile):
            pytest.skip("the golden message has none of these rows")
        with pytest.raises(BadMessage, match="name"):
            vocabulary.decode(msgpack.packb(plain))


def _put(plain: Any, names: list[str], value: str) -> bool:
    """Put `value` in place of a field; lists have it in their first item."""
    at, *rest = names
    if rest:
        inner = plain[at]
        inner = inner[0] if isinstance(inner, list) and inner else inner
        return isinstance(inner, dict) and _put(inner, rest, value)
    plain[at] = [value] if isinstance(plain[at], list) else value
    return True


@pytest.mark.parametrize(
    "path",
    [
        *("profile.name", "logged_in.name", "logged_in.group", "colleague.name", "colleague.group"),
        *("group_entry.name", "technician_entry.name", "seat_grant.lead_name", "seat_grant.customer_name"),
        *("invitation_grant.lead_name", "invitation_grant.customer_name"),
    ],
)
def test_whoever_is_shown_has_a_name(path: str) -> None:
    limits = dict(ALL)
    assert limits[path] == Clean(60)
    tag, name = path.split(".")
    vocabulary, message = GOLDEN[tag]
    with pytest.raises(BadMessage):
        vocabulary.decode(msgpack.packb(msgpack.unpackb(vocabulary.encode(message)) | {name: ""}))


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_calling_card_with_a_hostile_title_is_none(hostile: str) -> None:
    card = CallingCard(host="help.example.org", channel="a", fingerprint=None, title="Example")
    assert decode(encode(card)) == card
    with pytest.raises(BadCard):
        encode(dataclasses.replace(card, title=hostile))
    forged = encode(card).replace(msgpack.packb("Example"), msgpack.packb(hostile))
    with pytest.raises(BadCard):
        decode(forged)


def test_the_names_of_these_tests_are_what_they_say() -> None:
    assert not any(is_clean(hostile) for hostile in HOSTILE.values())
    assert all(issubclass(kind, Message) for vocabulary in VOCABULARIES for kind in vocabulary.kinds)

"""Whatever a peer sends is a message or `BadMessage`; what we send comes back as it was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import protocol.vocabulary.input
from protocol.trust.join_proof import GRANT_VOCABULARY
from protocol.vocabulary.chat import CHAT_LIMIT
from protocol.vocabulary.codec import RECORD_LIMIT, AtMost, BadMessage, Between, Exactly, Message, Vocabulary
from protocol.vocabulary.content import PART_LIMIT
from protocol.vocabulary.content_vocabulary import CONTENT, CONTENT_VOCABULARY, CUSTOMER_VOCABULARY
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.joins import STEP_LIMIT
from protocol.vocabulary.messages import BOX_LIMIT, MEMBERS_LIMIT, TEXT_LIMIT, Channel, Role

VOCABULARIES = [HOST_VOCABULARY, CONTENT_VOCABULARY, CUSTOMER_VOCABULARY, GRANT_VOCABULARY]
SESSION = bytes(16)
SEAT = {"member": 1, "role": "lead", "present": True, "generation": 1, "salt": bytes(16)}
ROOM = {"t": "room", "session": SESSION, "state": "active", "seats": [SEAT], "sharing": 0}

BAD_FOR_ANY = {
    "nothing": b"",
    "no map": msgpack.packb([1, 2]),
    "a number": msgpack.packb(1),
    "no tag": msgpack.packb({"session": SESSION}),
    "a tag that is no text": msgpack.packb({"t": 7}),
    "a tag in a binary key": msgpack.packb({b"t": "ping"}),
    "half a map": msgpack.packb({"t": "ping", "x": 1})[:-1],
    "a byte too many": msgpack.packb({"t": "ping"}) + b"\x00",
    "text that is no UTF-8": b"\x81\xa1t\xa2\xff\xfe",
    "a byte that MessagePack does not use": b"\xc1",
    "a number for a key": msgpack.packb({"t": "ping", 5: 1}),
    "a timestamp": b"\x82\xa1t\xa4ping\xa1x\xd6\xff\x00\x00\x00\x00",
    "an extension": b"\x82\xa1t\xa4ping\xa1x" + msgpack.packb(msgpack.ExtType(5, b"1234")),
    "a map that announces 4 billion items": b"\xdf\xff\xff\xff\xff",
    "an array that announces 4 billion items": b"\x82\xa1t\xa4ping\xa1x\xdd\xff\xff\xff\xff",
    "bytes that announce 4 GiB": b"\x82\xa1t\xa4ping\xa1x\xc6\xff\xff\xff\xff",
    "arrays in arrays": b"\x82\xa1t\xa4ping\xa1x" + b"\x91" * 5000 + b"\x00",
    "an array of 257 items": msgpack.packb({"t": "ping", "x": list(range(257))}),
    "more than a record": msgpack.packb({"t": "ping", "x": bytes(RECORD_LIMIT)}),
}

BAD_FOR_HOST: dict[str, dict[str, Any]] = {
    "a missing field": {"t": "join"},
    "a route of three digits": {"t": "join", "route": "123"},
    "a route of five digits": {"t": "join", "route": "12345"},
    "a route of bytes": {"t": "join", "route": b"1234"},
    "a route that is a number": {"t": "join", "route": 1234},
    "a short session": {"t": "leave", "session": bytes(15)},
    "a long session": {"t": "leave", "session": bytes(17)},
    "a session of text": {"t": "leave", "session": "x" * 16},
    "no session": {"t": "leave", "session": None},
    "a negative number": {"t": "open_session", "request": -1},
    "a number too large": {"t": "open_session", "request": 2**32},
    "a truth value for a number": {"t": "open_session", "request": True},
    "a fraction": {"t": "open_session", "request": 1.0},
    "a number for a truth value": {"t": "end_code", "session": SESSION, "burned": 1},
    "a long program name": {"t": "hello", "program": "x" * (TEXT_LIMIT + 1)},
    "an unknown reason": {"t": "session_closed", "session": SESSION, "reason": "weather"},
    "a list for a reason": {"t": "session_closed", "session": SESSION, "reason": []},
    "a map for a reason": {"t": "session_closed", "session": SESSION, "reason": {}},
    "an unknown channel": {"t": "sealed", "session": SESSION, "member": 1, "generation": 1, "channel": "x", "box": b""},
    "a box too large": {
        "t": "sealed",
        "session": SESSION,
        "member": 1,
        "generation": 1,
        "channel": "talk",
        "box": bytes(BOX_LIMIT + 1),
    },
    "a step too large": {"t": "join_step", "session": SESSION, "join": 1, "data": bytes(STEP_LIMIT + 1)},
    "join number 0": {"t": "joining", "session": SESSION, "join": 0},
    "too many seats": {**ROOM, "seats": [SEAT] * (MEMBERS_LIMIT + 1)},
    "a seat that is no map": {**ROOM, "seats": [1]},
    "a seat that lacks a field": {**ROOM, "seats": [{"member": 1}]},
    "a seat with an unknown role": {**ROOM, "seats": [{**SEAT, "role": "king"}]},
    "seats in a map": {**ROOM, "seats": {"a": SEAT}},
    "too many rights": {"t": "rights", "rights": ["chat"] * 33},
    "a long right": {"t": "rights", "rights": ["x" * 41]},
    "a right that is no text": {"t": "rights", "rights": [1]},
    "a code valid for 0 s": {"t": "code_made", "session": SESSION, "route": "1234", "valid_s": 0},
    "a member beyond 65535": {"t": "member_left", "session": SESSION, "member": 65536, "reason": "left"},
}

BAD_FOR_CONTENT: dict[str, dict[str, Any]] = {
    "a chat line too long": {"t": "chat", "number": 1, "time_ms": 1, "text": "x" * (CHAT_LIMIT + 1)},
    "a chat line of bytes": {"t": "chat", "number": 1, "time_ms": 1, "text": b"x"},
    "a short key": {"t": "vouch", "member": 1, "key": bytes(31), "customer": False, "ticket": bytes(32)},
    "a screen of no width": {"t": "share_source", "stream": 1, "width": 0, "height": 1, "title": ""},
    "a screen too wide": {"t": "share_source", "stream": 1, "width": 16385, "height": 1, "title": ""},
    "a part too large": {"t": "update_part", "stream": 1, "update": 1, "final": True, "data": bytes(PART_LIMIT + 1)},
    "a pointer too large": {
        "t": "pointer_shape",
        "width": 97,
        "height": 1,
        "hot_x": 0,
        "hot_y": 0,
        "pixels": bytes(4 * 97),
    },
    "a pointer far away": {"t": "pointer_at", "x": 16385, "y": 0, "visible": True},
    "a negative update": {"t": "update_shown", "stream": 1, "update": -1},
    "input": {"t": "chat", "number": 1},
}


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=["host", "content", "customer", "grant"])
@pytest.mark.parametrize("name", BAD_FOR_ANY)
def test_bytes_that_are_no_message_are_refused(vocabulary: Vocabulary, name: str) -> None:
    with pytest.raises(BadMessage):
        vocabulary.decode(BAD_FOR_ANY[name])


@pytest.mark.parametrize("name", BAD_FOR_HOST)
def test_a_message_to_or_from_the_host_outside_its_limits_is_refused(name: str) -> None:
    with pytest.raises(BadMessage):
        HOST_VOCABULARY.decode(msgpack.packb(BAD_FOR_HOST[name]))


@pytest.mark.parametrize("name", BAD_FOR_CONTENT)
def test_content_outside_its_limits_is_refused(name: str) -> None:
    with pytest.raises(BadMessage):
        CONTENT_VOCABULARY.decode(msgpack.packb(BAD_FOR_CONTENT[name]))


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=["host", "content", "customer", "grant"])
@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_a_message_or_refused(vocabulary: Vocabulary, data: bytes) -> None:
    try:
        message = vocabulary.decode(data)
    except BadMessage:
        return
    assert message is None or type(message) in vocabulary.kinds


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.binary(max_size=40) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=["host", "content", "customer", "grant"])
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_message_with_any_values_in_its_fields_is_a_message_or_refused(vocabulary: Vocabulary, data: Any) -> None:
    kind = data.draw(st.sampled_from(vocabulary.kinds))
    fields = {name: data.draw(PLAIN) for name in kind.__dataclass_fields__}
    try:
        message = vocabulary.decode(msgpack.packb({"t": kind.TAG, **fields}))
    except BadMessage:
        return
    assert type(message) is kind
    assert vocabulary.decode(vocabulary.encode(message)) == message


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=["host", "content", "customer", "grant"])
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_message_comes_back_as_it_was(
    vocabulary: Vocabulary, messages_of: Callable[[type[Message]], st.SearchStrategy[Message]], data: Any
) -> None:
    message = data.draw(st.sampled_from(vocabulary.kinds).flatmap(messages_of))
    assert vocabulary.decode(vocabulary.encode(message)) == message
    assert vocabulary.decode(memoryview(vocabulary.encode(message))) == message


def test_a_newer_peers_messages_and_fields_are_ignored() -> None:
    assert HOST_VOCABULARY.decode(msgpack.packb({"t": "fireworks", "colour": 3})) is None
    newer = msgpack.packb({"t": "ping", "mood": ["fine", {"very": True}]})
    assert HOST_VOCABULARY.decode(newer) == HOST_VOCABULARY.decode(msgpack.packb({"t": "ping"}))


def test_an_older_peers_missing_optional_fields_take_their_default() -> None:
    refused = HOST_VOCABULARY.decode(msgpack.packb({"t": "refused", "about": "x", "reason": "limit"}))
    assert refused is not None
    assert refused.session is None  # type: ignore[attr-defined]


def test_a_message_of_another_vocabulary_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="not of this vocabulary"):
        HOST_VOCABULARY.encode(CONTENT_VOCABULARY.decode(msgpack.packb({"t": "chat_delivered", "number": 1})))


def test_every_content_message_has_a_channel_and_roles() -> None:
    assert set(CONTENT) == set(CUSTOMER_VOCABULARY.kinds)
    assert all(CONTENT.values())


def test_a_console_cannot_even_read_input() -> None:
    from_technicians = {kind for kind, channels in CONTENT.items() if Channel.INPUT in channels.values()}
    assert from_technicians == set(CUSTOMER_VOCABULARY.kinds) - set(CONTENT_VOCABULARY.kinds)
    assert from_technicians == set(protocol.vocabulary.input.KINDS)
    assert not any(Role.CUSTOMER in CONTENT[kind] for kind in from_technicians)


def test_a_field_without_a_limit_is_our_mistake() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Endless(Message):
        TAG: ClassVar[str] = "endless"
        text: str

    with pytest.raises(TypeError, match="states no limit"):
        Vocabulary([Endless])


def test_limits_hold_at_their_edges() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Edges(Message):
        TAG: ClassVar[str] = "edges"
        number: Annotated[int, Between(-1, 1)]
        text: Annotated[str, AtMost(2)]
        data: Annotated[bytes, Exactly(2)]

    vocabulary = Vocabulary([Edges])
    for number in (-1, 1):
        edge = Edges(number=number, text="ab", data=b"ab")
        assert vocabulary.decode(vocabulary.encode(edge)) == edge
    for changed in ({"number": 2}, {"number": -2}, {"text": "abc"}, {"data": b"a"}, {"data": b"abc"}):
        with pytest.raises(BadMessage):
            vocabulary.decode(msgpack.packb({"t": "edges", "number": 0, "text": "", "data": b"ab", **changed}))

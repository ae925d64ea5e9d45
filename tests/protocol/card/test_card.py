"""A Calling Card names a host, a channel and whose it is; a file that says anything else is refused."""

import dataclasses

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.card.card import (
    FILE_LIMIT,
    GREETING_LIMIT,
    GREETING_LINES,
    ICON_LIMIT,
    START,
    TITLE_LIMIT,
    BadCard,
    CallingCard,
    as_greeting,
    as_title,
    decode,
    encode,
)
from tests.helpers.pictures import chunk, picture

CARD = CallingCard(
    host="help.example.org:7331",
    channel="first-line",
    fingerprint=bytes(range(32)),
    title="Muster GmbH",
    greeting="We help you.\nMonday to Friday, 8 to 18.",
    icon=picture(),
)
GOLDEN = (
    "6665726e626c69636b2d6361726420310a87a174ac63616c6c696e675f63617264a4686f7374a868656c702e6f7267a76368616e6e656ca5"
    "6669727374ab66696e6765727072696e74c0a57469746c65a24d65a86772656574696e67a0a469636f6ec400"
)
SMALL = CallingCard(host="help.org", channel="first", fingerprint=None, title="Me")


def file_of(**fields: object) -> bytes:
    plain = {field.name: getattr(CARD, field.name) for field in dataclasses.fields(CARD)} | fields
    return START + msgpack.packb({"t": "calling_card", **plain})


def test_a_card_is_what_was_written() -> None:
    assert decode(encode(CARD)) == CARD
    assert decode(encode(SMALL)) == SMALL


def test_its_bytes_stay_what_they_are() -> None:
    assert encode(SMALL).hex() == GOLDEN
    assert decode(bytes.fromhex(GOLDEN)) == SMALL


def test_what_a_newer_version_says_besides_is_not_read() -> None:
    assert decode(file_of(command="rm", url="https://example.org")) == CARD


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        START,
        START[:-2] + b"2\n" + encode(CARD)[len(START) :],
        encode(CARD)[:-1],
        encode(CARD) + b"\0",
        START + msgpack.packb({"t": "hello", "version": 1}),
        START + msgpack.packb([1, 2]),
        START + b"\xc1",
        START + bytes(FILE_LIMIT),
        file_of(host=""),
        file_of(host="https://example.org/"),
        file_of(host="help.example.org/../x"),
        file_of(host="help.example.org:99999"),
        file_of(host="hélp.example.org"),
        file_of(host="a" * 256),
        file_of(host=7),
        file_of(channel=""),
        file_of(channel="First"),
        file_of(channel="a/b"),
        file_of(channel="a" * 41),
        file_of(channel="first\n"),
        file_of(fingerprint=b"short"),
        file_of(fingerprint="0" * 32),
        file_of(title=""),
        file_of(title=" Me"),
        file_of(title="two\nlines"),
        file_of(title="M\u202ee"),
        file_of(title="a" * (TITLE_LIMIT + 1)),
        file_of(greeting="a\tb"),
        file_of(greeting="\u2066x"),
        file_of(greeting="\n".join("a" * (GREETING_LINES + 1))),
        file_of(greeting="a" * (GREETING_LIMIT + 1)),
        file_of(icon=b"GIF89a"),
        file_of(icon=picture(extra=chunk(b"tEXt", b"x"))),
        file_of(icon=bytes(ICON_LIMIT + 1)),
        file_of(icon=picture(width=257)),
    ],
)
def test_a_wrong_file_is_refused(bad: bytes) -> None:
    with pytest.raises(BadCard):
        decode(bad)


def test_a_card_that_would_be_refused_is_not_written() -> None:
    for change in ({"title": ""}, {"channel": "A"}, {"icon": bytes(ICON_LIMIT + 1)}, {"greeting": "a\0"}):
        with pytest.raises(BadCard):
            encode(dataclasses.replace(CARD, **change))  # type: ignore[arg-type]


def test_words_are_put_in_a_form_that_is_taken() -> None:
    assert as_title("  Muster\tGmbH \n") == "Muster GmbH"
    assert as_greeting("Good day\u202e,\r\n\tcall us. \n\n") == "Good day,\ncall us."
    assert as_greeting("\n".join("123456789")) == "\n".join("12345678")


@settings(max_examples=300, deadline=None)
@given(title=st.text(max_size=200), greeting=st.text(max_size=900))
def test_any_words_that_somebody_types_make_a_card(title: str, greeting: str) -> None:
    card = dataclasses.replace(CARD, title=as_title(title) or "x", greeting=as_greeting(greeting))
    assert decode(encode(card)) == card


_PLAIN = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(max_size=80) | st.binary(max_size=80)
_VALUES = _PLAIN | st.lists(_PLAIN, max_size=3) | st.dictionaries(st.text(max_size=8), _PLAIN, max_size=2)


@settings(max_examples=300, deadline=None)
@given(fields=st.dictionaries(st.sampled_from([f.name for f in dataclasses.fields(CARD)]), _VALUES))
def test_any_values_are_a_card_or_refused(fields: dict[str, object]) -> None:
    try:
        card = decode(file_of(**fields))
    except BadCard:
        return
    assert decode(encode(card)) == card


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=300), started=st.booleans())
def test_any_bytes_are_a_card_or_refused(data: bytes, started: bool) -> None:
    try:
        decode(START * started + data)
    except BadCard:
        return


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, 10_000), value=st.integers(0, 255))
def test_a_card_with_a_changed_byte_is_a_card_or_refused(place: int, value: int) -> None:
    bad = bytearray(encode(CARD))
    bad[place % len(bad)] = value
    try:
        decode(bytes(bad))
    except BadCard:
        return

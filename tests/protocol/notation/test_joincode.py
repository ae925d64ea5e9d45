"""A code is understood however it is typed, and a typo is found before anything is sent."""

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.notation.joincode import (
    DEFAULT_PORT,
    BadCode,
    JoinCode,
    code_text,
    damm,
    link_text,
    new_digits_secret,
    new_link_secret,
    parse,
    plain_form,
    split_address,
)
from tests.helpers.odd.addresses import ADDRESSES, NO_ADDRESSES

LINK_SECRET = "AAECAwQFBgcICQoLDA0ODw"
FINGERPRINT = bytes(range(32))


def test_the_check_digit_is_damms() -> None:
    assert damm("572") == "4"  # the example of Damm's thesis
    assert damm("5724") == "0"


def test_a_code_is_shown_in_groups() -> None:
    assert code_text("1234", "56789") == f"1234 567 89{damm('123456789')}"
    assert re.fullmatch(r"\d{4} \d{3} \d{3}", code_text("0000", "00000"))


@pytest.mark.parametrize("written", ["{}", " {} ", "{}\n"])
@pytest.mark.parametrize("separator", ["", " ", "-", " - ", "–", ".", "\u00a0", "\t"])
def test_a_code_is_understood_in_any_grouping(written: str, separator: str) -> None:
    text = written.format(code_text("0412", "00007").replace(" ", separator))
    assert parse(text) == JoinCode("0412", "00007", "code", None, None)


@settings(max_examples=300, deadline=None)
@given(digits=st.from_regex(r"\A[0-9]{9}\Z"), place=st.integers(0, 9), digit=st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_found(digits: str, place: int, digit: str) -> None:
    right = digits + damm(digits)
    wrong = right[:place] + digit + right[place + 1 :]
    if wrong != right:
        with pytest.raises(BadCode) as caught:
            parse(wrong)
        assert caught.value.why == "check"


def test_every_digit_and_every_swap_in_every_context_is_found() -> None:
    """The whole of Damm's property, over all states of the quasigroup: 10 x 10 x 10 cases."""
    states = {damm(str(n)): str(n) for n in range(10)}  # a prefix that leads to each interim digit
    for prefix in states.values():
        for a in "0123456789":
            for b in "0123456789":
                assert a == b or damm(prefix + a) != damm(prefix + b)
                assert a == b or damm(prefix + a + b) != damm(prefix + b + a)


@settings(max_examples=300, deadline=None)
@given(digits=st.from_regex(r"\A[0-9]{9}\Z"), place=st.integers(0, 8))
def test_every_swap_of_neighbours_is_found(digits: str, place: int) -> None:
    right = digits + damm(digits)
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    if wrong != right:
        with pytest.raises(BadCode):
            parse(wrong)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "length"),
        ("   ", "length"),
        ("123456789", "length"),
        ("12345678901", "length"),
        ("1" * 501, "length"),
        ("12345678x0", "digits"),
        ("hello", "digits"),
        ("１２３４５６７８９０", "digits"),
        ("²234567890", "digits"),
        ("+1234567890", "digits"),
        ("fernblick://", "link"),
        ("http://example.org/0412#" + LINK_SECRET, "link"),
        ("fernblick://host/0412", "link"),
        ("fernblick://host/0412#short", "link"),
        ("fernblick://host/041#" + LINK_SECRET, "link"),
        ("fernblick://host/0412#" + LINK_SECRET + "A", "link"),
        ("fernblick://host/0412#" + LINK_SECRET[:-1] + "x", "link"),
        ("fernblick://host/0412#" + LINK_SECRET + ".AAAA", "link"),
        ("fernblick://host:0/0412#" + LINK_SECRET, "link"),
        ("fernblick://host:65536/0412#" + LINK_SECRET, "link"),
        ("fernblick://ho st/0412#" + LINK_SECRET, "link"),
        ("fernblick://user@host/0412#" + LINK_SECRET, "link"),
        ("fernblick://-host/0412#" + LINK_SECRET, "link"),
        ("fernblick://host/0412?x=1#" + LINK_SECRET, "link"),
        ("fernblick://host/../0412#" + LINK_SECRET, "link"),
        ("fernblick://[host]/0412#" + LINK_SECRET, "link"),
        ("fernblick:///0412#" + LINK_SECRET, "link"),
    ],
)
def test_what_is_neither_code_nor_link_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(BadCode) as caught:
        parse(text)
    assert caught.value.why == why


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.text("fernblick:/#.0123456789-_ AZ", max_size=80))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    with contextlib.suppress(BadCode):
        assert len(parse(text).route) == 4


@pytest.mark.parametrize("host", ["support.example.org", "support.example.org:443", "192.0.2.7", "[2001:db8::7]:7331"])
@pytest.mark.parametrize("fingerprint", [None, FINGERPRINT])
def test_a_link_is_read_as_it_was_written(host: str, fingerprint: bytes | None) -> None:
    text = link_text(host, "0412", LINK_SECRET, fingerprint)
    assert parse(text) == JoinCode("0412", LINK_SECRET, "link", host, fingerprint)


def test_a_link_carries_its_secret_behind_the_hash_sign_only() -> None:
    text = link_text("h", "0412", LINK_SECRET, FINGERPRINT)
    assert text.split("#")[0] == "fernblick://h/0412"


def test_a_secret_is_not_shown_by_accident() -> None:
    assert "00007" not in repr(parse(code_text("0412", "00007")))


def test_secrets_are_drawn_as_the_parser_wants_them() -> None:
    digits = {new_digits_secret() for _ in range(200)}
    assert len(digits) > 150
    assert all(re.fullmatch(r"\d{5}", d) for d in digits)
    links = {new_link_secret() for _ in range(50)}
    assert len(links) == 50
    assert all(parse(link_text("h", "0412", secret, None)).secret == secret for secret in links)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("host", ("host", DEFAULT_PORT)),
        (" host:443 ", ("host", 443)),
        ("[::1]", ("::1", DEFAULT_PORT)),
        ("[::1]:9", ("::1", 9)),
        ("[fe80::1%2]:7330", ("fe80::1%2", 7330)),
    ],
)
def test_an_address_is_split_into_host_and_port(text: str, address: tuple[str, int]) -> None:
    assert split_address(text) == address


@pytest.mark.parametrize("text", ["", ":", "host:", "host:x", "host:70000", "a b", "::1", "http://host", *NO_ADDRESSES])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadCode):
        split_address(text)


@pytest.mark.parametrize("text", ["[fe80::1%2]:7330", "[fe80::1%2]"])
def test_a_link_says_nothing_of_its_readers_interfaces(text: str) -> None:
    for read in (plain_form, lambda address: parse(link_text(address, "0412", LINK_SECRET, FINGERPRINT))):
        with pytest.raises(BadCode):
            read(text)


@pytest.mark.parametrize(("typed", "plain"), ADDRESSES.items())
def test_every_address_makes_a_link_that_its_reader_takes(typed: str, plain: str) -> None:
    assert plain_form(typed) == plain
    assert split_address(typed) == split_address(plain)
    assert parse(link_text(plain_form(typed), "0412", LINK_SECRET, FINGERPRINT)).host == plain


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=70) | st.text("aZ09._-:[]%ü", max_size=70))
def test_what_is_taken_for_an_address_makes_a_link(text: str) -> None:
    with contextlib.suppress(BadCode):
        assert parse(link_text(plain_form(text), "0412", LINK_SECRET, None)).host == plain_form(plain_form(text))

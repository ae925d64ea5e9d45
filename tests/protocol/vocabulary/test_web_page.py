"""What an administrator can put on the page: words, a colour, addresses of https; the longest of it is one message."""

from dataclasses import replace

import msgpack
import pytest

from protocol.vocabulary.codec import RECORD_LIMIT, BadMessage, Vocabulary
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.web import (
    EARLIER_LIMIT,
    LOGO_LIMIT,
    NOTICE_LIMIT,
    SHOWN_LIMIT,
    TELEPHONE_LIMIT,
    WORDS_LIMIT,
    PageEntry,
    PageSettings,
    PageVersion,
    PageWords,
    SetPage,
    differing,
    is_link,
    said,
    with_plain_words,
)

WIDE = "\U0001d54f"  # a letter of four bytes
HELLO = PageWords(greeting="Hello", privacy="Nothing.", privacy_link="https://example.com/p")


def test_the_longest_page_is_one_message():
    link = "https://" + "a" * 292
    words = PageWords(
        greeting=WIDE * WORDS_LIMIT,
        away=WIDE * WORDS_LIMIT,
        privacy=WIDE * NOTICE_LIMIT,
        imprint=WIDE * NOTICE_LIMIT,
        privacy_link=link,
        imprint_link=link,
    )
    channels = tuple(f"{number:040}" for number in range(SHOWN_LIMIT))
    page = PageSettings(
        name=WIDE * 60,
        colour="#000000",
        logo=bytes(LOGO_LIMIT),
        channels=channels,
        english=words,
        german=words,
        telephone="0" * TELEPHONE_LIMIT,
        email=f"{'a' * 64}@{'b' * 200}",
    )
    earlier = tuple(PageVersion(version=2**31 - 1, changed_ms=10**14) for _ in range(EARLIER_LIMIT))
    entry = PageEntry(version=2**31 - 1, changed_ms=10**14, settings=page, earlier=earlier)
    assert len(HOST_VOCABULARY.encode(entry)) <= RECORD_LIMIT
    assert HOST_VOCABULARY.decode(HOST_VOCABULARY.encode(entry)) == entry


def test_a_page_that_was_kept_before_there_was_a_contact_is_read():
    """As a database of before has it, and as a console of before sends it."""
    old = msgpack.packb({"t": "page_settings", "name": "Müller", "colour": "#ffcc00"})
    assert Vocabulary([PageSettings]).decode(old) == PageSettings(name="Müller", colour="#ffcc00")


@pytest.mark.parametrize(
    "contact", [{"telephone": "0800 x"}, {"telephone": "()"}, {"email": "<b>"}, {"email": "a@b\n"}]
)
def test_whom_to_turn_to_is_a_number_and_an_address_or_nobody(contact):
    settings = PageSettings(**contact)
    with pytest.raises(BadMessage):
        HOST_VOCABULARY.decode(HOST_VOCABULARY.encode(SetPage(request=1, settings=settings)))


@pytest.mark.parametrize(
    "text",
    [
        *("http://example.com", "javascript:alert(1)", "https://", "https:// x", "https://a b", "//example.com"),
        *("https://user@example.com/", "https://example.com/\n", "HTTPS://example.com", "https://exämple.com"),
        *("data:text/html,x", "https://example.com" + "/x" * 200, "https://[::1]/"),
    ],
)
def test_an_address_is_one_of_https_or_none(text):
    assert not is_link(text)
    settings = PageSettings(german=PageWords(imprint_link=text))
    with pytest.raises(BadMessage):
        HOST_VOCABULARY.decode(HOST_VOCABULARY.encode(SetPage(request=1, settings=settings)))


@pytest.mark.parametrize(
    "text", ["", "https://example.com", "https://example.com:8443/a?b=c#d", "https://a.b/%C3%BC'\"<"]
)
def test_an_address_of_https_is_taken(text):
    assert is_link(text)


@pytest.mark.parametrize(
    "settings",
    [
        PageSettings(colour="#fff"),
        PageSettings(colour="#FFCC00"),
        PageSettings(colour="red;}body{display:none"),
        PageSettings(name="a\nb"),
        PageSettings(name="a\u202eb"),
        PageSettings(channels=("No channel",)),
        PageSettings(logo=bytes(LOGO_LIMIT + 1)),
    ],
)
def test_what_is_not_of_the_form_is_no_message(settings):
    with pytest.raises(BadMessage):
        HOST_VOCABULARY.decode(HOST_VOCABULARY.encode(SetPage(request=1, settings=settings)))


def test_words_are_lines_of_signs_that_are_seen():
    words = PageWords(greeting="  Hi \u202e\u0000there\r\n\r\n<b>you</b>  \n", imprint="x" * 2000)
    plain = with_plain_words(words)
    assert plain.greeting == "Hi there\n\n<b>you</b>"
    assert len(plain.imprint) == NOTICE_LIMIT
    assert with_plain_words(plain) == plain


def test_a_language_without_words_says_those_of_the_other_and_a_notice_goes_with_its_address():
    assert said(PageWords(), HELLO) == HELLO
    own = PageWords(privacy_link="https://example.de/p")
    assert said(own, HELLO) == replace(own, greeting="Hello")


def test_what_differs_is_named_as_commands_name_it():
    after = PageSettings(name="Müller", english=HELLO, german=PageWords(imprint_link="https://example.com"))
    assert differing(PageSettings(), after) == [
        *("name", "greeting-en", "privacy-en", "privacy-link-en", "imprint-link-de")
    ]

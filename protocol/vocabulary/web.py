"""The vocabulary of web pages: where they are, the move from one to a viewer, and whose they are. All of it Events.

All that administrators put on a page is words, one colour and one picture: nothing of it is markup, and nothing is
loaded from elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Annotated, ClassVar

from protocol.notation.plain_lines import as_lines
from protocol.vocabulary.accounts import TIME_LIMIT_MS, Request
from protocol.vocabulary.codec import AtMost, Between, Clean, Matching, Message
from protocol.vocabulary.messages import SessionId
from protocol.vocabulary.queue import CHANNEL_LIMIT

NOTE_LIMIT = 2048  # bytes of the note of a release
URL_LIMIT = 300  # characters
NAMES_LIMIT = 20  # of a certificate, that consoles are told
NAME_LIMIT = 255  # characters of one: 253 as in the DNS, behind "*."
_URL = r"(?:https://[A-Za-z0-9_.:\[\]\-]+(?:/(?!\.{1,2}(?:/|\Z))[A-Za-z0-9._~\-]{1,60})*)?"
NAME = r"(?:\*\.)?[A-Za-z0-9_.:\-]+"
TITLE_LIMIT = 60  # characters of the company's name
WORDS_LIMIT, WORDS_LINES = 400, 8  # characters and lines of a greeting, and of what is said when nobody is there
NOTICE_LIMIT, NOTICE_LINES = 1500, 60  # characters and lines of a privacy notice, and of an imprint
LINK_LIMIT = 300  # characters of the address of a longer one
SHOWN_LIMIT = 20  # channels that the page shows
LOGO_LIMIT = 30_000  # bytes
LOGO_SIDE = 480  # pixels, at most
EARLIER_LIMIT = 9  # versions from before that are kept

HTTPS = r"(https://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][!-~]*)?)?"
_HTTPS = re.compile(HTTPS, re.ASCII)
TELEPHONE_LIMIT, EMAIL_LIMIT = 40, 265  # characters
_TELEPHONE = re.compile(rf"(?=[^0-9]*[0-9])[0-9+()/ .-]{{3,{TELEPHONE_LIMIT}}}", re.ASCII)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,200}", re.ASCII)
ShownChannel = Annotated[str, Matching(CHANNEL_LIMIT, rf"[a-z0-9-]{{1,{CHANNEL_LIMIT}}}")]
Link = Annotated[str, Matching(LINK_LIMIT, HTTPS)]
Version = Annotated[int, Between(0, 2**31 - 1)]  # 0: nothing was ever set
Moment = Annotated[int, Between(0, TIME_LIMIT_MS)]  # milliseconds since 1970


@dataclass(frozen=True, kw_only=True)
class WebPages(Message):
    """After the login, where the host's pages are: `url`; "": where the host was reached.

    That is https://HOST[:PORT][/FOLDER]. `names` are those for which browsers accept the certificate that is shown
    there; one may begin with "*.".
    """

    TAG: ClassVar[str] = "web_pages"
    url: Annotated[str, Matching(URL_LIMIT, _URL)]
    names: Annotated[tuple[Annotated[str, Matching(NAME_LIMIT, NAME)], ...], AtMost(NAMES_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class ReleaseNote(Message):
    """After the login, the signed note of the newest version that the host was given; see `trust/release.py`."""

    TAG: ClassVar[str] = "release_note"
    note: Annotated[bytes, AtMost(NOTE_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class MakeViewerCode(Message):
    """The lead asks for a code with which the customer's viewer takes the place of the customer's page."""

    TAG: ClassVar[str] = "make_viewer_code"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class PageWords:
    """What the page says in one language; what is empty is said in the other one, or not at all."""

    greeting: Annotated[str, AtMost(WORDS_LIMIT)] = ""
    away: Annotated[str, AtMost(WORDS_LIMIT)] = ""  # while nobody is there
    privacy: Annotated[str, AtMost(NOTICE_LIMIT)] = ""
    privacy_link: Link = ""
    imprint: Annotated[str, AtMost(NOTICE_LIMIT)] = ""
    imprint_link: Link = ""


@dataclass(frozen=True, kw_only=True)
class PageSettings(Message):
    """Whose page it is; as it is kept, too. What is empty is as on a page that nobody has set."""

    TAG: ClassVar[str] = "page_settings"
    name: Annotated[str, Clean(TITLE_LIMIT, empty=True)] = ""
    colour: Annotated[str, Matching(7, "(#[0-9a-f]{6})?")] = ""
    logo: Annotated[bytes, AtMost(LOGO_LIMIT)] = b""  # PNG, see png.py
    channels: Annotated[tuple[ShownChannel, ...], AtMost(SHOWN_LIMIT)] = ()  # that can be chosen where there is no code
    english: PageWords = PageWords()
    german: PageWords = PageWords()
    telephone: Annotated[str, Matching(TELEPHONE_LIMIT, f"({_TELEPHONE.pattern})?")] = ""  # where no chat comes about
    email: Annotated[str, Matching(EMAIL_LIMIT, f"({_EMAIL.pattern})?")] = ""


@dataclass(frozen=True, kw_only=True)
class PageVersion:
    """One of before."""

    version: Version
    changed_ms: Moment


@dataclass(frozen=True, kw_only=True)
class PageEntry(Message):
    """To administrators who watch, and whenever it changes: the page as it is, and which versions can be had back."""

    TAG: ClassVar[str] = "page_entry"
    version: Version
    changed_ms: Moment
    settings: PageSettings
    earlier: Annotated[tuple[PageVersion, ...], AtMost(EARLIER_LIMIT)] = ()  # the latest first


@dataclass(frozen=True, kw_only=True)
class SetPage(Message):
    """An administrator sets all of the page; answered with `Changed`."""

    TAG: ClassVar[str] = "set_page"
    request: Request
    settings: PageSettings


@dataclass(frozen=True, kw_only=True)
class AskPage(Message):
    """An administrator asks what an earlier version was; answered with `EarlierPage`, then `Changed`."""

    TAG: ClassVar[str] = "ask_page"
    request: Request
    version: Version


@dataclass(frozen=True, kw_only=True)
class EarlierPage(Message):
    """To the one who asked."""

    TAG: ClassVar[str] = "earlier_page"
    request: Request
    settings: PageSettings


KINDS: tuple[type[Message], ...] = (WebPages, ReleaseNote, MakeViewerCode, PageEntry, SetPage, AskPage, EarlierPage)

_LIMITS = {
    **dict.fromkeys(("greeting", "away"), (WORDS_LIMIT, WORDS_LINES)),
    **dict.fromkeys(("privacy", "imprint"), (NOTICE_LIMIT, NOTICE_LINES)),
}
TEXTS = tuple(_LIMITS)
"""The fields of `PageWords` that are text."""


def limits_of(field: str) -> tuple[int, int]:
    """Return how many characters, in how many lines, a text of the page may have; "name" is the company's."""
    return _LIMITS.get(field, (TITLE_LIMIT, 1))


def as_words(field: str, text: str) -> str:
    """Return what of `text` can stand in the field of `PageWords` that is called so."""
    limit, lines = _LIMITS[field]
    return as_lines(text, limit=limit, lines=lines)


def is_link(text: str) -> bool:
    """Return whether `text` is an address that the page may lead to, or none at all."""
    return len(text) <= LINK_LIMIT and _HTTPS.fullmatch(text) is not None


def is_telephone(text: str) -> bool:
    """Return whether `text` is a telephone number as people write it."""
    return _TELEPHONE.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Return whether `text` is an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def with_plain_words(words: PageWords) -> PageWords:
    """Return `words` with what can be shown of each text."""
    return replace(words, **{field: as_words(field, getattr(words, field)) for field in TEXTS})


def said(words: PageWords, other: PageWords) -> PageWords:
    """Return what is said in a language: where it has no words for something, those of the `other` one.

    A notice and its address are one thing: a language that has one of them has its own.
    """
    pairs = (("greeting",), ("away",), ("privacy", "privacy_link"), ("imprint", "imprint_link"))
    taken = [name for names in pairs if not any(getattr(words, name) for name in names) for name in names]
    return replace(words, **{name: getattr(other, name) for name in taken})


def differing(before: PageSettings, after: PageSettings) -> list[str]:
    """Return the names of what differs, as commands and the audit call it: "name", "greeting-de"."""
    own = [field.name for field in fields(PageSettings) if field.name not in ("english", "german")]
    found = [name for name in own if getattr(before, name) != getattr(after, name)]
    for ending, language in (("en", "english"), ("de", "german")):
        one, other = getattr(before, language), getattr(after, language)
        names = [field.name for field in fields(PageWords)]
        found += [f"{name.replace('_', '-')}-{ending}" for name in names if getattr(one, name) != getattr(other, name)]
    return found

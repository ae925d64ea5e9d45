"""The vocabulary of a host for anybody: logins without an account, what a session has used, and who watches over it.

There the key of a console's device is its account. A host says that it is such a one right after its `Welcome`
(`OpenHost`), to everybody; a program of before ignores that. What administrators see and change comes last.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.rates.puzzle import ANSWER_BYTES, BITS_MOST, TOKEN_BYTES
from protocol.vocabulary.accounts import TIME_LIMIT_MS, PublicKey, Request, Signature
from protocol.vocabulary.codec import AtMost, Between, Exactly, Matching, Message
from protocol.vocabulary.messages import SessionId, Text

TERMS_LIMIT = 8000  # characters
TERMS_MARK_BYTES = 32  # SHA-256 of the terms in UTF-8
INVITATION_LIMIT = 100  # characters
USERS_LIMIT = 60  # of one answer, so that it fits into one record
BANS_LIMIT = 200  # likewise
MARK = "[0-9A-F]{4}( [0-9A-F]{4}){3}"
"""How a key is called that nobody's name stands for."""
SOURCE = "[0-9a-f.:]{2,39}/[0-9]{1,3}"
"""An address, or a network of them."""

KeyMark = Annotated[str, Matching(19, MARK)]
Source = Annotated[str, Matching(43, f"{SOURCE}|")]  # "": unknown
Banned = Annotated[str, Matching(43, f"{MARK}|{SOURCE}")]
TermsMark = Annotated[bytes, Exactly(TERMS_MARK_BYTES)]
Count = Annotated[int, Between(0, 2**53 - 1)]  # as JavaScript counts exactly
Moment = Annotated[int, Between(0, TIME_LIMIT_MS)]  # milliseconds since 1970; 0: never


class Use(enum.StrEnum):
    """How a session stands to what the host lets its technician use."""

    FREE = "free"
    SLOW = "slow"  # it is used up: pictures come more slowly, and end after a while
    OVER = "over"  # no screen is shown any more; everybody may go on to chat


class Spent(enum.StrEnum):
    """What is used up."""

    NOTHING = "nothing"
    TIME = "time"  # of sessions from where the technician is, today
    BYTES = "bytes"  # likewise
    ALL_TIME = "all_time"  # of everybody at this host, today
    ALL_BYTES = "all_bytes"


@dataclass(frozen=True, kw_only=True)
class OpenHost(Message):
    """This host lets technicians in without an account; `contact` is where abuse is reported, "": nowhere."""

    TAG: ClassVar[str] = "open_host"
    contact: Text = ""


@dataclass(frozen=True, kw_only=True)
class AskEntry(Message):
    """A console wants to come in with this key (Ed25519); answered with `Entry`."""

    TAG: ClassVar[str] = "ask_entry"
    signing: PublicKey


@dataclass(frozen=True, kw_only=True)
class Entry(Message):
    """What the key has to do for it. `token` is fresh; the work is asked of a key that the host does not know."""

    TAG: ClassVar[str] = "entry"
    token: Annotated[bytes, Exactly(TOKEN_BYTES)]
    bits: Annotated[int, Between(0, BITS_MOST)] = 0  # of work over the token; 0: none
    invited: bool = False  # a new key needs an invitation of whoever runs the host
    terms: Annotated[str, AtMost(TERMS_LIMIT)] = ""  # plain text; "": there are none


@dataclass(frozen=True, kw_only=True)
class DeviceLogin(Message):
    """The answer to `Entry`, signed by the key: answered as every login."""

    TAG: ClassVar[str] = "device_login"
    signature: Signature
    answer: Annotated[bytes, AtMost(ANSWER_BYTES)] = b""
    invitation: Annotated[str, AtMost(INVITATION_LIMIT)] = ""
    terms: TermsMark | None = None  # those that the technician has accepted


@dataclass(frozen=True, kw_only=True)
class SessionUse(Message):
    """To all members: how their session stands, whenever that changes; `seconds` is when it changes for the worse."""

    TAG: ClassVar[str] = "session_use"
    session: SessionId
    use: Use
    spent: Spent = Spent.NOTHING
    seconds: Annotated[int, Between(0, 86400)] = 0


@dataclass(frozen=True, kw_only=True)
class ReportSession(Message):
    """The customer reports the session to whoever runs the host, who is told when, and of which key; nothing else."""

    TAG: ClassVar[str] = "report_session"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class SessionReported(Message):
    """The report is kept."""

    TAG: ClassVar[str] = "session_reported"
    session: SessionId


# -- what administrators see and change ---------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class AskGuests(Message):
    """An administrator wants to see what is used; answered with `Guests`, or `Changed` with why not."""

    TAG: ClassVar[str] = "ask_guests"
    request: Request


@dataclass(frozen=True, kw_only=True)
class GuestRow:
    """What one key has used today since the host was started, and whether customers have reported it."""

    key: KeyMark
    source: Source
    sessions: Count  # that go on
    seconds: Count
    bytes: Count
    reports: Count  # ever
    reported_ms: Moment  # when last
    seen_ms: Moment  # when it came in last


@dataclass(frozen=True, kw_only=True)
class Guests(Message):
    """What is used today, and by which keys: those that were reported first, then those that use most."""

    TAG: ClassVar[str] = "guests"
    request: Request
    open: bool  # technicians come in without an account
    sessions: Count  # that go on
    seconds: Count
    bytes: Count
    sources: Count
    keys: Count  # that the host knows
    refused: Count  # since its start
    rows: Annotated[tuple[GuestRow, ...], AtMost(USERS_LIMIT)]
    bans: Annotated[tuple[Banned, ...], AtMost(BANS_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class SetBan(Message):
    """An administrator bans a key, or whoever comes from an address or a network; or no longer."""

    TAG: ClassVar[str] = "set_ban"
    request: Request
    what: Banned
    banned: bool


KINDS: tuple[type[Message], ...] = (
    *(OpenHost, AskEntry, Entry, DeviceLogin),
    *(SessionUse, ReportSession, SessionReported),
    *(AskGuests, Guests, SetBan),
)

"""The core of the vocabulary between a member and the host: links, logins, sessions, seats, shares.

`joins`, `accounts`, `teamwork`, `desktop`, `queue`, `reports` and `web` hold the rest, `vocabulary` all of it;
PROTOCOL.md says who sends what when.

Every message here is an Event: delivered in order, never dropped. What members say to each other is `content`, which
travels inside `Sealed` and which the host cannot read.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.notation.names import NAME_LIMIT
from protocol.vocabulary.codec import AtMost, Between, Clean, Exactly, Message

VERSION = 1  # another major version is refused
MINOR_VERSION = 0  # says which optional fields a peer knows; never refused

TEXT_LIMIT = 200  # characters of a line about something
ADDRESS_LIMIT = 300  # characters of HOST[:PORT]
MEMBERS_LIMIT = 16  # members of one session
RIGHTS_LIMIT = 32  # rights of one group
BOX_LIMIT = 62 * 1024  # bytes of one sealed box

SessionId = Annotated[bytes, Exactly(16)]
Token = Annotated[bytes, Exactly(32)]  # proves a seat or a technician's login to the host
Salt = Annotated[bytes, Exactly(16)]  # fresh for every attachment, part of every content key
MemberNumber = Annotated[int, Between(0, 65535)]  # 0 stands for the host where a member is named
Generation = Annotated[int, Between(0, 2**32 - 1)]  # counts a member's attachments
Through = Annotated[str, Clean(NAME_LIMIT, empty=True)]  # what relays a link, see `link.relay`; "": nothing
Name = Annotated[str, Clean(NAME_LIMIT)]  # of somebody or something; see `notation.names`
MaybeName = Annotated[str, Clean(NAME_LIMIT, empty=True)]  # "": none, or not said
Text = Annotated[str, Clean(TEXT_LIMIT, empty=True)]  # a line that may have names in it
RightNames = Annotated[tuple[Annotated[str, AtMost(40)], ...], AtMost(RIGHTS_LIMIT)]


class Role(enum.StrEnum):
    """What a member is in a session."""

    LEAD = "lead"
    COLLABORATOR = "collaborator"
    CUSTOMER = "customer"


class SessionState(enum.StrEnum):
    """Where a session stands."""

    WAITING = "waiting"  # nobody has joined yet, or the customer has left
    CONNECTING = "connecting"  # a join is going on
    ACTIVE = "active"  # the customer is there
    RECONNECTING = "reconnecting"  # the customer's or the lead's seat is kept, its link is down
    ON_HOLD = "on_hold"
    TRANSFERRING = "transferring"
    CLOSED = "closed"
    TIMED_OUT = "timed_out"


class Channel(enum.StrEnum):
    """Which kind of content a `Sealed` carries; all that the host knows of it."""

    TALK = "talk"  # names, keys, what technicians ask each other
    CHAT = "chat"
    SHARE = "share"  # what is shared, acknowledgements
    PICTURE = "picture"  # updates of the mirror
    POINTER = "pointer"  # the sharer's pointer
    DESKTOP = "desktop"  # the same three, of the customer's desktop
    DESKTOP_PICTURE = "desktop_picture"
    DESKTOP_POINTER = "desktop_pointer"
    INPUT = "input"  # a technician's mouse and keyboard for the customer's desktop
    POINTING = "pointing"  # marks over a picture, which act on nothing


class Reason(enum.StrEnum):
    """Why something was refused or ended; a program turns it into a sentence for its user."""

    NONE = "none"
    HOST_OLDER = "host_older"  # the peer speaks a newer major version
    HOST_NEWER = "host_newer"  # the peer speaks an older one
    BAD_MESSAGE = "bad_message"
    LIMIT = "limit"  # a named limit was reached (too many joins, sessions, bytes)
    NOT_ALLOWED = "not_allowed"  # the rights table does not list it
    WRONG_LOGIN = "wrong_login"
    UNKNOWN_CODE = "unknown_code"  # never made, or used already
    CODE_EXPIRED = "code_expired"
    CODE_BURNED = "code_burned"  # three wrong tries
    WRONG_CODE = "wrong_code"
    NOT_ADMITTED = "not_admitted"  # the lead said no, or did not answer
    LEAD_AWAY = "lead_away"
    CUSTOMER_PRESENT = "customer_present"  # the session has a customer already
    UNKNOWN_SESSION = "unknown_session"
    SESSION_CLOSED = "session_closed"
    TIMED_OUT = "timed_out"
    STOPPED = "stopped"  # the one who shares stopped it
    WINDOW_CLOSED = "window_closed"  # the customer closed the mirror or pressed End
    RIGHT_REMOVED = "right_removed"
    LEFT = "left"
    ENDED_BY_LEAD = "ended_by_lead"
    REPLACED = "replaced"  # the same seat was taken up by a newer link
    HANDED_OVER = "handed_over"  # another technician leads the session now
    TRANSFERRED = "transferred"  # to another technician, who leads it now
    REMOVED = "removed"  # the lead removed this member
    DISABLED = "disabled"  # an administrator disabled this technician; never told to customers
    TECHNICIAN_GONE = "technician_gone"  # to customers: no technician is left in the session, whatever the cause
    ON_HOLD = "on_hold"
    DECLINED = "declined"
    OFFLINE = "offline"  # no console of this technician is there
    BUSY = "busy"  # this technician does not want to be asked
    REVOKED = "revoked"  # the customer took the consent back
    CAPTURE_FAILED = "capture_failed"  # the customer's screen could not be read
    LOCKED = "locked"  # wrong passwords were tried for this name; `LoginLater` says when again
    NAME_TAKEN = "name_taken"
    BAD_NAME = "bad_name"  # empty, or with characters that cannot be read
    CIRCLE = "circle"  # a group would be below itself
    NOT_EMPTY = "not_empty"  # a group with technicians or groups in it
    UNKNOWN_NAME = "unknown_name"  # of a group, a technician or a right
    LAST_ADMINISTRATOR = "last_administrator"
    HOST_TECHNICIAN = "host_technician"  # whoever sits at the host itself, who stays
    SETTING_LOCKED = "setting_locked"  # a group above has locked this right
    WEAK_PASSWORD = "weak_password"  # noqa: S105  # shorter than `accounts.PASSWORD_LEAST`
    KNOWN_PASSWORD = "known_password"  # noqa: S105  # among the first that are tried: the name, a much used one, a row
    CHANGE_NEEDED = "change_needed"  # the password is right, and somebody else has set it: login with another one
    BAD_PICTURE = "bad_picture"  # no plain PNG, or a larger one than is taken
    UNKNOWN_CHANNEL = "unknown_channel"  # no technician group of this host has it
    PICKED_UP = "picked_up"  # another technician was faster, or the customer waits no more
    STORAGE = "storage"  # the host cannot use its database
    SHUTDOWN = "shutdown"
    ASKED_OFTEN = "asked_often"  # the customer has been asked twice and did not say yes
    QUOTA = "quota"  # what somebody without an account may use of the host is used up
    BANNED = "banned"  # whoever runs the host does not let this key in, or nobody from there
    TERMS_NEEDED = "terms_needed"  # of the host, which the technician has to accept first
    INVITATION_NEEDED = "invitation_needed"  # of whoever runs the host, for a new key
    ELSEWHERE = "elsewhere"  # at another host, which this client's other business does not let it go to


OTHER_VERSION = frozenset({Reason.HOST_OLDER, Reason.HOST_NEWER})
"""Why nothing is tried again: one of the two programs has to be updated first."""


@dataclass(frozen=True, kw_only=True)
class Hello(Message):
    """The first message on a link, from the one who connected."""

    TAG: ClassVar[str] = "hello"
    version: Annotated[int, Between(0, 65535)] = VERSION
    minor: Annotated[int, Between(0, 65535)] = MINOR_VERSION
    program: Text = ""


@dataclass(frozen=True, kw_only=True)
class Welcome(Message):
    """The host's answer to `Hello`.

    `certificate` is the SHA-256 by which the host is known. Where another one is seen, somebody in between ends TLS.
    """

    TAG: ClassVar[str] = "welcome"
    minor: Annotated[int, Between(0, 65535)] = MINOR_VERSION
    certificate: Annotated[bytes, Exactly(32)] | None = None


@dataclass(frozen=True, kw_only=True)
class Refused(Message):
    """The host did not do what the message tagged `about` asked for."""

    TAG: ClassVar[str] = "refused"
    about: Annotated[str, AtMost(40)]
    reason: Reason
    session: SessionId | None = None


@dataclass(frozen=True, kw_only=True)
class Redirected(Message):
    """What the client asked this host for is at the host at `address`, HOST[:PORT]; the link ends."""

    TAG: ClassVar[str] = "redirected"
    address: Annotated[str, Clean(ADDRESS_LIMIT, empty=True)]


@dataclass(frozen=True, kw_only=True)
class Ping(Message):
    """Ask for a `Pong`; sent when nothing else was."""

    TAG: ClassVar[str] = "ping"


@dataclass(frozen=True, kw_only=True)
class Pong(Message):
    """Answer a `Ping`."""

    TAG: ClassVar[str] = "pong"


@dataclass(frozen=True, kw_only=True)
class TokenLogin(Message):
    """A technician's console on its own computer logs in with the host's token file."""

    TAG: ClassVar[str] = "token_login"
    token: Token


@dataclass(frozen=True, kw_only=True)
class LoggedIn(Message):
    """The host knows this technician."""

    TAG: ClassVar[str] = "logged_in"
    name: Name
    group: Name
    rights: RightNames


@dataclass(frozen=True, kw_only=True)
class Rights(Message):
    """The rights of the technician's group have changed to these."""

    TAG: ClassVar[str] = "rights"
    rights: RightNames


@dataclass(frozen=True, kw_only=True)
class OpenSession(Message):
    """A technician starts a session, as its lead."""

    TAG: ClassVar[str] = "open_session"
    request: Annotated[int, Between(0, 2**32 - 1)]  # returned in the answer


@dataclass(frozen=True, kw_only=True)
class SessionOpened(Message):
    """The session exists; the lead attaches next."""

    TAG: ClassVar[str] = "session_opened"
    request: Annotated[int, Between(0, 2**32 - 1)]
    session: SessionId
    member: MemberNumber
    token: Token


@dataclass(frozen=True, kw_only=True)
class Attach(Message):
    """Take a seat on this link, at first or after a break. A lead has logged in on the link before."""

    TAG: ClassVar[str] = "attach"
    session: SessionId
    member: MemberNumber
    token: Token
    salt: Salt


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One member as the others see them."""

    member: MemberNumber
    role: Role
    present: bool
    generation: Generation  # of the latest attachment
    salt: Salt  # of the latest attachment


@dataclass(frozen=True, kw_only=True)
class Room(Message):
    """All there is to know about a session, to every attached member, each time that any of it changed."""

    TAG: ClassVar[str] = "room"
    session: SessionId
    state: SessionState
    seats: Annotated[tuple[Seat, ...], AtMost(MEMBERS_LIMIT)]
    sharing: MemberNumber  # who shares, 0: nobody


@dataclass(frozen=True, kw_only=True)
class Sealed(Message):
    """Content between two members. `member` is the receiver on the way to the host, the sender on the way from it."""

    TAG: ClassVar[str] = "sealed"
    session: SessionId
    member: MemberNumber
    generation: Generation  # of the receiver's attachment; the host drops what was meant for an earlier one
    channel: Channel
    box: Annotated[bytes, AtMost(BOX_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class StartShare(Message):
    """A technician asks to share their desktop with the customer."""

    TAG: ClassVar[str] = "start_share"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class TakeShare(Message):
    """The lead ends the share of `member` and shares their own desktop instead, in one step."""

    TAG: ClassVar[str] = "take_share"
    session: SessionId
    member: MemberNumber  # who shares, as the lead was shown; refused where somebody else does by now


@dataclass(frozen=True, kw_only=True)
class PassShare(Message):
    """The lead ends the running share so that the technician `member`, who has asked for it, may begin their own."""

    TAG: ClassVar[str] = "pass_share"
    session: SessionId
    member: MemberNumber


@dataclass(frozen=True, kw_only=True)
class EndShare(Message):
    """End the running share: by the one who shares, or by the customer."""

    TAG: ClassVar[str] = "end_share"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class ShareChanged(Message):
    """A share began or ended; `by` is who did it, 0 for the host."""

    TAG: ClassVar[str] = "share_changed"
    session: SessionId
    sharing: MemberNumber  # who shares now, 0: nobody
    by: MemberNumber
    reason: Reason
    before: MemberNumber = 0  # who shared until now, 0: nobody


@dataclass(frozen=True, kw_only=True)
class Leave(Message):
    """Give the seat up. The lead ends the session with it."""

    TAG: ClassVar[str] = "leave"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Message):
    """A member's seat is gone: left, or not back in time."""

    TAG: ClassVar[str] = "member_left"
    session: SessionId
    member: MemberNumber
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class SessionClosed(Message):
    """The session is over.

    To a customer who has been left alone (`TECHNICIAN_GONE`) `channel` names the queue that has their place, by the
    time of their first wait: they may `Wait` there with the token of their seat.
    """

    TAG: ClassVar[str] = "session_closed"
    session: SessionId
    reason: Reason
    channel: Annotated[str, Clean(40, empty=True)] = ""  # "": none


@dataclass(frozen=True, kw_only=True)
class Draining(Message):
    """The host is about to be stopped; until then the session goes on, and nothing new begins."""

    TAG: ClassVar[str] = "draining"
    session: SessionId
    seconds: Annotated[int, Between(0, 24 * 3600)]  # at most


KINDS: tuple[type[Message], ...] = (
    *(Hello, Welcome, Refused, Redirected, Ping, Pong),
    *(TokenLogin, LoggedIn, Rights),
    *(OpenSession, SessionOpened),
    *(Attach, Room, Sealed),
    *(StartShare, TakeShare, PassShare, EndShare, ShareChanged),
    *(Leave, MemberLeft, SessionClosed, Draining),
)

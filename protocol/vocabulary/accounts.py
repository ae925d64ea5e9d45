"""The vocabulary of technicians' accounts: login with a password, colleagues, administration. All of it Events.

What only administrators may send is answered with `Changed` to the one who asked, and told to every administrator who
watches the directory as `GroupEntry`, `TechnicianEntry`, `EntryGone`.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.codec import AtMost, Between, Clean, Exactly, Message
from protocol.vocabulary.messages import RIGHTS_LIMIT, MaybeName, Name, Reason, Token

PASSWORD_LEAST = 10  # characters
PASSWORD_LIMIT = 200  # characters
LATER_LIMIT_S = 3600
SESSIONS_LIMIT = 100  # sessions at a time that a group may be allowed
REPLIES_LIMIT = 20  # predefined replies of a group
REPLY_LIMIT = 500  # characters of one
FULL_NAME_LIMIT = 100  # characters
EMAIL_LIMIT = 254  # characters
COMMENT_LIMIT = 500  # characters

TechnicianNumber = Annotated[int, Between(1, 2**31 - 1)]
GroupNumber = Annotated[int, Between(1, 2**31 - 1)]
ParentNumber = Annotated[int, Between(0, 2**31 - 1)]  # 0: no group, the top of the tree
TIME_LIMIT_MS = 10**14  # in the year 5138

FullName = Annotated[str, Clean(FULL_NAME_LIMIT, empty=True)]
Email = Annotated[str, Clean(EMAIL_LIMIT, empty=True)]
Comment = Annotated[str, Clean(COMMENT_LIMIT, empty=True)]
Request = Annotated[int, Between(0, 2**32 - 1)]  # returned in the answer
Password = Annotated[str, AtMost(PASSWORD_LIMIT)]
PublicKey = Annotated[bytes, Exactly(32)]
Signature = Annotated[bytes, Exactly(64)]  # Ed25519
RightName = Annotated[str, Clean(40, empty=True)]
ReplyTexts = Annotated[tuple[Annotated[str, AtMost(REPLY_LIMIT)], ...], AtMost(REPLIES_LIMIT)]


_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")


def is_address(text: str) -> bool:
    """Return whether `text` looks like an e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


class Presence(enum.StrEnum):
    """Whether a technician can be asked for something."""

    ONLINE = "online"
    AWAY = "away"
    BUSY = "busy"
    OFFLINE = "offline"


class Setting(enum.StrEnum):
    """What a group says about a right."""

    INHERIT = "inherit"  # as the group above; at the top of the tree: off
    ON = "on"
    OFF = "off"


class Scope(enum.StrEnum):
    """Which groups a change of rights is for."""

    GROUP = "group"
    SUBGROUPS = "subgroups"  # this one and all below it, which inherit from now on
    ALL = "all"  # every group gets the same settings


@dataclass(frozen=True, kw_only=True)
class PasswordLogin(Message):
    """A technician's console logs in on a host that is not its own."""

    TAG: ClassVar[str] = "password_login"
    name: MaybeName
    password: Password


@dataclass(frozen=True, kw_only=True)
class KnownDevice(Message):
    """A console has logged in as this technician before: the host gives it the token, it shows it at the next login.

    It opens nothing. Whoever shows it does not wait for those who guess at that technician's password from elsewhere.
    """

    TAG: ClassVar[str] = "known_device"
    token: Token


@dataclass(frozen=True, kw_only=True)
class NewPassword(Message):
    """Before `PasswordLogin`, which the host has refused with `CHANGE_NEEDED`: the password from this login on."""

    TAG: ClassVar[str] = "new_password"
    password: Password


@dataclass(frozen=True, kw_only=True)
class LoginLater(Message):
    """Before the login is refused with `LOCKED`: after so many seconds a password is compared again."""

    TAG: ClassVar[str] = "login_later"
    seconds: Annotated[int, Between(1, LATER_LIMIT_S)]


@dataclass(frozen=True, kw_only=True)
class Account(Message):
    """After `LoggedIn`, and whenever it changes: what else the host knows of the technician."""

    TAG: ClassVar[str] = "account"
    technician: TechnicianNumber
    administrator: bool
    sessions_limit: Annotated[int, Between(0, SESSIONS_LIMIT)]  # that the technician may lead at a time


@dataclass(frozen=True, kw_only=True)
class ChangePassword(Message):
    """The technician who is logged in wants another password; answered with `Changed`."""

    TAG: ClassVar[str] = "change_password"
    request: Request
    old: Password
    new: Password


@dataclass(frozen=True, kw_only=True)
class DeviceKeys(Message):
    """The console's own public keys, X25519 and Ed25519; see `device`."""

    TAG: ClassVar[str] = "device_keys"
    exchange: PublicKey
    signing: PublicKey


@dataclass(frozen=True, kw_only=True)
class Prekey(Message):
    """The public half of a key that the console has drawn for this login, signed by its device; see `invitation`."""

    TAG: ClassVar[str] = "prekey"
    key: PublicKey
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class SetPresence(Message):
    """The technician is there, away or busy."""

    TAG: ClassVar[str] = "set_presence"
    presence: Presence


@dataclass(frozen=True, kw_only=True)
class Colleague(Message):
    """Another technician of the host, to every console: after its login, and whenever any of it changes."""

    TAG: ClassVar[str] = "colleague"
    technician: TechnicianNumber
    name: Name
    group: Name
    presence: Presence
    exchange: PublicKey | None  # of the console that logged in last; None: none is
    signing: PublicKey | None
    prekey: PublicKey | None = None
    prekey_signature: Signature | None = None


@dataclass(frozen=True, kw_only=True)
class ColleagueGone(Message):
    """This technician is disabled or removed."""

    TAG: ClassVar[str] = "colleague_gone"
    technician: TechnicianNumber


@dataclass(frozen=True, kw_only=True)
class WatchDirectory(Message):
    """An administrator wants to see all groups and technicians, and follow their changes; or no longer."""

    TAG: ClassVar[str] = "watch_directory"
    request: Request
    watch: bool


@dataclass(frozen=True, kw_only=True)
class RightSetting:
    """What a group says about one right; never sent by itself."""

    name: RightName
    setting: Setting
    locked: bool  # groups below cannot say anything else
    locked_above: bool = False  # a group above has locked it; ignored from a console
    effective: bool = False  # what comes of it; ignored from a console


@dataclass(frozen=True, kw_only=True)
class GroupEntry(Message):
    """A technician group as administrators see it."""

    TAG: ClassVar[str] = "group_entry"
    group: GroupNumber
    parent: ParentNumber
    name: Name
    rights: Annotated[tuple[RightSetting, ...], AtMost(RIGHTS_LIMIT)]
    sessions: Annotated[int, Between(0, SESSIONS_LIMIT)]  # that one technician may lead at a time; 0: inherit
    sessions_effective: Annotated[int, Between(0, SESSIONS_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class TechnicianEntry(Message):
    """A technician as administrators see them."""

    TAG: ClassVar[str] = "technician_entry"
    technician: TechnicianNumber
    group: GroupNumber
    name: Name
    administrator: bool
    disabled: bool
    presence: Presence
    full_name: FullName = ""
    email: Email = ""
    comment: Comment = ""
    last_login_ms: Annotated[int, Between(0, TIME_LIMIT_MS)] = 0  # since 1970; 0: never


@dataclass(frozen=True, kw_only=True)
class EntryGone(Message):
    """A group or a technician exists no longer; the other number is 0."""

    TAG: ClassVar[str] = "entry_gone"
    group: ParentNumber
    technician: ParentNumber


@dataclass(frozen=True, kw_only=True)
class Changed(Message):
    """The request was carried out (reason `NONE`), or not and why."""

    TAG: ClassVar[str] = "changed"
    request: Request
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class AddGroup(Message):
    """Make a technician group; it inherits everything."""

    TAG: ClassVar[str] = "add_group"
    request: Request
    parent: ParentNumber
    name: MaybeName


@dataclass(frozen=True, kw_only=True)
class ChangeGroup(Message):
    """Give a group another name or another place in the tree."""

    TAG: ClassVar[str] = "change_group"
    request: Request
    group: GroupNumber
    parent: ParentNumber
    name: MaybeName


@dataclass(frozen=True, kw_only=True)
class RemoveGroup(Message):
    """Remove a group; its technicians and subgroups move to `heir`, 0 refuses where there are any."""

    TAG: ClassVar[str] = "remove_group"
    request: Request
    group: GroupNumber
    heir: ParentNumber


@dataclass(frozen=True, kw_only=True)
class SetGroupRights(Message):
    """Set what a group says about its rights, all of them at once."""

    TAG: ClassVar[str] = "set_group_rights"
    request: Request
    group: GroupNumber
    rights: Annotated[tuple[RightSetting, ...], AtMost(RIGHTS_LIMIT)]
    sessions: Annotated[int, Between(0, SESSIONS_LIMIT)]
    scope: Scope


@dataclass(frozen=True, kw_only=True)
class AddTechnician(Message):
    """Make a technician, with a first password."""

    TAG: ClassVar[str] = "add_technician"
    request: Request
    group: GroupNumber
    name: MaybeName
    password: Password
    administrator: bool


@dataclass(frozen=True, kw_only=True)
class ChangeTechnician(Message):
    """Change a technician: name, group, administrator or not, disabled or not."""

    TAG: ClassVar[str] = "change_technician"
    request: Request
    technician: TechnicianNumber
    group: GroupNumber
    name: MaybeName
    administrator: bool
    disabled: bool


@dataclass(frozen=True, kw_only=True)
class DescribeTechnician(Message):
    """Set what administrators know of a technician besides the name."""

    TAG: ClassVar[str] = "describe_technician"
    request: Request
    technician: TechnicianNumber
    full_name: FullName
    email: Email
    comment: Comment


@dataclass(frozen=True, kw_only=True)
class ResetPassword(Message):
    """Give a technician another password; their consoles have to log in again."""

    TAG: ClassVar[str] = "reset_password"
    request: Request
    technician: TechnicianNumber
    password: Password


@dataclass(frozen=True, kw_only=True)
class RemoveTechnician(Message):
    """Forget a technician for good; what they did stays, without their name."""

    TAG: ClassVar[str] = "remove_technician"
    request: Request
    technician: TechnicianNumber


@dataclass(frozen=True, kw_only=True)
class UnlockTechnician(Message):
    """Let a technician whose passwords were wrong try again at once."""

    TAG: ClassVar[str] = "unlock_technician"
    request: Request
    technician: TechnicianNumber


@dataclass(frozen=True, kw_only=True)
class Replies(Message):
    """After `LoggedIn`, and when they change: the predefined replies of the technician's group.

    Those of a group without any are those of the nearest group above that has some.
    """

    TAG: ClassVar[str] = "replies"
    replies: ReplyTexts


@dataclass(frozen=True, kw_only=True)
class GroupReplies(Message):
    """The predefined replies that a group has itself, as administrators see them; follows its `GroupEntry`."""

    TAG: ClassVar[str] = "group_replies"
    group: GroupNumber
    replies: ReplyTexts


@dataclass(frozen=True, kw_only=True)
class SetGroupReplies(Message):
    """Give a group these predefined replies in place of those it has."""

    TAG: ClassVar[str] = "set_group_replies"
    request: Request
    group: GroupNumber
    replies: ReplyTexts


@dataclass(frozen=True, kw_only=True)
class CertificateEnds(Message):
    """The host's certificate ends soon, or has ended."""

    TAG: ClassVar[str] = "certificate_ends"
    ends_ms: Annotated[int, Between(0, TIME_LIMIT_MS)]  # since 1970; 0: it was renewed


KINDS: tuple[type[Message], ...] = (
    *(PasswordLogin, KnownDevice, NewPassword, LoginLater, Account, ChangePassword, DeviceKeys, Prekey),
    *(SetPresence, Colleague, ColleagueGone),
    *(WatchDirectory, GroupEntry, TechnicianEntry, EntryGone, Changed),
    *(AddGroup, ChangeGroup, RemoveGroup, SetGroupRights),
    *(AddTechnician, ChangeTechnician, DescribeTechnician, ResetPassword, RemoveTechnician, UnlockTechnician),
    *(Replies, GroupReplies, SetGroupReplies),
    CertificateEnds,
)

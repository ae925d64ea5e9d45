"""What the audit says, and the chain of hashes that shows whether it was touched. No I/O.

An entry holds who did what and when: never content, codes, tokens or keys.
"""

from __future__ import annotations

import enum
import hashlib
import json
from dataclasses import asdict, dataclass

FIRST_HASH = bytes(32)  # stands before the first row
COMMAND_LINE = "(command line)"  # begins what stands for whoever ran a command; no technician's name begins so


class Event(enum.StrEnum):
    """What can be in the audit."""

    LOGIN = "login"
    LOGIN_REFUSED = "login_refused"
    SESSION_OPENED = "session_opened"
    SESSION_CLOSED = "session_closed"
    CODE_MADE = "code_made"
    CODE_USED = "code_used"
    CODE_BURNED = "code_burned"
    CODE_EXPIRED = "code_expired"
    CODE_ENDED = "code_ended"
    JOIN_REFUSED = "join_refused"
    MEMBER_JOINED = "member_joined"
    MEMBER_LEFT = "member_left"
    SHARE_STARTED = "share_started"
    SHARE_ENDED = "share_ended"
    SHARE_PASSED_ON = "share_passed_on"  # the lead ends a share so that another technician may begin theirs
    DESKTOP_ASKED = "desktop_asked"  # a technician asks for the customer's desktop
    DESKTOP_ALLOWED = "desktop_allowed"  # the lead lets a collaborating technician ask the customer, or not
    DESKTOP_CHANGED = "desktop_changed"  # granted, declined, revoked, ended
    DESKTOP_USED = "desktop_used"  # how long it was seen or operated, once that is over
    INVITED = "invited"  # a technician, into a session or to lead it
    INVITATION_ENDED = "invitation_ended"
    ROLE_CHANGED = "role_changed"  # leads the session from now on, or collaborates
    HOLD_CHANGED = "hold_changed"
    RIGHT_CHANGED = "right_changed"
    GROUP_ADDED = "group_added"
    GROUP_CHANGED = "group_changed"
    GROUP_REMOVED = "group_removed"
    REPLIES_CHANGED = "replies_changed"
    PAGE_CHANGED = "page_changed"  # what customers see of the company
    TECHNICIAN_ADDED = "technician_added"
    TECHNICIAN_CHANGED = "technician_changed"
    TECHNICIAN_DESCRIBED = "technician_described"  # full name, e-mail, comment
    TECHNICIAN_REMOVED = "technician_removed"
    TECHNICIAN_UNLOCKED = "technician_unlocked"  # after too many wrong logins
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    WAITED = "waited"  # somebody without a code begins to wait in a channel's queue
    PICKED_UP = "picked_up"  # by a technician
    GAVE_UP = "gave_up"  # waits no more, and was not picked up
    GUEST_BANNED = "guest_banned"  # a key or a network, which comes in no more without an account
    GUEST_ALLOWED = "guest_allowed"  # again
    SESSION_REPORTED = "session_reported"  # by its customer, to whoever runs the host
    REFUSED = "refused"  # a message that the rights table does not allow
    REPORT_READ = "report_read"  # sessions, figures or the audit, by an administrator
    REPORT_SAVED = "report_saved"  # the same, into a file
    AUDIT_CHECKED = "audit_checked"  # whether it is what was written
    ADDRESSES_APART = "addresses_apart"  # of rows from before they stood apart, see `chain.check`
    ADDRESSES_DELETED = "addresses_deleted"  # those of days long gone, see `chain.addresses`
    SESSION_NOTED = "session_noted"  # which of customer, reference, note and outcome a technician has changed
    NOTES_DELETED = "notes_deleted"  # of sessions long gone, or of one on request


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row before it is numbered and hashed."""

    event: Event
    time_ms: int  # since 1970, UTC
    session: bytes = b""
    member: int = 0
    who: str = ""  # a technician's name, see `chain.names`, or a stranger's address
    detail: str = ""


@dataclass(frozen=True)
class Row:
    """One row of the audit."""

    number: int
    entry: Entry
    hash: bytes


class TamperedError(Exception):
    """The audit is not what was written; the text says where."""


def row_hash(before: bytes, number: int, entry: Entry) -> bytes:
    """Return the hash of row `number`, which carries that of the row `before` it."""
    fields = asdict(entry) | {"number": number, "session": entry.session.hex(), "event": str(entry.event)}
    return hashlib.sha256(before + json.dumps(fields, sort_keys=True).encode()).digest()

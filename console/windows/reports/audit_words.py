"""What stands in the audit and in reports, said in plain words: kinds of events, and why something ended."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

GROUPS: dict[str, tuple[object, tuple[str, ...]]] = {
    "sessions": (
        QT_TRANSLATE_NOOP("audit_words", "Sessions"),
        (
            *("session_opened", "session_closed", "member_joined", "member_left", "role_changed", "hold_changed"),
            *("invited", "invitation_ended", "session_noted"),
        ),
    ),
    "codes": (
        QT_TRANSLATE_NOOP("audit_words", "Codes and queue"),
        (
            *("code_made", "code_used", "code_burned", "code_expired", "code_ended", "join_refused"),
            *("waited", "picked_up", "gave_up"),
        ),
    ),
    "sharing": (
        QT_TRANSLATE_NOOP("audit_words", "Sharing and control"),
        (
            "share_started",
            "share_ended",
            "share_passed_on",
            "desktop_asked",
            "desktop_allowed",
            "desktop_changed",
            "desktop_used",
        ),
    ),
    "logins": (
        QT_TRANSLATE_NOOP("audit_words", "Logins and refusals"),
        ("login", "login_refused", "password_changed", "refused", "session_reported"),
    ),
    "administration": (
        QT_TRANSLATE_NOOP("audit_words", "Administration"),
        (
            *("group_added", "group_changed", "group_removed", "right_changed", "replies_changed", "page_changed"),
            *("technician_added", "technician_changed", "technician_described", "technician_removed"),
            "technician_unlocked",
            *("guest_banned", "guest_allowed"),
            *("report_read", "report_saved", "audit_checked", "addresses_apart", "addresses_deleted"),
            "notes_deleted",
        ),
    ),
}
"""Kinds of events that belong together: their words, and the names of the events."""

EVENTS: dict[str, object] = {
    "login": QT_TRANSLATE_NOOP("audit_words", "Logged in"),
    "login_refused": QT_TRANSLATE_NOOP("audit_words", "Login refused"),
    "session_opened": QT_TRANSLATE_NOOP("audit_words", "Session opened"),
    "session_closed": QT_TRANSLATE_NOOP("audit_words", "Session ended"),
    "code_made": QT_TRANSLATE_NOOP("audit_words", "Code made"),
    "code_used": QT_TRANSLATE_NOOP("audit_words", "Code used"),
    "code_burned": QT_TRANSLATE_NOOP("audit_words", "Code entered wrongly too often"),
    "code_expired": QT_TRANSLATE_NOOP("audit_words", "Code expired"),
    "code_ended": QT_TRANSLATE_NOOP("audit_words", "Code taken back"),
    "join_refused": QT_TRANSLATE_NOOP("audit_words", "Join refused"),
    "member_joined": QT_TRANSLATE_NOOP("audit_words", "Joined the session"),
    "member_left": QT_TRANSLATE_NOOP("audit_words", "Left the session"),
    "share_started": QT_TRANSLATE_NOOP("audit_words", "Screen sharing started"),
    "share_ended": QT_TRANSLATE_NOOP("audit_words", "Screen sharing ended"),
    "share_passed_on": QT_TRANSLATE_NOOP("audit_words", "Sharing passed on"),
    "desktop_asked": QT_TRANSLATE_NOOP("audit_words", "Asked for the customer’s desktop"),
    "desktop_allowed": QT_TRANSLATE_NOOP("audit_words", "Let a colleague ask for the desktop"),
    "desktop_changed": QT_TRANSLATE_NOOP("audit_words", "Access to the desktop changed"),
    "invited": QT_TRANSLATE_NOOP("audit_words", "Colleague invited"),
    "invitation_ended": QT_TRANSLATE_NOOP("audit_words", "Invitation ended"),
    "role_changed": QT_TRANSLATE_NOOP("audit_words", "Role in the session changed"),
    "hold_changed": QT_TRANSLATE_NOOP("audit_words", "Put on hold, or resumed"),
    "right_changed": QT_TRANSLATE_NOOP("audit_words", "Right changed"),
    "group_added": QT_TRANSLATE_NOOP("audit_words", "Group added"),
    "page_changed": QT_TRANSLATE_NOOP("audit_words", "Web page changed"),
    "group_changed": QT_TRANSLATE_NOOP("audit_words", "Group changed"),
    "group_removed": QT_TRANSLATE_NOOP("audit_words", "Group removed"),
    "replies_changed": QT_TRANSLATE_NOOP("audit_words", "Predefined replies changed"),
    "technician_added": QT_TRANSLATE_NOOP("audit_words", "Technician added"),
    "technician_changed": QT_TRANSLATE_NOOP("audit_words", "Technician changed"),
    "technician_described": QT_TRANSLATE_NOOP("audit_words", "Technician’s details changed"),
    "technician_removed": QT_TRANSLATE_NOOP("audit_words", "Technician removed"),
    "technician_unlocked": QT_TRANSLATE_NOOP("audit_words", "Technician unlocked"),
    "password_changed": QT_TRANSLATE_NOOP("audit_words", "Password changed"),
    "waited": QT_TRANSLATE_NOOP("audit_words", "Customer began to wait in the queue"),
    "picked_up": QT_TRANSLATE_NOOP("audit_words", "Customer picked up from the queue"),
    "gave_up": QT_TRANSLATE_NOOP("audit_words", "Customer left the queue"),
    "refused": QT_TRANSLATE_NOOP("audit_words", "Not allowed, so refused"),
    "guest_banned": QT_TRANSLATE_NOOP("audit_words", "Key or network banned"),
    "guest_allowed": QT_TRANSLATE_NOOP("audit_words", "Ban lifted"),
    "session_reported": QT_TRANSLATE_NOOP("audit_words", "Session reported by the customer"),
    "desktop_used": QT_TRANSLATE_NOOP("audit_words", "Had the customer’s desktop"),
    "report_read": QT_TRANSLATE_NOOP("audit_words", "Report read"),
    "report_saved": QT_TRANSLATE_NOOP("audit_words", "Report saved as a file"),
    "audit_checked": QT_TRANSLATE_NOOP("audit_words", "Audit checked"),
    "addresses_apart": QT_TRANSLATE_NOOP("audit_words", "Addresses in older entries set apart"),
    "addresses_deleted": QT_TRANSLATE_NOOP("audit_words", "Older addresses deleted"),
    "session_noted": QT_TRANSLATE_NOOP("audit_words", "Session notes changed"),
    "notes_deleted": QT_TRANSLATE_NOOP("audit_words", "Session notes deleted"),
}
"""Each event of the host's audit."""

REASONS: dict[str, object] = {
    "ended_by_lead": QT_TRANSLATE_NOOP("audit_words", "ended by the technician"),
    "left": QT_TRANSLATE_NOOP("audit_words", "left"),
    "timed_out": QT_TRANSLATE_NOOP("audit_words", "not back in time"),
    "stopped": QT_TRANSLATE_NOOP("audit_words", "stopped"),
    "window_closed": QT_TRANSLATE_NOOP("audit_words", "closed by the customer"),
    "right_removed": QT_TRANSLATE_NOOP("audit_words", "right taken away"),
    "session_closed": QT_TRANSLATE_NOOP("audit_words", "session ended"),
    "removed": QT_TRANSLATE_NOOP("audit_words", "removed by the technician"),
    "handed_over": QT_TRANSLATE_NOOP("audit_words", "handed over"),
    "transferred": QT_TRANSLATE_NOOP("audit_words", "transferred"),
    "replaced": QT_TRANSLATE_NOOP("audit_words", "taken up elsewhere"),
    "disabled": QT_TRANSLATE_NOOP("audit_words", "technician disabled"),
    "on_hold": QT_TRANSLATE_NOOP("audit_words", "on hold"),
    "declined": QT_TRANSLATE_NOOP("audit_words", "declined"),
    "revoked": QT_TRANSLATE_NOOP("audit_words", "taken back by the customer"),
    "offline": QT_TRANSLATE_NOOP("audit_words", "not there"),
    "shutdown": QT_TRANSLATE_NOOP("audit_words", "host shut down"),
    "storage": QT_TRANSLATE_NOOP("audit_words", "database not writable"),
    "not_allowed": QT_TRANSLATE_NOOP("audit_words", "not allowed"),
    "wrong_login": QT_TRANSLATE_NOOP("audit_words", "wrong name or password"),
    "locked": QT_TRANSLATE_NOOP("audit_words", "tried again too early"),
    "change_needed": QT_TRANSLATE_NOOP("audit_words", "has to choose another password first"),
    "unknown_code": QT_TRANSLATE_NOOP("audit_words", "unknown code"),
    "wrong_code": QT_TRANSLATE_NOOP("audit_words", "wrong code"),
    "code_expired": QT_TRANSLATE_NOOP("audit_words", "code expired"),
    "code_burned": QT_TRANSLATE_NOOP("audit_words", "code entered wrongly too often"),
    "not_admitted": QT_TRANSLATE_NOOP("audit_words", "not admitted"),
    "limit": QT_TRANSLATE_NOOP("audit_words", "too many in a short time"),
    "banned": QT_TRANSLATE_NOOP("audit_words", "banned"),
    "terms_needed": QT_TRANSLATE_NOOP("audit_words", "terms not accepted"),
    "invitation_needed": QT_TRANSLATE_NOOP("audit_words", "no invitation"),
    "lead": QT_TRANSLATE_NOOP("audit_words", "leads"),
    "collaborator": QT_TRANSLATE_NOOP("audit_words", "collaborates"),
    "on": QT_TRANSLATE_NOOP("audit_words", "on hold"),
    "off": QT_TRANSLATE_NOOP("audit_words", "resumed"),
    "none": QT_TRANSLATE_NOOP("audit_words", "done"),
    "password": QT_TRANSLATE_NOOP("audit_words", "with a password"),
}
"""What may stand in a row's details, or end a session; anything else is shown as it is."""


def event_words(event: str) -> str:
    """Return what `event` is in the user's language; one of a newer host as its name."""
    return _translated(EVENTS, event)


def reason_words(reason: str) -> str:
    """Return why something ended, or other details, in the user's language; a name before it stays as it is."""
    name, colon, why = reason.rpartition(": ")
    return f"{name}{colon}{_translated(REASONS, why)}"


def group_words(group: str) -> str:
    """Return what the events in `GROUPS[group]` have in common."""
    return QCoreApplication.translate("audit_words", str(GROUPS[group][0]))


def _translated(words: dict[str, object], name: str) -> str:
    return QCoreApplication.translate("audit_words", str(words[name])) if name in words else name

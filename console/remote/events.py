"""What a change of access to the customer's desktop is called in a technician's transcript. Pure."""

from __future__ import annotations

from protocol.vocabulary.desktop import Access, DesktopChanged
from protocol.vocabulary.messages import Reason, Role

_REFUSALS = {
    Reason.TIMED_OUT: "desktop_unanswered",
    Reason.CAPTURE_FAILED: "desktop_unreadable",
    Reason.RIGHT_REMOVED: "desktop_right_removed",
    Reason.ON_HOLD: "desktop_on_hold",
    Reason.HANDED_OVER: "desktop_lead_changed",
}
_ENDINGS = {
    Reason.REVOKED: "desktop_revoked",
    Reason.CAPTURE_FAILED: "desktop_unreadable",
    Reason.RIGHT_REMOVED: "desktop_right_removed",
    Reason.TIMED_OUT: "desktop_lost",
    Reason.ON_HOLD: "desktop_on_hold",
    Reason.REPLACED: "desktop_replaced",
    Reason.HANDED_OVER: "desktop_lead_changed",
}
_REFUSED = (Reason.DECLINED, Reason.TIMED_OUT)


def own_event(before: Access, message: DesktopChanged, by: Role | None) -> str:
    """Return the event of a change of one's own access; empty where nothing has to be said.

    Args:
        before: what this technician had.
        message: what the host says.
        by: the role of who did it, None for the host.
    """
    now, own = message.access, message.by == message.member
    if now is Access.NONE and before is not Access.NONE:
        taken = "desktop_ended" if by in (None, Role.CUSTOMER) else "desktop_leave_taken"
        return _ENDINGS.get(message.reason, taken)
    if now is Access.NONE:
        return "" if own else _REFUSALS.get(message.reason) or _declined(by)
    if now.exceeds(before):
        return "" if by is None else f"desktop_{now}_allowed"  # by nobody: said again after a break
    if before.exceeds(now):
        return "desktop_control_right_removed" if message.reason is Reason.RIGHT_REMOVED else ""
    return "desktop_control_declined" if by is Role.CUSTOMER else ""


def other_event(message: DesktopChanged, *, had_it: bool) -> str:
    """Return the event of a change of another technician's access; empty where nothing has to be said."""
    if message.access is Access.NONE:
        return "desktop_other_ended" if had_it else ""
    said_again = message.by == 0 and message.reason is Reason.NONE
    return "" if said_again or message.reason in _REFUSED else f"desktop_{message.access}_allowed_to"


def _declined(by: Role | None) -> str:
    if by is None:
        return "desktop_ended"
    return "desktop_declined" if by is Role.CUSTOMER else "desktop_leave_declined"

"""What happens in a session, as rows of the audit: who did it, to whom, why it ended. No I/O."""

from __future__ import annotations

from typing import Any

from console.host.core import audit
from console.host.core.room.seats import Event, HoldChanged, RoleChanged, SharePassed
from protocol.vocabulary.desktop import DesktopChanged
from protocol.vocabulary.messages import MemberLeft, SessionClosed, ShareChanged

Row = tuple[audit.Event, dict[str, Any]]
"""The kind and the fields of a row."""


def minute(event: Event) -> Row | None:
    """Return the row for `event`; None for what has none."""
    match event:
        case ShareChanged() | SharePassed():
            return _of_share(event)
        case DesktopChanged(member=member, access=access, by=by, reason=reason):
            return audit.Event.DESKTOP_CHANGED, {"member": by, "detail": f"member={member} access={access} {reason}"}
        case RoleChanged(member=member, role=role):
            return audit.Event.ROLE_CHANGED, {"member": member, "detail": role.value}
        case HoldChanged(on_hold=on_hold, by=by):
            return audit.Event.HOLD_CHANGED, {"member": by, "detail": "on" if on_hold else "off"}
        case MemberLeft(member=member, reason=reason):
            return audit.Event.MEMBER_LEFT, {"member": member, "detail": reason.value}
        case SessionClosed(reason=reason):
            return audit.Event.SESSION_CLOSED, {"detail": reason.value}
        case _:
            return None


def _of_share(event: ShareChanged | SharePassed) -> Row:
    """Return who has begun a share, or whose was ended by whom, or to whom the lead has passed it on."""
    match event:
        case SharePassed(member=member, by=by):
            return audit.Event.SHARE_PASSED_ON, {"member": by, "detail": f"member={member}"}
        case ShareChanged(sharing=0, by=by, reason=reason, before=before):
            return audit.Event.SHARE_ENDED, {"member": by, "detail": f"member={before} {reason}"}
        case ShareChanged(sharing=sharing):
            return audit.Event.SHARE_STARTED, {"member": sharing}

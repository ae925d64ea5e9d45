"""What happens in a session, as rows of the audit: who did it, to whom, why it ended. No I/O."""

from __future__ import annotations

from typing import Any

from console.host.core import audit
from console.host.core.room.seats import Event, HoldChanged, RoleChanged
from protocol.vocabulary.desktop import DesktopChanged
from protocol.vocabulary.messages import MemberLeft, SessionClosed, ShareChanged


def minute(event: Event) -> tuple[audit.Event, dict[str, Any]] | None:
    """Return the kind and the fields of the row for `event`; None for what has none."""
    match event:
        case ShareChanged(sharing=0, by=by, reason=reason):
            return audit.Event.SHARE_ENDED, {"member": by, "detail": reason.value}
        case ShareChanged(sharing=sharing):
            return audit.Event.SHARE_STARTED, {"member": sharing}
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

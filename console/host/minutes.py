"""What happens in a session, as rows of the audit: who did it, to whom, why it ended. No I/O."""

from __future__ import annotations

from typing import Any

from console.host.audit import Event
from protocol.codec import Message
from protocol.desktop import DesktopChanged
from protocol.messages import ShareChanged


def minute(message: Message) -> tuple[Event, dict[str, Any]] | None:
    """Return the event and fields of the row for what was told to the members; None for what has none."""
    match message:
        case ShareChanged(sharing=0, by=by, reason=reason):
            return Event.SHARE_ENDED, {"member": by, "detail": reason.value}
        case ShareChanged(sharing=sharing):
            return Event.SHARE_STARTED, {"member": sharing}
        case DesktopChanged(member=member, access=access, by=by, reason=reason):
            return Event.DESKTOP_CHANGED, {"member": by, "detail": f"member={member} access={access} {reason}"}
        case _:
            return None

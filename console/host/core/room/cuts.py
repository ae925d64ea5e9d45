"""What must no longer be sent once a share or the consent to see the customer's desktop has ended. No I/O.

Only what belongs to what has ended: a box that is taken out while its sender goes on with the same run would leave a
gap, and a gap ends the receiver's link.
"""

from __future__ import annotations

from collections.abc import Callable

from console.host.core.room.seats import Event
from protocol.vocabulary.desktop import Access, DesktopChanged
from protocol.vocabulary.messages import Channel, Sealed, ShareChanged

OF_SHARES = frozenset({Channel.SHARE, Channel.PICTURE, Channel.POINTER})
OF_DESKTOPS = frozenset({Channel.DESKTOP, Channel.DESKTOP_PICTURE, Channel.DESKTOP_POINTER})

Cut = Callable[[int, Sealed], bool]
"""Whether content that waits for a member must no longer be sent to it."""


def cut(event: Event) -> Cut | None:
    """Return what `event` takes away; None: nothing."""
    match event:
        case ShareChanged(sharing=0, before=sharer):
            return lambda _receiver, sealed: sealed.member == sharer and sealed.channel in OF_SHARES
        case DesktopChanged(member=member, access=Access.NONE):
            return lambda receiver, sealed: _of_desktop(member, receiver, sealed)
        case DesktopChanged(member=member, access=Access.VIEW):
            return lambda _receiver, sealed: sealed.member == member and sealed.channel is Channel.INPUT
        case _:
            return None


def _of_desktop(member: int, receiver: int, sealed: Sealed) -> bool:
    """Return whether this goes between the customer and `member`, who has the customer's desktop no more."""
    if receiver == member:
        return sealed.channel in OF_DESKTOPS
    return sealed.member == member and (sealed.channel is Channel.INPUT or sealed.channel in OF_DESKTOPS)

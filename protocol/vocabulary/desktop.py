"""The vocabulary of the customer's consent: who may see or operate the customer's desktop. All of it Events.

The customer's viewer decides: it sends its desktop to one member, and takes input from one member, only after a click
on the customer's computer. The host checks the technician's rights and tells everybody.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.codec import Between, Message
from protocol.vocabulary.messages import MemberNumber, Reason, SessionId

CONSENT_S = 60  # that the customer has to answer; no answer is no
NOES = 2  # questions one after the other that the customer did not say yes to; then nobody asks for a while
ASK_AGAIN_S = 60  # that while
NOT_WISHED = frozenset({Reason.CAPTURE_FAILED, Reason.TIMED_OUT})  # why access may end without the customer's wish


class Access(enum.StrEnum):
    """What a technician may do with the customer's desktop."""

    NONE = "none"
    VIEW = "view"
    CONTROL = "control"  # view, and operate

    def exceeds(self, other: Access) -> bool:
        """Return whether this is more than `other`."""
        order = list(Access)
        return order.index(self) > order.index(other)


@dataclass(frozen=True, kw_only=True)
class AskDesktop(Message):
    """A technician asks to see or operate the customer's desktop; a collaborating one asks the lead first."""

    TAG: ClassVar[str] = "ask_desktop"
    session: SessionId
    access: Access  # NONE takes the question back, or gives back what was granted


@dataclass(frozen=True, kw_only=True)
class DesktopAsked(Message):
    """`member` asks. To the lead, where a collaborating technician needs their leave; then to the customer.

    `access` NONE: the question was taken back.
    """

    TAG: ClassVar[str] = "desktop_asked"
    session: SessionId
    member: MemberNumber
    access: Access


@dataclass(frozen=True, kw_only=True)
class AllowDesktop(Message):
    """The lead lets the collaborating technician `member`, who has asked, ask the customer; or not (NONE)."""

    TAG: ClassVar[str] = "allow_desktop"
    session: SessionId
    member: MemberNumber
    access: Access


@dataclass(frozen=True, kw_only=True)
class GrantDesktop(Message):
    """The customer's answer to a question of `member`: what is allowed from now on. NONE: no, or no longer.

    `reason` says why it ended where that was not the customer's wish: `NOT_WISHED`; it says nothing else.
    """

    TAG: ClassVar[str] = "grant_desktop"
    session: SessionId
    member: MemberNumber
    access: Access
    reason: Reason = Reason.NONE


@dataclass(frozen=True, kw_only=True)
class DesktopChanged(Message):
    """What `member` may do with the customer's desktop now; to all, and to who attaches while it is not NONE.

    `by` is who did it, 0 for the host.
    """

    TAG: ClassVar[str] = "desktop_changed"
    session: SessionId
    member: MemberNumber
    access: Access
    by: MemberNumber
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class AskLater(Message):
    """To technicians: the customer has not said yes several times; nobody may ask for so many seconds."""

    TAG: ClassVar[str] = "ask_later"
    session: SessionId
    seconds: Annotated[int, Between(1, ASK_AGAIN_S)]


KINDS: tuple[type[Message], ...] = (AskDesktop, DesktopAsked, AllowDesktop, GrantDesktop, DesktopChanged, AskLater)

"""Ways into a session: codes that a lead has made, and joins with one, up to a seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.codec import AtMost, Between, Exactly, Message
from protocol.vocabulary.messages import MemberNumber, Reason, SessionId, Token

STEP_LIMIT = 4096  # bytes of one step of a join
JoinNumber = Annotated[int, Between(1, 2**32 - 1)]
Route = Annotated[str, Exactly(4)]  # the four digits of a code that the host knows


@dataclass(frozen=True, kw_only=True)
class MakeCode(Message):
    """The lead asks for the route of a new code; an older one of the session ends."""

    TAG: ClassVar[str] = "make_code"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class CodeMade(Message):
    """The route of a new code, and how long it is valid."""

    TAG: ClassVar[str] = "code_made"
    session: SessionId
    route: Route
    valid_s: Annotated[int, Between(1, 86400)]


@dataclass(frozen=True, kw_only=True)
class EndCode(Message):
    """The lead ends the session's code (three wrong tries, or no longer wanted).

    From the host, to a lead that attaches after the host was started anew: codes did not survive that.
    """

    TAG: ClassVar[str] = "end_code"
    session: SessionId
    burned: bool


@dataclass(frozen=True, kw_only=True)
class Join(Message):
    """Someone with a code asks for its session."""

    TAG: ClassVar[str] = "join"
    route: Route


@dataclass(frozen=True, kw_only=True)
class Joining(Message):
    """To the joiner and to the lead: the join `join` of the session's code has begun; `JoinStep`s follow."""

    TAG: ClassVar[str] = "joining"
    session: SessionId
    join: JoinNumber


@dataclass(frozen=True, kw_only=True)
class JoinStep(Message):
    """One step of the key exchange between joiner and lead; the host passes it on unread."""

    TAG: ClassVar[str] = "join_step"
    session: SessionId
    join: JoinNumber
    data: Annotated[bytes, AtMost(STEP_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class Admit(Message):
    """The lead admits the joiner, whose proof was right; this uses the code up."""

    TAG: ClassVar[str] = "admit"
    session: SessionId
    join: JoinNumber


@dataclass(frozen=True, kw_only=True)
class Admitted(Message):
    """To the joiner: this is your seat; attach next."""

    TAG: ClassVar[str] = "admitted"
    session: SessionId
    join: JoinNumber
    member: MemberNumber
    token: Token


@dataclass(frozen=True, kw_only=True)
class EndJoin(Message):
    """The join is over without a seat: from the lead (refused), from the host to either side (refused, gone)."""

    TAG: ClassVar[str] = "end_join"
    session: SessionId
    join: JoinNumber
    reason: Reason


KINDS: tuple[type[Message], ...] = (
    *(MakeCode, CodeMade, EndCode),
    *(Join, Joining, JoinStep, Admit, Admitted, EndJoin),
)

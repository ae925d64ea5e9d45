"""Ways into a session: a look at the way to the host, codes that a lead has made, and joins with one, up to a seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.notation.joincode import LINK_ROUTE_LENGTH, ROUTE
from protocol.rates.puzzle import ANSWER_BYTES, BITS_MOST, TOKEN_BYTES
from protocol.vocabulary.codec import AtMost, Between, Clean, Exactly, Matching, Message
from protocol.vocabulary.messages import MemberNumber, Reason, SessionId, Token

STEP_LIMIT = 4096  # bytes of one step of a join
PROBE_LIMIT = 4000  # bytes of one probe: it is a stranger's, and the answer is hardly larger
ProbeNumber = Annotated[int, Between(0, 255)]
ProbeData = Annotated[bytes, AtMost(PROBE_LIMIT)]
JoinNumber = Annotated[int, Between(1, 2**32 - 1)]
Route = Annotated[str, Matching(LINK_ROUTE_LENGTH, ROUTE)]  # what the host knows of a code or a link
MaybeRoute = Annotated[str, Matching(LINK_ROUTE_LENGTH, f"{ROUTE}|")]  # "": none


@dataclass(frozen=True, kw_only=True)
class Probe(Message):
    """Whoever checks the connection asks the host to send `data` back."""

    TAG: ClassVar[str] = "probe"
    number: ProbeNumber
    data: ProbeData = b""


@dataclass(frozen=True, kw_only=True)
class Probed(Message):
    """The answer to the probe of that `number`: what it carried, and its sender's address as the host sees it."""

    TAG: ClassVar[str] = "probed"
    number: ProbeNumber
    data: ProbeData = b""
    seen: Annotated[str, Clean(60, empty=True)] = ""  # "": it has none


@dataclass(frozen=True, kw_only=True)
class MakeCode(Message):
    """The lead asks for the route of a new code; an older one of the session ends."""

    TAG: ClassVar[str] = "make_code"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class CodeMade(Message):
    """The routes of a new code and of the link with it, and how long they are valid."""

    TAG: ClassVar[str] = "code_made"
    session: SessionId
    route: Route
    valid_s: Annotated[int, Between(1, 86400)]
    link_route: MaybeRoute = ""  # "": that of the code


@dataclass(frozen=True, kw_only=True)
class EndCode(Message):
    """The lead ends the session's code: burned (three wrong tries; its link stays), or no longer wanted.

    From the host, to a lead that attaches after the host was started anew: codes did not survive that.
    """

    TAG: ClassVar[str] = "end_code"
    session: SessionId
    burned: bool


@dataclass(frozen=True, kw_only=True)
class Join(Message):
    """Someone with a code asks for its session; after a `Puzzle` once more, with its answer."""

    TAG: ClassVar[str] = "join"
    route: Route
    token: Annotated[bytes, AtMost(TOKEN_BYTES)] = b""
    answer: Annotated[bytes, AtMost(ANSWER_BYTES)] = b""


@dataclass(frozen=True, kw_only=True)
class Puzzle(Message):
    """To a joiner with a code, while many codes are tried: find an answer such that SHA-256 has so many zero bits."""

    TAG: ClassVar[str] = "puzzle"
    token: Annotated[bytes, Exactly(TOKEN_BYTES)]
    bits: Annotated[int, Between(1, BITS_MOST)]


@dataclass(frozen=True, kw_only=True)
class Joining(Message):
    """To the joiner: the join `join` of the session's code has begun, `JoinStep`s follow; to the lead with the first.

    `doubtful`, to the lead: many codes are being tried at the host, so a click should admit whoever proves this one.
    """

    TAG: ClassVar[str] = "joining"
    session: SessionId
    join: JoinNumber
    doubtful: bool = False


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
    *(Probe, Probed),
    *(MakeCode, CodeMade, EndCode),
    *(Join, Puzzle, Joining, JoinStep, Admit, Admitted, EndJoin),
)

"""A session's code at the lead's: who made the secret, who counts the tries, who lets whom in."""

from __future__ import annotations

import asyncio
import logging
import math
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from protocol.notation import joincode
from protocol.trust.join_proof import Grant, LeadExchange, ProofKind, SealError, TryCount
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.joins import Admit, CodeMade, EndCode, EndJoin, Joining, JoinStep, MakeCode
from protocol.vocabulary.messages import Reason, Role
from protocol.vocabulary.queue import CallIn
from protocol.vocabulary.teamwork import ColleagueCodeMade, ColleagueJoining, EndColleagueCode, MakeColleagueCode
from protocol.vocabulary.web import MakeViewerCode

_log = logging.getLogger(__name__)

JOINS_KEPT = 16  # numbers of joins that were announced; the host has one at a time


@dataclass(frozen=True)
class ActiveCode:
    """A code that somebody can join with."""

    text: str = field(repr=False)  # "1234 567 890"
    link: str = field(repr=False)
    ends_at: float  # on the monotonic clock
    valid_s: int
    page: str = field(repr=False, default="")  # link for a browser; "": the host has no pages

    def seconds_left(self) -> int:
        """Return how long the code is still valid, in whole seconds, 0 only once it has expired."""
        return max(0, math.ceil(self.ends_at - time.monotonic()))


class Admission:
    """A code of one session and the joins that come with it. A code whose time is over ends here, by itself.

    Args:
        certificate: returns the SHA-256 of the host's certificate as this console sees it now.
        role: what whoever joins with it becomes.
        allowed: returns whether this technician may let somebody in with it now.
        withdraw: called with the key of introduction of who was let in, where that join is over without a seat.

    Attributes:
        code: the live code, or None.
        ended: why the last code ended, while there is no live one.
        made_any: there has been a code, live or not.
        asked_at: when the technician was asked about the joiner who waits, on the monotonic clock.
    """

    def __init__(
        self,
        *,
        session: bytes,
        send: Callable[[Message], None],
        grant: Callable[[], Grant],
        certificate: Callable[[], bytes],
        changed: Callable[[], None],
        allowed: Callable[[], bool],
        withdraw: Callable[[bytes], None],
        role: Role = Role.CUSTOMER,
    ) -> None:
        self.code: ActiveCode | None = None
        self.ended = Reason.NONE
        self.made_any = False
        self.asked_at = 0.0
        self._session = session
        self._role = role
        self._send = send
        self._grant = grant
        self._certificate = certificate
        self._changed = changed
        self._allowed = allowed
        self._withdraw = withdraw
        self._let_in: dict[int, bytes] = {}  # by join: the key of introduction that was handed out
        self._secrets: dict[ProofKind, str] = {}
        self._unwanted = False  # the last code that was asked for was taken back before it was made
        self._asked: deque[bytes | None] = deque()  # what codes were asked for with: for the queue, the secret
        self._joins: dict[int, bool] = {}  # that the host has announced, and whether they are over here
        self._tries = TryCount()
        self._exchanges: dict[int, LeadExchange] = {}
        self._proven: int | None = None
        self._expiry: asyncio.TimerHandle | None = None

    @property
    def needs_click(self) -> bool:
        """Whether a joiner who proved the code waits for `decide`."""
        return self._proven is not None

    def ask(self) -> None:
        """Ask the host for a new code; the one before ends."""
        self._ask(MakeCode if self._role is Role.CUSTOMER else MakeColleagueCode)

    def ask_for_viewer(self) -> None:
        """Ask the host for a code with which the customer's viewer takes the place of their page."""
        self._ask(MakeViewerCode)

    def knows(self, join: int) -> bool:
        """Return whether the host has announced this join with this code."""
        return join in self._joins

    def call_in(self) -> None:
        """Let the customer whom this technician has picked up in the queue come; the host passes the secret on."""
        secret = secrets.token_bytes(joincode.LINK_SECRET_BYTES)
        self._asked.append(secret)
        self._send(CallIn(session=self._session, secret=secret))

    def made(
        self, made: CodeMade | ColleagueCodeMade, *, address: str, fingerprint: bytes | None, pages: str = ""
    ) -> None:
        """Make the secrets that go with the host's route; they never leave this console.

        The link carries `fingerprint`; None: a public CA vouches for the host. Its pages are at `pages`, if it has any.

        Raises:
            BadMessage: nobody has asked for a code.
        """
        if not self._asked:
            raise BadMessage("a code that this console has not asked for")
        given = self._asked.popleft()
        if self._asked:
            return  # the one that follows ends it
        if self._unwanted:
            self._unwanted = False
            self._end_at_host(burned=False)
            return
        self._forget()
        link_secret = joincode.new_link_secret() if given is None else joincode.link_secret(given)
        self._secrets = {"code": joincode.new_digits_secret(), "link": link_secret, "web": link_secret}
        self._tries = TryCount()
        self.code = ActiveCode(
            text=joincode.code_text(made.route, self._secrets["code"]),
            link=joincode.link_text(address, made.route, self._secrets["link"], fingerprint),
            ends_at=time.monotonic() + made.valid_s,
            valid_s=made.valid_s,
            page=f"{pages}/chat/{made.route}#{link_secret}" if pages else "",
        )
        self._expiry = asyncio.get_running_loop().call_later(made.valid_s, self._expire)
        self.ended, self.made_any = Reason.NONE, True
        self._changed()

    def refused(self, *, ends: bool = True) -> None:
        """Take note that the host has made no code; the one before has ended, unless it was asked for a viewer."""
        if self._asked:
            self._asked.popleft()
        if ends:
            self.end(Reason.UNKNOWN_CODE)

    def end(self, reason: Reason) -> None:
        """Forget the code: it was used, it expired, it was burned, or the host does not know it any more."""
        if self.code is None:
            return
        self._forget()
        self.ended = reason
        self._changed()

    def take_back(self) -> None:
        """End the code, also one that the host has not made yet: nobody is to join with it any more."""
        self._unwanted = bool(self._asked)
        if self.code is not None:
            self._end_at_host(burned=False)
            self.end(Reason.CODE_EXPIRED)

    def link_lost(self) -> None:
        """Forget the joins under way, which the host has ended, and codes asked for; the code stays."""
        self._asked.clear()
        self._joins.clear()
        asked = self.needs_click
        self._unwanted = False
        self._exchanges.clear()
        self._proven = None
        if asked:
            self._changed()

    def receive(self, message: Joining | ColleagueJoining | JoinStep | EndJoin) -> None:
        """Handle what the host says of a join.

        Raises:
            BadMessage: it says something of a join that it has not announced.
        """
        if isinstance(message, JoinStep):
            self._take_step(message)
        elif isinstance(message, EndJoin):
            if (key := self._let_in.pop(message.join, None)) is not None:
                self._withdraw(key)
            self._drop(message.join)
        else:
            self._announced(message.join)

    def decide(self, yes: bool) -> None:
        """Admit or refuse the joiner who waits."""
        join = self._proven
        if join is None:
            return
        if yes:
            self._admit(join)
        else:
            self._refuse(join, Reason.NOT_ADMITTED)

    def _ask(self, kind: type[MakeCode | MakeColleagueCode | MakeViewerCode]) -> None:
        self._asked.append(None)
        self._unwanted = False
        self._send(kind(session=self._session))

    def _announced(self, join: int) -> None:
        self._joins[join] = False
        for number in list(self._joins)[:-JOINS_KEPT]:
            del self._joins[number]
            self._let_in.pop(number, None)

    def _take_step(self, step: JoinStep) -> None:
        if step.join not in self._joins:
            raise BadMessage("a step of a join that was not announced")
        if not self._joins[step.join]:  # else it was on its way
            self._step(step)

    def _step(self, step: JoinStep) -> None:
        exchange = self._exchanges.get(step.join)
        try:
            if exchange is None:
                self._begin(step)
            else:
                exchange.verify(step.data)
                self._proved(step.join)
        except SealError:
            _log.warning("a join with a wrong proof, %d tries used", self._tries.used)
            self._refuse(step.join, Reason.WRONG_CODE)

    def _begin(self, step: JoinStep) -> None:
        if self.code is None or self.code.seconds_left() == 0:
            self._refuse(step.join, Reason.CODE_EXPIRED)
            return
        if not self._tries.may_answer():  # takes a try, before anything is answered
            self._refuse(step.join, Reason.CODE_BURNED)
            return
        exchange = LeadExchange(
            secrets=self._secrets,
            session=self._session,
            join=step.join,
            role=self._role,
            fingerprint=self._certificate(),
        )
        answer = exchange.respond(step.data)
        self._exchanges[step.join] = exchange
        self._send(JoinStep(session=self._session, join=step.join, data=answer))

    def _proved(self, join: int) -> None:
        if not self._tries.needs_click:
            self._admit(join)
        elif self._proven is None:
            self._proven, self.asked_at = join, time.monotonic()
            self._changed()
        else:
            self._refuse(join, Reason.NOT_ADMITTED)  # somebody else is being asked about

    def _admit(self, join: int) -> None:
        if not self._allowed():
            self._refuse(join, Reason.NOT_ADMITTED)
            return
        grant = self._grant()
        self._let_in[join] = grant.key
        self._send(JoinStep(session=self._session, join=join, data=self._exchanges[join].grant(grant)))
        self._send(Admit(session=self._session, join=join))
        self.end(Reason.NONE)

    def _refuse(self, join: int, reason: Reason) -> None:
        self._send(EndJoin(session=self._session, join=join, reason=reason))
        self._drop(join)

    def _drop(self, join: int) -> None:
        """Forget a join that is over without a seat; burn the code where it was the last one that could be answered."""
        self._exchanges.pop(join, None)
        if join in self._joins:
            self._joins[join] = True
        if self.code is not None and self._tries.spent and not self._exchanges:
            self._end_at_host(burned=True)
            self.end(Reason.CODE_BURNED)
        elif self._proven == join:
            self._proven = None
            self._changed()

    def _end_at_host(self, *, burned: bool) -> None:
        kind = EndCode if self._role is Role.CUSTOMER else EndColleagueCode
        self._send(kind(session=self._session, burned=burned))

    def _expire(self) -> None:
        for join in list(self._exchanges):
            self._send(EndJoin(session=self._session, join=join, reason=Reason.CODE_EXPIRED))
        self.end(Reason.CODE_EXPIRED)

    def _forget(self) -> None:
        if self._expiry is not None:
            self._expiry.cancel()
            self._expiry = None
        self.code = None
        self._secrets.clear()
        self._exchanges.clear()
        self._joins = dict.fromkeys(self._joins, True)
        self._proven = None

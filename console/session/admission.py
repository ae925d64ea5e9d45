"""A session's code at the lead's: who made the secret, who counts the tries, who lets whom in."""

from __future__ import annotations

import asyncio
import logging
import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from protocol.notation import joincode
from protocol.trust.join_proof import Grant, LeadExchange, ProofKind, SealError, TryCount
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import Admit, CodeMade, EndCode, EndJoin, Joining, JoinStep, MakeCode
from protocol.vocabulary.messages import Reason, Role
from protocol.vocabulary.queue import CallIn
from protocol.vocabulary.teamwork import ColleagueCodeMade, ColleagueJoining, EndColleagueCode, MakeColleagueCode

_log = logging.getLogger(__name__)


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

    Attributes:
        code: the live code, or None.
        ended: why the last code ended, while there is no live one.
        made_any: there has been a code, live or not.
    """

    def __init__(
        self,
        *,
        session: bytes,
        send: Callable[[Message], None],
        grant: Callable[[], Grant],
        certificate: Callable[[], bytes],
        changed: Callable[[], None],
        role: Role = Role.CUSTOMER,
    ) -> None:
        self.code: ActiveCode | None = None
        self.ended = Reason.NONE
        self.made_any = False
        self._session = session
        self._role = role
        self._send = send
        self._grant = grant
        self._certificate = certificate
        self._changed = changed
        self._secrets: dict[ProofKind, str] = {}
        self._due = 0  # codes that the host was asked for and has neither made nor refused
        self._unwanted = False  # the last of them was taken back meanwhile
        self._given: bytes | None = None  # what the host was given for the customer from the queue
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
        self._due, self._unwanted = self._due + 1, False
        kind = MakeCode if self._role is Role.CUSTOMER else MakeColleagueCode
        self._send(kind(session=self._session))

    def call_in(self) -> None:
        """Let the customer whom this technician has picked up in the queue come; the host passes the secret on."""
        self._given = secret = secrets.token_bytes(joincode.LINK_SECRET_BYTES)
        self._send(CallIn(session=self._session, secret=secret))

    def made(
        self, made: CodeMade | ColleagueCodeMade, *, address: str, fingerprint: bytes | None, pages: str = ""
    ) -> None:
        """Make the secrets that go with the host's route; they never leave this console.

        The link carries `fingerprint`; None: a public CA vouches for the host. Its pages are at `pages`, if it has any.
        """
        self._due = max(0, self._due - 1)
        if self._due:
            return  # the one that follows ends it
        if self._unwanted:
            self._unwanted = False
            self._end_at_host(burned=False)
            return
        self._forget()
        link_secret = joincode.new_link_secret() if self._given is None else joincode.link_secret(self._given)
        self._given = None
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

    def end(self, reason: Reason) -> None:
        """Forget the code: it was used, it expired, it was burned, or the host does not know it any more."""
        if self.code is None:
            return
        self._forget()
        self.ended = reason
        self._changed()

    def refused(self) -> None:
        """Take note that the host makes no code; there is none then."""
        self._due = max(0, self._due - 1)
        self.end(Reason.UNKNOWN_CODE)

    def take_back(self) -> None:
        """End the code, also one that the host has not made yet: nobody is to join with it any more."""
        self._unwanted = self._due > 0
        if self.code is not None:
            self._end_at_host(burned=False)
            self.end(Reason.CODE_EXPIRED)

    def link_lost(self) -> None:
        """Forget the joins under way, which the host has ended; the code stays."""
        asked = self.needs_click
        self._due, self._unwanted = 0, False
        self._exchanges.clear()
        self._proven = None
        if asked:
            self._changed()

    def receive(self, message: Joining | ColleagueJoining | JoinStep | EndJoin) -> None:
        """Handle what the host says of a join."""
        if isinstance(message, JoinStep):
            self._step(message)
        elif isinstance(message, EndJoin):
            self._drop(message.join)

    def decide(self, yes: bool) -> None:
        """Admit or refuse the joiner who waits."""
        join = self._proven
        if join is None:
            return
        if yes:
            self._admit(join)
        else:
            self._refuse(join, Reason.NOT_ADMITTED)

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
            self._proven = join
            self._changed()
        else:
            self._refuse(join, Reason.NOT_ADMITTED)  # somebody else is being asked about

    def _admit(self, join: int) -> None:
        grant = self._exchanges[join].grant(self._grant())
        self._send(JoinStep(session=self._session, join=join, data=grant))
        self._send(Admit(session=self._session, join=join))
        self.end(Reason.NONE)

    def _refuse(self, join: int, reason: Reason) -> None:
        self._send(EndJoin(session=self._session, join=join, reason=reason))
        self._drop(join)

    def _drop(self, join: int) -> None:
        """Forget a join that is over without a seat; burn the code where it was the last one that could be answered."""
        self._exchanges.pop(join, None)
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
        self._proven = None

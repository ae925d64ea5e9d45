"""A session's code at the lead's: who made the secret, who counts the tries, who lets whom in."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from console.connection.outside import Outside
from console.session.active_code import ActiveCode, proof_secrets
from protocol.notation import joincode
from protocol.seat.seat_records import SavedCode
from protocol.trust.join_proof import Grant, LeadExchange, ProofKind, SealError, TryCount
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.joins import Admit, CodeMade, EndCode, EndJoin, Joining, JoinStep, MakeCode
from protocol.vocabulary.messages import Reason, Role
from protocol.vocabulary.queue import CallIn
from protocol.vocabulary.teamwork import ColleagueCodeMade, ColleagueJoining, EndColleagueCode, MakeColleagueCode
from protocol.vocabulary.web import MakeViewerCode

_log = logging.getLogger(__name__)

JOINS_KEPT = 16  # numbers of joins that were announced
JOINS_AT_ONCE = 8  # that are answered; an honest host has six, three by the code and three by the link


class Admission:
    """A code of one session and the joins that come with it. A code whose time is over ends here, by itself.

    Args:
        certificate: returns the SHA-256 of the host's certificate as this console sees it now.
        role: what whoever joins with it becomes.
        allowed: returns whether this technician may let somebody in with it now.
        keep: saves what `saved` returns, before it returns.
        relayed: called with what relays the link of who is let in, where something does.
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
        keep: Callable[[], None] = lambda: None,
        withdraw: Callable[[bytes], None],
        relayed: Callable[[str], None] = lambda _through: None,
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
        self._keep = keep
        self._withdraw = withdraw
        self._relayed = relayed
        self._let_in: dict[int, bytes] = {}  # by join: the key of introduction that was handed out
        self._secrets: dict[ProofKind, str] = {}
        self._unwanted = False  # the last code that was asked for was taken back before it was made
        self._asked: deque[bytes | None] = deque()  # what codes were asked for with: for the queue, the secret
        self._joins: dict[int, bool] = {}  # that the host has announced, and whether they are over here
        self._link_alone = True  # the link has a route of its own, and outlives burned digits
        self._tries = TryCount()
        self._exchanges: dict[int, LeadExchange] = {}
        self._doubtful: set[int] = set()  # joins that come while many codes are tried at the host
        self._proven: deque[int] = deque()  # who wait for a click, the first first
        self._expiry: asyncio.TimerHandle | None = None

    @property
    def _has_page(self) -> bool:
        return self._role is Role.CUSTOMER  # colleagues have a console

    @property
    def needs_click(self) -> bool:
        """Whether a joiner who proved the code waits for `decide`."""
        return bool(self._proven)

    @property
    def asked_about(self) -> int:
        """Which join a click is asked for; 0: none."""
        return self._proven[0] if self._proven else 0

    @property
    def under_attack(self) -> bool:
        """Whether that is because of many codes that are tried at the host, and not of a wrong proof of this one."""
        return self.asked_about in self._doubtful and not self._tries.needs_click

    def saved(self) -> SavedCode | None:
        """Return what a new run of this program needs so that the code goes on, with the tries that are left."""
        if self.code is None:
            return None
        return SavedCode(
            role=self._role,
            text=self.code.text,
            link=self.code.link,
            page=self.code.page,
            digits_secret=self._secrets["code"],
            link_secret=self._secrets["link"],
            link_alone=self._link_alone,
            ends_ms=round((time.time() + self.code.ends_at - time.monotonic()) * 1000),
            valid_s=self.code.valid_s,
            wrong=self._tries.wrong,
        )

    def take_up(self, saved: SavedCode) -> None:
        """Go on with a code of an earlier run; one whose time was over meanwhile has ended."""
        self.made_any = True
        left = min(float(saved.valid_s), saved.ends_ms / 1000 - time.time())
        if left <= 0:
            self.ended = Reason.CODE_EXPIRED
            return
        self._tries, self._link_alone = TryCount(saved.wrong), saved.link_alone
        pinned = joincode.parse(saved.link).fingerprint is not None
        self._secrets = proof_secrets(saved.digits_secret, saved.link_secret, pinned=pinned)
        self.code = ActiveCode.restored(saved, left, burned=self._tries.spent)
        self._expiry = asyncio.get_running_loop().call_later(left, self._expire)

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

    def made(self, made: CodeMade | ColleagueCodeMade, outside: Outside) -> None:
        """Make the secrets that go with the host's route; they never leave this console.

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
        self._secrets = proof_secrets(joincode.new_digits_secret(), link_secret, pinned=outside.fingerprint is not None)
        self._tries, self._link_alone = TryCount(), bool(made.link_route)
        text, ends_at = joincode.code_text(made.route, self._secrets["code"]), time.monotonic() + made.valid_s
        code = ActiveCode(text=text, link="", ends_at=ends_at, valid_s=made.valid_s)
        self.code = code.leading(outside, made.link_route or made.route, link_secret, page=self._has_page)
        self._expiry = asyncio.get_running_loop().call_later(made.valid_s, self._expire)
        self.ended, self.made_any = Reason.NONE, True
        self._keep()
        self._changed()

    def follow(self, outside: Outside) -> None:
        """Let the code lead to where the host is reached now, also one of an earlier run or of another network."""
        if self.code is None or self._asked:
            return
        route = joincode.parse(self.code.link).route
        digits, link = self._secrets["code"], self._secrets["link"]
        self._secrets = proof_secrets(digits, link, pinned=outside.fingerprint is not None)
        code = self.code.leading(outside, route, link, page=self._has_page)
        if code != self.code:
            self.code = code
            self._keep()
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
        self._keep()
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
        self._doubtful.clear()
        self._proven.clear()
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
            self._announced(message)

    def decide(self, yes: bool) -> None:
        """Admit or refuse the joiner who waits."""
        if not self._proven:
            return
        join = self._proven[0]
        if yes:
            self._admit(join)
        else:
            self._refuse(join, Reason.NOT_ADMITTED)

    def _ask(self, kind: type[MakeCode | MakeColleagueCode | MakeViewerCode]) -> None:
        self._asked.append(None)
        self._unwanted = False
        self._send(kind(session=self._session))

    def _announced(self, message: Joining | ColleagueJoining) -> None:
        self._joins[message.join] = False
        if isinstance(message, Joining) and message.doubtful:
            self._doubtful.add(message.join)
        for number in list(self._joins)[:-JOINS_KEPT]:
            del self._joins[number]
            self._doubtful.discard(number)
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
                self._prove(exchange, step)
        except SealError:
            _log.warning("a join that proves nothing; wrong proofs of the code: %d", self._tries.wrong)
            self._refuse(step.join, Reason.WRONG_CODE)

    def _begin(self, step: JoinStep) -> None:
        if self.code is None or self.code.seconds_left() == 0:
            self._refuse(step.join, Reason.CODE_EXPIRED)
            return
        if len(self._exchanges) >= JOINS_AT_ONCE:
            self._refuse(step.join, Reason.LIMIT)
            return
        exchange = LeadExchange(
            secrets=self._secrets,
            session=self._session,
            join=step.join,
            role=self._role,
            fingerprint=self._certificate(),
        )
        answer = exchange.respond(step.data)
        if self._is_spent(exchange):
            self._refuse(step.join, Reason.CODE_BURNED)
            return
        self._exchanges[step.join] = exchange
        self._send(JoinStep(session=self._session, join=step.join, data=answer))

    def _prove(self, exchange: LeadExchange, step: JoinStep) -> None:
        if self._is_spent(exchange):
            self._refuse(step.join, Reason.CODE_BURNED)
            return
        try:
            exchange.verify(step.data)
        except SealError:
            if exchange.could_be_guessed:
                self._tries.note_wrong()
                self._keep()  # before the joiner hears of it: what was tried outlives this program
            raise
        if exchange.could_be_guessed and (self._tries.needs_click or step.join in self._doubtful):
            self._ask_about(step.join)
        else:
            self._admit(step.join)

    def _is_spent(self, exchange: LeadExchange) -> bool:
        return exchange.could_be_guessed and self._tries.spent

    def _ask_about(self, join: int) -> None:
        self._proven.append(join)
        if len(self._proven) == 1:
            self.asked_at = time.monotonic()
            self._changed()

    def _admit(self, join: int) -> None:
        if not self._allowed():
            self._refuse(join, Reason.NOT_ADMITTED)
            return
        grant = self._grant()
        self._let_in[join] = grant.key
        if through := self._exchanges[join].through:
            self._relayed(through)
        self._send(JoinStep(session=self._session, join=join, data=self._exchanges[join].grant(grant)))
        self._send(Admit(session=self._session, join=join))
        self.end(Reason.NONE)

    def _refuse(self, join: int, reason: Reason) -> None:
        self._send(EndJoin(session=self._session, join=join, reason=reason))
        self._drop(join)

    def _drop(self, join: int) -> None:
        """Forget a join that is over without a seat; burn a code that is used up, unless somebody waits for a click."""
        self._exchanges.pop(join, None)
        if join in self._joins:
            self._joins[join] = True
        asked = self.asked_about
        if join in self._proven:
            self._proven.remove(join)
        if self.code is not None and self._tries.spent and not self._proven and not self.code.burned:
            self._burn(self.code)
        elif self.asked_about != asked:
            self.asked_at = time.monotonic()
            self._changed()

    def _burn(self, code: ActiveCode) -> None:
        """End the digits; the link stays where it has a route of its own."""
        self._end_at_host(burned=True)
        if not self._link_alone:
            self.end(Reason.CODE_BURNED)
            return
        for join in [join for join, exchange in self._exchanges.items() if exchange.could_be_guessed]:
            del self._exchanges[join]
            self._joins[join] = True
        self.code = replace(code, burned=True)
        self._keep()
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
        self._doubtful.clear()
        self._proven.clear()

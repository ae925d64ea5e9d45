"""From a code to a seat: one attempt to join, over a link of its own. No widgets."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from protocol.link.dialing import Dialler
from protocol.link.link import Link, LinkEnd, Trust
from protocol.link.redirect import Way
from protocol.link.relay import may_relay, relay_of
from protocol.link.ways.trouble import DialError
from protocol.notation.joincode import BadCode, JoinCode, split_address
from protocol.rates.puzzle import solve
from protocol.seat.seat_key import SeatKey
from protocol.trust.join_proof import Grant, JoinerExchange, SealError
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.joins import Admitted, EndJoin, Join, Joining, JoinStep, Puzzle
from protocol.vocabulary.messages import Hello, Redirected, Refused, Role, Welcome

PUZZLES_LIMIT = 3  # of one attempt: an honest host asks once, or again because the first was too old or from elsewhere

_NO_JOIN = (b"", 0)

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Joined:
    """A seat, and where to take it."""

    seat: SeatKey
    grant: Grant
    host: str
    fingerprint: bytes | None  # of the certificate that the key exchange has proven; None: relayed, one of a public CA
    through: str = ""  # what relays the customer's link; "": nothing


class JoinFailed(Exception):
    """The join did not lead to a seat; `code` names the sentence for the customer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotReached(JoinFailed):
    """There is no link to the host."""


class Gate:
    """Holds an attempt where the host has said that it knows the code and nothing is proven yet.

    Args:
        reached: called when the attempt is there.

    Attributes:
        is_open: whether the attempt may go on.
    """

    def __init__(self, reached: Callable[[], None] = lambda: None) -> None:
        self.is_open = False
        self._reached = reached
        self._held: Callable[[], None] | None = None

    def hold(self, go_on: Callable[[], None]) -> None:
        """Have `go_on` called once the gate is open."""
        if self.is_open:
            go_on()
            return
        self._held = go_on
        self._reached()

    def open(self) -> None:
        """Let the attempt go on, now or when it comes here."""
        self.is_open = True
        held, self._held = self._held, None
        if held is not None:
            held()


class JoinAttempt:
    """One attempt to join the session of `code` at `host`.

    A host whose certificate is not known yet is trusted for the attempt only as far as the key exchange goes: the
    certificate is part of what both sides prove, so that someone in between shows up as a wrong code.

    Args:
        code: what is proven.
        host: HOST[:PORT] to begin with.
        proves: called right before the host gets a proof, by which it could try a guess of its own.
        works: called when this computer begins to work for its turn, because many codes are tried at the host, and
            when it has done so.
        followed: called with the pin of before and that of now, where the host has proven to be its successor.
        gate: holds the attempt at a host that has announced itself; such a one sends nobody to another host.
        dialler: knows the ways to the host.
    """

    def __init__(
        self,
        *,
        code: JoinCode,
        host: str,
        gate: Gate | None = None,
        proves: Callable[[], None] | None = None,
        works: Callable[[bool], None] = lambda _works: None,
        followed: Callable[[bytes, bytes], None] | None = None,
        dialler: Dialler | None = None,
    ) -> None:
        self._dialler = dialler or Dialler()
        self._code = code
        self._gate = gate
        self._followed = followed
        self._proves = proves
        self._works = works
        self._puzzle: Puzzle | None = None  # that the host has asked for on the last link
        self._puzzles = 0
        self._solution: tuple[bytes, bytes] = (b"", b"")  # token and answer
        self._host = host
        self._link: Link | None = None
        self._exchange: JoinerExchange | None = None
        self._asked = False  # on the present link
        self._join = _NO_JOIN  # session and number of the join, once it has begun on the present link
        self._through = ""  # what relays the present link
        self._outcome: asyncio.Future[Joined | None]  # of the present link; None: go on at another host
        self._way: Way
        self._handlers: dict[type[Message], Callable[..., None]] = {
            Welcome: self._welcomed,
            Joining: self._begun,
            JoinStep: self._step,
            Admitted: self._admitted,
            EndJoin: self._ended,
            Refused: self._ended,
            Redirected: self._redirected,
            Puzzle: self._puzzled,
        }

    async def run(self) -> Joined:
        """Join; wait as long as the host and the lead let it.

        Raises:
            JoinFailed: with the code of the sentence that says why.
        """
        trust = Trust(fingerprint=self._code.fingerprint, deferred=self._code.fingerprint is None)
        try:
            self._way = Way(split_address(self._host), trust)
        except BadCode as error:
            raise JoinFailed("name") from error
        while (joined := await self._one_link()) is None:
            await self._work()  # or there is another host on the way
        return joined

    async def _work(self) -> None:
        """Do what work the host has asked for, in a thread; no link is kept meanwhile."""
        puzzle, self._puzzle = self._puzzle, None
        if puzzle is None:
            return
        wanted = True
        self._works(True)
        try:
            answer = await asyncio.to_thread(solve, puzzle.token, puzzle.bits, lambda: wanted)
        finally:
            wanted = False
            self._works(False)
        assert answer is not None, "it was wanted until now"
        self._solution = (puzzle.token, answer)

    async def _one_link(self) -> Joined | None:
        outcome: asyncio.Future[Joined | None] = asyncio.get_running_loop().create_future()
        self._outcome = outcome
        way, self._link, self._asked, self._join = self._way, None, False, _NO_JOIN
        try:
            link = await self._dialler.dial(
                *way.address,
                way.trust,
                receive=self._receive,
                ended=partial(self._lost, outcome),
                name=way.name,
                hello=Hello(program="viewer"),
            )
        except DialError as error:
            raise NotReached(error.code) from error
        self._link = link
        self._follow(way, link.trust)
        try:
            if link.end is not None:
                raise JoinFailed(link.end.value)
            return await outcome
        finally:
            link.close()

    def _follow(self, way: Way, trust: Trust | None) -> None:
        before = way.trust.fingerprint
        if trust is None or trust.fingerprint is None or before is None or before == trust.fingerprint:
            return
        way.believe(trust)
        if self._followed is not None:
            self._followed(before, trust.fingerprint)

    def _receive(self, message: Message) -> None:
        if self._outcome.done():
            return
        handler = self._handlers.get(type(message))
        if handler is None:
            raise BadMessage(f"{message.TAG} for somebody who joins")
        handler(message)

    def _lost(self, outcome: asyncio.Future[Joined | None], end: LinkEnd) -> None:
        if self._link is not None and not outcome.done():  # without a link, `_one_link` is about to find out
            outcome.set_exception(JoinFailed(end.value))

    def _fail(self, code: str) -> None:
        if not self._outcome.done():
            self._outcome.set_exception(JoinFailed(code))

    def _welcomed(self, message: Welcome) -> None:
        if self._asked:
            raise BadMessage("welcomed twice")
        if not self._may_go_on(message.certificate):
            return
        self._asked = True
        token, answer = self._solution
        self._send(Join(route=self._code.route, token=token, answer=answer))

    def _may_go_on(self, told: bytes | None) -> bool:
        """Look whether something on the way ends TLS; a link is then proven in another way, and a code not at all."""
        assert self._link is not None
        self._through = relay_of(self._link, told)
        if not self._through or may_relay(self._way.trust):
            return True
        if not self._code.is_link or self._code.fingerprint is not None:
            self._fail("certificate" if self._code.is_link else "relayed")
        else:  # once more, and only with a certificate that this computer trusts
            self._way = Way(self._way.address, Trust(fingerprint=None))
            self._outcome.set_result(None)
        return False

    def _begun(self, message: Joining) -> None:
        if not self._asked or self._has_begun:
            raise BadMessage("a join that was not begun")
        self._join = (message.session, message.join)
        self._go_on(self._exchange_keys)

    @property
    def _has_begun(self) -> bool:
        return self._exchange is not None or self._join != _NO_JOIN

    def _go_on(self, act: Callable[[], None]) -> None:
        """Do `act` on the present link, at once or when the gate is open."""
        outcome = self._outcome

        def still() -> None:
            if not outcome.done():
                act()

        if self._gate is None:
            still()
        else:
            self._gate.hold(still)

    def _exchange_keys(self) -> None:
        if self._link is None or self._link.peer_fingerprint is None:
            return
        session, join = self._join
        self._exchange = JoinerExchange(
            code=self._code,
            session=session,
            join=join,
            role=Role.CUSTOMER,
            fingerprint=self._link.peer_fingerprint,
            through=self._through,
        )
        self._send(JoinStep(session=session, join=join, data=self._exchange.start()))

    def _step(self, message: JoinStep) -> None:
        if self._exchange is None or (message.session, message.join) != self._join:
            raise BadMessage("a step of another join")
        try:
            answer = self._exchange.step(message.data)
        except SealError:
            self._fail("wrong_code")
            return
        if answer is not None:
            if self._proves is not None:
                self._proves()
            self._send(JoinStep(session=message.session, join=message.join, data=answer))

    def _admitted(self, message: Admitted) -> None:
        if (message.session, message.join) != self._join:
            raise BadMessage("a seat in another session")
        grant = None if self._exchange is None else self._exchange.grant
        if grant is None or self._link is None or self._link.peer_fingerprint is None:
            self._fail("wrong_code")
            return
        seat = SeatKey(
            session=message.session,
            member=message.member,
            role=Role.CUSTOMER,
            token=message.token,
            key=grant.key,
        )
        proven = None if self._through else self._link.peer_fingerprint
        joined = Joined(seat=seat, grant=grant, host=self._host, fingerprint=proven, through=self._through)
        self._outcome.set_result(joined)

    def _ended(self, message: EndJoin | Refused) -> None:
        self._fail(message.reason.value)

    def _redirected(self, message: Redirected) -> None:
        fingerprint = None if self._link is None else self._link.peer_fingerprint
        if self._gate is None and not self._has_begun and self._way.follow(message, fingerprint):
            self._outcome.set_result(None)
        else:
            self._fail("unreachable")

    def _puzzled(self, message: Puzzle) -> None:
        """Work for one's turn, but only for that of a typed code, and not again and again."""
        self._puzzles += 1
        if not self._asked or self._has_begun or self._code.is_link or self._puzzles > PUZZLES_LIMIT:
            raise BadMessage("work that no honest host asks for")
        if self._puzzle is not None:
            raise BadMessage("work for twice")
        self._puzzle = message
        self._go_on(lambda: self._outcome.set_result(None))

    def _send(self, message: Message) -> None:
        assert self._link is not None
        self._link.send(message)

"""Joining a colleague's session with a code or a link, over the link on which this console is logged in. No widgets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from protocol.link.link import Link
from protocol.notation import joincode
from protocol.notation.joincode import BadCode, JoinCode
from protocol.seat.seat_key import SeatKey
from protocol.seat.wrong_codes import CODES_WAIT, COUNTED, WrongCodes
from protocol.trust.join_proof import JoinerExchange, SealError
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.joins import Admitted, EndJoin, Join, JoinStep
from protocol.vocabulary.messages import Reason, Refused, Role
from protocol.vocabulary.teamwork import ColleagueJoining


class ColleagueJoin(QObject):
    """At most one attempt to join at a time.

    Signals:
        changed: `joining` is another.
        seated: (SeatKey, customer's name, channel) take this seat; the channel is that of the queue that the session
            has come through, empty where it is protected from the host.
        problem: (code) for a sentence; the attempt is over.
    """

    changed = Signal()
    seated = Signal(object, str, str)
    problem = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._link: Link | None = None
        self._code: JoinCode | None = None
        self._join = (b"", 0)  # session and number of the join, once it has begun
        self._exchange: JoinerExchange | None = None
        self._given_up = 0  # attempts that were cancelled before the host had said whether they begin
        self._wrong_codes = WrongCodes()

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message that concerns the attempt."""
        return {
            ColleagueJoining: self._begun,
            JoinStep: self._step,
            Admitted: self._admitted,
            EndJoin: self._ended,
        }

    @property
    def joining(self) -> bool:
        """Whether an attempt goes on."""
        return self._code is not None

    def link_up(self, link: Link) -> None:
        """Join over this link."""
        self._link = link

    def link_down(self) -> None:
        """Give an attempt up."""
        self._link, self._given_up = None, 0
        self._fail("host_gone")

    def join(self, text: str) -> None:
        """Join with the code or link `text`."""
        if self.joining:
            return
        try:
            code = joincode.parse(text)
        except BadCode as error:
            self.problem.emit(error.why)
            return
        if self._link is None:
            self.problem.emit("host_gone")
        elif code.fingerprint not in (None, self._link.peer_fingerprint):
            self.problem.emit("other_host")
        elif code.kind == "code" and self._wrong_codes.wait_s(_host(self._link)):
            self.problem.emit(CODES_WAIT)
        else:
            self._code = code
            self._link.send(Join(route=code.route))
            self.changed.emit()

    def cancel(self) -> None:
        """Give the attempt up: whatever the host still says of it, no seat comes of it."""
        if not self.joining:
            return
        session, join = self._join
        if self._link is not None and session:
            self._link.send(EndJoin(session=session, join=join, reason=Reason.LEFT))
        else:
            self._given_up += 1
        self._forget()

    def refused(self, message: Refused) -> bool:
        """Take note that the host refused to begin; return whether that was about this attempt."""
        if message.about == Join.TAG and self._given_up:
            self._given_up -= 1
            return True
        if message.about != Join.TAG or not self.joining:
            return False
        self._fail(message.reason.value)
        return True

    def _begun(self, message: ColleagueJoining) -> None:
        if self._given_up and self._link is not None:
            self._given_up -= 1
            self._link.send(EndJoin(session=message.session, join=message.join, reason=Reason.LEFT))
            return
        if self._code is None or self._exchange is not None or self._link is None:
            raise BadMessage("a join that this technician has not begun")
        assert self._link.peer_fingerprint is not None
        self._join = (message.session, message.join)
        self._exchange = JoinerExchange(
            code=self._code,
            session=message.session,
            join=message.join,
            role=Role.COLLABORATOR,
            fingerprint=self._link.peer_fingerprint,
            through=self._link.relay,
        )
        self._link.send(JoinStep(session=message.session, join=message.join, data=self._exchange.start()))

    def _step(self, message: JoinStep) -> None:
        if self._exchange is None or self._link is None or self._join != (message.session, message.join):
            return
        try:
            answer = self._exchange.step(message.data)
        except SealError:
            self._fail("wrong_code")
            return
        if answer is not None:
            self._count()
            self._link.send(JoinStep(session=message.session, join=message.join, data=answer))

    def _admitted(self, message: Admitted) -> None:
        if self._join != (message.session, message.join):
            return
        grant = None if self._exchange is None else self._exchange.grant
        if grant is None:
            self._fail("wrong_code")
            return
        seat = SeatKey(
            session=message.session,
            member=message.member,
            role=Role.COLLABORATOR,
            token=message.token,
            key=grant.key,
        )
        if self._link is not None:
            self._wrong_codes.right(_host(self._link))
        self._forget()
        self.seated.emit(seat, grant.customer_name, grant.channel)

    def _ended(self, message: EndJoin) -> None:
        if self._join == (message.session, message.join):
            self._fail(message.reason.value)

    def _fail(self, code: str) -> None:
        if self.joining:
            if code in COUNTED:
                self._count()
            self._forget()
            self.problem.emit(code)

    def _count(self) -> None:
        """Count the code as one that led nowhere, until it has led to a seat."""
        if self._code is not None and self._code.kind == "code" and self._link is not None:
            self._wrong_codes.tried(_host(self._link))

    def _forget(self) -> None:
        self._code, self._exchange = None, None
        self._join = (b"", 0)
        self.changed.emit()


def _host(link: Link) -> str:
    """Return what the host of `link` is told by: this console believes no other certificate of it."""
    return (link.peer_fingerprint or b"").hex()

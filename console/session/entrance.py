"""Both ways into a session by code: the customer's and a colleague's. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from console.connection.outside import Outside
from console.session.active_code import ActiveCode
from console.session.admission import Admission
from protocol.seat.seat_records import SavedCode
from protocol.trust.join_proof import Grant
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import CodeMade, EndCode, EndJoin, Joining, JoinStep, MakeCode
from protocol.vocabulary.messages import Reason, Refused, Role
from protocol.vocabulary.queue import CallIn
from protocol.vocabulary.teamwork import ColleagueCodeMade, ColleagueJoining, EndColleagueCode, MakeColleagueCode
from protocol.vocabulary.web import MakeViewerCode


class Entrance:
    """The codes of one session, and who comes with them.

    Args:
        session: its number on the wire.
        send: to the host.
        grant: makes what a joiner in this role gets.
        outside: returns where a joiner reaches the host.
        certificate: returns the SHA-256 of the host's certificate as this console sees it now.
        changed: a code or a join has changed; the role says whose.
        allowed: returns whether this technician may let somebody in who becomes that.
        keep: saves the codes.
        relayed: called with what relays the link of who is let in, where something does.
        withdraw: called with the key of introduction of who was let in, where that join is over without a seat.

    Attributes:
        customer, colleague: the two codes.
    """

    def __init__(
        self,
        *,
        session: bytes,
        send: Callable[[Message], None],
        grant: Callable[[Role], Grant],
        outside: Callable[[], Outside],
        certificate: Callable[[], bytes],
        changed: Callable[[Role], None],
        allowed: Callable[[Role], bool],
        keep: Callable[[], None] = lambda: None,
        withdraw: Callable[[bytes], None],
        relayed: Callable[[str], None] = lambda _through: None,
    ) -> None:
        self._outside = outside

        def admission(role: Role) -> Admission:
            return Admission(
                session=session,
                send=send,
                grant=lambda: grant(role),
                certificate=certificate,
                changed=lambda: changed(role),
                allowed=lambda: allowed(role),
                keep=keep,
                withdraw=withdraw,
                relayed=relayed,
                role=role,
            )

        self.customer = admission(Role.CUSTOMER)
        self.colleague = admission(Role.COLLABORATOR)

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message that concerns codes and joins."""
        return {
            CodeMade: lambda made: self._made(self.customer, made),
            ColleagueCodeMade: lambda made: self._made(self.colleague, made),
            EndCode: lambda _: self.customer.end(Reason.UNKNOWN_CODE),
            EndColleagueCode: lambda _: self.colleague.end(Reason.UNKNOWN_CODE),
            Joining: self.customer.receive,
            ColleagueJoining: self.colleague.receive,
            JoinStep: self._step,
            EndJoin: self._step,
        }

    @property
    def waiting(self) -> Admission | None:
        """The code whose joiner waits for the technician's decision: of two the first, which is being read already."""
        asked = [a for a in (self.customer, self.colleague) if a.needs_click]
        return min(asked, key=lambda admission: admission.asked_at, default=None)

    @property
    def codes(self) -> list[ActiveCode]:
        """All live codes."""
        return [a.code for a in (self.customer, self.colleague) if a.code is not None]

    def follow(self) -> None:
        """Let the codes lead to where the host is reached now."""
        if self.codes:
            outside = self._outside()
            self.customer.follow(outside)
            self.colleague.follow(outside)

    def saved(self) -> tuple[SavedCode, ...]:
        """Return what a new run of this program needs so that the codes go on."""
        codes = (admission.saved() for admission in (self.customer, self.colleague))
        return tuple(code for code in codes if code is not None)

    def take_up(self, codes: Sequence[SavedCode]) -> None:
        """Go on with the codes of an earlier run."""
        for code in codes:
            (self.customer if code.role is Role.CUSTOMER else self.colleague).take_up(code)

    def let_customer_in(self, *, called: bool) -> None:
        """Call in the customer who was picked up in the queue; make the first code for every other."""
        if called:
            self.customer.call_in()
        elif not self.customer.made_any:
            self.customer.ask()

    def refused(self, message: Refused) -> None:
        """Take note that the host has made no code, if that is what it says."""
        if message.about in (MakeCode.TAG, MakeViewerCode.TAG, CallIn.TAG):
            self.customer.refused(ends=message.about != MakeViewerCode.TAG)
        elif message.about == MakeColleagueCode.TAG:
            self.colleague.refused()

    def decide(self, yes: bool) -> None:
        """Admit or refuse the joiner who waits."""
        if (admission := self.waiting) is not None:
            admission.decide(yes)

    def link_lost(self) -> None:
        """Forget the joins under way; the codes stay."""
        self.customer.link_lost()
        self.colleague.link_lost()

    def close(self, reason: Reason) -> None:
        """End both codes: this technician does not lead the session any more."""
        self.customer.end(reason)
        self.colleague.end(reason)

    def _made(self, admission: Admission, made: CodeMade | ColleagueCodeMade) -> None:
        admission.made(made, self._outside())

    def _step(self, message: JoinStep | EndJoin) -> None:
        (self.colleague if self.colleague.knows(message.join) else self.customer).receive(message)

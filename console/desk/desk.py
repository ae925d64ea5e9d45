"""The technician's desk: the sessions that lie on it, and the ways in which others come to lie there. No widgets."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from console.admin.audit_heads import AuditHeads
from console.admin.directory import Directory
from console.admin.reports import Reports
from console.connection.announcing import LanHost
from console.connection.connection import Connection, HostAccess
from console.connection.device_folder import DeviceFolder
from console.connection.outside import Outside
from console.connection.own_account import OwnAccount
from console.desk.colleague_join import ColleagueJoin
from console.desk.invited import IncomingInvitations, InvitationView
from console.desk.late import check_late
from console.desk.queue import NEXT, Queue
from console.desk.sessions import DeskSessions, nameless
from console.session.notes import Notes
from console.session.session import Session
from console.session.teamwork import Act
from console.share.capture import Capture
from console.share.share import ShareState
from protocol.notation.addresses import Reach, reach_of
from protocol.notation.joincode import split_address
from protocol.seat.seat_key import SeatKey
from protocol.seat.seatfile import SeatFolder
from protocol.vocabulary.accounts import LoginLater
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.guests import Entry
from protocol.vocabulary.messages import (
    LoggedIn,
    OpenSession,
    Refused,
    Rights,
    Role,
    SessionClosed,
    SessionOpened,
)
from protocol.vocabulary.teamwork import AnswerInvitation, InvitationKind

OPEN_SESSIONS_LIMIT = 10
BEFORE_LOGIN = (LoggedIn, LoginLater, Refused, Entry)
LEAVE_S = 1.0  # that the host may take to end the sessions when the console ends


class DeskSettings(Protocol):
    """The settings that a desk reads."""

    own_name: str
    share_during_control: bool
    public_address: str


class Desk(QObject):
    """Everything the technician's windows show.

    Signals:
        session_added, session_removed: (Session); also of sessions that a colleague leads.
        invited: (InvitationView) a colleague invites this technician, or transfers a session.
        invitation_gone: (InvitationView, code) it is over; the code names a sentence, or is empty.
        joining_changed: `joining` is another.
        changed: host_state or rights have changed.
        problem: (code) for a sentence to the technician.

    Attributes:
        account: the technician's own, on the host.
        colleagues: the other technicians.
        newer: whether there is a newer version of this program.
        device: this console's own keys.
        directory: groups and technicians, for administrators.
        reports: past sessions and the audit, for administrators.
        notes: what the host keeps of sessions for reports.
        audit_heads: whether the audit was rewritten, for administrators.
        queue: who waits for this technician's group.
    """

    session_added = Signal(object)
    session_removed = Signal(object)
    changed = Signal()
    invited = Signal(object)
    invitation_gone = Signal(object, str)
    joining_changed = Signal()
    problem = Signal(str)

    def __init__(
        self,
        *,
        hosting: HostAccess,
        seats: SeatFolder,
        settings: DeskSettings,
        capture: Capture,
        keys: DeviceFolder,
    ) -> None:
        super().__init__()
        self.capture = capture
        self.rights: frozenset[str] = frozenset()
        self.account = OwnAccount()
        self.directory = Directory()
        self.reports, self.notes = Reports(), Notes()
        self.audit_heads = AuditHeads(self.reports, keys.audit_heads)
        self.device = keys.device
        self.colleagues, self.newer = keys.colleagues, keys.newer
        self.queue = Queue()
        self._incoming = IncomingInvitations(device=self.device, colleagues=self.colleagues)
        self._joining = ColleagueJoin()
        self._lying = DeskSessions(files=seats, surroundings=self)
        self._settings = settings
        self._connection = Connection(hosting=hosting, listener=self, public_address=lambda: settings.public_address)
        self._asked: dict[int, str] = {}  # customer names of sessions that the host was asked for
        self._refusals = 0  # of these
        self._leaving: set[bytes] = set()  # sessions that the host has still to end before this program does
        self._left = asyncio.Event()
        self._handlers = self._table()
        self._connect()

    def _table(self) -> dict[type[Message], Callable[..., None]]:
        return {
            Rights: self._rights_changed,
            SessionOpened: self._session_opened,
            Refused: self._refused,
            **self._connection.handlers(),
            **self.queue.handlers(),
            **self.newer.handlers(),
            **self.colleagues.handlers(),
            **self._incoming.handlers(),
            **self._joining.handlers(),
        }

    def _connect(self) -> None:
        self._lying.added.connect(self.session_added)
        self.account.changed.connect(self._watch_audit)
        self._lying.removed.connect(self.session_removed)
        self._incoming.arrived.connect(self._invited)
        self._incoming.gone.connect(self.invitation_gone)
        self._joining.changed.connect(self.joining_changed)
        for way_in in (self._incoming, self._joining):
            way_in.seated.connect(self._seated)
        for part in (self._incoming, self._joining, self.queue, self._lying):
            part.problem.connect(self.problem)

    @property
    def sessions(self) -> list[Session]:
        """All sessions on the desk, the oldest first; also those that are over and still shown."""
        return self._lying.all

    @property
    def shows_screen(self) -> bool:
        """Whether a customer sees this computer's screen now."""
        shares = (session.sharing for session in self.sessions)
        return any(share.state is ShareState.ON and not share.paused for share in shares)

    # -- what the windows do --------------------------------------------------------------------------------

    def start(self) -> None:
        """Take up the sessions of an earlier run and connect to the host."""
        self._lying.take_up()
        self._connection.find_host()

    def retry(self) -> None:
        """Try to reach the host now."""
        self._connection.retry()

    def log_out(self) -> None:
        """Leave the host; somebody has to log in before it is used again."""
        self._connection.log_out()

    def open_session(self, customer_name: str) -> None:
        """Start a session for a customer."""
        if self._connection.link is None:
            self.problem.emit("host_gone")
        elif self._open_sessions() >= OPEN_SESSIONS_LIMIT:
            self.problem.emit("too_many_sessions")
        else:
            request = secrets.randbits(32)
            self._asked[request] = customer_name
            self._connection.link.send(OpenSession(request=request))

    def pick_up(self, customer: int = NEXT) -> None:
        """Take `customer`, or whoever has waited longest, from the queue of this technician's group."""
        if self._open_sessions() >= OPEN_SESSIONS_LIMIT:
            self.problem.emit("too_many_sessions")
        else:
            self.queue.pick_up(customer)

    @property
    def invitations(self) -> list[InvitationView]:
        """The invitations that wait for this technician's answer."""
        return self._incoming.all

    def answer(self, invitation: InvitationView, yes: bool) -> None:
        """Accept or decline an invitation."""
        if yes and self._open_sessions() >= OPEN_SESSIONS_LIMIT:
            self.problem.emit("too_many_sessions")
        else:
            self._incoming.answer(invitation, yes)

    def accept_from(self, invitation: InvitationView, *, compared: bool) -> None:
        """Accept an invitation after a click for the sender's device, which this console has not used before."""
        if self._open_sessions() >= OPEN_SESSIONS_LIMIT:
            self.problem.emit("too_many_sessions")
        else:
            self._incoming.accept_from(invitation, compared=compared)

    @property
    def joining(self) -> bool:
        """Whether this technician is about to join a colleague's session."""
        return self._joining.joining

    def join_session(self, text: str) -> None:
        """Join a colleague's session with its code or link."""
        if self._open_sessions() >= OPEN_SESSIONS_LIMIT:
            self.problem.emit("too_many_sessions")
        else:
            self._joining.join(text)

    def cancel_joining(self) -> None:
        """Join no more: nothing comes of the attempt that goes on, if there is one."""
        self._joining.cancel()

    def remove(self, session: Session) -> None:
        """Take a closed session off the desk."""
        self._lying.remove(session)

    async def close(self) -> None:
        """End all sessions and the host that was started for them."""
        self._leaving = {s.id for s in self.sessions if s.attendance.seated and s.role is Role.LEAD}
        for session in self.sessions:
            (session.team.leave if session.why_not(Act.END) == "not_allowed" else session.end)()
        if self._connection.link is not None and self._leaving:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._left.wait(), LEAVE_S)
        await self._connection.close()

    @property
    def host_state(self) -> str:
        """How the connection to the host stands; see `Connection.state`."""
        return self._connection.state

    @property
    def login_in_s(self) -> int:
        """In how many seconds the login is tried again by itself, where the host says that it came too early."""
        return self._connection.later_s

    @property
    def lan_host(self) -> LanHost | None:
        """This computer's own host, where it is used and others of the LAN reach it."""
        return self._connection.lan_host()

    # -- Surroundings of a session --------------------------------------------------------------------------

    @property
    def share_during_control(self) -> bool:
        """Whether both directions may go on at once: by the technician's choice, and by that of the group."""
        return self._settings.share_during_control and "share_during_control" in self.rights

    @property
    def own_name(self) -> str:
        """The technician's name as customers see it."""
        return self._settings.own_name

    @property
    def reach(self) -> Reach:
        """From where this console's own host is reached, as far as its address says; a company's is not ours to say."""
        own = self._connection.outside() if self.host_state == "up" else None
        return "name" if own is None or not own.own else reach_of(split_address(own.address)[0])

    def outside(self) -> Outside:
        """Return where others reach the host."""
        return self._connection.outside()

    def host_fingerprint(self) -> bytes:
        """Return the SHA-256 of the host's certificate as it is seen now."""
        return self._connection.host_fingerprint()

    def relay(self) -> str:
        """Return what relays the link to the host; "": nothing does."""
        return self._connection.relay()

    def save(self, session: Session) -> None:
        """Keep the session for the case that this program dies; a closed one is forgotten."""
        self._lying.save(session)

    # -- Listener -------------------------------------------------------------------------------------------

    def link_lost(self) -> None:
        """Forget what only the lost link knew; the sessions wait for another."""
        self.account.link_down()
        self.directory.link_down()
        self.reports.link_down()
        self.notes.link_down()
        self._incoming.link_down()
        self.queue.link_down()
        self._joining.link_down()
        self._forget_asked()
        for session in self.sessions:
            session.link_down()

    def state_changed(self) -> None:
        """Show how the connection stands."""
        self.changed.emit()

    def receive(self, message: Message) -> None:
        """Hand a message from the host to whom it concerns.

        Raises:
            BadMessage: no honest host sends that here and now; the link must be closed.
        """
        session = self._lying.find(getattr(message, "session", None))
        if isinstance(message, SessionClosed):
            self._leaving.discard(message.session)
            if not self._leaving:
                self._left.set()
        if not self._connection.logged_in and not isinstance(message, BEFORE_LOGIN):
            raise BadMessage(f"{message.TAG} before the login")
        if session is not None:
            session.receive(message)
        elif handler := self._handlers.get(type(message)):
            handler(message)
        elif not any(part.receive(message) for part in (self.account, self.directory, self.reports, self.notes)):
            check_late(message)

    def _open_sessions(self) -> int:
        return len(self._asked) - self._refusals + self._lying.open_count

    def logged_in(self, message: LoggedIn) -> None:
        """Take everything up on the new link."""
        self.rights = frozenset(message.rights)
        link = self._connection.link
        assert link is not None
        self.account.link_up(link.send, message)
        self.directory.link_up(link.send)
        self.reports.link_up(link.send)
        self.notes.link_up(link.send)
        self.colleagues.logged_in(*self._connection.known_as())
        self._incoming.link_up(link.send)
        self.queue.link_up(link.send, message.name)
        self._joining.link_up(link)
        for session in self.sessions:
            session.link_up(link)

    def _watch_audit(self) -> None:
        is_one = self._connection.logged_in and self.account.administrator
        self.audit_heads.watch(self._connection.known_as()[0] if is_one else "")

    def _rights_changed(self, message: Rights) -> None:
        self.rights = frozenset(message.rights)
        for session in self.sessions:
            session.rights_changed()
        self.changed.emit()

    def _session_opened(self, message: SessionOpened) -> None:
        picked = self.queue.take_picked(message.request)
        name = self._asked.pop(message.request, None) if picked is None else picked.name or nameless()
        if name is None:
            raise BadMessage("a session that this technician has not opened")
        if self._refusals >= len(self._asked):
            self._forget_asked()
        seat = SeatKey(
            session=message.session,
            member=message.member,
            role=Role.LEAD,
            token=message.token,
            key=secrets.token_bytes(32),
        )
        self._seated(seat, name, "" if picked is None else picked.channel)

    def _invited(self, invitation: InvitationView) -> None:
        """Accept what this technician has asked for by picking a session up; show every other invitation."""
        sender, transfer = invitation.sender, invitation.kind is InvitationKind.TRANSFER
        trusted = sender is not None and sender.trusted
        if transfer and trusted and self.queue.take_transferred(invitation.session):
            self._incoming.answer(invitation, True)
        else:
            self.invited.emit(invitation)

    def _seated(self, seat: SeatKey, customer_name: str, channel: str = "") -> None:
        """Take a new seat; `channel` is the queue that the session has come through."""
        if self._connection.link is not None:
            seat = replace(seat, device=self.device.public.signing)
            session = self._lying.seat(seat, customer_name, channel)
            session.link_up(self._connection.link)

    def _forget_asked(self) -> None:
        self._asked.clear()
        self._refusals = 0

    def _refused(self, message: Refused) -> None:
        if self._connection.refused(message) or self.queue.refused(message) or self._joining.refused(message):
            return
        self._incoming.refused(message)
        if message.about == OpenSession.TAG and self._asked:
            self._refusals += 1  # of which of them is not said
            if self._refusals >= len(self._asked):
                self._forget_asked()
        if message.about in (OpenSession.TAG, AnswerInvitation.TAG):
            self.problem.emit(message.reason.value)

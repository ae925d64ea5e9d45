"""A session as the customer has it: joining, the chat, and the mirror of what the technician shows. No widgets."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from protocol import joincode
from protocol.attendance import Attendance, Departed, now_ms
from protocol.codec import Message
from protocol.content import (
    EARLIER_LIMIT,
    EarlierLine,
    Mark,
    MarksCleared,
    MirrorView,
    PictureWish,
    SourceWish,
    ThroughQueue,
    Typing,
)
from protocol.conversation import Conversation, Line
from protocol.desktop import DesktopAsked, DesktopChanged
from protocol.joincode import BadCode, JoinCode, split_address
from protocol.line import Line as HostLine
from protocol.link import Trust
from protocol.messages import (
    Leave,
    MemberLeft,
    Reason,
    Refused,
    Room,
    SessionClosed,
    SessionState,
    ShareChanged,
)
from protocol.mirror.screens import Screens
from protocol.queue import is_channel
from protocol.seatfile import SavedSeat, SeatFolder
from protocol.typing_sign import TypingSign
from resources.mirror.model import MirrorModel
from viewer.desktop import Desktop
from viewer.injector import Injector
from viewer.joining import JoinAttempt, Joined, JoinFailed
from viewer.queue_wait import Queue, QueueWait
from viewer.showing import Showing
from viewer.waiting import Waiting

_log = logging.getLogger(__name__)

LEAVE_S = 1.0  # that the last messages may take to leave this computer
SEAT_GONE = (Reason.UNKNOWN_SESSION, Reason.SESSION_CLOSED, Reason.TIMED_OUT, Reason.REPLACED)
"""Why a seat can't be taken up again; REPLACED: another run of this program has it."""
_FREE = ("idle", "ended")
"""The phases in which a session can begin."""


class Session(QObject):
    """The one session that this viewer is in, was in, or is about to join.

    Signals:
        changed: read the properties again.
        line_added, line_changed: (Line) of the transcript.
        mirror_opened: (MirrorModel) the technician shows their desktop.
        mirror_closed: the share is over.
        desktop_changed: a technician asks for the customer's desktop, or has it, or no longer does.
        pointed: (member, Mark or MarksCleared) a technician points at a picture.
        failed: (code) for a sentence to the customer; joining did not work.

    Attributes:
        desktop: who may see and operate the customer's desktop; None before the first session.
        phase: "idle", "joining", "waiting" (in the queue), "offered" (let in, and the customer is asked whether to
            join), "session" or "ended".
        queue: the place in the queue, while the phase is "waiting".
    """

    changed = Signal()
    line_added = Signal(object)
    line_changed = Signal(object)
    mirror_opened = Signal(object)
    mirror_closed = Signal()
    desktop_changed = Signal()
    failed = Signal(str)
    pointed = Signal(int, object)

    def __init__(self, *, seats: SeatFolder, screens: Screens, injector: Injector) -> None:
        super().__init__()
        self.desktop: Desktop | None = None
        self.phase = "idle"
        self.ended_reason = Reason.NONE
        self.queue: QueueWait | None = None
        self._seats = seats
        self._screens = screens
        self._injector = injector
        self._offered: SavedSeat | None = None
        self._saved: SavedSeat | None = next(reversed(seats.load_all()), None)
        self._attendance: Attendance | None = None
        self._line: HostLine | None = None
        self._showing: Showing | None = None
        self._waiting: Waiting | None = None
        self._typing: TypingSign | None = None
        self._attempt: asyncio.Task[None] | None = None
        self._handlers: dict[type[Message], Callable[..., None]] = {
            ShareChanged: self._share_changed,
            DesktopAsked: self._desktop_asked,
            DesktopChanged: self._desktop_moved,
            SessionClosed: lambda message: self._end(message.reason),
            Refused: self._refused,
            MemberLeft: self._member_left,
        }

    # -- what the windows read ------------------------------------------------------------------------------

    @property
    def resumable(self) -> str | None:
        """The technician of a session that an earlier run of this program did not end; None: there is none."""
        return None if self._saved is None else self._saved.title

    @property
    def offer(self) -> tuple[str, str] | None:
        """Who has let the customer in, at which host, while they are asked whether to join."""
        return None if self._offered is None else (self._offered.title, self._offered.host)

    @property
    def conversation(self) -> Conversation | None:
        """The transcript, once there is a session."""
        return None if self._attendance is None else self._attendance.conversation

    @property
    def connected(self) -> bool:
        """Whether the host can be reached."""
        return self.phase == "session" and self._attendance is not None and self._attendance.attached

    @property
    def state(self) -> SessionState:
        """Where the session stands."""
        if self.phase == "ended":
            return SessionState.CLOSED
        room = None if self._attendance is None else self._attendance.room
        return SessionState.RECONNECTING if room is None else room.state

    @property
    def lead_name(self) -> str:
        """The technician who leads the session; empty where nobody does."""
        return "" if self._waiting is None else self._waiting.lead_name

    @property
    def technicians(self) -> tuple[str, ...]:
        """The names of the technicians that are there."""
        return () if self._waiting is None else self._waiting.technicians

    @property
    def waiting(self) -> str:
        """What the customer waits for: "on_hold", "transferring", "no_lead", "reconnecting"; empty for nothing."""
        return self._waiting.what if self._waiting is not None and self.connected else ""

    @property
    def sharer_name(self) -> str:
        """Whose screen is shown; empty where nobody shares."""
        return "" if self.mirror is None else self.mirror.owner

    @property
    def typing(self) -> tuple[str, ...]:
        """The names of the technicians who are writing."""
        if self._typing is None or self._attendance is None:
            return ()
        return tuple(map(self._attendance.name_of, self._typing.writers))

    @property
    def mirror(self) -> MirrorModel | None:
        """What the technician shows, while they do."""
        return None if self._showing is None else self._showing.mirror

    # -- what the customer does -----------------------------------------------------------------------------

    def join(self, text: str, host: str, *, ask: bool = False, fingerprint: bytes | None = None) -> None:
        """Join with a code or a link; `host`, and its certificate's `fingerprint`, count where `text` is a code.

        With `ask` the customer has not said yet that they want to: once it is known whose session it is, the phase is
        "offered", and nothing happens in it before `accept`.
        """
        if self.phase not in _FREE:
            return
        try:
            code = joincode.parse(text)
        except BadCode as error:
            self.failed.emit(error.why)
            return
        if code.host is None:
            code = replace(code, fingerprint=fingerprint)
        address = code.host or host
        if not address:
            self.failed.emit("no_host")
            return
        self.phase = "joining"
        self.changed.emit()
        attempt = JoinAttempt(code=code, host=address)
        self._attempt = asyncio.get_running_loop().create_task(self._join(attempt, ask=ask))

    def wait(self, *, host: str, channel: str, name: str, trust: Trust) -> None:
        """Wait in a channel's queue under `name` until a technician is there; the session begins by itself."""
        if self.phase not in _FREE:
            return
        try:
            self.queue = QueueWait(
                Queue(host=host, channel=channel, name=name, trust=trust),
                changed=self.changed.emit,
                called=self._called,
                failed=self._wait_failed,
            )
        except BadCode:
            self.failed.emit("name")
            return
        self.phase = "waiting"
        self.queue.start()
        self.changed.emit()

    def accept(self) -> None:
        """Join the session that is offered."""
        offered, self._offered = self._offered, None
        if offered is not None:
            self._take_seat(offered)

    def cancel(self) -> None:
        """Give up joining or waiting, or decline what is offered."""
        if self._attempt is not None:
            self._attempt.cancel()
        if self.queue is not None:
            self.queue.give_up()
            self.queue = None
        if self.phase in ("joining", "waiting", "offered"):
            self.phase, self._offered = "idle", None
            self.changed.emit()

    def resume(self) -> None:
        """Go on with the session of an earlier run."""
        if self._saved is not None and self.phase == "idle":
            self._take_seat(self._saved)

    def say(self, text: str) -> None:
        """Send a chat line."""
        if self._attendance is not None and self._typing is not None and self.phase == "session":
            self._typing.sent()
            self._attendance.say(text)

    def write(self, text: str) -> None:
        """Take note of what stands in the chat's input now."""
        if self._typing is not None and self.phase == "session":
            self._typing.wrote(text)

    def end_share(self) -> None:
        """End the technician's share; the session goes on."""
        if self._showing is not None:
            self._showing.end()

    def tell_sharer(self, content: SourceWish | PictureWish | MirrorView) -> None:
        """Tell the one who shares what the customer wishes to see, or sees."""
        if self._showing is not None:
            self._showing.tell(content)

    @property
    def sharer(self) -> int:
        """The number of the technician whose screen is shown; 0 where nobody's is."""
        return 0 if self._showing is None else self._showing.sharer

    def point(self, content: Message) -> None:
        """Show the one who shares a mark over the picture."""
        if self._showing is not None:
            self._showing.point(content)

    def leave(self) -> None:
        """Leave the session."""
        if self._attendance is not None and self.phase == "session":
            self._attendance.request(Leave(session=self._attendance.seat.session))
            self._end(Reason.LEFT)

    async def close(self) -> None:
        """Leave the session, because the program ends."""
        waited = None if self.queue is None else self.queue.link
        self.cancel()
        if self._attempt is not None:
            await asyncio.gather(self._attempt, return_exceptions=True)
        attached = None if self._attendance is None or self.phase != "session" else self._attendance.link
        self.leave()
        for link in (waited, attached):
            if link is not None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(link.wait_gone(), LEAVE_S)

    def start_again(self) -> None:
        """Go back to asking for a code."""
        if self.phase == "ended":
            self.phase, self._attendance, self._showing, self._waiting = "idle", None, None, None
            self.changed.emit()

    # -- joining --------------------------------------------------------------------------------------------

    async def _join(self, attempt: JoinAttempt, *, ask: bool) -> None:
        try:
            joined = await attempt.run()
        except JoinFailed as failure:
            self.phase = "idle"
            self.changed.emit()
            self.failed.emit(failure.code)
            return
        if ask:
            self.phase, self._offered = "offered", self._to_save(joined)
            self.changed.emit()
        else:
            self._take_seat(self._to_save(joined))

    def _called(self, code: JoinCode) -> None:
        """Come in: a technician has picked this customer up."""
        if self._attempt is not None:
            self._attempt.cancel()
        assert code.host is not None
        attempt = JoinAttempt(code=code, host=code.host)
        self._attempt = asyncio.get_running_loop().create_task(self._come_in(attempt))

    async def _come_in(self, attempt: JoinAttempt) -> None:
        try:
            joined = await attempt.run()
        except JoinFailed as failure:
            if self.queue is not None:
                self.queue.come_again(failure.code)
            return
        channel = ""
        if self.queue is not None:
            channel = self.queue.channel
            self.queue.stop()
            self.queue = None
        self._take_seat(self._to_save(joined))
        self._came_through_queue(channel)

    @property
    def _channel(self) -> str:
        """The queue that the customer came through; empty for a code or a link."""
        lines = () if self.conversation is None else self.conversation.lines
        return next((line.text for line in lines if line.event == "sealed_to_host"), "")

    def _came_through_queue(self, channel: str) -> None:
        """Say once how the session is protected."""
        if self._attendance is not None and not self._channel and is_channel(channel):
            self._attendance.note("sealed_to_host", channel)

    def _wait_failed(self, code: str) -> None:
        if self._attempt is not None:
            self._attempt.cancel()
        self.phase, self.queue = "idle", None
        self.changed.emit()
        self.failed.emit(code)

    @staticmethod
    def _to_save(joined: Joined) -> SavedSeat:
        own_name = joined.grant.customer_name
        return SavedSeat(
            seat=joined.seat,
            host=joined.host,
            fingerprint=joined.fingerprint,
            title=joined.grant.lead_name,
            own_name=own_name,
            conversation=Conversation(own=joined.seat.member, own_name=own_name).to_plain(),
            opened_ms=now_ms(),
        )

    def _take_seat(self, saved: SavedSeat) -> None:
        conversation = Conversation.from_plain(saved.conversation, own=saved.seat.member, own_name=saved.own_name)
        if self._saved is not None and self._saved.seat.session != saved.seat.session:
            self._forget(self._saved)  # the customer has joined another session instead
        self._saved, self.ended_reason = saved, Reason.NONE
        self._attendance = Attendance(
            seat=saved.seat,
            name=saved.own_name,
            other=saved.title,
            conversation=conversation,
            listener=self,
            save=self._save,
        )
        self._waiting = Waiting(self._attendance, saved.title)
        self._typing = TypingSign(tell=self._attendance.tell, changed=self.changed.emit)
        self._showing = Showing(attendance=self._attendance, opened=self._mirror_opened, closed=self._mirror_closed)
        self.desktop = Desktop(
            attendance=self._attendance,
            screens=self._screens,
            injector=self._injector,
            changed=self.desktop_changed.emit,
        )
        self._save()
        self.phase = "session"
        self._line = HostLine(
            address=split_address(saved.host),
            trust=Trust(fingerprint=saved.fingerprint),
            program="viewer",
            up=self._attendance.attach,
            receive=self._receive,
            down=self._down,
        )
        self._line.start()
        self.changed.emit()

    def _save(self) -> None:
        if self._saved is None or self._attendance is None:
            return
        if self.lead_name:
            self._saved = replace(self._saved, title=self.lead_name)
        plain = self._attendance.conversation.to_plain()
        try:
            self._seats.save(replace(self._saved, seat=self._attendance.seat, conversation=plain))
        except OSError as error:
            _log.error("the session could not be saved and will not outlive this program: %s", error)

    def _forget(self, saved: SavedSeat) -> None:
        try:
            self._seats.remove(saved.seat.session)
        except OSError as error:
            _log.error("a saved session could not be removed: %s", error)

    # -- the link -------------------------------------------------------------------------------------------

    def _receive(self, message: Message) -> None:
        if self._attendance is None or self.phase != "session":
            return
        self._attendance.receive(message)
        if handler := self._handlers.get(type(message)):
            handler(message)

    def _down(self, code: str) -> None:
        if self._attendance is None or self._showing is None or self.phase != "session":
            return
        self._attendance.detach()
        self._showing.interrupt()
        if self.desktop is not None:
            self.desktop.link_lost()
        self._stop_typing()
        if code == Reason.VERSION:  # the line has given up
            self._end(Reason.VERSION)
        else:
            self.changed.emit()

    def _refused(self, message: Refused) -> None:
        if message.reason in SEAT_GONE:
            self._end(message.reason)

    def _member_left(self, message: MemberLeft) -> None:
        if self._attendance is not None and message.member == self._attendance.seat.member:
            self._end(message.reason)

    # -- Listener -------------------------------------------------------------------------------------------

    def transcript_grew(self, line: Line) -> None:
        """Pass a new line on to the windows."""
        if self._typing is not None:
            self._typing.heard(line.author, False)
        self.line_added.emit(line)

    def transcript_changed(self, line: Line) -> None:
        """Pass a delivered line on to the windows."""
        self.line_changed.emit(line)

    def room_changed(self, before: Room | None, now: Room) -> None:
        """Follow the room."""
        assert self._showing is not None
        assert self._waiting is not None
        self._showing.room_changed(before, now)
        if self.desktop is not None:
            self.desktop.room_changed(now)
        self._waiting.room_changed(now)
        self.changed.emit()

    def member_named(self, member: int) -> None:
        """Follow the technicians' names."""
        if self._waiting is not None:
            self._waiting.member_named(member)
        self.changed.emit()

    def private_grew(self, line: Line) -> None:
        """Never called: a customer gets no private lines."""

    def private_changed(self, line: Line) -> None:
        """Never called: a customer gets no private lines."""

    def member_reached(self, member: int) -> None:
        """Follow who is there; tell them how the customer came."""
        if self._attendance is not None and self._channel:
            self._attendance.send(member, ThroughQueue(channel=self._channel))
        if self.desktop is not None:
            self.desktop.member_reached()
        self.changed.emit()

    def member_left(self, departed: Departed) -> None:
        """Note that somebody else has left."""
        if self._attendance is not None and departed.name:  # else it left before it could say who it is
            event = {Reason.TIMED_OUT: "timed_out", Reason.REMOVED: "removed"}.get(departed.reason, "left")
            self._attendance.note(event, departed.name)
        if self._typing is not None:
            self._typing.heard(departed.member, False)

    def content_arrived(self, sender: int, content: Message) -> None:
        """Show what the technician shares and who is writing; let them see and operate what they may."""
        assert self._showing is not None
        assert self._typing is not None
        if isinstance(content, Typing):
            self._typing.heard(sender, content.typing)
            return
        if isinstance(content, ThroughQueue):
            self._came_through_queue(content.channel)
            return
        if isinstance(content, EarlierLine):
            self._recall(content)
            return
        self._showing.content_arrived(sender, content)
        if self.desktop is not None:
            self.desktop.received(sender, content)
        if isinstance(content, Mark | MarksCleared):
            self.pointed.emit(sender, content)

    def _recall(self, earlier: EarlierLine) -> None:
        """Take over a line that was said in the customer's page, before this viewer took its place."""
        assert self._attendance is not None
        conversation, own = self._attendance.conversation, earlier.author == 0
        line = Line(
            author=conversation.own if own else earlier.author,
            name=conversation.own_name if own else earlier.name,
            time_ms=earlier.time_ms,
            text=earlier.text,
            number=earlier.number,
            delivered=own,
            recalled=True,
        )
        if sum(each.recalled for each in conversation.lines) < EARLIER_LIMIT and conversation.recall(line):
            self._attendance.save()
            self.line_added.emit(line)

    def _mirror_opened(self, mirror: MirrorModel) -> None:
        mirror.paused_changed.connect(self.changed)
        self.mirror_opened.emit(mirror)
        self.changed.emit()

    def _mirror_closed(self) -> None:
        self.mirror_closed.emit()
        self.changed.emit()

    # -- what the host says ---------------------------------------------------------------------------------

    def _share_changed(self, message: ShareChanged) -> None:
        assert self._showing is not None
        self._showing.share_changed(message)

    def _desktop_asked(self, message: DesktopAsked) -> None:
        assert self.desktop is not None
        self.desktop.asked(message)

    def _desktop_moved(self, message: DesktopChanged) -> None:
        assert self.desktop is not None
        self.desktop.changed(message)

    def _stop_typing(self) -> None:
        if self._typing is not None:
            self._typing.stop()

    def _end(self, reason: Reason) -> None:
        self._stop_typing()
        if self._showing is not None:
            self._showing.stop()
        if self.desktop is not None:
            self.desktop.stop()
            self.desktop_changed.emit()
        saved, self._saved = self._saved, None
        if self._attendance is not None:
            self._attendance.note("session_closed")
        if saved is not None and reason is not Reason.REPLACED:  # else another run of this program has it
            self._forget(saved)
        if self._line is not None:
            self._line.stop()
            self._line = None
        self.phase, self.ended_reason = "ended", reason
        self.changed.emit()

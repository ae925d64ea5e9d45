"""The customer's stay in one session: from taking the seat to its end, over links that come and go. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from protocol.link.dialing import Dialler
from protocol.link.host_line import HostLine
from protocol.link.link import Link, Trust
from protocol.mirror.send.screens import Screens
from protocol.notation.joincode import split_address
from protocol.notation.names import cleaned
from protocol.seat.attendance import OF_A_SEAT, Attendance, now_ms
from protocol.seat.conversation import Conversation, Line
from protocol.seat.listener import Departed
from protocol.seat.seat_records import SavedSeat
from protocol.seat.typing_sign import TypingSign
from protocol.vocabulary.chat import EarlierLine, Typing
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.content import WHOLE_VIEWER, ThroughQueue
from protocol.vocabulary.desktop import DesktopAsked, DesktopChanged
from protocol.vocabulary.guests import OpenHost, ReportSession, SessionReported
from protocol.vocabulary.marks import Mark, MarksCleared
from protocol.vocabulary.messages import (
    OTHER_VERSION,
    Leave,
    MemberLeft,
    Reason,
    Refused,
    Role,
    Room,
    SessionClosed,
    SessionState,
    ShareChanged,
)
from protocol.vocabulary.queue import is_channel
from resources.mirror.model import MirrorModel
from viewer.desktop.desktop import NEVER_SEEN, Desktop
from viewer.desktop.injector import Injector
from viewer.session.earlier_lines import recall
from viewer.session.kept_seat import KeptSeat
from viewer.session.news import SessionNews
from viewer.session.showing import Showing
from viewer.session.waiting import Waiting
from viewer.way_in.queue_wait import Queue

SEAT_GONE = (Reason.UNKNOWN_SESSION, Reason.SESSION_CLOSED, Reason.TIMED_OUT, Reason.REPLACED)
"""Why a seat can't be taken up again; REPLACED: another run of this program has it."""

_THROUGH = ("sealed_to_host", "through_queue")
"""Events that say that the session came through a queue, at its beginning or later; their text is the channel."""


class Stay:
    """One seat, everything that happens at it, and the line to its host.

    Args:
        saved: the seat that is taken.
        kept: where it is kept, until the end.
        screens: what of the customer's desktop can be shown.
        injector: operates this computer.
        news: who is told.
        dialler: knows the ways to the host.

    Attributes:
        ended: why it is over; None while it goes on.
        reported: the customer has reported the session, and the host has kept that.
        channel_back: the queue that has this customer's place after the end, as the host has said; "": there is none.
        showing: what the technician shows.
        waiting: who leads, and what the customer waits for.
        desktop: who may see and operate the customer's desktop.
    """

    def __init__(
        self,
        saved: SavedSeat,
        *,
        kept: KeptSeat,
        screens: Screens,
        injector: Injector,
        news: SessionNews,
        dialler: Dialler | None = None,
    ) -> None:
        self.ended: Reason | None = None
        self.channel_back = ""
        self._open_host: OpenHost | None = None
        self.reported = False
        self._reports = False
        self._words = ""
        self._saved = saved
        self._kept = kept
        self._news = news
        self._attendance = Attendance(
            seat=saved.seat,
            name=saved.own_name,
            other=cleaned(saved.title),
            conversation=saved.conversation,
            listener=self,
            save=self._save,
        )
        self._typing = TypingSign(tell=self._attendance.tell, changed=news.changed.emit)
        self.waiting = Waiting(self._attendance, cleaned(saved.title))
        self.showing = Showing(attendance=self._attendance, opened=self._mirror_opened, closed=self._mirror_closed)
        self.desktop = Desktop(
            attendance=self._attendance, screens=screens, injector=injector, changed=news.desktop_changed.emit
        )
        self._line = HostLine(
            address=split_address(saved.host),
            trust=Trust(fingerprint=saved.fingerprint),
            program="viewer",
            up=self._up,
            receive=self._receive,
            down=self._down,
            dial=(dialler or Dialler()).dial,
        )
        self._handlers: dict[type[Message], Callable[..., None]] = {
            ShareChanged: self.showing.share_changed,
            DesktopAsked: self.desktop.asked,
            DesktopChanged: self.desktop.changed,
            SessionClosed: self._closed,
            Refused: self._refused,
            MemberLeft: self._member_left,
            SessionReported: self._was_reported,
        }

    # -- what the windows read ------------------------------------------------------------------------------

    @property
    def conversation(self) -> Conversation:
        """The transcript."""
        return self._attendance.conversation

    @property
    def open_host(self) -> OpenHost | None:
        """What the host says of itself, right after its welcome, if anybody may use it; None: it has not."""
        link = self._attendance.link
        if link is not None and link.open_host is not None:
            self._open_host = link.open_host
        return self._open_host

    @property
    def host(self) -> str:
        """Where the host is, as it was typed or linked."""
        return self._saved.host

    @property
    def link(self) -> Link | None:
        """The link to the host, while it is up."""
        return self._attendance.link

    @property
    def connected(self) -> bool:
        """Whether the host can be reached."""
        return self.ended is None and self._attendance.attached

    @property
    def state(self) -> SessionState:
        """Where the session stands."""
        if self.ended is not None:
            return SessionState.CLOSED
        room = self._attendance.room
        return SessionState.RECONNECTING if room is None else room.state

    @property
    def two_words(self) -> tuple[tuple[str, tuple[int, int] | None], ...]:
        """The technicians who are there by name, the lead first, each with the words that they see, too."""
        member = self._attendance.member
        seats = sorted(member.seats.values(), key=lambda seat: (seat.role is not Role.LEAD, seat.member))
        there = [seat for seat in seats if seat.role is not Role.CUSTOMER and member.reaches(seat.member)]
        return tuple((self._attendance.name_of(seat.member), member.words_with(seat.member)) for seat in there)

    @property
    def typing(self) -> tuple[str, ...]:
        """The names of the technicians who are writing."""
        return tuple(map(self._attendance.name_of, self._typing.writers))

    @property
    def way_back(self) -> Queue | None:
        """The queue in which the customer may wait on, in front of all who came later; None where there is none."""
        saved = self._saved
        if self.ended is not Reason.TECHNICIAN_GONE or not is_channel(self.channel_back) or not saved.own_name:
            return None
        return Queue(
            host=saved.host,
            channel=self.channel_back,
            name=saved.own_name,
            trust=Trust(fingerprint=saved.fingerprint),
            token=saved.seat.token,
        )

    @property
    def came_through_queue(self) -> bool:
        """Whether this session was protected up to the host only."""
        return bool(self._channel)

    # -- what the customer does -----------------------------------------------------------------------------

    def begin(self, channel: str = "", words: str = "") -> None:
        """Connect; `channel` is the queue that has led here, if one has.

        `words` are what the customer has typed there: said once somebody is there who hears them.
        """
        self._words = words.strip()
        self._kept.take(self._as_it_is())
        self._line.start()
        self._news.changed.emit()
        self._came_through(channel)

    def say(self, text: str) -> None:
        """Send a chat line."""
        if self.ended is None:
            self._typing.sent()
            if not self._attendance.say(text):
                self._news.failed.emit("too_many_unconfirmed")

    def write(self, text: str) -> None:
        """Take note of what stands in the chat's input now."""
        if self.ended is None:
            self._typing.wrote(text)

    def leave(self) -> None:
        """Leave the session."""
        if self.ended is None:
            self._attendance.request(Leave(session=self._attendance.seat.session))
            self._end(Reason.LEFT)

    def report(self) -> None:
        """Report the session to whoever runs the host: when, and of which technician's key; nothing that was said."""
        self._reports = True
        self._attendance.request(ReportSession(session=self._attendance.seat.session))

    # -- the seat -------------------------------------------------------------------------------------------

    def _save(self) -> None:
        self._kept.write(self._as_it_is())

    def _as_it_is(self) -> SavedSeat:
        if self.waiting.lead_name:
            self._saved = replace(self._saved, title=self.waiting.lead_name)
        return replace(self._saved, seat=self._attendance.seat)

    @property
    def _channel(self) -> str:
        """The queue that the session came through; empty where it is protected from the host."""
        lines = (self.conversation.first(event) for event in _THROUGH)
        return next((line.text for line in lines if line is not None), "")

    def _came_through(self, channel: str, event: str = "sealed_to_host") -> None:
        """Say once how the session is protected."""
        if not self._channel and is_channel(channel):
            self._attendance.note(event, channel)

    # -- the link -------------------------------------------------------------------------------------------

    def _up(self, link: Link) -> None:
        if link.trust is not None and link.trust.fingerprint != self._saved.fingerprint:
            self._saved = replace(self._saved, fingerprint=link.trust.fingerprint)
            self._save()
        self._attendance.attach(link)

    def _receive(self, message: Message) -> None:
        if self.ended is not None:
            return
        handler = self._handlers.get(type(message))
        if handler is None and not isinstance(message, OF_A_SEAT):
            raise BadMessage(f"{message.TAG} for a customer's seat")
        self._attendance.receive(message)
        if handler is not None:
            handler(message)

    def _down(self, code: str) -> None:
        if self.ended is not None:
            return
        self._attendance.detach()
        self.showing.interrupt()
        self.desktop.link_lost()
        self._typing.stop()
        if code in OTHER_VERSION:  # the line has given up
            self._end(Reason(code))
        else:
            self._news.changed.emit()

    def _was_reported(self, _message: SessionReported) -> None:
        if not self._reports:
            raise BadMessage("a report that nobody has made")
        self.reported = True
        self._attendance.note("session_reported")
        self._news.changed.emit()

    def _closed(self, message: SessionClosed) -> None:
        self.channel_back = message.channel
        self._end(message.reason)

    def _refused(self, message: Refused) -> None:
        if message.reason in SEAT_GONE:
            self._end(message.reason)

    def _member_left(self, message: MemberLeft) -> None:
        if message.member == self._attendance.seat.member:
            self._end(message.reason)

    def _end(self, reason: Reason) -> None:
        self._typing.stop()
        self.showing.stop()
        self.desktop.stop()
        self._news.desktop_changed.emit()
        self._kept.let_go(forget=reason is not Reason.REPLACED)  # else another run of this program has it
        self._attendance.note("session_closed")
        self._line.stop()
        self._attendance.end()
        self.ended = reason
        self._news.changed.emit()

    # -- Listener -------------------------------------------------------------------------------------------

    def transcript_grew(self, line: Line) -> None:
        """Pass a new line on to the windows."""
        self._typing.heard(line.author, False)
        self._news.line_added.emit(line)

    def transcript_changed(self, line: Line) -> None:
        """Pass a delivered line on to the windows."""
        self._news.line_changed.emit(line)

    def private_grew(self, line: Line) -> None:
        """Never called: a customer gets no private lines."""

    def private_changed(self, line: Line) -> None:
        """Never called: a customer gets no private lines."""

    def room_changed(self, before: Room | None, now: Room) -> None:
        """Follow the room."""
        self.showing.room_changed(before, now)
        self.desktop.room_changed(now)
        self.waiting.room_changed(now)
        self._news.changed.emit()

    def member_named(self, member: int) -> None:
        """Follow the technicians' names."""
        self.waiting.member_named(member)
        self._news.changed.emit()

    def words_agreed(self, member: int) -> None:
        """Show the two words."""
        self._news.changed.emit()

    def member_reached(self, member: int) -> None:
        """Follow who is there; tell them how the customer came."""
        if channel := self._channel:
            self._attendance.send(member, ThroughQueue(channel=channel))
        if self.desktop.unseeable in NEVER_SEEN:  # so that nobody asks for it
            self._attendance.send(member, replace(WHOLE_VIEWER, desktop=False))
        self.desktop.member_reached()
        words, self._words = self._words, ""
        if words:
            self.say(words)
        self._news.changed.emit()

    def member_left(self, departed: Departed) -> None:
        """Note that somebody else has left."""
        if departed.name:  # else it left before it could say who it is
            lost = departed.reason is Reason.TIMED_OUT  # why else is the technicians' business
            self._attendance.note("timed_out" if lost else "left", departed.name)
        self._typing.heard(departed.member, False)

    def content_arrived(self, sender: int, content: Message) -> None:
        """Show what the technician shares and who is writing; let them see and operate what they may."""
        if isinstance(content, Typing):
            self._typing.heard(sender, content.typing)
        elif isinstance(content, ThroughQueue):
            self._came_through(content.channel, "through_queue")
        elif isinstance(content, EarlierLine):
            self._recall(content)
        else:
            self._pictured(sender, content)

    def _recall(self, earlier: EarlierLine) -> None:
        line = recall(earlier, self.conversation, now_ms())
        if line is not None:
            self._attendance.save()
            self._news.line_added.emit(line)

    def _pictured(self, sender: int, content: Message) -> None:
        """Follow what is about the picture of either side."""
        self.showing.content_arrived(sender, content)
        self.desktop.received(sender, content)
        if isinstance(content, Mark | MarksCleared):
            self._news.pointed.emit(sender, content)

    def _mirror_opened(self, mirror: MirrorModel) -> None:
        mirror.paused_changed.connect(self._news.changed)
        self._news.mirror_opened.emit(mirror)
        self._news.changed.emit()

    def _mirror_closed(self) -> None:
        self._news.mirror_closed.emit()
        self._news.changed.emit()

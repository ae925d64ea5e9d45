"""The customer's desktop in one session: asked for, allowed by a click, shown, operated, taken back. No widgets.

`consent` decides; this does what follows from it, on the event loop's thread. Every way out of here leads through
`_follow`, which ends the picture and the injector as soon as the consent does not cover them any more.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable

from protocol.mirror.capture.common.source import CaptureUnavailable
from protocol.mirror.picture.tiles import Rect
from protocol.mirror.send.screens import Screens
from protocol.rates.rest import Rest
from protocol.seat.attendance import Attendance, now_ms
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.content import PictureWish, SourceWish, UpdateShown
from protocol.vocabulary.desktop import ASK_AGAIN_S, CONSENT_S, NOES, Access, DesktopAsked, DesktopChanged, GrantDesktop
from protocol.vocabulary.input import KINDS as INPUT_KINDS
from protocol.vocabulary.input import InputReleased
from protocol.vocabulary.messages import Reason, Role, Room
from viewer.desktop.consent import Consent, Question
from viewer.desktop.injector import Injector
from viewer.desktop.picture import DesktopPicture

REST_S = ASK_AGAIN_S - 5.0  # without a question; the host's begins at the same no, and may hear of it earlier
NEVER_SEEN = ("no_capture", "wayland")  # why a computer's desktop can't be shown whatever happens
LOST_S = 30.0  # of lost connection, after which consent has to be asked for again

_OF_PICTURE = (UpdateShown, PictureWish, SourceWish)
_ENDINGS = {
    Reason.RIGHT_REMOVED: "desktop_given_back",  # why is no customer's business
    Reason.TIMED_OUT: "desktop_lost",
    Reason.ON_HOLD: "desktop_on_hold",
    Reason.HANDED_OVER: "desktop_other_leads",
}
_REASONS = {  # what else than the customer's wish has ended it, as the technician is told
    "desktop_failed": Reason.CAPTURE_FAILED,
    "desktop_mirror_effect": Reason.CAPTURE_FAILED,
    "desktop_lost": Reason.TIMED_OUT,
}


class Desktop:
    """Who may see and operate the customer's desktop, and what they get of it.

    Args:
        attendance: the customer's seat.
        screens: what can be shown.
        injector: operates this computer.
        changed: something that the windows show has changed.

    Attributes:
        since_ms: when the present access began, since 1970.
        shown: the stream that is shown last, and which part of the whole desktop that is; None: none yet.
    """

    def __init__(
        self, *, attendance: Attendance, screens: Screens, injector: Injector, changed: Callable[[], None]
    ) -> None:
        self.since_ms = 0
        self.shown: tuple[int, Rect] | None = None
        self._attendance = attendance
        self._screens = screens
        self._injector = injector
        self._changed = changed
        self._consent = Consent()
        self._rest = Rest(lambda: time.monotonic(), noes=NOES, seconds=REST_S)
        self._picture: DesktopPicture | None = None
        self._operated = False
        self._loop = asyncio.get_running_loop()
        self._asked: Question | None = None  # the one that the timer runs for
        self._asked_until = 0.0
        self._interrupted: frozenset[Question] = frozenset()  # what was asked when the link was lost; time goes on
        self._answer_timer: asyncio.TimerHandle | None = None
        self._lost_timer: asyncio.TimerHandle | None = None

    # -- what the windows read ------------------------------------------------------------------------------

    @property
    def access(self) -> Access:
        """What the customer allows `name` now; kept over a short break."""
        return self._consent.granted

    @property
    def member(self) -> int:
        """The number of who has it; 0 where nobody does."""
        return self._consent.member

    @property
    def name(self) -> str:
        """Who has it."""
        return self._attendance.name_of(self._consent.member)

    @property
    def interrupted(self) -> bool:
        """Whether nothing is shown to them now, because a connection is lost."""
        return self._consent.member != 0 and not self._connected

    @property
    def question(self) -> Question | None:
        """What the customer is asked now; control only where it is possible here."""
        question = self._consent.question
        if question is not None and self._injector.unavailable:
            return Question(question.member, Access.VIEW)
        return question

    @property
    def limited(self) -> str:
        """Why the open question is not about control although that was asked for, as a code for a sentence."""
        question = self._consent.question
        return self._injector.unavailable if question is not None and question.access is Access.CONTROL else ""

    @property
    def unseeable(self) -> str:
        """Why nothing can be shown on this computer, as a code for a sentence; empty where something can."""
        try:
            return "" if self._screens.monitors() else "no_display"
        except CaptureUnavailable as unavailable:
            return unavailable.code

    @property
    def seconds_left(self) -> int:
        """How long the customer may still think about the open question."""
        return max(0, math.ceil(self._asked_until - time.monotonic()))

    def name_of(self, member: int) -> str:
        """Return a member's name."""
        return self._attendance.name_of(member)

    # -- what the customer does -----------------------------------------------------------------------------

    def answer(self, access: Access) -> None:
        """Answer the open question; to be called for a click on this computer only."""
        question = self.question
        if question is None:
            return
        if self.unseeable:
            access = Access.NONE
        if access is Access.NONE:
            self._note_no("desktop_declined_by_you", question)
        self._answer(access if not access.exceeds(question.access) else question.access)

    def revoke(self) -> None:
        """Take everything back at once; not one more pixel leaves."""
        name, member = self.name, self._consent.revoke()
        self._follow()
        if member:
            self._grant(member, Access.NONE)
            self._attendance.note("desktop_revoked_by_you", name)
            self._changed()

    # -- what happens ---------------------------------------------------------------------------------------

    def asked(self, message: DesktopAsked) -> None:
        """Put a technician's question to the customer, or take it back.

        Raises:
            BadMessage: nobody who is in the session asks.
        """
        seat = self._attendance.member.seats.get(message.member)
        if message.access is not Access.NONE and (seat is None or seat.role is Role.CUSTOMER):
            raise BadMessage("a question of somebody who is no technician here")
        had = self._consent.granted
        self._consent.asked(message.member, message.access)
        if had is not Access.NONE and self._consent.granted is Access.NONE:
            self._attendance.note("desktop_lost", self.name_of(message.member))
        self._follow()
        self._changed()

    def changed(self, message: DesktopChanged) -> None:
        """Follow what the host takes for granted, as far as the customer does."""
        open_question, had = self._consent.question, self._consent.granted
        concerned = message.member == self._consent.member
        known = self._consent.changed(message.member, message.access)
        if concerned:
            self._note_changed(had, message)
        elif message.reason is Reason.TIMED_OUT and open_question is not None:
            self._note_no("desktop_unanswered", open_question)
        self._follow()
        if not known and concerned:
            self._end("desktop_ended")
        elif not known:
            self._grant(message.member, Access.NONE)
        self._changed()

    def room_changed(self, now: Room) -> None:
        """Follow who is there."""
        if self._consent.member and all(seat.member != self._consent.member for seat in now.seats):
            self._end("desktop_ended")
        self._follow()
        self._changed()

    def member_reached(self) -> None:
        """Show the desktop to whoever may see it and can be sent something now."""
        self._follow()
        self._changed()

    def link_lost(self) -> None:
        """Interrupt what is shown; nothing is known of questions any more."""
        self._interrupted |= self._consent.questions
        self._consent.unconfirmed()
        self._follow()
        self._changed()

    def received(self, sender: int, content: Message) -> None:
        """Take what the technician who has the desktop sends; from anybody else it is dropped."""
        if sender != self._consent.member:
            return
        if isinstance(content, _OF_PICTURE):
            if self._picture is not None:
                self._picture.received(content)
        elif isinstance(content, INPUT_KINDS) and self._operated and self.question is None:
            self._injector.receive(content)

    def stop(self) -> None:
        """End everything without a word: the session is over."""
        self._consent.unconfirmed()
        self._consent.revoke()
        self._follow()

    # -- what follows ---------------------------------------------------------------------------------------

    @property
    def _connected(self) -> bool:
        """Whether the member who has something is there, and keys are agreed with them."""
        return self._attendance.attached and self._attendance.member.reaches(self._consent.member)

    @property
    def _reached(self) -> bool:
        return self._connected and self._consent.access is not Access.NONE

    def _follow(self) -> None:
        """Do what the consent says now, and no more."""
        self._follow_rest()
        self._follow_injector()
        self._follow_picture()
        self._follow_break()
        self._follow_question()

    def _follow_injector(self) -> None:
        wanted = self._consent.access is Access.CONTROL and self._reached
        if self._operated and not wanted:
            self._operated = False
            self._injector.stop()
        elif wanted and not self._operated:
            self._operated = True
            self._injector.start()
        if self._operated and self.question is not None:
            self._injector.receive(InputReleased())  # what is typed now is not meant for the question

    def _follow_picture(self) -> None:
        if self._consent.access is Access.NONE:
            self._screens.drop(self)  # the desktop's own dialog, which was opened for a consent that is over
            if self._picture is not None:
                picture, self._picture = self._picture, None
                picture.close()
            return
        if self._picture is None:
            self._show()
        if self._picture is not None:
            self._picture.follow()

    def _show(self) -> None:
        """Show the desktop, after it has itself asked its user where it does."""
        member = self._consent.member
        self._screens.choose(lambda: self._chosen(member), lambda code: self._not_chosen(member, code), asker=self)

    def _chosen(self, member: int) -> None:
        granted = self._consent.access is not Access.NONE and self._consent.member == member
        if self._picture is None and granted:  # not taken back meanwhile
            self._show_chosen()

    def _not_chosen(self, member: int, code: str) -> None:
        if self._picture is None and self._consent.member == member:
            self._end("desktop_not_chosen" if code == "cast_refused" else "desktop_failed")

    def _show_chosen(self) -> None:
        try:
            self._picture = DesktopPicture(
                attendance=self._attendance,
                screens=self._screens,
                member=self._consent.member,
                shows=self._shows,
                failed=self._failed,
            )
        except CaptureUnavailable:
            self._loop.call_soon(self._failed, "no_capture")

    def _shows(self, stream: int, rect: Rect) -> None:
        self.shown = stream, rect
        self._injector.shows(stream, rect)

    def _follow_break(self) -> None:
        """Let consent end with a break that is too long."""
        if self._consent.member and not self._reached:
            if self._lost_timer is None:
                self._lost_timer = self._loop.call_later(LOST_S, self._lost)
        elif self._lost_timer is not None:
            self._lost_timer.cancel()
            self._lost_timer = None

    def _follow_question(self) -> None:
        """Give each question its time."""
        question = self._consent.question
        if question == self._asked:
            return
        self._asked = question
        if self._answer_timer is not None:
            self._answer_timer.cancel()
            self._answer_timer = None
        if question is not None:
            now_s = time.monotonic()
            if question not in self._interrupted:
                self._interrupted = frozenset()
                self._asked_until = now_s + CONSENT_S
            self._answer_timer = self._loop.call_later(max(0.0, self._asked_until - now_s), self._unanswered)

    def _follow_rest(self) -> None:
        """Say no to everything while the customer is left in peace, also to what is asked already."""
        self._rest.follow(self._consent.noes)
        while self._rest.going_on and (answered := self._consent.answer(Access.NONE)) is not None:
            self._rest.follow(self._consent.noes)
            self._grant(answered.member, answered.access)

    def _answer(self, access: Access) -> None:
        had = (self._consent.member, self._consent.granted)
        answered = self._consent.answer(access)
        if answered is None:
            return
        self._interrupted = frozenset()
        if (self._consent.member, self._consent.granted) != had:
            self.since_ms = now_ms()
            self._attendance.note(f"desktop_{answered.access}_allowed_by_you", self.name)
        self._follow()
        self._grant(answered.member, answered.access)
        self._changed()

    def _unanswered(self) -> None:
        if self._asked is not None:
            self._note_no("desktop_unanswered", self._asked)
            self._answer(Access.NONE)

    def _lost(self) -> None:
        self._lost_timer = None
        self._end("desktop_lost")

    def _failed(self, code: str) -> None:
        self._end("desktop_mirror_effect" if code == "mirror_effect" else "desktop_failed")

    def _end(self, event: str) -> None:
        """End what was granted, for another reason than the customer's wish."""
        name, member = self.name, self._consent.revoke()
        self._follow()
        if member:
            self._grant(member, Access.NONE, _REASONS.get(event, Reason.NONE))
            self._attendance.note(event, name)
            self._changed()

    def _grant(self, member: int, access: Access, reason: Reason = Reason.NONE) -> None:
        session = self._attendance.seat.session
        self._attendance.request(GrantDesktop(session=session, member=member, access=access, reason=reason))

    def _note_no(self, event: str, question: Question) -> None:
        self._attendance.note(event, self.name_of(question.member))

    def _note_changed(self, had: Access, message: DesktopChanged) -> None:
        """Say in the transcript what the host has taken away from the member who has the desktop."""
        now, name = self._consent.granted, self.name_of(message.member)
        if now is Access.NONE and had is not Access.NONE:
            ended = "desktop_given_back" if message.by == message.member else "desktop_ended"
            self._attendance.note(_ENDINGS.get(message.reason, ended), name)
        elif had.exceeds(now):
            self._attendance.note("desktop_control_given_back", name)

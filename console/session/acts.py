"""What the technician does in a session, as the windows ask for it. No widgets."""

from __future__ import annotations

from console.session.notes import Answer, Found, Noted
from console.session.share_start import ShareStart
from console.session.teamwork import Act
from console.session.view import SessionView
from console.share.share import ShareState
from protocol.mirror.capture.common.source import Monitor, Source
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import EndShare, Role


class SessionActs(SessionView):
    """Each act goes to the part of the session that does it, where it can be done."""

    _showing: ShareStart

    def say(self, text: str) -> None:
        """Send a chat line."""
        if self._may_write():
            self._typing.sent()
            self._said(self.attendance.say(text))

    def say_private(self, text: str) -> None:
        """Send a chat line to the other technicians."""
        if self._may_write():
            self._said(self.attendance.say_private(text))

    def write(self, text: str) -> None:
        """Take note of what stands in the chat's input now."""
        if self.closed_reason is None and self.attendance.member.may_chat:
            self._typing.wrote(text)

    def new_code(self) -> None:
        """Ask for a new code."""
        if self.reconnecting:
            self.problem.emit("host_gone")
        elif self.closed_reason is None:
            self._entrance.customer.ask()

    def follow_place(self) -> None:
        """Let the codes lead to where the host is reached now: this computer's network may be another one since."""
        if self.attendance.link is not None:
            self._entrance.follow()

    def new_colleague_code(self) -> None:
        """Ask for a new code for a colleague."""
        if (why_not := self.why_not(Act.INVITE)) is not None:
            self.problem.emit(why_not)
        else:
            self._entrance.colleague.ask()

    def end_code(self) -> None:
        """End the customer's code: nobody is to join with it any more."""
        self._entrance.customer.take_back()

    def end_colleague_code(self) -> None:
        """End the code for colleagues."""
        self._entrance.colleague.take_back()

    def admit(self, yes: bool) -> None:
        """Answer the joiner who waits."""
        self._entrance.decide(yes)

    def start_share(self, monitor: int | None = None) -> None:
        """Share `monitor` (the one shared last, or the first, where None) with the customer."""
        self._showing.start(monitor)

    def show_source(self, source: Source, released: tuple[Monitor, ...]) -> None:
        """Share `source`, or change to it, and let the customer switch among `released`."""
        self._showing.show(source, released)

    def choose_again(self) -> None:
        """Have the desktop ask anew what is shared; what is shared now stays until it is answered."""
        self._showing.choose_again()

    def drop_choice(self) -> None:
        """Ask no longer what is shared: the technician looks at something else, and may answer for that."""
        self._showing.drop_choice()

    def stop_share(self) -> None:
        """Stop sharing; the session goes on."""
        self._showing.drop_choice()
        self.sharing.stop()

    def point(self, content: Message) -> None:
        """Show the customer a mark over the shared screen."""
        customer = self.attendance.member.customer()
        if self.share is ShareState.ON and customer is not None:
            self.attendance.send(customer.member, content)

    def wish_share(self) -> None:
        """Ask the lead to pass the share on."""
        self._turns.ask()
        self.changed.emit()

    def withdraw_share_wish(self) -> None:
        """Take the wish back, or say no where the lead has passed the share on; begins nothing."""
        self._turns.withdraw()
        self.changed.emit()

    def take_share(self, member: int) -> None:
        """Share in place of the technician `member`, whom this lead was shown as the one who shares."""
        self._showing.take(member)

    def end_other_share(self) -> None:
        """End the share of the technician who shares, for this lead."""
        if self.role is Role.LEAD and self.attendance.member.sharing not in (0, self.own_number):
            self.attendance.request(EndShare(session=self.id))

    def answer_share_wish(self, member: int, yes: bool) -> None:
        """Pass the share on to a technician who asked, or not."""
        self._turns.answer(member, yes)
        self.changed.emit()

    def read_notes(self, then: Found) -> None:
        """Ask what the host keeps of this session for reports."""
        self._surroundings.notes.read(self.id, then)

    def write_notes(self, noted: Noted, then: Answer) -> None:
        """Have the host keep this of the session."""
        self._surroundings.notes.write(self.id, noted, then)

    # -- inside ---------------------------------------------------------------------------------------------

    def _said(self, could_be: bool) -> None:
        if not could_be:
            self.problem.emit("too_many_unconfirmed")

    def _may_write(self) -> bool:
        return self.closed_reason is None and self.attendance.member.may_chat

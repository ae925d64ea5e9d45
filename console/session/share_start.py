"""What comes before a session shows a screen: the desktop's own dialog, and the warning before both are shown."""

from __future__ import annotations

from collections.abc import Callable

from console.session.surroundings import Surroundings
from console.session.view import SessionView
from console.share.share import ShareState
from protocol.mirror.capture.common.source import Monitor, Source
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.messages import Role


class ShareStart:
    """Begins and changes the share of one session, and asks for the customer's desktop, after what is to be asked."""

    def __init__(self, *, session: SessionView, surroundings: Surroundings) -> None:
        self._session = session
        self._surroundings = surroundings
        self._may_share: bool | None = None  # as the technician has seen it last

    def start(self, monitor: int | None) -> None:
        """Share `monitor` (the one shared last, or the first, where None)."""
        if self._possible:
            self._before_share(lambda: self._choose(lambda: self._start(monitor)))

    def take(self, member: int) -> None:
        """Share the monitor shared last, or the first, in place of the technician `member`, as this lead was asked.

        Where that one has stopped meanwhile nobody's share has to end; where somebody else shares, nothing is done.
        """
        session = self._session
        if session.attendance.member.sharing == 0:
            self.start(None)
        elif self._possible_instead(member):
            self._before_share(lambda: self._choose(lambda: self._start(None, instead_of=member)))
        else:
            session.problem.emit("share_not_taken")

    def show(self, source: Source, released: tuple[Monitor, ...]) -> None:
        """Share `source`, or change to it."""
        session = self._session
        if session.share is not ShareState.OFF:
            session.sharing.show(source, released)
        elif self._possible:
            self._before_share(lambda: self._show(source, released))

    def choose_again(self) -> None:
        """Have the desktop ask anew what is shared; what is shared now stays until it is answered."""
        if self._session.share is ShareState.OFF:
            self.start(None)
        else:
            self._choose(self._change_to_chosen)

    def drop_choice(self) -> None:
        """Take the desktop's dialog back that was opened for this session: no answer to it counts any more."""
        self._surroundings.capture.drop(self)

    def before_desktop(self, ask: Callable[[], None]) -> None:
        """Ask for the customer's desktop at once, or after a warning where the own screen is shared."""
        if self._session.share is ShareState.OFF:
            ask()
        else:
            self._session.both_ways_asked.emit(ask)

    def desktop_barred(self) -> str | None:
        """Return why the customer's desktop can't be asked for while the own screen is shared, as a code."""
        session = self._session
        both = session.share is not ShareState.OFF and session.remote.access is Access.NONE
        return "control_during_share" if both and not self._surroundings.share_during_control else None

    def follow_right(self) -> None:
        """Take note whether sharing is allowed, and say so in the transcript where that changes."""
        before, self._may_share = self._may_share, "share_screen" in self._surroundings.rights
        if self._session.attendance.attached and before is not self._may_share:
            self._note_right()

    def rights_changed(self) -> None:
        """Stop the share where both screens are shown, and must not be any more."""
        session = self._session
        both = session.share is not ShareState.OFF and session.remote.access is not Access.NONE
        if both and not self._surroundings.share_during_control:
            session.sharing.stop()

    def _note_right(self) -> None:
        """Say why the button is grey from now on, or is no longer; not again where that has ended a share."""
        lines = self._session.conversation.lines
        if self._may_share:
            self._session.attendance.note("share_right_back")
        elif not lines or lines[-1].event != "share_right_removed":
            self._session.attendance.note("share_right_gone")

    @property
    def _possible(self) -> bool:
        return self._session.share is ShareState.OFF and self._session.share_blocked is None

    def _possible_instead(self, member: int) -> bool:
        session = self._session
        leads, shares = session.role is Role.LEAD, session.attendance.member.sharing == member
        return session.share is ShareState.OFF and leads and shares and session.why_not_share(instead_of=member) is None

    def _before_share(self, share: Callable[[], None]) -> None:
        """Share at once, or after a warning where the customer's desktop is to be seen."""
        if self._session.remote.access is Access.NONE:
            share()
        else:
            self._session.both_ways_asked.emit(share)

    def _choose(self, chosen: Callable[[], None]) -> None:
        self._surroundings.capture.choose(chosen, self._session.problem.emit, asker=self)

    def _start(self, monitor: int | None, *, instead_of: int = 0) -> None:
        """Begin where that can still be done: a dialog may have been open for long."""
        if self._possible_instead(instead_of) if instead_of else self._possible:
            self._session.sharing.start(self._session.monitors(), monitor, instead_of=instead_of)

    def _show(self, source: Source, released: tuple[Monitor, ...]) -> None:
        if self._possible:  # the warning may have been open for long
            self._session.sharing.show(source, released)

    def _change_to_chosen(self) -> None:
        session = self._session
        if session.share is not ShareState.OFF and (monitors := session.monitors()):
            chosen = monitors[0]
            session.sharing.show(chosen.source, (chosen,))

"""The customer's desktop as one technician has it: asked for, seen, given back. No widgets.

The customer decides, the host tells; this console can only ask, and stop. All methods run on the event loop's thread.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from console.remote.events import other_event, own_event
from console.remote.leave import Leave
from protocol.seat.attendance import Attendance
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import (
    Capabilities,
    MirrorView,
    PictureWish,
    Program,
    SharePaused,
    ShareSource,
    SourceWish,
    UpdateShown,
)
from protocol.vocabulary.desktop import Access, AskDesktop, AskLater, DesktopAsked, DesktopChanged
from protocol.vocabulary.messages import Reason, Room, SessionState
from resources.mirror.model import MirrorModel
from resources.mirror.watching import Watching

RIGHTS = {Access.VIEW: ("view_customer",), Access.CONTROL: ("view_customer", "control_customer")}


class Remote(QObject):
    """What this technician may do with the customer's desktop, and what they see of it.

    Args:
        attendance: the technician's seat.
        customer: the customer's name, for the transcript.
        rights: says what the technician's group allows.
        barred: says why this technician must not ask now, as a code for a sentence; None: may.
        broken: is told why nothing more can come of what the customer's viewer has sent.
        before: is given what asks, and calls it when nothing is left to be said to the technician first.

    Signals:
        changed: read the properties again.
        opened: (MirrorModel) the customer's desktop is to be seen.
        closed: no longer.
        leave_asked: (member, Access) a collaborating technician asks this lead for leave; NONE: no longer.

    Attributes:
        access: what this technician may do now; kept over a short break.
        asked: what was asked for and not answered yet.
        holder: the other technician who has the desktop, 0: none.
        rests_until: when the customer may be asked again who has not said yes several times, on the monotonic clock.
    """

    changed = Signal()
    opened = Signal(object)
    closed = Signal()
    leave_asked = Signal(int, object)

    def __init__(
        self,
        *,
        attendance: Attendance,
        customer: str,
        rights: Callable[[], frozenset[str]],
        barred: Callable[[], str | None] = lambda: None,
        before: Callable[[Callable[[], None]], None] = lambda ask: ask(),
        broken: Callable[[str], None] = lambda why: None,
    ) -> None:
        super().__init__()
        self.access = Access.NONE
        self.asked = Access.NONE
        self.holder = 0
        self.rests_until = 0.0
        self._attendance = attendance
        self._customer = customer
        self._rights = rights
        self._barred = barred
        self._before = before
        self._broken = broken
        self._leave = Leave(attendance, self.leave_asked.emit)
        self._again = Access.NONE  # what a break has taken, to be asked for again
        self._wished = Access.NONE  # the most that this technician has asked for and not given or taken back
        self._over = False
        self._watching: Watching | None = None
        self._wish: PictureWish | None = None
        self._seen: MirrorView | None = None

    # -- what the windows read ------------------------------------------------------------------------------

    @property
    def mirror(self) -> MirrorModel | None:
        """The customer's desktop, while it is to be seen."""
        return None if self._watching is None else self._watching.mirror

    @property
    def customer(self) -> str:
        """The customer's name."""
        seat = self._attendance.member.customer()
        return self._customer if seat is None else self._attendance.name_of(seat.member)

    def blocked(self, access: Access) -> str | None:
        """Return why `access` can't be asked for now, as a code for a sentence; None where it can."""
        room = self._attendance.room
        if self._over or not self._attendance.attached or room is None:
            return "desktop_not_active"
        if access.exceeds(self.access) and self.rests_s:
            return "desktop_rests"
        missing = [right for right in RIGHTS[access] if right not in self._rights()]
        if missing:
            return f"{missing[0]}_missing"
        if (customer := self._attendance.member.customer()) is None:
            return "desktop_customer_missing"
        if room.state is not SessionState.ACTIVE:
            return "desktop_not_active"
        return self._unable(self._attendance.member.capabilities_of(customer.member)) or self._barred()

    @staticmethod
    def _unable(program: Capabilities) -> str | None:
        """Return why the customer's program could not show the desktop, as a code for a sentence; None: it could."""
        if program.program is Program.PAGE:
            return "viewer_missing"
        return None if program.desktop else "desktop_unseeable"

    @property
    def rests_s(self) -> int:
        """Seconds until the customer may be asked again; 0: they may be asked now."""
        return max(0, math.ceil(self.rests_until - time.monotonic()))

    # -- what the technician does ---------------------------------------------------------------------------

    def ask(self, access: Access) -> None:
        """Ask the customer for `access`; a collaborating technician asks the lead first."""
        if self.access is Access.NONE:
            self._before(lambda: self._ask(access))
        else:
            self._ask(access)

    def take_back(self) -> None:
        """Take the question back, and keep what there is."""
        if self.asked is not Access.NONE:
            self.asked, self._wished = Access.NONE, self.access
            self._request(self.access)
            self.changed.emit()

    def give_back(self) -> None:
        """Give everything back."""
        if self.access is not Access.NONE or self.mirror is not None:
            self._set_nothing()
            self._request(Access.NONE)
            self._attendance.note("desktop_ended_by_you", self.customer)
            self.changed.emit()

    def only_view(self) -> None:
        """Give control back, and go on viewing."""
        if self.access is Access.CONTROL:
            self._wished = Access.VIEW
            self._request(Access.VIEW)

    def allow(self, member: int, access: Access) -> None:
        """Let the collaborating technician `member` ask the customer for `access`; NONE: not."""
        self._leave.answer(member, access)

    def tell(self, content: SourceWish | PictureWish | MirrorView) -> None:
        """Tell the customer's viewer what is wished and seen; states are said again with each source."""
        if self._watching is None:
            return
        if isinstance(content, PictureWish):
            self._watching.mirror.wish = self._wish = content
        elif isinstance(content, MirrorView):
            self._seen = content
        self.send(content)

    def send(self, content: Message) -> bool:
        """Send `content` to the customer while there is access; return whether it has left."""
        seat = self._attendance.member.customer()
        if self.access is Access.NONE or seat is None:
            return False
        return self._attendance.send(seat.member, content)

    # -- what happens ---------------------------------------------------------------------------------------

    def desktop_asked(self, message: DesktopAsked) -> None:
        """Tell the lead that a collaborating technician needs their leave; see `Leave.asked`."""
        self._leave.asked(message)

    def desktop_changed(self, message: DesktopChanged) -> None:
        """Follow what the host says of anybody's access."""
        if message.member != self._attendance.seat.member:
            self._note_other(message)
            self.changed.emit()
            return
        if message.access.exceeds(self._wished):
            self._request(self._wished)  # the host has not heard of it, or says what nobody has asked for
            if self._wished is Access.NONE:
                return
            message = replace(message, access=self._wished)
        before, self.access = self.access, message.access
        self.asked = self._again = Access.NONE
        lost = message.reason is Reason.TIMED_OUT and message.access is Access.NONE and before is not Access.NONE
        self._wished = before if lost else self.access
        self._note_own(before, message)
        if lost:
            self._again = before
            self._interrupt()
            self._resume()
        elif message.access is Access.NONE:
            self._set_nothing()
        self.changed.emit()

    def room_changed(self, before: Room | None, now: Room) -> None:
        """Follow the room; `before` is None for the first one on a link."""
        customer = self._attendance.member.customer()
        if customer is None:
            self.drop()
            return
        if before is None and self.access is not Access.NONE:
            self._again, self.access = self._at_most(self.access), Access.NONE
        if not customer.present:
            self._interrupt()
        self._resume()

    def link_lost(self) -> None:
        """Freeze the picture; what was asked is forgotten."""
        self.asked, self.holder, self.rests_until = Access.NONE, 0, 0.0
        self._leave.link_lost()
        if self._again is Access.NONE:
            self._wished = self._at_most(self.access)
        self._interrupt()

    def refused(self) -> None:
        """Take note that the host does not let this technician ask."""
        self.asked, self._wished = Access.NONE, self._at_most(self.access)
        if self.access is Access.NONE:
            self._set_nothing()
        self.changed.emit()

    def ask_later(self, message: AskLater) -> None:
        """Ask the customer nothing for a while, not for what a break has taken either."""
        if not self.rests_s:
            self._attendance.note("desktop_ask_later", self.customer)
        self.rests_until = time.monotonic() + message.seconds
        if self._again is not Access.NONE:
            self._set_nothing()
        self.changed.emit()

    def received(self, sender: int, content: Message) -> None:
        """Show what the customer's viewer sends; the first source opens the mirror."""
        seat = self._attendance.member.customer()
        if self.access is Access.NONE or seat is None or sender != seat.member:
            return
        if self._watching is not None:
            self._watching.receive(content)
        elif isinstance(content, ShareSource):
            self._open(content)
        if isinstance(content, ShareSource | SharePaused):
            for state in (self._wish, self._seen):
                if state is not None:
                    self.send(state)

    def drop(self) -> None:
        """End it without a word to the host: the customer is gone."""
        self._set_nothing()
        self.changed.emit()

    def end(self) -> None:
        """Be over, as the session is."""
        self._over = True
        self._leave.link_lost()
        self.drop()

    # -- inside ---------------------------------------------------------------------------------------------

    def _ask(self, access: Access) -> None:
        if self.blocked(access) is None and access.exceeds(self.access) and access is not self.asked:
            self.asked = self._wished = access
            self._request(access)
            self.changed.emit()

    def _request(self, access: Access) -> None:
        self._attendance.request(AskDesktop(session=self._attendance.seat.session, access=access))

    def _resume(self) -> None:
        """Ask again for what a break took; a host that has kept it takes that for no question."""
        again = self._again
        if again is not Access.NONE and self.blocked(again) is None:
            self._again, self.asked = Access.NONE, again
            self._request(again)

    def _at_most(self, access: Access) -> Access:
        """Return `access` as far as this technician has asked for it and not taken that back."""
        return self._wished if access.exceeds(self._wished) else access

    def _set_nothing(self) -> None:
        self.access = self.asked = self._again = self._wished = Access.NONE
        if self._watching is not None:
            watching, self._watching = self._watching, None
            self._seen = None
            watching.stop()
            self.closed.emit()

    def _open(self, source: ShareSource) -> None:
        mirror = MirrorModel(owner=self.customer)
        watching = Watching(mirror=mirror, acknowledge=self._acknowledge, broken=self._cannot_decode)
        watching.receive(source)
        if self._wish is not None:
            mirror.wish = self._wish
        self._watching = watching
        self.opened.emit(mirror)

    def _acknowledge(self, shown: UpdateShown) -> None:
        self.send(shown)

    def _interrupt(self) -> None:
        if self._watching is not None:
            self._watching.interrupt()

    def _cannot_decode(self) -> None:
        self._interrupt()
        self._broken("an update that can't be decoded")

    def _note_own(self, before: Access, message: DesktopChanged) -> None:
        by = self._attendance.member.seats.get(message.by)
        if event := own_event(before, message, None if by is None else by.role):
            self._attendance.note(event, self._attendance.name_of(message.by) if by is not None else self.customer)

    def _note_other(self, message: DesktopChanged) -> None:
        had_it, self.holder = self.holder == message.member, 0 if message.access is Access.NONE else message.member
        if event := other_event(message, had_it=had_it):
            self._attendance.note(event, self._attendance.name_of(message.member))

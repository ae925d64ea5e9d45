"""A session as the customer has it: the way in, the stay, and what the windows read of both. No widgets."""

from __future__ import annotations

import asyncio
import contextlib

from protocol.link.dialing import Dialler
from protocol.link.link import Trust
from protocol.mirror.send.screens import Screens
from protocol.seat.conversation import Conversation
from protocol.seat.seat_records import SavedSeat
from protocol.seat.seatfile import SeatFolder
from protocol.seat.wrong_codes import WrongCodes
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import MirrorView, PictureWish, SourceWish
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.guests import OpenHost
from protocol.vocabulary.messages import Reason, SessionState
from resources.mirror.model import MirrorModel
from viewer.desktop.desktop import Desktop
from viewer.desktop.injector import Injector
from viewer.session.kept_seat import KeptSeat
from viewer.session.news import SessionNews
from viewer.session.stay import Stay
from viewer.way_in.looking import look_round
from viewer.way_in.nearby import NearbyHost
from viewer.way_in.queue_wait import Queue, QueueWait
from viewer.way_in.way_in import Look, WayIn

LEAVE_S = 1.0  # that the last messages may take to leave this computer
_FREE = ("idle", "ended")
"""The phases in which a session can begin."""


class Session(SessionNews):
    """The one session that this viewer is in, was in, or is about to join.

    Attributes:
        dialler: knows the ways to a host.
    """

    def __init__(
        self,
        *,
        seats: SeatFolder,
        screens: Screens,
        injector: Injector,
        wrong_codes: WrongCodes | None = None,
        look: Look = look_round,
        dialler: Dialler | None = None,
    ) -> None:
        super().__init__()
        self._screens = screens
        self._injector = injector
        self._kept = KeptSeat(seats)
        self.dialler = dialler or Dialler()
        self._way_in = WayIn(
            changed=self._way_in_changed,
            seated=self._seated,
            failed=self.failed.emit,
            followed=self.pin_followed.emit,
            wrong_codes=wrong_codes or WrongCodes(),
            look=look,
            dialler=self.dialler,
        )
        self._stay: Stay | None = None  # also one that has ended, until another begins

    # -- what the windows read ------------------------------------------------------------------------------

    @property
    def works(self) -> bool:
        """Whether this computer works for its turn to join."""
        return self._way_in.works

    @property
    def phase(self) -> str:
        """What the customer is at: a phase of the `WayIn`, "session" or "ended"."""
        if self._stay is None:
            return self._way_in.phase
        return "session" if self._stay.ended is None else "ended"

    @property
    def queue(self) -> QueueWait | None:
        """The place in the queue, while the phase is "waiting"."""
        return self._way_in.queue

    @property
    def choices(self) -> tuple[NearbyHost, ...]:
        """The hosts in the LAN that know the code, while the phase is "choosing"."""
        return self._way_in.choices

    @property
    def open_host(self) -> OpenHost | None:
        """What the host says of itself, if anybody may use it; None: it has not."""
        return None if self._stay is None else self._stay.open_host

    @property
    def host(self) -> str:
        """The host that the session goes over; "": there is no session."""
        return "" if self._stay is None else self._stay.host

    @property
    def reported(self) -> bool:
        """Whether the customer has reported the session."""
        return self._stay is not None and self._stay.reported

    def report(self) -> None:
        """Report the session to whoever runs the host."""
        if self._stay is not None and not self._stay.reported:
            self._stay.report()

    @property
    def offer(self) -> tuple[str, str] | None:
        """Who has let the customer in, at which host, while they are asked whether to join."""
        offered = self._way_in.offered
        return None if offered is None else (offered.title, offered.host)

    @property
    def code_wait_s(self) -> int:
        """For how many seconds no further code is tried where the last one was; after too many wrong ones."""
        return self._way_in.code_wait_s

    @property
    def resumable(self) -> str | None:
        """The technician of a session that an earlier run of this program did not end; None: there is none."""
        return None if self._kept.saved is None else self._kept.saved.title

    @property
    def ended_reason(self) -> Reason:
        """Why the last session is over; NONE where none is."""
        return Reason.NONE if self._stay is None or self._stay.ended is None else self._stay.ended

    @property
    def may_wait_on(self) -> bool:
        """Whether the host has kept the customer's place in a queue, now that no technician is left."""
        return self._stay is not None and self._stay.way_back is not None

    @property
    def came_through_queue(self) -> bool:
        """Whether the session is, or was, protected up to the host only."""
        return self._stay is not None and self._stay.came_through_queue

    @property
    def conversation(self) -> Conversation | None:
        """The transcript, once there is a session."""
        return None if self._stay is None else self._stay.conversation

    @property
    def shows_desktop(self) -> bool:
        """Whether a technician sees this computer's desktop now."""
        return self.desktop is not None and self.desktop.access is not Access.NONE and not self.desktop.interrupted

    @property
    def desktop(self) -> Desktop | None:
        """Who may see and operate the customer's desktop, once there is a session."""
        return None if self._stay is None else self._stay.desktop

    @property
    def connected(self) -> bool:
        """Whether the host can be reached."""
        return self._stay is not None and self._stay.connected

    @property
    def state(self) -> SessionState:
        """Where the session stands."""
        return SessionState.RECONNECTING if self._stay is None else self._stay.state

    @property
    def lead_name(self) -> str:
        """The technician who leads the session; empty where nobody does."""
        return "" if self._stay is None else self._stay.waiting.lead_name

    @property
    def technicians(self) -> tuple[str, ...]:
        """The names of the technicians that are there."""
        return () if self._stay is None else self._stay.waiting.technicians

    @property
    def waiting(self) -> str:
        """What the customer waits for: "on_hold", "transferring", "no_lead", "reconnecting"; empty for nothing."""
        return self._stay.waiting.what if self._stay is not None and self._stay.connected else ""

    @property
    def two_words(self) -> tuple[tuple[str, tuple[int, int] | None], ...]:
        """The technicians who are there by name, each with the two words that they see, too, by their numbers."""
        return () if self._stay is None else self._stay.two_words

    @property
    def typing(self) -> tuple[str, ...]:
        """The names of the technicians who are writing."""
        return () if self._stay is None else self._stay.typing

    @property
    def mirror(self) -> MirrorModel | None:
        """What the technician shows, while they do."""
        return None if self._stay is None else self._stay.showing.mirror

    @property
    def sharer(self) -> int:
        """The number of the technician whose screen is shown; 0 where nobody's is."""
        return 0 if self._stay is None else self._stay.showing.sharer

    @property
    def sharer_name(self) -> str:
        """Whose screen is shown; empty where nobody shares."""
        return "" if self.mirror is None else self.mirror.owner

    @property
    def picture_lost(self) -> bool:
        """Whether the picture is gone only until a lost connection is back."""
        return self._stay is not None and self._stay.showing.lost

    # -- the way in -----------------------------------------------------------------------------------------

    def join(self, text: str, host: str, *, ask: bool = False, fingerprint: bytes | None = None) -> None:
        """Join with a code or a link; `host`, and its certificate's `fingerprint`, count where `text` is a code.

        A code without a host is looked for at the hosts that are announced in this computer's networks.

        With `ask` the customer has not said yet that they want to: once it is known whose session it is, the phase is
        "offered", and nothing happens in it before `accept`.
        """
        if self.phase in _FREE:
            self._way_in.join(text, host, ask=ask, fingerprint=fingerprint)

    def wait(self, *, host: str, channel: str, name: str, trust: Trust) -> None:
        """Wait in a channel's queue under `name` until a technician is there; the session begins by itself."""
        if self.phase in _FREE:
            self._way_in.wait(Queue(host=host, channel=channel, name=name, trust=trust))

    def wait_on(self) -> None:
        """Wait for another technician, in the place that the host has kept; see `may_wait_on`."""
        if self.phase == "ended" and self._stay is not None and (queue := self._stay.way_back) is not None:
            self._way_in.wait(queue)

    def choose(self, host: NearbyHost) -> None:
        """Join at one of the `choices`."""
        self._way_in.choose(host)

    def accept(self) -> None:
        """Join the session that is offered."""
        self._way_in.accept()

    def cancel(self) -> None:
        """Give up joining or waiting, or decline what is offered."""
        self._way_in.cancel()

    def resume(self) -> None:
        """Go on with the session of an earlier run."""
        if self._kept.saved is not None and self.phase == "idle":
            self._seated(self._kept.saved)

    def _way_in_changed(self) -> None:
        if self._way_in.phase != "idle":
            self._stay = None  # which has ended
        self.changed.emit()

    def _seated(self, saved: SavedSeat, channel: str = "", words: str = "") -> None:
        self._stay = Stay(
            saved,
            kept=self._kept,
            screens=self._screens,
            injector=self._injector,
            news=self,
            dialler=self.dialler,
        )
        self._stay.begin(channel, words)

    # -- what the customer does in the session --------------------------------------------------------------

    def say(self, text: str) -> None:
        """Send a chat line."""
        if self._stay is not None:
            self._stay.say(text)

    def write(self, text: str) -> None:
        """Take note of what stands in the chat's input now."""
        if self._stay is not None:
            self._stay.write(text)

    def end_share(self) -> None:
        """End the technician's share; the session goes on."""
        if self._stay is not None:
            self._stay.showing.end()

    def tell_sharer(self, content: SourceWish | PictureWish | MirrorView) -> None:
        """Tell the one who shares what the customer wishes to see, or sees."""
        if self._stay is not None:
            self._stay.showing.tell(content)

    def point(self, content: Message) -> None:
        """Show the one who shares a mark over the picture."""
        if self._stay is not None:
            self._stay.showing.point(content)

    # -- the end --------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Leave the session."""
        if self._stay is not None:
            self._stay.leave()

    async def close(self) -> None:
        """Leave the session, because the program ends."""
        waited = self._way_in.link
        self.cancel()
        await self._way_in.settled()
        attached = None if self._stay is None or self._stay.ended is not None else self._stay.link
        self.leave()
        for link in (waited, attached):
            if link is not None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(link.wait_gone(), LEAVE_S)

    def start_again(self) -> None:
        """Go back to asking for a code."""
        if self.phase == "ended":
            self._stay = None
            self.changed.emit()

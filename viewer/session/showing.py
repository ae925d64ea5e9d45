"""What the technician shows to this viewer, one share after the other: when a mirror opens, and when it closes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from protocol.link.link import LinkEnd
from protocol.seat.attendance import Attendance
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import (
    USUAL_WISH,
    MirrorView,
    PictureWish,
    SharePaused,
    ShareSource,
    SourceWish,
    UpdateShown,
)
from protocol.vocabulary.messages import EndShare, Room, ShareChanged
from resources.mirror.model import MirrorModel
from resources.mirror.watching import Watching

_log = logging.getLogger(__name__)

FROZEN_S = 15.0  # that a picture may stand still while a connection is lost: longer, and it is taken for what is there


class Showing:
    """The shares of one session.

    Args:
        attendance: the seat that watches.
        opened: a mirror has its first source.
        closed: that mirror is over.
    """

    def __init__(
        self, *, attendance: Attendance, opened: Callable[[MirrorModel], None], closed: Callable[[], None]
    ) -> None:
        self._attendance = attendance
        self._opened = opened
        self._closed = closed
        self._watching: Watching | None = None
        self._sharer = 0  # who shares as far as the host has said, 0: nobody
        self._wish: PictureWish | None = None  # how the customer wants each picture; None: never said
        self._seen: MirrorView | None = None  # what the customer sees of the mirror, as far as it is known
        self._frozen: asyncio.TimerHandle | None = None  # until a picture that stands still is shown no longer
        self._lost = False  # it was, and that was said
        self._unwanted = False  # the customer has ended the share that the host still takes for running

    @property
    def mirror(self) -> MirrorModel | None:
        """What is shown now."""
        return None if self._watching is None else self._watching.mirror

    def end(self) -> None:
        """End the share for the customer; nothing of it is shown from now on."""
        if self._watching is not None:
            self._unwanted = True
            self.stop()
            self._ask_to_end()

    @property
    def lost(self) -> bool:
        """Whether a mirror is closed only until its connection is back."""
        return self._lost

    @property
    def sharer(self) -> int:
        """The number of the one who shares; 0 where nobody does."""
        return self._sharer

    def stop(self) -> None:
        """Close the mirror, if there is one."""
        if self._watching is not None:
            watching, self._watching = self._watching, None
            self._seen = None
            self._thaw()
            watching.stop()
            self._closed()

    def tell(self, content: SourceWish | PictureWish | MirrorView) -> None:
        """Tell the one who shares; states are said again with each source and each pause, which may follow a break."""
        if self._watching is None:
            return
        if isinstance(content, PictureWish):
            self._watching.mirror.wish = self._wish = content
        elif isinstance(content, MirrorView):
            self._seen = content
        self._attendance.send(self._sharer, content)

    def point(self, content: Message) -> None:
        """Show the one who shares a mark over the picture."""
        if self._watching is not None:
            self._attendance.send(self._sharer, content)

    def interrupt(self) -> None:
        """Freeze the mirror, for a while: a connection is lost. If it comes back later, a new mirror opens."""
        if self._watching is not None:
            self._watching.interrupt()
            if self._frozen is None:
                self._frozen = asyncio.get_running_loop().call_later(FROZEN_S, self._end_frozen)

    def _end_frozen(self) -> None:
        """Show nothing any more that may be true no longer."""
        if self._watching is not None:
            self._lost = True
            self._attendance.note("share_lost", self._watching.mirror.owner)
            self.stop()

    def _thaw(self) -> None:
        if self._frozen is not None:
            self._frozen.cancel()
            self._frozen = None

    def room_changed(self, before: Room | None, now: Room) -> None:
        """Follow the room; `before` is None for the first one on a link."""
        self._sharer = now.sharing
        sharer = next((seat for seat in now.seats if seat.member == now.sharing), None)
        if sharer is None:
            self._unwanted = self._lost = False
            if self._watching is not None:  # it ended while this viewer was away
                self._attendance.note("share_stopped", self._watching.mirror.owner)
                self.stop()
        elif self._unwanted and before is None:
            self._ask_to_end()
        elif not sharer.present:
            self.interrupt()

    def share_changed(self, message: ShareChanged) -> None:
        """Note that a share has begun or ended; the mirror opens with its first source."""
        before, self._sharer, self._unwanted = self._sharer, message.sharing, False
        if message.sharing:
            self._attendance.note("share_started", self._attendance.name_of(message.sharing))
            return
        if not self._lost:
            self._attendance.note(self._event(message), self._attendance.name_of(before))
        self._lost = False
        self.stop()

    def content_arrived(self, sender: int, content: Message) -> None:
        """Show what the one who shares sends; the first source opens the mirror."""
        if sender != self._sharer or self._unwanted:
            return
        if self._watching is not None:
            self._watching.receive(content)
            if not self._watching.mirror.is_interrupted:
                self._thaw()
        elif isinstance(content, ShareSource):
            self._open(sender, content)
        if isinstance(content, ShareSource | SharePaused):
            self._tell_again()

    def _open(self, sharer: int, source: ShareSource) -> None:
        def acknowledge(shown: UpdateShown) -> None:
            self._attendance.send(sharer, shown)

        mirror = MirrorModel(owner=self._attendance.name_of(sharer), wish=self._wish or USUAL_WISH)
        watching = Watching(mirror=mirror, acknowledge=acknowledge, broken=self._broken)
        watching.receive(source)
        self._watching, self._lost = watching, False
        self._opened(mirror)

    def _tell_again(self) -> None:
        """Say what the sharer may have missed: after a break it begins anew, and so does each of its shares."""
        for state in (self._wish, self._seen):
            if state is not None:
                self._attendance.send(self._sharer, state)

    def _broken(self) -> None:
        _log.warning("an update that can't be decoded, link closed")
        self.interrupt()
        if self._attendance.link is not None:
            self._attendance.link.close(LinkEnd.BAD_MESSAGE)

    def _event(self, message: ShareChanged) -> str:
        return "share_closed_by_you" if message.by == self._attendance.seat.member else "share_stopped"

    def _ask_to_end(self) -> None:
        self._attendance.request(EndShare(session=self._attendance.seat.session))

"""A session that its lead has put into a queue: where it stands there, and what follows when somebody picks it up.

The host says who has picked it up, so nothing is done that this technician has not begun: no session is handed to
anybody that was not put into the queue here, none after it was taken back, and none to a device that this console has
never used before a click says so. What this technician did is in the transcript before the host hears of it, so that
it outlives a console that dies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from console.session.teamwork import Act
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.messages import Reason, Refused, Role, Room, SessionState
from protocol.vocabulary.queue import (
    EndQueueTransfer,
    QueueTransfer,
    QueueTransferEnded,
    QueueTransferPicked,
    TransferToQueue,
    is_channel,
)

if TYPE_CHECKING:
    from console.connection.colleagues import ColleagueView
    from console.session.invitations import Directory, Invitations
    from console.session.teamwork import Teamwork
    from protocol.seat.attendance import Attendance

_BEGUN = "queue_transfer"
_OVER = ("queue_late", "transfer_back", "transfer_asked")
"""Events of the transcript: the last of these says whether the session waits in a queue."""


class QueueTransferring:
    """The queue of one session, from the lead's side. No widgets.

    Args:
        attendance: the lead's seat.
        team: says whether the technician may transfer.
        colleagues: who can pick it up.
        invitations: invite whoever has picked the session up.
        through: called with the channel once the session waits there: from now on the host decides who gets it.
        failed: it cannot be transferred, with a code for a sentence.

    Attributes:
        channel: in whose queue the session waits; empty where it waits in none.
        place: its place there, from 1.
        picked_by: who has picked it up and is let in only after a click; None: nobody.
    """

    def __init__(
        self,
        *,
        attendance: Attendance,
        team: Teamwork,
        colleagues: Directory,
        invitations: Invitations,
        through: Callable[[str], None],
        failed: Callable[[str], None],
    ) -> None:
        self.channel = ""
        self.place = 0
        self.picked_by: ColleagueView | None = None
        self._attendance = attendance
        self._team = team
        self._colleagues = colleagues
        self._invitations = invitations
        self._through = through
        self._failed = failed
        self._wanted = self._as_left_off()  # where this technician has put it, and not taken it back
        self._taken_back = False  # and the host has not answered
        self._doubtful = False  # the host may not have heard that it was taken back: the link was lost meanwhile
        self._seen_waiting = False  # the room has shown it

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message about it."""
        return {QueueTransfer: self._stands, QueueTransferPicked: self._picked, QueueTransferEnded: self._ended}

    # -- what the technician does -------------------------------------------------------------------------------

    def transfer(self, channel: str) -> None:
        """Let the session wait in the queue of `channel`."""
        why_not = self._team.why_not(Act.TRANSFER)
        if why_not is not None or self._taken_back or self._wanted or not is_channel(channel):
            self._failed(why_not or "not_now")
            return
        self._wanted, self._seen_waiting, self._doubtful = channel, False, False
        self._attendance.note(_BEGUN, channel)
        self._attendance.request(TransferToQueue(session=self._attendance.seat.session, channel=channel))

    def take_back(self) -> None:
        """Take the session out of the queue."""
        if not self._wanted and self.picked_by is None:
            return
        self._over("transfer_back")
        self._taken_back = True
        self._attendance.request(EndQueueTransfer(session=self._attendance.seat.session))

    def hand_over(self, to: ColleagueView, *, compared: bool = False) -> None:
        """Transfer to the one who has picked the session up, after a click for the device that is shown."""
        if self.picked_by is None or self.picked_by.technician != to.technician:
            return
        if not self._colleagues.trust(to, compared=compared):
            self._failed("colleague_key_changed")
            self.take_back()
            return
        self.picked_by = None
        self._pass_on(to.technician)

    # -- what happens -------------------------------------------------------------------------------------------

    def link_lost(self) -> None:
        """Forget where the session stands: the host says it again where it still waits."""
        if self.picked_by is not None:
            self._over("transfer_back")
        self.channel, self.place, self._taken_back = "", 0, False

    def room_changed(self, before: Room | None, now: Room) -> None:
        """Note that the session does not wait any more: it was out of the queue while this console was away."""
        waits = now.state is SessionState.TRANSFERRING
        self._doubtful = waits and not self._wanted and (self._doubtful or (before is None and self._was_begun()))
        if not self._wanted:
            return
        if self._team.role is not Role.LEAD:
            self._over("transfer_back")
        elif waits:
            self._seen_waiting = True
        elif self._seen_waiting or before is None:
            self._over("transfer_back")

    def refused(self, message: Refused) -> None:
        """Take note that the host has not put it into the queue, or had nothing to take out."""
        if message.about in (TransferToQueue.TAG, EndQueueTransfer.TAG):
            self._taken_back = False
        if message.about == TransferToQueue.TAG and self._wanted:
            self._over("transfer_back")

    def _stands(self, message: QueueTransfer) -> None:
        if self._taken_back or self._take_back_again():
            return  # was on its way
        if message.channel != self._wanted or not self._wanted:
            raise BadMessage("in a queue that this technician has not put the session into")
        first = not self.channel
        self.channel, self.place = message.channel, message.place
        if first:
            self._through(message.channel)

    def _picked(self, message: QueueTransferPicked) -> None:
        if self._taken_back or self._take_back_again():
            return  # was on its way; nobody is let in
        if not self.channel or self._team.role is not Role.LEAD:
            raise BadMessage("picked up in a queue that this technician has not put the session into")
        view = self._colleagues.find(message.technician)
        why_not = self._team.why_not_entitled(Act.TRANSFER)
        if why_not is not None or view is None or not view.reachable:
            self._failed(why_not or "colleague_away")
            self.take_back()
            return
        self._wanted = self.channel = ""
        self.place = 0
        if view.trusted:
            self._pass_on(view.technician)
        else:
            self.picked_by = view

    def _pass_on(self, technician: int) -> None:
        if not self._invitations.pass_on(technician):
            self._over("transfer_back")
            self._taken_back = True
            self._attendance.request(EndQueueTransfer(session=self._attendance.seat.session))

    def _ended(self, message: QueueTransferEnded) -> None:
        if self._taken_back:
            self._taken_back = False
        elif message.reason is Reason.NONE:  # a technician is asked, as in every transfer
            if self._wanted or self.picked_by is not None:
                raise BadMessage("a transfer that this console has not begun")
        elif self._wanted or self.picked_by is not None:
            self._over("queue_late" if message.reason is Reason.TIMED_OUT else "transfer_back")

    def _over(self, event: str) -> None:
        self.channel, self.place = "", 0
        self._wanted, self.picked_by = "", None
        self._attendance.note(event)

    def _take_back_again(self) -> bool:
        """Say again that the session was taken back, where the host may not have heard it; return whether that was so.

        Else a console whose link was lost right then, or that died, would cut its own link again and again.
        """
        doubtful, self._doubtful = self._doubtful, False
        if doubtful:
            self._taken_back = True
            self._attendance.request(EndQueueTransfer(session=self._attendance.seat.session))
        return doubtful

    def _was_begun(self) -> bool:
        return self._attendance.conversation.first(_BEGUN) is not None

    def _as_left_off(self) -> str:
        """Return where an earlier run of this program has put the session."""
        lines = reversed(self._attendance.conversation.lines)
        last = next((line for line in lines if line.event == _BEGUN or line.event in _OVER), None)
        return "" if last is None or last.event != _BEGUN else last.text

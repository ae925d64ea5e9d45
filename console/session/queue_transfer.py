"""A session that its lead has put into a queue: where it stands there, and what follows when somebody picks it up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.queue import (
    EndQueueTransfer,
    QueueTransfer,
    QueueTransferEnded,
    QueueTransferPicked,
    TransferToQueue,
)

if TYPE_CHECKING:
    from console.session.invitations import Invitations
    from protocol.seat.attendance import Attendance


class QueueTransferring:
    """The queue of one session, from the lead's side. No widgets.

    Args:
        attendance: the lead's seat.
        invitations: ask whoever has picked the session up.

    Attributes:
        channel: in whose queue the session waits; empty where it waits in none.
        place: its place there, from 1.
    """

    def __init__(self, *, attendance: Attendance, invitations: Invitations) -> None:
        self.channel = ""
        self.place = 0
        self._attendance = attendance
        self._invitations = invitations

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message about it."""
        return {QueueTransfer: self._stands, QueueTransferPicked: self._picked, QueueTransferEnded: self._ended}

    def transfer(self, channel: str) -> None:
        """Let the session wait in the queue of `channel`."""
        self._attendance.request(TransferToQueue(session=self._attendance.seat.session, channel=channel))

    def take_back(self) -> None:
        """Take the session out of the queue."""
        self._attendance.request(EndQueueTransfer(session=self._attendance.seat.session))

    def link_lost(self) -> None:
        """Forget where the session stands: the host says it again."""
        self.channel, self.place = "", 0

    def _stands(self, message: QueueTransfer) -> None:
        if not self.channel:
            self._attendance.note("queue_transfer", message.channel)
        self.channel, self.place = message.channel, message.place

    def _picked(self, message: QueueTransferPicked) -> None:
        self.channel, self.place = "", 0
        if not self._invitations.pass_on(message.technician):
            self.take_back()

    def _ended(self, message: QueueTransferEnded) -> None:
        self.channel, self.place = "", 0
        if message.reason is not Reason.NONE:  # else a technician is asked, as in every transfer
            self._attendance.note("queue_late" if message.reason is Reason.TIMED_OUT else "transfer_back")

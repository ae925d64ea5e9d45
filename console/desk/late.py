"""What a host may say to a console that has no use for it any more, as it was on its way; all else ends the link."""

from __future__ import annotations

from protocol.vocabulary import accounts, desktop, guests, joins, messages, queue, reports, teamwork
from protocol.vocabulary.codec import BadMessage, Message

LATE: frozenset[type[Message]] = frozenset(
    {
        *(messages.Room, messages.Sealed, messages.ShareChanged, messages.MemberLeft, messages.SessionClosed),
        *(messages.Draining, desktop.DesktopAsked, desktop.DesktopChanged, desktop.AskLater),
        *(joins.CodeMade, joins.EndCode, joins.Joining),
        *(teamwork.ColleagueCodeMade, teamwork.EndColleagueCode),
        *(teamwork.InvitationSent, teamwork.InvitationAnswered),
        *(queue.QueueTransfer, queue.QueueTransferPicked, queue.QueueTransferEnded, queue.CustomerGone),
        *(accounts.Changed, reports.SessionPage, reports.AuditPage, reports.AuditChecked),
        *(reports.DayFigures, reports.TechnicianFigures, reports.RowTotal, reports.AuditHead),
        *(reports.NotesKept, guests.Guests, guests.SessionUse),
    }
)
"""About a session that this console has just ended or left, or an answer to what nobody wants to know any more."""


def check_late(message: Message) -> None:
    """Take a message for which there is no use.

    Raises:
        BadMessage: no host sends that to a console.
    """
    if type(message) not in LATE:
        raise BadMessage(f"{message.TAG} from a host")

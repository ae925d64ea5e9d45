"""What technicians have the host keep of their sessions: a customer, a reference, a note, an outcome."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from console.host.core.accounts.accounts import Technician
from console.host.core.audit import Event
from console.host.core.rights import SESSION_NOTES
from console.host.peers.peer import Handlers, Peer
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.store.records.notes import SessionNotes
from console.host.store.tables.database import StorageError
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import AskNotes, NotesKept, WriteNotes


class Notes:
    """Reads and writes notes in the store thread; `takes` counts a technician's requests."""

    def __init__(self, *, clerk: Clerk, journal: Journal, takes: Callable[[Technician], bool]) -> None:
        self._clerk = clerk
        self._journal = journal
        self._takes = takes

    def handlers(self) -> Handlers:
        """Return what to do with each message about notes."""
        return {AskNotes: self._ask, WriteNotes: self._write}

    def _ask(self, peer: Peer, message: AskNotes) -> None:
        if (technician := self._technician(peer, message)) is None:
            return
        shown = SESSION_NOTES in technician.rights

        def answer(found: SessionNotes | Reason | StorageError) -> None:
            if not isinstance(found, SessionNotes):
                _answer(peer, message, found)
                return
            peer.send(
                NotesKept(
                    request=message.request,
                    customer=found.customer if shown else "",
                    reference=found.reference,
                    note=found.note if shown else "",
                    outcome=found.outcome,
                )
            )

        self._clerk.ask(lambda store: store.notes.of(message.session, technician.number), answer)

    def _write(self, peer: Peer, message: WriteNotes) -> None:
        if (technician := self._technician(peer, message)) is None:
            return
        entry = self._journal.entry(Event.SESSION_NOTED, session=message.session, who=technician.audited)
        wanted = {"reference": message.reference, "outcome": message.outcome.value}
        if SESSION_NOTES in technician.rights:
            wanted |= {"customer": message.customer, "note": message.note}
        elif message.customer or message.note:
            self._journal.refusal(Event.REFUSED, session=message.session, who=technician.audited, detail=message.TAG)
            _answer(peer, message, Reason.NOT_ALLOWED)
            return
        self._clerk.ask(
            lambda store: store.notes.write(
                message.session, technician.number, lambda before: replace(before, **wanted), entry
            ),
            lambda found: _answer(peer, message, found),
        )

    def _technician(self, peer: Peer, message: AskNotes | WriteNotes) -> Technician | None:
        """Return who asks; answer why nothing is done where that is nobody, or asks too often."""
        if peer.technician is None:
            _answer(peer, message, Reason.NOT_ALLOWED)
            return None
        if not self._takes(peer.technician):
            _answer(peer, message, Reason.LIMIT)
            return None
        return peer.technician


def _answer(peer: Peer, message: AskNotes | WriteNotes, why: Reason | StorageError) -> None:
    """Answer whether something was done: `NONE`, or why it was not."""
    peer.send(Changed(request=message.request, reason=why if isinstance(why, Reason) else Reason.STORAGE))

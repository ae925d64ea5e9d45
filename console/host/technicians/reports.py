"""What administrators ask about past sessions and the audit: who may, how much at a time, and the answers."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from weakref import WeakKeyDictionary

from console.host.core.audit import Entry, Event, Row
from console.host.core.chain.check import Beside, ChainCheck
from console.host.core.limits import REPORTS_WAITING, Limits
from console.host.core.report_pages import BadPlaceError
from console.host.peers.peer import Peer
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import (
    AskAudit,
    AskAuditHead,
    AskDays,
    AskSessions,
    AskTechnicians,
    AuditChecked,
    AuditHead,
    CheckAudit,
    Question,
    RowTotal,
    SaveReport,
)

_LATEST_MS = 253_402_300_799_000  # the end of the year 9999: questions may go on for ever
PART = 2000  # rows of the audit that are checked at a time
NOTED = 100  # readings of one console that are remembered
NOTED_MS = 600_000  # after which the same reading is another one

_KINDS: dict[type[Message], str] = {AskSessions: "sessions", AskAudit: "audit"}

Read = AskSessions | AskAudit | AskDays | AskTechnicians | SaveReport
"""What shows an administrator something of others."""

Answer = Callable[[Message], None]


class Reports:
    """Has questions answered in the store thread, each in work of bounded size that others' work comes between."""

    def __init__(self, *, clerk: Clerk, journal: Journal, limits: Limits) -> None:
        self._limits = limits
        self._clerk = clerk
        self._journal = journal
        self._waiting: Counter[Peer] = Counter()
        self._noted: WeakKeyDictionary[Peer, OrderedDict[str, int]] = WeakKeyDictionary()

    def ask(self, peer: Peer, asked: Question) -> None:
        """Answer what an administrator asks, or say why not."""
        if not _may_ask(peer):
            self._journal.refusal(Event.REFUSED, who=peer.address, detail=asked.TAG)
            peer.send(Changed(request=asked.request, reason=Reason.NOT_ALLOWED))
        elif (
            not self._limits.held(REPORTS_WAITING, within=self._waiting[peer] < self._limits.of(REPORTS_WAITING))
            or (entries := self._of_reading(peer, asked)) is None
        ):
            peer.send(Changed(request=asked.request, reason=Reason.LIMIT))
        else:
            self._waiting[peer] += 1
            self._begin(peer, asked, partial(self._answer, peer, asked.request))
            for entry in entries:
                self._clerk.note(partial(_append, entry))

    def _begin(self, peer: Peer, asked: Question, answer: Answer) -> None:
        if isinstance(asked, CheckAudit):
            self._check(peer, asked.request, ChainCheck(), answer)
        elif isinstance(asked, SaveReport):
            self._save(peer, asked, answer)
        elif isinstance(asked, AskAuditHead):
            self._clerk.ask(_head(asked), lambda found: answer(_message(asked.request, found)))
        elif isinstance(asked, AskSessions | AskAudit) and asked.total:
            self._count(peer, asked, 0, answer)
        else:
            self._clerk.ask(_looked_up(asked), lambda found: answer(_message(asked.request, found)))

    def _save(self, peer: Peer, asked: SaveReport, answer: Answer) -> None:
        """Write down that a report is saved, before it can be; where that cannot be written, it cannot be saved."""
        assert peer.technician is not None
        who, detail = peer.technician.audited, _what(asked)
        entry = self._journal.entry_if_few(Event.REPORT_SAVED, who=who, detail=detail)

        if entry is None:
            answer(Changed(request=asked.request, reason=Reason.LIMIT))
            return

        def write(store: Store) -> Reason:
            store.audit.append(entry)
            return Reason.NONE

        self._clerk.ask(write, lambda found: answer(_message(asked.request, found)))

    def _of_reading(self, peer: Peer, asked: Question) -> list[Entry] | None:
        """Return what the audit is to say of who reads what, once for all its pages and its total; None: it cannot."""
        if not isinstance(asked, AskSessions | AskAudit | AskDays | AskTechnicians):
            return []
        assert peer.technician is not None
        what, now_ms = _what(asked), self._journal.now_ms()
        noted = self._noted.setdefault(peer, OrderedDict())
        if now_ms - noted.get(what, -NOTED_MS) < NOTED_MS:
            return []
        entry = self._journal.entry_if_few(Event.REPORT_READ, who=peer.technician.audited, detail=what)
        if entry is None:
            return None
        noted[what] = now_ms
        noted.move_to_end(what)
        while len(noted) > NOTED:
            noted.popitem(last=False)
        return [entry]

    def _answer(self, peer: Peer, request: int, message: Message) -> None:
        self._waiting[peer] -= 1
        if not self._waiting[peer]:
            del self._waiting[peer]
        if not _may_ask(peer):  # any more, since the question was asked
            message = Changed(request=request, reason=Reason.NOT_ALLOWED)
        peer.send(message)

    def _count(self, peer: Peer, asked: AskSessions | AskAudit, before: int, answer: Answer) -> None:
        """Count the rows of the next part, then those of the rest, for as long as somebody may know how many."""

        def counted(part: tuple[int, bytes] | Reason | StorageError) -> None:
            if isinstance(part, Reason | StorageError):
                answer(_message(asked.request, part))
                return
            rows, end = before + part[0], part[1]
            if end and _may_ask(peer):
                self._count(peer, replace(asked, after=end), rows, answer)
            else:
                answer(RowTotal(request=asked.request, rows=rows))

        self._clerk.ask(_counted(asked), counted)

    def _check(self, peer: Peer, request: int, check: ChainCheck, answer: Answer) -> None:
        """Check the next part of the audit, then the rest, for as long as somebody may know what comes of it."""

        def checked(part: tuple[bool, bool] | StorageError) -> None:
            if isinstance(part, StorageError):
                answer(Changed(request=request, reason=Reason.STORAGE))
                return
            whole, over = part
            if whole and not over and _may_ask(peer):
                self._check(peer, request, check, answer)
            else:
                broken = 0 if whole else check.number + 1
                self._note_check(peer, check.number, broken)
                answer(AuditChecked(request=request, rows=check.number, broken=broken))

        self._clerk.ask(lambda store: _check_part(check, *store.reports.audit_part(check.number, PART)), checked)

    def _note_check(self, peer: Peer, rows: int, broken: int) -> None:
        if peer.technician is not None:
            detail = f"row {broken} is not what was written" if broken else f"whole, {rows} rows"
            self._journal.refusal(Event.AUDIT_CHECKED, who=peer.technician.audited, detail=detail)


def _may_ask(peer: Peer) -> bool:
    """Return whether an administrator is at this link now."""
    return peer.technician is not None and peer.technician.administrator and not peer.technician.disabled


def _append(entry: Entry, store: Store) -> None:
    store.audit.append(entry)


def _check_part(check: ChainCheck, rows: list[Row], last: int, last_hash: bytes, beside: Beside) -> tuple[bool, bool]:
    """Return whether `rows` are what was written, and whether that was all."""
    if not check.follows(rows, beside):
        return False, True
    over = len(rows) < PART
    return not over or check.at_end(last, last_hash), over


def _what(asked: Read) -> str:
    """Return what is read, as the audit says it: which report, and of which days."""
    if isinstance(asked, AskDays | AskTechnicians):
        return "figures"
    kind = asked.report.value if isinstance(asked, SaveReport) else _KINDS[type(asked)]
    since, until = (min(ms, _LATEST_MS) for ms in (asked.since_ms, asked.until_ms))
    return f"{kind} {_day(since)} to {_day(until)}"


def _day(ms: int) -> str:
    return f"{datetime.fromtimestamp(ms / 1000, UTC):%Y-%m-%d}"


def _head(asked: AskAuditHead) -> Callable[[Store], Message]:
    def look_up(store: Store) -> Message:
        number, hashed = store.audit.head()
        return AuditHead(request=asked.request, number=number, hash=hashed, then=store.audit.hash_of(asked.number))

    return look_up


def _looked_up(asked: AskSessions | AskAudit | AskDays | AskTechnicians) -> Callable[[Store], Message | Reason]:
    def look_up(store: Store) -> Message | Reason:
        try:
            return store.reports.answer(asked)
        except BadPlaceError:
            return Reason.BAD_MESSAGE

    return look_up


def _counted(asked: AskSessions | AskAudit) -> Callable[[Store], tuple[int, bytes] | Reason]:
    def count(store: Store) -> tuple[int, bytes] | Reason:
        try:
            return store.reports.count_part(asked)
        except BadPlaceError:
            return Reason.BAD_MESSAGE

    return count


def _message(request: int, found: Message | Reason | StorageError) -> Message:
    if isinstance(found, Message):
        return found
    return Changed(request=request, reason=found if isinstance(found, Reason) else Reason.STORAGE)

"""Fills a host's database with past sessions, to look at reports and to measure them.

    python -m tests.bench.host.report_rows --data DIR [--sessions 5000] [--days 90]

The host must not run. Then it measures how long one question of each kind holds the database's thread.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert, update

from console.host.core.audit import Entry, Event, row_hash
from console.host.process.folder import DataFolder
from console.host.store.store import Store
from console.host.store.tables.schema import audit, groups, heads, seats, sessions, shares, technicians
from protocol.vocabulary.reports import DAYS_LIMIT, AskAudit, AskDays, AskSessions, AskTechnicians, SessionOrder

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
NAMES = ("Ada Lovelace", "Björn Åberg", "Chloé Martin", "Dörte Müller", "Emil Novák", "Fatma Öztürk", "Grace Hopper")
GROUPS = ("first level", "second level", "printers")
REASONS = ("ended_by_lead", "ended_by_lead", "ended_by_lead", "timed_out", "left")


def fill(store: Store, *, count: int, days: int, now_ms: int, seed: int = 7) -> None:
    """Write `count` sessions of the last `days` days, with members, shares and their rows of the audit."""
    dice = random.Random(seed)
    rows = [_session(dice, number, now_ms - dice.randrange(days * DAY_MS)) for number in range(count)]
    entries = sorted((entry for row in rows for entry in _entries(row)), key=lambda entry: entry.time_ms)
    with store._database.transaction() as connection:  # no host writes so many at once
        connection.execute(
            insert(groups),
            [{"id": 2 + i, "name": name, "parent_id": 1, "sessions": 0} for i, name in enumerate(GROUPS)],
        )
        people = [{"id": 2 + i, "name": name, "group_id": 2 + i % len(GROUPS)} for i, name in enumerate(NAMES)]
        connection.execute(insert(technicians), people)
        connection.execute(insert(sessions), [row["session"] for row in rows])
        connection.execute(insert(seats), [seat for row in rows for seat in row["seats"]])
        if some := [share for row in rows for share in row["shares"]]:
            connection.execute(insert(shares), some)
        numbered = list(_numbered(entries))
        connection.execute(insert(audit), numbered)
        connection.execute(update(heads).values(audit_number=len(numbered), audit_hash=numbered[-1]["hash"]))


def _session(dice: random.Random, number: int, opened_ms: int) -> dict[str, Any]:
    session = number.to_bytes(4, "big") + dice.randbytes(12)
    lead = dice.randrange(2, 2 + len(NAMES))
    closed_ms = opened_ms + int(dice.lognormvariate(2.5, 0.8) * MINUTE_MS)
    queued = dice.random() < 0.7
    seat = {"session": session, "token_hash": bytes(32), "opened_ms": opened_ms, "closed_ms": None, "reason": None}
    people = [{"member": 1, "role": "lead", "technician_id": lead}]
    if dice.random() < 0.2:
        people.append({"member": 3, "role": "collaborator", "technician_id": 2 + (lead - 1) % len(NAMES)})
    people.append({"member": 2, "role": "customer", "technician_id": None})
    share = {"session": session, "member": 1, "technician_id": lead}
    return {
        "session": {
            "id": session,
            "technician_id": lead,
            "opened_ms": opened_ms,
            "closed_ms": closed_ms,
            "reason": dice.choice(REASONS),
            "channel": dice.choice(("support", "printers")) if queued else None,
            "waited_ms": int(dice.lognormvariate(0.3, 0.9) * MINUTE_MS) if queued else None,
        },
        "seats": [seat | person for person in people],
        "shares": [
            share | {"started_ms": opened_ms + MINUTE_MS, "ended_ms": opened_ms + 3 * MINUTE_MS}
            for _ in range(dice.choice((0, 1, 1, 2)))
        ],
    }


def _entries(row: dict[str, Any]) -> Iterator[Entry]:
    session = row["session"]
    number, opened_ms, lead = session["id"], session["opened_ms"], NAMES[session["technician_id"] - 2]
    yield Entry(event=Event.SESSION_OPENED, time_ms=opened_ms, session=number, member=1, who=lead)
    yield Entry(event=Event.MEMBER_JOINED, time_ms=opened_ms + 1000, session=number, member=2)
    for share in row["shares"]:
        yield Entry(event=Event.SHARE_STARTED, time_ms=share["started_ms"], session=number, member=1)
        yield Entry(event=Event.SHARE_ENDED, time_ms=share["ended_ms"], session=number, member=2, detail="stopped")
    yield Entry(event=Event.SESSION_CLOSED, time_ms=session["closed_ms"], session=number, detail=session["reason"])


def _numbered(entries: list[Entry]) -> Iterator[dict[str, Any]]:
    before = bytes(32)
    for number, entry in enumerate(entries, 1):
        before = row_hash(before, number, entry)
        yield {
            "number": number,
            "time_ms": entry.time_ms,
            "event": entry.event.value,
            "session": entry.session,
            "member": entry.member,
            "who": entry.who,
            "detail": entry.detail,
            "hash": before,
        }


def _measure(store: Store, now_ms: int, days: int) -> None:
    since = {"request": 1, "since_ms": now_ms - days * DAY_MS, "until_ms": now_ms + DAY_MS}
    starts = tuple(now_ms - (DAYS_LIMIT - day) * DAY_MS for day in range(DAYS_LIMIT + 1))
    questions = {
        "sessions": AskSessions(**since),
        "sessions, by length": AskSessions(**since, order=SessionOrder.LENGTH),
        "sessions, by lead": AskSessions(**since, order=SessionOrder.LEAD),
        "sessions, a word that is nowhere": AskSessions(**since, words="zzz"),
        "audit": AskAudit(**since),
        "audit, a word that is nowhere": AskAudit(**since, words="zzz"),
        f"figures of {DAYS_LIMIT} days": AskDays(request=1, starts=starts),
        "shares": AskTechnicians(**since),
    }
    for name, question in questions.items():
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            store.reports.answer(question)
            times.append(1000 * (time.perf_counter() - begun))
        print(f"{name:35} {sorted(times)[2]:7.1f} ms")
    begun = time.perf_counter()
    store.reports.audit_part(0, 2000)
    print(f"{'2,000 rows of the audit to check':35} {1000 * (time.perf_counter() - begun):7.1f} ms")


def main() -> None:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sessions", type=int, default=5000)
    parser.add_argument("--days", type=int, default=90)
    options = parser.parse_args()
    store = Store(DataFolder(options.data).database)
    now_ms = time.time_ns() // 1_000_000
    if options.sessions:
        fill(store, count=options.sessions, days=options.days, now_ms=now_ms)
    _measure(store, now_ms, options.days)
    store.close()


if __name__ == "__main__":
    main()

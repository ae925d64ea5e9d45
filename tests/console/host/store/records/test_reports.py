"""Reports from the database: pages of sessions and of the audit, figures, and the check of the chain in parts."""

import dataclasses

import pytest
from sqlalchemy import insert, update

from console.host.core.audit import Entry, Event
from console.host.core.chain.check import ChainCheck
from console.host.core.report_pages import BadPlaceError, fitting, place, read_place
from console.host.store.records.figures import days, quantile
from console.host.store.records.sessions import StoredSeat
from console.host.store.records.waits import StoredWait
from console.host.store.store import Store
from console.host.store.tables.schema import groups, sessions, technicians
from protocol.vocabulary.codec import RECORD_LIMIT
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.messages import Reason, Role
from protocol.vocabulary.reports import (
    ROWS_LIMIT,
    AskAudit,
    AskDays,
    AskSessions,
    AskTechnicians,
    AuditRow,
    Day,
    SessionOrder,
    SessionPage,
    SessionRow,
    TechnicianWork,
)
from tests.bench.host.report_rows import fill

NOON = 1_700_000_000_000
MINUTE = 60_000
ALWAYS = {"request": 1, "since_ms": 0, "until_ms": 2**53}
ADA, BJORN, CHLOE = 2, 3, 4
FIRST, SECOND, BELOW_SECOND = 2, 3, 4


def number(count):
    return bytes([count]) * 16


class Desk:
    """A store in which sessions happen at given moments."""

    def __init__(self, store):
        self.store = store
        with store._database.transaction() as connection:
            for row in ((FIRST, "first level", 1), (SECOND, "second level", 1), (BELOW_SECOND, "printers", SECOND)):
                connection.execute(insert(groups).values(dict(zip(("id", "name", "parent_id"), row, strict=True))))
            for row in ((ADA, "Ada", FIRST), (BJORN, "Björn Åberg", SECOND), (CHLOE, "Chloé", BELOW_SECOND)):
                connection.execute(insert(technicians).values(dict(zip(("id", "name", "group_id"), row, strict=True))))

    def opens(self, count, technician=ADA, *, at=0, who="Ada", **columns):
        seat = StoredSeat(member=1, role=Role.LEAD, token_hash=bytes(32), technician=technician)
        entry = self.entry(Event.SESSION_OPENED, at, session=number(count), member=1, who=who)
        self.store.sessions.open(number(count), technician, seat, entry)
        if columns:
            with self.store._database.transaction() as connection:
                connection.execute(update(sessions).where(sessions.c.id == number(count)).values(**columns))

    def joins(self, count, member, technician=None, *, at=0, role=Role.COLLABORATOR):
        role = Role.CUSTOMER if technician is None else role
        seat = StoredSeat(member=member, role=role, token_hash=bytes(32), technician=technician)
        entry = self.entry(Event.MEMBER_JOINED, at, session=number(count), member=member)
        self.store.sessions.add_seat(number(count), seat, entry)

    def shares(self, count, member, *, at):
        entry = self.entry(Event.SHARE_STARTED if member else Event.SHARE_ENDED, at, session=number(count))
        self.store.sessions.note_sharing(number(count), member, entry)

    def closes(self, count, *, at, reason=Reason.ENDED_BY_LEAD):
        entry = self.entry(Event.SESSION_CLOSED, at, session=number(count), detail=reason.value)
        self.store.sessions.close(number(count), reason, entry)

    def notes(self, event, at=0, **fields):
        self.store.audit.append(self.entry(event, at, **fields))

    @staticmethod
    def entry(event, at, **fields):
        return Entry(event=event, time_ms=NOON + at * MINUTE, **fields)

    def ask(self, kind, **fields):
        return self.store.reports.answer(kind(**ALWAYS | fields))

    def found(self, **fields):
        """Return the numbers of the sessions on the page that is asked for."""
        return [row.session[0] for row in self.ask(AskSessions, **fields).rows]

    def events(self, **fields):
        return [(row.event, row.who) for row in self.ask(AskAudit, **fields).rows]


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "host.sqlite")
    yield store
    store.close()


@pytest.fixture
def desk(store):
    return Desk(store)


# -- sessions ---------------------------------------------------------------------------------------------------


def test_a_session_is_told_with_all_that_happened_in_it(desk):
    desk.opens(1, channel="printers", waited_ms=90_000)
    desk.joins(1, 2)
    desk.joins(1, 3, BJORN)
    desk.shares(1, 1, at=2)
    desk.shares(1, 3, at=5)
    desk.shares(1, 0, at=6)
    desk.closes(1, at=20)
    assert desk.ask(AskSessions).rows == (
        SessionRow(
            session=number(1), opened_ms=NOON, closed_ms=NOON + 20 * MINUTE, reason="ended_by_lead", lead="Ada",
            group="first level", colleagues=("Björn Åberg",), customers=1, channel="printers", waited_ms=90_000,
            shares=2, shared_ms=4 * MINUTE,
        ),
    )  # fmt: skip


def test_a_session_that_goes_on_has_no_end_and_a_share_that_goes_on_no_length(desk):
    desk.opens(1)
    desk.shares(1, 1, at=2)
    row = desk.ask(AskSessions).rows[0]
    assert (row.closed_ms, row.reason, row.waited_ms, row.channel) == (None, "", None, "")
    assert (row.shares, row.shared_ms) == (1, 0)


def test_a_share_ends_with_its_session(desk):
    desk.opens(1)
    desk.shares(1, 1, at=2)
    desk.closes(1, at=9)
    assert desk.ask(AskSessions).rows[0].shared_ms == 7 * MINUTE


def test_the_lead_is_whoever_led_it_last(desk):
    desk.opens(1)
    desk.joins(1, 3, BJORN)
    for member, role in ((1, Role.COLLABORATOR), (3, Role.LEAD)):
        entry = desk.entry(Event.ROLE_CHANGED, 3, session=number(1), member=member)
        desk.store.sessions.note_role(number(1), member, role, entry)
    row = desk.ask(AskSessions).rows[0]
    assert (row.lead, row.group, row.colleagues) == ("Björn Åberg", "second level", ("Ada",))


def test_sessions_are_those_that_were_opened_in_the_time_range(desk):
    for count in (1, 2, 3):
        desk.opens(count, at=count)
    assert desk.found(since_ms=NOON + 2 * MINUTE, until_ms=NOON + 3 * MINUTE) == [2]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (SessionOrder.OPENED, [1, 2, 3]),
        (SessionOrder.LENGTH, [2, 1, 3]),
        (SessionOrder.WAITED, [3, 2, 1]),
        (SessionOrder.LEAD, [3, 1, 2]),
        (SessionOrder.GROUP, [3, 2, 1]),
        (SessionOrder.CHANNEL, [3, 2, 1]),
        (SessionOrder.REASON, [3, 2, 1]),
    ],
)
def test_sessions_are_sorted_both_ways(desk, order, expected):
    desk.opens(1, BJORN, at=1, channel="b", waited_ms=9)
    desk.opens(2, CHLOE, at=2, channel="a", waited_ms=5)
    desk.opens(3, ADA, at=3)
    desk.closes(1, at=8, reason=Reason.TIMED_OUT)
    desk.closes(2, at=4, reason=Reason.ENDED_BY_LEAD)
    assert desk.found(order=order, descending=False) == expected
    assert desk.found(order=order, descending=True) == expected[::-1]


NAMES = ("tech10", "Tech2", "tech1", "Älla", "öle", "zoe", "_a")
NATURAL = ["_a", "tech1", "Tech2", "tech10", "zoe", "Älla", "öle"]


@pytest.mark.parametrize("order", [SessionOrder.LEAD, SessionOrder.GROUP, SessionOrder.CHANNEL])
@pytest.mark.parametrize("descending", [False, True])
def test_names_are_sorted_as_people_look_for_them_in_every_database(desk, monkeypatch, order, descending):
    """By number where there is one, in small and capital letters alike, and not as the database's language has it."""
    monkeypatch.setattr("console.host.store.records.session_pages.ROWS_LIMIT", 3)
    with desk.store._database.transaction() as connection:
        for count, name in enumerate(NAMES):
            connection.execute(insert(groups).values(id=10 + count, name=name, channel=f"c{count}"))
            connection.execute(insert(technicians).values(id=10 + count, name=name, group_id=10 + count))
    for count, name in enumerate(NAMES):
        desk.opens(2 * count, 10 + count, channel=name)
        desk.opens(2 * count + 1, 10 + count, channel=name)
    told, after = [], b""
    while True:
        page = desk.store.reports.answer(AskSessions(**ALWAYS, order=order, descending=descending, after=after))
        told += [{"lead": row.lead, "group": row.group, "channel": row.channel}[order.value] for row in page.rows]
        if not (after := page.next):
            break
    twice = [name for name in NATURAL for _ in range(2)]
    assert told == (twice[::-1] if descending else twice)


def test_long_names_of_numbers_fit_into_the_place_where_a_page_ends(desk, monkeypatch):
    monkeypatch.setattr("console.host.store.records.session_pages.ROWS_LIMIT", 1)
    with desk.store._database.transaction() as connection:
        connection.execute(update(technicians).where(technicians.c.id == ADA).values(name="9Ж" * 100))
    desk.opens(1)
    desk.opens(2)
    first = desk.store.reports.answer(AskSessions(**ALWAYS, order=SessionOrder.LEAD))
    assert len(HOST_VOCABULARY.encode(first)) > 0
    again = AskSessions(**ALWAYS, order=SessionOrder.LEAD, after=first.next)
    assert HOST_VOCABULARY.decode(HOST_VOCABULARY.encode(again)) == again
    assert len(desk.store.reports.answer(again).rows) == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ADA", [1]),
        ("åberg", [2, 1]),
        ("aberg", []),
        ("björn ada", [1]),
        ("level", [2, 1]),
        ("printers", [3]),
        ("timed", [3]),
        ("030303", [3]),
        ("0303039", []),
        ("100%", []),
        ("_", [3]),
        ("", [3, 2, 1]),
    ],
)
def test_sessions_are_found_by_each_of_several_words(desk, words, expected):
    desk.opens(1, at=1)
    desk.joins(1, 3, BJORN)
    desk.opens(2, BJORN, at=2)
    desk.opens(3, 1, at=3, channel="printers")
    desk.closes(3, at=4, reason=Reason.TIMED_OUT)
    assert desk.found(words=words) == expected


def test_sessions_are_found_by_a_technician_or_a_group_with_those_below(desk):
    desk.opens(1, at=1)
    desk.joins(1, 3, CHLOE)
    desk.opens(2, BJORN, at=2)
    desk.opens(3, at=3)
    assert desk.found(technician=CHLOE) == [1]
    assert desk.found(group=BELOW_SECOND) == [1]
    assert desk.found(group=SECOND) == [2, 1]
    assert desk.found(group=1) == [3, 2, 1]
    assert desk.found(technician=99) == []


def pages(store, kind, **fields):
    """Return the rows of all pages, one list each."""
    found, after = [], b""
    while True:
        page = store.reports.answer(kind(**ALWAYS | fields | {"after": after}))
        found.append(list(page.rows))
        if not page.next:
            return found
        after = page.next


@pytest.mark.parametrize("order", list(SessionOrder))
@pytest.mark.parametrize("descending", [False, True])
def test_all_pages_together_have_each_session_once(desk, monkeypatch, order, descending):
    monkeypatch.setattr("console.host.store.records.session_pages.ROWS_LIMIT", 3)
    for count in range(1, 9):
        desk.opens(count, ADA + count % 2, at=count // 3, waited_ms=count % 2 or None)
    found = pages(desk.store, AskSessions, order=order, descending=descending)
    assert [len(rows) for rows in found] == [3, 3, 2]
    assert sorted(row.session[0] for rows in found for row in rows) == list(range(1, 9))


def test_a_page_looks_at_a_bounded_number_of_sessions(desk, monkeypatch):
    monkeypatch.setattr("console.host.store.records.session_pages.SCANNED", 2)
    for count in range(1, 6):
        desk.opens(count, ADA if count == 1 else BJORN, at=count)
    found = pages(desk.store, AskSessions, words="ada")
    assert [[row.session[0] for row in rows] for rows in found] == [[], [], [1]]
    for descending, expected in ((True, [[5, 4], [3, 2], [1]]), (False, [[1, 2], [3, 4], [5]])):
        found = pages(desk.store, AskSessions, descending=descending)
        assert [[row.session[0] for row in rows] for rows in found] == expected


# -- the audit --------------------------------------------------------------------------------------------------


def test_a_row_of_the_audit_names_who_did_it(desk):
    desk.notes(Event.LOGIN, 0, who="Ada", detail="password")
    desk.opens(1, at=1)
    desk.joins(1, 2, at=2)
    desk.notes(Event.SHARE_STARTED, 3, session=number(1), member=1)
    desk.notes(Event.SHARE_ENDED, 4, session=number(1), member=2, detail="window_closed")
    desk.notes(Event.CODE_EXPIRED, 5, session=number(1))
    rows = desk.ask(AskAudit, descending=False).rows
    assert rows[0] == AuditRow(
        number=1, time_ms=NOON, event="login", session=b"", who="Ada", customer=False, detail="password"
    )
    assert [(row.who, row.customer) for row in rows[1:]] == [
        ("Ada", False), ("", True), ("Ada", False), ("", True), ("", False)
    ]  # fmt: skip


def test_whom_somebody_has_invited_is_in_the_details(desk):
    desk.opens(1)
    desk.notes(Event.INVITED, 1, session=number(1), member=1, who="Chloé", detail="transfer")
    row = desk.ask(AskAudit).rows[0]
    assert (row.who, row.detail) == ("Ada", "Chloé: transfer")


def test_the_audit_is_filtered_by_all_that_is_asked_for(desk):
    desk.notes(Event.LOGIN, 0, who="Ada")
    desk.notes(Event.LOGIN, 1, who="Björn Åberg")
    desk.notes(Event.LOGIN_REFUSED, 2, who="192.0.2.7", detail="wrong_login")
    desk.opens(7, CHLOE, at=3, who="Chloé")
    desk.notes(Event.HOLD_CHANGED, 4, session=number(7), member=1, detail="on")
    every = [
        ("hold_changed", "Chloé"), ("session_opened", "Chloé"), ("login_refused", "192.0.2.7"),
        ("login", "Björn Åberg"), ("login", "Ada"),
    ]  # fmt: skip
    assert desk.events() == every
    assert desk.events(descending=False) == every[::-1]
    assert desk.events(events=("login", "hold_changed")) == [every[0], every[3], every[4]]
    assert desk.events(words="192.0.2") == [every[2]]
    assert desk.events(words="WRONG") == [every[2]]
    assert desk.events(words="070707") == every[:2]
    assert desk.events(words="chloé") == every[:2]
    assert desk.events(words="printers chlo") == every[:2]  # by the group of whoever did it
    assert desk.events(technician=CHLOE) == every[:2]
    assert desk.events(group=SECOND) == [*every[:2], every[3]]
    assert desk.events(since_ms=NOON + MINUTE, until_ms=NOON + 3 * MINUTE) == every[2:4]


def test_all_pages_together_have_each_row_of_the_audit_once(desk, monkeypatch):
    monkeypatch.setattr("console.host.store.records.audit_pages.ROWS_LIMIT", 2)
    monkeypatch.setattr("console.host.store.records.audit_pages.SCANNED", 3)
    for count in range(8):
        desk.notes(Event.LOGIN if count % 4 == 0 else Event.REFUSED, 5, detail=str(count))
    for descending in (False, True):
        found = pages(desk.store, AskAudit, descending=descending)
        assert sorted(int(row.detail) for rows in found for row in rows) == list(range(8))
        logins = pages(desk.store, AskAudit, descending=descending, events=("login",))
        assert sorted(int(row.detail) for rows in logins for row in rows) == [0, 4]


# -- both databases ---------------------------------------------------------------------------------------------


@pytest.fixture
def filled_stores(store, postgresql_url):
    """The same sessions in SQLite and in PostgreSQL."""
    other = Store(postgresql_url)
    for each in (store, other):
        fill(each, count=40, days=5, now_ms=NOON)
    yield store, other
    other.close()


def test_postgresql_answers_as_sqlite_does(filled_stores, monkeypatch):
    monkeypatch.setattr("console.host.store.records.session_pages.ROWS_LIMIT", 7)
    monkeypatch.setattr("console.host.store.records.session_pages.SCANNED", 10)
    monkeypatch.setattr("console.host.store.records.audit_pages.ROWS_LIMIT", 50)
    monkeypatch.setattr("console.host.store.records.audit_pages.SCANNED", 60)
    asked = [
        *((AskSessions, {"order": order, "descending": down}) for order in SessionOrder for down in (False, True)),
        *((AskSessions, {"words": words}) for words in ("ada", "åberg level", "timed", "0000001", "100%_\\")),
        (AskSessions, {"technician": BJORN}),
        (AskSessions, {"group": SECOND, "order": SessionOrder.WAITED}),
        *((AskAudit, {"descending": down}) for down in (False, True)),
        *((AskAudit, {"words": words}) for words in ("ada", "Ö", "ended level", "0000001")),
        (AskAudit, {"events": ("share_ended",), "technician": CHLOE}),
        (AskAudit, {"group": 1, "events": ("session_opened", "member_joined")}),
    ]
    for kind, fields in asked:
        sqlite, postgresql = (pages(store, kind, **fields) for store in filled_stores)
        assert sqlite == postgresql, (kind, fields)
    starts = tuple(NOON - day * 24 * 60 * MINUTE for day in range(6, -1, -1))
    for question in (AskDays(request=1, starts=starts), AskTechnicians(**ALWAYS)):
        sqlite, postgresql = (store.reports.answer(question) for store in filled_stores)
        assert sqlite == postgresql
    sqlite, postgresql = (store.reports.audit_part(0, 1000)[:3] for store in filled_stores)
    assert sqlite == postgresql
    assert len(sqlite[0]) == sqlite[1]


# -- pages ------------------------------------------------------------------------------------------------------


def test_a_place_is_read_as_it_was_written():
    assert read_place(place((7, b"abc")), (int, bytes)) == (7, b"abc")
    assert read_place(place(("ä", b"")), (str, bytes)) == ("ä", b"")


@pytest.mark.parametrize(
    "said",
    [b"", b"\xc1", b"place", place((7,)), place(("x", b"")), place((True, b"")), place((2**63, b"")), b"\x93" * 9],
)
def test_a_place_that_this_host_never_named_is_refused(said):
    with pytest.raises(BadPlaceError):
        read_place(said, (int, bytes))


@pytest.mark.parametrize("kind", [AskSessions, AskAudit])
def test_a_question_with_a_wrong_place_is_not_answered(desk, kind):
    with pytest.raises(BadPlaceError):
        desk.ask(kind, after=b"nonsense")


def test_a_page_fits_into_one_record_however_long_its_rows_are():
    row = SessionRow(
        session=bytes(16), opened_ms=1, closed_ms=2, reason="r" * 40, lead="\U0001f600" * 200, group="ä" * 200,
        colleagues=("\U0001f600" * 200,) * 16, customers=1, channel="c" * 40, waited_ms=1, shares=1, shared_ms=1,
    )  # fmt: skip
    rows = (row,) * ROWS_LIMIT
    count = fitting(rows, lambda one: SessionPage(request=0, rows=(one,), next=b""))
    assert 0 < count < ROWS_LIMIT
    page = SessionPage(request=2**32 - 1, rows=rows[:count], next=bytes(1000))
    assert len(HOST_VOCABULARY.encode(page)) <= RECORD_LIMIT


def test_what_does_not_fit_into_a_page_is_on_the_next(desk, monkeypatch):
    monkeypatch.setattr("console.host.core.report_pages._ENOUGH", 800)
    for count in range(1, 8):
        desk.opens(count, at=count)
    for kind in (AskSessions, AskAudit):
        found = pages(desk.store, kind)
        assert sum(map(len, found)) == 7
        assert len(found) > 1


# -- figures ----------------------------------------------------------------------------------------------------


def test_days_have_their_sessions_and_how_long_their_customers_waited():
    starts = (100, 200, 300, 400)
    opened = [(100, 5), (199, None), (300, 10), (350, 20), (399, 30)]
    lost = [(150, "left"), (160, "timed_out"), (170, "unknown_channel"), (399, "left")]
    assert days(starts, opened, lost) == [
        Day(sessions=2, waited=1, waited_median_ms=5, waited_most_ms=5, gave_up=1, missed=2),
        Day(sessions=0, waited=0, waited_median_ms=0, waited_most_ms=0, gave_up=0, missed=0),
        Day(sessions=3, waited=3, waited_median_ms=20, waited_most_ms=29, gave_up=1, missed=0),
    ]


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([], 0.5, 0), ([7], 0.95, 7), ([1, 3], 0.5, 2), ([3, 1, 2], 0.5, 2), (list(range(101)), 0.95, 95)],
)
def test_a_quantile_is_what_so_many_values_are_not_above(values, share, expected):
    assert quantile(values, share) == expected


def test_figures_of_days_come_from_the_sessions_that_were_opened_on_them(desk):
    desk.opens(1, at=0, waited_ms=4000)
    desk.opens(2, at=1)
    desk.opens(3, at=5, waited_ms=2000)
    starts = (NOON, NOON + 2 * MINUTE, NOON + 5 * MINUTE)
    asked = desk.store.reports.answer(AskDays(request=3, starts=starts))
    assert [(day.sessions, day.waited, day.waited_median_ms) for day in asked.days] == [(2, 1, 4000), (0, 0, 0)]
    assert desk.store.reports.answer(AskDays(request=3, starts=(NOON,))).days == ()


def test_days_that_do_not_rise_have_no_sessions_that_are_not_theirs(desk):
    desk.opens(1, at=1)
    answer = desk.store.reports.answer(AskDays(request=3, starts=(NOON + 2 * MINUTE, NOON, NOON)))
    assert [day.sessions for day in answer.days] == [0, 1]


def test_sessions_and_shares_are_counted_for_each_technician(desk, monkeypatch):
    monkeypatch.setattr("console.host.store.records.figures.TECHNICIANS_LIMIT", 2)
    desk.opens(1)
    desk.closes(1, at=5)
    desk.opens(2)
    desk.joins(1, 2)
    desk.joins(1, 3, BJORN)
    desk.joins(1, 4, CHLOE)
    for at, member in enumerate((3, 1, 3, 4, 2, 0)):
        desk.shares(1, member, at=at)
    answer = desk.ask(AskTechnicians)
    assert answer.technicians == (
        TechnicianWork(name="Ada", sessions=2, length_ms=5 * MINUTE, shares=1, shared_ms=MINUTE),
        TechnicianWork(name="Björn Åberg", sessions=0, length_ms=0, shares=2, shared_ms=2 * MINUTE),
    )
    assert answer.others == 1
    assert desk.ask(AskTechnicians, until_ms=NOON).technicians == ()
    assert [one.name for one in desk.ask(AskTechnicians, group=SECOND).technicians] == ["Björn Åberg", "Chloé"]


def test_those_who_waited_for_nothing_are_counted_by_day_and_by_group(desk):
    with desk.store._database.transaction() as connection:
        for group, channel in ((FIRST, "first"), (BELOW_SECOND, "printers")):
            connection.execute(update(groups).where(groups.c.id == group).values(channel=channel))
    desk.opens(1)
    desk.opens(2, BJORN)
    for number, (channel, reason) in enumerate(
        (("first", Reason.LEFT), ("printers", Reason.LEFT), ("printers", Reason.TIMED_OUT), ("gone", Reason.LEFT))
    ):
        wait = StoredWait(token_hash=bytes([number]) * 32, channel=channel, since_ms=NOON - MINUTE)
        desk.store.waits.begin(wait, NOON, desk.entry(Event.WAITED, 0))
        desk.store.waits.end(wait, reason, NOON + MINUTE, desk.entry(Event.GAVE_UP, 1))

    def day(group):
        asked = AskDays(request=3, starts=(NOON - 10 * MINUTE, NOON, NOON + 10 * MINUTE), group=group)
        before, found = desk.store.reports.answer(asked).days
        assert (before.sessions, before.gave_up, before.missed) == (0, 0, 0)
        return found.sessions, found.gave_up, found.missed

    assert day(0) == (2, 3, 1)
    assert day(FIRST) == (1, 1, 0)
    assert day(SECOND) == (1, 1, 1), "with the groups below"


@pytest.mark.parametrize("scanned", [2, 20_000])
def test_a_total_counts_what_the_pages_have(desk, monkeypatch, scanned):
    monkeypatch.setattr("console.host.store.records.session_pages.SCANNED", scanned)
    monkeypatch.setattr("console.host.store.records.audit_pages.SCANNED", scanned)
    for count in range(1, 8):
        desk.opens(count, ADA if count % 3 else BJORN, at=count // 2)

    def total(asked):
        rows = 0
        while True:
            part, end = desk.store.reports.count_part(asked)
            rows += part
            if not end:
                return rows
            asked = dataclasses.replace(asked, after=end)

    assert total(AskSessions(**ALWAYS)) == 7
    assert total(AskSessions(**ALWAYS, technician=ADA, descending=False, order=SessionOrder.LEAD)) == 5
    assert total(AskSessions(**ALWAYS, words="björn")) == 2
    assert total(AskSessions(**ALWAYS | {"until_ms": NOON})) == 0
    assert total(AskAudit(**ALWAYS)) == 7
    assert total(AskAudit(**ALWAYS, technician=BJORN, descending=False)) == 2


# -- the chain --------------------------------------------------------------------------------------------------


def test_the_chain_is_followed_part_by_part(desk):
    for count in range(5):
        desk.notes(Event.LOGIN, count)
    check = ChainCheck()
    while (part := desk.store.reports.audit_part(check.number, 2))[0]:
        assert check.follows(part[0], part[3])
    assert check.number == 5
    assert check.at_end(part[1], part[2])


@pytest.mark.parametrize("field", ["who", "detail", "event", "time_ms"])
def test_a_changed_row_breaks_the_chain(desk, field):
    for count in range(4):
        desk.notes(Event.LOGIN, count, who="Ada", detail="password")
    rows, last, last_hash, names = desk.store.reports.audit_part(0, 10)
    changed = 7 if field == "time_ms" else "nothing that was ever written"
    rows[2] = dataclasses.replace(rows[2], entry=dataclasses.replace(rows[2].entry, **{field: changed}))
    check = ChainCheck()
    assert not check.follows(rows, names)
    assert check.number == 2
    assert not check.at_end(last, last_hash)


def test_removed_swapped_and_missing_rows_break_the_chain(desk):
    for count in range(4):
        desk.notes(Event.LOGIN, count)
    rows, last, last_hash, names = desk.store.reports.audit_part(0, 10)
    assert not ChainCheck().follows([rows[0], rows[2], rows[3]], names)
    assert not ChainCheck().follows([rows[0], rows[2], rows[1], rows[3]], names)
    check = ChainCheck()
    assert check.follows(rows[:3], names)
    assert not check.at_end(last, last_hash)

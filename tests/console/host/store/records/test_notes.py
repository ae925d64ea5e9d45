"""What is noted of sessions: whose it is to write, how it is found, and that it goes."""

import pytest

from console.host.core.audit import Entry, Event
from console.host.store.records.notes import AFTERWARDS_MS, SessionNotes
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason
from tests.console.host.store.records.test_reports import ADA, BJORN, MINUTE, NOON, Desk, number

DAY = 24 * 60
NOTES = SessionNotes(customer="Müller GmbH", reference="T-4711", note="New toner, old drum", outcome="solved")


@pytest.fixture
def store(database_url):
    store = Store(database_url)
    yield store
    store.close()


@pytest.fixture
def desk(store):
    desk = Desk(store)
    for count in (1, 2):
        desk.opens(count, ADA)
    desk.opens(3, BJORN, who="Björn Åberg")
    return desk


def write(store, count, technician=ADA, notes=NOTES, at=0):
    entry = Entry(event=Event.SESSION_NOTED, time_ms=NOON + at * MINUTE, session=number(count), who="Ada")
    return store.notes.write(number(count), technician, lambda _before: notes, entry)


def test_what_is_noted_is_there_for_who_leads_and_for_nobody_else(store, desk):
    assert write(store, 1) is Reason.NONE
    assert store.notes.of(number(1), ADA) == NOTES
    assert store.notes.of(number(1), BJORN) is Reason.UNKNOWN_SESSION
    assert write(store, 1, BJORN) is Reason.UNKNOWN_SESSION
    assert write(store, 9) is Reason.UNKNOWN_SESSION
    assert store.notes.of(number(2), ADA) == SessionNotes()


def test_the_audit_says_which_fields_and_not_what(store, desk):
    write(store, 1)
    write(store, 1)  # the same again is no change
    write(store, 1, notes=SessionNotes(reference="T-4711", outcome="follow_up"))
    rows = [row.entry for row in store.audit.rows() if row.entry.event is Event.SESSION_NOTED]
    assert [(row.who, row.detail) for row in rows] == [
        ("Ada", "customer reference note outcome"),
        ("Ada", "customer note outcome"),
    ]
    assert store.audit.verify() > 0


def test_it_can_be_written_for_a_day_after_the_end_and_read_for_longer(store, desk):
    desk.closes(1, at=5)
    assert write(store, 1, at=5 + AFTERWARDS_MS // MINUTE) is Reason.NONE
    assert write(store, 1, at=6 + AFTERWARDS_MS // MINUTE) is Reason.SESSION_CLOSED
    assert store.notes.of(number(1), ADA) == NOTES


@pytest.mark.parametrize("words", ["müller", "MÜLLER gmbh", "t-4711", "toner", "solved", "ada müller"])
def test_sessions_are_found_by_what_is_noted(store, desk, words):
    write(store, 1)
    assert desk.found(words=words) == [1]


def test_sessions_are_found_by_their_outcome(store, desk):
    write(store, 1)
    write(store, 2, notes=SessionNotes(outcome="follow_up"))
    assert desk.found(outcome="solved") == [1]
    assert desk.found(outcome="follow_up", words="ada") == [2]
    assert desk.found(outcome="unsolved") == []
    assert desk.found(words="% _") == []


def test_it_goes_when_its_time_is_over_and_leaves_no_trace(tmp_path):
    store = Store(tmp_path / "host.sqlite")
    desk = Desk(store)
    desk.opens(1, ADA)
    desk.opens(2, ADA)
    write(store, 1)
    write(store, 2)
    desk.closes(1, at=5)
    assert store.notes.forget_before(NOON + 5 * MINUTE, NOON + DAY * MINUTE) == 0, "it ended just then"
    assert store.notes.forget_before(NOON + 6 * MINUTE, NOON + DAY * MINUTE) == 1
    assert store.notes.of(number(1), ADA) == SessionNotes()
    assert store.notes.of(number(2), ADA) == NOTES, "that one goes on"
    assert store.audit.rows()[-1].entry.event is Event.NOTES_DELETED
    assert "1 sessions before 2023-11-14" in store.audit.rows()[-1].entry.detail
    assert store.notes.forget(number(2), NOON, "root") == 1
    assert store.notes.forget(number(2), NOON, "root") == 0
    assert store.audit.verify() > 0
    store.close()
    for file in tmp_path.iterdir():
        assert "Müller".encode() not in file.read_bytes(), file.name

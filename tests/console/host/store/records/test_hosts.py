"""Who has what, as the database says it: leases end by its clock, and what a dead host had goes whole to one other."""

import secrets

import pytest

from console.host.core.audit import Entry, Event
from console.host.core.codes import SLOTS
from console.host.core.lease import LATE_S, LEASE_S
from console.host.store.records.hosts import ClusterRecords, LeaseLostError, database_clock
from console.host.store.records.sessions import FencedError, StoredSeat, token_hash
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from protocol.vocabulary.messages import Reason, Role

TECHNICIAN = 1


class Time:
    """The database's clock, as the test sets it."""

    def __init__(self):
        self.seconds = 1000.0

    def __call__(self, _connection):
        return int(self.seconds * 1000)

    def pass_by(self, seconds):
        self.seconds += seconds


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def store(database_url):
    store = Store(database_url)
    yield store
    store.close()


@pytest.fixture
def records(store, time):
    return ClusterRecords(store._database, time)


def open_session(store, host):
    session = secrets.token_bytes(16)
    seat = StoredSeat(member=1, role=Role.LEAD, token_hash=token_hash(session), technician=TECHNICIAN)
    entry = Entry(event=Event.SESSION_OPENED, time_ms=1, session=session, member=1)
    store.sessions.held_by(host.number).open(session, TECHNICIAN, seat, entry)
    return session


def note_hold(store, host, session):
    entry = Entry(event=Event.HOLD_CHANGED, time_ms=2, session=session, member=1)
    store.sessions.held_by(host.number).note_hold(session, True, entry)


def test_numbers_rise_and_slots_differ(records):
    hosts = [records.register(f"host-{n}") for n in range(SLOTS)]
    assert [host.number for host in hosts] == sorted({host.number for host in hosts})
    assert {host.slot for host in hosts} == set(range(SLOTS))
    with pytest.raises(StorageError):
        records.register("one more")


def test_a_slot_is_free_again_once_the_lease_is_over(records, time):
    for number in range(SLOTS):
        records.register(f"host-{number}")
    time.pass_by(LEASE_S)
    assert records.register("another").slot == 0


def test_a_lease_that_is_over_is_never_renewed(records, time):
    host = records.register("a")
    time.pass_by(LEASE_S - 0.1)
    records.renew(host.number)
    time.pass_by(LEASE_S)
    with pytest.raises(LeaseLostError):
        records.renew(host.number)


def test_neighbours_are_late_before_they_are_over(records, time):
    one, other = records.register("a"), records.register("b")
    time.pass_by(LATE_S)
    neighbours = {each.number: each for each in records.renew(one.number)}
    assert not neighbours[one.number].late
    assert neighbours[other.number].late
    assert not neighbours[other.number].over
    time.pass_by(LEASE_S - LATE_S)
    assert records.renew(one.number)[1].over


def test_a_living_hosts_sessions_are_its_own(store, records):
    one, other = records.register("a"), records.register("b")
    session = open_session(store, one)
    assert records.take_over(other.number, one.number) is None
    assert records.host_of_session(session).address == "a"


def test_a_dead_hosts_sessions_go_whole_to_the_first_that_takes_them(store, records, time):
    one, other = records.register("a"), records.register("b")
    sessions = [open_session(store, one) for _ in range(3)]
    records.host_of_technician(one.number, 99, 7)
    time.pass_by(LEASE_S - 1)
    records.renew(other.number)
    third = records.register("c")
    time.pass_by(1)
    estate = records.take_over(other.number, one.number)
    assert {found.session for found in estate.sessions} == set(sessions)
    assert estate.starts > third.number
    assert records.take_over(third.number, one.number).sessions == ()
    assert {records.host_of_session(session).number for session in sessions} == {other.number}
    assert records.host_of_technician(third.number, 99, 7).number == other.number


def test_a_host_whose_own_lease_is_over_takes_nothing(store, records, time):
    one, other = records.register("a"), records.register("b")
    open_session(store, one)
    time.pass_by(LEASE_S)
    with pytest.raises(LeaseLostError):
        records.take_over(other.number, one.number)


def test_nobody_takes_over_from_themselves(records, time):
    one = records.register("a")
    assert records.take_over(one.number, one.number) is None


def test_a_released_lease_is_over_at_once(store, records):
    one, other = records.register("a"), records.register("b")
    session = open_session(store, one)
    records.release(one.number)
    assert [found.session for found in records.take_over(other.number, one.number).sessions] == [session]


def test_what_belongs_to_another_host_by_now_is_not_changed_and_not_in_the_audit(store, records):
    one, other = records.register("a"), records.register("b")
    session = open_session(store, one)
    note_hold(store, one, session)
    records.release(one.number)
    records.take_over(other.number, one.number)
    rows = store.audit.verify()
    with pytest.raises(FencedError):
        note_hold(store, one, session)
    entry = Entry(event=Event.SESSION_CLOSED, time_ms=3, session=session, member=1)
    with pytest.raises(FencedError):
        store.sessions.held_by(one.number).close(session, Reason.LEFT, entry)
    with pytest.raises(FencedError):
        open_session(store, one)
    assert store.audit.verify() == rows
    note_hold(store, other, session)


def test_what_a_host_had_alone_or_one_that_is_forgotten_is_an_orphan(store, records):
    session = secrets.token_bytes(16)
    seat = StoredSeat(member=1, role=Role.LEAD, token_hash=bytes(32), technician=TECHNICIAN)
    store.sessions.open(session, TECHNICIAN, seat, Entry(event=Event.SESSION_OPENED, time_ms=1, session=session))
    host = records.register("a")
    assert records.orphans() == [0]
    assert records.host_of_session(session).over
    assert [found.session for found in records.take_over(host.number, 0).sessions] == [session]
    assert records.orphans() == []


def test_a_technician_belongs_where_their_sessions_are(store, records):
    one, other = records.register("a"), records.register("b")
    assert records.host_of_technician(one.number, 99, 7).number == one.number
    open_session(store, other)
    assert records.host_of_technician(one.number, TECHNICIAN, 7).number == other.number


def test_a_tree_goes_to_the_host_with_the_fewest_and_stays(records):
    one, other = records.register("a"), records.register("b")
    found = [records.host_of_technician(one.number, 99, desk).number for desk in range(1, 5)]
    assert sorted(found) == [one.number, one.number, other.number, other.number]
    assert [records.host_of_technician(other.number, 99, desk).number for desk in range(1, 5)] == found


def test_trees_that_nobody_needs_are_free_again(records):
    one, other = records.register("a"), records.register("b")
    for desk in (1, 2, 3):
        records.host_of_technician(one.number, 99, desk)
    records.leave_desks(one.number)
    assert records.host_of_technician(one.number, 99, 2).number == other.number
    assert records.host_of_technician(one.number, 99, 1).number == one.number


def test_an_unknown_or_closed_session_is_nobodys(store, records):
    host = records.register("a")
    session = open_session(store, host)
    entry = Entry(event=Event.SESSION_CLOSED, time_ms=3, session=session, member=1)
    store.sessions.held_by(host.number).close(session, Reason.LEFT, entry)
    assert records.host_of_session(session) is None
    assert records.host_of_session(bytes(16)) is None


def test_the_databases_clock_goes_on_within_a_transaction(store):
    with store._database.reading() as connection:
        first = database_clock(connection)
        while database_clock(connection) == first:
            pass
        assert 0 < database_clock(connection) - first < 60_000
        assert first > 1_700_000_000_000

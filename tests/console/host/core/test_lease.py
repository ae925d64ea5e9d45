"""Never do two hosts serve a session: not with late questions, late answers, stopped processes, in no order at all."""

import contextlib
import random
from dataclasses import dataclass, field

import pytest

from console.host.core.audit import Entry, Event
from console.host.core.lease import LEASE_S, MARGIN_S, Lease
from console.host.store.records.hosts import ClusterRecords, LeaseLostError
from console.host.store.records.sessions import StoredSeat
from console.host.store.store import Store
from protocol.vocabulary.messages import Role

SESSIONS = [bytes([number]) * 16 for number in range(3)]
STEPS_S = (0.4, 0.4, 1.0, 1.0, 1.0, 2.0, 2.0, LEASE_S - MARGIN_S, LEASE_S)
DELAYS_S = (*[0.0] * 60, 0.4, 1.0, LEASE_S - MARGIN_S, LEASE_S)


def test_a_lease_counts_from_the_question():
    lease = Lease()
    assert not lease.holds(0.0)
    lease.granted(10.0)
    assert lease.until == 10.0 + LEASE_S - MARGIN_S
    assert lease.holds(10.0 + LEASE_S - MARGIN_S - 0.01)
    assert not lease.holds(10.0 + LEASE_S - MARGIN_S)


def test_an_old_answer_takes_nothing_away():
    lease = Lease()
    lease.granted(12.0)
    lease.granted(10.0)
    assert lease.until == 12.0 + LEASE_S - MARGIN_S
    lease.lost()
    assert not lease.holds(12.0)


@dataclass(eq=False)
class Process:
    """A host as its process sees itself."""

    name: str
    number: int = 0
    lease: Lease = field(default_factory=Lease)
    sessions: set[bytes] = field(default_factory=set)


@dataclass(eq=False)
class Renewal:
    """A question that is on its way, and its answer."""

    process: Process
    number: int
    asked_at: float
    granted: bool | None = None  # None: the database has not come to it yet


class Hosts:
    """Three hosts with the real tables; time passes only where a step says so."""

    def __init__(self, store, choose):
        self.now = 1000.0
        self.store = store
        self.records = ClusterRecords(store._database, lambda _connection: int(self.now * 1000))
        self.processes = [Process(name) for name in ("a", "b", "c")]
        self.renewals = []
        self.choose = choose
        for session in SESSIONS:
            seat = StoredSeat(member=1, role=Role.LEAD, token_hash=bytes(32), technician=1)
            store.sessions.open(session, 1, seat, Entry(event=Event.SESSION_OPENED, time_ms=1, session=session))

    def time_passes(self, process):
        self.now += self.choose.choice(STEPS_S)

    def dawdle(self):
        self.now += self.choose.choice(DELAYS_S)

    def register(self, process):
        if not process.number:
            asked_at = self.now
            self.dawdle()
            number = self.records.register(process.name).number
            self.dawdle()
            process.number = number
            process.lease.granted(asked_at)

    def renew(self, process):
        if process.number:
            renewal = Renewal(process, process.number, self.now)
            self.renewals.append(renewal)
            if self.choose.random() < 0.8:
                self.dawdle()
                self.database_renews(renewal)
                self.dawdle()
                self.answer_arrives(renewal)

    def late_work(self, _process):
        """Let an earlier question reach the database only now, or its answer the host, or the same one again."""
        if self.renewals:
            renewal = self.choose.choice(self.renewals[-5:])
            self.choose.choice([self.database_renews, self.answer_arrives])(renewal)

    def database_renews(self, renewal):
        if renewal.granted is None:
            try:
                self.records.renew(renewal.number)
            except LeaseLostError:
                renewal.granted = False
            else:
                renewal.granted = True

    def answer_arrives(self, renewal):
        process = renewal.process
        if renewal.granted is None or renewal.number != process.number:
            return
        if renewal.granted:
            process.lease.granted(renewal.asked_at)
        else:
            self.lose(process)

    def take_over(self, process):
        if not process.number or not process.lease.holds(self.now):
            return
        with self.store._database.reading() as connection:
            over = [each.number for each in self.records._neighbours(connection) if each.over]
        for other in (*self.records.orphans(), *over):
            with contextlib.suppress(LeaseLostError):
                if estate := self.records.take_over(process.number, other):
                    self.dawdle()  # until the host hears of it
                    process.sessions |= {found.session for found in estate.sessions}

    def notice(self, process):
        if process.number and not process.lease.holds(self.now):
            self.lose(process)

    def lose(self, process):
        process.number, process.sessions, process.lease = 0, set(), Lease()

    def check(self):
        """Count the sessions that are served; each by one host at most, and only by the one the database names."""
        served = 0
        for session in SESSIONS:
            serving = [p for p in self.processes if session in p.sessions and p.lease.holds(self.now)]
            assert len(serving) <= 1
            served += len(serving)
            for process in serving:
                assert self.records.host_of_session(session).number == process.number
        return served


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_session_is_ever_served_by_two_hosts(tmp_path, seed):
    choose = random.Random(seed)
    store = Store(tmp_path / "host.sqlite")
    connection = store._database._engine.raw_connection()
    connection.driver_connection.execute("PRAGMA synchronous = OFF")  # nothing here outlives the test
    connection.close()
    hosts = Hosts(store, choose)
    steps = [Hosts.renew] * 6 + [Hosts.take_over] * 3 + [Hosts.register, Hosts.notice, Hosts.late_work] * 2
    served = 0
    for _ in range(500):
        choose.choice([*steps, Hosts.time_passes])(hosts, choose.choice(hosts.processes))
        served += hosts.check()
    assert served > 10  # or nothing was proven
    store.close()

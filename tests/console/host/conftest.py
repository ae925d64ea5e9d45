"""A real host in the test's own event loop, and clients that speak raw messages to it over loopback TLS."""

import asyncio
import contextlib
import json
import sqlite3
import threading

import pytest

from console.host.__main__ import main
from console.host.process.folder import DataFolder
from console.host.process.port_choice import free_port
from console.host.process.server import Host, Options
from console.host.store.store import Store
from console.host.store.tables.database import file_url
from protocol.link.link import Link, LinkEnd, Trust
from protocol.link.local import dial_local
from protocol.link.tls import client_context
from protocol.vocabulary.accounts import Account, AddTechnician, Changed, NewPassword, PasswordLogin
from protocol.vocabulary.joins import Admit, Admitted, CodeMade, Join, Joining, JoinStep, MakeCode, Probe, Probed
from protocol.vocabulary.messages import (
    Attach,
    Hello,
    Leave,
    LoggedIn,
    OpenSession,
    Reason,
    Refused,
    Room,
    Sealed,
    SessionOpened,
    TokenLogin,
    Welcome,
)
from tests.helpers.certificates import Authority

PATIENCE_S = 60.0  # a deadline only a failing test reaches
TIME_ENOUGH = dict.fromkeys(("silence-s", "join-s", "step-s"), 10 * PATIENCE_S)
"""So that no join runs out of time on a slow computer, unless a test is about that."""
SALT = bytes(range(16))
PASSWORD = "correct horse"


class Client:
    """One link to the host and all that came over it."""

    def __init__(self):
        self.inbox = asyncio.Queue()
        self.end = asyncio.get_running_loop().create_future()
        self.link = None

    async def connect(self, host, *, source="127.0.0.1", hello=True, local=False):
        """Connect from `source`, one of this computer's loopback addresses, or `local`ly, as its own console does."""
        if local:
            ended = self.end.set_result
            self.link = await dial_local(host.socket, host.fingerprint, receive=self.inbox.put_nowait, ended=ended)
        else:
            await self._connect(host, source)
        if hello:
            self.link.send(Hello(program="test"))
            await self.get(Welcome)
        return self

    async def _connect(self, host, source):
        trust = Trust(host.fingerprint)
        _, self.link = await asyncio.get_running_loop().create_connection(
            lambda: Link(receive=self.inbox.put_nowait, ended=self.end.set_result, trust=trust),
            "127.0.0.1",
            host.port,
            ssl=client_context(trust),
            local_addr=(source, 0),
        )

    def send(self, message):
        self.link.send(message)

    async def get(self, kind, matches=lambda message: True):
        """Return the next message of `kind` that matches; others on the way to it are passed over."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = await self.inbox.get()
                if isinstance(message, kind) and matches(message):
                    return message

    async def ended(self) -> LinkEnd:
        async with asyncio.timeout(PATIENCE_S):
            return await asyncio.shield(self.end)

    def waiting(self):
        """Return what has arrived and was not asked for yet."""
        return [self.inbox.get_nowait() for _ in range(self.inbox.qsize())]

    async def settled(self):
        """Return what has arrived once the host has handled all that was sent: it answers a wrong leave last."""
        self.send(Leave(session=b"settled".ljust(16, b"-")))
        seen = []
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = await self.inbox.get()
                if isinstance(message, Refused) and message.about == "leave":
                    return seen
                seen.append(message)

    async def settled_stranger(self):
        """Return what has arrived once the host has answered a look at the connection."""
        self.send(Probe(number=1))
        seen = []
        async with asyncio.timeout(PATIENCE_S):
            while not isinstance(message := await self.inbox.get(), Probed):
                seen.append(message)
        return seen

    async def room(self, matches=lambda room: True):
        return await self.get(Room, matches)

    def close(self):
        self.link.close()

    async def attach(self, session, member, token, salt=SALT):
        self.send(Attach(session=session, member=member, token=token, salt=salt))
        return await self.room(lambda room: any(s.member == member and s.salt == salt for s in room.seats))


class RunningHost:
    """A host on loopback with its data folder, which can be stopped and started anew."""

    def __init__(self, path, limits=None, **options):
        self.path = path
        self._limits = TIME_ENOUGH | (limits or {})
        self._options = {"address": "127.0.0.1", "port": 0, "local_console": True, "limits": self._limits} | options
        self._host = None
        self.clients = []

    async def start(self):
        self._host = Host(DataFolder(self.path), Options(**self._options))
        _, self.port = await self._host.start()
        said = json.loads((self.path / "host.json").read_text())
        self.token, self.socket = bytes.fromhex(said.get("token", "")), said.get("socket", "")
        return self

    @property
    def fingerprint(self):
        return self._host.certificate.fingerprint

    def set_limits(self, **limits):
        """Have other limits from now on: handshake_s=0.5."""
        self._limits.update({name.replace("_", "-"): value for name, value in limits.items()})

    @property
    def limits(self):
        return self._host.limits

    @property
    def gateway(self):
        return self._host.gateway

    def renew_certificate(self):
        self._host.renew_certificate()

    async def stop(self):
        self._host.stop()
        for client in self.clients:
            if client.link is not None:
                client.link.close()
                await client.ended()
        self.clients.clear()

    async def client(self, **options):
        client = Client()
        self.clients.append(client)
        return await client.connect(self, **options)

    async def technician(self):
        console = await self.client(local=True)
        console.send(TokenLogin(token=self.token))
        await console.get(LoggedIn)
        return console

    async def colleague(self, name):
        """Make another technician, and log them in; `number` of the client is theirs."""
        administrator = await self.technician()
        first = "given by somebody else"
        administrator.send(AddTechnician(request=1, group=1, name=name, password=first, administrator=False))
        assert (await administrator.get(Changed)).reason is Reason.NONE
        administrator.close()
        console = await self.client()
        console.send(NewPassword(password=PASSWORD))
        console.send(PasswordLogin(name=name, password=first))
        return await self._logged_in(console)

    async def login(self, name):
        """Log a technician in with their password."""
        console = await self.client()
        console.send(PasswordLogin(name=name, password=PASSWORD))
        return await self._logged_in(console)

    async def _logged_in(self, console):
        await console.get(LoggedIn)
        console.number = (await console.get(Account)).technician
        return console


class Case:
    """One session with its lead's and customer's clients."""

    def __init__(self, host):
        self.host = host
        self.console = None
        self.viewer = None
        self.session = b""
        self.lead_token = b""
        self.customer_token = b""
        self.customer = 0

    async def open(self, console=None):
        self.console = console or await self.host.technician()
        self.console.send(OpenSession(request=7))
        opened = await self.console.get(SessionOpened)
        assert opened.request == 7
        self.session, self.lead_token = opened.session, opened.token
        await self.console.attach(self.session, 1, self.lead_token)
        return self

    async def make_both(self):
        """Make a code, and the link with it."""
        self.console.send(MakeCode(session=self.session))
        return await self.console.get(CodeMade)

    async def make_code(self):
        return (await self.make_both()).route

    async def begin_join(self, route, **options):
        viewer = await self.host.client(**options)
        viewer.send(Join(route=route))
        joining = await viewer.get(Joining)
        viewer.send(JoinStep(session=self.session, join=joining.join, data=b"start"))
        assert (await self.console.get(Joining)).join == joining.join
        assert (await self.console.get(JoinStep)).data == b"start"
        return viewer, joining.join

    def box(self, to, channel, box):
        """Make a box for member `to`, as it is attached now."""
        generation = self.host.gateway.services.sessions.find(self.session).room.seats.place(to).generation
        return Sealed(session=self.session, member=to, generation=generation, channel=channel, box=box)

    async def join(self):
        self.viewer, number = await self.begin_join(await self.make_code())
        self.console.send(JoinStep(session=self.session, join=number, data=b"answer"))
        assert (await self.viewer.get(JoinStep)).data == b"answer"
        self.console.send(Admit(session=self.session, join=number))
        admitted = await self.viewer.get(Admitted)
        self.customer, self.customer_token = admitted.member, admitted.token
        await self.viewer.attach(self.session, self.customer, self.customer_token)
        await self.console.room(lambda room: room.state == "active")
        return self


@pytest.fixture
def cheap_passwords(monkeypatch):
    """Make passwords cheap to keep and to compare; their real price is for guessers."""
    monkeypatch.setattr("console.host.core.accounts.passwords.MEMORY_KIB", 64)
    monkeypatch.setattr("console.host.core.accounts.passwords.TIME_COST", 1)


@pytest.fixture
async def start_host(tmp_path):
    """Start hosts with one data folder; they are stopped at the test's end."""
    hosts = []

    async def start(folder="host", **options):
        host = await RunningHost(tmp_path / folder, **options).start()
        hosts.append(host)
        return host

    yield start
    for host in hosts:
        await host.stop()


@pytest.fixture
async def start_neighbour(tmp_path, cheap_passwords, monkeypatch):
    """Start hosts that share one database and certificate; they are stopped at the test's end."""
    monkeypatch.setattr("console.host.links.cluster.RENEW_S", 0.05)
    monkeypatch.setattr("console.host.technicians.following.POLL_S", 0.05)
    certificate, key = Authority(tmp_path).sign("cluster")
    shared = {"database": file_url(tmp_path / "cluster.sqlite"), "certificate": certificate, "key": key}
    hosts = []

    async def start():
        port = free_port()
        options = {"port": port, "cluster_address": f"127.0.0.1:{port}"} | shared
        host = await RunningHost(tmp_path / f"host-{port}", **options).start()
        hosts.append(host)
        return host

    yield start
    for host in hosts:
        await host.stop()


@pytest.fixture
async def host(start_host):
    return await start_host()


@pytest.fixture
def case(host):
    return Case(host)


@pytest.fixture
async def active(case):
    """A session whose customer is there."""
    return await (await case.open()).join()


@pytest.fixture
def new_case():
    return Case


@pytest.fixture
def new_client():
    return Client


@pytest.fixture
def data_folder(tmp_path):
    """The data folder of a host that has run: with a database."""
    folder = DataFolder(tmp_path / "host")
    Store(folder.database).close()
    return folder.path


@pytest.fixture
def command(tmp_path, data_folder, capsys):
    """Run a command of the host on the data folder, as another process would; return what it says."""

    def run(*arguments, password=PASSWORD, must_change=False):
        words = list(arguments)
        if arguments[:2] in NEEDS_PASSWORD:
            (tmp_path / "password").write_text(f"{password}\n")
            words += ["--password-file", str(tmp_path / "password")]
        if arguments[:2] in FIRST_PASSWORD and not must_change:
            words.append("--final")
        assert main([*words, "--data", str(tmp_path / "host")]) == 0
        return capsys.readouterr().out

    return run


FIRST_PASSWORD = {("technicians", "add"), ("technicians", "password")}
NEEDS_PASSWORD = FIRST_PASSWORD | {("admin", "create")}


@pytest.fixture
async def staffed(cheap_passwords, command, start_host, monkeypatch):
    """A host with two technicians besides the local one: Ada, number 2, who administers, and Bob, number 3."""
    monkeypatch.setattr("console.host.technicians.following.POLL_S", 0.05)
    command("admin", "create", "Ada")
    command("technicians", "add", "Bob")
    return await start_host()


@pytest.fixture
def log_in(staffed):
    """Log a technician in by name; what comes after `LoggedIn` is left to the test."""

    async def enter(name):
        client = await staffed.client()
        client.send(PasswordLogin(name=name, password=PASSWORD))
        await client.get(LoggedIn)
        return client

    return enter


@pytest.fixture
def lock(tmp_path):
    """A connection of another program, which can lock the database."""
    raw = sqlite3.connect(tmp_path / "host" / "host.sqlite", isolation_level=None, check_same_thread=False)
    yield raw
    raw.close()


@pytest.fixture
def busy_store():
    """Keep a host's store thread busy for as long as the context lasts."""

    @contextlib.contextmanager
    def busy(host):
        done = threading.Event()
        host.gateway.services.accounts.logins._clerk.ask(lambda _store: done.wait(PATIENCE_S), lambda _answer: None)
        try:
            yield
        finally:
            done.set()

    return busy


@pytest.fixture
def audit(tmp_path):
    """Read the audit of a host that has stopped, and check it."""

    def entries():
        store = Store(tmp_path / "host" / "host.sqlite")
        assert store.audit.verify() == len(store.audit.rows())
        found = [row.entry for row in store.audit.rows()]
        store.close()
        return found

    return entries


@pytest.fixture
def until():
    """Wait for something that nobody announces."""

    async def wait(condition):
        async with asyncio.timeout(PATIENCE_S):
            while not condition():  # noqa: ASYNC110 - there is nothing to wait on
                await asyncio.sleep(0.005)

    return wait

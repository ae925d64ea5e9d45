"""Two technicians without an account, strangers to each other, with their customers at one host: the programs' parts.

The host is a process of its own, started by its command line.
"""

import asyncio
import contextlib
import json
import re
import sqlite3
import subprocess
import sys

import pytest

from console.connection.open_host import OpenRemote, look_whether_open
from console.connection.open_hosts import OpenHosts, OpenPlace
from protocol.entry.entry_proof import key_hash, key_mark
from protocol.link.dialing import Dialler
from protocol.link.link import Trust
from protocol.trust.device import load_device
from protocol.vocabulary.messages import Reason
from tests.console.desk.test_desk import Case

MARKERS = 20
PATIENCE_S = 60
TERMS = "Help only people whom you know."


class HostProcess:
    """A host for anybody, in a process of its own; at `address`, which shows the certificate `fingerprint`."""

    def __init__(self, folder, *options):
        self.folder, self._options = folder, options
        self.log = folder.with_suffix(".log")

    def _begin(self):
        command = [sys.executable, "-m", "console.host", "serve", "--data", str(self.folder), "--listen", "127.0.0.1:0"]
        with self.log.open("ab") as log:
            said = {"stdout": log, "stderr": log}
            self.process = subprocess.Popen([*command, "--open", "--log-level", "debug", *self._options], **said)

    async def start(self):
        self._begin()
        async with asyncio.timeout(PATIENCE_S):
            while (said := self._said()) is None:
                assert self.process.poll() is None, self.log.read_text()
                await asyncio.sleep(0.05)
        self.address = f"127.0.0.1:{said['port']}"
        self.fingerprint = bytes.fromhex(said["fingerprint"])
        return self

    def _said(self):
        try:
            return json.loads((self.folder / "host.json").read_text())
        except (OSError, ValueError):
            return None

    def command(self, *arguments):
        """Run another command of the host on the same data."""
        command = [sys.executable, "-m", "console.host", *arguments, "--data", str(self.folder)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def memory(self):
        """Return all that is in the process's memory; readable for root and whoever traces it."""
        found = []
        with open(f"/proc/{self.process.pid}/maps") as maps, open(f"/proc/{self.process.pid}/mem", "rb") as memory:
            for first, last in re.findall(r"^([0-9a-f]+)-([0-9a-f]+) r", maps.read(), re.MULTILINE):
                with contextlib.suppress(OSError, ValueError, OverflowError):
                    memory.seek(int(first, 16))
                    found.append(memory.read(int(last, 16) - int(first, 16)))
        return b"".join(found)

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE_S)


class Stranger(Case):
    """A console that knows nothing but the host's address."""

    def __init__(self, folder, host, name):
        self.host, self.name = host, name
        folder.mkdir()
        self.hosts = OpenHosts(folder / "open-hosts.json")
        self.hosts.use(OpenPlace(address=host.address, fingerprint=host.fingerprint.hex()))
        self.key = load_device(folder / "device" / "device.key")
        self.remote = self.make_remote()
        super().__init__(folder)
        self.hosting = self.remote
        self.desk = self.make_desk()

    def make_remote(self):
        place = self.hosts.find(self.host.address)
        return OpenRemote(place=place, hosts=self.hosts, device=self.key, own_name=lambda: self.name, dialler=Dialler())

    @property
    def mark(self):
        return key_mark(key_hash(self.key.public.signing))


@pytest.fixture
async def start_host(tmp_path):
    hosts = []

    async def start(*options):
        host = await HostProcess(tmp_path / f"host{len(hosts)}", *options).start()
        hosts.append(host)
        return host

    yield start
    for host in hosts:
        host.stop()


@pytest.fixture
async def stranger(tmp_path, qapp):
    cases = []

    def make(host, name):
        cases.append(Stranger(tmp_path / f"console{len(cases)}", host, name))
        return cases[-1]

    yield make
    for case in cases:
        for viewer in case.viewers:
            viewer.leave()
        await case.desk.close()


async def test_two_strangers_help_their_customers_and_nothing_of_it_stays_at_the_host(start_host, stranger, tmp_path):
    host = await start_host()
    one, other = await stranger(host, "Ada Marker").up(), await stranger(host, "Bea Marker").up()
    assert one.desk.account.name == "Ada Marker"
    sessions = [(case, await case.session(f"Customer-marker {case.name}")) for case in (one, other)]
    viewers = [await case.joined(session) for case, session in sessions]
    markers = [f"marker-{number}-kumquat" for number in range(MARKERS)]
    for number, marker in enumerate(markers):
        (case, session), viewer = sessions[number % 2], viewers[number % 2]
        viewer.say(marker) if number % 4 < 2 else session.say(marker)
        lines = session.attendance.conversation.lines if number % 4 < 2 else viewer.conversation.lines
        await case.news.until(lambda lines=lines, marker=marker: any(line.text == marker for line in lines))
    for case, session in sessions:
        said = [line.text for line in session.attendance.conversation.lines if line.text.startswith("marker")]
        assert len(said) == MARKERS // 2, "each hears their own customer and nobody else"
        assert case.desk.colleagues.all == []
    secret = [*markers, "Ada Marker", "Bea Marker", "Customer-marker"]
    memory = host.memory()
    assert host.fingerprint in memory or b"console.host" in memory, "it could be read"
    written = host.log.read_bytes() + b"".join(p.read_bytes() for p in host.folder.iterdir() if p.is_file())
    for words in secret:
        assert words.encode() not in memory, words
        assert words.encode("utf-16-le") not in memory, words
        assert words.encode() not in written, words
    assert one.mark.encode() in written


async def test_terms_are_accepted_once_and_asked_for_anew_when_they_change(start_host, stranger, tmp_path):
    file = tmp_path / "terms.txt"
    file.write_text(TERMS)
    host = await start_host("--open-terms", str(file))
    case = stranger(host, "Ada")
    case.desk.start()
    await case.news.until(lambda: case.desk.host_state == "down:terms_needed")
    assert case.remote.terms == TERMS
    case.remote.accept_terms()
    case.desk.retry()
    await case.news.until(lambda: case.desk.host_state == "up")
    again = OpenHosts(tmp_path / "console0" / "open-hosts.json").find(host.address)
    assert again.terms
    with sqlite3.connect(host.folder / "host.sqlite") as database:
        assert database.execute("select terms from guests").fetchall() == [(bytes.fromhex(again.terms),)]


async def test_an_invitation_is_asked_for_and_a_wrong_one_is_not_tried_again(start_host, stranger, tmp_path):
    file = tmp_path / "invitations.txt"
    file.write_text("chess club\n")
    host = await start_host("--open-invitations", str(file))
    case = stranger(host, "Ada")
    case.desk.start()
    await case.news.until(lambda: case.desk.host_state == "down:invitation_needed")
    case.remote.use_invitation("bridge club")
    case.desk.retry()
    await case.news.until(lambda: case.hosts.find(host.address).invitation == "")
    assert case.desk.host_state == "down:invitation_needed"
    case.remote.use_invitation("chess club")
    case.desk.retry()
    await case.news.until(lambda: case.desk.host_state == "up")


async def test_a_ban_by_the_command_line_ends_what_goes_on(start_host, stranger):
    host = await start_host("--open-contact", "abuse@example.com")
    case = await stranger(host, "Ada").up()
    session = await case.session()
    viewer = await case.joined(session)
    assert viewer.open_host.contact == "abuse@example.com"
    viewer.report()
    await case.news.until(lambda: viewer.reported)
    assert f"{case.mark}: reported 1 times" in await asyncio.to_thread(host.command, "guests", "list")
    await asyncio.to_thread(host.command, "guests", "ban", case.mark)
    await case.news.until(lambda: case.desk.host_state == "down:banned")
    await case.news.until(lambda: viewer.ended_reason is Reason.TECHNICIAN_GONE)
    await asyncio.to_thread(host.command, "guests", "allow", case.mark)
    async with asyncio.timeout(PATIENCE_S):
        while case.desk.host_state != "up":  # the host looks once a second at what commands have written
            if case.desk.host_state.startswith("down"):
                case.desk.retry()
            await asyncio.sleep(0.2)


async def test_a_host_is_looked_at_before_it_is_used(start_host):
    host = await start_host("--open-contact", "abuse@example.com")
    assert await look_whether_open(host.address, Trust(host.fingerprint), Dialler()) == "abuse@example.com"

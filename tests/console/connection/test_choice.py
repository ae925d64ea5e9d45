"""Which host is used, and that none is before that is said: what a company has set, what a technician chooses."""

from __future__ import annotations

import asyncio
import hashlib

import pytest

from console.connection.choice import CHOICE_NEEDED, PRESET_BAD, HostChoice
from console.connection.hosting import Hosting, HostProblem
from console.connection.remote_host import Credentials, HostSeen, RemoteHost
from console.host.__main__ import main
from console.host.process.folder import DataFolder
from console.host.process.server import Host, Options
from protocol.link.dialing import dial
from protocol.link.link import Link, Trust
from protocol.link.tls import server_context
from protocol.link.ways.trouble import DialError
from resources.program.passwords import NoPasswords
from resources.program.preset import BadPreset, Preset
from resources.program.preset_places import authority_in, find_preset
from resources.program.settings import Settings
from tests.helpers.by_hand import PATIENCE_S
from tests.helpers.certificates import Authority
from tests.protocol.link.serving import serve

COMPANY = {"company_host": "desk.example:7331", "company_fingerprint": "ab" * 32, "company_authority": ""}
SEEN = HostSeen("other.example", b"o" * 32, public=False)


@pytest.fixture
def make(qapp, tmp_path, passwords):
    def make(preset: Preset | None = None, listen: str | None = None) -> HostChoice:
        settings = Settings(tmp_path / "settings.ini", preset)
        return HostChoice(settings=settings, folder=tmp_path, listen=listen, passwords=passwords)

    return make


async def problem_of(choice: HostChoice) -> str:
    with pytest.raises(HostProblem) as problem:
        await choice.hosting().entry()
    return problem.value.code


async def test_at_the_first_start_no_host_is_started_before_somebody_has_said_which(make, tmp_path):
    choice = make()
    assert choice.needed
    assert await problem_of(choice) == CHOICE_NEEDED
    assert list(tmp_path.iterdir()) == [], "nothing was started, nothing was written"
    changes = []
    choice.changed.connect(lambda: changes.append(True))
    choice.use_own_host()
    assert changes == [True]
    assert isinstance(choice.hosting(), Hosting)
    assert not make().needed, "it is remembered"


def test_who_names_an_address_or_has_used_the_own_host_before_is_not_asked(make, tmp_path):
    assert isinstance(make(listen="127.0.0.1:0").hosting(), Hosting)
    (tmp_path / "host").mkdir()
    assert isinstance(make().hosting(), Hosting)


@pytest.mark.parametrize("kind", ["fixed", "proposed"])
def test_the_companys_host_is_used_without_a_question(make, kind):
    choice = make(Preset(**{kind: COMPANY}))
    remote = choice.hosting()
    assert isinstance(remote, RemoteHost)
    assert remote.address == "desk.example:7331"
    assert (choice.needed, choice.is_preset, choice.fixed) == (False, True, kind == "fixed")


def test_a_policy_cannot_be_left(make):
    choice = make(Preset(fixed={**COMPANY, "own_host": "off"}))
    choice.use_own_host()
    choice.use_company_host(SEEN)
    assert choice.remote is not None
    assert choice.remote.address == "desk.example:7331"


async def test_without_the_own_host_nothing_is_opened_however_the_program_is_started(make, tmp_path):
    (tmp_path / "host").mkdir()
    preset = Preset(fixed={"own_host": "off"})
    assert await problem_of(make(preset, listen="127.0.0.1:0")) == CHOICE_NEEDED
    choice = make(preset)
    choice.use_own_host()
    assert await problem_of(choice) == CHOICE_NEEDED
    choice.use_company_host(SEEN)
    choice.use_own_host()
    assert isinstance(choice.hosting(), RemoteHost)


def test_what_lay_beside_the_program_is_used_once_the_technician_says_so(make):
    choice = make(Preset(asked=COMPANY))
    assert (choice.needed, choice.prepared) == (True, "desk.example:7331")
    choice.use_prepared()
    assert choice.remote is not None
    assert choice.remote.address == "desk.example:7331"
    assert choice.remote._fingerprint == bytes.fromhex("ab" * 32)


async def test_a_preset_that_cannot_be_used_leaves_no_host_at_all(make, tmp_path):
    (tmp_path / "host").mkdir()
    bad = Preset(problem=BadPreset("preset_no_toml", file="/etc/fernblick/console.toml", where="3"))
    assert await problem_of(make(bad, listen="127.0.0.1:0")) == PRESET_BAD


async def test_no_password_is_remembered_where_the_policy_says_so(make, passwords):
    choice = make(Preset(fixed={**COMPANY, "remember_password": "off"}))
    assert choice.remote is not None
    assert isinstance(choice.remote.passwords, NoPasswords)
    choice.remote.use(Credentials("Ada", "correct horse", remember=True))
    (await choice.remote.entry()).accepted()
    assert passwords.kept == {}


async def test_a_companys_own_ca_vouches_for_its_host_and_no_other_one(make, tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    ours, theirs = Authority(tmp_path / "ours"), Authority(tmp_path / "theirs")
    links: list[Link] = []

    def accept() -> Link:
        links.append(Link(receive=lambda _message: None, ended=lambda _end: None))
        return links[-1]

    server = await serve(["127.0.0.1"], 0, server_context(*ours.sign("host")), accept)
    port = server.sockets[0].getsockname()[1]
    file = tmp_path / "console.toml"
    file.write_text(f'[policy]\nhost = "127.0.0.1:{port}"\nca = "ours/ca.pem"\n')
    choice = make(find_preset(system=file, registry=lambda _key: {}))
    assert choice.remote is not None
    choice.remote.use(Credentials("Ada", "correct horse"))
    entry = await choice.remote.entry()
    ignore = {"receive": lambda _message: None, "ended": lambda _end: None}

    link = await dial(entry.address, entry.port, entry.trust, **ignore)

    assert ours.path.read_text() not in (tmp_path / "ours" / "host.pem").read_text(), "which the host need not present"
    other = authority_in(theirs.path)
    pinned = {"fingerprint": hashlib.sha256(other).digest(), "authority": other}
    for trust in (Trust(fingerprint=None), Trust(**pinned), Trust(entry.fingerprint), Trust(bytes(32))):
        with pytest.raises(DialError) as error:
            await dial(entry.address, entry.port, trust, **ignore)
        assert error.value.kind == "certificate"
    for one in (link, *links):
        one.close()
    server.close()


async def test_a_console_follows_its_host_to_other_certificates_for_good(make, tmp_path, passwords):
    data = tmp_path / "server"
    host = Host(DataFolder(data), Options(address="127.0.0.1", port=0))
    await host.start()
    pinned = host.certificate.fingerprint
    host.stop()
    for _ in range(2):
        assert main(["certificate", "replace", "--data", str(data)]) == 0
    host = Host(DataFolder(data), Options(address="127.0.0.1", port=0))
    _, port = await host.start()
    policy = {"company_host": f"127.0.0.1:{port}", "company_fingerprint": pinned.hex(), "company_authority": ""}
    choice = make(Preset(fixed=policy))
    remote = choice.hosting()
    remote.use(Credentials("Ada", "correct horse"))
    entry = await remote.entry()
    links = []
    async with asyncio.timeout(PATIENCE_S):
        link = await dial(entry.address, entry.port, entry.trust, receive=links.append, ended=lambda _end: None)
    followed = entry.followed(link.trust)
    link.close()
    await link.wait_gone()
    host.stop()
    assert followed.fingerprint == host.certificate.fingerprint != pinned
    assert (await remote.entry()).place == followed.place, "the line stays"
    assert make(Preset(fixed=policy)).remote._fingerprint == pinned, "nobody was let in yet"
    followed.accepted()
    await asyncio.gather(*remote._tasks)
    assert make(Preset(fixed=policy)).remote._fingerprint == followed.fingerprint

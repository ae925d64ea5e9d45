"""A host on a server: which one, and who logs in there."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from dataclasses import replace

import pytest

from console.connection.choice import HostChoice
from console.connection.host_tokens import LIMIT, HostTokens
from console.connection.hosting import Hosting, HostProblem
from console.connection.remote_host import Credentials, HostSeen, RemoteHost, look_at
from console.host.process.certificate import own_certificate
from console.host.process.folder import DataFolder
from protocol.link.link import Link, Trust
from protocol.link.tls import server_context
from protocol.link.ways.trouble import DialError
from protocol.vocabulary.accounts import KnownDevice, NewPassword, PasswordLogin
from protocol.vocabulary.messages import Reason
from tests.helpers.certificates import Authority
from tests.protocol.link.serving import serve

ADA = Credentials("Ada", "correct horse")
ADDRESS = "support.example:7331"


@pytest.fixture
def names() -> list[str]:
    return []


def remote(passwords, names, name: str = "") -> RemoteHost:
    tokens = HostTokens(passwords.folder / "host-tokens.json")
    kept = {"passwords": passwords, "keep_name": names.append, "tokens": tokens}
    return RemoteHost(address=ADDRESS, fingerprint=b"f" * 32, name=name, **kept)


async def helpers_done(host: RemoteHost) -> None:
    await asyncio.gather(*host._tasks)


async def test_an_authority_that_the_host_presents_is_offered(tmp_path) -> None:
    authority = Authority(tmp_path)
    certificate, key = authority.sign("shown")
    certificate.write_bytes(certificate.read_bytes() + authority.path.read_bytes())
    links: list[Link] = []

    def make() -> Link:
        links.append(Link(receive=lambda _message: None, ended=lambda _end: None))
        return links[-1]

    server = await serve(["127.0.0.1"], 0, server_context(certificate, key), make)
    seen = await look_at(f"127.0.0.1:{server.sockets[0].getsockname()[1]}")
    der = ssl.PEM_cert_to_DER_cert(authority.path.read_text())
    assert seen.authority == hashlib.sha256(der).digest()
    assert seen.authority_name == "CN=Authority"
    assert seen.trusted == seen.fingerprint != seen.authority
    server.close()
    for link in (each for each in links if each.peer_address):
        link.close()
        await link.wait_gone()


async def test_nobody_is_asked_anything_before_somebody_logs_in(passwords, names) -> None:
    with pytest.raises(HostProblem) as problem:
        await remote(passwords, names).entry()
    assert problem.value.code == "login_needed"


async def test_it_logs_in_with_name_and_password(passwords, names) -> None:
    host = remote(passwords, names)
    host.use(ADA)
    entry = await host.entry()
    assert entry.place == ("support.example", 7331, Trust(fingerprint=b"f" * 32))
    assert entry.remote
    assert entry.login() == (PasswordLogin(name="Ada", password="correct horse"),)
    assert "correct horse" not in repr(entry)


async def test_a_password_is_remembered_only_where_that_is_wished(passwords, names) -> None:
    host = remote(passwords, names)
    host.use(ADA)
    (await host.entry()).accepted()
    await helpers_done(host)
    assert passwords.kept == {}
    host.use(Credentials("Ada", "correct horse", remember=True))
    (await host.entry()).accepted()
    await helpers_done(host)
    assert passwords.kept == {(ADDRESS, "Ada"): "correct horse"}
    assert names[-1] == "Ada"


async def test_a_remembered_password_logs_in_by_itself(passwords, names) -> None:
    passwords.keep(ADDRESS, "Ada", "correct horse")
    entry = await remote(passwords, names, "Ada").entry()
    assert entry.login() == (PasswordLogin(name="Ada", password="correct horse"),)


async def test_a_wrong_password_is_forgotten_and_not_tried_again(passwords, names) -> None:
    passwords.keep(ADDRESS, "Ada", "old horse")
    host = remote(passwords, names, "Ada")
    (await host.entry()).refused(Reason.WRONG_LOGIN)
    await helpers_done(host)
    assert passwords.kept == {}
    with pytest.raises(HostProblem):
        await host.entry()


async def test_a_lock_keeps_what_is_remembered(passwords, names) -> None:
    passwords.keep(ADDRESS, "Ada", "correct horse")
    host = remote(passwords, names, "Ada")
    (await host.entry()).refused(Reason.LOCKED)
    await helpers_done(host)
    assert passwords.kept != {}


async def test_another_password_is_used_from_then_on(passwords, names) -> None:
    host = remote(passwords, names)
    host.use(Credentials("Ada", "correct horse", remember=True))
    host.password_changed("battery staple")
    await helpers_done(host)
    assert (await host.entry()).login()[-1].password == "battery staple"
    assert passwords.kept == {(ADDRESS, "Ada"): "battery staple"}


async def test_logging_out_forgets_everything(passwords, names) -> None:
    passwords.keep(ADDRESS, "Ada", "correct horse")
    host = remote(passwords, names, "Ada")
    await host.entry()
    host.log_out()
    await helpers_done(host)
    assert passwords.kept == {}
    assert names == [""]
    with pytest.raises(HostProblem):
        await host.entry()


async def test_a_certificate_of_the_hosts_own_is_shown(tmp_path) -> None:
    certificate = own_certificate(DataFolder(tmp_path))
    context = server_context(certificate.path, certificate.path)
    server = await serve(["127.0.0.1"], 0, context, lambda: Link(receive=print, ended=lambda _end: None))
    port = server.sockets[0].getsockname()[1]
    seen = await look_at(f"127.0.0.1:{port}")
    assert seen.fingerprint == certificate.fingerprint
    assert not seen.public
    assert seen.trusted == certificate.fingerprint
    server.close()


async def test_an_address_where_nobody_is_says_so(unused_tcp_port) -> None:
    with pytest.raises(DialError) as error:
        await look_at(f"127.0.0.1:{unused_tcp_port}")
    assert error.value.kind == "refused"


def test_a_public_certificate_is_not_pinned() -> None:
    assert HostSeen("a", b"f" * 32, public=True).trusted is None


# -- the choice ---------------------------------------------------------------------------------------------


def test_this_computers_own_host_is_used_first(choice) -> None:
    assert choice.remote is None
    assert isinstance(choice.hosting(), Hosting)


def test_the_choice_is_kept(choice, settings, passwords, tmp_path) -> None:
    told = []
    choice.changed.connect(lambda: told.append(True))
    seen = HostSeen(ADDRESS, b"f" * 32, public=False)
    choice.use_company_host(seen)
    choice.use_company_host(seen)
    assert told == [True], "choosing the same again changes nothing"
    again = HostChoice(settings=settings, folder=tmp_path, listen=None, passwords=passwords)
    assert again.remote is not None
    assert (again.remote.address, settings.company_fingerprint) == (ADDRESS, b"f" * 32)


async def test_going_back_to_ones_own_host_forgets_the_login(choice, settings) -> None:
    choice.use_company_host(HostSeen(ADDRESS, b"f" * 32, public=False))
    choice.remote.use(ADA)
    (await choice.remote.entry()).accepted()
    assert (settings.login_name, settings.own_name) == ("Ada", "Ada")
    await helpers_done(choice.remote)
    before = choice.remote
    choice.use_own_host()
    await helpers_done(before)
    assert choice.remote is None
    assert settings.login_name == ""
    assert settings.company_host == ""


def test_each_host_has_its_own_sessions(choice) -> None:
    own = choice.seats()._path
    choice.use_company_host(HostSeen(ADDRESS, b"f" * 32, public=False))
    first = choice.seats()._path
    choice.use_company_host(HostSeen("other.example", b"f" * 32, public=False))
    assert len({own, first, choice.seats()._path}) == 3


def test_a_damaged_fingerprint_trusts_nobody(settings) -> None:
    settings.use_company_host(ADDRESS, b"f" * 32)
    settings._set("company_fingerprint", "no hex")
    assert settings.company_fingerprint == bytes(32)


# -- another password first, and by what the host knows this console ----------------------------------------------


async def test_a_password_of_somebody_else_is_replaced_at_the_login(passwords, names) -> None:
    host = remote(passwords, names)
    host.use(Credentials("Ada", "given to me", remember=True))
    (await host.entry()).refused(Reason.CHANGE_NEEDED)
    with pytest.raises(HostProblem):
        await host.entry()
    host.use(replace(host.given, new="short"))
    (await host.entry()).refused(Reason.KNOWN_PASSWORD)
    assert host.given == Credentials("Ada", "given to me", remember=True)
    host.use(replace(host.given, new="a word of my own"))
    entry = await host.entry()
    assert entry.login() == (
        NewPassword(password="a word of my own"),
        PasswordLogin(name="Ada", password="given to me"),
    )
    assert "a word of my own" not in repr(entry)
    entry.accepted()
    await helpers_done(host)
    assert host.given is None
    assert passwords.kept == {(ADDRESS, "Ada"): "a word of my own"}
    assert (await host.entry()).login() == (PasswordLogin(name="Ada", password="a word of my own"),)


async def test_the_host_is_shown_the_token_that_it_gave_to_this_name(passwords, names) -> None:
    host = remote(passwords, names)
    host.use(ADA)
    (await host.entry()).known_by(b"t" * 32)
    again = remote(passwords, names)
    again.use(Credentials("ADA ", "another"))
    assert (await again.entry()).login()[0] == KnownDevice(token=b"t" * 32)
    again.use(Credentials("Bob", "correct horse"))
    assert (await again.entry()).login() == (PasswordLogin(name="Bob", password="correct horse"),)


def test_tokens_are_their_users_alone_and_name_nobody(tmp_path) -> None:
    file = tmp_path / "console" / "tokens.json"
    tokens = HostTokens(file)
    for number in range(LIMIT + 2):
        tokens.keep(ADDRESS, f"Ada {number}", bytes([number]) * 32)
    assert file.stat().st_mode & 0o777 == 0o600
    assert tokens.read(ADDRESS, "ada 5") == bytes([5]) * 32
    assert tokens.read(ADDRESS, "Ada 1") == b""
    assert "Ada" not in file.read_text()
    assert ADDRESS not in file.read_text()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"a": "zz"}'])
def test_a_damaged_file_knows_nobody_and_is_written_anew(tmp_path, text: str) -> None:
    file = tmp_path / "tokens.json"
    file.write_text(text)
    tokens = HostTokens(file)
    assert tokens.read(ADDRESS, "Ada") == b""
    tokens.keep(ADDRESS, "Ada", b"t" * 32)
    assert tokens.read(ADDRESS, "Ada") == b"t" * 32

"""A host gets another certificate, and whoever has pinned the one of before follows by itself, but nobody else's."""

import hashlib
import ssl

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from console.host.__main__ import main
from console.host.process import succession
from console.host.process.certificate import BEFORE_FILE, PREDECESSORS_FILE, own_certificate
from console.host.process.folder import DataFolder
from console.host.process.server import Host, Options
from console.host.process.succession import PREDECESSORS, PRESENTED_NAMED_FILE, PUBLIC_PREDECESSORS
from protocol.link.dialing import dial
from protocol.link.link import Trust
from protocol.link.ways.trouble import DialError
from tests.helpers.certificates import DAY, NOW, Authority


async def follows(port, pinned):
    """Return the SHA-256 of the certificate at `port`, for a client with a pin; None: it is not believed."""
    try:
        link = await dial("127.0.0.1", port, Trust(pinned), receive=lambda _m: None, ended=lambda _e: None)
    except DialError as error:
        return {"certificate": None}[error.kind]
    shown = hashlib.sha256(link.peer_chain[0]).digest()
    link.close()
    await link.wait_gone()
    return shown


@pytest.fixture
async def run(tmp_path):
    hosts = []

    async def run(**options):
        for each in hosts:
            each.stop()
        host = Host(DataFolder(tmp_path / "host"), Options(address="127.0.0.1", port=0, **options))
        hosts[:] = [host]
        _, port = await host.start()
        return host, port

    yield run
    for each in hosts:
        each.stop()


def replaces(tmp_path):
    assert main(["certificate", "replace", "--data", str(tmp_path / "host")]) == 0
    return own_certificate(DataFolder(tmp_path / "host")).fingerprint


def renews(pair, host, authority, name):
    """Put another certificate with another key in the place of `pair`, as certbot does, and have the host show it."""
    for old, new in zip(pair, authority.sign(name), strict=True):
        new.replace(old)
    host.renew_certificate()
    return host.certificate.fingerprint


async def test_a_hosts_own_certificate_is_replaced_and_pinned_clients_follow(run, tmp_path):
    host, _ = await run()
    before = host.certificate.fingerprint
    host.stop()
    new = replaces(tmp_path)
    host, port = await run()
    assert host.certificate.fingerprint == new != before
    assert await follows(port, before) == await follows(port, new) == new
    assert await follows(port, bytes(32)) is None


async def test_whoever_slept_through_several_replacements_follows_up_to_a_limit(run, tmp_path):
    host, _ = await run()
    host.stop()
    pins = [host.certificate.fingerprint, *(replaces(tmp_path) for _ in range(PREDECESSORS + 1))]
    assert b"PRIVATE" not in (tmp_path / "host" / PREDECESSORS_FILE).read_bytes()
    _, port = await run()
    assert [await follows(port, pin) for pin in pins] == [None, *[pins[-1]] * (PREDECESSORS + 1)]


async def test_a_replacement_that_was_killed_is_done_by_the_next_one(run, tmp_path):
    host, _ = await run()
    before = host.certificate.fingerprint
    host.stop()
    folder = DataFolder(tmp_path / "host")
    pem = (folder.path / "certificate.pem").read_bytes()
    replaces(tmp_path)
    folder.write("certificate.pem", pem)  # as if it had been killed before this one was written
    host, port = await run()
    assert await follows(port, before) == host.certificate.fingerprint == before
    host.stop()
    new = replaces(tmp_path)
    _, port = await run()
    assert await follows(port, before) == new


async def test_what_an_earlier_version_has_kept_is_taken_over_without_its_key(run, tmp_path):
    host, _ = await run()
    before = host.certificate.fingerprint
    host.stop()
    folder = DataFolder(tmp_path / "host")
    (folder.path / "certificate.pem").rename(folder.path / BEFORE_FILE)
    host, port = await run()
    assert before != host.certificate.fingerprint == await follows(port, before)
    assert not (folder.path / BEFORE_FILE).exists()
    host, port = await run()
    assert await follows(port, before) == host.certificate.fingerprint


async def test_whoever_has_pinned_the_first_follows_over_the_second_to_a_named_one(run, tmp_path):
    host, _ = await run()
    first = host.certificate.fingerprint
    host.stop()
    second = replaces(tmp_path)
    certificate, key = Authority(tmp_path).sign("shown")
    host, port = await run(certificate=certificate, key=key)
    assert await follows(port, first) == await follows(port, second) == host.certificate.fingerprint
    host.stop()
    third = replaces(tmp_path)  # although the host shows another one
    host, port = await run(certificate=certificate, key=key)
    assert {await follows(port, pin) for pin in (first, second, third)} == {host.certificate.fingerprint}


async def test_whoever_has_pinned_a_named_one_follows_its_renewals_and_back_to_the_hosts_own(run, tmp_path):
    authority = Authority(tmp_path)
    pair = authority.sign("shown")
    host, port = await run(certificate=pair[0], key=pair[1])
    pins = [host.certificate.fingerprint]
    for name in ("second", "third", "fourth"):
        pins.append(renews(pair, host, authority, name))
        assert {await follows(port, pin) for pin in pins} == {pins[-1]}
    host, port = await run(certificate=pair[0], key=pair[1])  # what it has signed outlives the process
    assert {await follows(port, pin) for pin in pins} == {pins[-1]}
    host, port = await run()
    assert {await follows(port, pin) for pin in pins} == {host.certificate.fingerprint}


@pytest.mark.parametrize("public", [False, True])
async def test_named_ones_are_forgotten_before_the_hosts_own(run, tmp_path, monkeypatch, public):
    monkeypatch.setattr(succession, "chain_problem", lambda *_: None if public else "unknown")
    host, _ = await run()
    own = [host.certificate.fingerprint]
    host.stop()
    own.append(replaces(tmp_path))
    authority = Authority(tmp_path)
    pair = authority.sign("shown")
    host, port = await run(certificate=pair[0], key=pair[1])
    named = [host.certificate.fingerprint]
    named += [renews(pair, host, authority, f"again{number}") for number in range(PREDECESSORS)]
    assert {await follows(port, pin) for pin in own} == {named[-1]}
    followed = [pin for pin in named if await follows(port, pin) is not None]
    assert followed == named[-PUBLIC_PREDECESSORS if public else 1 - PREDECESSORS :]


@pytest.mark.parametrize("kind", [rsa, ed25519])
async def test_a_named_certificate_with_another_kind_of_key_vouches_too(run, tmp_path, kind):
    authority = Authority(tmp_path)
    key = rsa.generate_private_key(65537, 2048) if kind is rsa else ed25519.Ed25519PrivateKey.generate()
    pair = authority.sign("shown", key=key)
    host, port = await run(certificate=pair[0], key=pair[1])
    before = host.certificate.fingerprint
    assert renews(pair, host, authority, "renewed") == await follows(port, before) != before


async def test_a_backup_holds_all_that_leads_from_before(run, tmp_path):
    host, _ = await run()
    pins = [host.certificate.fingerprint]
    host.stop()
    pins += [replaces(tmp_path), replaces(tmp_path)]
    assert main(["backup", str(tmp_path / "backup"), "--data", str(tmp_path / "host")]) == 0
    (tmp_path / "host").rename(tmp_path / "lost")
    assert main(["restore", str(tmp_path / "backup"), "--data", str(tmp_path / "host")]) == 0
    _, port = await run()
    assert {await follows(port, pin) for pin in pins} == {pins[-1]}


async def test_a_host_that_gets_a_certificate_of_an_authority_is_followed_through_renewals(run, tmp_path):
    authority = Authority(tmp_path)
    host, _ = await run()
    before = host.certificate.fingerprint
    certificate, key = authority.sign("shown")
    host, port = await run(certificate=certificate, key=key)
    assert await follows(port, before) == host.certificate.fingerprint
    for old, new in zip((certificate, key), authority.sign("renewed", end=NOW + 30 * DAY), strict=True):
        new.replace(old)
    host.renew_certificate()
    der = ssl.PEM_cert_to_DER_cert(certificate.read_text())
    assert await follows(port, before) == hashlib.sha256(der).digest()


async def test_what_a_host_has_signed_serves_no_other_key(run, tmp_path):
    authority = Authority(tmp_path)
    host, _ = await run()
    before = host.certificate.fingerprint
    certificate, key = authority.sign("shown")
    await run(certificate=certificate, key=key)
    behind = (tmp_path / "host" / PRESENTED_NAMED_FILE).read_text().split(ssl.PEM_FOOTER)[1:]
    theirs, their_key = authority.sign("thief")
    theirs.write_text(theirs.read_text() + ssl.PEM_FOOTER.join(behind))
    thief = Host(
        DataFolder(tmp_path / "thief"), Options(address="127.0.0.1", port=0, certificate=theirs, key=their_key)
    )
    _, port = await thief.start()
    assert await follows(port, before) is None
    thief.stop()

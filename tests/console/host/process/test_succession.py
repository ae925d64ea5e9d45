"""A host gets another certificate, and whoever has pinned the one of before follows by itself, but nobody else's."""

import hashlib
import ssl

import pytest

from console.host.__main__ import main
from console.host.process.certificate import own_certificate
from console.host.process.folder import EXIT_NOT_DONE, DataFolder
from console.host.process.server import Host, Options
from protocol.link.dialing import DialError, dial
from protocol.link.link import Trust
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


async def test_a_hosts_own_certificate_is_replaced_and_pinned_clients_follow(run, tmp_path):
    host, _ = await run()
    before = host.certificate.fingerprint
    host.stop()
    words = ["certificate", "replace", "--data", str(tmp_path / "host")]
    assert main(words) == 0
    host, port = await run()
    new = host.certificate.fingerprint
    assert new != before
    assert await follows(port, before) == await follows(port, new) == new
    assert await follows(port, bytes(32)) is None
    host.stop()
    assert main(words) == EXIT_NOT_DONE
    assert own_certificate(DataFolder(tmp_path / "host")).fingerprint == new


async def test_a_replacement_that_was_killed_is_done_by_the_next_one(run, tmp_path):
    host, _ = await run()
    before = host.certificate.fingerprint
    host.stop()
    folder = DataFolder(tmp_path / "host")
    folder.write("certificate-before.pem", (folder.path / "certificate.pem").read_bytes())
    assert main(["certificate", "replace", "--data", str(folder.path)]) == 0
    host, port = await run()
    assert before != host.certificate.fingerprint == await follows(port, before)


async def test_the_hosts_own_is_not_replaced_while_it_vouches_for_a_named_one(run, tmp_path, capsys):
    certificate, key = Authority(tmp_path).sign("shown")
    host, _ = await run()
    before = host.certificate.fingerprint
    host.stop()
    (tmp_path / "host" / "host.toml").write_text(f'certificate = "{certificate}"\nkey = "{key}"\n')
    assert main(["certificate", "replace", "--data", str(tmp_path / "host")]) == EXIT_NOT_DONE
    assert "whoever has pinned that would be lost" in capsys.readouterr().err
    host, port = await run(certificate=certificate, key=key)
    assert await follows(port, before) == host.certificate.fingerprint


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
    behind = (tmp_path / "host" / "presented-named.pem").read_text().split(ssl.PEM_FOOTER)[1:]
    theirs, their_key = authority.sign("thief")
    theirs.write_text(theirs.read_text() + ssl.PEM_FOOTER.join(behind))
    thief = Host(
        DataFolder(tmp_path / "thief"), Options(address="127.0.0.1", port=0, certificate=theirs, key=their_key)
    )
    _, port = await thief.start()
    assert await follows(port, before) is None
    thief.stop()

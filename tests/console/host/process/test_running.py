"""A host as a process: what signals make it do."""

import asyncio
import signal
import ssl

import pytest

from console.host.__main__ import main
from console.host.process import running
from console.host.process.folder import EXIT_CERTIFICATE, EXIT_CONFIGURATION, DataFolder, StartError
from console.host.process.server import Host, Options
from protocol.link.link import LinkEnd
from tests.helpers.certificates import DAY, NOW, Authority

PATIENCE_S = 60


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


@pytest.fixture
def same_signals():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


async def shown(port, authority):
    """Return the SHA-256 of the certificate shown at `port`, which `authority` must have signed for this computer."""
    context = ssl.create_default_context(cafile=authority.path)
    _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
    der = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    return ssl.DER_cert_to_PEM_cert(der)


@pytest.mark.usefixtures("same_signals")
async def test_the_named_certificate_is_shown_and_read_anew_on_sighup(tmp_path, authority, until, caplog):
    path, key = authority.sign("shown")
    options = Options(address="127.0.0.1", port=0, certificate=path, key=key)
    ports = []
    host = asyncio.create_task(
        running.run(DataFolder(tmp_path / "host"), options, lambda _address, port: ports.append(port))
    )
    await until(lambda: ports)
    assert await shown(ports[0], authority) == path.read_text()

    renewed, its_key = authority.sign("renewed")
    renewed.replace(path)
    caplog.set_level("INFO")
    signal.raise_signal(signal.SIGHUP)  # the key of before is there still
    await until(lambda: "does not belong" in caplog.text)
    its_key.replace(key)
    signal.raise_signal(signal.SIGHUP)
    await until(lambda: "was read anew" in caplog.text)
    assert await shown(ports[0], authority) == path.read_text()
    signal.raise_signal(signal.SIGTERM)
    async with asyncio.timeout(PATIENCE_S):
        await host


async def test_a_renewed_certificate_has_consoles_come_again_and_nobody_else(start_host, new_case, authority):
    path, key = authority.sign("shown")
    host = await start_host(certificate=path, key=key)
    case = await (await new_case(host).open()).join()
    for old, new in zip((path, key), authority.sign("renewed"), strict=True):
        new.replace(old)
    host.renew_certificate()
    assert await case.console.ended() is LinkEnd.LOST
    console = await host.technician()  # which sees the one it is told of in the host's file
    await console.attach(case.session, 1, case.lead_token, salt=b"another salt----")
    assert not case.viewer.end.done()


async def test_a_certificate_that_stays_the_same_disturbs_nobody(start_host, new_case, authority):
    path, key = authority.sign("shown")
    host = await start_host(certificate=path, key=key)
    case = await new_case(host).open()
    host.renew_certificate()
    assert not await case.console.settled()
    assert not case.console.end.done()


async def test_a_certificate_that_cannot_be_shown_keeps_the_host_from_starting(tmp_path, authority):
    path, key = authority.sign("old", start=NOW - 9 * DAY, end=NOW - DAY)
    with pytest.raises(StartError, match="has expired") as refused:
        await Host(DataFolder(tmp_path / "host"), Options(certificate=path, key=key)).start()
    assert refused.value.status == EXIT_CERTIFICATE


def test_a_key_without_a_certificate_is_a_wrong_command_line(tmp_path, capsys):
    assert main(["serve", "--key", str(tmp_path / "key"), "--data", str(tmp_path)]) == EXIT_CONFIGURATION
    assert "name that by `certificate`" in capsys.readouterr().err

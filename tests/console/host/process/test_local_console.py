"""This computer's console is let in over a socket that is its user's alone, and nobody else is without a password."""

import asyncio
import json
from pathlib import Path

import pytest

from console.connection.hosting import HostEntry
from protocol.link.local import PATH_LIMIT
from protocol.vocabulary.messages import LoggedIn, Reason, Refused, TokenLogin


def said(host):
    return json.loads((host.path / "host.json").read_text())


async def test_the_socket_lies_with_the_hosts_data_which_is_its_users_alone(start_host, tmp_path):
    (tmp_path / "host").mkdir(mode=0o755)  # as a version from before, or somebody by hand, has made it
    host = await start_host()
    path = tmp_path / "host" / "console.socket"
    assert host.socket == str(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert await host.technician()
    await host.stop()
    assert not path.exists()


@pytest.mark.parametrize("token", ["own", "none"])
async def test_over_the_network_the_secret_is_worth_nothing(host, token):
    client = await host.client()  # from this very computer, as behind a proxy
    client.send(TokenLogin(token=host.token if token == "own" else bytes(32)))
    assert (await client.get(Refused)).reason is Reason.NOT_ALLOWED
    await client.ended()


async def test_each_start_has_a_secret_of_its_own(host, tmp_path):
    (tmp_path / "host" / "token").write_bytes(host.token)  # as a host of an earlier version has left it
    before = host.token
    await host.stop()
    await host.start()
    assert host.token != before
    assert not (tmp_path / "host" / "token").exists()
    client = await host.client(local=True)
    client.send(TokenLogin(token=before))
    assert (await client.get(Refused)).reason is Reason.WRONG_LOGIN
    assert await host.technician()


async def test_a_server_lets_nobody_in_so(start_host, tmp_path):
    host = await start_host(local_console=False)
    assert not {"token", "socket"} & said(host).keys()
    assert not list((tmp_path / "host").glob("*socket*"))
    assert HostEntry.read(host.path / "host.json") is None
    client = await host.client()
    client.send(TokenLogin(token=bytes(32)))
    assert (await client.get(Refused)).reason is Reason.NOT_ALLOWED


@pytest.mark.parametrize("runtime", ["short", "long", "missing", "unset"])
async def test_where_the_path_is_too_long_the_socket_has_a_short_folder_of_its_own(
    start_host, tmp_path, monkeypatch, runtime
):
    """As in a home folder far down whose user keeps temporary files there, too."""
    long = tmp_path / ("d" * PATH_LIMIT)
    long.mkdir()
    places = {"short": "/var/tmp", "long": str(long), "missing": str(tmp_path / "none"), "unset": ""}
    monkeypatch.setenv("XDG_RUNTIME_DIR", places[runtime])
    monkeypatch.setattr("tempfile.tempdir", str(long))
    host = await start_host(f"{long.name}/host")
    folder = Path(host.socket).parent
    assert folder.parent == Path("/var/tmp" if runtime == "short" else "/tmp")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert await host.technician()
    await host.stop()
    assert not folder.exists()
    assert [path.name for path in long.iterdir()] == ["host"]
    assert PATH_LIMIT <= 103  # macOS has 104 bytes, with a null behind


async def test_the_console_binds_what_others_see_also_after_a_renewal(host):
    """What a join's proof binds at a console without TLS is the certificate that customers see."""
    entry = HostEntry.read(host.path / "host.json")
    links = []

    async def dial():
        ended = asyncio.get_running_loop().create_future()
        link = await entry.dial("", 0, entry.trust, receive=lambda _message: None, ended=ended.set_result)
        links.append((link, ended))
        return link

    assert (await dial()).peer_fingerprint == host.fingerprint
    other = said(host) | {"fingerprint": "ab" * 32}  # as the host writes it when it shows another one
    (host.path / "host.json").write_text(json.dumps(other))
    assert (await dial()).peer_fingerprint == bytes.fromhex("ab" * 32)
    for link, _ended in links:
        link.close()
        await link.wait_gone()


async def test_a_console_that_knew_the_host_before_logs_in_with_the_secret_of_now(host):
    entry = HostEntry.read(host.path / "host.json")
    await host.stop()
    await host.start()
    client = await host.client(local=True)
    (login,) = entry.login()
    client.send(login)
    assert await client.get(LoggedIn)

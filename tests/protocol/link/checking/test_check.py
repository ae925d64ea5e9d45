"""A check of the connection to a real host, on loopback: what it finds, and what it says of what fails."""

import asyncio
import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from protocol.link.checking.check import Check
from protocol.link.checking.findings import Topic, Verdict
from protocol.link.link import Trust
from protocol.link.ways.proxies import Proxy

ROOT = Path(__file__).resolve().parents[4]
PATIENCE_S = 60
ANY = Trust(None, deferred=True)


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """Run a host; return its port and fingerprint."""
    data = tmp_path_factory.mktemp("host") / "data"
    command = [sys.executable, "-P", "-m", "console.host", "serve", "--data", str(data), "--listen", "127.0.0.1:0"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    try:
        process.stdout.readline()
        entry = json.loads((data / "host.json").read_text())
        yield entry["port"], bytes.fromhex(entry["fingerprint"])
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
        process.stdout.close()


async def check(host, port, trust=ANY, proxies=()):
    """Return what a check finds, and its progress."""
    found, progress = [], []
    await Check(
        host, port, trust=trust, program="test", told=found.append,
        progress=lambda done, whole: progress.append((done, whole)),
        ask_proxies=lambda _host, _port: list(proxies),
    ).run()  # fmt: skip
    return found, progress


def codes(found, kind, topic=None):
    return [each.code for each in found if each.route.kind == kind and topic in (None, each.topic)]


async def test_a_host_is_found_straight_with_all_that_it_answers(host):
    port, fingerprint = host
    found, progress = await check("localhost", port, Trust(fingerprint))
    straight = codes(found, "straight")
    assert [code for code in straight if code != "refused"][:5] == [
        "port_open", "tls_stands", "certificate_pinned", "host_answers", "delay",
    ]  # fmt: skip
    assert straight[-2:] == ["rate", "host_sees"]
    by_code = {each.code: each for each in found}
    assert by_code["certificate_pinned"].values["fingerprint"] == fingerprint.hex()
    assert by_code["tls_stands"].values["version"] == "TLS 1.3"
    assert by_code["host_sees"].values["address"] == "127.0.0.1"
    assert 0 < by_code["delay"].values["ms"] < 1000 * PATIENCE_S
    assert by_code["rate"].values["mbit"] > 0
    assert found[-1].code == "result_straight"
    assert progress[0] == (0, 0)
    assert progress[-1][0] == progress[-1][1] > 1


async def test_a_websocket_at_the_hosts_port_leads_to_its_own_answer(host):
    port, _ = host
    found, _ = await check("127.0.0.1", port)
    web = [each for each in found if each.route.kind == "web" and each.route.port == port]
    assert [each.code for each in web if each.topic in (Topic.WEBSOCKET, Topic.HOST)] == [
        "websocket_open", "host_answers", "host_sees",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("trust", "code", "verdict", "result"),
    [
        (Trust(bytes(32)), "certificate_other", Verdict.BAD, "certificate"),
        (Trust(None), "certificate_unknown", Verdict.BAD, "certificate"),
        (ANY, "certificate_unproven", Verdict.NOTE, "result_straight"),
    ],
)
async def test_what_is_said_of_a_certificate_is_what_the_program_would_make_of_it(host, trust, code, verdict, result):
    found, _ = await check("127.0.0.1", host[0], trust)
    straight = [each for each in found if each.route.kind == "straight" and each.topic is Topic.CERTIFICATE]
    assert [(each.code, each.verdict) for each in straight] == [(code, verdict)]
    assert found[-1].code == result, "the host answers, but the program would not go on there"


async def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    found, _ = await check("127.0.0.1", port)
    assert codes(found, "straight") == ["refused"]
    assert (found[-1].topic, found[-1].code, found[-1].verdict) == (Topic.RESULT, "refused", Verdict.BAD)
    webs = [each.verdict for each in found if each.route.kind == "web"]
    assert webs == [Verdict.NOTE] * len(webs)


async def test_something_else_answers():
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(PATIENCE_S)

        def hang_up():
            try:
                while True:
                    other.accept()[0].close()
            except OSError:
                return

        thread = threading.Thread(target=hang_up)
        thread.start()
        found, _ = await check("127.0.0.1", other.getsockname()[1])
        other.shutdown(socket.SHUT_RDWR)
        thread.join()
    assert codes(found, "straight") == ["port_open", "other_service"]
    assert found[-1].code == "other_service"


async def test_a_name_that_there_is_not():
    found, _ = await check("nobody.invalid", 443)
    assert found[0].topic is Topic.NAME
    assert found[-1].code in ("name", "unresolved", "network")


async def test_a_proxy_that_is_gone_is_named(host):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        gone = Proxy("http", "127.0.0.1", probe.getsockname()[1])
    found, _ = await check("fernblick.invalid", host[0], proxies=[gone])
    assert f"proxy_gone:{gone.place}" in codes(found, "proxy")
    assert [each.values for each in found if each.code == "proxies"] == [{"places": gone.place}]


async def test_who_gives_up_leaves_no_connection_behind(host):
    told = asyncio.Event()
    running = asyncio.ensure_future(
        Check("127.0.0.1", host[0], trust=ANY, program="test", told=lambda _finding: told.set()).run()
    )
    await told.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []

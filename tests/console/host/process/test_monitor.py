"""What whoever watches the host is answered over HTTP."""

import asyncio
import platform

import aiohttp
import pytest

from console.host.process.monitor import Surroundings, monitoring
from console.host.process.server import program_version
from console.host.store.tables.database import StorageError
from protocol.vocabulary.joins import Join
from protocol.vocabulary.messages import Channel, Refused, Sealed, ShareChanged, StartShare
from protocol.vocabulary.queue import EndWait, Wait, Waiting

PATIENCE_S = 60


@pytest.fixture
def around():
    """What the host's process has around it, for a test to change."""
    return {"certificate_ends_s": None, "disk_free": 2**30}


@pytest.fixture
async def watched(host, around):
    """A host that answers; `ask` returns status and text."""
    monitor = monitoring(host.gateway.figures, lambda: Surroundings(**around), "127.0.0.1", 0)
    async with monitor as port, aiohttp.ClientSession() as session:

        async def ask(path, method="GET"):
            address = f"http://127.0.0.1:{port}{path}"
            async with asyncio.timeout(PATIENCE_S), session.request(method, address) as answer:
                return answer.status, await answer.text()

        yield ask


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
async def test_health_is_asked_in_each_way_that_balancers_have(watched, around, method):
    assert (await watched("/health", method))[0] == 200
    around["disk_free"] = 0
    assert (await watched("/health", method))[0] == 503
    assert (await watched("/metrics", "OPTIONS"))[0] == 405


def figure(text, name):
    return next(float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(f"{name} "))


async def test_a_host_is_well_until_it_is_about_to_be_stopped(watched, host):
    assert await watched("/health") == (200, "ok\n")
    host.gateway.begin_drain(300)
    assert await watched("/health") == (503, "draining\n")
    assert figure((await watched("/metrics"))[1], "fernblick_draining") == 1


async def test_a_host_whose_database_is_gone_is_not_well_until_it_is_back(watched, host, monkeypatch, until):
    monkeypatch.setattr("console.host.technicians.following.POLL_S", 0.01)
    store = host.gateway.services.accounts.following._clerk._store

    def changes():
        raise StorageError("gone")

    monkeypatch.setattr(store, "changes", changes)
    await until(lambda: host.gateway.figures().database_failing)
    assert await watched("/health") == (503, "the database cannot be used\n")
    text = (await watched("/metrics"))[1]
    assert figure(text, "fernblick_database_up") == 0
    assert figure(text, "fernblick_database_failures_total") >= 1
    monkeypatch.delattr(store, "changes")
    await until(lambda: not host.gateway.figures().database_failing)
    assert (await watched("/health"))[0] == 200


async def test_a_host_on_a_full_disk_is_not_well(watched, around):
    around["disk_free"] = 1000
    assert await watched("/health") == (503, "the disk is full\n")
    assert figure((await watched("/metrics"))[1], "fernblick_disk_free_bytes") == 1000


async def test_the_end_of_the_certificate_is_a_figure(watched, around):
    assert "fernblick_certificate_end" not in (await watched("/metrics"))[1]
    around["certificate_ends_s"] = 1_800_000_000.0
    assert figure((await watched("/metrics"))[1], "fernblick_certificate_end_timestamp_seconds") == 1_800_000_000


async def test_the_figures_are_those_of_the_host(watched, host, active):
    active.console.send(StartShare(session=active.session))
    await active.viewer.get(ShareChanged, lambda changed: changed.sharing != 0)
    active.console.send(active.box(active.customer, Channel.CHAT, b"x" * 100))
    await active.viewer.get(Sealed)
    stranger = await host.client()
    stranger.send(Join(route="0000"))
    await stranger.get(Refused)
    status, text = await watched("/metrics")
    assert status == 200
    assert figure(text, "fernblick_links") == 3
    assert figure(text, 'fernblick_sessions{state="active"}') == 1
    assert figure(text, "fernblick_shares") == 1
    assert figure(text, 'fernblick_joins_total{outcome="admitted"}') == 1
    assert figure(text, 'fernblick_joins_total{outcome="unknown_code"}') == 1
    assert figure(text, "fernblick_routed_boxes_total") == 1
    assert figure(text, "fernblick_routed_bytes_total") == 100
    assert "fernblick_database_changes_waiting" in text
    assert "process_resident_memory_bytes" in text


async def test_no_name_address_or_code_is_in_the_figures(watched, active):
    text = (await watched("/metrics"))[1]
    assert "127.0.0.1" not in text
    assert '"technician"' not in text, "the name of the technician who leads it"
    assert active.session.hex()[:8] not in text


async def test_where_there_is_nothing_yet_stands_a_zero(watched):
    text = (await watched("/metrics"))[1]
    samples = ['fernblick_sessions{state="active"}', 'fernblick_joins_total{outcome="wrong_code"}']
    samples += [f'fernblick_technicians_online{{presence="{where}"}}' for where in ("away", "busy", "online")]
    assert [figure(text, sample) for sample in samples] == [0] * 5
    build = f'python="{platform.python_version()}",version="{program_version()}"'
    assert figure(text, f"fernblick_build_info{{{build}}}") == 1


async def test_the_database_is_seen_by_how_long_it_takes(watched, active):
    text = (await watched("/metrics"))[1]
    count = figure(text, "fernblick_database_seconds_count")
    assert count > 0
    assert figure(text, 'fernblick_database_seconds_bucket{le="+Inf"}') == count
    assert figure(text, "fernblick_database_seconds_sum") > 0


async def test_the_queue_is_seen_by_channel(watched, command, host, active, until):
    command("groups", "channel", "support", "helpdesk")
    await until(lambda: host.gateway.services.directory.accounts.channels() == ("helpdesk",))
    customer = await host.client()
    customer.send(Wait(channel="helpdesk", name="Clara"))
    await customer.get(Waiting)
    text = (await watched("/metrics"))[1]
    assert figure(text, 'fernblick_waiting_customers{channel="helpdesk"}') == 1
    assert figure(text, 'fernblick_longest_wait_seconds{channel="helpdesk"}') >= 0
    assert figure(text, 'fernblick_technicians_online{presence="online"}') == 1
    waits = 'fernblick_waited_seconds_count{{channel="helpdesk",outcome="{}"}}'
    assert [figure(text, waits.format(outcome)) for outcome in ("gave_up", "picked_up")] == [0, 0]
    customer.send(EndWait())
    await until(lambda: not host.gateway.figures().waiting["helpdesk"][0])
    text = (await watched("/metrics"))[1]
    assert [figure(text, waits.format(outcome)) for outcome in ("gave_up", "picked_up")] == [1, 0]


async def test_the_clock_shows_how_late_the_event_loop_is(watched):
    async with asyncio.timeout(PATIENCE_S):
        while not figure((await watched("/metrics"))[1], "fernblick_event_loop_lag_seconds_count"):
            pass


@pytest.mark.parametrize("path", ["/", "/metrics/", "/../etc/passwd"])
async def test_nothing_else_is_answered(watched, path):
    assert (await watched(path))[0] == 404

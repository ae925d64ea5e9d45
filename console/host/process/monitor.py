"""Answers whoever watches the host over HTTP: is it well, and what is it doing.

It is unencrypted and asks nobody who they are, so it belongs on loopback. It knows no names but those of channels, no
addresses and no codes. The
figures are taken when they are asked for; all that runs meanwhile is a clock that shows how late the event loop is.
"""

from __future__ import annotations

import asyncio
import contextlib
import platform
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from console.host.core.spread import Spread
from console.host.links.figures import Figures
from console.host.process.server import program_version

LAG_S = 0.5  # from one look at the clock to the next
LAGS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)

DISK_LEAST = 1_000_000  # bytes; with fewer the host is not well

Look = Callable[[], Figures]


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the host's process needs to go on."""

    certificate_ends_s: float | None  # since 1970; None: one of the host's own, in decades
    disk_free: int  # bytes at the data folder


LookAround = Callable[[], Surroundings]


class HostCollector(Collector):
    """The figures as Prometheus reads them."""

    def __init__(self, look: Look, look_around: LookAround) -> None:
        self._look = look
        self._look_around = look_around

    def collect(self) -> Iterator[Metric]:
        """Take the figures and return them under their names."""
        now = self._look()
        yield InfoMetricFamily("fernblick_build", "which program this is", value=_build())
        yield _gauge("links", "connections of consoles, viewers and pages", now.links)
        yield _gauges("connections", "all connections, by what is known of them", "kind", now.connections)
        met = CounterMetricFamily("fernblick_limit_met", "how often a limit of the host was met", labels=["limit"])
        for limit, count in sorted(now.limits.items()):
            met.add_metric([limit], count)
        yield met
        yield _gauges("sessions", "sessions that go on", "state", now.sessions)
        yield _gauge("shares", "screens that are shared", now.shares)
        yield _gauges("technicians_online", "technicians who are logged in", "presence", now.technicians)
        yield from _queue(now)
        joins = CounterMetricFamily("fernblick_joins", "joins that came to an end", labels=["outcome"])
        for outcome, count in sorted(now.joins.items()):
            joins.add_metric([outcome], count)
        yield joins
        yield _counter("refused_logins", "logins that were refused", now.logins_refused)
        yield _counter("refusals", "messages that are not allowed or not valid", now.refusals)
        yield _counter("routed_boxes", "sealed boxes passed on", now.routed)
        yield _counter("routed_bytes", "bytes in these boxes", now.routed_bytes)
        yield _gauge("database_changes_waiting", "changes that the database has not taken yet", now.changes_waiting)
        yield _counter("database_failures", "what the database did not do", now.database_failures)
        took = HistogramMetricFamily("fernblick_database_seconds", "how long the database's work took")
        yield _with_spread(took, [], now.database_took)
        yield _gauge("database_up", "1: the database does what it is asked", not now.database_failing)
        yield _gauge("draining", "1: the host is about to be stopped", now.draining)
        yield from _guests(now)
        around = self._look_around()
        yield _gauge("disk_free_bytes", "room for the data folder", around.disk_free)
        if around.certificate_ends_s is not None:
            words = "when the certificate ends, in seconds since 1970"
            yield _gauge("certificate_end_timestamp_seconds", words, around.certificate_ends_s)


@contextlib.asynccontextmanager
async def monitoring(look: Look, look_around: LookAround, address: str, port: int) -> AsyncIterator[int]:
    """Answer at `address` and `port` (0: any free one), which is returned.

    Raises:
        OSError: nothing can listen there.
    """
    registry = CollectorRegistry()
    registry.register(HostCollector(look, look_around))
    ProcessCollector(registry=registry)
    lag = Histogram("fernblick_event_loop_lag_seconds", "how late the event loop is", registry=registry, buckets=LAGS_S)
    runner = web.AppRunner(_application(look, look_around, registry), access_log=None)
    await runner.setup()
    clock = asyncio.create_task(_watch_clock(lag))
    try:
        await web.TCPSite(runner, address, port).start()
        yield int(runner.addresses[0][1])
    finally:
        clock.cancel()
        await runner.cleanup()


def _application(look: Look, look_around: LookAround, registry: CollectorRegistry) -> web.Application:
    async def health(_request: web.Request) -> web.Response:
        trouble = _trouble(look(), look_around())
        return web.Response(text=f"{trouble or 'ok'}\n", status=503 if trouble else 200)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    application = web.Application(client_max_size=1)
    application.router.add_get("/health", health)
    application.router.add_route("OPTIONS", "/health", health)  # HAProxy asks so where nothing else is said
    application.router.add_get("/metrics", metrics)
    return application


def _trouble(now: Figures, around: Surroundings) -> str:
    """Return why the host should get no new work; "" where it may."""
    if now.draining:
        return "draining"
    if around.disk_free < DISK_LEAST:
        return "the disk is full"
    return "the database cannot be used" if now.database_failing else ""


async def _watch_clock(lag: Histogram) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + LAG_S
        await asyncio.sleep(LAG_S)
        lag.observe(max(0.0, loop.time() - due))


def _queue(now: Figures) -> Iterator[Metric]:
    counts = {channel: count for channel, (count, _) in now.waiting.items()}
    longest = {channel: seconds for channel, (_, seconds) in now.waiting.items()}
    yield _gauges("waiting_customers", "who waits in the queue", "channel", counts)
    yield _gauges("longest_wait_seconds", "how long the first in the queue has waited", "channel", longest)
    words = "how long those waited who do so no more"
    waits = HistogramMetricFamily("fernblick_waited_seconds", words, labels=["channel", "outcome"])
    for channel, outcome, spread in now.waits:
        _with_spread(waits, [channel, outcome], spread)
    yield waits


def _guests(now: Figures) -> Iterator[Metric]:
    """Yield how those stand who come in without an account, where somebody may: sums, never who."""
    if (guests := now.guests) is None:
        return
    yield _gauge("guests_online", "consoles without an account", guests.online)
    yield _gauge("guest_sessions", "sessions of theirs that go on", guests.sessions)
    yield _gauge("guest_sessions_spent", "of them those that have used up what they may", guests.slow)
    yield _gauge("guest_sources_today", "sources that have used something today (UTC)", guests.sources)
    yield _gauge("guest_seconds_today", "how long their sessions went on today", guests.seconds)
    yield _gauge("guest_bytes_today", "bytes that were passed on in them today", guests.bytes)
    yield _counter("guests_refused", "keys, sessions and shares of theirs that were refused", guests.refused)
    yield _gauge("guest_bans", "keys and networks that are banned", guests.bans)


def _build() -> dict[str, str]:
    return {"version": program_version(), "python": platform.python_version()}


def _with_spread(metric: HistogramMetricFamily, labels: list[str], spread: Spread) -> HistogramMetricFamily:
    metric.add_metric(labels, spread.risen(), spread.total_s)
    return metric


def _gauges(name: str, words: str, label: str, values: Mapping[Any, float]) -> Metric:
    metric = GaugeMetricFamily(f"fernblick_{name}", words, labels=[label])
    for value, count in sorted(values.items()):
        metric.add_metric([value], count)
    return metric


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"fernblick_{name}", words, value=value)


def _counter(name: str, words: str, value: float) -> Metric:
    return CounterMetricFamily(f"fernblick_{name}", words, value=value)

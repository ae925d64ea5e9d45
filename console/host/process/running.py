"""A host as a process: runs until it is told to stop, finishes what goes on, and does what signals ask for."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable

from console.host.links.gateway import Gateway
from console.host.process.folder import EXIT_DATABASE, EXIT_MISSING, EXIT_PORT, PARTS_COME, DataFolder, StartError
from console.host.process.server import Host, Options
from console.host.process.service import notify
from console.host.process.upkeep import Upkeep, say_certificate

IDLE_CHECK_S = 1.0
OUTGROWN = (
    "another version of this program has brought the database up, so this host has stopped. Install that version here, "
    "too, and start it."
)

_log = logging.getLogger(__name__)


async def run(folder: DataFolder, options: Options, announce: Callable[[str, int], None]) -> None:
    """Run a host until it is told to stop; `announce` gets the address and port it listens on.

    Raises:
        StartError: the environment does not let it run.
    """
    stop = Stop()
    for name in ("SIGINT", "SIGTERM"):
        _on_signal(name, stop.ask)
    host = Host(folder, options, outgrown=stop.give_up)
    address, port = await host.start()
    async with contextlib.AsyncExitStack() as end:
        end.callback(host.stop)
        await _watch(host, options, end)
        if not options.embedded:
            _look_after(host, end)
        _log.info("this is Fernblick %(version)s, its data is in %(data)s and %(database)s", host.about)
        _log.info("listening on %(address)s port %(port)d", {"event": "listening", "address": address, "port": port})
        announce(address, port)
        notify("READY=1")
        await _until_told(stop, host.gateway, options)
        notify("STOPPING=1")
        await _finish(stop, host.gateway, options)
        if stop.outgrown:
            raise StartError(EXIT_DATABASE, f"{host.about['database']}: {OUTGROWN}")


class Stop:
    """What signals have asked for: first to finish what goes on, then to end at once.

    Attributes:
        asked: the host is to be stopped.
        hurried: it is to finish nothing.
        outgrown: the database is not this version's any more.
    """

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.hurried = asyncio.Event()
        self.outgrown = False

    def ask(self) -> None:
        """Take note of one more signal."""
        (self.hurried if self.asked.is_set() else self.asked).set()

    def give_up(self) -> None:
        """Take note that the database is not this version's any more: nothing can be finished."""
        self.outgrown = True
        self.asked.set()
        self.hurried.set()


def _look_after(host: Host, end: contextlib.AsyncExitStack) -> None:
    upkeep = Upkeep(host)
    say_certificate(host)
    _on_signal("SIGHUP", upkeep.renew_certificate)
    task = asyncio.create_task(upkeep.go_on())
    end.callback(task.cancel)


async def _watch(host: Host, options: Options, end: contextlib.AsyncExitStack) -> None:
    """Answer whoever watches this host, where the options say so."""
    if options.metrics is None:
        return
    try:
        from console.host.process.monitor import (
            Surroundings,
            monitoring,  # only here: what it needs is only there with the extra `server`
        )
    except ModuleNotFoundError as error:
        sentence = f"--metrics needs the package {error.name}: {PARTS_COME}. Or start without it."
        raise StartError(EXIT_MISSING, sentence) from error
    address, port = options.metrics

    def around() -> Surroundings:
        ends = host.certificate.ends
        return Surroundings(certificate_ends_s=None if ends is None else ends.timestamp(), disk_free=host.disk_free())

    try:
        port = await end.enter_async_context(monitoring(host.gateway.figures, around, address, port))
    except OSError as error:
        sentence = f"--metrics cannot listen on port {port} of {address}: {error.strerror or error}."
        raise StartError(EXIT_PORT, sentence) from error
    where = {"event": "metrics", "address": address, "port": port}
    _log.info("health and metrics are at %(address)s port %(port)d", where)


async def _until_told(stop: Stop, gateway: Gateway, options: Options) -> None:
    """Wait until the host is told to stop, or, embedded, is needed no more."""
    loop = asyncio.get_running_loop()
    needed = loop.time()
    while not stop.asked.is_set():
        if not options.embedded or not gateway.idle:
            needed = loop.time()
        elif loop.time() - needed >= options.idle_s:
            _log.info("nobody needs this host any more", {"event": "idle"})
            return
        await _wait(stop.asked, IDLE_CHECK_S)


async def _finish(stop: Stop, gateway: Gateway, options: Options) -> None:
    """Let the sessions end in which somebody is with somebody, for as long as the options allow; begin nothing new."""
    if not options.drain_s or not gateway.services.drain.needed:
        return
    loop = asyncio.get_running_loop()
    end = loop.time() + options.drain_s
    sessions = {"event": "draining", "sessions": gateway.services.drain.needed, "seconds": options.drain_s}
    _log.info("%(sessions)d sessions may go on for %(seconds)d s; another signal ends them at once", sessions)
    gateway.begin_drain(options.drain_s)
    while gateway.services.drain.needed and not stop.hurried.is_set() and loop.time() < end:
        await _wait(stop.hurried, min(IDLE_CHECK_S, end - loop.time()))
    _log.info("%(sessions)d sessions go on", {"event": "drained", "sessions": gateway.services.drain.needed})


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)


def _on_signal(name: str, act: Callable[[], None]) -> None:
    """Call `act` on the event loop whenever this process gets the signal, where the system has it."""
    loop = asyncio.get_running_loop()
    number = getattr(signal, name, None)
    if number is not None:
        signal.signal(number, lambda _number, _frame: loop.call_soon_threadsafe(act))

"""A share that freezes by itself: at once, with its reason, until a countdown or a click ends it."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from PySide6.QtCore import QCoreApplication

from console.share import share as share_module
from console.share.countdown import Countdown
from console.share.share import ShareState
from protocol.vocabulary.content import PauseReason, SharePaused, UpdatePart
from resources.program.secured.desktop_bus import SAVERS, DesktopSavers
from resources.program.secured.secured import Secured
from tests.console.share.test_share_sources import LEFT, RIGHT, SOURCES, Scene
from tests.resources.program.secured.bus_by_hand import mocked_bus

LATEST_S = 0.1  # of the last picture, after the lock is told


@pytest.fixture
async def scene():
    scene = Scene()
    yield scene
    if scene.share.state is not ShareState.OFF:
        scene.share.stop(tell_host=False)


async def test_a_held_share_sends_nothing_more_and_says_why(scene):
    await scene.goes_live()
    scene.share.hold(PauseReason.LOCKED)
    assert scene.sent[-1] == SharePaused(paused=True, why=PauseReason.LOCKED)
    scene.opened[SOURCES[LEFT]].draw(7)
    await scene.stays_quiet()
    scene.share.hold(PauseReason.ASLEEP)
    assert scene.sent[-1] == SharePaused(paused=True, why=PauseReason.ASLEEP)


async def test_it_goes_on_after_a_countdown_with_the_picture_as_it_is_then(scene, monkeypatch):
    monkeypatch.setattr(share_module, "GO_ON_AFTER_S", 2.0)
    await scene.goes_live()
    scene.share.hold(PauseReason.LOCKED)
    parts = len(scene.of(UpdatePart))
    scene.share.release(by_itself=True)
    assert scene.share.goes_on_in_s == 2
    await scene.stays_quiet()
    await scene.until(lambda: len(scene.of(UpdatePart)) > parts)
    assert scene.of(SharePaused)[-1] == SharePaused(paused=False)
    assert (scene.share.held, scene.share.goes_on_in_s) == (None, 0)


async def test_it_waits_for_a_click_where_that_is_set(scene, monkeypatch):
    monkeypatch.setattr(share_module, "GO_ON_AFTER_S", 0.0)
    await scene.goes_live()
    scene.share.hold(PauseReason.LOCKED)
    scene.share.release(by_itself=False)
    await scene.stays_quiet()
    parts = len(scene.of(UpdatePart))
    scene.share.resume()
    await scene.until(lambda: len(scene.of(UpdatePart)) > parts)


async def test_a_new_reason_ends_the_countdown(scene, monkeypatch):
    monkeypatch.setattr(share_module, "GO_ON_AFTER_S", 0.05)
    await scene.goes_live()
    scene.share.hold(PauseReason.LOCKED)
    scene.share.release(by_itself=True)
    scene.share.hold(PauseReason.LOCKED)
    await asyncio.sleep(0.1)
    await scene.stays_quiet()
    assert scene.share.held is PauseReason.LOCKED


async def test_the_technician_may_keep_it_frozen(scene, monkeypatch):
    monkeypatch.setattr(share_module, "GO_ON_AFTER_S", 0.05)
    await scene.goes_live()
    scene.share.hold(PauseReason.LOCKED)
    scene.share.release(by_itself=True)
    scene.share.pause()
    assert scene.sent[-1] == SharePaused(paused=True)
    await asyncio.sleep(0.1)
    await scene.stays_quiet()
    assert scene.share.paused


async def test_what_the_technician_froze_stays_frozen_after_a_lock(scene):
    await scene.goes_live()
    scene.share.pause()
    scene.share.hold(PauseReason.LOCKED)
    scene.share.release(by_itself=True)
    assert scene.share.held is None
    await scene.stays_quiet()
    assert scene.sent[-1] == SharePaused(paused=True)


async def test_a_share_that_is_about_to_begin_begins_frozen(scene):
    scene.share.hold(PauseReason.LOCKED)
    scene.share.allowed()
    await scene.until(lambda: scene.share._sending.opened)
    await scene.stays_quiet()
    assert scene.of(SharePaused) == [SharePaused(paused=True, why=PauseReason.LOCKED)]


async def test_another_source_is_not_shown_while_it_is_held(scene):
    await scene.goes_live()
    scene.share.hold(PauseReason.SECURED)
    scene.share.show(SOURCES[RIGHT], ())
    await scene.until(lambda: scene.share._sending.opened)
    await scene.stays_quiet()


async def test_a_share_that_is_over_counts_nothing(scene, monkeypatch):
    monkeypatch.setattr(share_module, "GO_ON_AFTER_S", 0.01)
    await scene.goes_live()
    scene.share.hold(PauseReason.LOCKED)
    scene.share.release(by_itself=True)
    scene.share.stop(tell_host=False)
    before = len(scene.sent)
    await asyncio.sleep(0.05)
    assert len(scene.sent) == before


async def test_a_countdown_is_never_at_nothing_while_it_runs():
    done = []
    countdown = Countdown(lambda: done.append(countdown.left_s()))
    countdown.start(0.01)
    assert countdown.left_s() == 1
    await asyncio.sleep(0.05)
    assert done == [0]


class Changing:
    """Draws another picture again and again, from another thread."""

    def __init__(self, source):
        self._source, self._ends = source, threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ends.set()
        self._thread.join()

    def _run(self):
        colour = 0
        while not self._ends.wait(0.002):
            colour += 1
            self._source.draw(colour)


@pytest.mark.parametrize("name", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
async def test_the_last_picture_leaves_at_most_100_ms_after_the_lock_is_told(scene, qapp, tmp_path, monkeypatch, name):
    sent_s = []
    with mocked_bus(tmp_path) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        saver = bus.serve(name, SAVERS[name], name, {"GetActive": "ret = False"})
        savers = DesktopSavers()
        secured = Secured([savers])
        secured.changed.connect(lambda: scene.share.hold(secured.why))
        secured.watch(True)
        send = scene.send

        def noting(to, content):
            if isinstance(content, UpdatePart):
                sent_s.append(time.monotonic())
            return send(to, content)

        scene.send = noting
        await scene.goes_live()

        async def turns(until):
            async with asyncio.timeout(60):
                while not until():
                    scene.acknowledge()
                    QCoreApplication.processEvents()  # qasync does so whenever something comes
                    await asyncio.sleep(0.001)

        with Changing(scene.opened[SOURCES[LEFT]]):
            await turns(lambda: len(sent_s) > 20 and not savers._bus._asked)

            def lock():
                told_s = time.monotonic()
                saver.say("ActiveChanged", "b", True)
                return told_s

            locking = asyncio.get_running_loop().run_in_executor(None, lock)  # while pictures are sent
            await turns(lambda: scene.share.held)
            told_s = await locking
            await scene.stays_quiet()
        secured.watch(False)
    print(f"last picture {1000 * (sent_s[-1] - told_s):.1f} ms after the lock was told")
    assert sent_s[-1] - told_s < LATEST_S

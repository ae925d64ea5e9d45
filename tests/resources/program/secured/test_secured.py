"""One answer of many watchers: the gravest reason, from any thread, and nothing while nobody asks."""

from __future__ import annotations

import threading

import pytest

from protocol.mirror.capture.common.kept_back import NO_RULES
from protocol.vocabulary.content import PauseReason
from resources.program.secured.linux import Late
from resources.program.secured.secured import Secured
from resources.program.secured.this_system import this_systems_watchers
from resources.program.secured.x_lockers import XLockers


class ByHand:
    def __init__(self):
        self.told, self.begun, self.ended = None, 0, 0

    def begin(self, told):
        self.told, self.begun = told, self.begun + 1

    def end(self):
        self.ended += 1


@pytest.fixture
def watchers():
    return ByHand(), ByHand()


@pytest.fixture
def secured(qapp, watchers):
    secured = Secured(watchers)
    secured.watch(True)
    secured.watch(True)
    return secured


def test_the_gravest_reason_is_said_until_the_last_is_over(secured, watchers, qtbot):
    one, other = watchers
    said = []
    secured.changed.connect(lambda: said.append(secured.why))
    one.told(PauseReason.SCREEN_SAVER, True)
    other.told(PauseReason.LOCKED, True)
    one.told(PauseReason.LOCKED, True)
    other.told(PauseReason.LOCKED, False)
    one.told(PauseReason.LOCKED, False)
    one.told(PauseReason.SCREEN_SAVER, False)
    saver, locked = PauseReason.SCREEN_SAVER, PauseReason.LOCKED
    assert said == [saver, locked, saver, None]
    assert (one.begun, one.ended) == (1, 0)


def test_what_another_thread_tells_arrives_by_the_event_loop(secured, watchers, qtbot):
    thread = threading.Thread(target=watchers[0].told, args=(PauseReason.LOCKED, True))
    thread.start()
    thread.join()
    assert secured.why is None
    qtbot.waitUntil(lambda: secured.why is PauseReason.LOCKED, timeout=20_000)


def test_nothing_counts_that_is_told_after_the_end(secured, watchers):
    watchers[0].told(PauseReason.LOCKED, True)
    secured.watch(False)
    assert secured.why is None
    watchers[0].told(PauseReason.LOCKED, True)
    assert secured.why is None
    assert watchers[0].ended == 1


def test_a_watcher_is_loaded_with_the_first_share_or_not_at_all():
    made = []
    late = Late(lambda: made.append(ByHand()) or made[-1])
    late.end()
    assert made == []
    late.begin(print)
    late.end()
    late.begin(print)
    assert [(watcher.begun, watcher.ended) for watcher in made] == [(2, 1)]

    def missing():
        raise ImportError

    without = Late(missing)
    without.begin(print)
    without.end()


def test_linux_is_watched_by_its_windows_and_its_buses():
    kinds = [type(watcher) for watcher in this_systems_watchers(":4711", None)]
    assert kinds == [XLockers, Late, Late]
    kinds = [type(watcher) for watcher in this_systems_watchers(None, lambda: NO_RULES)]
    assert kinds == [XLockers, Late, Late, Late], "where no picture can leave out what is never shown"

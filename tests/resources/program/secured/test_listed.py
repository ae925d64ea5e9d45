"""What is never shown is known by its window in front, as accessibility tells it, where nothing else does."""

from __future__ import annotations

import re

import pytest

from protocol.mirror.capture.common.kept_back import NO_RULES, Rules
from protocol.vocabulary.content import PauseReason
from resources.program.secured.listed import (
    BUS,
    BUS_PLACE,
    REGISTRY,
    REGISTRY_PLACE,
    ROOT,
    THING,
    WINDOWS,
    ListedWindow,
)
from resources.program.secured.secured import Secured
from tests.resources.program.secured.bus_by_hand import mocked_bus

PROGRAM = "org.example.Program"


@pytest.fixture
def bus(tmp_path, monkeypatch):
    """One bus that is that of the session and that of accessibility."""
    with mocked_bus(tmp_path) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        finds = bus.serve(BUS, BUS_PLACE, BUS)
        finds.mock("AddMethod", "sssss", BUS, "GetAddress", "", "s", f"ret = {bus.address!r}")
        bus.registry = bus.serve(REGISTRY, REGISTRY_PLACE, REGISTRY)
        bus.registry.mock("AddMethod", "sssss", REGISTRY, "RegisterEvent", "s", "", "")
        yield bus


@pytest.fixture
def secured(bus, qtbot):
    rules = Rules(programs=("keepassxc",), titles=(re.compile("(?i)my bank"),))
    secured = Secured([ListedWindow(lambda: rules)])
    secured.watch(True)
    qtbot.waitUntil(lambda: bool(bus.registry.mock("GetMethodCalls", "s", "RegisterEvent")), timeout=20_000)
    yield secured
    secured.watch(False)


def shows(bus, name, program):
    """Start a program, and return what brings a window of it to the front."""
    service = bus.serve(name, ROOT, THING)
    service.mock("AddProperty", "ssv", THING, "Name", ("s", program))

    def window(number, title):
        place = f"/org/a11y/atspi/accessible/{number}"
        service.mock("AddObject", "ssa{sv}a(ssss)", place, THING, {"Name": ("s", title)}, [])
        service.at(place, WINDOWS).say("Activate", "s", "")

    return window


def test_a_listed_program_or_title_in_front_is_told_until_another_one_is(bus, secured, qtbot):
    safe, browser = shows(bus, f"{PROGRAM}1", "KeePassXC"), shows(bus, f"{PROGRAM}2", "Firefox")
    safe(1, "Passwords")
    qtbot.waitUntil(lambda: secured.why is PauseReason.PRIVATE, timeout=20_000)
    browser(2, "News")
    qtbot.waitUntil(lambda: secured.why is None, timeout=20_000)
    browser(3, "My Bank - Firefox")
    qtbot.waitUntil(lambda: secured.why is PauseReason.PRIVATE, timeout=20_000)


def test_without_accessibility_nothing_is_told(tmp_path, monkeypatch, qtbot):
    with mocked_bus(tmp_path) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        watcher = ListedWindow(lambda: NO_RULES)
        secured = Secured([watcher])
        secured.watch(True)
        qtbot.waitUntil(lambda: not watcher._session._asked, timeout=20_000)
        assert watcher._bus is None
        secured.watch(False)

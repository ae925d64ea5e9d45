"""What screen savers and the login manager say on a D-Bus, by python-dbusmock on one of the test's own."""

from __future__ import annotations

import time

import pytest

from protocol.vocabulary.content import PauseReason
from resources.program.secured.desktop_bus import SAVERS, DesktopSavers
from resources.program.secured.login import LoginSession
from resources.program.secured.secured import Secured
from tests.resources.program.secured.bus_by_hand import mocked_bus

SESSION, SESSION_INTERFACE = "/org/freedesktop/login1/session/c1", "org.freedesktop.login1.Session"
LATEST_S = 0.1  # from what is told to the answer; more is a last picture too many


@pytest.fixture
def bus(tmp_path, monkeypatch):
    with mocked_bus(tmp_path) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
        yield bus


@pytest.fixture
def watch(qtbot):
    """Watch, and answer once the watcher has asked all that it asks at first."""
    opened = []

    def begin(watcher, said=lambda: True):
        secured = Secured([watcher])
        opened.append(secured)
        secured.watch(True)
        qtbot.waitUntil(lambda: not watcher._bus._asked and said(), timeout=20_000)
        return secured

    yield begin
    for secured in opened:
        secured.watch(False)


@pytest.mark.parametrize("name", SAVERS)
def test_each_screen_saver_is_heard(bus, watch, qtbot, name):
    saver = bus.serve(name, SAVERS[name], name, {"GetActive": "ret = False"})
    secured = watch(DesktopSavers())
    assert secured.why is None
    saver.say("ActiveChanged", "b", True)
    told_s = time.monotonic()
    qtbot.waitUntil(lambda: secured.why is PauseReason.SCREEN_SAVER, timeout=20_000)
    assert time.monotonic() - told_s < 20
    saver.say("ActiveChanged", "b", False)
    qtbot.waitUntil(lambda: secured.why is None, timeout=20_000)


def test_one_that_is_on_already_is_asked(bus, watch, qtbot):
    name = "org.gnome.ScreenSaver"
    bus.serve(name, SAVERS[name], name, {"GetActive": "ret = True"})
    secured = watch(DesktopSavers())
    assert secured.why is PauseReason.SCREEN_SAVER


def test_one_that_dies_keeps_nothing_frozen(bus, watch, qtbot):
    name = "org.freedesktop.ScreenSaver"
    bus.serve(name, SAVERS[name], name, {"GetActive": "ret = True"})
    secured = watch(DesktopSavers())
    assert secured.why is PauseReason.SCREEN_SAVER
    bus.end_last()
    qtbot.waitUntil(lambda: secured.why is None, timeout=20_000)


def test_kde_says_before_it_locks(bus, watch, qtbot):
    saver = bus.serve("org.kde.screensaver", "/ScreenSaver", "org.kde.screensaver")
    secured = watch(DesktopSavers())
    saver.say("AboutToLock")
    qtbot.waitUntil(lambda: secured.why is PauseReason.SCREEN_SAVER, timeout=20_000)
    saver.at("/ScreenSaver", "org.freedesktop.ScreenSaver")
    over = bus.serve("org.freedesktop.ScreenSaver", "/ScreenSaver", "org.freedesktop.ScreenSaver")
    over.say("ActiveChanged", "b", False)
    qtbot.waitUntil(lambda: secured.why is None, timeout=20_000)


def test_nonsense_freezes_nothing(bus, watch, qtbot):
    name = "org.mate.ScreenSaver"
    saver = bus.serve(name, SAVERS[name], name, {"GetActive": "ret = False"})
    secured = watch(DesktopSavers())
    saver.say("ActiveChanged", "s", "yes")
    saver.say("ActiveChanged")
    saver.say("ActiveChanged", "b", True)
    qtbot.waitUntil(lambda: secured.why is not None, timeout=20_000)
    saver.say("ActiveChanged", "b", False)
    qtbot.waitUntil(lambda: secured.why is None, timeout=20_000)


def test_without_a_bus_nothing_is_told(monkeypatch, tmp_path, qtbot):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    secured = Secured([DesktopSavers()])
    secured.watch(True)
    secured.watch(False)
    assert secured.why is None


@pytest.fixture
def login(bus):
    """The login manager with one session, which is seen and not locked."""
    login = bus.serve_login()
    login.mock("AddSeat", "s", "seat0")
    login.mock("AddUser", "usb", 0, "root", True)
    login.mock("AddSession", "ssusb", "c1", "seat0", 0, "root", True)
    return login, login.at(SESSION, SESSION_INTERFACE)


def update(session, name, value):
    session.mock("UpdateProperties", "sa{sv}", SESSION_INTERFACE, {name: ("b", value)})


def test_the_login_manager_tells_of_lock_user_and_sleep(bus, login, watch, qtbot):
    manager, session = login
    secured = watch(LoginSession({"DBUS_SYSTEM_BUS_ADDRESS": bus.address, "XDG_SESSION_ID": "c1"}))
    assert secured.why is None
    for begin, end, why in (
        (lambda: session.say("Lock"), lambda: session.say("Unlock"), PauseReason.LOCKED),
        (lambda: update(session, "LockedHint", True), lambda: update(session, "LockedHint", False), PauseReason.LOCKED),
        (lambda: update(session, "Active", False), lambda: update(session, "Active", True), PauseReason.SWITCHED),
        (
            lambda: manager.say("PrepareForSleep", "b", True),
            lambda: manager.say("PrepareForSleep", "b", False),
            PauseReason.ASLEEP,
        ),
    ):
        begin()
        qtbot.waitUntil(lambda why=why: secured.why is why, timeout=20_000)
        end()
        qtbot.waitUntil(lambda: secured.why is None, timeout=20_000)


def test_a_session_that_is_locked_from_the_start_is_known(bus, login, watch, qtbot):
    update(login[1], "LockedHint", True)
    secured = watch(LoginSession({"DBUS_SYSTEM_BUS_ADDRESS": bus.address, "XDG_SESSION_ID": "c1"}))
    assert secured.why is PauseReason.LOCKED


def test_where_the_session_has_no_name_the_users_own_is_followed(bus, login, watch, qtbot):
    manager, _ = login
    manager.mock("AddSession", "ssusb", "auto", "seat0", 0, "root", True)
    session = manager.at("/org/freedesktop/login1/session/auto", SESSION_INTERFACE)
    update(session, "LockedHint", True)
    secured = watch(LoginSession({"DBUS_SYSTEM_BUS_ADDRESS": bus.address}))
    assert secured.why is PauseReason.LOCKED

"""What Windows and macOS tell of a session, by stand-ins that say what those systems are documented to say."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from types import SimpleNamespace

import pytest

from protocol.vocabulary.content import PauseReason
from resources.program.secured.mac_session import NOTIFICATIONS, MacSession
from resources.program.secured.secured import Secured
from resources.program.secured.windows_session import POWER, SESSION_CHANGE, WindowsSession


class Windows:
    """Windows as a session's watch asks it."""

    def __init__(self):
        self.registered, self.desktop = [], "Default"

    def register(self, window):
        self.registered.append(window)
        return True

    def unregister(self, window):
        self.registered.remove(window)

    def input_desktop(self):
        return self.desktop


@pytest.fixture
def windows(qapp):
    system = Windows()
    session = WindowsSession(system)
    secured = Secured([session])
    secured.watch(True)
    yield SimpleNamespace(system=system, session=session, secured=secured)
    secured.watch(False)
    assert system.registered == []


@pytest.mark.parametrize(
    ("message", "begins", "ends", "why"),
    [
        (SESSION_CHANGE, 0x7, 0x8, PauseReason.LOCKED),
        (SESSION_CHANGE, 0x2, 0x1, PauseReason.SWITCHED),
        (SESSION_CHANGE, 0x4, 0x3, PauseReason.SWITCHED),  # remote desktop is cut off, and back
        (POWER, 0x4, 0x12, PauseReason.ASLEEP),
        (POWER, 0x4, 0x7, PauseReason.ASLEEP),
    ],
)
def test_windows_messages_tell(windows, message, begins, ends, why):
    assert len(windows.system.registered) == 1
    said = wintypes.MSG()
    for what, expected in ((begins, why), (0x5, why), (ends, None)):  # 5: somebody logged in
        said.message, said.wParam = message, what
        answer = windows.session._filter.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(said))
        assert answer == (False, 0), "Qt needs it, too"
        assert windows.secured.why is expected
    windows.session._filter.nativeEventFilter(b"xcb_generic_event_t", 0)


@pytest.mark.parametrize(
    ("desktop", "why"),
    [
        ("Winlogon", PauseReason.SECURED),
        (None, PauseReason.SECURED),  # the system lets nobody ask, as while UAC asks
        ("Screen-saver", PauseReason.SCREEN_SAVER),
    ],
)
def test_the_desktop_that_gets_the_input_tells_within_the_time(windows, qtbot, desktop, why):
    windows.system.desktop = desktop
    qtbot.waitUntil(lambda: windows.secured.why is why, timeout=20_000)
    windows.system.desktop = "Default"
    qtbot.waitUntil(lambda: windows.secured.why is None, timeout=20_000)


class Function:
    """A function of a framework, which takes what is said of its types."""

    def __init__(self, does):
        self._does = does

    def __call__(self, *arguments):
        return self._does(*arguments)


class Frameworks:
    """CoreFoundation and CoreGraphics with one session."""

    def __init__(self):
        self.texts, self.observed, self.session, self.copies = [], {}, {b"kCGSSessionOnConsoleKey": True}, 0
        for name in (
            *("CFStringCreateWithCString", "CFStringGetCString", "CFNotificationCenterGetDistributedCenter"),
            *("CFNotificationCenterAddObserver", "CFNotificationCenterRemoveEveryObserver", "CFDictionaryGetValue"),
            *("CFBooleanGetValue", "CFRelease", "CGSessionCopyCurrentDictionary"),
        ):
            setattr(self, name, Function(getattr(self, f"_{name}")))

    def say(self, name):
        self.observed[name](1, 2, self._CFStringCreateWithCString(None, name, 0), None, None)

    def _CFStringCreateWithCString(self, _allocator, letters, _encoding):
        self.texts.append(letters)
        return len(self.texts)

    def _CFStringGetCString(self, text, into, size, _encoding):
        into.value = self.texts[text - 1][: size - 1]
        return True

    def _CFNotificationCenterGetDistributedCenter(self):
        return 1

    def _CFNotificationCenterAddObserver(self, _center, _observer, heard, name, _object, behaviour):
        assert behaviour == 4, "also while the program has no window in front"
        self.observed[self.texts[name - 1]] = heard

    def _CFNotificationCenterRemoveEveryObserver(self, _center, _observer):
        self.observed.clear()

    def _CFDictionaryGetValue(self, _session, key):
        value = self.session.get(self.texts[key - 1])
        return None if value is None else 10 + value

    def _CFBooleanGetValue(self, value):
        return value == 11

    def _CFRelease(self, _thing):
        self.copies -= 1

    def _CGSessionCopyCurrentDictionary(self):
        self.copies += 1 if self.session else 0
        return 7 if self.session else None


@pytest.fixture
def mac(qapp):
    frameworks = Frameworks()
    secured = Secured([MacSession(frameworks, frameworks)])
    secured.watch(True)
    assert secured.why is None
    yield SimpleNamespace(frameworks=frameworks, secured=secured)
    secured.watch(False)
    assert (frameworks.observed, frameworks.copies) == ({}, 0)


def test_a_mac_tells_by_notifications(mac):
    assert set(mac.frameworks.observed) == {name.encode() for name in NOTIFICATIONS}
    for begins, ends, why in (
        (b"com.apple.screenIsLocked", b"com.apple.screenIsUnlocked", PauseReason.LOCKED),
        (b"com.apple.screensaver.didstart", b"com.apple.screensaver.didstop", PauseReason.SCREEN_SAVER),
    ):
        mac.frameworks.say(begins)
        assert mac.secured.why is why
        mac.frameworks.say(ends)
        assert mac.secured.why is None


@pytest.mark.parametrize(
    ("session", "why"),
    [
        ({b"kCGSSessionOnConsoleKey": False}, PauseReason.SWITCHED),
        ({}, PauseReason.SWITCHED),
        ({b"kCGSSessionOnConsoleKey": True, b"CGSSessionScreenIsLocked": True}, PauseReason.LOCKED),
    ],
)
def test_a_mac_is_asked_who_sits_there(mac, qtbot, session, why):
    usual, mac.frameworks.session = mac.frameworks.session, session
    qtbot.waitUntil(lambda: mac.secured.why is why, timeout=20_000)
    mac.frameworks.session = usual
    qtbot.waitUntil(lambda: mac.secured.why is None, timeout=20_000)

"""Whether there is a dialog of the desktop."""

from __future__ import annotations

import importlib.util

from resources.mirror.portal.wayland import make_portal


def test_without_the_extra_or_without_wayland_there_is_none(qtbot, monkeypatch):
    assert make_portal() is None  # the tests' windows are not on Wayland
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr("PySide6.QtGui.QGuiApplication.platformName", lambda: "wayland")
    assert make_portal() is None

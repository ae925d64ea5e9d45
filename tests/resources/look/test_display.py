"""Which windows Qt opens on a Wayland desktop."""

from __future__ import annotations

import importlib.util
import os

import pytest

from resources.look.display import prefer_wayland


@pytest.fixture
def environment(monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())
    yield monkeypatch
    monkeypatch.undo()


def chosen():
    prefer_wayland()
    return os.environ.pop("QT_QPA_PLATFORM", None)


def test_with_the_extra_windows_are_the_wayland_desktops_own(environment):
    assert chosen() == "wayland;xcb"


def test_without_the_extra_qt_chooses(environment):
    environment.setattr(importlib.util, "find_spec", lambda _name: None)
    assert chosen() is None


def test_elsewhere_qt_chooses(environment):
    environment.delenv("WAYLAND_DISPLAY")
    assert chosen() is None


def test_what_the_user_has_chosen_stays(environment):
    environment.setenv("QT_QPA_PLATFORM", "offscreen")
    assert chosen() == "offscreen"

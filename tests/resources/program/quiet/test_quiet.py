"""Notifications are held back while a screen is shown, and come back whatever becomes of the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from resources.program.quiet.gnome import Banners
from resources.program.quiet.kde import Inhibition
from resources.program.quiet.quiet import Quiet, this_desktops_ways
from tests.resources.program.secured.bus_by_hand import mocked_bus

PATIENCE_S = 20
HOLD = """
import sys, time
from pathlib import Path
from resources.program.quiet.gnome import Banners
Banners(Path(sys.argv[1])).begin()
print("held", flush=True)
time.sleep(60)
"""
GSETTINGS = """#!/bin/sh
# A setting as GNOME keeps it, in a file.
[ "$2 $3" = "org.gnome.desktop.notifications show-banners" ] || exit 1
case "$1" in get) cat "$KEPT" ;; set) echo "$4" > "$KEPT" ;; esac
"""


def wait_for(condition):
    until_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < until_s
        time.sleep(0.02)


class Gnome:
    def __init__(self, folder):
        self.kept, self.note = folder / "kept", folder / "data" / "banners-held"
        self.kept.write_text("true\n")

    def shows(self):
        return self.kept.read_text().strip() == "true"


@pytest.fixture
def gnome(tmp_path, monkeypatch):
    tool = tmp_path / "bin" / "gsettings"
    tool.parent.mkdir()
    tool.write_text(GSETTINGS)
    tool.chmod(0o755)
    gnome = Gnome(tmp_path)
    monkeypatch.setenv("KEPT", str(gnome.kept))
    monkeypatch.setenv("PATH", f"{tool.parent}:{os.environ['PATH']}")
    return gnome


def test_banners_are_held_and_given_back(gnome):
    banners = Banners(gnome.note)
    banners.begin()
    wait_for(lambda: not gnome.shows())
    assert gnome.note.exists()
    banners.begin()
    banners.end()
    wait_for(gnome.shows)
    wait_for(lambda: not gnome.note.exists())
    banners.end()


def test_held_again_at_once_they_are_held(gnome):
    banners = Banners(gnome.note)
    for _ in range(5):
        banners.begin()
        wait_for(lambda: not gnome.shows())
        banners.end()
    wait_for(gnome.shows)


def test_who_has_none_keeps_it_that_way(gnome):
    gnome.kept.write_text("false\n")
    banners = Banners(gnome.note)
    banners.begin()
    assert banners._watchdog.wait(PATIENCE_S) == 0
    banners.end()
    assert not gnome.shows()
    assert not gnome.note.exists()


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_a_program_that_dies_gives_them_back(gnome, sign):
    command = [sys.executable, "-c", HOLD, str(gnome.note)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout.readline() == "held\n"
        wait_for(lambda: not gnome.shows())
        program.send_signal(sign)
    wait_for(gnome.shows)
    wait_for(lambda: not gnome.note.exists())


def test_signals_do_not_end_the_watchdog_before(gnome):
    banners = Banners(gnome.note)
    banners.begin()
    wait_for(lambda: not gnome.shows())
    for sign in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        banners._watchdog.send_signal(sign)
    banners.end()
    wait_for(gnome.shows)


def test_what_a_computer_that_went_down_left_is_given_back_at_the_next_start(gnome):
    gnome.note.parent.mkdir()
    gnome.note.touch()
    gnome.kept.write_text("false\n")
    ways = this_desktops_ways(gnome.note.parent, {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"})
    assert [type(way) for way in ways] == [Banners]
    assert gnome.shows()
    assert not gnome.note.exists()


def test_without_gsettings_nothing_breaks(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    banners = Banners(tmp_path / "note")
    banners.begin()
    banners.end()
    banners.give_back()
    assert not (tmp_path / "note").exists()


def test_kde_is_asked_and_forgets_it_with_the_connection(tmp_path, monkeypatch, qapp):
    with mocked_bus(tmp_path) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        name, path = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
        plasma = bus.serve(name, path, name)
        plasma.mock("AddMethod", "sssss", name, "Inhibit", "ssa{sv}", "u", "ret = 7")
        inhibition = this_desktops_ways(tmp_path, {"XDG_CURRENT_DESKTOP": "KDE"})[0]
        assert isinstance(inhibition, Inhibition)
        inhibition.begin()
        wait_for(lambda: plasma.mock("GetMethodCalls", "s", "Inhibit"))
        asked = plasma.mock("GetMethodCalls", "s", "Inhibit")[0][1]
        assert [value for _, value in asked] == ["fernblick", "A screen is shown to somebody", {}]
        before = bus.names()
        inhibition.end()
        wait_for(lambda: len(bus.names()) < len(before))
        inhibition.end()


@pytest.mark.parametrize("desktop", ["", "XFCE", "X-Cinnamon"])
def test_other_desktops_are_asked_nothing(tmp_path, desktop):
    assert this_desktops_ways(tmp_path, {"XDG_CURRENT_DESKTOP": desktop}) == []


class Way:
    def __init__(self):
        self.done = []

    def begin(self):
        self.done.append("begin")

    def end(self):
        self.done.append("end")


def test_it_is_begun_and_ended_once():
    way = Way()
    quiet = Quiet([way])
    for wanted in (False, True, True, False, False):
        quiet.want(wanted)
    assert way.done == ["begin", "end"]

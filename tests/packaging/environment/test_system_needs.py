"""What is missing on the computer is found by trying it, and brought or asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment import system_needs
from environment.system_needs import Need
from environment.trouble import SYSTEM_INCOMPLETE, Trouble


class Apt:
    """Stands for apt: notes what it is asked, and has what it has."""

    def __init__(self, *, status: int = 0, brings: bool = True) -> None:
        self.commands: list[list[str]] = []
        self.installed = False
        self._status = status
        self._brings = brings

    def __call__(self, command: list[str], log: Path) -> int:
        self.commands.append(command)
        self.installed = self.installed or (self._brings and "install" in command)
        return self._status


def provide(needs: list[Need], *, apt: Apt, may_install: bool = True) -> list[str]:
    said: list[str] = []
    system_needs.provide(needs, log=Path("apt.log"), say=said.append, run=apt, may_install=may_install)
    return said


def test_a_complete_computer_is_left_alone_and_nothing_is_said() -> None:
    apt = Apt()
    assert provide([Need(what="it", package="it1", present=lambda: True)], apt=apt) == []
    assert apt.commands == []


def test_missing_packages_are_installed_once_each_after_an_update() -> None:
    apt = Apt()
    needs = [Need(what=f"thing {n}", package="things", present=lambda: apt.installed) for n in range(2)]
    said = provide(needs, apt=apt)
    assert apt.commands[0][:2] == ["apt-get", "update"]
    assert apt.commands[1][:2] == ["apt-get", "install"]
    assert apt.commands[1].count("things") == 1
    assert len(said) == 1


def test_without_the_right_to_install_the_exact_command_is_told_with_status_3(tmp_path: Path) -> None:
    needs = [Need(what=name, package=name, present=lambda: False) for name in ("xvfb", "libegl1")]
    apt = Apt()
    with pytest.raises(Trouble) as trouble:
        provide(needs, apt=apt, may_install=False)
    assert trouble.value.status == SYSTEM_INCOMPLETE == 3
    assert apt.commands == []
    if system_needs.shutil.which("apt-get"):
        assert "sudo apt-get install --yes --no-install-recommends libegl1 xvfb" in str(trouble.value)
    else:
        assert "libegl1" in str(trouble.value)


def test_without_apt_the_names_of_what_is_missing_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match=r"lacks libEGL\.so\.1; install them with its package manager") as trouble:
        provide([Need(what="libEGL.so.1", package="libegl1", present=lambda: False)], apt=Apt(), may_install=False)
    assert trouble.value.status == 3


def test_an_apt_that_fails_is_told_with_where_to_look_and_what_to_run() -> None:
    with pytest.raises(Trouble, match=r"apt\.log.*apt-get install.*xvfb") as trouble:
        provide([Need(what="Xvfb", package="xvfb", present=lambda: False)], apt=Apt(status=100))
    assert trouble.value.status == 3


def test_what_is_still_missing_after_apt_is_named() -> None:
    with pytest.raises(Trouble, match=r"still missing: Xvfb"):
        provide([Need(what="Xvfb", package="xvfb", present=lambda: False)], apt=Apt(brings=False))


def test_a_library_that_loads_is_present_and_one_that_does_not_is_missing() -> None:
    needs = system_needs.display_needs()
    assert all(need.present() for need in needs), "the tests run where Qt runs"
    monster = system_needs._library("libfernblick-no-such.so.7", "nothing")
    assert not monster.present()


def test_a_database_a_balancer_and_a_browser_are_looked_up_where_debian_has_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system_needs, "ADMINISTRATORS_PROGRAMS", str(tmp_path / "sbin"))
    monkeypatch.setattr(system_needs, "POSTGRESQL", str(tmp_path / "postgresql"))
    assert not any(need.present() for need in system_needs.server_needs())
    for place in (
        *("sbin/haproxy", "sbin/pgbouncer", "sbin/squid", "sbin/nft", "sbin/nginx", "caddy", "tinyproxy"),
        *("microsocks", "chromium", "picom", "xxd", "postgresql/15/bin/initdb"),
    ):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).touch(mode=0o755)
    assert all(need.present() for need in system_needs.server_needs())


def test_what_stands_on_a_technicians_desktop_is_looked_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(system_needs, "ADMINISTRATORS_PROGRAMS", str(tmp_path / "sbin"))
    monkeypatch.setattr(system_needs, "DBUSMOCK", str(tmp_path / "dbusmock"))
    assert not any(need.present() for need in system_needs.desktop_needs())
    (tmp_path / "dbusmock").mkdir()
    for name in ("dunst", "i3lock", "notify-send", "xsecurelock"):
        (tmp_path / name).touch(mode=0o755)
    assert all(need.present() for need in system_needs.desktop_needs())


def test_programs_are_looked_up_where_the_user_finds_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not any(need.present() for need in system_needs.virtual_display_needs())
    for name in ("Xvfb", "dbus-daemon", "openbox", "xdotool"):
        (tmp_path / name).touch(mode=0o755)
    assert all(need.present() for need in system_needs.virtual_display_needs())

"""The Linux files on a Debian that has nothing else: installed, used for a session, and gone again."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest

from built_stage import START_WITHIN_S, Built, Times, start, start_console, watch
from clean_root import HOME, CleanRoot
from demonstration.desktop import wait_for
from demonstration.processes import end
from tests.system.stage.stage import Program, Stage, stopwatch

QT_FROM_A_DESKTOP = ("libegl1", "libgl1", "libopengl0", "libxkbcommon0", "fontconfig-config", "fonts-dejavu-core")
"""What an AppImage takes for granted: drivers for the screen, and a font."""
APPSTREAM = ("appstreamcli", "validate", "--no-net", "--override=cid-desktopapp-is-not-rdns=info")  # we own no domain


def test_the_package_installs_shows_the_desktop_exactly_and_goes_without_a_trace(
    stage: Stage, built: Built, console_folder: Path, clean_root: CleanRoot, times: Times
) -> None:
    clean_root.install("fonts-dejavu-core")
    before = clean_root.files()
    _put(clean_root, built.file("fernblick-viewer_*.deb"), "viewer.deb")
    clean_root.install(f"{HOME}/viewer.deb")
    console = start_console(stage, console_folder, "--share")
    link, _ = stage.link()
    took = stopwatch()
    command = clean_root.command(
        "fernblick-viewer", "--join", link, "--full-screen", **_environment(stage, clean_root, f"{HOME}/data")
    )
    viewer = start(stage.customer, command)
    viewer.see("Fernblick|Join a session.*|Session with.*", within_s=START_WITHIN_S)
    times.note("viewer, .deb", "start to window", took())
    stage.joined(console, viewer)
    _used(stage, console, viewer)
    end(viewer.process)
    clean_root.run("apt-get", "purge", "-qq", "--yes", "fernblick-viewer")
    clean_root.run("apt-get", "autoremove", "-qq", "--yes", "--purge")
    shutil.rmtree(clean_root.home)
    left = {name for name in clean_root.files() - before if "fernblick" in name.lower()}
    assert left == set()


def test_the_appimage_runs_from_its_name_and_takes_away_what_it_wrote(
    stage: Stage, built: Built, console_folder: Path, clean_root: CleanRoot, times: Times
) -> None:
    clean_root.install(*QT_FROM_A_DESKTOP)
    before = clean_root.files()
    console = start_console(stage, console_folder)
    link, code = stage.link()
    port = link.partition("127.0.0.1:")[2].partition("/")[0]
    name = f"fernblick-viewer_127.0.0.1_{port}_{code.replace(' ', '')}.AppImage"
    _put(clean_root, built.file("fernblick-viewer-*.AppImage"), name)
    took = stopwatch()
    outer = start(stage.customer, clean_root.command(f"{HOME}/{name}", **_environment(stage, clean_root, None)))
    viewer = watch(outer, "fernblick-viewer")
    times.note("viewer, AppImage", "start to window", took())
    viewer.reads("Theo invites you to a support session.", within_s=START_WITHIN_S)
    viewer.reads(f"You will be connected through 127.0.0.1:{port}.")
    assert console.find(".*Chat session established.*") is None, "nobody joins before the click"
    viewer.click("Join")
    stage.joined(console, viewer)
    took = stopwatch()
    console.click("Share screen")
    viewer.window("Theo’s screen")
    viewer.front("Theo’s screen")
    stage.customer.hand.press("F11")
    stage.see_same_picture()
    times.note("viewer, AppImage", "join to picture", took())
    _used(stage, console, viewer)
    end(outer.process)
    assert list((clean_root.path / "tmp").glob("fernblick*")) == []
    (clean_root.home / name).unlink()
    assert {name for name in clean_root.files() - before if "fernblick" in name.lower()} == set()


def test_the_host_serves_from_its_package_and_purging_takes_its_records(built: Built, clean_root: CleanRoot) -> None:
    before = clean_root.files()
    _put(clean_root, built.file("fernblick-host_*.deb"), "host.deb")
    clean_root.install(f"{HOME}/host.deb")
    data = "/var/lib/fernblick-host"
    command = [
        "su",
        "-s",
        "/bin/sh",
        "fernblick-host",
        "-c",
        f"exec fernblick-host serve --listen 127.0.0.1:0 --data {data}",
    ]
    host = subprocess.Popen(clean_root.command(*command), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert host.stdout is not None
        address, port = host.stdout.readline().split()[1:]
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection((address, int(port)), 10) as plain, context.wrap_socket(plain) as line:
            assert line.version() == "TLSv1.3"
    finally:
        end(host)
    groups = clean_root.run("su", "-s", "/bin/sh", "fernblick-host", "-c", f"fernblick-host groups list --data {data}")
    assert "share_screen=on" in groups
    clean_root.run("apt-get", "purge", "-qq", "--yes", "fernblick-host")
    (clean_root.home / "host.deb").unlink()
    assert {name for name in clean_root.files() - before if "fernblick" in name.lower()} == set()


@pytest.mark.parametrize("pattern", ["fernblick_*.deb", "fernblick-viewer_*.deb", "fernblick-host_*.deb"])
def test_what_a_package_says_of_itself_is_whole(built: Built, tmp_path: Path, pattern: str) -> None:
    subprocess.run(["dpkg-deb", "-x", str(built.file(pattern)), str(tmp_path)], check=True)
    share = tmp_path / "usr" / "share"
    for desktop in share.glob("applications/*.desktop"):
        subprocess.run(["desktop-file-validate", str(desktop)], check=True)
        icon = desktop.read_text(encoding="utf-8").partition("\nIcon=")[2].partition("\n")[0]
        assert (share / f"icons/hicolor/scalable/apps/{icon}.svg").is_file()
    for metainfo in share.glob("metainfo/*.xml"):
        subprocess.run([*APPSTREAM, str(metainfo)], check=True, capture_output=True)
    for page in share.glob("man/man1/*.gz"):
        said = subprocess.run(["man", "--warnings", "-l", str(page)], check=True, capture_output=True, text=True)
        assert said.stderr == ""
    for unit in tmp_path.glob("usr/lib/systemd/system/*.service"):
        assert "ExecStart=/usr/bin/fernblick-host serve" in unit.read_text(encoding="utf-8")
    assert (share / "doc").is_dir()
    assert list(share.glob("doc/*/copyright"))


def _put(root: CleanRoot, file: Path, name: str) -> None:
    shutil.copyfile(file, root.home / name)
    (root.home / name).chmod(0o755)


def _environment(stage: Stage, root: CleanRoot, data: str | None) -> dict[str, str]:
    """Return what a program in the root needs to find the customer's display, and let it tell what its windows show."""
    root.share(stage.customer.bus.place)
    kept = {"DISPLAY": stage.customer.display, **stage.customer.bus.environment}
    return kept | ({"FERNBLICK_DATA": data} if data else {})


def _used(stage: Stage, console: Program, viewer: Program) -> None:
    """See the same picture, end the share at the customer's side, and go on with the chat."""
    viewer.window("Theo’s screen", within_s=30)
    wait_for("the same picture on both", stage.same_picture, within_s=30)
    viewer.front("Theo’s screen")
    stage.customer.hand.press("alt+F4")
    console.reads("Clara closed the shared screen.")
    wait_for("the mirror to close", lambda: not viewer.windows("Theo’s screen"), within_s=20)
    viewer.write("It works")
    console.see("Clara, .*, It works")
    console.write("Good")
    viewer.see("Theo, .*, Good")

"""The Windows files under Wine: installed, used for a session with a Linux console over TLS, and gone again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from built_stage import START_WITHIN_S, Built, Times, start, start_console
from demonstration.desktop import act_until, wait_for
from demonstration.processes import end
from environment.trouble import Trouble
from protocol.card.card import CallingCard, encode
from resources.look.steady import STILL_MS
from tests.system.stage.stage import Program, Stage, stopwatch
from viewer.way_in.card_folder import CardFolder
from wine_desktop import Windows

PROGRAMS = "AppData/Local/Programs"
MENU = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
MIRROR = "Theo’s screen"
QUESTION = "Leave the session"
WORKS_WITHIN_S = 60
TAKES_KEYS_WITHIN_S = 10


def test_the_viewers_setup_installs_shows_the_desktop_exactly_and_leaves_nothing(
    stage: Stage, built: Built, console_folder: Path, windows: Windows, times: Times, tmp_path: Path
) -> None:
    windows.settle()
    before = windows.files()
    windows.run(built.viewer_setup, "/S", "/CALLINGCARD", f"/CARD={_card(tmp_path)}")
    folder = windows.user / PROGRAMS / "Fernblick Viewer"
    program = folder / "fernblick-viewer.exe"
    assert (windows.user / MENU / "Fernblick Viewer.lnk").is_file()
    assert (windows.user / "Desktop" / "Fernblick Calling Card.lnk").is_file()
    kept = CardFolder(windows.user / "AppData/Local/fernblick/viewer").load()
    assert kept is not None
    assert kept.title == "Muster GmbH"

    console = start_console(stage, console_folder)
    stage.link()
    took = stopwatch()
    with _running(windows, program, stage, "--join-file", str(stage.link_file), "--full-screen") as process:
        windows.window("Join a session|Session with")
        times.note("viewer, Windows setup", "start to window", took())
        _session(stage, console, windows, times, "viewer, Windows setup")
        _leave(stage, windows, process)
    windows.settle()
    assert '"%1"' in windows.registry().partition("fernblick\\\\shell\\\\open\\\\command]")[2][:400].replace("\\", "")

    windows.run(folder / "uninstall.exe", "/S")
    wait_for("the folder to go", lambda: not folder.exists(), within_s=WORKS_WITHIN_S)
    windows.settle()
    assert _ours(windows.files() - before) == set()
    assert "fernblick-viewer.exe" not in _without_traces_of_use(windows.registry())


def test_the_viewer_as_one_file_takes_its_session_from_its_name_and_leaves_nothing(
    stage: Stage, built: Built, console_folder: Path, windows: Windows, times: Times, tmp_path: Path
) -> None:
    windows.settle()
    before = windows.files()
    console = start_console(stage, console_folder)
    link, code = stage.link()
    port = link.partition("127.0.0.1:")[2].partition("/")[0]
    program = tmp_path / f"fernblick-viewer_127.0.0.1_{port}_{code.replace(' ', '')}.exe"
    program.symlink_to(built.viewer_single)
    took = stopwatch()
    with _running(windows, program, stage, "--full-screen") as process:
        windows.window("Join a session")
        times.note("viewer, Windows one file", "start to window", took())
        console.reads("The customer is joining", within_s=WORKS_WITHIN_S)
        assert console.find(".*Chat session established.*") is None, "nobody joins before the click"
        _act("the session", lambda: bool(windows.windows("Session with")), act=lambda: _join(stage, windows))
        _session(stage, console, windows, times, "viewer, Windows one file")
        _leave(stage, windows, process)
    windows.settle()
    assert windows.files() - before == set(), "nothing is left on the customer's computer"


def test_the_consoles_setup_starts_a_host_and_shares_the_windows_desktop(
    stage: Stage, built: Built, viewer_folder: Path, windows: Windows, times: Times
) -> None:
    before = windows.files()
    windows.run(built.console_setup, "/S")
    folder = windows.user / PROGRAMS / "Fernblick"
    took = stopwatch()
    options = ["--listen", "127.0.0.1:0", "--new-session", "Clara", "--link-file", str(stage.link_file), "--share"]
    with _running(windows, folder / "fernblick.exe", stage, *options):
        windows.window("Console")
        times.note("console, Windows setup", "start to window", took())
        wait_for("the link", stage.link_file.exists, within_s=WORKS_WITHIN_S)
        command = [str(viewer_folder / "fernblick-viewer"), "--join-file", str(stage.link_file), "--full-screen"]
        viewer = start(stage.technician, command)  # the Linux display is the customer's this time
        viewer.window(".*screen.*", within_s=WORKS_WITHIN_S)
        turned = Stage(technician=stage.customer, customer=stage.technician, folder=stage.folder)
        wait_for("the same picture on both", turned.same_picture, within_s=WORKS_WITHIN_S)
        end(viewer.process)
    host = windows.user / "AppData/Local/fernblick/host/host.sqlite"
    assert host.is_file()
    windows.close()
    windows.run(folder / "uninstall.exe", "/S", "/REMOVEDATA")
    wait_for("the folder to go", lambda: not folder.exists(), within_s=WORKS_WITHIN_S)
    windows.settle()
    assert _ours(windows.files() - before) == set()


CALCULATED = """
import json, numpy
a = numpy.arange(12.0).reshape(3, 4)
b = a.T * (1 + 2j)
products = [a @ a.T, a @ b, a.astype("f4") @ a[0].astype("f4"), a[0] @ a[1], b[:, 0] @ b[:, 1]]
products += [numpy.vdot(b[:, 0], b[:, 1]), numpy.fft.rfft2(a)]
print(json.dumps([[complex(each).real, complex(each).imag] for part in products for each in numpy.ravel(part)]))
"""


def test_the_viewers_numpy_calculates_without_openblas(
    windows: Windows, opened: dict[str, Path], built: Built, cache: Path, tmp_path: Path
) -> None:
    (libraries,) = (path.parent for path in opened[built.viewer_setup.name].rglob("unicodedata.pyd"))
    python, log = tmp_path / "python", tmp_path / "numpy.log"
    (kept,) = cache.glob("python-windows-*")
    shutil.copytree(kept, python)
    (search_path,) = python.glob("*._pth")
    search_path.write_text(f"{search_path.stem}.zip\n.\nZ:{str(libraries).replace('/', chr(92))}\n", encoding="utf-8")
    process = windows.start(python / "python.exe", "-c", CALCULATED, log=log)
    assert process.wait(WORKS_WITHIN_S * 2) == 0
    here = subprocess.run([sys.executable, "-c", CALCULATED], capture_output=True, text=True, check=True).stdout
    assert np.allclose(json.loads(log.read_text()), json.loads(here))


@contextmanager
def _running(windows: Windows, program: Path, stage: Stage, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Windows program at the customer's display, at most as long as the block takes."""
    process = windows.start(
        program, *arguments, log=stage.folder / "wine-program.log", FERNBLICK_TEST=str(stage.folder)
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            windows.close()
            process.wait(WORKS_WITHIN_S)


def _session(stage: Stage, console: Program, windows: Windows, times: Times, name: str) -> None:
    """Share, see every pixel, end the share in the mirror's window, and go on with the chat both ways."""
    console.reads("Chat session established with Clara", within_s=START_WITHIN_S)
    took = stopwatch()
    console.click("Share screen")
    windows.window(MIRROR)
    wait_for("the same picture on both", stage.same_picture, within_s=WORKS_WITHIN_S)
    times.note(name, "join to picture", took())
    _act("the mirror to close", lambda: not windows.windows(MIRROR), act=lambda: _close(stage, windows, MIRROR))
    console.reads("Clara closed the shared screen.", within_s=WORKS_WITHIN_S)
    console.write("Do you read me?")
    console.see(r"Theo, .*, Do you read me\?, Delivered", within_s=WORKS_WITHIN_S)
    line = "Clara, .*, It works on Windows"
    _act("the customer's line", lambda: console.find(line) is not None, act=lambda: _write(stage, windows))


def _join(stage: Stage, windows: Windows) -> None:
    for window in windows.windows("Join a session"):
        stage.customer.hand.activate(int(window))
        stage.customer.hand.press("Return")


def _write(stage: Stage, windows: Windows) -> None:
    hand = stage.customer.hand
    hand.activate(int(windows.window("Session with")))
    hand.type("It works on Windows")
    hand.press("Return")


def _close(stage: Stage, windows: Windows, title: str) -> None:
    """Close as the button in a title bar does: Wine may hold Alt for pressed after Alt+F4 brought another window up."""
    for window in windows.windows(title):
        stage.customer.hand.close(int(window))


def _leave(stage: Stage, windows: Windows, process: subprocess.Popen[bytes]) -> None:
    """Close the viewer's window, say that the session is to be left, and wait for the program to end."""
    _act("the viewer to end", lambda: process.poll() is not None, act=lambda: _close_and_agree(stage, windows))


def _close_and_agree(stage: Stage, windows: Windows) -> None:
    _close(stage, windows, QUESTION)  # one that has not taken the keys is cancelled and asked anew
    _close(stage, windows, "Session with")
    try:
        question = windows.window(QUESTION, within_s=TAKES_KEYS_WITHIN_S)
    except Trouble:
        return
    hand = stage.customer.hand
    hand.activate(int(question))
    time.sleep(2 * STILL_MS / 1000)  # the answer counts only once it has stood for a moment
    hand.press("Tab")  # from Cancel, where the keyboard is, to the other button
    hand.press("space")


def _act(what: str, seen: Callable[[], bool], *, act: Callable[[], object]) -> None:
    """Act until it has worked: Wine's windows take keys only some time after they appear."""
    act_until(what, seen, act=act, again_s=TAKES_KEYS_WITHIN_S, within_s=WORKS_WITHIN_S)


def _ours(names: set[str]) -> set[str]:
    return {name for name in names if "fernblick" in name.lower()}


def _card(folder: Path) -> str:
    """Write a Calling Card and return its path as Windows programs name it."""
    card = CallingCard(host="help.example.org", channel="first-line", fingerprint=None, title="Muster GmbH")
    file = folder / "muster.fernblick-card"
    file.write_bytes(encode(card))
    return "Z:" + str(file).replace("/", "\\")


def _without_traces_of_use(registry: str) -> str:
    """Leave out what Windows itself notes about programs that have run."""
    parts = registry.split("\n[")
    return "\n[".join(part for part in parts if "muicache" not in part and "compatibility" not in part[:200])

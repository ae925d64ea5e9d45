import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from resources import files

ROOT = files.path("..").resolve()
PROGRAM = """
import asyncio, logging, os, signal, sys
from PySide6.QtWidgets import QLabel
from resources.program.application import make_application, run
from resources.program.settings import Settings
logging.basicConfig()
app = make_application("fernblick", sys.argv[:1], Settings())
async def main():
    window = QLabel("x")
    window.show()
    loop = asyncio.get_running_loop()
    try:
        {what}
        await loop.create_future()
    finally:
        await asyncio.sleep(0)
        print("cleaned up", flush=True)
print("status", run(app, main), flush=True)
"""


def start(what: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "FERNBLICK_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(what=what)],
        env=variables | environment,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.mark.parametrize(
    "what",
    [
        "loop.call_later(0.05, window.close)",
        "loop.call_later(0.05, app.quit)",
        "loop.call_later(0.05, app.end)",
        "loop.call_later(0.05, os.kill, os.getpid(), signal.SIGTERM)",
        "loop.call_later(0.05, os.kill, os.getpid(), signal.SIGINT)",
    ],
)
def test_every_way_to_end_lets_the_program_clean_up(what: str, tmp_path: Path) -> None:
    done = start(what, tmp_path)
    assert done.stdout.splitlines() == ["cleaned up", "status 0"]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "what",
    [
        "[loop.run_in_executor(None, time.sleep, 40) for _ in range(3)]",
        "waits = asyncio.ensure_future(asyncio.to_thread(time.sleep, 40))",
        "waits = asyncio.ensure_future(aside(lambda: time.sleep(40), 40))",
    ],
)
def test_no_call_that_hangs_keeps_the_program_from_its_end(what: str, tmp_path: Path) -> None:
    imports = "import time; from protocol.link.ways.aside import aside"
    start_s = time.monotonic()
    done = start(f"{imports}; {what}; loop.call_later(0.05, window.close)", tmp_path)
    assert time.monotonic() - start_s < 30
    assert done.stdout.splitlines() == ["cleaned up", "status 0"]
    assert "Traceback" not in done.stderr


def test_a_call_that_is_about_to_be_done_is_done_before_the_end(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    write = f"loop.run_in_executor(None, lambda: (time.sleep(1), open({str(kept)!r}, 'w').close()))"
    start(f"import time; {write}; loop.call_later(0.05, window.close)", tmp_path)
    assert kept.exists()


def test_what_the_coroutine_returns_is_the_status(tmp_path: Path) -> None:
    assert "status 5" in start("return 5", tmp_path).stdout


def test_an_error_of_the_program_itself_ends_it_with_a_sentence(tmp_path: Path) -> None:
    done = start("1 / 0", tmp_path)
    assert "status 1" in done.stdout
    assert "Something went wrong in Fernblick itself." in done.stderr
    assert "CRITICAL" in done.stderr  # the log has it


@pytest.mark.parametrize(
    "what",
    [
        "loop.call_soon(lambda: 1 / 0)",
        "import threading; threading.Thread(target=lambda: 1 / 0).start()",
        "from PySide6.QtCore import QTimer; QTimer.singleShot(0, lambda: 1 / 0)",
    ],
)
def test_an_error_nobody_caught_is_told_in_one_dialog_and_the_program_goes_on(what: str, tmp_path: Path) -> None:
    look = "\n        ".join(
        [
            "logged = []",
            "logging.getLogger().handlers[0].addFilter(lambda record: logged.append(record) or True)",
            what,
            what,
            "shown = lambda: [w for w in app.topLevelWidgets() if type(w).__name__ == 'Dialog' and w.isVisible()]",
            "while len(logged) < 2 or not shown(): await asyncio.sleep(0.01)",
            "await asyncio.sleep(0.2)  # for a second dialog, which must not come",
            "print('dialogs', len(shown()), flush=True)",
            "return 0",
        ]
    )
    done = start(look, tmp_path)
    assert "dialogs 1" in done.stdout
    assert done.stderr.count("CRITICAL") == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize("display", ["", ":1987"])
def test_no_display_is_said_in_a_sentence(display: str, tmp_path: Path) -> None:
    done = start("return 0", tmp_path, QT_QPA_PLATFORM="", DISPLAY=display, WAYLAND_DISPLAY="")
    assert done.returncode == 3
    assert done.stderr.strip() == (
        "No display was found. Start Fernblick in a desktop session, or set DISPLAY to a running display."
    )


def test_the_users_language_is_spoken(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text("[General]\nlanguage=de\n")
    look = "from resources.words.sentences import sentence; print(sentence('wrong_code'), flush=True); return 0"
    assert "Der Code stimmt nicht." in start(look, tmp_path).stdout


def test_another_language_is_spoken_at_once(tmp_path: Path) -> None:
    look = "app.settings.language = 'de'; print(app.translate('dialog', 'Cancel'), flush=True); return 0"
    assert "Abbrechen" in start(look, tmp_path).stdout

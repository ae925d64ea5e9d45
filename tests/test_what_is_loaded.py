"""What both programs have loaded while they are used: memory that a computer has no use for is not taken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUN = """
import asyncio, contextlib, importlib, linecache, pathlib, sys

program = importlib.import_module(sys.argv[1])
name = sys.argv[1].partition(".")[0]
main, file = getattr(program, name), pathlib.Path(sys.argv[2])

async def watched(*arguments):
    running = asyncio.ensure_future(main(*arguments))
    await asyncio.sleep(0)
    while not (file.exists() or running.done()):
        await asyncio.sleep(0.05)
    print(*sys.modules, *linecache.cache)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running

setattr(program, name, watched)
sys.exit(program.main(sys.argv[3:]))
"""
QT = [f"PySide6.Qt{part}" for part in ("DBus", "Multimedia", "Network", "OpenGL", "OpenGLWidgets", "PrintSupport")]
NEVER = [
    *QT,
    "sqlalchemy",
    "importlib.metadata",
    "numpy.random",
    "numpy.fft",
    "PIL",
    "keyring",
    "pynput",
    "zeroconf",
    "ifaddr",
]
IN_CONSOLE = [
    *NEVER,
    "pyqtgraph",
    "console.windows.admin.window",
    "console.windows.reports.charts",
    "console.host",
    "viewer",
]
IN_VIEWER = [*NEVER, "console"]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """Run a program until a file is there, and return what it has loaded then."""

    def run(module, file, *words):
        folder = tmp_path_factory.mktemp("data")
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "FERNBLICK_DATA": str(folder)}
        environment.pop("DISPLAY", None)
        command = [sys.executable, "-c", RUN, module, str(folder / file), *words]
        told = subprocess.run(
            command, env=environment, cwd=folder, capture_output=True, text=True, timeout=60, check=True
        )
        return set(told.stdout.split())

    return run


@pytest.fixture(scope="module")
def console(loaded):
    return loaded("console.app", "link", "--new-session", "Erika", "--listen", "127.0.0.1:0", "--link-file", "link")


@pytest.fixture(scope="module")
def viewer(loaded):
    return loaded("viewer.app", ".")


@pytest.mark.parametrize("program", ["console", "viewer"])
def test_the_text_of_what_is_imported_is_not_kept(request, program):
    ours = tuple(f"{ROOT}/{part}/" for part in ("console", "protocol", "resources", "viewer"))
    assert [name for name in request.getfixturevalue(program) if name.startswith(ours)] == []


@pytest.mark.parametrize("module", IN_CONSOLE)
def test_a_console_in_a_session_has_not_loaded(console, module):
    assert "console.windows.session.page" in console
    assert module not in console


@pytest.mark.parametrize("module", IN_VIEWER)
def test_a_viewer_that_waits_for_a_code_has_not_loaded(viewer, module):
    assert "viewer.windows.main_window" in viewer
    assert module not in viewer

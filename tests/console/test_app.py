"""The console and the viewer as programs, without a display: from the command line to the last file."""

import asyncio
import json
import os
import signal
import subprocess
import sys

import pytest

from console.app import arguments
from console.connection.hosting import HostEntry

PATIENCE_S = 60.0


@pytest.fixture
async def start(tmp_path):
    """Start programs with a data folder of their own; those that still run are killed at the end."""
    started = []

    async def start(module, *words):
        folder = tmp_path / f"data{len(started)}"
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "FERNBLICK_DATA": str(folder)}
        environment.pop("DISPLAY", None)
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, *words, env=environment, stderr=subprocess.PIPE
        )
        program.folder = folder
        started.append(program)
        return program

    yield start
    for program in started:
        if program.returncode is None:
            program.kill()
            await program.wait()


async def existing(path):
    """Wait for a file that another program writes whole."""
    async with asyncio.timeout(PATIENCE_S):
        while not path.exists():  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.02)
    return path.read_text()


async def ended(program):
    async with asyncio.timeout(PATIENCE_S):
        _, errors = await program.communicate()
    return program.returncode, errors.decode()


def running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_session_from_the_command_line_and_a_clean_end(start, tmp_path):
    link = tmp_path / "link"
    words = ("--listen", "127.0.0.1:0", "--new-session", "Max", "--link-file", str(link))
    console = await start("console.app", *words, "--log-level", "info")
    viewer = await start("viewer.app", "--join-file", str(link))
    assert (await existing(link)).startswith("fernblick://127.0.0.1:")
    entry = HostEntry.read(console.folder / "host" / "host.json")
    log = console.folder / "host" / "host.log"
    async with asyncio.timeout(PATIENCE_S):
        while not list((viewer.folder / "viewer").glob("*.seat")):  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.02)
    viewer.send_signal(signal.SIGTERM)
    assert await ended(viewer) == (0, "")
    console.send_signal(signal.SIGTERM)
    status, errors = await ended(console)
    assert status == 0
    assert "Traceback" not in errors
    assert "Task was destroyed" not in errors
    assert not running(entry.pid)
    assert "Traceback" not in log.read_text()
    assert list(console.folder.glob("console/*")) == []
    assert list(viewer.folder.glob("viewer/*")) == []


async def test_a_console_that_ends_while_its_host_starts_leaves_nothing_behind(start):
    console = await start("console.app", "--listen", "127.0.0.1:0", "--log-level", "info")
    started = b""
    async with asyncio.timeout(PATIENCE_S):
        while b"host started" not in started:
            started = await console.stderr.readline()
    console.send_signal(signal.SIGTERM)
    status, errors = await ended(console)
    assert status == 0
    assert "Traceback" not in errors
    assert not running(int(started.split()[-1]))


@pytest.mark.parametrize("module", ["console.app", "viewer.app"])
async def test_help_and_version_need_no_display(start, module):
    for option in ("--help", "--version"):
        assert (await ended(await start(module, option)))[0] == 0


def test_the_options_that_scripts_use_default_to_nothing():
    options = arguments().parse_args([])
    assert not any((options.new_session, options.share, options.monitor, options.link_file, options.report_file))
    assert json.dumps(options.listen) == "null"

"""The demonstration on the user's own display: the programs' real windows, to play with."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from demonstration.processes import Processes, program_command
from environment.trouble import Trouble

LOOK_EVERY_S = 0.2
OPEN_WITHIN_S = 60.0  # seconds that a console may take until the customer can join
WHAT_TO_TRY = """
Two programs are open: the technician's console and the customer's viewer.
The customer has joined already, and a third window holds something that keeps changing. Try this:

  * Write into either chat window; Enter sends.
  * Press "Share screen" in the console: the customer gets a new window with your desktop in it.
    Both are on one screen here, so the customer's window also shows itself, smaller and smaller:
    move it to a second monitor or make it small.
  * F11 in the customer's window: full screen; Esc leaves it.
  * Press "Stop sharing", or close the customer's window: the session goes on, and sharing can start again.

Close both programs, or press Ctrl+C here, to end the demonstration.
"""


def show(*, processes: Processes, folder: Path) -> None:
    """Open the windows and stay until the user has closed both programs."""
    link = str(folder / "link.txt")
    console = [
        sys.executable,
        "-P",
        "-m",
        "console.app",
        "--new-session",
        "Clara",
        "--link-file",
        link,
        "--listen",
        "127.0.0.1:0",
    ]
    commands = {
        "technician": (console, "Theo"),
        "customer": ([sys.executable, "-P", "-m", "viewer.app", "--join-file", link], "Clara"),
        "program": (program_command(), ""),
    }
    started = {}
    for name, (command, own_name) in commands.items():
        data = folder / name
        data.mkdir(mode=0o700)
        (data / "settings.ini").write_text(f"[General]\nown_name={own_name}\n", encoding="utf-8")
        environment = {**os.environ, "FERNBLICK_DATA": str(data)}
        started[name] = processes.start(name, command, environment=environment)
    running = [started[name] for name in ("technician", "customer")]
    _until_open(running, Path(link), folder)
    print(WHAT_TO_TRY, flush=True)
    while any(program.poll() is None for program in running):
        time.sleep(LOOK_EVERY_S)


def _until_open(running: list[subprocess.Popen[bytes]], link: Path, folder: Path) -> None:
    """Wait for the session that the customer joins; raises Trouble with what a program has said at its end."""
    deadline = time.monotonic() + OPEN_WITHIN_S
    while not link.exists():
        if any(program.poll() is not None for program in running) or time.monotonic() > deadline:
            said = [line for log in ("technician.log", "customer.log") for line in _lines(folder / log)]
            raise Trouble(said[-1] if said else "The windows did not open.")
        time.sleep(LOOK_EVERY_S)


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").split("\n")[:-1] if log.exists() else []

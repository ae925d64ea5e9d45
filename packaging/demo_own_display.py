"""The demonstration on the user's own display: the programs' real windows, to play with."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from demo_processes import Processes

LOOK_EVERY_S = 0.2
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


def show(*, processes: Processes, folder: Path, say: Callable[[str], None]) -> None:
    """Open the windows and stay until the user has closed both programs."""
    link = folder / "link.txt"
    python = [sys.executable, "-P"]
    programs = {
        "technician": ["-m", "console.app", "--new-session", "Clara", "--link-file", str(link)],
        "customer": ["-m", "viewer.app", "--join-file", str(link)],
        "program": [str(Path(__file__).with_name("demo_program.py"))],
    }
    programs["technician"] += ["--listen", "127.0.0.1:0"]
    started = {}
    for name, command in programs.items():
        data = folder / name
        data.mkdir(mode=0o700)
        environment = {**os.environ, "FERNBLICK_DATA": str(data)}
        started[name] = processes.start(name, [*python, *command], environment=environment)
    say(WHAT_TO_TRY)
    while any(started[name].poll() is None for name in ("technician", "customer")):
        time.sleep(LOOK_EVERY_S)

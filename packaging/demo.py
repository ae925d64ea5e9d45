"""Demonstrate the main job with the real programs: on the user's own display, or by itself on virtual ones."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any

from demonstration.processes import Processes
from environment.trouble import Trouble

STOPPED = 130  # exit status after Ctrl+C
BOOLEANS = (
    "chat_both_ways",
    "exact",
    "console_kept_out",
    "stopped_by_technician",
    "stopped_by_customer",
    "session_still_active",
)
NUMBERS = (
    *("console_window_s", "viewer_window_s", "join_s", "first_picture_s", "p50_ms", "updates", "bytes"),
)  # fmt: skip
_FOREIGN = ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "DBUS_SESSION_BUS_ADDRESS", "XAUTHORITY")
_FOREIGN_PREFIX = "QT_"


def main() -> int:
    """Run the demonstration and return its exit status: 0 only if all of it held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--headless", action="store_true", help="on virtual displays")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write console.png, viewer.png and report.json there")
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
    logs = options.out or Path(__file__).resolve().parent.parent / ".bootstrap" / "demo"
    logs.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="fernblick-demo-"))
    try:
        return _headless(folder, options.out, logs) if options.headless else _on_own_display(folder)
    except Trouble as trouble:
        print(f"fernblick: {trouble} The programs' logs are in {logs}.", file=sys.stderr, flush=True)
        return trouble.status
    except KeyboardInterrupt:
        _say("stopped")
        return STOPPED
    finally:
        _keep_logs(folder, logs)
        shutil.rmtree(folder, ignore_errors=True)


def missing(report: dict[str, Any]) -> list[str]:
    """Return the names of what `report` does not show to have held."""
    failed = [name for name in BOOLEANS if report.get(name) is not True]
    return failed + [name for name in NUMBERS if not isinstance(report.get(name), int | float)]


def _headless(folder: Path, out: Path | None, logs: Path) -> int:
    from demonstration.headless import MainJob  # needs X11, which not every computer has

    trouble = None
    report: dict[str, Any] = {}
    with Processes(folder) as processes:
        job = MainJob(processes=processes, folder=folder, environment=_virtual_environment(folder), out=out, say=_say)
        try:
            job.run()
        except Trouble as error:
            trouble = error
            job.keep_screens(logs)
        report = job.report
    text = json.dumps({**report, "held": not missing(report)}, indent=2)
    print(text, flush=True)
    if out is not None:
        (out / "report.json").write_text(f"{text}\n", encoding="utf-8")
    if trouble is not None:
        raise trouble
    if failed := missing(report):
        raise Trouble(f"The demonstration did not show: {', '.join(failed)}.", status=1)
    _say("all of it held")
    return 0


def _on_own_display(folder: Path) -> int:
    from demonstration.own_display import show

    with Processes(folder) as processes:
        show(processes=processes, folder=folder)
    return 0


def _virtual_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which programs see nothing of the desktop that this was started from."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _FOREIGN and not name.startswith(_FOREIGN_PREFIX)
    }
    return {**kept, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": str(runtime), "XDG_SESSION_TYPE": "x11"}


def _keep_logs(folder: Path, logs: Path) -> None:
    for log in folder.rglob("*.log"):  # the host's is in its data folder
        shutil.copy(log, logs / log.name)


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(sentence: str) -> None:
    print(f"fernblick: {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

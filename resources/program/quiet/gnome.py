"""GNOME's notifications: a setting of the user's, held by a process that gives it back however this one ends.

It is a shell that waits for the end of its input, which comes when this program closes it, ends or is killed, and that
no signal of a terminal or of a logout ends before. Where the computer itself went down meanwhile, a note says at the
next start that the setting is to be given back.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import threading
from pathlib import Path

from protocol.system.private_files import private_folder

_SETTING = ("org.gnome.desktop.notifications", "show-banners")
_ASK_S = 5.0  # for the answer
_WATCHDOG = """
trap '' HUP INT TERM QUIT
[ "$(gsettings get "$1" "$2")" = true ] || exit 0
umask 077
: > "$3"
gsettings set "$1" "$2" false
while read -r line; do :; done
gsettings set "$1" "$2" true && rm -f "$3"
"""


class Banners:
    """Holds the setting; does nothing where it is off already, or is none of this desktop.

    Args:
        note: a file that is there while it is held.
    """

    def __init__(self, note: Path) -> None:
        self._note = note
        self._watchdog: subprocess.Popen[bytes] | None = None
        self._ending: threading.Thread | None = None

    def begin(self) -> None:
        """Have no banners shown."""
        if self._watchdog is not None:
            return
        if self._ending is not None:
            self._ending.join(_ASK_S)  # else it would give back what the next one holds
        with contextlib.suppress(OSError):
            private_folder(self._note.parent)
            self._watchdog = subprocess.Popen(  # noqa: S603
                ["/bin/sh", "-c", _WATCHDOG, "sh", *_SETTING, str(self._note)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_plain_environment(),
                start_new_session=True,
            )

    def end(self) -> None:
        """Have them shown again, soon."""
        watchdog, self._watchdog = self._watchdog, None
        if watchdog is not None and watchdog.stdin is not None:
            watchdog.stdin.close()
            self._ending = threading.Thread(target=watchdog.wait, name="banners", daemon=True)
            self._ending.start()

    def give_back(self) -> None:
        """Have them shown again, where an earlier run of a computer that went down has not."""
        if self._note.exists() and self._run("set", *_SETTING, "true") is not None:
            self._note.unlink(missing_ok=True)

    def _run(self, *arguments: str) -> str | None:
        """Return what `gsettings` says; None: it cannot be asked."""
        tool = shutil.which("gsettings")
        if tool is None:
            return None
        try:
            done = subprocess.run(  # noqa: S603
                [tool, *arguments], capture_output=True, text=True, timeout=_ASK_S, check=True, env=_plain_environment()
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.strip()


def _plain_environment() -> dict[str, str]:
    """Return the environment without the libraries of a bundle, which are not for the system's programs."""
    kept = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"}
    if before := os.environ.get("LD_LIBRARY_PATH_ORIG"):
        kept["LD_LIBRARY_PATH"] = before
    return kept

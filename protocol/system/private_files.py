"""Files and folders that are their user's alone, from the first byte on, whatever the user's umask is.

On Windows the modes say nothing: there the folder of a user's programs is theirs alone by the rights it inherits.
"""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path
from typing import IO

_log = logging.getLogger(__name__)

FILE_MODE = 0o600
FOLDER_MODE = 0o700
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def private_folder(folder: Path) -> None:
    """Make `folder`, and take away what others may do in it; those above it that have to be made are closed, too.

    Raises:
        OSError: it cannot be made, or is another user's.
    """
    for above in reversed(folder.absolute().parents):
        if not above.exists():
            above.mkdir(mode=FOLDER_MODE, exist_ok=True)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    if os.name != "nt" and folder.stat().st_mode & _OTHERS:
        folder.chmod(FOLDER_MODE)


def open_private(file: Path, mode: str = "wb") -> IO[bytes]:
    """Open a file of bytes to be written ("wb": anew, "ab": on, "xb": where there is none) and close it to others.

    Raises:
        OSError: it cannot be opened.
    """
    flags = {"wb": os.O_TRUNC, "ab": os.O_APPEND, "xb": os.O_EXCL}[mode]
    flags |= os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(file, flags, FILE_MODE), mode.replace("x", "w"))


def write_private(file: Path, content: bytes, *, lasting: bool = False) -> None:
    """Write `file` whole or not at all, in place of what is there; `lasting`: it survives a loss of power.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with open_private(part, "xb") as out:
            out.write(content)
            if lasting:
                out.flush()
                os.fsync(out.fileno())
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def close_to_others(*places: Path) -> None:
    """Take away what others may do with these files, and with these folders and the files that lie right in them.

    As an earlier version, a hand or a restored copy may have left them. Links are not followed, what lies further down
    is behind a closed folder, and what is another user's stays as it is.
    """
    if os.name == "nt":
        return
    for place in places:
        try:
            inside = [path for path in place.iterdir() if not path.is_dir()] if place.is_dir() else []
        except OSError:
            inside = []
        for path in (place, *inside):
            try:
                _close(path)
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                _log.warning("others may read %s: %s", path, error.strerror)


def _close(path: Path) -> None:
    about = path.lstat()
    if not stat.S_ISLNK(about.st_mode) and about.st_mode & _OTHERS and about.st_uid == os.geteuid():
        path.chmod(stat.S_IMODE(about.st_mode) & ~_OTHERS)

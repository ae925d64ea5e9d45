"""The host's data folder: its user's alone, one host at a time, and the file by which a console finds its host."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

import platformdirs

from protocol.link.local import PATH_LIMIT, PIPES, has_pipes
from protocol.system.file_lock import lock_file
from protocol.system.private_files import open_private, private_folder, write_private

HOST_FILE = "host.json"
CONSOLE_SOCKET = "console.socket"
SHORT_PLACES = ("/tmp", "/var/tmp")  # noqa: S108 - never too long; what is made there is its user's alone
EXIT_SECOND_HOST = 4
EXIT_PORT = 5
EXIT_FOLDER = 6
EXIT_DATABASE = 7
EXIT_NOT_DONE = 8
EXIT_CERTIFICATE = 9
EXIT_MISSING = 10
EXIT_NOTHING = 11  # there is no database where a command looks for one
EXIT_CONFIGURATION = 12
EXIT_OTHER_DATABASE = 13  # the data folder is that of another database
EXIT_EARLIER = 14  # the database is of an earlier version, and this command does not bring it up

PARTS_COME = "the host's own package has it, and `python3 packaging/bootstrap.py run host` brings it to the sources"
"""Where the packages come from that only a server needs: never from an index under our name, which may be anybody's."""


class StartError(Exception):
    """The environment does not let the host run; the text is a sentence for its user, `status` the exit status."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def _short_folder() -> Path:
    """Make a folder that is its user's alone and whose path leaves room for a socket's name.

    Raises:
        OSError: there is no such place.
    """
    places = [os.environ.get("XDG_RUNTIME_DIR") or SHORT_PLACES[0], tempfile.gettempdir(), *SHORT_PLACES]
    failed: OSError | None = None
    for place in places:
        try:
            made = Path(tempfile.mkdtemp(prefix="fernblick-", dir=place))
        except OSError as error:  # a runtime folder may be another user's, as after `su`
            failed = error
            continue
        if len(os.fsencode(made / CONSOLE_SOCKET)) <= PATH_LIMIT:
            return made
        made.rmdir()
    raise failed or OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))


def default_folder() -> Path:
    """Return the folder that is used where none is named."""
    root = os.environ.get("FERNBLICK_DATA") or platformdirs.user_data_dir("fernblick", appauthor=False)
    return Path(root) / "host"


class DataFolder:
    """The folder at `path`, made where it does not exist, unless `make` is false.

    Raises:
        StartError: it cannot be written.
    """

    def __init__(self, path: Path, *, make: bool = True) -> None:
        self.path = path
        self._lock: IO[bytes] | None = None
        if not make:
            return
        refuse_root(path)
        try:
            private_folder(path)
            open_private(path / "lock", "ab").close()
        except OSError as error:
            raise _not_writable(path, error) from error

    @property
    def database(self) -> Path:
        """Where the database is."""
        return self.path / "host.sqlite"

    def lock(self) -> None:
        """Keep other hosts out of this folder until `unlock`, or the end of this process.

        Raises:
            StartError: another host is at work here.
        """
        refuse_root(self.path)
        try:
            file = open_private(self.path / "lock", "ab")
        except OSError as error:
            raise _not_writable(self.path, error) from error
        if not lock_file(file):
            file.close()
            raise StartError(
                EXIT_SECOND_HOST,
                f"A host uses the data folder {self.path}. Stop it first, or name another folder with --data.",
            )
        self._lock = file

    def unlock(self) -> None:
        """Let other hosts in."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def in_use(self) -> bool:
        """Return whether a host is at work here now."""
        try:
            with open_private(self.path / "lock", "ab") as file:
                return not lock_file(file)
        except OSError:
            return False

    def host_file(self) -> dict[str, Any]:
        """Return what the host that runs, or was killed, has said about itself; empty: nothing."""
        try:
            found = json.loads((self.path / HOST_FILE).read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def forget_token(self) -> None:
        """Remove the file with which consoles logged in at hosts of earlier versions, from wherever they were."""
        (self.path / "token").unlink(missing_ok=True)

    def console_place(self, end: contextlib.ExitStack) -> str:
        """Return where this computer's console is let in: in this folder where the path fits, else in one till `end`.

        Raises:
            OSError: there is no such place.
        """
        if has_pipes():
            return f"{PIPES}fernblick-{secrets.token_hex(16)}"
        path = (self.path / CONSOLE_SOCKET).absolute()
        if len(os.fsencode(path)) <= PATH_LIMIT:
            return str(path)
        short = _short_folder()
        end.callback(shutil.rmtree, short, ignore_errors=True)
        return str(short / CONSOLE_SOCKET)

    def write_host_file(self, content: dict[str, Any]) -> None:
        """Say how to reach the host that runs."""
        self.write(HOST_FILE, json.dumps(content, indent=1).encode())

    def remove_host_file(self) -> None:
        """Say that no host runs."""
        (self.path / HOST_FILE).unlink(missing_ok=True)

    def write(self, name: str, content: bytes) -> None:
        """Write a file whole or not at all, readable by its user alone from the first byte on.

        Raises:
            StartError: the folder cannot be written.
        """
        refuse_root(self.path)
        try:
            write_private(self.path / name, content, lasting=True)
        except OSError as error:
            raise _not_writable(self.path, error) from error


def refuse_root(path: Path) -> None:
    """See that root makes no file beside those of another user at `path`: that one could not read it.

    Raises:
        StartError: this process is root's, and what is there is not.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    import pwd  # not on Windows

    with contextlib.suppress(OSError, KeyError):
        if (owner := pwd.getpwuid(path.stat().st_uid).pw_name) != "root":
            sentence = f"{path} belongs to the user {owner}; nothing was done. Say the command as that one"
            raise StartError(EXIT_FOLDER, f"{sentence}: sudo -u {owner} ...")


def _not_writable(path: Path, error: OSError) -> StartError:
    sentence = f"The data folder {path} cannot be written: {error.strerror}. Name another one with --data."
    if isinstance(error, PermissionError):  # another folder would be another host
        sentence = f"This user may not write the data folder {path}; say the command as the host's user."
    return StartError(EXIT_FOLDER, sentence)

"""A program runs once for each data folder: a second start hands over what it was told to the one that runs.

Whoever has the lock is the first. It listens for others of its user alone, at a place that it writes down beside the
lock; a second start asks it to come to the front, and to do what the second one's arguments say. Nothing of Qt is
needed for that, so a second start is over before a window could be made.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import json
import os
import secrets
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from protocol.link.local import PATH_LIMIT, PIPES, Listening, has_pipes, peer_user, serve_local
from protocol.system.file_lock import lock_file
from protocol.system.private_files import open_private, private_folder, write_private

LOCK, NOTE, SOCKET = "running.lock", "running.json", "running.socket"
SAID_LIMIT = 65536  # bytes that a second start may say: an argument list, and where it was typed
PATIENCE_S = 10.0  # that a first start has until it listens, or to end
ASK_EVERY_S = 0.1
SHOWN = "shown"
"""The answer of a first program that has come to the front, and does what the second one was told."""
BUSY = "busy"
"""The answer of one that has something else open: the second start is a program of its own."""
ELSEWHERE = "elsewhere"
"""The answer of one whose windows are on other screens than those of the second start."""
SILENT = "silent"
"""Stands for the answer of a first program that gives none in time."""


@dataclass(frozen=True)
class Start:
    """What a second start was told.

    Attributes:
        arguments: its command line, without the program.
        folder: where file names in it begin.
        display: the screens that its windows would be on.
        token: by which the desktop lets a window come to the front; "": none.
    """

    arguments: tuple[str, ...]
    folder: str
    display: str
    token: str = ""


def this_start(arguments: list[str]) -> Start:
    """Describe this very start."""
    told = os.environ.get
    display = told("WAYLAND_DISPLAY") or told("DISPLAY") or ""
    return Start(tuple(arguments), str(Path.cwd()), display, told("XDG_ACTIVATION_TOKEN") or "")


Came = Callable[[Start], str]  # what a first program does for a second start; returns its answer


class OneProgram:
    """The place at which a program finds out whether it is the first, in a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: IO[bytes] | None = None
        self._listening: Listening | None = None
        self._short: Path | None = None

    def take(self) -> bool:
        """Become the first, if no other program is; a folder that cannot be used keeps nobody from starting."""
        if self._lock is not None:
            return True
        try:
            private_folder(self._folder)
            file = open_private(self._folder / LOCK, "ab")
        except OSError:
            return True
        if not (lock_file(file) and self._is_there(file)):
            file.close()
            return False
        self._lock = file
        return True

    def _is_there(self, file: IO[bytes]) -> bool:
        """Return whether the lock is still the folder's: whoever was the first removes it."""
        try:
            return os.path.samestat(os.fstat(file.fileno()), (self._folder / LOCK).stat())
        except OSError:
            return False

    def hand_over(self, start: Start, *, patience_s: float = PATIENCE_S) -> str | None:
        """Tell the first program of `start` and return its answer; None: there is none any more, this one is it."""
        ends_at = time.monotonic() + patience_s
        while not self.take():
            left_s = ends_at - time.monotonic()
            if left_s <= 0:
                return SILENT
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                return _ask(json.loads((self._folder / NOTE).read_bytes()), start, left_s)
            time.sleep(ASK_EVERY_S)
        return None

    async def listen(self, came: Came) -> None:
        """Take second starts in from now on; where nothing can listen, each program is on its own as before."""
        if self._lock is None:
            return
        try:
            place = self._place()
            self._listening = await serve_local(place, lambda: _Hearing(came))
            said = {"place": place, "process": os.getpid()}
            write_private(self._folder / NOTE, json.dumps(said).encode())
        except (OSError, NotImplementedError):
            self.close()

    def close(self) -> None:
        """Be the first no more, and leave nothing behind."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        if self._lock is not None:
            self._forget(NOTE, LOCK)
            self._lock.close()
            self._lock = None
            if sys.platform == "win32":
                self._forget(LOCK)  # an open file stays there
            with contextlib.suppress(OSError):
                self._folder.rmdir()  # where nothing else is in it
        if self._short is not None:
            shutil.rmtree(self._short, ignore_errors=True)
            self._short = None

    def _forget(self, *names: str) -> None:
        for name in names:
            with contextlib.suppress(OSError):
                (self._folder / name).unlink(missing_ok=True)

    def _place(self) -> str:
        if has_pipes():
            return f"{PIPES}fernblick-{secrets.token_hex(16)}"
        path = (self._folder / SOCKET).absolute()
        if len(os.fsencode(path)) > PATH_LIMIT:
            self._short = Path(tempfile.mkdtemp(prefix="fernblick-"))
            path = self._short / SOCKET
        return str(path)


class _Hearing(asyncio.Protocol):
    """One second start: a line of JSON, and a word as the answer."""

    def __init__(self, came: Came) -> None:
        self._came = came
        self._said = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer once the line is whole; what is no start is not answered."""
        self._said += data
        if self._transport is None or (b"\n" not in self._said and len(self._said) <= SAID_LIMIT):
            return
        transport, self._transport = self._transport, None
        start = _read(self._said)
        if start is None:
            transport.abort()
        else:
            transport.write(f"{self._came(start)}\n".encode())
            transport.close()


def _read(said: bytes) -> Start | None:
    """Return the start that `said` describes; None: it describes none."""
    line, ended, _ = said.partition(b"\n")
    if not ended or len(line) > SAID_LIMIT:
        return None
    try:
        found = json.loads(line)
        arguments, *rest = (found[name] for name in ("arguments", "folder", "display", "token"))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    texts = [*arguments, *rest] if isinstance(arguments, list) else [None]
    if not all(isinstance(text, str) and "\0" not in text for text in texts):
        return None
    return Start(tuple(arguments), *rest)


def _ask(first: dict[str, Any], start: Start, patience_s: float) -> str:
    """Say `start` to the `first` program and return its answer.

    Raises:
        OSError: it is not there, is not this user's, or does not answer.
    """
    line = json.dumps(asdict(start)).encode() + b"\n"
    if sys.platform == "win32":
        answer = _over_pipe(first["place"], int(first["process"]), line)
    else:
        answer = _over_socket(first["place"], line, patience_s)
    if not answer.endswith(b"\n"):
        raise OSError("no answer")
    return answer.decode("ascii", errors="replace").strip()


def _over_socket(place: str, line: bytes, patience_s: float) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        sock.settimeout(patience_s)
        sock.connect(place)
        if peer_user(sock) != os.geteuid():
            raise OSError("another user's")
        sock.sendall(line)
        answer = b""
        while len(answer) < SAID_LIMIT and (more := sock.recv(256)):
            answer += more
    return answer


def _over_pipe(place: str, process: int, line: bytes) -> bytes:
    """Do so on Windows, where the process at the other end must be the one that has written the note."""
    import msvcrt

    windows: Any = getattr(ctypes, "windll")  # noqa: B009 - there on Windows only
    found = ctypes.c_ulong()
    with open(place, "r+b", buffering=0) as pipe:
        handle = msvcrt.get_osfhandle(pipe.fileno())  # type: ignore[attr-defined,unused-ignore]
        if not windows.kernel32.GetNamedPipeServerProcessId(handle, ctypes.byref(found)) or found.value != process:
            raise OSError("another process")
        windows.user32.AllowSetForegroundWindow(process)
        pipe.write(line)
        return pipe.read(SAID_LIMIT) or b""

"""The console's own host: found where it runs already, started as a child process where it does not.

The host outlives a crash of the console, so it is started in a process group of its own and found again through the
file it writes once it listens.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_log = logging.getLogger(__name__)

START_LIMIT_S = 20.0  # a slow disk at the first start
LOOK_EVERY_S = 0.03
ALREADY_RUNNING, PORT_TAKEN, BAD_FOLDER = 4, 5, 6  # exit statuses of `console.host`
_CREATION_FLAGS = 0
if sys.platform == "win32":
    _CREATION_FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
PROBLEMS = {PORT_TAKEN: "port_taken", BAD_FOLDER: "data_folder"}


class HostProblem(Exception):
    """The host could not be started; `code` names the sentence for the technician."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class HostEntry:
    """Where a running host listens and how to trust it and be trusted."""

    address: str  # at which this computer reaches it
    port: int
    everywhere: bool  # it listens on all interfaces
    fingerprint: bytes
    token: bytes
    pid: int

    @property
    def listen(self) -> str:
        """What to give `--listen` for a host that customers find where they found this one."""
        address = f"[{self.address}]" if ":" in self.address else self.address
        return f"{'*' if self.everywhere else address}:{self.port}"

    @classmethod
    def read(cls, path: Path) -> HostEntry | None:
        """Read the file that the host writes; None where there is none or it is not whole."""
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                address=str(raw["address"]),
                port=int(raw["port"]),
                everywhere=bool(raw["everywhere"]),
                fingerprint=bytes.fromhex(raw["fingerprint"]),
                token=bytes.fromhex(raw["token"]),
                pid=int(raw["pid"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None


class Hosting:
    """Finds or starts the host that keeps its data in `folder`."""

    def __init__(self, *, folder: Path, listen: str | None = None) -> None:
        self._folder = folder
        self._listen = listen
        self._process: subprocess.Popen[bytes] | None = None

    async def entry(self) -> HostEntry:
        """Return the running host's entry, starting it first where needed.

        Raises:
            HostProblem: it cannot be started.
        """
        entry = HostEntry.read(self._folder / "host.json")
        if entry is not None and await self._answers(entry):
            if self._listen and not self._fits(entry):
                raise HostProblem("host_elsewhere")
            return entry
        return await self._start(entry)

    def stop(self) -> None:
        """End the host that this console started, if any."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)

    def _fits(self, entry: HostEntry) -> bool:
        address = entry.listen.rpartition(":")[0]
        return self._listen in (entry.listen, f"{address}:0", address)

    async def _answers(self, entry: HostEntry) -> bool:
        try:
            _, writer = await asyncio.wait_for(asyncio.open_connection(entry.address, entry.port), 2)
        except (OSError, TimeoutError):
            return False
        writer.close()
        return True

    async def _start(self, before: HostEntry | None) -> HostEntry:
        listen = self._listen
        if before is not None and (listen is None or listen.endswith(":0")):
            listen = before.listen  # customers know this address
        try:
            return await self._spawn(listen)
        except HostProblem as problem:
            if problem.code != "port_taken" or listen == self._listen:
                raise
            return await self._spawn(self._listen)

    async def _spawn(self, listen: str | None) -> HostEntry:
        self._folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "console.host", "serve", "--embedded", "--data", str(self._folder)]
        if listen is not None:
            command += ["--listen", listen]
        with (self._folder / "host.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603, ASYNC220 - our own program; starting it takes a millisecond
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                creationflags=_CREATION_FLAGS,
            )
        self._process = process
        _log.info("host started, process %d", process.pid)
        return await self._await_entry(process)

    async def _await_entry(self, process: subprocess.Popen[bytes]) -> HostEntry:
        loop = asyncio.get_running_loop()
        until = loop.time() + START_LIMIT_S
        while loop.time() < until:
            entry = HostEntry.read(self._folder / "host.json")
            if entry is not None and entry.pid == process.pid:
                return entry
            status = process.poll()
            if status == ALREADY_RUNNING and entry is not None and await self._answers(entry):
                return entry
            if status is not None:
                raise HostProblem(PROBLEMS.get(status, "host_failed"))
            await asyncio.sleep(LOOK_EVERY_S)
        raise HostProblem("host_failed")

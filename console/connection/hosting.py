"""The console's own host: found where it runs already, started as a child process where it does not.

The host outlives a crash of the console, so it is started in a process group of its own and found again through the
file it writes once it listens.
"""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, Self

from protocol.link.dialing import DIAL_S, Dialler, dial
from protocol.link.link import KeepAlive, Link, LinkEnd, Trust
from protocol.link.local import dial_local
from protocol.link.ways.trouble import DialError
from protocol.system.private_files import open_private, private_folder
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Hello, Reason, TokenLogin
from resources.program.programs import child_command

_log = logging.getLogger(__name__)

START_LOG = "host-start.log"  # what the host says before it writes its own log; anew at each start

START_LIMIT_S = 20.0  # a slow disk at the first start
STOP_LIMIT_S = 5.0
ANSWER_LIMIT_S = 5.0  # for a host on this computer
LOOK_EVERY_S = 0.03
ALREADY_RUNNING, PORT_TAKEN, BAD_FOLDER = 4, 5, 6  # exit statuses of `console.host`
_CREATION_FLAGS = 0
if sys.platform == "win32":
    _CREATION_FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
EVERYWHERE = ("0.0.0.0", "[::]")  # noqa: S104 - spellings of "*"
PROBLEMS = {PORT_TAKEN: "port_taken", BAD_FOLDER: "data_folder", ALREADY_RUNNING: "host_is_server"}


def _ignore(_what: object) -> None:
    """Nothing of a link matters that is closed at once."""


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
    fingerprint: bytes | None  # None: a public CA vouches for its certificate
    token: bytes = field(repr=False)
    pid: int
    authority: bytes = b""  # the certificate (DER) of the authority that `fingerprint` is of, where it is at hand
    socket: str = ""  # where this user's console reaches it without TLS; "": nowhere, it is not this computer's own
    file: Path | None = field(default=None, compare=False)  # which says so

    @property
    def remote(self) -> bool:
        """Whether it is not this console's own."""
        return False

    def followed(self, trust: Trust) -> HostEntry:
        """Return the entry with whom to trust from now on: the host has proven to be the successor."""
        return replace(self, fingerprint=trust.fingerprint)

    def may_log_in_over(self, relay: str) -> bool:
        """Return whether a login may be sent over what relays the link; nothing relays one within a computer."""
        return not relay

    def login(self) -> tuple[Message, ...]:
        """Return what logs the technician in; the host may have been started anew since."""
        now = None if self.file is None else HostEntry.read(self.file)
        return (TokenLogin(token=(now or self).token),)

    async def dial(
        self,
        host: str,
        port: int,
        trust: Trust,
        *,
        receive: Callable[[Message], None],
        ended: Callable[[LinkEnd], None],
        keep_alive: KeepAlive | None = None,
        name: str | None = None,
        hello: Hello | None = None,
        timeout_s: float = ANSWER_LIMIT_S,
    ) -> Link:
        """Return a link to the host; raises DialError.

        This computer's own is reached without TLS. What it is known by to others is in its file, which is read anew.
        """
        if not self.socket:
            return await dial(
                host, port, trust, receive=receive, ended=ended, keep_alive=keep_alive, name=name, hello=hello
            )
        now = (None if self.file is None else HostEntry.read(self.file)) or self
        return await dial_local(
            now.socket,
            now.fingerprint,
            receive=receive,
            ended=ended,
            keep_alive=keep_alive,
            process=now.pid,
            timeout_s=timeout_s,
            hello=hello,
        )

    def accepted(self) -> None:
        """Take note that the host has accepted the login."""

    def refused(self, reason: Reason) -> None:
        """Take note that the host has not accepted the login."""

    def known_by(self, token: bytes) -> None:
        """Take note by what the host knows this console again."""

    @property
    def place(self) -> tuple[str, int, Trust]:
        """Where a link goes and whom it trusts."""
        return (self.address, self.port, self.trust)

    @property
    def trust(self) -> Trust:
        """Who must be there."""
        return Trust(fingerprint=self.fingerprint, authority=self.authority)

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
                socket=str(raw["socket"]),
                file=path,
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None


class DistantHost(Protocol):
    """A host on another computer."""

    dialler: Dialler  # knows the ways to it

    def followed(self, fingerprint: bytes | None) -> None:
        """Hold the host to another certificate from now on, which the one of before has led to."""


@dataclass(frozen=True, kw_only=True)
class DistantEntry(HostEntry):
    """Where a host on another computer is."""

    host: DistantHost = field(repr=False, compare=False)

    @property
    def remote(self) -> bool:
        """Whether it is not this console's own."""
        return True

    async def dial(
        self,
        host: str,
        port: int,
        trust: Trust,
        *,
        receive: Callable[[Message], None],
        ended: Callable[[LinkEnd], None],
        keep_alive: KeepAlive | None = None,
        name: str | None = None,
        hello: Hello | None = None,
        timeout_s: float = DIAL_S,
    ) -> Link:
        """Return a link to the host by any way that leads there; raises DialError."""
        return await self.host.dialler.dial(
            host,
            port,
            trust,
            receive=receive,
            ended=ended,
            keep_alive=keep_alive,
            name=name,
            hello=hello,
            timeout_s=timeout_s,
        )

    def followed(self, trust: Trust) -> Self:
        """Return the entry with whom to trust from now on."""
        self.host.followed(trust.fingerprint)
        return replace(self, fingerprint=trust.fingerprint)


class Hosting:
    """Finds or starts the host that keeps its data in `folder`."""

    def __init__(self, *, folder: Path, listen: str | None = None) -> None:
        self._folder = folder
        self._listen = listen
        self._process: subprocess.Popen[bytes] | None = None
        self._latest: HostEntry | None = None  # a host that ends cleanly takes its file away

    async def entry(self) -> HostEntry:
        """Return the running host's entry, starting it first where needed.

        Raises:
            HostProblem: it cannot be started.
        """
        entry = HostEntry.read(self._folder / "host.json")
        if entry is not None and await self._answers(entry):
            if self._listen and not self._fits(entry):
                raise HostProblem("host_elsewhere")
        else:
            entry = await self._start(entry or self._latest)
        self._latest = entry
        return entry

    def stop(self) -> None:
        """End the host that this console started, if any."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(STOP_LIMIT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _fits(self, entry: HostEntry) -> bool:
        address, _, port = (self._listen or "").rpartition(":")
        if not address or address.endswith(":"):
            address, port = self._listen or "", ""
        if address in EVERYWHERE:
            address = "*"
        return address == entry.listen.rpartition(":")[0] and port in ("", "0", str(entry.port))

    @property
    def _is_server(self) -> bool:
        """Whether the host that runs here lets no console in without a password."""
        try:
            said = json.loads((self._folder / "host.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return isinstance(said, dict) and "port" in said and "socket" not in said

    async def _answers(self, entry: HostEntry) -> bool:
        """Return whether the host of `entry` is there, and not something else at its port."""
        try:
            link = await entry.dial(entry.address, entry.port, entry.trust, receive=_ignore, ended=_ignore)
        except DialError:
            return False
        link.close()
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
        command = [*child_command("console.host"), "serve", "--embedded", "--data", str(self._folder)]
        if listen is not None:
            command += ["--listen", listen]
        self.stop()  # one that does not answer
        before = HostEntry.read(self._folder / "host.json")
        try:
            process = self._process = self._popen(command)
        except OSError as error:
            _log.error("the host cannot be started: %s", error)
            raise HostProblem("data_folder") from error
        _log.info("host started, process %d", process.pid)
        return await self._await_entry(process, before)

    def _popen(self, command: list[str]) -> subprocess.Popen[bytes]:
        private_folder(self._folder)
        with open_private(self._folder / START_LOG) as log:
            return subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                creationflags=_CREATION_FLAGS,
            )

    async def _await_entry(self, process: subprocess.Popen[bytes], before: HostEntry | None) -> HostEntry:
        """Wait for the entry of `process`, or of the host that kept it from starting."""
        loop = asyncio.get_running_loop()
        until = loop.time() + START_LIMIT_S
        while loop.time() < until:
            status = process.poll()
            entry = HostEntry.read(self._folder / "host.json")
            if entry is not None and (entry != before or status == ALREADY_RUNNING) and await self._answers(entry):
                return entry
            if status is not None and (status != ALREADY_RUNNING or self._is_server):
                raise HostProblem(PROBLEMS.get(status, "host_failed"))
            await asyncio.sleep(LOOK_EVERY_S)
        self.stop()
        raise HostProblem("host_slow")

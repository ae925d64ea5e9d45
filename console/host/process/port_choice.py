"""Which port a host listens on: the one that is configured, or the one that its first start has chosen and noted.

Links, cards and consoles know it, so it never changes by itself: where it cannot be had, the host does not start.
"""

from __future__ import annotations

import errno
import logging
import socket
from collections.abc import Sequence
from pathlib import Path

from console.host.door.listening import close_all, open_path, open_sockets, passed_sockets
from console.host.process import database_note
from console.host.process.certificate import CERTIFICATE_FILE
from console.host.process.folder import EXIT_PORT, DataFolder, StartError
from protocol.notation.joincode import DEFAULT_PORT

LOOPBACK = "127.0.0.1"
NOTE_FILE = "port"  # in the data folder
FREE_PORT = 7330  # for which nobody needs a right; of consoles' own hosts, and of all before there was one port for all
FIRST_FREE_PORT = 1024  # below it only those with a right of their own may listen
HOW_TO = (
    "the packaged service has it from systemd (fernblick-host.socket); otherwise allow it on this computer "
    "(sysctl net.ipv4.ip_unprivileged_port_start=443)"
)

_log = logging.getLogger(__name__)


def noted_port(folder: DataFolder) -> int | None:
    """Return the port that an earlier start has chosen; None: none has."""
    try:
        text = (folder.path / NOTE_FILE).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None
    return int(text) if text.isdigit() and 0 < int(text) < 1 << 16 else None


def never_served(folder: DataFolder) -> bool:
    """Say whether no host has begun in this folder, as in a new member's of a cluster; before one writes there."""
    return not any((folder.path / name).exists() for name in (CERTIFICATE_FILE, database_note.NOTE_FILE))


def listen(folder: DataFolder, address: str | None, port: int | None, *, is_first: bool) -> list[socket.socket]:
    """Listen where a host on a server does; `port` is the one that is configured, `is_first` says that it never ran.

    Raises:
        StartError: nothing can listen there.
    """
    passed = passed_sockets()
    if port is not None:
        kept = [each for each in passed if each.getsockname()[1] == port]
        close_all([each for each in passed if each not in kept])
        return kept or open_at(address, port)
    noted = noted_port(folder) or (None if is_first else FREE_PORT)
    if noted is None and not passed:
        return _choose(folder, address)
    ports = {each.getsockname()[1] for each in passed}
    sockets = [*([] if noted is None or noted in ports else open_at(address, noted)), *passed]
    _note(folder, noted or passed[0].getsockname()[1])
    return sockets


def listen_embedded(address: str | None, port: int | None) -> list[socket.socket]:
    """Listen where a console's own host does: at any port, if it was told none and the usual one is taken.

    Raises:
        StartError: nothing can listen there.
    """
    try:
        return open_sockets(address, _free(FREE_PORT if port is None else port))
    except OSError as error:
        if port is not None or error.errno != errno.EADDRINUSE:
            raise StartError(EXIT_PORT, why_not(error, address, FREE_PORT if port is None else port)) from error
    return open_at(address, 0)


def open_at(address: str | None, port: int) -> list[socket.socket]:
    """Listen at this port, 0 being any free one, or raise StartError."""
    try:
        return open_sockets(address, _free(port))
    except OSError as error:
        raise StartError(EXIT_PORT, why_not(error, address, port)) from error


def listen_for_proxies(place: tuple[str, int] | Path | None) -> list[socket.socket]:
    """Listen where web proxies of this computer come without TLS; None: nowhere.

    Raises:
        StartError: nothing can listen there.
    """
    if not isinstance(place, Path):
        return [] if place is None else open_at(*place)
    try:
        return [open_path(place)]
    except OSError as error:
        why = error.strerror or str(error)
        raise StartError(EXIT_PORT, f"web-listen: nothing can listen at {place}: {why}.") from error


def _choose(folder: DataFolder, address: str | None) -> list[socket.socket]:
    """Take the usual port, or say plainly that another one is taken; whichever it is, it is noted."""
    try:
        sockets = open_sockets(address, DEFAULT_PORT)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EADDRINUSE):
            raise StartError(EXIT_PORT, why_not(error, address, DEFAULT_PORT)) from error
        sockets = open_at(address, FREE_PORT)
        chosen = {"event": "port_chosen", "port": FREE_PORT, "usual": DEFAULT_PORT, "why": error.strerror}
        _log.warning(
            "port %(usual)d is not to be had (%(why)s), so this host listens on port %(port)d, now and from now on; "
            "links and cards say so. Choose another with --listen, as soon as possible.",
            chosen,
        )
    _note(folder, sockets[0].getsockname()[1])
    return sockets


def _note(folder: DataFolder, port: int) -> None:
    if noted_port(folder) != port:
        folder.write(NOTE_FILE, f"{port}\n".encode())


def _free(port: int) -> int:
    return port or free_port()


def free_port() -> int:
    """Return a port that is free at this moment, the same for every address that is listened on."""
    with socket.create_server((LOOPBACK, 0)) as probe:
        return int(probe.getsockname()[1])


def port_of(sockets: Sequence[socket.socket]) -> tuple[str, int]:
    """Return the address and port that a host says of itself."""
    address, port = sockets[0].getsockname()[:2]
    return str(address), int(port)


def why_not(error: OSError, address: str | None, port: int) -> str:
    """Return the sentence for a port that cannot be listened on."""
    where = address or "this computer"
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {where} is taken by another program. Stop that, or choose another with --listen."
    if error.errno in (errno.EACCES, errno.EPERM) and port < FIRST_FREE_PORT:
        return f"This user may not listen on port {port}: {HOW_TO}, or choose another with --listen."
    return f"Nothing can listen on port {port} of {where}: {error.strerror or error}. Choose another with --listen."

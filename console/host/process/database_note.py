"""The note in a data folder of the database that its host uses, so that nobody works on another one beside it."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from sqlalchemy import URL

from console.host.process.database_choice import database_url, shown, written
from console.host.process.folder import EXIT_FOLDER, EXIT_OTHER_DATABASE, DataFolder, StartError

NOTE_FILE = "database.json"
POSTGRESQL_PORT = "5432"

Place = tuple[str, ...]


def place(url: URL) -> Place:
    """Return what two addresses of one database have in common: its servers and its name, or its file."""
    if url.drivername == "sqlite":
        return (url.drivername, os.path.realpath(url.database or ""))
    return (url.drivername, *sorted(_servers(url)), url.database or "")


def note(folder: DataFolder, url: URL) -> None:
    """Note that the host in `folder` uses the database at `url`.

    Raises:
        StartError: the folder cannot be written.
    """
    content = json.dumps({"database": _address(folder, url)}).encode()
    if _content(folder) != content:
        folder.write(NOTE_FILE, content)


def refuse_another(folder: DataFolder, url: URL) -> None:
    """See that `url` is the database of the host in `folder`, if it has one.

    Raises:
        StartError: it is another one's.
    """
    noted = _noted(folder)
    if noted is None or place(noted) == place(url):
        return
    whose = "The host that runs here uses" if folder.in_use else "The host was last run with"
    raise StartError(
        EXIT_OTHER_DATABASE,
        f"{whose} the database {shown(noted)}, and this command means {shown(url)}; nothing was done. "
        "Name the right one in the configuration or by --database. If the host is to have another one from now on, "
        "say `database adopt`.",
    )


def _address(folder: DataFolder, url: URL) -> str:
    """Return the address of `url` without its password; a file in the folder is named as one that moves with it."""
    if url.drivername == "sqlite":
        path, inside = Path(os.path.realpath(url.database or "")), Path(os.path.realpath(folder.path))
        url = url.set(database=str(path.relative_to(inside) if path.is_relative_to(inside) else path))
    return written(url)


def _noted(folder: DataFolder) -> URL | None:
    content = _content(folder)
    if content is None:
        return None
    try:
        url = database_url(json.loads(content)["database"])
        return url.set(database=str(folder.path / str(url.database))) if url.drivername == "sqlite" else url
    except (ValueError, TypeError, KeyError, argparse.ArgumentTypeError) as error:
        sentence = f"{folder.path / NOTE_FILE} is damaged; say `database adopt` with the right database."
        raise StartError(EXIT_OTHER_DATABASE, sentence) from error


def _content(folder: DataFolder) -> bytes | None:
    try:
        return (folder.path / NOTE_FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        sentence = f"The data folder {folder.path} cannot be read by this user; say the command as the host's user."
        raise StartError(EXIT_FOLDER, sentence) from error


def _servers(url: URL) -> list[str]:
    """Return the servers of `url` as HOST:PORT; a folder with a socket is one, too."""
    named = url.query.get("host", ())
    hosts = [named] if isinstance(named, str) else list(named)
    hosts = [each for host in hosts for each in host.split(",")] or [url.host or ""]
    port = str(url.query.get("port") or url.port or POSTGRESQL_PORT)
    return [host if _has_port(host) else f"{host}:{port}" for host in hosts]


def _has_port(host: str) -> bool:
    return not host.startswith("/") and host.rpartition(":")[2].isdigit() and host.count(":") == 1

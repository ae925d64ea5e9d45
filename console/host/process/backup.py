"""A host's data in one file, and back: its database, of whatever kind, its certificate, port and configuration."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL

from console.host.process.certificate import BEFORE_FILE, CERTIFICATE_FILE, PREDECESSORS_FILE
from console.host.process.database_choice import shown
from console.host.process.folder import EXIT_DATABASE, EXIT_FOLDER, EXIT_NOT_DONE, EXIT_NOTHING, DataFolder, StartError
from console.host.process.port_choice import NOTE_FILE as PORT
from console.host.process.server import program_version
from console.host.store.copying import Copied, OccupiedError, copy_database
from console.host.store.tables.database import NoDatabaseError, StorageError, file_url
from protocol.system.private_files import open_private

DATABASE = "host.sqlite"
CONFIGURATION = "host.toml"
ABOUT = "about.json"
CERTIFICATES = (CERTIFICATE_FILE, PREDECESSORS_FILE, BEFORE_FILE)
KEPT = (*CERTIFICATES, PORT)
"""What is put back into a data folder beside the database; at another port links and cards would find nobody."""
WORK = ".fernblick-backup-"  # how folders begin that are gone once a command is over
LEFT_S = 24 * 3600
SMALL = 256 * 1024  # bytes of each file in a backup but the database


def back_up(file: Path, folder: DataFolder, url: URL, configuration: Path | None) -> Copied:
    """Write all that a host needs to be the same elsewhere into `file`, whole or not at all; the host may run.

    Raises:
        StartError: that is not possible.
    """
    with _working_folder(file.parent) as work:
        copied = copied_to(url, file_url(work / DATABASE))
        kept = {name: folder.path / name for name in KEPT} | {CONFIGURATION: configuration}
        part = work / "backup.tar"
        try:
            with tarfile.open(part, "w") as tar:
                _add(tar, ABOUT, json.dumps(_about(url)).encode())
                tar.add(work / DATABASE, DATABASE, filter=_nobodys)
                for name, path in kept.items():
                    if path is not None and path.exists():
                        _add(tar, name, path.read_bytes())
            part.chmod(0o600)
            part.replace(file)
        except OSError as error:
            raise StartError(EXIT_FOLDER, f"{file} cannot be written: {error.strerror or error}.") from error
    return copied


def restore(file: Path, folder: DataFolder, url: URL) -> Copied:
    """Make the database at `url` and the certificate in `folder` what they were in the backup `file`.

    Neither may be there already, for nothing is written over.

    Raises:
        StartError: that is not possible.
    """
    with _working_folder(folder.path) as work:
        kept = _taken_out(file, work)
        wanted = {name: kept[name] for name in KEPT if name in kept}
        for name in CERTIFICATES:
            if name in wanted:
                _refuse_another(folder.path / name, wanted[name])
        with _put_back(folder, wanted):  # first: with a database alone a host would make itself another one
            return copied_to(file_url(work / DATABASE), url)


def _refuse_another(certificate: Path, kept: bytes) -> None:
    if certificate.exists() and certificate.read_bytes() != kept:
        sentence = f"{certificate} is another certificate than that of the backup; move it away first."
        raise StartError(EXIT_NOT_DONE, sentence)


@contextmanager
def _put_back(folder: DataFolder, wanted: dict[str, bytes]) -> Iterator[None]:
    """Put files into `folder`; those that were not there before go again if nothing comes of the rest."""
    new = [name for name in wanted if not (folder.path / name).exists()]
    try:
        for name in new:
            folder.write(name, wanted[name])
        yield
    except BaseException:
        for name in new:
            (folder.path / name).unlink(missing_ok=True)
        raise


def copied_to(source: URL, target: URL) -> Copied:
    """Copy a database; what is wrong is a sentence.

    Raises:
        StartError: it was not copied.
    """
    try:
        return copy_database(source, target)
    except NoDatabaseError as error:
        raise StartError(EXIT_NOTHING, f"There is no database of a host at {shown(source)}.") from error
    except OccupiedError as error:
        sentence = f"There is a database at {shown(target)} already; nothing is written over. Name an empty place."
        raise StartError(EXIT_NOT_DONE, sentence) from error
    except StorageError as error:
        sentence = f"The database was not copied from {shown(source)} to {shown(target)}: {error}."
        raise StartError(EXIT_DATABASE, sentence) from error


def _about(url: URL) -> dict[str, str]:
    return {
        "what": "a backup of a Fernblick host",
        "version": program_version(),
        "made": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
        "database": shown(url),
    }


def _taken_out(file: Path, work: Path) -> dict[str, bytes]:
    """Put the backup's database into `work`; return the other files in it that are known, by their names."""
    kept: dict[str, bytes] = {}
    try:
        with tarfile.open(file, "r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is not None and member.name == DATABASE:
                    _write(work / DATABASE, content)
                elif content is not None and member.size <= SMALL:
                    kept[member.name] = content.read()
    except OSError as error:
        raise StartError(EXIT_FOLDER, f"{file} cannot be read: {error.strerror or error}.") from error
    except tarfile.TarError as error:
        raise StartError(EXIT_NOT_DONE, f"{file} is no backup of a host, or is damaged.") from error
    if not (work / DATABASE).exists() or ABOUT not in kept:
        raise StartError(EXIT_NOT_DONE, f"{file} is no backup of a host, or is damaged.")
    return kept


def _write(path: Path, content: Iterator[bytes] | io.BufferedIOBase) -> None:
    with open_private(path, "xb") as out:
        for some in content:
            out.write(some)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mode = 0o600
    tar.addfile(entry, io.BytesIO(content))


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


@contextmanager
def _working_folder(beside: Path) -> Iterator[Path]:
    """Make a folder that is this user's alone, on the disk of `beside`; it is gone afterwards.

    What a command that was killed has left there a day ago or more, a database and a key, goes, too.
    """
    try:
        for old in beside.glob(f"{WORK}*"):
            if not old.is_symlink() and time.time() - old.stat().st_mtime > LEFT_S:
                shutil.rmtree(old, ignore_errors=True)
        work = tempfile.TemporaryDirectory(prefix=WORK, dir=beside)
    except OSError as error:
        raise StartError(EXIT_FOLDER, f"{beside} cannot be written: {error.strerror or error}.") from error
    with work as path:
        yield Path(path)

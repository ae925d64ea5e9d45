"""A PostgreSQL of the tests' own: a cluster in a temporary folder, on a free port of this computer, ended by its pid.

Nothing is written to the disk in earnest (fsync is off), but a commit that was answered outlives its processes.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from sqlalchemy import URL

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path())  # Debian has one version at a time
USER, PASSWORD = "fernblick", "p@ss:word/1"
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "16MB",
    "max_connections": "40",
    "max_wal_size": "64MB",
    "dynamic_shared_memory_type": "mmap",
    "logging_collector": "off",
}
PATIENCE_S = 60.0
MEMORY = "/dev/shm"  # files there cost no disk


class PostgreSQL:
    """One server; `folder` is its alone. Not as root: then it runs as Debian's user `postgres`."""

    def __init__(self):
        memory = MEMORY if os.access(MEMORY, os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="fernblick-postgresql-", dir=memory))
        self.port = _free_port()
        self._user = "postgres" if os.geteuid() == 0 else None
        self._server = None
        self._count = 0
        if self._user:
            os.chown(self.folder, pwd.getpwnam(self._user).pw_uid, -1)
        self._make()

    def start(self):
        """Start the server, and wait until it lets somebody in."""
        settings = SETTINGS | {"port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [PROGRAMS / "postgres", "-D", self.folder / "data", *options],
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._as_user(),
            )
        self._wait()

    def stop(self):
        """End the server in good order; connections are cut."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(PATIENCE_S)
            self._server = None

    def kill(self):
        """End all its processes at once, as a power cut does."""
        for pid in [self._server.pid, *_children(self._server.pid)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._server.wait(PATIENCE_S)
        self._server = None

    def remove(self):
        """Stop the server and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name="postgres"):
        """Return the address of the database `name`."""
        return URL.create(
            "postgresql", username=USER, password=PASSWORD, host="127.0.0.1", port=self.port, database=name
        )

    def connect(self, name="postgres"):
        """Open a connection of another program, where each statement is done at once."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname=name, autocommit=True
        )

    def new_database(self):
        """Make an empty database, and return its name."""
        self._count += 1
        name = f"test_{self._count}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return name

    def drop(self, name):
        """Remove a database, whoever uses it."""
        with self.connect() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def limit_files(self, connection, limit):
        """Let the server process behind `connection` write no file beyond `limit` bytes, or "unlimited"."""
        (pid,) = connection.exec_driver_sql("SELECT pg_backend_pid()").one()
        command = ["prlimit", f"--pid={pid}", f"--fsize={limit}:unlimited"]
        subprocess.run(command, check=True, **self._as_user())  # who owns the process may; root of a container may not

    def _make(self):
        password = self.folder / "password"
        password.write_text(f"{PASSWORD}\n")
        password.chmod(0o644)  # in a folder that nobody else enters
        options = ["--auth=scram-sha-256", f"--username={USER}", f"--pwfile={password}", "--wal-segsize=1"]
        subprocess.run(
            [PROGRAMS / "initdb", "-D", self.folder / "data", "-E", "UTF8", "--locale=C", "--no-sync", *options],
            check=True,
            capture_output=True,
            **self._as_user(),
        )

    def _as_user(self):
        if self._user is None:
            return {"cwd": self.folder}
        entry = pwd.getpwnam(self._user)
        return {"cwd": self.folder, "user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}

    def _wait(self):
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                assert self._server.poll() is None, (self.folder / "log").read_text()
                assert time.monotonic() < end, (self.folder / "log").read_text()
                time.sleep(0.02)
            else:
                return


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def _children(parent):
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent:
                found.append(int(entry.name))
    return found

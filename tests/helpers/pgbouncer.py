"""A PgBouncer of the tests' own before a `PostgreSQL`, on a free port, ended by its pid."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from sqlalchemy import URL

from tests.helpers.postgresql import PASSWORD, PATIENCE_S, USER, _free_port

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin") or "pgbouncer"


class PgBouncer:
    """A pooler in `mode`, "session" or "transaction", as Debian's has it otherwise."""

    def __init__(self, server, mode):
        self.port = _free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="fernblick-pgbouncer-"))
        config = self._folder / "pgbouncer.ini"
        config.write_text(
            f"[databases]\n* = host=127.0.0.1 port={server.port} user={USER} password='{PASSWORD}'\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {self.port}\nauth_type = any\n"
            f"unix_socket_dir =\npool_mode = {mode}\n"
        )
        words = {}
        if os.geteuid() == 0:
            entry = pwd.getpwnam("postgres")
            os.chown(self._folder, entry.pw_uid, entry.pw_gid)
            words = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen([PROGRAM, config], cwd=self._folder, stdout=log, stderr=log, **words)

    def start(self, name):
        """Wait until it lets somebody in."""
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                psycopg.connect(host="127.0.0.1", port=self.port, user=USER, dbname=name).close()
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self._folder / "log").read_text()
                assert time.monotonic() < end, (self._folder / "log").read_text()
                time.sleep(0.02)
            else:
                return URL.create("postgresql", username=USER, host="127.0.0.1", port=self.port, database=name)

    def stop(self):
        """End it and leave nothing behind."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait(PATIENCE_S)
        shutil.rmtree(self._folder, ignore_errors=True)

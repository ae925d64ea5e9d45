"""What can befall a database, of each kind, and how it ends; the host's tests let it happen."""

import contextlib
import os


class Trouble:
    """What the kinds have in common: one name for each trouble."""

    def befalls(self, what, store):
        """Let `what` be the trouble for as long as the context lasts."""
        trouble = getattr(self, what)
        return trouble(store) if what in ("full", "read_only") else trouble()


class SqliteTrouble(Trouble):
    """What can befall a file."""

    def __init__(self, url, by_hand):
        self.path = url.database
        self._by_hand = by_hand

    @contextlib.contextmanager
    def locked(self):
        self._by_hand.execute("BEGIN IMMEDIATE")
        yield
        self._by_hand.execute("ROLLBACK")

    @contextlib.contextmanager
    def full(self, store):
        with store._database.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        yield
        with store._database.reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")

    @contextlib.contextmanager
    def read_only(self, store):
        with store._database.reading() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        yield
        with store._database.reading() as connection:
            connection.exec_driver_sql("PRAGMA query_only = OFF")

    @contextlib.contextmanager
    def gone(self):
        os.rename(self.path, f"{self.path}-away")
        yield
        os.rename(f"{self.path}-away", self.path)


class PostgreSQLTrouble(Trouble):
    """What can befall a server."""

    def __init__(self, url, by_hand, server):
        self._name = url.database
        self._by_hand = by_hand
        self._server = server

    @contextlib.contextmanager
    def locked(self):
        self._by_hand.execute("BEGIN")
        self._by_hand.execute("SELECT * FROM heads FOR UPDATE")
        yield
        self._by_hand.execute("ROLLBACK")

    @contextlib.contextmanager
    def full(self, store):
        """Let no file grow beyond a megabyte, which the audit's has, though there is nothing in it yet."""
        self._by_hand.execute("BEGIN")
        self._by_hand.execute(
            "INSERT INTO audit SELECT 1000000 + n, 0, '', '', 0, repeat('x', 200), repeat('x', 200), '' "
            "FROM generate_series(1, 2500) n"
        )
        self._by_hand.execute("ROLLBACK")
        with store._database.reading() as connection:
            self._server.limit_files(connection, 1 << 20)
        yield
        with store._database.reading() as connection:
            self._server.limit_files(connection, "unlimited")

    @contextlib.contextmanager
    def read_only(self, _store):
        self._by_hand.execute(f"ALTER DATABASE {self._name} SET default_transaction_read_only = on")
        self.cut()
        yield
        self._by_hand.execute(f"ALTER DATABASE {self._name} RESET default_transaction_read_only")
        self.cut()

    @contextlib.contextmanager
    def gone(self):
        self._by_hand.close()
        self._server.stop()
        yield
        self._server.start()

    def cut(self):
        """Cut all connections but that by hand."""
        self._by_hand.execute(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity "
            "WHERE pid != pg_backend_pid() AND datname = current_database()"
        )

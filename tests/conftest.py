"""What tests of all parts share: databases of both kinds; PostgreSQL is a real one, started when it is asked for."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL

from tests.helpers.odd.choice import heading


def pytest_report_header() -> str:
    """Say which odd computers this run takes."""
    return heading()


@pytest.fixture(scope="session")
def postgresql():
    """A running server; a test that stops it starts it again."""
    from tests.helpers.postgresql import PostgreSQL  # most tests need none

    server = PostgreSQL()
    server.start()
    yield server
    server.remove()


@pytest.fixture
def postgresql_url(postgresql):
    """The address of an empty database, which is gone after the test."""
    name = postgresql.new_database()
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The address of an empty database, of each kind in its turn."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgresql_url")
    return URL.create("sqlite", database=str(tmp_path / "host.sqlite"))


@pytest.fixture
def open_by_hand(request):
    """Open a database as somebody with access to it can, without the host: each statement is done at once."""
    opened = []

    def connect(url):
        if url.drivername == "postgresql":
            connection = request.getfixturevalue("postgresql").connect(url.database)
        else:
            connection = sqlite3.connect(Path(url.database), isolation_level=None, check_same_thread=False)
        opened.append(closing(connection))
        return connection

    yield connect
    for connection in opened:
        with connection:
            pass

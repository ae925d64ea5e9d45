"""What tests of all parts share: a real PostgreSQL, started by the first test that asks for it."""

import pytest


@pytest.fixture(scope="session")
def postgresql():
    """A running server; a test that stops it starts it again."""
    from tests.postgresql import PostgreSQL  # most tests need none

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

"""PostgreSQL as it is managed elsewhere: behind PgBouncer, in another schema, on several servers."""

import pytest
from sqlalchemy import URL

from console.host.process.database_choice import database_url, open_store
from console.host.process.folder import EXIT_DATABASE, DataFolder, StartError
from console.host.process.server import Host, Options
from console.host.store.inspection import each_server, look_at
from tests.helpers.pgbouncer import PgBouncer


@pytest.fixture
def pooled(postgresql, postgresql_url):
    """Return the database's address by a pooler in a mode."""
    running = []

    def start(mode):
        running.append(PgBouncer(postgresql, mode))
        return running[-1].start(postgresql_url.database)

    yield start
    for each in running:
        each.stop()


async def test_a_host_serves_through_a_pooler_in_session_mode(pooled, start_host, new_case):
    host = await start_host(database=pooled("session"))
    await (await new_case(host).open()).join()


@pytest.mark.parametrize("make", [True, False])
async def test_a_pooler_in_transaction_mode_is_refused_in_one_sentence(pooled, tmp_path, make):
    url = pooled("transaction")
    with pytest.raises(StartError, match="pool_mode = session") as error:
        open_store(url, make=make)
    assert error.value.status == EXIT_DATABASE
    with pytest.raises(StartError, match="pool_mode = session"):
        await Host(DataFolder(tmp_path), Options(address="127.0.0.1", port=0, database=url)).start()
    assert look_at(url).pooled


def test_what_the_address_says_of_its_schema_is_in_force(postgresql, postgresql_url):
    with postgresql.connect(postgresql_url.database) as connection:
        connection.execute("CREATE SCHEMA desk")
    url = postgresql_url.update_query_dict({"options": "-csearch_path=desk"})
    open_store(url, make=True).close()
    with postgresql.connect(postgresql_url.database) as connection:
        found = connection.execute("SELECT DISTINCT schemaname FROM pg_tables WHERE tablename = 'audit'").fetchall()
    assert found == [("desk",)]
    facts = look_at(url)
    assert (facts.schema, facts.is_current, facts.encoding, facts.pooled) == ("desk", True, "UTF8", False)
    assert look_at(postgresql_url).tables is None


def test_waiting_is_limited_whatever_the_address_says(postgresql_url):
    store = open_store(postgresql_url.update_query_dict({"options": "-csearch_path=public"}), make=True)
    with store._database.reading() as connection:
        found = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in ("lock_timeout", "statement_timeout")]
    assert found == ["2s", "20s"]
    store.close()


def several(url: URL, port: int) -> URL:
    servers = f"127.0.0.1:{port},127.0.0.1:{url.port}"
    return database_url(f"postgresql://{url.username}:p%40ss:word%2F1@{servers}/{url.database}")


def test_of_several_servers_the_one_that_answers_is_used(postgresql_url):
    url = several(postgresql_url, 1)
    open_store(url, make=True).close()
    assert look_at(url).is_current
    found = each_server(url)
    assert found["127.0.0.1:1"]
    assert found[f"127.0.0.1:{postgresql_url.port}"] == ""

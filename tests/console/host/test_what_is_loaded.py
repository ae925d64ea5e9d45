"""What a console's own host has loaded once it runs: it is there for days beside the console, and mostly idle."""

import subprocess
import sys

import pytest

RUN = """
import asyncio, pathlib, sys
import console.host.__main__
from console.host.process.folder import DataFolder
from console.host.process.server import Host, Options

async def run():
    host = Host(DataFolder(pathlib.Path(sys.argv[1])), Options(embedded=True, address="127.0.0.1", port=0))
    await host.start()
    host.stop()

asyncio.run(run())
print(*sys.modules)
"""
FOR_OTHERS = {  # modules that only a host with other options, or another command, has a use for
    "aiohttp": "the pages",
    "websockets": "links that come as WebSockets",
    "alembic": "tables of an earlier version",
    "prometheus_client": "figures",
    "structlog": "a log as JSON",
    "psycopg": "PostgreSQL",
    "sqlalchemy.dialects.postgresql": "PostgreSQL",
    "sqlalchemy.orm": "nobody",
    "cryptography": "making a certificate, or one that is named",
    "spake2": "members",
    "numpy": "members",
}


@pytest.fixture(scope="module")
def starts(tmp_path_factory):
    """Return what is loaded after the first start of a host, and after the second."""
    folder = tmp_path_factory.mktemp("host")
    command = [sys.executable, "-c", RUN, str(folder)]
    runs = [subprocess.run(command, capture_output=True, text=True, timeout=60, check=True) for _ in range(2)]
    return [set(run.stdout.split()) for run in runs]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the first start makes the certificate by itself")
@pytest.mark.parametrize("module", FOR_OTHERS)
def test_a_host_of_its_own_has_nothing_loaded_that_it_does_not_use(starts, module):
    first, second = starts
    assert "console.host.links.gateway" in first
    assert module not in first
    assert module not in second

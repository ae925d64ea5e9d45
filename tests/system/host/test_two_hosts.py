"""Two hosts with one database behind HAProxy: everybody finds their host, and one that dies takes nothing with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from console.host.store.store import Store
from demonstration.processes import Processes
from tests.system.conftest import no_traceback_anywhere
from tests.system.stage.talkers import Pair
from tests.system.stage.two_hosts import PASSWORD, TwoHosts

BACK_S = 60.0  # on a busy machine; what it really takes is in tests/bench/README.md


@pytest.fixture
def hosts(tmp_path: Path, postgresql_url: URL) -> Iterator[TwoHosts]:
    """Both hosts, and technicians of two trees, one for each."""
    with Processes(tmp_path) as processes:
        yield TwoHosts(tmp_path, processes, postgresql_url.render_as_string(hide_password=False), technicians=2)
    no_traceback_anywhere(tmp_path)


async def test_sessions_of_a_killed_host_are_back_on_the_other_with_every_line(
    hosts: TwoHosts, postgresql_url: URL
) -> None:
    names = ("Theo", "Theo 1")
    pairs = [await Pair.meet(name, PASSWORD, hosts.address, hosts.fingerprint) for name in names]
    for number in range(20):
        for pair in pairs:
            pair.say(str(number))
    breaks = sum(len(pair.technician.downs) for pair in pairs)
    hosts.kill(hosts.busy())
    for number in range(20, 40):
        for pair in pairs:
            pair.say(str(number))
    for pair in pairs:
        await pair.until(lambda pair=pair: pair.whole, within_s=BACK_S)
    assert sum(len(pair.technician.downs) for pair in pairs) > breaks, "nobody was at the host that was killed"
    for pair in pairs:
        pair.stop()
    store = Store(postgresql_url)
    store.audit.verify()
    store.close()

"""The small measure of `database_kills.py`: a real database is killed twice under chat load."""

import pytest

from tests.bench.host.database_kills import measure

pytestmark = pytest.mark.system


async def test_a_killed_database_loses_nothing_and_new_sessions_come_back_by_themselves(tmp_path):
    waits = await measure(3, 2, 60, tmp_path)
    assert max(waits) < 30  # on a busy machine; what it really takes is in README.md

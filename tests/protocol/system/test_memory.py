"""What a program knows stays in its memory: seen in real processes."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
SAY = (
    "; print(open('/proc/self/limits').read(), os.environ.get('SSLKEYLOGFILE'), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
)


@pytest.mark.parametrize("apart", [False, True])
def test_no_core_is_dumped_and_no_keys_are_written(tmp_path, apart):
    code = "import ctypes, os; from protocol.system.memory import keep_memory_private as keep; "
    code += f"keep(from_own_user={apart})" + SAY
    said = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -c unlimited; exec "$@"', "-", sys.executable, "-c", code],
        env={"SSLKEYLOGFILE": str(tmp_path / "keys"), "PATH": ""}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    core = next(line for line in said.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4] == "0"
    assert said.split()[-2:] == ["None", "0" if apart else "1"]

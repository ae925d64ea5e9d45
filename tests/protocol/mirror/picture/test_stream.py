"""What the two ends agree on."""

from __future__ import annotations

import subprocess
import sys


def test_who_only_watches_loads_nothing_that_captures_or_encodes():
    script = "import sys, protocol.mirror.decode.player, protocol.mirror.decode.canvas; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not [
        name for name in loaded if name.startswith(("protocol.mirror.encode.encoder", "protocol.mirror.capture", "mss"))
    ]

"""Displays unlike ours: few or many colours, extensions that are missing, sizes that nobody expects."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator

DEPTHS = (8, 15, 16, 24, 30)
MISSING = (
    *("DAMAGE", "XFIXES", "RANDR", "MIT-SHM", "SHAPE", "Composite", "XInputExtension", "RENDER", "SYNC", "XINERAMA"),
)
FATAL = ("XFIXES",)  # without which Xvfb itself dies as soon as somebody leaves
SIZES = ("1x1", "7x3", "33x17", "1365x767", "5000x200")


@contextlib.contextmanager
def odd_display(*, depth: int = 24, size: str = "320x200", missing: tuple[str, ...] = ()) -> Iterator[str]:
    """Start an X server with so many colours and without some extensions; say its display."""
    read, write = os.pipe()
    without = [part for name in missing for part in ("-extension", name)]
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x{depth}", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(
        [*command, *without], pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(read) as ready:
            yield f":{ready.readline().strip()}"
    finally:
        server.kill()
        server.wait()

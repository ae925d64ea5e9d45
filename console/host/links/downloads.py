"""The viewer's files for whoever has a page: which there are, and how many are fetched at a time."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from pathlib import Path

from console.host.core.limits import DOWNLOADS, DOWNLOADS_OF_ONE_SOURCE
from console.host.core.sources import WIDE_SHARE, source_of, wide_source_of

VIEWER_FILE = re.compile(r"fernblick-viewer(?!.*setup)[A-Za-z0-9_.-]{0,80}\.(?:exe|AppImage)", re.ASCII)
VIEWERS_LIMIT = 20
LOOK_S = 5.0  # for so long what was found in the folder is what is there


class Downloads:
    """The folder at `folder`; None: nothing is offered."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._names: list[str] = []
        self._looked = float("-inf")
        self._looking = asyncio.Lock()
        self._near, self._wide = Counter[str](), Counter[str]()

    async def names(self) -> list[str]:
        """Return the names of the files; a slow disk keeps nobody waiting but those who ask."""
        loop = asyncio.get_running_loop()
        async with self._looking:
            if loop.time() - self._looked >= LOOK_S:
                self._names = await loop.run_in_executor(None, _names, self.folder)
                self._looked = loop.time()
        return self._names

    def begin(self, address: str) -> bool:
        """Take note of a download to `address`; return False, and do not, where there are enough."""
        near, wide = source_of(address), wide_source_of(address)
        share = DOWNLOADS_OF_ONE_SOURCE
        if self._near.total() >= DOWNLOADS or self._near[near] >= share or self._wide[wide] >= WIDE_SHARE * share:
            return False
        self._near[near] += 1
        self._wide[wide] += 1
        return True

    def end(self, address: str) -> None:
        """Take note that one is over."""
        for counted, source in ((self._near, source_of(address)), (self._wide, wide_source_of(address))):
            counted[source] -= 1
            if not counted[source]:
                del counted[source]


def _names(folder: Path | None) -> list[str]:
    if folder is None or not folder.is_dir():
        return []
    found = sorted(entry.name for entry in folder.iterdir() if VIEWER_FILE.fullmatch(entry.name) and entry.is_file())
    return found[:VIEWERS_LIMIT]

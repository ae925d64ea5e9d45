"""The viewer's files for whoever has a page: which there are, and how many are fetched at a time."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from console.host.core.limits import DOWNLOADS, DOWNLOADS_OF_ONE_SOURCE
from console.host.core.sources import WIDE_SHARE, source_of, wide_source_of

VIEWER_FILE = re.compile(r"fernblick-viewer(?!.*setup)[A-Za-z0-9_.-]{0,80}\.(?:exe|AppImage)", re.ASCII)
VIEWERS_LIMIT = 20
LOOK_S = 5.0  # for so long what was found in the folder is what is there


class ViewerFile(web.FileResponse):
    """A file that is sent part by part, each once the one before is taken.

    What asyncio would do in its place has the transport to itself meanwhile, so that nobody sees a reader who takes
    nothing, nor one who is gone.
    """

    async def _sendfile(self, request: web.BaseRequest, fobj: IO[Any], offset: int, count: int) -> AbstractStreamWriter:
        writer = await web.StreamResponse.prepare(self, request)
        assert writer is not None
        return await self._sendfile_fallback(writer, fobj, offset, count)


class Downloads:
    """The folder at `folder`; None: nothing is offered. `limits` has those that are not as usual."""

    def __init__(self, folder: Path | None, limits: Mapping[str, int]) -> None:
        self.folder = folder
        self._most = limits.get("downloads", DOWNLOADS)
        self._share = limits.get("downloads-of-one-source", DOWNLOADS_OF_ONE_SOURCE)
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
        if self._near.total() >= self._most or self._near[near] >= self._share:
            return False
        if self._wide[wide] >= WIDE_SHARE * self._share:
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

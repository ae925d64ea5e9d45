"""The viewer's files for whoever has a page: which there are, and how many are fetched at a time."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import IO, Any

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from console.host.core.limits import DOWNLOADS, DOWNLOADS_OF_ONE_SOURCE, Limits
from console.host.core.sources import SourceCount

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
    """The folder at `folder`; None: nothing is offered."""

    def __init__(self, folder: Path | None, limits: Limits) -> None:
        self.folder = folder
        self._limits = limits
        self._names: list[str] = []
        self._looked = float("-inf")
        self._looking = asyncio.Lock()
        self._going_on = 0
        self._of_sources = SourceCount(limits.of(DOWNLOADS_OF_ONE_SOURCE))

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
        if not self._limits.held(DOWNLOADS, within=self._going_on < self._limits.of(DOWNLOADS)):
            return False
        if not self._limits.held(DOWNLOADS_OF_ONE_SOURCE, within=self._of_sources.has_room(address)):
            return False
        self._going_on += 1
        self._of_sources.add(address)
        return True

    def end(self, address: str) -> None:
        """Take note that one is over."""
        self._going_on -= 1
        self._of_sources.remove(address)


def _names(folder: Path | None) -> list[str]:
    if folder is None or not folder.is_dir():
        return []
    found = sorted(entry.name for entry in folder.iterdir() if VIEWER_FILE.fullmatch(entry.name) and entry.is_file())
    return found[:VIEWERS_LIMIT]

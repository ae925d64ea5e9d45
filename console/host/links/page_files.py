"""The files that every browser may have, as they go out: few, compressed, and kept by the browser for ever.

All but the page itself lie under a folder whose name is a hash of all of them. What the page loads has new addresses
after an upgrade, so nothing old is ever mixed with new, and a browser that comes again asks for the page alone.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from console.host.links.joined_scripts import joined
from console.host.links.page_address import Contact

TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
"""What of the folder is served, and as what."""
FOR_EVER = "public, max-age=31536000, immutable"
SCRIPTS = (".js", ".mjs")
_OF_PAGE = re.compile(r'src="/web/(?P<name>[\w.-]+\.js)"')
_STYLES = re.compile(r'(?:[ ]*<link rel="stylesheet" href="/web/[\w.-]+">\n)+')
_STYLE = re.compile(r'href="/web/(?P<name>[\w.-]+)"')
_LATER = re.compile(r'\bimport\("\./(?P<name>[\w.-]+\.js)"\)')
_WORKER = re.compile(r'new Worker\(new URL\("\./(?P<name>[\w.-]+\.js)"')
_TAG_LETTERS = 20
_STYLE_PLACE = "<style></style>"  # where the styles of a page go


@dataclass(frozen=True)
class PageFile:
    """One file that every browser may have.

    Attributes:
        body: its bytes.
        kind: its type.
        tag: changes with its content.
        styles: of a page, what its policy must allow: the hash of the styles that are in it.
    """

    body: bytes
    kind: str
    styles: str = ""
    tag: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tag", f'W/"{hashlib.sha256(self.body).hexdigest()[:32]}"')

    @cached_property
    def compressed(self) -> bytes:
        """The body as gzip, made when the first browser asks."""
        return gzip.compress(self.body, mtime=0)


class PageFiles:
    """What lies in the folder of pages, scripts joined.

    Args:
        subpath: the folder that browsers find the pages in; "": none.
        contact: what a page says where no chat comes about.

    Attributes:
        folder: the name of the folder that all but pages are under, as their addresses have it now.
    """

    def __init__(self, folder: Traversable, *, subpath: str = "", contact: Contact | None = None) -> None:
        self._subpath = subpath
        self._contact = contact or Contact()
        sources = dict(_read(folder))
        texts = {name: body.decode() for name, body in sources.items() if PurePosixPath(name).suffix in SCRIPTS}
        whole = b"".join(name.encode() + b"\0" + body for name, body in sorted(sources.items()))
        self.folder = hashlib.sha256(whole).hexdigest()[:_TAG_LETTERS]
        pages = {name: body for name, body in sources.items() if name.endswith(".html")}
        scripts = {name: text.encode() for name, text in _scripts(pages, texts).items()}
        others = {name: body for name, body in sources.items() if name not in pages and name not in texts}
        self._files = {name: _file(name, body) for name, body in (scripts | others).items()}
        self._pages = {name: self._page(body.decode(), sources) for name, body in pages.items()}

    def page(self, name: str, *, style: str = "", fill: Callable[[str], str] = str) -> PageFile:
        """Return a page with `style` behind its own, and its text as `fill` returns it; raises KeyError."""
        text, own = self._pages[name]
        whole = own + style
        digest = base64.b64encode(hashlib.sha256(whole.encode()).digest()).decode()
        page = fill(text).replace(_STYLE_PLACE, f"<style>{whole}</style>", 1)
        return PageFile(page.encode(), TYPES[".html"], f"'sha256-{digest}'")

    def find(self, path: str) -> tuple[PageFile, bool] | None:
        """Return the file at `FOLDER/NAME`, and whether it may be kept for ever; a folder of before is still answered.

        A page that was loaded before an upgrade gets today's file, to be asked for again each time.
        """
        folder, _, name = path.partition("/")
        file = self._files.get(name)
        return None if file is None else (file, folder == self.folder)

    def _page(self, text: str, sources: Mapping[str, bytes]) -> tuple[str, str]:
        """Return a page's text, in which all else has the address of now, and its styles.

        These are put into the page, so that it is whole after one answer.
        """
        links = _STYLES.search(text)
        if links is None:
            raise ValueError("a page without styles")
        style = "".join(f"{sources[name].decode()}" for name in _named(_STYLE, links.group()))
        whole = text.replace(links.group(), f"{_STYLE_PLACE}\n")
        whole = whole.replace('"/web/', f'"{self._subpath}/web/{self.folder}/')
        whole = whole.replace('href="/"', f'href="{self._subpath}/"')
        for name, said in (("telephone", self._contact.telephone), ("mail", self._contact.mail)):
            whole = whole.replace(f'data-{name}=""', f'data-{name}="{escape(said)}"')
        return whole, style


def _read(folder: Traversable, above: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield each file below `folder` that is of a known type, by its path."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _read(entry, f"{above}{entry.name}/")
        elif PurePosixPath(entry.name).suffix in TYPES:
            yield above + entry.name, entry.read_bytes()


def _scripts(pages: Mapping[str, bytes], modules: Mapping[str, str]) -> dict[str, str]:
    """Return what pages load, joined: their own scripts, what these load later, and workers, which share nothing."""
    found: dict[str, str] = {}
    for page in pages.values():
        for entry in _named(_OF_PAGE, page.decode()):
            found |= joined(modules, _chain(modules, entry))
    for worker in sorted({name for text in found.values() for name in _named(_WORKER, text)}):
        found |= joined(modules, [worker])
    return found


def _chain(modules: Mapping[str, str], entry: str) -> list[str]:
    """Return a script and all that are loaded after it, in the order in which they are named."""
    chain = [entry]
    for name in chain:
        text = joined(modules, [name])[name]
        chain += [later for later in _named(_LATER, text) if later not in chain]
    return chain


def _named(pattern: re.Pattern[str], text: str) -> list[str]:
    return [found["name"] for found in pattern.finditer(text)]


def _file(name: str, body: bytes) -> PageFile:
    return PageFile(body, TYPES[PurePosixPath(name).suffix])

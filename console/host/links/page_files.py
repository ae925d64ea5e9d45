"""The files that every browser may have, as they go out: few, compressed, and kept by the browser for ever.

All but the page itself lie under a folder whose name is a hash of all of them. What the page loads has new addresses
after an upgrade, so nothing old is ever mixed with new, and a browser that comes again asks for the page alone.

Styles and the first script stand in the page, each named by its hash in the page's policy: the form is there after one
answer.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

from console.host.links.joined_scripts import joined

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
_FIRST = re.compile(r'<script type="module" src="/web/(?P<name>[\w.-]+\.js)"></script>')
_ENDS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)
_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLE_GAP = re.compile(r'("[^"]*")|\s*([{};,])\s*')
_STYLES = re.compile(r'(?:[ ]*<link rel="stylesheet" href="/web/[\w.-]+">\n)+')
_STYLE = re.compile(r'href="/web/(?P<name>[\w.-]+)"')
_LATER = re.compile(r'\bimport\("\./(?P<name>[\w.-]+\.js)"\)')
_WORKER = re.compile(r'new Worker\(new URL\("\./(?P<name>[\w.-]+\.js)"')
_TAG_LETTERS = 20
_STYLE_PLACE = "<style></style>"  # where the styles of a page go
_SCRIPT_PLACE = '<script type="module"></script>'  # and its first script


@dataclass(frozen=True)
class PageFile:
    """One file that every browser may have.

    Attributes:
        body: its bytes.
        kind: its type.
        tag: changes with its content.
        styles: of a page, what its policy must allow: the hash of the styles that are in it.
        script: the same for its first script.
    """

    body: bytes
    kind: str
    styles: str = ""
    script: str = ""
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

    Attributes:
        folder: the name of the folder that all but pages are under, as their addresses have it now.
    """

    def __init__(self, folder: Traversable, *, subpath: str = "") -> None:
        self._subpath = subpath
        sources = dict(_read(folder))
        texts = {name: body.decode() for name, body in sources.items() if PurePosixPath(name).suffix in SCRIPTS}
        whole = b"".join(name.encode() + b"\0" + body for name, body in sorted(sources.items()))
        self.folder = hashlib.sha256(whole).hexdigest()[:_TAG_LETTERS]
        pages = {name: body for name, body in sources.items() if name.endswith(".html")}
        joined_texts = _scripts(pages, {name: _lean(name, text) for name, text in texts.items()})
        scripts = {name: text.encode() for name, text in joined_texts.items()}
        others = {name: body for name, body in sources.items() if name not in pages and name not in texts}
        self._files = {name: _file(name, body) for name, body in (scripts | others).items()}
        self._pages = {name: self._page(body.decode(), sources, joined_texts) for name, body in pages.items()}

    def page(self, name: str, *, style: str = "", fill: Callable[[str], str] = str) -> PageFile:
        """Return a page with `style` behind its own, and its text as `fill` returns it; raises KeyError."""
        text, own, script = self._pages[name]
        whole = own + style
        page = fill(text).replace(_STYLE_PLACE, f"<style>{whole}</style>", 1)
        page = page.replace(_SCRIPT_PLACE, f'<script type="module">{script}</script>', 1)
        return PageFile(page.encode(), TYPES[".html"], _source(whole), _source(script))

    def find(self, path: str) -> tuple[PageFile, bool] | None:
        """Return the file at `FOLDER/NAME`, and whether it may be kept for ever; a folder of before is still answered.

        A page that was loaded before an upgrade gets today's file, to be asked for again each time.
        """
        folder, _, name = path.partition("/")
        file = self._files.get(name)
        return None if file is None else (file, folder == self.folder)

    def _page(self, text: str, sources: Mapping[str, bytes], scripts: Mapping[str, str]) -> tuple[str, str, str]:
        """Return a page's text, in which all else has the address of now, its styles and its first script.

        These are put into the page, so that it is whole after one answer.
        """
        links, first = _STYLES.search(text), _FIRST.search(text)
        if links is None or first is None:
            raise ValueError("a page without styles, or without a script")
        style = "".join(_lean_style(sources[name].decode()) for name in _named(_STYLE, links.group()))
        script = self._within(scripts[first["name"]])
        whole = text.replace(links.group(), f"{_STYLE_PLACE}\n").replace(first.group(), _SCRIPT_PLACE)
        whole = whole.replace('"/web/', f'"{self._subpath}/web/{self.folder}/')
        whole = whole.replace('href="/"', f'href="{self._subpath}/"')
        return _INDENT.sub("", whole), style, script

    def _within(self, script: str) -> str:
        """Return a script as it can stand in a page: what it loads later has its whole address."""
        if _ENDS_SCRIPT.search(script):
            raise ValueError("a script that would end before its end in a page")
        return _LATER.sub(lambda found: f'import("{self._subpath}/web/{self.folder}/{found["name"]}")', script)


def _source(text: str) -> str:
    """Return what a policy names a text by that stands in the page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _lean(name: str, text: str) -> str:
    """Return a module of ours without comments and indents, which the browser would load for nobody."""
    whole_lines = all(line.count("`") % 2 == 0 for line in text.splitlines())  # else one may be within a text
    return _INDENT.sub("", _COMMENT.sub("", text)) if whole_lines and not name.startswith("vendor/") else text


def _lean_style(text: str) -> str:
    """Return styles without comments, and without gaps but in their texts."""
    return _STYLE_GAP.sub(lambda found: found[1] or found[2], _STYLE_COMMENT.sub("", text)).strip()


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
        within = _named(_FIRST, page.decode())
        for entry in _named(_OF_PAGE, page.decode()):
            found |= joined(modules, _chain(modules, entry), within=within)
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

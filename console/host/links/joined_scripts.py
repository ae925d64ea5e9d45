"""Joins modules of the page into few scripts: who is far away asks once for what are forty files here. Pure.

The first of them may stand in the page itself. It has no address then, by which others could import it, so it leaves
its modules with the page, under a symbol that no element's name can stand for.

What it reads of JavaScript is what these modules have: imports by name or whole, exports where something is declared or
at the very end. Anything else is an error, so that a page never runs with half of it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence

_IMPORT = re.compile(
    r"^import\s*(?:\*\s*as\s+(?P<whole>\w+)|\{(?P<names>[^}]*)\})\s*from\s*[\"'](?P<path>[^\"']+)[\"'];[ \t]*$",
    re.MULTILINE,
)
_EXPORT = re.compile(r"^export\s+(?=(?:(?:async\s+)?function|class|const)\s+(?P<name>[\w$]+))", re.MULTILINE)
_LAST_EXPORT = re.compile(r"export\s*\{(?P<names>[^}]*)\};?\s*\Z")
_ADDRESS = "import.meta"  # where a script was loaded from
_LEFT = 'globalThis[Symbol.for("fernblick")]'
_NOT_UNDERSTOOD = re.compile(r"^(?:import|export)\b[^(].*", re.MULTILINE)


class ScriptError(ValueError):
    """A module cannot be joined; the sentence says which, and why."""


def joined(modules: Mapping[str, str], entries: Sequence[str], *, within: Collection[str] = ()) -> dict[str, str]:
    """Return for each entry a script that does what it does, with all that it imports.

    A script takes from those before it what they have already, so that every module is there once.

    Args:
        modules: the text of each, by its path.
        entries: their paths, in the order in which they are loaded.
        within: which of these stand in the page itself.

    Raises:
        ScriptError: a module is missing, imports itself over others, asks for an address that it does not have, or has
            what is not understood here.
    """
    names: dict[str, str] = {}
    homes: dict[str, str] = {}
    scripts = {}
    for entry in entries:
        order = [path for path in _order(modules, entry) if path not in homes]
        names |= {path: f"${len(names) + at}" for at, path in enumerate(order)}
        needed = {names[inner]: homes[inner] for path in order for inner in _needs(modules, path) if inner in homes}
        homes |= dict.fromkeys(order, entry)
        head = [_taken(name, home, home in within) for name, home in sorted(needed.items())]
        bodies = [_wrapped(path, modules[path], names) for path in order]
        own = ", ".join(names[path] for path in order)
        tail = [f"export const {outer} = {names[entry]}.{outer};" for outer in _exported(modules[entry])]
        tail = [f"{_LEFT} = Object.freeze({{ {own} }});"] if entry in within else [*tail, f"export {{ {own} }};"]
        scripts[entry] = "\n".join([*head, *bodies, *tail])
        if entry in within and _ADDRESS in scripts[entry]:
            raise ScriptError(f"{entry} stands in a page, where {_ADDRESS} is the page's")
    return scripts


def _taken(name: str, home: str, within: bool) -> str:
    """Return how a script takes a module from the one that has it."""
    return f"const {{ {name} }} = {_LEFT};" if within else f'import {{ {name} }} from "./{home}";'


def _needs(modules: Mapping[str, str], path: str) -> list[str]:
    return [_resolved(path, found["path"]) for found in _IMPORT.finditer(modules[path])]


def _resolved(path: str, imported: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), imported))


def _order(modules: Mapping[str, str], path: str, above: tuple[str, ...] = ()) -> list[str]:
    """Return a module after all that it needs."""
    if path in above:
        raise ScriptError(f"{path} imports itself over {above[-1]}")
    if path not in modules:
        raise ScriptError(f"{path}, which {above[-1] if above else 'the page'} needs, is missing")
    order: dict[str, None] = {}
    for needed in _needs(modules, path):
        order |= dict.fromkeys(_order(modules, needed, (*above, path)))
    return [*order, path]


def _exported(text: str) -> dict[str, str]:
    """Return what a module's exports are called inside of it, by what they are called outside."""
    exported = {found["name"]: found["name"] for found in _EXPORT.finditer(text)}
    last = _LAST_EXPORT.search(text)
    return exported if last is None else exported | {outer: inner for inner, outer in _renamed(last["names"])}


def _wrapped(path: str, text: str, names: Mapping[str, str]) -> str:
    """Return a module as a function that is called at once and returns what it exports."""
    bound = _IMPORT.sub(lambda found: _bound(found, names[_resolved(path, found["path"])]), text)
    body = _LAST_EXPORT.sub("", _EXPORT.sub("", bound))
    if left := _NOT_UNDERSTOOD.search(body):
        raise ScriptError(f"{path}: {left.group()[:80]!r} cannot be joined")
    returned = ", ".join(f"{outer}: {inner}" for outer, inner in _exported(text).items())
    return f"const {names[path]} = (() => {{\n{body}\nreturn {{ {returned} }};\n}})();"


def _bound(found: re.Match[str], place: str) -> str:
    if found["whole"]:
        return f"const {found['whole']} = {place};"
    names = ", ".join(inner if inner == outer else f"{inner}: {outer}" for inner, outer in _renamed(found["names"]))
    return f"const {{ {names} }} = {place};" if names else ""


def _renamed(names: str) -> list[tuple[str, str]]:
    """Return the pairs of "a, b as c": what a thing is called before and after `as`."""
    parts = (part.split() for part in names.split(",") if part.strip())
    return [(words[0], words[-1]) for words in parts]

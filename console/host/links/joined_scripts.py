"""Joins modules of the page into one script: who is far away asks once for what are forty files here. Pure.

What it reads of JavaScript is what these modules have: imports by name or whole, exports where something is declared or
at the very end. Anything else is an error, so that a page never runs with half of it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

_IMPORT = re.compile(
    r"^import\s*(?:\*\s*as\s+(?P<whole>\w+)|\{(?P<names>[^}]*)\})\s*from\s*[\"'](?P<path>[^\"']+)[\"'];[ \t]*$",
    re.MULTILINE,
)
_EXPORT = re.compile(r"^export\s+(?=(?:(?:async\s+)?function|class|const)\s+(?P<name>[\w$]+))", re.MULTILINE)
_LAST_EXPORT = re.compile(r"export\s*\{(?P<names>[^}]*)\};?\s*\Z")
_NOT_UNDERSTOOD = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class ScriptError(ValueError):
    """A module cannot be joined; the sentence says which, and why."""


def joined(modules: Mapping[str, str], entry: str) -> str:
    """Return one module that does what `entry` does, with all that it imports; `modules` is by path.

    Raises:
        ScriptError: a module is missing, imports itself over others, or has what is not understood here.
    """
    order: dict[str, str] = {}
    _join(modules, entry, order, ())
    return "\n".join(order.values())


def _join(modules: Mapping[str, str], path: str, order: dict[str, str], above: tuple[str, ...]) -> None:
    if path in above:
        raise ScriptError(f"{path} imports itself over {above[-1]}")
    if path in order:
        return
    if path not in modules:
        raise ScriptError(f"{path}, which {above[-1] if above else 'the page'} needs, is missing")
    places: dict[str, str] = {}
    for found in _IMPORT.finditer(modules[path]):
        needed = posixpath.normpath(posixpath.join(posixpath.dirname(path), found["path"]))
        _join(modules, needed, order, (*above, path))
        places[found["path"]] = f"${list(order).index(needed)}"
    order[path] = _wrapped(path, modules[path], places, f"${len(order)}")


def _wrapped(path: str, text: str, places: Mapping[str, str], name: str) -> str:
    """Return a module as a function that is called at once and returns what it exports."""
    exported = {found["name"]: found["name"] for found in _EXPORT.finditer(text)}
    body = _EXPORT.sub("", _IMPORT.sub(lambda found: _bound(found, places[found["path"]]), text))
    if last := _LAST_EXPORT.search(body):
        exported |= {outer: inner for inner, outer in _renamed(last["names"])}
        body = body[: last.start()]
    if left := _NOT_UNDERSTOOD.search(body):
        raise ScriptError(f"{path}: {left.group()[:80]!r} cannot be joined")
    returned = ", ".join(f"{outer}: {inner}" for outer, inner in exported.items())
    return f"const {name} = (() => {{\n{body}\nreturn {{ {returned} }};\n}})();"


def _bound(found: re.Match[str], place: str) -> str:
    if found["whole"]:
        return f"const {found['whole']} = {place};"
    names = ", ".join(inner if inner == outer else f"{inner}: {outer}" for inner, outer in _renamed(found["names"]))
    return f"const {{ {names} }} = {place};" if names else ""


def _renamed(names: str) -> list[tuple[str, str]]:
    """Return the pairs of "a, b as c": what a thing is called before and after `as`."""
    parts = (part.split() for part in names.split(",") if part.strip())
    return [(words[0], words[-1]) for words in parts]

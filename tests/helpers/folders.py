"""The folders of the sources: what their docstrings say, what their modules import, the tree of ARCHITECTURE.md.

python tests/helpers/folders.py       writes the tree anew
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("console", "viewer", "protocol", "resources")
MAP = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- the tree: python tests/helpers/folders.py -->\n", "<!-- the tree ends -->\n"
MAY = re.compile(r"^May import (.+)\.$", re.MULTILINE | re.DOTALL)
NOTHING = "nothing of ours"


@cache
def modules() -> dict[str, Path]:
    """Return the file of every module of ours by its full name, a package by its `__init__`."""
    return {module_name(file): file for part in OURS for file in sorted((ROOT / part).rglob("*.py"))}


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def folders() -> tuple[str, ...]:
    """Return every folder with modules, by its full name, those at the top in the order of `OURS`."""
    names = {module if file.name == "__init__.py" else module.rpartition(".")[0] for module, file in modules().items()}
    return tuple(sorted(names, key=lambda name: (OURS.index(name.split(".")[0]), name)))


def imported(file: Path) -> set[str]:
    """Return the full name of everything that `file` imports, also inside functions and for types only."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            assert node.module is not None
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(part + ".")


def docstring(folder: str) -> str:
    return ast.get_docstring(ast.parse(modules()[folder].read_text(encoding="utf-8"))) or ""


def may_import(folder: str) -> set[str]:
    """Return what the docstring of `folder` allows; "console: a, b; protocol" is console.a, console.b, protocol."""
    said = MAY.search(docstring(folder))
    assert said is not None, f"{folder}/__init__.py does not say what it may import"
    words = " ".join(said[1].split())
    allowed: set[str] = set()
    for group in () if words == NOTHING else words.split("; "):
        top, _, inside = group.partition(": ")
        allowed |= {f"{top}.{name}" for name in inside.split(", ")} if inside else {top}
    return allowed


def folder_imports() -> dict[str, set[str]]:
    """Return which other folders each folder's own modules import from."""
    arrows: dict[str, set[str]] = defaultdict(set)
    for module, file in modules().items():
        folder = module if file.name == "__init__.py" else module.rpartition(".")[0]
        for name in imported(file):
            target = name if name in modules() else name.rpartition(".")[0]
            if target in modules():
                other = target if target in folders() else target.rpartition(".")[0]
                arrows[folder] |= {other} - {folder}
    return arrows


def tree() -> str:
    """Return the folders, one a line, each with the first line of its docstring."""
    lines = []
    for folder in folders():
        depth = folder.count(".")
        name = "    " * depth + folder.rpartition(".")[2] + "/"
        lines.append(f"    {name:<28} {docstring(folder).splitlines()[0]}")
    return "\n".join(lines) + "\n"


def with_tree(text: str) -> str:
    """Return `text`, a Markdown file, with the tree as it is now."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + "\n" + tree() + "\n" + END + rest.split(END)[1]


if __name__ == "__main__":
    MAP.write_text(with_tree(MAP.read_text(encoding="utf-8")), encoding="utf-8")

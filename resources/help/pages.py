"""The pages of a program's help, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from resources import files

Program = Literal["console", "viewer"]


@dataclass(frozen=True)
class Page:
    """A page: its name, by which others lead to it, its title, and all of its text as Markdown."""

    name: str
    title: str
    text: str

    def has(self, words: Sequence[str]) -> bool:
        """Say whether all of `words` stand in it, in small letters."""
        text = self.text.casefold()
        return all(word in text for word in words)


def pages(program: Program, language: str) -> list[Page]:
    """Return the pages of `program` in their order; a file is called NN-NAME.md and begins with "# TITLE"."""
    found = []
    for file in sorted(files.path(f"help/pages/{program}/{language}").glob("*.md")):
        text = file.read_text(encoding="utf-8")
        found.append(Page(file.stem.partition("-")[2], text.partition("\n")[0].removeprefix("# "), text))
    return found


def look_for(words: str, among: Sequence[Page]) -> list[Page]:
    """Return the pages with all of `words`, those first that have them in their title."""
    wanted = words.casefold().split()
    found = [page for page in among if page.has(wanted)]
    return sorted(found, key=lambda page: not all(word in page.title.casefold() for word in wanted))


def picture_file(name: str, language: str) -> Path:
    """Return where the picture `name` of a page lies, as packaging/screenshots.py has made it."""
    return files.path("help/pictures") / f"{name}-{language}.png"

"""The lists that the two words come from. Number n means the same in each, so that either can be read to the other.

Their order is part of the protocol: where it changes, programs of before and after show each other other words.
"""

from __future__ import annotations

import functools
import json

from resources import files

LANGUAGES = ("en", "de")  # in the order in which the file has them
FILE = "web/compared_words.json"  # beside the pages, which read it, too


@functools.cache
def word_list(language: str) -> tuple[str, ...]:
    """Return all words of `language`, by their numbers."""
    pairs = json.loads(files.path(FILE).read_text(encoding="utf-8"))
    return tuple(pair[LANGUAGES.index(language)] for pair in pairs)


def in_language(numbers: tuple[int, int], language: str) -> str:
    """Return the two words with these numbers, as they are read aloud in `language`."""
    return " ".join(word_list(language)[number] for number in numbers)

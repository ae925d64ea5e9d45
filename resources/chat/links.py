"""Addresses in a chat line: found, shown as links, and opened only after a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from resources.look import dialog

_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”„]+", re.IGNORECASE)
_NOT_AT_THE_END = ".,;:!?'’*_"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True)
class Link:
    """An address within a text."""

    start: int  # characters
    end: int
    url: str


def find_links(text: str) -> Iterator[Link]:
    """Yield the addresses of web pages in `text`; nothing else is ever a link."""
    for found in _ADDRESS.finditer(text):
        words = _without_tail(found[0])
        url = QUrl(words if "://" in words else f"https://{words}")
        if url.isValid() and url.scheme() in ("http", "https") and "." in url.host():
            yield Link(found.start(), found.start() + len(words), bytes(url.toEncoded().data()).decode("ascii"))


def ask_to_open(parent: QWidget, url: str) -> dialog.Dialog:
    """Ask whether to open `url` in the user's browser, and show all of it: it may look like another one."""
    return dialog.ask(
        parent,
        title=QCoreApplication.translate("links", "Open this address in your browser?"),
        words=url,
        yes=QCoreApplication.translate("links", "Open"),
        then=lambda: QDesktopServices.openUrl(QUrl.fromEncoded(url.encode("ascii"))),
    )


def _without_tail(words: str) -> str:
    """Leave out what ends the sentence, not the address."""
    while words and (words[-1] in _NOT_AT_THE_END or _closes_nothing(words)):
        words = words[:-1]
    return words


def _closes_nothing(words: str) -> bool:
    opening = _BRACKETS.get(words[-1])
    return opening is not None and words.count(opening) < words.count(words[-1])

"""What an administrator has changed of the web page and not saved yet. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from protocol.vocabulary.web import PageEntry, PageSettings, PageWords


@dataclass(frozen=True)
class PageDraft:
    """The page as it stands on the screen.

    Attributes:
        saved: as the host has it.
        wanted: as the administrator wants it.
        theirs: somebody else has saved another one since this draft has had changes.
    """

    saved: PageEntry
    wanted: PageSettings
    theirs: bool = False

    @classmethod
    def of(cls, entry: PageEntry) -> PageDraft:
        """Return the draft that changes nothing."""
        return cls(entry, entry.settings)

    @property
    def changed(self) -> bool:
        """Whether anything is to be saved."""
        return self.wanted != self.saved.settings

    def words(self, language: str) -> PageWords:
        """Return what is wanted in "english" or "german"."""
        found: PageWords = getattr(self.wanted, language)
        return found

    def with_field(self, name: str, value: Any) -> PageDraft:
        """Return the draft with another value of one setting."""
        return replace(self, wanted=replace(self.wanted, **{name: value}))

    def with_words(self, language: str, name: str, text: str) -> PageDraft:
        """Return the draft with other words in a language."""
        return self.with_field(language, replace(self.words(language), **{name: text}))

    def with_channel(self, channel: str, shown: bool) -> PageDraft:
        """Return the draft in which the page shows a channel, or does not."""
        others = tuple(each for each in self.wanted.channels if each != channel)
        return self.with_field("channels", (*others, channel) if shown else others)

    def followed(self, entry: PageEntry) -> PageDraft:
        """Return the draft over what the host has now: what was changed here stays."""
        if not self.changed or entry.settings == self.wanted:
            return PageDraft.of(entry)
        return replace(self, saved=entry, theirs=self.theirs or entry.settings != self.saved.settings)

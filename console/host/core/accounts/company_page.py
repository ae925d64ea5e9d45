"""Whose the web page is: what may be set of it, and what the audit says of a change. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from console.host.core.accounts.accounts import NotDoneError
from protocol.notation import png
from protocol.notation.names import cleaned
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.web import (
    LOGO_LIMIT,
    LOGO_SIDE,
    SHOWN_LIMIT,
    PageEntry,
    PageSettings,
    PageVersion,
    differing,
    with_plain_words,
)

NOBODYS = PageSettings()
"""The page that nobody has set."""


@dataclass(frozen=True, kw_only=True)
class CompanyPage:
    """The page as it stands; `earlier` are the versions from before that are kept, the latest first."""

    version: int = 0  # counts; 0: nobody has set anything
    changed_ms: int = 0
    settings: PageSettings = NOBODYS
    earlier: tuple[PageVersion, ...] = ()

    @property
    def entry(self) -> PageEntry:
        """The page as administrators are told of it."""
        return PageEntry(version=self.version, changed_ms=self.changed_ms, settings=self.settings, earlier=self.earlier)


def accepted(wanted: PageSettings, before: PageSettings, channels: Collection[str]) -> PageSettings:
    """Return what is kept of what an administrator wants, on a host with these `channels`.

    A channel that is no more is forgotten, and refused only where it is new.

    Raises:
        NotDoneError: it cannot be shown.
    """
    if unknown := sorted(set(wanted.channels) - set(channels) - set(before.channels)):
        raise NotDoneError(Reason.UNKNOWN_CHANNEL, f"no group has the channel {unknown[0]}")
    shown = tuple(channel for channel in dict.fromkeys(wanted.channels) if channel in channels)
    if len(shown) > SHOWN_LIMIT:
        raise NotDoneError(Reason.LIMIT, f"the page shows at most {SHOWN_LIMIT} channels")
    _need_logo(wanted.logo)
    return replace(
        wanted,
        name=cleaned(wanted.name),
        channels=shown,
        english=with_plain_words(wanted.english),
        german=with_plain_words(wanted.german),
    )


def detail(version: int, before: PageSettings, after: PageSettings) -> str:
    """Return what the audit says of a change: what is another, and not what it is."""
    return f"version {version}: {', '.join(differing(before, after))}"[:200]


def _need_logo(logo: bytes) -> None:
    if not logo:
        return
    if len(logo) > LOGO_LIMIT:
        raise NotDoneError(Reason.BAD_PICTURE, f"the logo has {len(logo)} bytes, and at most {LOGO_LIMIT} are possible")
    try:
        png.check(logo, side=LOGO_SIDE)
    except png.BadPng as error:
        words = f"the logo is no plain PNG of at most {LOGO_SIDE} x {LOGO_SIDE} pixels ({error})"
        raise NotDoneError(Reason.BAD_PICTURE, words) from error

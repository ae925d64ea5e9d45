"""What a host says to whoever comes to its web page before they have said anything: whose it is, and who is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from console.host.core.accounts.company_page import CompanyPage
from console.host.core.codes import Codes, is_link_route, slot_of
from console.host.core.limits import UNKNOWN_PLACES_A_MINUTE, Limits
from console.host.core.sources import SourceRate
from console.host.technicians.directory import Directory
from protocol.vocabulary.messages import Reason


class Reception:
    """The page of one host as it is now.

    Args:
        page: as it was read at the start.
        codes: those that are valid here.
        clock: seconds.

    Attributes:
        page: as it was read last.
        open_contact: where abuse is reported, where technicians come in without an account; None: they do not.
        elsewhere: the channels in which somebody is there at another host of the same database.
    """

    def __init__(
        self,
        *,
        page: CompanyPage,
        directory: Directory,
        codes: Codes,
        clock: Callable[[], float],
        limits: Limits,
    ) -> None:
        self.page = page
        self.open_contact: str | None = None
        self.elsewhere: frozenset[str] = frozenset()
        self._directory = directory
        self._codes = codes
        self._clock = clock
        self._limits = limits
        self._failed = SourceRate(limits.of(UNKNOWN_PLACES_A_MINUTE))
        self.page_is(page)

    def page_is(self, page: CompanyPage) -> None:
        """Take note of what the page is now, and tell the administrators who watch."""
        self.page = page
        self._directory.page_is(page.entry)

    def choices(self) -> list[tuple[str, bool]]:
        """Return the channels that the page shows, and whether somebody is there."""
        channels = self._directory.accounts.channels()
        return [(channel, self._is_attended(channel)) for channel in self.page.settings.channels if channel in channels]

    def entrance(self, place: str, address: str) -> dict[str, Any]:
        """Return what is known of `place`, a channel or the route of a link, to somebody at `address`.

        "known": whether it is a channel; "here": whether somebody is there for those who come; "code": why the link
        with this route is of no use, where that is sure. Nothing is said to whoever asks too often for what there is
        not: the names of channels are not to be found out.
        """
        now = self._clock()
        if not self._limits.held(UNKNOWN_PLACES_A_MINUTE, within=not self._failed.full(address, now)):
            return {}
        if place in self._directory.accounts.channels():
            return {"known": True, "here": self._is_attended(place)}
        code = self._why_useless(place, now)
        if code != "":
            self._failed.note(address, now)
        return {"known": False, "code": code or ""}

    def _is_attended(self, channel: str) -> bool:
        return channel in self.elsewhere or channel in self._directory.attended()

    def _why_useless(self, place: str, now: float) -> str | None:
        """Return why a link leads nowhere; "": it does not; None: nobody here knows.

        Of a code's digits nothing is said: who guesses is to meet the limits of joins.
        """
        if not is_link_route(place) or self._codes.slot not in (None, slot_of(place)):
            return None
        found = self._codes.find(place, now)
        return found.value if isinstance(found, Reason) else ""

"""No notifications while a screen is shown, where a desktop shows them in no window that a picture could leave out."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from resources.program.session_bus import has_session_bus

if TYPE_CHECKING:
    from pathlib import Path

    from resources.program.awake import Wakefulness


class Quiet:
    """Holds notifications back while that is wanted.

    Args:
        ways: how; whatever each holds it gives back by itself when this program is killed.
    """

    def __init__(self, ways: Sequence[Wakefulness]) -> None:
        self._ways = ways
        self.is_quiet = False

    def want(self, wanted: bool) -> None:
        """Begin or end it."""
        if wanted == self.is_quiet:
            return
        self.is_quiet = wanted
        for way in self._ways:
            (way.begin if wanted else way.end)()


def this_desktops_ways(folder: Path, environment: Mapping[str, str] = os.environ) -> list[Wakefulness]:
    """Return how this desktop is kept quiet; what an earlier run left undone is given back at once.

    Args:
        folder: where is noted what is held.
        environment: says which desktop it is.
    """
    desktops = environment.get("XDG_CURRENT_DESKTOP", "").split(":")
    if sys.platform in ("win32", "darwin"):
        return []
    if "GNOME" in desktops:
        from resources.program.quiet.gnome import Banners

        banners = Banners(folder / "banners-held")
        banners.give_back()
        return [banners]
    if "KDE" in desktops and has_session_bus():
        from resources.program.quiet.kde import Inhibition

        return [Inhibition()]
    return []

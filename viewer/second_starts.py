"""What the viewer that runs does for one that is started a second time: it comes to the front with what that was told.

In a session, or on the way into one, it leaves a link or a card to the second one, which is a program of its own then.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from protocol.link.second_start import BUSY, ELSEWHERE, SHOWN, Start, this_start
from viewer.way_in import invitation
from viewer.way_in.invitation import Invitation

if TYPE_CHECKING:
    from viewer.beginning import Beginning


class SecondStarts:
    """Answers second starts.

    Args:
        parser: understands the command line.
    """

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parser = parser
        self._display = this_start([]).display
        self._beginning: Beginning | None = None

    def answer_with(self, beginning: Beginning) -> None:
        """Have what a second start was told shown by `beginning`."""
        self._beginning = beginning

    def came(self, start: Start) -> str:
        """Do what a second start was told, and return the answer to it."""
        if start.display != self._display:
            return ELSEWHERE
        beginning = self._beginning
        if beginning is None:
            return BUSY
        invited, rest = invitation.split(list(start.arguments))
        try:
            options = self._parser.parse_args(rest)
        except SystemExit:  # of another version, whose options are others
            return BUSY
        brings = invited is not None or options.link or options.calling_card is not None
        if brings and beginning.session.phase != "idle":
            return BUSY
        if start.token:
            os.environ["XDG_ACTIVATION_TOKEN"] = start.token  # Qt takes it from there, once
        beginning.window.come()
        self._show(beginning, options, invited, Path(start.folder))
        return SHOWN

    def _show(
        self, beginning: Beginning, options: argparse.Namespace, invited: Invitation | None, folder: Path
    ) -> None:
        if options.calling_card:
            options.calling_card = str(folder / options.calling_card)
        beginning.with_card(options)
        beginning.invited(options, invited)

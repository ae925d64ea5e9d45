"""What the command line tells a viewer to begin with: a Calling Card, a link to be filled in, an invitation."""

from __future__ import annotations

import argparse
from pathlib import Path

from resources.program.settings import Settings
from viewer.session.session import Session
from viewer.way_in.invitation import Invitation
from viewer.windows.main_window import MainWindow


class Beginning:
    """Shows in `window` what was said; joining is left to the customer.

    Args:
        folder: of the program's data.
        window: where the customer begins.
        session: what they are in, or about to join.
    """

    def __init__(self, *, folder: Path, settings: Settings, window: MainWindow, session: Session) -> None:
        self.window = window
        self.session = session
        self._folder = folder
        self._settings = settings

    def with_card(self, options: argparse.Namespace) -> None:
        """Show the Calling Card that the command line names, if it does."""
        from viewer.way_in.card_folder import CardFolder
        from viewer.windows.card_opening import begin_with_card

        if options.calling_card is not None:
            cards = CardFolder(self._folder / "viewer")
            begin_with_card(options.calling_card, folder=cards, window=self.window, memory=self._settings)

    def invited(self, options: argparse.Namespace, invited: Invitation | None) -> None:
        """Show what else the command line has: a link to be filled in, or an invitation to be looked at."""
        if options.link:
            self.window.fill_in(options.link)
        if invited is not None:
            self._follow(invited)

    def _follow(self, invited: Invitation) -> None:
        """Ask about a link that was opened; for a started file find out first whose session its name tells of."""
        if invited.problem:
            self.window.show_problem(invited.problem)
            return
        if not invited.host:
            self.window.ask_about(invited.text)
            return
        self.window.fill_in(invited.text, invited.host)  # where it stays when it leads nowhere
        self.session.join(invited.text, invited.host, ask=True)

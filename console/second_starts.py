"""What the console that runs does for one that is started a second time: it comes to the front, and obeys it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from protocol.link.second_start import ELSEWHERE, SHOWN, Start, this_start

if TYPE_CHECKING:
    from console.automation import Automation
    from console.workplace import Workplace

OTHERWISE = "otherwise"
"""The answer where the second start names what is chosen once, as a program begins."""


class SecondStarts:
    """Answers second starts for the workplace of the moment.

    Args:
        parser: understands the command line.
    """

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parser = parser
        self._display = this_start([]).display
        self._place: Workplace | None = None
        self._script: Automation | None = None

    def work_at(self, place: Workplace, script: Automation) -> None:
        """Bring `place` to the front from now on, and have `script` do what is asked for."""
        self._place, self._script = place, script

    def came(self, start: Start) -> str:
        """Do what a second start was told, and return the answer to it."""
        if start.display != self._display:
            return ELSEWHERE
        if self._place is None or self._script is None:
            return SHOWN  # the window is about to come anyway
        if start.token:
            os.environ["XDG_ACTIVATION_TOKEN"] = start.token  # Qt takes it from there, once
        self._place.come()
        try:
            options = self._parser.parse_args(start.arguments)
        except SystemExit:  # of another version, whose options are others
            return OTHERWISE
        if options.listen or options.capture_display:
            return OTHERWISE
        for name in ("link_file", "report_file"):
            if (file := getattr(options, name)) is not None:
                setattr(options, name, Path(start.folder) / file)
        self._script.obey(options)
        return SHOWN

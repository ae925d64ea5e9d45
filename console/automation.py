"""What a script can have the console do without a hand: open a session, write its link, share, report."""

from __future__ import annotations

import argparse
import json
import logging
import os
from pathlib import Path

from PySide6.QtCore import QObject

from console.desk import Desk
from console.session import Session
from console.share import ShareState

_log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that scripts use to `parser`."""
    group = parser.add_argument_group("for scripts")
    group.add_argument("--new-session", metavar="NAME", help="open a session for a customer of this name")
    group.add_argument("--share", action="store_true", help="share the screen as soon as that customer has joined")
    group.add_argument("--monitor", type=int, metavar="N", help="which monitor to share, from 1")
    group.add_argument("--link-file", type=Path, metavar="PATH", help="write the session's link, then its code, there")
    group.add_argument("--report-file", type=Path, metavar="PATH", help="write what a share has sent there, as JSON")


def write_private(path: Path, text: str) -> None:
    """Write `text` to `path`, whole or not at all, readable by this user only."""
    part = path.with_name(path.name + ".part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)


class Automation(QObject):
    """Carries the script options out on a desk; does nothing where none was given."""

    def __init__(self, *, desk: Desk, options: argparse.Namespace) -> None:
        super().__init__()
        self._desk = desk
        self._options = options
        self._asked = False
        self._shared = False
        desk.changed.connect(self._desk_changed)
        desk.session_added.connect(self._session_added)

    def _desk_changed(self) -> None:
        if self._desk.host_state == "up" and self._options.new_session and not self._asked:
            self._asked = True
            self._desk.open_session(self._options.new_session)

    def _session_added(self, session: Session) -> None:
        session.code_changed.connect(lambda: self._write_link(session))
        session.changed.connect(lambda: self._session_changed(session))

    def _write_link(self, session: Session) -> None:
        if self._options.link_file is not None and session.code is not None:
            write_private(self._options.link_file, f"{session.code.link}\n{session.code.text}\n")

    def _session_changed(self, session: Session) -> None:
        if session.share is ShareState.ON:
            self._shared = True
        elif self._shared and session.share is ShareState.OFF:
            self._report(session)
        if self._options.share and not self._shared and session.share_blocked is None:
            self._shared = True
            session.start_share(self._options.monitor)

    def _report(self, session: Session) -> None:
        if self._options.report_file is not None:
            count = session.last_count
            report = {"updates": count.updates, "bytes": count.bytes, "shown": count.shown}
            write_private(self._options.report_file, json.dumps(report))

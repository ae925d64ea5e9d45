"""What a script can have the console do without a hand: open a session, write its link, share, report."""

from __future__ import annotations

import argparse
import json

from PySide6.QtCore import QObject

from console.desk.desk import Desk
from console.session.session import Session
from console.share.share import ShareState
from protocol.system.private_files import write_private


class Automation(QObject):
    """Carries the script options out on a desk, with the one session that they open; without them it does nothing."""

    def __init__(self, *, desk: Desk, options: argparse.Namespace) -> None:
        super().__init__()
        self._desk = desk
        self._options = options
        self._session: Session | None = None
        self._asked = False
        self._shared = False
        self._running = False
        desk.changed.connect(self._desk_changed)
        desk.session_added.connect(self._session_added)

    def _desk_changed(self) -> None:
        if self._desk.host_state == "up" and self._options.new_session and not self._asked:
            self._asked = True
            self._desk.open_session(self._options.new_session)

    def _session_added(self, session: Session) -> None:
        if self._asked and self._session is None:  # those of an earlier run are added before
            self._session = session
            session.code_changed.connect(self._write_link)
            session.changed.connect(self._session_changed)

    def _write_link(self) -> None:
        code = None if self._session is None else self._session.code
        if self._options.link_file is not None and code is not None:
            write_private(self._options.link_file, f"{code.link}\n{code.text}\n".encode())

    def _session_changed(self) -> None:
        session = self._session
        if session is None:
            return
        was_running, self._running = self._running, session.share is not ShareState.OFF
        if was_running and not self._running:
            self._report(session)
        if self._options.share and not self._shared and session.share_blocked is None:
            self._shared = True
            session.start_share(self._options.monitor)

    def _report(self, session: Session) -> None:
        if self._options.report_file is not None:
            count = session.last_count
            report = {"updates": count.updates, "bytes": count.bytes, "shown": count.shown}
            write_private(self._options.report_file, json.dumps(report).encode())

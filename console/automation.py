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
    """Carries script options out on a desk, each with the one session that it opens; without any it does nothing."""

    def __init__(self, *, desk: Desk, options: argparse.Namespace) -> None:
        super().__init__()
        self._desk = desk
        self._waiting: list[_Script] = []  # for the host to be up
        self._asked: list[_Script] = []  # for a session, in the order in which the host answers
        desk.changed.connect(self._desk_changed)
        desk.session_added.connect(self._session_added)
        self._take(options)

    def obey(self, options: argparse.Namespace) -> None:
        """Carry these out, too, on a desk that may be at work already."""
        self._take(options)
        self._desk_changed()

    def _take(self, options: argparse.Namespace) -> None:
        if options.new_session:
            self._waiting.append(_Script(options))

    def _desk_changed(self) -> None:
        if self._desk.host_state != "up":
            return
        waiting, self._waiting = self._waiting, []
        for script in waiting:
            self._asked.append(script)
            self._desk.open_session(script.options.new_session)

    def _session_added(self, session: Session) -> None:
        if self._asked:  # those of an earlier run are added before
            self._asked.pop(0).follow(session)


class _Script:
    """The options of one start, and how far they are carried out."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self._shared = False
        self._running = False

    def follow(self, session: Session) -> None:
        """Do what was asked for in `session`, as soon as each of it can be done."""
        session.code_changed.connect(lambda: self._write_link(session))
        session.changed.connect(lambda: self._session_changed(session))

    def _write_link(self, session: Session) -> None:
        code = session.code
        if self.options.link_file is not None and code is not None:
            write_private(self.options.link_file, f"{code.link}\n{code.text}\n".encode())

    def _session_changed(self, session: Session) -> None:
        was_running, self._running = self._running, session.share is not ShareState.OFF
        if was_running and not self._running:
            self._report(session)
        if self.options.share and not self._shared and session.share_blocked is None:
            self._shared = True
            session.start_share(self.options.monitor)

    def _report(self, session: Session) -> None:
        if self.options.report_file is not None:
            count = session.last_count
            report = {"updates": count.updates, "bytes": count.bytes, "shown": count.shown}
            write_private(self.options.report_file, json.dumps(report).encode())

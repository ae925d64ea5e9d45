"""What an administrator's console remembers of a host's audit, by which it notices that the audit was rewritten.

A chain that somebody has computed anew from some row on is whole by itself. Only who has kept an earlier hash sees it.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from console.admin.reports import Asked, Reports
from protocol.system.private_files import private_folder, write_private
from protocol.vocabulary.reports import AskAuditHead, AuditHead

EVERY_MS = 3600 * 1000
HOSTS = 50  # that are remembered

_log = logging.getLogger(__name__)


class AuditHeads(QObject):
    """Asks the host for the audit's head at each login and each hour, and compares with what it was.

    What was noticed stands until the administrator has taken note of it; nothing is remembered in its place meanwhile.

    Args:
        reports: asks the host.
        file: where the heads are kept.

    Signals:
        changed: `rewritten` is another.

    Attributes:
        rewritten: the row that is not what it was, at the present host; 0: none.
    """

    changed = Signal()

    def __init__(self, reports: Reports, file: Path) -> None:
        super().__init__()
        self.rewritten = 0
        self._reports = reports
        self._file = file
        self._host = ""
        self._asked: Asked | None = None
        self._latest: AuditHead | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._ask)
        reports.changed.connect(self._link_changed)

    def watch(self, host: str) -> None:
        """Watch the audit of `host`, under the name by which it is remembered; "": only administrators may."""
        if host == self._host:
            return
        self._host, self._latest = host, None
        self._set(0)
        if host:
            self._timer.start()
            self._ask()

    def take_note(self) -> None:
        """Remember the audit as it is now: the administrator knows why it is another one."""
        if self._latest is not None:
            self._keep(self._latest)
        self._set(0)

    def _link_changed(self) -> None:
        if self._reports.connected:
            self._ask()
        else:
            self._timer.stop()
            self._host = ""  # until it is known who is logged in where

    def _ask(self) -> None:
        if self._reports.connected and self._host:
            self._reports.drop(self._asked)
            self._asked = self._reports.ask(AskAuditHead, self._answered, number=self._kept()[0])

    def _answered(self, answer: AuditHead | str) -> None:
        self._asked = None
        if isinstance(answer, str):
            return
        number, kept = self._kept()
        self._latest = answer
        if number and answer.then.hex() != kept:
            _log.error("row %d of the audit is not what it was", number)
            self._set(number)
        else:
            self._keep(answer)

    def _set(self, rewritten: int) -> None:
        if rewritten != self.rewritten:
            self.rewritten = rewritten
            self.changed.emit()

    def _kept(self) -> tuple[int, str]:
        number, kept = self._all().get(self._host, (0, ""))
        return number, kept

    def _keep(self, head: AuditHead) -> None:
        if not head.number:
            return
        heads = self._all()
        heads.pop(self._host, None)
        heads[self._host] = (head.number, head.hash.hex())
        try:
            private_folder(self._file.parent)
            write_private(self._file, json.dumps(dict(list(heads.items())[-HOSTS:])).encode())
        except OSError as error:
            _log.warning("the audit's head cannot be kept: %s", type(error).__name__)

    def _all(self) -> dict[str, tuple[int, str]]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            return {str(host): (int(number), str(kept)) for host, (number, kept) in found.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

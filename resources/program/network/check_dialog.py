"""The window of a check of the connection: what is found is shown as it comes, and copied with one click."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from protocol.link.checking.check import Check
from protocol.link.checking.findings import Finding, Route, Verdict
from protocol.link.link import Trust
from protocol.link.ways.proxies import AskProxies, Logins
from protocol.notation.joincode import BadCode, split_address
from resources.look import controls, theme
from resources.look.dialog import Dialog
from resources.look.on_screen import fitting
from resources.program.network.check_report import line, report, result_of, route_words
from resources.words.sentences import sentence

ADDRESS_LIMIT = 300  # characters
HEIGHT = 620  # pixels
ANYBODY = Trust(None, deferred=True)
_SIGNS = {
    Verdict.GOOD: ("circle-check", "success"),
    Verdict.NOTE: ("info", "muted"),
    Verdict.BAD: ("triangle-alert", "danger_text"),
}


class Ways(Protocol):
    """What knows the way out of this network: a `Dialler`."""

    ask_proxies: AskProxies | None
    logins: Logins | None


@dataclass(frozen=True)
class Subject:
    """Which host is checked: its address, HOST[:PORT], and who must be there; any other address may be anybody's.

    Attributes:
        own: it is on this very computer.
    """

    address: str
    trust: Trust = ANYBODY
    own: bool = False


class CheckDialog(Dialog):
    """Checks the connection to one host, at once where it is known which.

    Args:
        subject: which host; with an empty address the user says it.
        program: how the program calls itself.
        ways: knows the proxies.
    """

    def __init__(self, subject: Subject, *, program: str, ways: Ways, parent: QWidget | None) -> None:
        super().__init__(self.tr("Check the connection"), parent)
        self._subject = subject
        self._program = program
        self._ways = ways
        self._address = ""
        self._task: asyncio.Task[None] | None = None
        self.findings: list[Finding] = []
        self._routes: dict[Route, QVBoxLayout] = {}
        self._add_question()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the check"))
        self.words = controls.text(kind="strong", wrap=True)
        self._found = QWidget()
        self._found.setProperty("surface", "none")
        self._list = controls.column(self._found)
        for widget in (self._bar, self.words, self._found):
            self.body.addWidget(widget)
        self.copy_button = self.answer(self.tr("Copy the result"), then=self._copy)
        self.stop_button = self.answer(self.tr("Stop"), then=self.stop)
        self.close_button = self.answer(self.tr("Close"), then=self.accept)
        self.finished.connect(self.stop)
        self._show_running(False)
        self.resize(fitting(QSize(theme.size("dialog") * 4 // 3, HEIGHT), self))  # it grows no more: the list scrolls

    def begin(self) -> None:
        """Check the address that stands in the field, if it can be one."""
        address = self.field.text().strip()
        if not address:
            self.field.setFocus()
            return
        try:
            host, port = split_address(address)
        except BadCode:
            self._say(sentence("bad_address"), bad=True)
            self.field.setFocus()
            return
        self.stop()
        self._empty(address)
        trust = self._subject.trust if address == self._subject.address else ANYBODY
        check = Check(
            host,
            port,
            trust=trust,
            program=self._program,
            told=self._tell,
            progress=self._progress,
            ask_proxies=self._ways.ask_proxies,
            logins=self._ways.logins,
        )
        self._show_running(True)
        self._task = task = asyncio.get_running_loop().create_task(check.run())
        self.destroyed.connect(lambda: task.cancel())
        task.add_done_callback(self._over)

    def stop(self) -> None:
        """End what is going on; what has been found stays."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            self._say(self.tr("Stopped."))
            self._show_running(False)

    # -- parts ----------------------------------------------------------------------------------------------------

    def _add_question(self) -> None:
        words = self.tr(
            "Each way to the host is tried, and measured by its answers. Neither a code nor a password is sent."
        )
        self.body.addWidget(controls.text(words, kind="muted", wrap=True))
        if self._subject.own:
            own = self.tr(
                "This host is on this very computer: whether others get through to it, only a check at theirs shows."
            )
            self.body.addWidget(controls.text(own, kind="muted", wrap=True))
        self.field = QLineEdit(self._subject.address)
        self.field.setMaxLength(ADDRESS_LIMIT)
        self.field.setPlaceholderText("help.example.com")
        self.field.setAccessibleName(self.tr("Address of the host"))
        self.field.returnPressed.connect(self.begin)
        self.start_button = controls.button(self.tr("Check"), kind="primary")
        self.start_button.clicked.connect(self.begin)
        label = controls.text(self.tr("Address of the host"))
        label.setBuddy(self.field)
        self.body.addWidget(label)
        row = controls.row()
        row.addWidget(self.field, 1)
        row.addWidget(self.start_button)
        self.body.addLayout(row)

    def _empty(self, address: str) -> None:
        self._address = address
        self.findings.clear()
        self._routes.clear()
        self._found.deleteLater()
        self._found = QWidget()
        self._found.setProperty("surface", "none")
        self._list = controls.column(self._found)
        self.body.addWidget(self._found)
        self._say(self.tr("Checking…"))
        self.copy_button.setText(self.tr("Copy the result"))

    def _show_running(self, runs: bool) -> None:
        self._bar.setVisible(runs)
        self.field.setEnabled(not runs)
        self.start_button.setEnabled(not runs)
        self.stop_button.setVisible(runs)
        self.close_button.setVisible(not runs)
        self.copy_button.setEnabled(not runs and bool(self.findings))
        (self.stop_button if runs else self.copy_button if self.findings else self.field).setFocus()

    # -- what comes -----------------------------------------------------------------------------------------------

    def _progress(self, done: int, whole: int) -> None:
        self._bar.setRange(0, whole)
        self._bar.setValue(done)

    def _tell(self, finding: Finding) -> None:
        self.findings.append(finding)
        if result_of([finding]) is None:
            self._column(finding.route).addLayout(_row(finding))

    def _column(self, route: Route) -> QVBoxLayout:
        if route not in self._routes:
            self._routes[route] = column = controls.column(gap="half")
            column.addWidget(controls.text(route_words(route), kind="strong", wrap=True))
            self._list.addLayout(column)
        return self._routes[route]

    def _over(self, task: asyncio.Task[None]) -> None:
        if task is not self._task or task.cancelled():
            return  # it was stopped, or the window is gone
        self._task = None
        result = result_of(self.findings)
        if result is not None:
            self._say(line(result), bad=result.verdict is Verdict.BAD)
        self._show_running(False)
        task.result()

    def _say(self, words: str, *, bad: bool = False) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        controls.set_look(self.words, "type", "problem" if bad else "strong")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(report(self._address, self.findings))
        self.copy_button.setText(self.tr("Copied"))


def _row(finding: Finding) -> QHBoxLayout:
    sign = controls.Picture(theme.size("icon"))
    sign.show_icon(*_SIGNS[finding.verdict])
    words = controls.text(line(finding), wrap=True)
    row = controls.row()
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row


def open_check(subject: Subject, *, program: str, ways: Ways, parent: QWidget | None) -> CheckDialog:
    """Open the window, and begin where the host is known."""
    dialog = CheckDialog(subject, program=program, ways=ways, parent=parent)
    dialog.open()
    if subject.address:
        dialog.begin()
    return dialog

"""The page that asks for the code: says what is wrong before anything is sent, and what went wrong afterwards."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from protocol.notation.joincode import CODE_DIGITS, BadCode, JoinCode, parse, split_address
from resources.look import controls, theme
from resources.look.icons import icon
from resources.look.words import host_words
from resources.words.dial_sentences import DIAL_SENTENCES
from resources.words.sentences import sentence
from viewer.way_in.nearby import NOBODY_NEAR, UNKNOWN_NEAR
from viewer.windows.joining.code_field import CodeField
from viewer.windows.joining.join_foot import JoinFoot
from viewer.windows.joining.joining_bar import JoiningBar
from viewer.windows.joining.open_session import OpenSession

_LINK_START = "fernblick://"
_ADDRESS_CODES = {  # another address may help
    *("refused", "unreachable", "timeout", "name", "bad_address", NOBODY_NEAR, UNKNOWN_NEAR),
    *("other_service", "blocked", "unresolved"),
}


_CARD_CODES = {"card_certificate", "card_unreached"}  # the same, for who has a card
_CONNECTION_CODES = {*DIAL_SENTENCES, *_CARD_CODES, "relayed", "lost", "silent", "bad_message", NOBODY_NEAR}
"""What a look at the connection may explain."""


class JoinPage(QWidget):
    """Ask for a code or a link, and for the host's address where nothing else says it.

    Args:
        last_host: HOST[:PORT] to begin with.
        fixed: that is the host of all codes, and there is a way back to where the customer came from.

    Signals:
        join_asked: (text, host) join with this code or link; `host` is empty for a link, and for a code whose host is
            looked for in the customer's network.
        cancel_asked: give up joining.
        continue_asked: go on with the session that is still open.
        back_asked: go back without a code.
        language_asked: speak the other language.
        check_asked: (HOST[:PORT], SHA-256 of the host's certificate or None, whether it is known by a link) look at the
            ways to that host.
    """

    help_page = "join"

    join_asked = Signal(str, str)
    cancel_asked = Signal()
    continue_asked = Signal()
    back_asked = Signal()
    language_asked = Signal()
    check_asked = Signal(str, object, bool)

    def __init__(self, *, last_host: str, fixed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fixed = fixed
        self._busy = False
        self._wait_until = 0.0  # on the monotonic clock
        self._countdown = QTimer(self, interval=1000)
        self._countdown.timeout.connect(self._count_down)
        self.code = CodeField()
        self.address = QLineEdit(last_host)
        self.problem = controls.text(kind="problem", wrap=True)
        self.address_problem = controls.text(kind="problem", wrap=True)
        self.confirmation = controls.text(kind="strong", wrap=True)
        self.join_button = controls.button(self.tr("Join"), kind="primary")
        self.cancel_button = controls.button(self.tr("Cancel"))
        self.fold = controls.button(self.tr("Address"), kind="quiet", picture="chevron-down")
        self.back_button = controls.button(self.tr("Back"), kind="quiet")
        self.check_button = controls.button(self.tr("Check the connection"), kind="quiet", picture="search")
        self.foot = JoinFoot()
        self._open_session = OpenSession()
        self.continue_button = self._open_session.button
        self._address_part = self._make_address_part()
        self._waits = self.tr("Connecting… Please wait until the technician lets you in.")
        self._progress = JoiningBar(name=self.tr("Connecting"), words=self._waits, cancel=self.cancel_button)
        self._name_controls()
        self._lay_out()
        self._connect()
        self._follow_text()

    def fill_in(self, text: str, host: str = "") -> None:
        """Put a code or link into the field, and a code's host; the customer confirms it with Join."""
        if host:
            self.address.setText(host)
        self.code.fill_in(text)
        self._follow_text()
        self.join_button.setFocus()

    @property
    def draft(self) -> tuple[str, str]:
        """What stands in the fields: the code or link, and the address."""
        return self.code.text(), self.address.text()

    def offer(self, technician: str | None) -> None:
        """Offer to go on with a session with `technician` that is still open; None: there is none."""
        self._open_session.offer(technician)

    def show_looking(self, looks: bool) -> None:
        """Say, while busy, that the host is looked for in this computer's networks, or what else is waited for."""
        near = self.tr("Looking for the technician’s computer in this network…")
        self._progress.wait_for(near if looks else self._waits)

    def show_busy(self, busy: bool, *, works: bool = False) -> None:
        """Show that a join is going on, or no longer; `works`: this computer works for its turn."""
        self._progress.show_works(works)
        if busy == self._busy:
            return
        self._busy = busy
        for widget in (self.code, self.address, self.fold, self.continue_button, self.back_button, self.foot):
            widget.setEnabled(not busy)
        self.join_button.setVisible(not busy)
        self._progress.setVisible(busy)
        if busy:
            self._say("")
            self._say_of_address("")
            self.cancel_button.setFocus()
        else:
            self.code.setFocus()

    def show_problem(self, code: str) -> None:
        """Say what went wrong, until the customer changes something, and put the keyboard where that is."""
        words = sentence(code)
        self.check_button.setVisible(code.partition(":")[0] in _CONNECTION_CODES)
        if code.partition(":")[0] in _ADDRESS_CODES and not self.fold.isHidden():
            self._unfold(True)
            self._say_of_address(words)
            self.address.setFocus()
            self.address.selectAll()
        else:
            self._say(words)
            self.code.setFocus()
            self.code.selectAll()

    def show_wait(self, seconds: int) -> None:
        """Say that no code is tried for `seconds`, and count them down, until the customer changes something."""
        self._wait_until = time.monotonic() + seconds
        self._countdown.start()
        self._count_down()

    def clear(self) -> None:
        """Forget the code that was typed."""
        self.code.fill_in("")
        self._follow_text()
        self.code.setFocus()

    def _make_address_part(self) -> QWidget:
        part = QWidget()
        inside = controls.column(part, gap="half")
        words = self.tr("Only where the technician tells you one, for example help.example.com or 192.168.1.20")
        label = controls.text(words, kind="small", wrap=True)
        label.setBuddy(self.address)
        for widget in (self.address, self.address_problem, label):
            inside.addWidget(widget)
        part.hide()
        return part

    def _name_controls(self) -> None:
        self.code.setAccessibleName(self.tr("Code or link from the technician"))
        self.address.setAccessibleName(self.tr("Address"))
        self.address.setPlaceholderText("help.example.com")
        self.fold.setAccessibleDescription(self.tr("Shows or hides the address field"))
        self.join_button.setMinimumHeight(theme.size("control") + theme.space("one"))

    def _lay_out(self) -> None:
        outer = controls.column(self, margin="four", gap="two")
        outer.addWidget(self._open_session)
        outer.addSpacing(theme.space("three"))  # and no stretch: what is said below moves nothing above
        outer.addWidget(controls.text(self.tr("Enter your code"), kind="title", wrap=True))
        words = self.tr("The technician reads ten digits to you on the phone, or has sent you a link.")
        outer.addWidget(controls.text(words, kind="muted", wrap=True))
        self._add_entry(outer)
        outer.addWidget(self.join_button)
        outer.addWidget(self._progress)
        beside = controls.row()
        beside.addWidget(self.fold)
        beside.addStretch()
        beside.addWidget(self.check_button)
        outer.addLayout(beside)
        outer.addWidget(self._address_part)
        outer.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.back_button.setVisible(self._fixed)
        outer.addStretch(1)
        outer.addWidget(self.foot)
        self.foot.setVisible(not self._fixed)

    def _add_entry(self, outer: QVBoxLayout) -> None:
        entry = controls.column(gap="one")
        for widget in (self.code, self.problem, self.confirmation):
            entry.addWidget(widget)
        outer.addLayout(entry)

    def _connect(self) -> None:
        self.code.textChanged.connect(self._follow_text)
        self.address.textChanged.connect(self._follow_text)
        self.code.returnPressed.connect(self._ask_to_join)
        self.address.returnPressed.connect(self._ask_to_join)
        self.join_button.clicked.connect(self._ask_to_join)
        self.cancel_button.clicked.connect(self.cancel_asked)
        self.continue_button.clicked.connect(self.continue_asked)
        self.back_button.clicked.connect(self.back_asked)
        self.fold.clicked.connect(self._fold_by_hand)
        self.foot.language_asked.connect(self.language_asked)
        self.foot.check_asked.connect(self._ask_to_check)
        self.check_button.clicked.connect(self._ask_to_check)

    def _fold_by_hand(self) -> None:
        self._unfold(self._address_part.isHidden())
        if not self._address_part.isHidden():
            self.address.setFocus()

    def _unfold(self, shown: bool) -> None:
        self._address_part.setVisible(shown)
        self.fold.setIcon(icon("chevron-up" if shown else "chevron-down"))

    def _follow_text(self) -> None:
        """Say at once whether what stands in the fields can be right."""
        self._countdown.stop()
        code, why = _read(self.code.text())
        self.check_button.hide()
        self._say(sentence(why) if why else "")
        self._say_of_address("")
        self.code.show_wrong(bool(why))
        is_link = code is not None and code.kind == "link"
        self.fold.setVisible(not is_link and not self._fixed)
        self.confirmation.setVisible(is_link)
        if code is not None and code.host is not None:
            self.confirmation.setText(self.tr("You are about to connect to {host}").format(host=host_words(code.host)))
        if is_link:
            self._unfold(False)
        self.join_button.setEnabled(code is not None)

    def _count_down(self) -> None:
        left = math.ceil(self._wait_until - time.monotonic())
        if left <= 0:
            self._follow_text()
            return
        words = self.tr("This goes on in {seconds} s.").format(seconds=left)
        self._say(f"{sentence('codes_wait')} {words}")
        self.join_button.setEnabled(False)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.code.setAccessibleDescription(words)

    def _say_of_address(self, words: str) -> None:
        self.address_problem.setText(words)
        self.address_problem.setVisible(bool(words))
        self.address.setAccessibleDescription(words)
        controls.set_look(self.address, "wrong", "true" if words else "false")

    def _ask_to_check(self) -> None:
        code, _why = _read(self.code.text())
        if code is not None and code.kind == "link":
            self.check_asked.emit(code.host, code.fingerprint, True)
        else:
            self.check_asked.emit(self.address.text().strip(), None, False)

    def _ask_to_join(self) -> None:
        code, _why = _read(self.code.text())
        if code is None or self._busy:
            return
        host = "" if code.kind == "link" else self.address.text().strip()
        if code.kind == "code" and (problem := _address_problem(host)):
            self.show_problem(problem)
            return
        self.join_asked.emit(self.code.text(), host)


def _read(text: str) -> tuple[JoinCode | None, str]:
    """Return what `text` says, or the code of the sentence about it; neither while it may still become right."""
    try:
        return parse(text), ""
    except BadCode as error:
        digits = sum(letter.isdigit() for letter in text)
        unfinished = error.why == "length" and digits < CODE_DIGITS
        starts_link = _LINK_START.startswith(text.strip().lower())
        return None, "" if unfinished or starts_link else error.why


def _address_problem(host: str) -> str:
    """Return the code of the sentence about a mistyped address; empty: it is fine, or there is none."""
    if not host:
        return ""
    try:
        split_address(host)
    except BadCode:
        return "bad_address"
    return ""

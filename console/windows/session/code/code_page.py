"""What the technician sees while the customer has not joined: the code, large, and the ways to hand it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from console.windows.parts.banner import Banner
from console.windows.parts.session_words import clock
from console.windows.session.code.code_ways import CodeWays
from console.windows.session.code.reach_words import caution
from protocol.vocabulary.messages import Reason
from resources.look import controls, theme
from resources.look.steady import steadily
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.session.active_code import ActiveCode
    from console.session.session import Session

URGENT_S = 60  # the countdown turns red


class CodePage(QFrame):
    """A card with the session's code, or with the question whether to admit who proved it late.

    Signals:
        settings_asked: the technician wants to say at which address customers reach this computer.
    """

    help_page = "code"

    settings_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._session = session
        self._clock = QTimer(self)
        self._clock.setInterval(500)
        self._clock.timeout.connect(self._tick)
        self._live, self._over, self._question = self._make_live(), self._make_over(), self._make_question()
        self._parts = (self._live, self._over, self._question)
        self._column = controls.column(self)
        for part in self._parts:
            self._column.addWidget(part)
        self.set_compact(False)
        self.setMaximumWidth(theme.size("reading"))
        session.code_changed.connect(self.follow)
        session.admit_asked.connect(self.follow)
        session.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show the code as it is now, or the question that comes before it."""
        code = self._session.code
        if self._session.needs_admit:
            self._ask()
            self._show(self._question)
        elif code is None or code.burned:
            self._show_over()
        else:
            self._show_code(code)
            self._show(self._live)
            if self.window().focusWidget() is self:
                self.ways.copy_link_button.setFocus()
        self._admit.look()
        if code is not None:
            self._clock.start()
        else:
            self._clock.stop()

    def take_keyboard(self) -> bool:
        """Have the keyboard at what hands the code over; return whether there is a code."""
        possible = not self.isHidden() and self._live.isVisibleTo(self)
        if possible:
            self.ways.copy_link_button.setFocus()
        return possible

    def set_compact(self, compact: bool) -> None:
        """Take little room, for a card that stands over a chat."""
        distance = theme.space("two" if compact else "four")
        self._column.setContentsMargins(distance, distance, distance, distance)
        for part in self._parts:
            if isinstance(column := part.layout(), QVBoxLayout):
                column.setSpacing(theme.space("one" if compact else "two"))
        self._compact = compact
        self._fit_digits()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the code as large as there is room for it."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_digits)  # once the digits have their new width

    def _fit_digits(self) -> None:
        sizes = ("display_compact", "heading") if self._compact else ("display", "display_compact", "heading")
        _make_large(self._digits, next((size for size in sizes if self._has_room(size)), "body"))
        _make_large(self._place, "heading" if self._compact else "display_compact")

    def _has_room(self, size: str) -> bool:
        words = QFontMetrics(theme.digits_font(size)).horizontalAdvance(self._digits.text())
        return words <= self._digits.width()

    # -- the code -------------------------------------------------------------------------------------------

    def _make_live(self) -> QWidget:
        part = QWidget()
        column = controls.column(part)
        self._heading = controls.text(kind="heading", wrap=True)
        self._place = _selectable(controls.text(wrap=True))
        self._and_type = controls.text(self.tr("and type"), kind="muted")
        self._digits = _selectable(controls.text())
        self._digits.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._digits.setFont(theme.digits_font("display"))
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("How long the code is still valid"))
        self._left = controls.text(kind="muted")
        for label in (self._heading, self._place, self._and_type, self._digits, self._left):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self._heading, self._place, self._and_type, self._digits, self._progress, self._left):
            column.addWidget(widget)
        column.addSpacing(theme.space("half"))
        self.ways = CodeWays(self._session)
        column.addWidget(self.ways)
        self.caution = Banner()
        self.caution.button.clicked.connect(self.settings_asked)
        column.addWidget(self.caution)
        column.addWidget(controls.rule())
        self._hint = _selectable(controls.text(kind="muted", wrap=True))
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._hint)
        return part

    def _show_code(self, code: ActiveCode) -> None:
        self._digits.setText(code.text)
        self._digits.setAccessibleName(self.tr("Code {digits}").format(digits=" ".join(code.text.replace(" ", ""))))
        self._show_way(code)
        self._fit_digits()
        self.ways.follow(code)
        self._show_caution(code)
        self._progress.setRange(0, code.valid_s)
        self._tick()

    def _show_way(self, code: ActiveCode) -> None:
        """Lead with the page where browsers accept it: then the customer needs nothing else."""
        name = self._session.title
        words = self.tr("Read to {name}: go to") if code.vouched else self.tr("Read this code to {name}")
        self._heading.setText(words.format(name=name))
        self._place.setText(code.address)
        for label in (self._place, self._and_type):
            label.setVisible(code.vouched)
        if code.vouched:
            hint = self.tr("Or in the Fernblick viewer: the same code, and the address {address}")
        else:
            hint = self.tr(
                "The customer starts the Fernblick viewer and enters the code. Address, if it asks: {address}"
            )
        self._hint.setText(hint.format(address=code.viewer_address))
        self._hint.setVisible(code.reach != "nowhere")

    def _show_caution(self, code: ActiveCode) -> None:
        words = caution(code.reach, code.address, own=code.own_host)
        if words:
            self.caution.say("warning", words, self.tr("Settings…") if code.own_host else "")
        else:
            self.caution.hide()

    def _tick(self) -> None:
        self._session.follow_place()
        code = self._session.code
        if code is None:
            return
        left = code.seconds_left()
        self._progress.setValue(left)
        controls.set_look(self._progress, "urgent", "true" if left <= URGENT_S else "false")
        self._left.setText(self.tr("Valid for {time}, for one customer").format(time=clock(left)))

    # -- no code --------------------------------------------------------------------------------------------

    def _make_over(self) -> QWidget:
        part = QWidget()
        column = controls.column(part)
        self._over_title = controls.text(kind="heading", wrap=True)
        self._over_words = controls.text(kind="muted", wrap=True)
        for label in (self._over_title, self._over_words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.new_code_button = controls.button(self.tr("New code"), kind="primary", picture="refresh-cw")
        self.new_code_button.clicked.connect(self._session.new_code)
        column.addWidget(self.new_code_button, 0, Qt.AlignmentFlag.AlignHCenter)
        return part

    def _show_over(self) -> None:
        ended = self._session.code_ended
        if self._session.code is not None:
            self._over_title.setText(self.tr("The code was ended"))
            words = self.tr("Three wrong codes were entered. The link that you have sent is good still.")
            self._over_words.setText(words)
        elif ended in (Reason.CODE_EXPIRED, Reason.CODE_BURNED):
            burned = ended is Reason.CODE_BURNED
            self._over_title.setText(self.tr("The code was ended") if burned else self.tr("The code has expired"))
            self._over_words.setText(sentence(ended.value) if burned else self.tr("Make a new one when you need it."))
        else:
            self._over_title.setText(self.tr("There is no code at the moment"))
            words = self.tr("With a new code {name} can join again.")
            self._over_words.setText(words.format(name=self._session.title))
        self._show(self._over)

    # -- the question ---------------------------------------------------------------------------------------

    def _make_question(self) -> QWidget:
        part = QWidget()
        column = controls.column(part)
        self._asked_title = controls.text(kind="heading", wrap=True)
        self._asked_words = controls.text(kind="muted", wrap=True)
        for label in (self._asked_title, self._asked_words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.refuse_button = controls.button(self.tr("Do not admit"), picture="x")
        self.refuse_button.clicked.connect(lambda: self._session.admit(False))
        self.admit_button = controls.button(self.tr("Admit"), kind="primary", picture="user-round-check")
        self._admit = steadily(self.admit_button, lambda: self._session.admit(True), self._asked)
        line = controls.row()
        line.addStretch()
        line.addWidget(self.refuse_button)
        line.addWidget(self.admit_button)
        line.addStretch()
        column.addLayout(line)
        return part

    def _asked(self) -> int | None:
        """Return which join the question is about; None: nobody waits."""
        return self._session.admit_question or None

    def _ask(self) -> None:
        words = self.tr(
            "Someone entered the right code, but a wrong code was entered before. "
            "Ask {name} whether they are joining right now. Admit nobody you are not talking to."
        )
        if self._session.admits_under_attack:
            words = self.tr(
                "Someone entered the right code, but many codes are being tried at this host right now: it may be a "
                "guess. Ask {name} whether they are joining right now. Admit nobody you are not talking to."
            )
        who = self.tr("your colleague") if self._session.admits_colleague else self._session.title
        self._asked_title.setText(self.tr("Is this {name}?").format(name=who))
        self._asked_words.setText(words.format(name=who))

    def _show(self, part: QWidget) -> None:
        at = self.window().focusWidget()
        if at is not None and self.isAncestorOf(at) and not part.isAncestorOf(at):
            self.setFocus()  # what had the keyboard goes: it waits here, and not at whatever button comes next
        for other in self._parts:
            other.setVisible(other is part)


def _selectable(label: QLabel) -> QLabel:
    """Let what a label says be marked and copied."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _make_large(label: QLabel, size: str) -> None:
    look = f"font-size: {theme.text_size(size)}px; font-weight: 600;"
    if look != label.styleSheet():
        label.setStyleSheet(look)

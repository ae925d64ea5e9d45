"""What the customer is asked when a technician wants to see or operate their desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent

from protocol.vocabulary.desktop import Access
from resources.look import controls
from resources.look.dialog import Dialog
from resources.look.words import shortened
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from viewer.desktop.consent import Question
    from viewer.desktop.desktop import Desktop

TICK_MS = 250


class DesktopQuestion(Dialog):
    """Ask once; Esc and closing are no, Enter is nothing, and so is a click in the first moment.

    Args:
        desktop: whose question it is.
        question: the open one.

    Signals:
        answered: (Access) by a click or a key on this computer; once.
    """

    help_page = "desktop"

    answered = Signal(object)

    def __init__(self, *, desktop: Desktop, question: Question) -> None:
        asker = desktop.name_of(question.member) or QCoreApplication.translate("DesktopQuestion", "A technician")
        name, control = shortened(asker, "heading"), question.access is Access.CONTROL
        view_title = QCoreApplication.translate("DesktopQuestion", "{name} asks to see your desktop")
        control_title = QCoreApplication.translate("DesktopQuestion", "{name} asks to see and control your desktop")
        super().__init__((control_title if control else view_title).format(name=name))
        self.question = question
        self._desktop = desktop
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.WindowStaysOnTopHint)
        self._explain(name, control)
        self.no = self.answer(self.tr("No"), then=self.reject)
        self.view = self.answer(self.tr("Allow viewing"), then=lambda: self._say(Access.VIEW), steady=True)
        allow = self.tr("Allow control")
        self.control = self.answer(allow, then=lambda: self._say(Access.CONTROL), steady=True)
        self.view.setVisible(not desktop.unseeable)
        self.control.setVisible(control and not desktop.unseeable)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._count)
        self.rejected.connect(lambda: self.answered.emit(Access.NONE))
        self._count()

    def shut(self) -> None:
        """Go without an answer: nobody asks any more."""
        self.blockSignals(True)
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to count; keep the keyboard on no button, so that Space answers nothing by accident."""
        super().showEvent(event)
        self._tick.start()
        self.setFocus()

    def _explain(self, name: str, control: bool) -> None:
        sees = self.tr("{name} would see everything that is on your screens, until you take it back.")
        operates = self.tr("With control, {name} could also use this computer’s mouse and keyboard.")
        stop = self.tr("A bar at the top of your screen says so all the time. Its red X takes everything back at once.")
        parts = [sees, operates, stop] if control else [sees, stop]
        for words in parts:
            self.body.addWidget(controls.text(words.format(name=name), kind="muted", wrap=True))
        for code in (self._desktop.unseeable, self._desktop.limited):
            if code:
                self.body.addWidget(controls.text(sentence(code), wrap=True))
        self._left = controls.text(kind="small", wrap=True)
        self.body.addWidget(self._left)

    def _count(self) -> None:
        words = self.tr("Without an answer in {seconds} s the answer is no.")
        self._left.setText(words.format(seconds=self._desktop.seconds_left))

    def _say(self, access: Access) -> None:
        self.blockSignals(True)
        self.accept()
        self.blockSignals(False)
        self.answered.emit(access)

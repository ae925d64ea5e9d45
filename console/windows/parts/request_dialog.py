"""A dialog that asks the host for something and closes once the host has done it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from resources.look import controls
from resources.look.controls import ButtonKind
from resources.look.dialog import Dialog
from resources.words.sentences import sentence

Answered = Callable[[str], None]
"""Called with "" once the host has done what it was asked for, or with the code of a problem."""


class RequestDialog(Dialog):
    """Fields, a place for the sentence where the host refuses, and the answers; nothing typed is lost on a refusal."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self._busy = False
        self._complete: Callable[[], bool] = lambda: True
        self.gone = False  # closed; an answer may come later
        self.yes_button: QPushButton | None = None
        self.problem = controls.text(kind="problem", wrap=True)
        self.problem.hide()
        self.finished.connect(self._set_gone)

    def field(self, words: str, control: QWidget, hint: str = "", *, beside: QWidget | None = None) -> None:
        """Add `control` with its label, a hint below, and something beside it."""
        label = controls.text(words)
        label.setBuddy(control)
        control.setAccessibleName(words.replace("&", ""))
        control.setAccessibleDescription(hint)
        column = controls.column(gap="half")
        column.addWidget(label)
        line: QHBoxLayout = controls.row()
        line.addWidget(control, 1)
        if beside is not None:
            line.addWidget(beside)
        column.addLayout(line)
        if hint:
            column.addWidget(controls.text(hint, kind="small", wrap=True))
        self.body.addLayout(column)

    def make_answers(
        self,
        yes: str,
        *,
        send: Callable[[Answered], None],
        complete: Callable[[], bool] | None = None,
        danger: bool = False,
    ) -> None:
        """Add the place for a problem, and the answers.

        Args:
            yes: the words of the answer that asks the host.
            send: asks the host, and says when that is done.
            complete: returns whether all that is needed is there; None: it always is.
            danger: the answer takes something away for good.
        """
        self._complete = complete or self._complete
        self.body.addWidget(self.problem)
        self.cancel_button = self.answer(self.tr("Cancel"), then=self.reject)
        kind: ButtonKind = "danger" if danger else "primary"
        self.yes_button = self.answer(yes, kind=kind, then=lambda: self._submit(send))
        if danger:
            self.cancel_button.setFocus()
        self.follow()

    def follow(self) -> None:
        """Enable the answer when it can be given."""
        if self.yes_button is not None:
            self.yes_button.setEnabled(self._complete() and not self._busy)

    def say(self, words: str) -> None:
        """Show what is wrong; nothing where `words` is empty."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.fit()

    def done_waiting(self) -> None:
        """Let the answer be given again: what was asked for needs another answer."""
        self._busy = False
        self.follow()

    def _submit(self, send: Callable[[Answered], None]) -> None:
        if self._complete() and not self._busy:
            self._busy = True
            self.say("")
            self.follow()
            send(self._answered)

    def _answered(self, problem: str) -> None:
        if self.gone:
            return
        self.done_waiting()
        if problem:
            self.say(sentence(problem))
        else:
            self.accept()

    def _set_gone(self, _result: int) -> None:
        self.gone = True

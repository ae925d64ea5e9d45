"""The line below a transcript that says who is writing; keeps its place, so that nothing jumps."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from resources.look import controls, theme


class TypingSign(QWidget):
    """Says who is writing."""

    def __init__(self) -> None:
        super().__init__()
        self.words = controls.ElidedText(kind="small")
        line = controls.row(self)
        line.setContentsMargins(theme.space("three"), 0, theme.space("three"), theme.space("half"))
        line.addWidget(self.words)
        self.setFixedHeight(self.words.fontMetrics().lineSpacing() + theme.space("one"))

    def show_names(self, names: tuple[str, ...]) -> None:
        """Say that these are writing; nothing where there are none."""
        if not names:
            self.words.show_words("")
        elif len(names) == 1:
            self.words.show_words(self.tr("{name} is writing…").format(name=names[0]))
        else:
            self.words.show_words(self.tr("{names} are writing…").format(names=", ".join(names)))

"""What the web page says, one language at a time: greeting, what is said while nobody is there, privacy, imprint."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from console.admin.page_draft import PageDraft
from console.windows.parts.segments import Segments
from protocol.vocabulary.web import LINK_LIMIT, TEXTS, as_words, is_link, limits_of
from resources.look import controls

ENGLISH, GERMAN = "english", "german"
_ROWS = {"greeting": 84, "away": 64, "privacy": 120, "imprint": 120}  # pixels


class PageWordsEditor(QWidget):
    """Shows and takes the words of both languages.

    Signals:
        written: (language, name, text) what the administrator has written.
        language_chosen: another language is shown.

    Attributes:
        problems: by language and field, what stands there and cannot be used.
    """

    written = Signal(str, str, str)
    language_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.problems: dict[tuple[str, str], str] = {}
        self.choice = Segments(self.tr("Language"), [(ENGLISH, self.tr("English")), (GERMAN, self.tr("German"))])
        self.choice.show_value(ENGLISH)
        self.choice.chosen.connect(lambda _language: self.language_chosen.emit())
        self.texts: dict[str, QPlainTextEdit] = {}
        self.links: dict[str, QLineEdit] = {}
        self._said: dict[str, QLabel] = {}
        self._showing = False
        words = self.tr("Plain text. What is empty in one language is said in the other.")
        frame, column = controls.card(self.tr("Words"), words)
        column.addWidget(self.choice)
        for name, title in (
            ("greeting", self.tr("&Greeting")),
            ("away", self.tr("While &nobody is there, after “Nobody of our support is here at the moment.”")),
            ("privacy", self.tr("&Privacy notice")),
            ("privacy_link", self.tr("Address of the privacy notice (https://…)")),
            ("imprint", self.tr("&Imprint")),
            ("imprint_link", self.tr("Address of the imprint (https://…)")),
        ):
            self._add(column, name, title)
        controls.column(self).addWidget(frame)

    @property
    def language(self) -> str:
        """The language that is shown."""
        return self.choice.value

    def show_draft(self, draft: PageDraft) -> None:
        """Show what is wanted in the language; what was typed there and cannot be used stays."""
        words = draft.words(self.language)
        self._showing = True
        for name, text in self.texts.items():
            wanted = self.problems.get((self.language, name), getattr(words, name))
            if as_words(name, text.toPlainText()) != wanted:
                text.setPlainText(wanted)
        for name, link in self.links.items():
            wanted = self.problems.get((self.language, name), getattr(words, name))
            if link.text() != wanted:
                link.setText(wanted)
        self._showing = False
        for name in self._said:
            self._say(name)

    def forget(self) -> None:
        """Forget what was typed and cannot be used."""
        self.problems = {}

    def _add(self, column: QVBoxLayout, name: str, title: str) -> None:
        label = controls.text(title, wrap=True)
        control: QPlainTextEdit | QLineEdit
        if name in TEXTS:
            control = self.texts[name] = QPlainTextEdit()
            control.setProperty("kind", "input")
            control.setTabChangesFocus(True)
            control.setFixedHeight(_ROWS[name])
            control.textChanged.connect(lambda: self._text_written(name))
        else:
            control = self.links[name] = QLineEdit()
            control.setMaxLength(LINK_LIMIT)
            control.textEdited.connect(lambda text: self._link_written(name, text.strip()))
        label.setBuddy(control)
        control.setAccessibleName(title.replace("&", ""))
        self._said[name] = controls.text(kind="problem", wrap=True)
        for widget in (label, control, self._said[name]):
            column.addWidget(widget)

    def _text_written(self, name: str) -> None:
        if self._showing:
            return
        text = self.texts[name].toPlainText()
        limit, lines = limits_of(name)
        fits = len(text.strip()) <= limit and len(text.strip().splitlines()) <= lines
        self._take(name, as_words(name, text), text, fits=fits)

    def _link_written(self, name: str, text: str) -> None:
        self._take(name, text, text, fits=is_link(text))

    def _take(self, name: str, kept: str, text: str, *, fits: bool) -> None:
        key = self.language, name
        self.problems.pop(key, None)
        if not fits:
            self.problems[key] = text
        self._say(name)
        self.written.emit(self.language, name, kept if fits else "")

    def _say(self, name: str) -> None:
        """Say what is wrong with a field."""
        text = self.problems.get((self.language, name), "")
        words = ""
        if text and name in self.links:
            words = self.tr("An address begins with https:// and has no spaces.")
        elif text:
            limit, lines = limits_of(name)
            words = self.tr(
                "{count} characters in {rows} lines are too many: at most {limit} in {lines} lines."
            ).format(count=len(text.strip()), rows=len(text.strip().splitlines()), limit=limit, lines=lines)
        self._said[name].setText(words)
        self._said[name].setVisible(bool(words))
        (self.texts.get(name) or self.links[name]).setAccessibleDescription(words)

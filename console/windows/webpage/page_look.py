"""What the web page looks like: the company's name, colour and logo, and which channels it shows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QColorDialog, QFileDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from console.admin.page_draft import PageDraft
from console.windows.webpage.logo_file import BadLogo, logo_from
from protocol.notation.colours import DARK, LIGHT, is_colour, palette
from protocol.notation.names import cleaned
from protocol.notation.natural import natural_key
from protocol.vocabulary.web import SHOWN_LIMIT, TITLE_LIMIT
from resources.look import controls


class PageLook(QWidget):
    """Shows and takes all of a page but its words.

    Signals:
        chosen: (name, value) of a setting that the administrator has changed.
        channel_chosen: (channel, shown)

    Attributes:
        problem: what was typed is no colour.
    """

    chosen = Signal(str, object)
    channel_chosen = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.problem = False
        self.name = QLineEdit()
        self.name.setMaxLength(TITLE_LIMIT)
        self.name.textEdited.connect(lambda text: self.chosen.emit("name", cleaned(text)))
        self.colour = QLineEdit()
        self.colour.setMaxLength(7)
        self.colour.setPlaceholderText("#1a73e8")
        self.colour.textEdited.connect(self._colour_typed)
        self.colour_button = controls.button(self.tr("Choose…"))
        self.colour_button.clicked.connect(self._ask_for_colour)
        self.colour_said = controls.text(kind="small", wrap=True)
        self.logo_button = controls.button(self.tr("Choose…"))
        self.logo_button.clicked.connect(self._ask_for_logo)
        self.no_logo_button = controls.button(self.tr("Remove"), kind="quiet")
        self.no_logo_button.clicked.connect(lambda: self.chosen.emit("logo", b""))
        self.logo_problem = controls.text(kind="problem", wrap=True)
        self.logo_problem.hide()
        self.channels: dict[str, QCheckBox] = {}
        column = controls.column(self)
        column.addWidget(self._make_company())
        column.addWidget(self._make_channels())

    def show_draft(self, draft: PageDraft, channels: list[str]) -> None:
        """Show what is wanted; `channels` are those of the host."""
        wanted = draft.wanted
        if cleaned(self.name.text()) != wanted.name:
            self.name.setText(wanted.name)
        if not self.problem and self.colour.text().lower() != wanted.colour:
            self.colour.setText(wanted.colour)
        self._say_colour(wanted.colour)
        self.no_logo_button.setVisible(bool(wanted.logo))
        self._follow_channels(wanted.channels, sorted(channels, key=natural_key))

    def forget(self) -> None:
        """Forget what was typed and cannot be used."""
        self.problem = False
        self.logo_problem.hide()

    def use_logo(self, file: str) -> None:
        """Take the picture in `file` as the logo, or say why not."""
        self.logo_problem.hide()
        try:
            self.chosen.emit("logo", logo_from(Path(file)))
        except BadLogo as error:
            self.logo_problem.setText(self._logo_words(str(error)))
            self.logo_problem.show()

    # -- parts ----------------------------------------------------------------------------------------------

    def _make_company(self) -> QFrame:
        words = self.tr(
            "Customers see this on the web page of this host. What is empty is as on a page that nobody has set."
        )
        frame, column = controls.card(self.tr("Company"), words)
        self._field(column, self.tr("&Name"), self.name)
        line = controls.row()
        line.addWidget(self.colour)
        line.addWidget(self.colour_button)
        line.addStretch()
        self._label(column, self.tr("&Colour"), self.colour)
        self.colour_button.setAccessibleName(self.tr("Choose the colour"))
        column.addLayout(line)
        column.addWidget(self.colour_said)
        self._label(column, self.tr("Logo"), self.logo_button)
        self.logo_button.setAccessibleName(self.tr("Choose the logo"))
        self.no_logo_button.setAccessibleName(self.tr("Remove the logo"))
        buttons = controls.row()
        buttons.addWidget(self.logo_button)
        buttons.addWidget(self.no_logo_button)
        buttons.addStretch()
        column.addLayout(buttons)
        column.addWidget(controls.text(self.tr("A PNG or JPEG picture; it is made smaller."), kind="small", wrap=True))
        column.addWidget(self.logo_problem)
        return frame

    def _make_channels(self) -> QFrame:
        words = self.tr("Who has no code can choose among these. The others are reached by who knows their address.")
        frame, column = controls.card(self.tr("Channels on the page"), words)
        self._no_channels = controls.text(self.tr("No group has a channel yet."), kind="muted", wrap=True)
        column.addWidget(self._no_channels)
        self._channels_place: QVBoxLayout = controls.column(gap="one")
        column.addLayout(self._channels_place)
        return frame

    def _field(self, column: QVBoxLayout, words: str, control: QWidget) -> None:
        self._label(column, words, control)
        column.addWidget(control)

    @staticmethod
    def _label(column: QVBoxLayout, words: str, control: QWidget) -> None:
        label = controls.text(words)
        label.setBuddy(control)
        control.setAccessibleName(words.replace("&", ""))
        column.addWidget(label)

    # -- inside ---------------------------------------------------------------------------------------------

    def _colour_typed(self, text: str) -> None:
        colour = text.strip().lower()
        self.problem = bool(colour) and not is_colour(colour)
        if self.problem:
            self._say_colour("")
        self.chosen.emit("colour", "" if self.problem else colour)

    def _say_colour(self, colour: str) -> None:
        """Say where a colour is not read as it is, and what stands there in its place."""
        said = []
        if self.problem:
            said.append(self.tr("A colour is written as #1a73e8."))
        elif colour:
            light, dark = palette(colour, LIGHT).accent_text, palette(colour, DARK).accent_text
            if light != colour:
                said.append(
                    self.tr("It could not be read on white: links and edges are {colour} there.").format(colour=light)
                )
            if dark != colour:
                said.append(
                    self.tr("It could not be read on black: links and edges are {colour} there.").format(colour=dark)
                )
        controls.set_look(self.colour_said, "type", "problem" if self.problem else "small")
        self.colour_said.setText(" ".join(said))
        self.colour_said.setVisible(bool(said))
        self.colour.setAccessibleDescription(" ".join(said))

    def _ask_for_colour(self) -> None:
        question = QColorDialog(QColor(self.colour.text() or "#1a73e8"), self)
        question.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        question.setWindowTitle(self.tr("Choose the colour"))
        question.colorSelected.connect(self._take_colour)
        question.open()

    def _take_colour(self, colour: QColor) -> None:
        self.problem = False
        self.chosen.emit("colour", colour.name())

    def _ask_for_logo(self) -> None:
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg)")
        question = QFileDialog(self, self.tr("Choose the logo"), pictures, kinds)
        question.setFileMode(QFileDialog.FileMode.ExistingFile)
        question.fileSelected.connect(self.use_logo)
        question.open()

    def _logo_words(self, problem: str) -> str:
        if problem == "unreadable":
            return self.tr("This file cannot be read.")
        if problem == "too_large":
            return self.tr("This picture is too large. Choose a smaller one.")
        return self.tr("This is neither a PNG nor a JPEG picture that can be used. Choose another one.")

    def _follow_channels(self, shown: tuple[str, ...], channels: list[str]) -> None:
        if list(self.channels) != channels:
            for box in self.channels.values():
                box.deleteLater()
            self.channels = {channel: self._channel_box(channel) for channel in channels}
        for channel, box in self.channels.items():
            box.setChecked(channel in shown)
            box.setEnabled(channel in shown or len(shown) < SHOWN_LIMIT)
        self._no_channels.setVisible(not channels)

    def _channel_box(self, channel: str) -> QCheckBox:
        box = QCheckBox(channel)
        box.clicked.connect(lambda shown: self.channel_chosen.emit(channel, shown))
        self._channels_place.addWidget(box)
        return box

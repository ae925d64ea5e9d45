"""What is said over the picture: that the connection is interrupted, that its owner holds it, that it may be old."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QFrame, QWidget

from resources.look import controls, theme
from resources.mirror.model import MirrorModel
from resources.words.sentences import sentence


class Notice(QFrame):
    """A card with an icon, what is the case, and more about it; the mouse goes through it."""

    def __init__(self, parent: QWidget, *, picture: str, words: str, more: str = "") -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = words
        sign = controls.Picture(theme.size("icon"))
        sign.show_icon(picture, "muted")
        line = controls.row(self)
        line.setContentsMargins(theme.space("two"), 12, theme.space("two"), 12)
        line.addWidget(sign)
        line.addWidget(controls.text(words, kind="strong"))
        self._more = controls.text(kind="muted")
        line.addWidget(self._more)
        self.say(more)
        self.hide()

    def say(self, more: str) -> None:
        """Say more about it; nothing where there is nothing to say."""
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(f"{self._words} {more}".strip())


class Notices(QObject):
    """Shows over `view` how `model` stands: an interruption in the middle, a pause or silence at the picture's foot."""

    def __init__(self, *, view: QWidget, model: MirrorModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        words = self.tr("Connection interrupted – this is the last picture")
        self.interrupted = Notice(view, picture="refresh-cw", words=words)
        self.paused = Notice(view, picture="pause", words=self.tr("Paused"))
        silent = self.tr("nothing has come from {name} for some seconds").format(name=model.owner)
        self.quiet = Notice(view, picture="triangle-alert", words=self.tr("This picture may be old"), more=silent)
        model.interrupted_changed.connect(self._follow)
        model.paused_changed.connect(self._follow)
        model.quiet_changed.connect(self._follow)
        self._follow()

    def place(self) -> None:
        """Lie where the view has its middle and its foot now."""
        room = self._view.rect()
        for notice in (self.interrupted, self.paused, self.quiet):
            place = QRect(room.topLeft(), notice.sizeHint().boundedTo(room.size()))
            place.moveCenter(room.center())
            if notice is not self.interrupted:
                place.moveBottom(room.bottom() - theme.space("three"))
            notice.setGeometry(place)

    def _why(self) -> str:
        why = self._model.paused_by
        if why is not None:
            return sentence(f"paused_{why.value}", name=self._model.owner)
        return self.tr("{name} has frozen the picture").format(name=self._model.owner)

    def _follow(self) -> None:
        self.interrupted.setVisible(self._model.is_interrupted)
        self.paused.say(self._why())
        self.paused.setVisible(self._model.is_paused)
        self.quiet.setVisible(self._model.is_quiet and not self._model.is_paused and not self._model.is_interrupted)
        self.place()

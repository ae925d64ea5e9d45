"""The slim bar of the mirror's window: what one may do here, what is shown, how large, and the way out."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from protocol.vocabulary.content import USUAL_WISH, PictureWish, ReleasedSource
from resources.look import controls, theme
from resources.look.icons import icon
from resources.look.tips import set_tip
from resources.mirror.window.menus import MenuButton, MonitorsMenu, PictureMenu

_WIDEST_SIGN = 420  # pixels: a name may be long


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a mirror's window says of itself, in the user's language."""

    title: str  # of the window
    picture: str  # its accessible name
    sign: str  # "View only"
    sign_means: str
    monitors: str  # what another one of them would be
    end: str
    end_means: str


class MirrorBar(QFrame):
    """Shows a sign that says what one may do here and the controls of the mirror's window; decides nothing.

    Attributes:
        smaller, larger, fit, actual, magnifier, full_screen, end: the buttons.
        monitors, picture: what the buttons with a menu open.
        monitors_button: visible while there is a choice of monitors.
        picture_button: opens `picture`.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Controls of the shared screen"))
        self.smaller = controls.icon_button(self.tr("Smaller (Ctrl+-)"), picture="minus")
        self.larger = controls.icon_button(self.tr("Larger (Ctrl++)"), picture="plus")
        self.fit = controls.button(self.tr("Fit"), kind="quiet")
        self.actual = controls.button(self.tr("100 %"), kind="quiet")
        self.magnifier = controls.icon_button(self.tr("Magnifying glass (Ctrl+M)"), picture="search")
        self.full_screen = controls.icon_button(self.tr("Full screen (F11)"), picture="maximize")
        self.monitors = MonitorsMenu(self)
        self.picture = PictureMenu(self)
        self.monitors_button = MenuButton(self.tr("Monitors"), picture="monitor", menu=self.monitors)
        self.picture_button = MenuButton(self.tr("Picture options"), picture="sliders-horizontal", menu=self.picture)
        self.end = controls.button("", kind="danger", picture="x")
        self._eye = controls.Picture(theme.size("icon"))
        self._sign = controls.text(kind="strong")
        self._scale = controls.text(kind="muted")
        self._title = controls.ElidedText(kind="muted")
        self._hint = controls.text(self.tr("Esc leaves full screen"), kind="muted")
        sizes = (self._scale, self.smaller, self.larger, self.actual)
        self._spare = (self._hint, *sizes, self._sign, self.magnifier, self.fit)  # goes from the first on
        self._hovers = False
        self._words: Words | None = None
        self.picture.wished.connect(self.show_wish)
        self._explain()
        self._lay_out()
        self.show_sources((), 0)
        self.hover(False)

    def show_words(self, words: Words) -> None:
        """Say what may be done here, and how it ends."""
        self._eye.show_icon("eye", "muted")
        self._words = words
        self._say_sign()
        for said in (self._sign, self._eye):
            set_tip(said, words.sign_means)
        set_tip(self.monitors_button, words.monitors)
        self.end.setText(words.end)
        set_tip(self.end, words.end_means)

    def _say_sign(self) -> None:
        """Say what may be done; in full screen also whose screen it is, for there is no title bar."""
        if self._words is None:
            return
        words = self._words.title if self._hovers else self._words.sign
        self._sign.setText(self._sign.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, _WIDEST_SIGN))

    def show_wish(self, wish: PictureWish) -> None:
        """Mark what is chosen of the picture; what is not as usual is seen without a click."""
        self.picture.show_wish(wish)
        usual = wish == USUAL_WISH
        controls.set_look(self.picture_button, "kind", "quiet" if usual else "plain")
        name = self.tr("Picture options")
        said = name if usual else f"{name}: {self.picture.said}"
        set_tip(self.picture_button, said)
        self.picture_button.setAccessibleName(said)

    def add(self, widget: QWidget) -> None:
        """Put `widget` before the end button."""
        self._row.insertWidget(self._row.count() - 2, widget)

    def hover(self, value: bool) -> None:
        """Look like a card over the picture, or like a bar above it."""
        controls.set_look(self, "surface", "card" if value else "bar")
        self._hovers = value
        self._hint.setVisible(value)
        self._title.setVisible(not value)
        self._say_sign()
        self.full_screen.setIcon(icon("minimize" if value else "maximize", "muted"))
        name = self.tr("Leave full screen (Esc)") if value else self.tr("Full screen (F11)")
        set_tip(self.full_screen, name)
        self.full_screen.setAccessibleName(name)

    def least_width(self) -> int:
        """Return the width that the bar needs, in pixels."""
        gap = theme.space("one")
        spare = sum(_width(widget) + gap for widget in self._spare if not widget.isHidden())
        return self.minimumSizeHint().width() - spare

    def fit_into(self, width: int) -> None:
        """Leave out what there is no room for in `width` pixels and a key can do as well."""
        room = width - self.least_width()
        for widget in reversed(self._spare):
            room -= _width(widget) + theme.space("one")
            widget.setVisible(room >= 0 and (self._hovers or widget is not self._hint))

    def show_title(self, title: str) -> None:
        """Say what is shared."""
        self._title.show_words(title)

    def show_sources(self, sources: tuple[ReleasedSource, ...], shown: int) -> None:
        """Offer the monitors, where there is a choice; the one with the number `shown` is marked."""
        self.monitors.offer(sources, shown)
        self.monitors_button.setVisible(len(sources) > 1)

    def show_magnifier(self, value: bool) -> None:
        """Say whether the magnifying glass is out."""
        self.magnifier.setChecked(value)
        controls.set_look(self.magnifier, "kind", "plain" if value else "quiet")

    def show_scale(self, scale: float, *, fitted: bool) -> None:
        """Say how large the picture is, and which of the sizes that is."""
        self._scale.setText(self.tr("{percent} %").format(percent=round(scale * 100)))
        for button, chosen in ((self.fit, fitted), (self.actual, not fitted and scale == 1)):
            button.setChecked(chosen)
            controls.set_look(button, "kind", "plain" if chosen else "quiet")

    def _explain(self) -> None:
        self.fit.setCheckable(True)
        self.actual.setCheckable(True)
        self.magnifier.setCheckable(True)
        set_tip(self.fit, self.tr("Show the whole screen (Ctrl+9)"))
        set_tip(self.actual, self.tr("Show every pixel at its size (Ctrl+0)"))
        self._scale.setMinimumWidth(self._scale.fontMetrics().horizontalAdvance("0000 %"))
        self._scale.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        row = controls.row(self)
        row.setContentsMargins(theme.space("two"), theme.space("one"), theme.space("two"), theme.space("one"))
        row.addWidget(self._eye)
        row.addWidget(self._sign)
        row.addSpacing(theme.space("one"))
        row.addWidget(self._title, 1)
        row.addWidget(self._hint)
        row.addSpacing(theme.space("one"))
        row.addWidget(self.monitors_button)
        for widget in (self.smaller, self._scale, self.larger, self.fit, self.actual, self.magnifier):
            row.addWidget(widget)
        row.addWidget(self.picture_button)
        row.addWidget(self.full_screen)
        row.addSpacing(theme.space("one"))
        row.addWidget(self.end)
        self._row: QHBoxLayout = row


def _width(widget: QWidget) -> int:
    return widget.sizeHint().expandedTo(widget.minimumSize()).width()

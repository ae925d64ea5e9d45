"""The web page in small, light and dark, as customers see it: with the very colours that the host computes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from protocol.notation.colours import DARK, LIGHT, Ground, Palette, palette
from protocol.vocabulary.web import PageSettings, PageWords
from resources.look import theme
from resources.look.card_view import card_picture
from resources.look.icons import app_icon

WIDTH, HEIGHT = 340, 264  # pixels of one of the two
_BAR, _LOGO, _GAP = 44, QSize(120, 28), 12
_OURS = {False: "#2a5fd6", True: "#3568dd"}  # where no colour is set, by whether it is dark; a test compares


class PagePreview(QWidget):
    """Paints the page of a channel."""

    def __init__(self) -> None:
        super().__init__()
        self._settings = PageSettings()
        self._said = PageWords()
        self._logo = QPixmap()
        self.setFixedWidth(WIDTH)
        self.setMinimumHeight(2 * HEIGHT + _GAP)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_page(self, settings: PageSettings, said: PageWords) -> None:
        """Show the page with what it says in the language of the moment."""
        if settings.logo != self._settings.logo:
            self._logo = card_picture(settings.logo) if settings.logo else QPixmap()
        self._settings, self._said = settings, said
        words = (self.tr("Preview of the web page"), settings.name, said.greeting)
        self.setAccessibleName(". ".join(part for part in words if part))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for both."""
        return QSize(WIDTH, 2 * HEIGHT + _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both, one below the other."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for dark, top in ((False, 0), (True, HEIGHT + _GAP)):
            painter.save()
            painter.translate(0, top)
            ground = DARK if dark else LIGHT
            self._paint(painter, ground, palette(self._settings.colour or _OURS[dark], ground), dark=dark)
            painter.restore()

    def _paint(self, painter: QPainter, ground: Ground, colours: Palette, *, dark: bool) -> None:
        surface, window, bar = ground.surfaces
        painter.fillRect(QRect(0, 0, WIDTH, HEIGHT), QColor(window))
        painter.fillRect(QRect(0, 0, WIDTH, _BAR), QColor(bar))
        self._paint_brand(painter, ground, dark=dark)
        card = QRect(16, _BAR + 12, WIDTH - 32, HEIGHT - _BAR - 44)
        _box(painter, card, surface, ground.muted)
        inside = card.adjusted(14, 12, -14, -12)
        self._write(painter, inside, self.tr("Chat with our support"), ground.ink, bold=True, larger=1)
        greeting = QRect(inside.left(), inside.top() + 22, inside.width(), 44)
        self._write(painter, greeting, self._said.greeting or self.tr("Here your greeting stands."), ground.ink)
        field = QRect(inside.left(), greeting.bottom() + 6, inside.width(), 24)
        _box(painter, field, surface, colours.accent_text)
        button = QRect(inside.left(), field.bottom() + 8, 110, 28)
        _box(painter, button, colours.accent, colours.accent_text)
        self._write(painter, button, self.tr("Start chat"), colours.on_accent, bold=True, middle=True)
        note = QRect(inside.left(), button.bottom() + 8, inside.width(), 20)
        _box(painter, note, colours.accent_soft, colours.accent_soft)
        self._write(painter, note.adjusted(8, 2, 0, 0), self.tr("Here a note stands."), ground.ink, larger=-2)
        self._paint_foot(painter, colours)

    def _paint_brand(self, painter: QPainter, ground: Ground, *, dark: bool) -> None:
        left, logo = 16, self._logo
        if logo.isNull() and not self._settings.name:
            logo = app_icon().pixmap(QSize(24, 24) * self.devicePixelRatioF())
        if not logo.isNull():
            keep = Qt.AspectRatioMode.KeepAspectRatio
            fit = logo.size().scaled(_LOGO, keep)
            place = QRect(left, (_BAR - fit.height()) // 2, fit.width(), fit.height())
            if dark and self._settings.logo:
                painter.fillRect(place, QColor(ground.ink))  # most logos are made for a light ground
            painter.drawPixmap(place.adjusted(2, 2, -2, -2) if dark else place, logo)
            left = place.right() + 8
        name = self._settings.name or ("" if self._settings.logo else "Fernblick")
        self._write(painter, QRect(left, 12, WIDTH - left - 12, 22), name, ground.ink, bold=True, larger=1)

    def _paint_foot(self, painter: QPainter, colours: Palette) -> None:
        said = self._said
        notices = []
        if said.privacy or said.privacy_link:
            notices.append(self.tr("Privacy notice"))
        if said.imprint or said.imprint_link:
            notices.append(self.tr("Imprint"))
        place = QRect(16, HEIGHT - 26, WIDTH - 32, 20)
        self._write(painter, place, "    ".join(notices), colours.accent_text, larger=-2, middle=True)

    def _write(
        self,
        painter: QPainter,
        place: QRect,
        words: str,
        ink: str,
        *,
        bold: bool = False,
        larger: int = 0,
        middle: bool = False,
    ) -> None:
        """Write what fits into `place`."""
        font = QFont(self.font())
        font.setPixelSize(theme.text_size("small") + larger)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.setClipRect(place)
        align = Qt.AlignmentFlag.AlignCenter if middle else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(place, align | Qt.TextFlag.TextWordWrap, words)
        painter.setClipping(False)


def _box(painter: QPainter, place: QRect, fill: str, edge: str) -> None:
    painter.setPen(QColor(edge))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(place, 6, 6)

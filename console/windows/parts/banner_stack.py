"""Questions in banners, one above the other: so many that the window keeps its room, whoever asks how often."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.windows.parts.banner import Banner
from resources.look import controls, theme

SHOWN = 2  # at a time, the oldest; the others come when these are answered


class BannerStack(QWidget):
    """Shows the oldest banners, and how many more there are.

    Attributes:
        banners: all of them, the oldest first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.banners: list[Banner] = []
        self.more = controls.text(kind="small")
        self.more.setContentsMargins(theme.space("three"), theme.space("half"), theme.space("three"), 0)
        self._column = controls.column(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.more)
        self._show()

    def put(self, banner: Banner) -> None:
        """Add a banner below all others."""
        self.banners.append(banner)
        self._column.insertWidget(self._column.count() - 1, banner)
        self._show()

    def take(self, banner: Banner) -> None:
        """Take a banner away for good."""
        self.banners.remove(banner)
        self._column.removeWidget(banner)
        banner.hide()
        banner.deleteLater()
        self._show()

    def _show(self) -> None:
        for place, banner in enumerate(self.banners):
            banner.waits = place >= SHOWN
            banner.setVisible(not banner.waits)
        more = len(self.banners) - SHOWN
        self.more.setText(self.tr("{count} more are waiting").format(count=more))
        self.more.setVisible(more > 0)
        self.setVisible(bool(self.banners))

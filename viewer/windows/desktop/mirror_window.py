"""The window in which the customer sees the technician's screen."""

from __future__ import annotations

from PySide6.QtCore import Signal

from resources.mirror.model import MirrorModel
from resources.mirror.window.bar import Words
from resources.mirror.window.window import MirrorWindow
from resources.program.settings import Settings

PLACE = "mirror"  # in the settings


class ShareWindow(MirrorWindow):
    """Show one share, view only, until the customer or the technician ends it.

    Signals:
        help_asked: (str) a page of the help is to be shown.
    """

    help_page = "watch"

    help_asked = Signal(str)

    def __init__(self, *, model: MirrorModel, settings: Settings) -> None:
        words = Words(
            title=self.tr("{name}’s screen – view only").format(name=model.owner),
            picture=self.tr("The technician’s screen"),
            sign=self.tr("View only"),
            sign_means=self.tr("You see the technician’s screen. Nobody can operate it from here."),
            monitors=self.tr("Show another of the technician’s monitors"),
            end=self.tr("End"),
            end_means=self.tr("Close this window. Your session goes on."),
        )
        super().__init__(model=model, settings=settings, place=PLACE, words=words)

    def show_help(self, page: str) -> None:
        """Have `page` of the help shown."""
        self.help_asked.emit(page)

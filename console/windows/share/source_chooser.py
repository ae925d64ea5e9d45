"""The dialog that asks what to share: monitors, windows, or a region to be drawn, with live pictures."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from console.share.thumbnails import Offer, Thumbnails
from console.windows.share.region_overlay import RegionPicker
from console.windows.share.source_card import SourceCard
from console.windows.share.source_list import COLUMNS, SourceList
from protocol.mirror.capture.common.source import MonitorSource, RegionSource, Source
from protocol.mirror.picture.tiles import Rect
from resources.look import controls, theme
from resources.look.dialog import Dialog
from resources.look.tips import set_tip
from resources.look.words import shortened

if TYPE_CHECKING:
    from console.session.session import Session

LOOK_INTERVAL_MS = 150  # at what the thumbnails' thread has made
OFF_SCREEN_MS = 250  # until the chooser, hidden, is no longer in a picture of the screen


class Pictures(Protocol):
    """What the chooser needs of the thumbnails."""

    def take(self) -> Offer:
        """Return what there is, with the pictures that were not taken before."""

    def stop(self) -> None:
        """Make no more of them."""


class SourceChooser(Dialog):
    """Asks what to share with the session's customer, and among which monitors they may switch.

    Args:
        session: that shares.
        parent: over which it is shown.
        pictures: the thumbnails, where they are not to be made from the session's screens.
    """

    help_page = "share"

    def __init__(self, session: Session, parent: QWidget | None = None, *, pictures: Pictures | None = None) -> None:
        title = QCoreApplication.translate("SourceChooser", "What do you want to show {name}?")
        super().__init__(title.format(name=shortened(session.title, "heading")), parent)
        self._session = session
        self._over = False
        session.ended.connect(self.reject)
        self.sources = SourceList()
        self.body.addWidget(self._make_scroll())
        self._make_answers()
        self.picker = RegionPicker(self)
        self.picker.picked.connect(self._region_drawn)
        self.picker.cancelled.connect(self.show)
        self._pictures = pictures or self._thumbnails()
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_INTERVAL_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        self.finished.connect(self._end)
        self.destroyed.connect(self._pictures.stop)
        self.sources.changed.connect(self._follow)
        self.sources.decided.connect(self._share)
        self._begin()

    def look(self) -> None:
        """Show what there is to choose from now."""
        offer = self._pictures.take()
        if offer.monitors:
            self.sources.show_monitors(offer.monitors)
            self.sources.show_windows(offer.windows)
        for source, picture in offer.pictures.items():
            self.sources.show_picture(source, picture)

    def _make_scroll(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.sources)
        card = SourceCard(MonitorSource(0), picture="monitor").sizeHint()
        scroll.setMinimumWidth(COLUMNS * (card.width() + theme.space("one")) + theme.space("three"))
        scroll.setMinimumHeight(2 * card.height() + 3 * theme.space("six"))
        return scroll

    def _make_answers(self) -> None:
        self.region_button = self.answer(self.tr("Region…"), then=self._draw_region)
        controls.dress_button(self.region_button, kind="plain", picture="crop")
        set_tip(self.region_button, self.tr("Draw a frame on the screen; only what is in it is shared"))
        self.region_button.setVisible(self._session.capture.own)
        self.answer(self.tr("Cancel"), then=self.reject)
        words = self.tr("Share") if self._session.sharing.source is None else self.tr("Share this instead")
        self.share_button = self.answer(words, kind="primary", then=self._share_chosen, steady=True)

    def _thumbnails(self) -> Thumbnails:
        pictures = Thumbnails(capture=self._session.capture, own_process=os.getpid(), hidden=int(self.winId()))
        pictures.start()
        return pictures

    def _begin(self) -> None:
        """Show the monitors at once, with what is shared now, or the first one, chosen."""
        monitors = self._session.monitors()
        self.sources.show_monitors(monitors)
        shared = self._session.sharing
        self.sources.release(m for m in shared.released if m.source != shared.source)
        first = [m.source for m in monitors[:1]]
        for source in (*first, shared.source):
            if source is not None:
                self.sources.choose(source)
        self._follow()

    def _follow(self) -> None:
        self.share_button.setEnabled(self.sources.chosen is not None)

    def _share_chosen(self) -> None:
        self._share(self.sources.chosen)

    def _share(self, source: Source | None) -> None:
        if source is not None and not self._over:
            self._session.show_source(source, self.sources.released_with(source))
            self.accept()

    def _draw_region(self) -> None:
        self.hide()
        QTimer.singleShot(OFF_SCREEN_MS, self, self.picker.start)

    def _region_drawn(self, rect: Rect) -> None:
        self._share(RegionSource(rect))

    def _end(self) -> None:
        self._over = True
        self._clock.stop()
        self._pictures.stop()

"""What there is to share, as cards: the monitors, each with its release to the customer, and the windows."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QWidget

from console.windows.share.source_card import SourceCard
from protocol.mirror.capture.common.source import Monitor, MonitorSource, Source, Window, WindowSource
from protocol.mirror.picture.tiles import Picture
from resources.look import controls, theme
from resources.look.steady import Steady
from resources.words.monitor_words import monitor_means, monitor_name

COLUMNS = 3


class SourceList(QWidget):
    """The cards; one of them is chosen.

    Signals:
        changed: another one is chosen, or a release was given or taken.
        decided: (Source) share it at once.
    """

    changed = Signal()
    decided = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "none")
        self._cards: dict[Source, SourceCard] = {}
        self._monitors: dict[MonitorSource, Monitor] = {}
        self._boxes: dict[MonitorSource, QCheckBox] = {}
        self._keys_released: set[str] = set()  # of monitors, by the technician's own hand
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._follow)
        column = controls.column(self)
        self._monitor_grid, self._window_grid = _grid(), _grid()
        column.addWidget(controls.text(self.tr("Monitors"), kind="strong"))
        column.addLayout(self._monitor_grid)
        self._windows_title = controls.text(self.tr("Windows"), kind="strong")
        column.addWidget(self._windows_title)
        column.addLayout(self._window_grid)
        column.addStretch()
        self._windows_title.hide()

    # -- what is chosen ---------------------------------------------------------------------------------------

    @property
    def chosen(self) -> Source | None:
        """The source that is chosen now."""
        card = self._group.checkedButton()
        return card.source if isinstance(card, SourceCard) else None

    def released_with(self, source: Source) -> tuple[Monitor, ...]:
        """Return the monitors among which the customer may switch while `source` is shared, itself among them."""
        monitors = self._monitors.items()
        return tuple(monitor for s, monitor in monitors if s == source or s.key in self._keys_released)

    def choose(self, source: Source) -> None:
        """Choose `source`, if it is there."""
        if (card := self._cards.get(source)) is not None:
            card.setChecked(True)

    def release(self, monitors: Iterable[Monitor]) -> None:
        """Let the customer switch to `monitors`, too."""
        self._keys_released |= {monitor.source.key for monitor in monitors}
        self._follow()

    # -- what there is ----------------------------------------------------------------------------------------

    def show_monitors(self, monitors: list[Monitor]) -> None:
        """Have a card for each of `monitors`, and for no other one."""
        self._monitors = {m.source: m for m in monitors}
        self._drop([s for s in self._cards if isinstance(s, MonitorSource) and s not in self._monitors])
        for place, (source, monitor) in enumerate(self._monitors.items()):
            if source not in self._cards:
                self._add(source, "monitor", self._monitor_grid, place)
                self._boxes[source] = self._add_box(monitor, place)
            self._cards[source].describe(monitor_name(monitor), monitor_means(monitor, monitors))
            self._boxes[source].setVisible(len(monitors) > 1)
        self._follow()

    def show_windows(self, windows: list[Window]) -> None:
        """Have a card for each of `windows`, in the order in which they have come up."""
        named: dict[Source, Window] = {WindowSource(w.number): w for w in windows}
        self._drop([s for s in self._cards if isinstance(s, WindowSource) and s not in named])
        kept = [card for source, card in self._cards.items() if isinstance(source, WindowSource)]
        for place, card in enumerate(kept):
            self._window_grid.addWidget(card, *divmod(place, COLUMNS))
        for place, fresh in enumerate([s for s in named if s not in self._cards], len(kept)):
            self._add(fresh, "app-window", self._window_grid, place)
        for source, window in named.items():
            words = f"{window.rect.width} × {window.rect.height}"
            self._cards[source].describe(window.name or self.tr("Window without a name"), words)
        self._windows_title.setVisible(bool(windows))
        self._follow()

    def show_picture(self, source: Source, picture: Picture) -> None:
        """Show what `source` looks like now."""
        if (card := self._cards.get(source)) is not None:
            card.show_picture(picture)

    def _add(self, source: Source, picture: str, grid: QGridLayout, place: int) -> None:
        card = SourceCard(source, picture=picture)
        still = Steady(card, lambda: source)  # windows that close move those after them
        card.double_clicked.connect(lambda: self.decided.emit(source) if still.ready else None)
        self._cards[source] = card
        self._group.addButton(card)
        row, column = divmod(place, COLUMNS)
        grid.addWidget(card, row if grid is self._window_grid else 2 * row, column)

    def _add_box(self, monitor: Monitor, place: int) -> QCheckBox:
        box = QCheckBox(self.tr("Customer may switch to it"))
        box.setAccessibleName(self.tr("The customer may switch to {monitor}").format(monitor=monitor_name(monitor)))
        box.clicked.connect(lambda given: self._release(monitor.name, given))
        row, column = divmod(place, COLUMNS)
        self._monitor_grid.addWidget(box, 2 * row + 1, column)
        return box

    def _drop(self, sources: Iterable[Source]) -> None:
        for source in sources:
            card = self._cards.pop(source)
            self._group.removeButton(card)
            card.deleteLater()
            if isinstance(source, MonitorSource):
                self._boxes.pop(source).deleteLater()

    def _release(self, key: str, given: bool) -> None:
        if given:
            self._keys_released.add(key)
        else:
            self._keys_released.discard(key)
        self._follow()

    def _follow(self) -> None:
        """Show the chosen monitor as released as long as it is the chosen one: it is what the customer sees."""
        chosen = self.chosen
        for source, box in self._boxes.items():
            box.setChecked(source == chosen or source.key in self._keys_released)
            box.setEnabled(source != chosen)
        self.changed.emit()


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(theme.space("one"))
    grid.setColumnStretch(COLUMNS, 1)
    return grid

"""Predefined replies that can be edited: one's own in the settings, a group's in the Administration Center."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from protocol.vocabulary.accounts import REPLIES_LIMIT, REPLY_LIMIT
from resources.look import controls
from resources.look.tips import set_tip
from resources.look.wrapping import WrappingRow

ROWS_SHOWN = 4


class RepliesEditor(QWidget):
    """Replies, one a row; a double click or F2 edits one where it stands.

    Signals:
        edited: the user has changed them; read `replies`.
        resized: the list has appeared or gone.
    """

    edited = Signal()
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setProperty("kind", "boxed")
        self.list.setAccessibleName(self.tr("Predefined replies"))
        self.list.setEditTriggers(
            QListWidget.EditTrigger.DoubleClicked
            | QListWidget.EditTrigger.EditKeyPressed
            | QListWidget.EditTrigger.SelectedClicked
        )
        self.list.setMinimumHeight(ROWS_SHOWN * 32 + 10)
        self.list.itemChanged.connect(self._item_changed)
        self.list.currentRowChanged.connect(lambda _row: self._follow())
        self.hint = controls.text(
            self.tr("No reply yet. What you often write can stand here and is two clicks away in every chat."),
            kind="small",
            wrap=True,
        )
        self.add_button = controls.button(self.tr("Add reply"), picture="plus")
        self.add_button.clicked.connect(self.add)
        self.remove_button = controls.button(self.tr("Remove reply"), picture="trash-2")
        self.remove_button.clicked.connect(self._remove)
        buttons = WrappingRow()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        outer = controls.column(self, gap="one")
        outer.addWidget(self.list)
        outer.addWidget(self.hint)
        outer.addLayout(buttons)
        self._follow()

    @property
    def controls(self) -> list[QWidget]:
        """What the keyboard reaches, in order."""
        return [self.list, self.add_button, self.remove_button]

    @property
    def replies(self) -> tuple[str, ...]:
        """The replies, without empty ones."""
        texts = [self.list.item(row).text().strip()[:REPLY_LIMIT] for row in range(self.list.count())]
        return tuple(text for text in texts if text)

    def show_replies(self, replies: tuple[str, ...]) -> None:
        """Show `replies`, unless these are shown already."""
        if replies == self.replies:
            return
        self.list.blockSignals(True)
        self.list.clear()
        for text in replies:
            self.list.addItem(_editable(text))
        self.list.blockSignals(False)
        self._follow()

    def add(self) -> None:
        """Add an empty row and edit it."""
        if self.list.count() < REPLIES_LIMIT:
            item = _editable("")
            self.list.addItem(item)
            self.list.setCurrentItem(item)
            self._follow()
            self.list.editItem(item)

    def _remove(self) -> None:
        self.list.takeItem(self.list.currentRow())
        self._changed()

    def _item_changed(self, item: QListWidgetItem) -> None:
        self._changed()

    def _changed(self) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        if self.list.isHidden() is (self.list.count() > 0):
            self.resized.emit()
        self.list.setVisible(self.list.count() > 0)
        self.hint.setVisible(self.list.count() == 0)
        self.remove_button.setEnabled(self.list.currentRow() >= 0)
        self.add_button.setEnabled(self.list.count() < REPLIES_LIMIT)


def _editable(text: str) -> QListWidgetItem:
    item = QListWidgetItem(text)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    set_tip(item, text)
    return item

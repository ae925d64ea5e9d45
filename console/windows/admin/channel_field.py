"""The field for a group's channel: takes only what a channel can be called."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from protocol.vocabulary.queue import CHANNEL_LIMIT

WIDTH = 320  # pixels


class ChannelField(QLineEdit):
    """Shows and takes a channel; empty: the group has none of its own.

    Signals:
        chosen: (channel) the administrator has typed.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Channel"))
        self.setMinimumWidth(WIDTH)
        self.setMaxLength(CHANNEL_LIMIT)
        self.textEdited.connect(self._typed)

    def show_channel(self, channel: str, *, inherited: str) -> None:
        """Show `channel`, and which one counts where it is empty."""
        words = self.tr("Inherit: {channel}").format(channel=inherited) if inherited else self.tr("None")
        self.setPlaceholderText(words)
        self.setAccessibleDescription("" if channel else words)
        if self.text() != channel:
            self.setText(channel)

    def _typed(self, text: str) -> None:
        """Write what was typed as a channel is written."""
        place = self.cursorPosition()
        written = re.sub(r"[^a-z0-9-]", "", re.sub(r"[\s_]", "-", text.lower()))
        self.setText(written)
        self.setCursorPosition(min(place, len(written)))
        self.chosen.emit(written)

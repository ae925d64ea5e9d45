"""The bar over the mirror that says, while a technician sees this desktop, how the two pictures are kept apart."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QWidget

from resources.look import controls, theme


class ApartNotice(QFrame):
    """Lies along the upper edge of a view, as long as somebody sees the customer's desktop; the mouse goes through."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._sign = controls.Picture(theme.size("icon"))
        self._words = controls.text(kind="small", wrap=True)
        line = controls.row(self)
        line.setContentsMargins(theme.space("two"), theme.space("one"), theme.space("two"), theme.space("one"))
        line.addWidget(self._sign)
        line.addWidget(self._words, 1)
        view.installEventFilter(self)
        self.hide()

    def tell(self, name: str, *, sure: bool) -> None:
        """Say that `name` sees this desktop, too; empty: nobody does. `sure`: this window is left out of that."""
        if sure:
            words = self.tr("{name} sees your desktop, too. This window is left out there.")
        else:
            words = self.tr(
                "{name} sees your desktop, too, and so maybe this window in itself. "
                "If that confuses, move it to another monitor or make it small."
            )
        self._sign.show_icon("info" if sure else "triangle-alert", "muted" if sure else "amber")
        self._words.setText(words.format(name=name))
        self.setAccessibleName(self._words.text())
        self._place()
        self.setVisible(bool(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay along the view's upper edge."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        view, margin = self.parentWidget(), theme.space("one")
        assert view is not None
        sign, gaps = theme.size("icon"), 2 * theme.space("two") + 2 * theme.space("one")
        line = self._words.fontMetrics().horizontalAdvance(self._words.text()) + sign + gaps  # all on one line
        width = min(line, view.width() - 2 * margin, theme.size("reading"))
        self.setGeometry((view.width() - width) // 2, margin, width, self.heightForWidth(width))

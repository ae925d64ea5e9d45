"""One right of a group: what it allows, whether it is inherited, on or off, and whether subgroups may say otherwise."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.windows.parts.segments import Segments
from console.windows.reports.right_words import right_sentence, right_title
from protocol.vocabulary.accounts import RightSetting, Setting
from resources.look import controls
from resources.look.tips import set_tip


class RightRow(QWidget):
    """Shows one right and says what the administrator wants of it.

    Signals:
        setting_chosen: (str) a value of `Setting`.
        lock_chosen: (bool).
    """

    setting_chosen = Signal(str)
    lock_chosen = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        title = right_title(name)
        self.setAccessibleName(title)
        self.segments = Segments(
            title,
            [
                (Setting.INHERIT, self.tr("Inherit")),
                (Setting.ON, self.tr("On")),
                (Setting.OFF, self.tr("Off")),
            ],
        )
        self.segments.chosen.connect(self.setting_chosen)
        self.lock = controls.icon_button(self.tr("Lock for subgroups: {right}").format(right=title), picture="lock")
        self.lock.setCheckable(True)
        self.lock.clicked.connect(self.lock_chosen)
        self.note = controls.text(kind="small", wrap=True)
        words = controls.column(gap="half")
        words.addWidget(controls.text(title, kind="strong", wrap=True))
        words.addWidget(controls.text(right_sentence(name), kind="muted", wrap=True))
        words.addWidget(self.note)
        line = controls.row(self, gap="two")
        line.addLayout(words, 1)
        line.addWidget(self.segments)
        line.addWidget(self.lock)

    @property
    def controls(self) -> list[QWidget]:
        """What the keyboard reaches, in order."""
        return [*self.segments.buttons.values(), self.lock]

    def show_right(self, right: RightSetting, *, inherited: bool, above: str) -> None:
        """Show `right`; `inherited` is what the group `above` gives ("" where there is none above)."""
        at_top = not above and right.setting is Setting.INHERIT
        self.segments.offer(Setting.INHERIT, bool(above))
        self.segments.show_value(Setting.OFF if at_top else right.setting)
        self.segments.setEnabled(not right.locked_above)
        self.lock.setEnabled(not right.locked_above)
        self.lock.setChecked(right.locked or right.locked_above)
        tip = self.tr("Locked: subgroups have what is set here. Press to unlock.")
        if right.locked_above:
            tip = self.tr("A group above has locked this right.")
        elif not right.locked:
            tip = self.tr("Lock: subgroups get what is set here and cannot choose anything else.")
        set_tip(self.lock, tip)
        self.note.setText(self._note(right, inherited=inherited, above=above))
        self.note.setVisible(bool(self.note.text()))

    def _note(self, right: RightSetting, *, inherited: bool, above: str) -> str:
        on = self.tr("on") if inherited else self.tr("off")
        if right.locked_above:
            return self.tr("Locked by a group above: {on}").format(
                on=self.tr("on") if right.effective else self.tr("off")
            )
        if right.setting is not Setting.INHERIT or not above:
            return ""
        return self.tr("Inherited from “{group}”: {on}").format(group=above, on=on)

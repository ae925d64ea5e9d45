"""The light in the share's banner: a dot and a few words on what the customer sees."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.share.light import BEHIND_S, Reading
from console.windows.parts.dot import Dot
from protocol.vocabulary.content import Quality
from resources.look import controls
from resources.look.tips import set_tip


class LightView(QWidget):
    """Says how the picture is at the customer's; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.dot = Dot()
        self.words = controls.text()
        line = controls.row(self)
        line.addWidget(self.dot)
        line.addWidget(self.words)
        self.hide()

    def show_reading(self, reading: Reading | None, name: str) -> None:
        """Say what `name` sees; None: nothing is shown live."""
        parts = (self._seen, self._wished, self._measured)
        words = "" if reading is None else "  ·  ".join(said for part in parts for said in part(reading))
        self.setVisible(bool(words))
        if reading is None:
            return
        self.dot.set_colour(reading.colour)
        self.words.setText(words)
        self.setAccessibleName(words)
        set_tip(self, self._explanation(reading, name))

    def _seen(self, reading: Reading) -> list[str]:
        view = reading.view
        if view is None:
            return []
        if not view.visible:
            return [self.tr("minimised")]
        scale = self.tr("size {percent} %").format(percent=view.scale_percent)
        return [scale, self.tr("full screen")] if view.full_screen else [scale]

    def _wished(self, reading: Reading) -> list[str]:
        """Say what the customer has chosen of the picture, so that nobody wonders how it looks there."""
        words = {Quality.LOW_DATA: self.tr("little data"), Quality.BEST: self.tr("best picture")}
        grey = self.tr("in grey") if reading.wish.grey else ""
        return [said for said in (words.get(reading.wish.quality, ""), grey) if said]

    def _measured(self, reading: Reading) -> list[str]:
        if reading.behind_s > BEHIND_S:
            late = self.tr("{seconds} s behind").format(seconds=int(reading.behind_s))
        elif reading.delay_ms is not None:
            late = self.tr("delay {number} ms").format(number=_rough(reading.delay_ms))
        else:
            return []
        return [late, self.tr("{number} kbit/s").format(number=_rough(reading.kbit_s))]

    def _explanation(self, reading: Reading, name: str) -> str:
        if reading.colour == "success":
            first = self.tr("{name} sees your screen without a noticeable delay.")
        elif reading.view is not None and not reading.view.visible:
            first = self.tr("{name} has minimised or closed the window with your screen.")
        else:
            first = self.tr("The connection is slow: {name} sees your screen late. Wait before you go on.")
        rest = self.tr(
            "The size at which it is seen, what the customer has chosen of the picture, the time from your screen to "
            "the customer’s and back, and what has arrived there of late."
        )
        return f"{first.format(name=name)}\n{rest}"


def _rough(number: int) -> int:
    """Return `number` to two places, and in tens at least, so that what is about the same reads the same."""
    return round(number, min(-1, 2 - len(str(number)))) or min(number, 10)

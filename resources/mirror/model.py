"""The mirror as its receiver has it: the other's picture and pointer, and signals for whoever paints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.decoder import Area, Keep
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import USUAL_WISH, PauseReason, PictureWish, ReleasedSource


@dataclass(frozen=True, kw_only=True)
class Pointer:
    """The other's pointer: where it is in the picture, and how it looks.

    Attributes:
        x, y: the hot spot's place, in pixels of the picture; may lie outside it.
        shape: premultiplied pixels, a null image as long as none is known.
        hot_x, hot_y: the hot spot within `shape`, in pixels.
    """

    x: int = 0
    y: int = 0
    visible: bool = False
    shape: QImage = field(default_factory=QImage)
    hot_x: int = 0
    hot_y: int = 0


class MirrorModel(QObject):
    """One share as it arrives. The session fills it on the GUI thread; `MirrorView` paints it.

    Attributes:
        owner: the name of the one whose desktop it is.
        title: what is shared (the monitor's name), empty until it is known.
        canvas: the picture, None until the source is known.
        stream: the number of the stream that is shown now, 0: none yet.
        image: the same pixels without a copy, a null image until the source is known. Valid as long as the model.
        pointer: the owner's pointer.
        is_interrupted: whether the connection is down and the picture stands still.
        is_paused: whether the owner holds the picture.
        is_quiet: whether nothing has come from the owner for a while, so that the picture may be old.
        paused_by: why it is held without the owner's doing; None: it is theirs.
        sources: the monitors among which one may switch; none where there is no choice.
        shown_source: the number of the one that is shown; 0 for another source.
        wish: how the picture is wanted.
    """

    painted = Signal(object)  # list[Rect]: what has changed, in pixels of the picture
    pointer_changed = Signal()
    source_changed = Signal()  # maybe another size, another title, a black picture
    interrupted_changed = Signal()
    paused_changed = Signal()
    quiet_changed = Signal()
    sources_changed = Signal()

    def __init__(self, *, owner: str, wish: PictureWish = USUAL_WISH, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.owner = owner
        self.title = ""
        self.canvas: Canvas | None = None
        self.stream = 0
        self.image = QImage()
        self.pointer = Pointer()
        self.is_interrupted = False
        self.is_paused = False
        self.is_quiet = False
        self.paused_by: PauseReason | None = None
        self.sources: tuple[ReleasedSource, ...] = ()
        self.shown_source = 0
        self.wish = wish

    def source(self, width: int, height: int, title: str, *, stream: int = 0) -> None:
        """Begin anew with a picture of `width` x `height` pixels.

        It is black, or the one before if that showed the same: what goes on after a pause or a break begins with the
        whole picture, and until that is there the old one says more than black.
        """
        if (width, height, title) != (self.image.width(), self.image.height(), self.title):
            self.canvas = Canvas(width, height)
            pixels = self.canvas.pixels
            self.image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32)
            self.title = title
        self.stream = stream
        self.pointer = replace(self.pointer, visible=False)
        self.source_changed.emit()

    def paint(self, areas: Iterable[Area | Keep]) -> None:
        """Apply `areas` to the picture and say what has changed. Nothing happens before the source is known."""
        if self.canvas is not None:
            self.painted.emit(self.canvas.apply(areas))

    def pointer_at(self, x: int, y: int, visible: bool) -> None:
        """Move the pointer's hot spot to `x`, `y`; hide it where not `visible`."""
        self.pointer = replace(self.pointer, x=x, y=y, visible=visible)
        self.pointer_changed.emit()

    def pointer_shape(self, width: int, height: int, hot_x: int, hot_y: int, pixels: bytes) -> None:
        """Give the pointer another look: `pixels` is BGRA, premultiplied, row by row.

        Raises:
            BadMessage: `pixels` is not `width` x `height` pixels, or the hot spot lies outside them.
        """
        if len(pixels) != 4 * width * height or hot_x > width or hot_y > height:
            raise BadMessage(f"pointer of {width} x {height} in {len(pixels)} bytes")
        shape = QImage(pixels, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()
        self.pointer = replace(self.pointer, shape=shape, hot_x=hot_x, hot_y=hot_y)
        self.pointer_changed.emit()

    def interrupted(self, value: bool) -> None:
        """Say whether the connection is down; the picture stays as it is."""
        if value != self.is_interrupted:
            self.is_interrupted = value
            self.interrupted_changed.emit()

    def paused(self, value: bool, why: PauseReason | None = None) -> None:
        """Say whether the owner holds the picture, or it is held by itself, and why."""
        if (value, why) != (self.is_paused, self.paused_by):
            self.is_paused, self.paused_by = value, why
            self.paused_changed.emit()

    def quiet(self, value: bool) -> None:
        """Say whether nothing has come from the owner for a while."""
        if value != self.is_quiet:
            self.is_quiet = value
            self.quiet_changed.emit()

    def released(self, sources: tuple[ReleasedSource, ...], shown: int) -> None:
        """Offer `sources`; `shown` is the number of the one that is shown."""
        self.sources, self.shown_source = sources, shown
        self.sources_changed.emit()

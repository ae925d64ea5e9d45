"""What the capture thread says: events, for one receiver or for all."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.mirror.capture.common.source import Shape
from protocol.mirror.picture.tiles import Picture
from protocol.vocabulary.content import PointerShape


@dataclass(frozen=True)
class Opened:
    """The source is open. Once, before all else but `Failed`."""

    width: int  # pixels
    height: int  # pixels
    title: str


@dataclass(frozen=True)
class MirrorBegan:
    """What follows for this receiver is another stream, which begins black: after `add_receiver`, or at a new size."""

    receiver: int
    stream: int  # rising; no two of a pump are the same
    width: int  # pixels
    height: int  # pixels
    title: str


@dataclass(frozen=True)
class PartReady:
    """The next part for this receiver."""

    receiver: int
    stream: int
    update: int
    final: bool
    data: bytes


@dataclass(frozen=True)
class PointerMoved:
    """The pointer is here, in pixels of the picture. For all receivers; only the latest counts."""

    x: int
    y: int
    visible: bool


@dataclass(frozen=True)
class PointerShaped:
    """The pointer looks like this from now on. For all receivers."""

    shape: Shape

    def message(self) -> PointerShape:
        """Return the message that says so."""
        return PointerShape(**self.shape._asdict())


@dataclass(frozen=True)
class Thumbnail:
    """A receiver's picture, small: as it is there once all that was sent has arrived."""

    receiver: int
    pixels: Picture  # BGRX, of at most THUMBNAIL_SIDE a side; a copy


@dataclass(frozen=True)
class Failed:
    """The source can't be captured (any more); only `Ended` follows."""

    code: str  # of CaptureUnavailable


@dataclass(frozen=True)
class Ended:
    """The thread is about to end. Always, once, last."""


PumpEvent = Opened | MirrorBegan | PartReady | PointerMoved | PointerShaped | Thumbnail | Failed | Ended

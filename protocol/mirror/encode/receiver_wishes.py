"""How one receiver wants its picture: what is made of the captured frame and the link's pace before it is encoded."""

from __future__ import annotations

from collections.abc import Iterable

from protocol.mirror.encode.encoder import Pace
from protocol.mirror.encode.grey import GreyPicture
from protocol.mirror.picture.tiles import Picture, Rect
from protocol.vocabulary.content import USUAL_WISH, PictureWish, Quality

LOW_RATE = 250_000  # bytes a second that "low data" takes the link for, where it has more


class Taste:
    """One receiver's wish, applied; capture thread only.

    Args:
        wish: what it wants.
        frame: what is captured so far.
    """

    def __init__(self, wish: PictureWish = USUAL_WISH, frame: Picture | None = None) -> None:
        self.wish = wish
        self._grey: GreyPicture | None = None
        if wish.grey and frame is not None:
            height, width = frame.shape[:2]
            self._grey = GreyPicture(width, height)
            self._grey.follow(frame, [Rect(0, 0, width, height)])

    def follow(self, frame: Picture, changed: Iterable[Rect]) -> None:
        """Note what has `changed` in `frame`."""
        if self._grey is not None:
            self._grey.follow(frame, changed)

    def picture(self, frame: Picture) -> Picture:
        """Return what this receiver is to see of `frame`, which was followed."""
        return frame if self._grey is None else self._grey.pixels

    def pace(self, pace: Pace) -> Pace:
        """Return the pace to encode at: best is exact at once, low data makes do with a slow link's share."""
        if self.wish.quality is Quality.BEST:
            return pace._replace(exactly=True)
        if self.wish.quality is Quality.LOW_DATA:
            return pace._replace(rate=min(pace.rate, LOW_RATE))
        return pace

"""What members draw over each other's pictures. The receiver draws it, too, and nothing else comes of it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.codec import AtMost, Message
from protocol.vocabulary.content import Number, Place

POINTS_LIMIT = 64  # points of one part of a mark


class Picture(enum.StrEnum):
    """Which of the two pictures of a session."""

    SHARE = "share"  # a technician's, which the customer sees
    DESKTOP = "desktop"  # the customer's, which a technician sees


class MarkKind(enum.StrEnum):
    """How a mark over a picture looks."""

    LASER = "laser"  # a dot that follows the pointer and goes with it
    ARROW = "arrow"  # from the first point to the last
    PEN = "pen"  # a line through all points
    CLICK = "click"  # a ring that fades


@dataclass(frozen=True, kw_only=True)
class MarkPoint:
    """A point of a mark, in pixels of the picture; never sent by itself."""

    x: Place
    y: Place


@dataclass(frozen=True, kw_only=True)
class Mark(Message):
    """Points of mark `number`, which go on where the part before ended; drawn by the receiver, acting on nothing."""

    TAG: ClassVar[str] = "mark"
    picture: Picture
    stream: Number  # a mark of another stream is dropped
    number: Number
    kind: MarkKind
    points: Annotated[tuple[MarkPoint, ...], AtMost(POINTS_LIMIT)]  # none: the laser is switched off
    kept: bool  # until cleared; otherwise it vanishes by itself


@dataclass(frozen=True, kw_only=True)
class MarksCleared(Message):
    """All marks of the sender's over `picture` go."""

    TAG: ClassVar[str] = "marks_cleared"
    picture: Picture


KINDS: tuple[type[Message], ...] = (Mark, MarksCleared)

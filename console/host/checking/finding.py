"""What was found about one thing: all right, worth a thought, or wrong."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Grade(enum.StrEnum):
    """How good it is."""

    GOOD = "good"
    DOUBTFUL = "doubtful"  # the host works; somebody should know
    WRONG = "wrong"  # the host does not start, or not for everybody


@dataclass(frozen=True)
class Finding:
    """One sentence about one thing."""

    topic: str
    grade: Grade
    sentence: str


def good(topic: str, sentence: str) -> Finding:
    """Return that all is right."""
    return Finding(topic, Grade.GOOD, sentence)


def doubtful(topic: str, sentence: str) -> Finding:
    """Return what somebody should know."""
    return Finding(topic, Grade.DOUBTFUL, sentence)


def wrong(topic: str, sentence: str) -> Finding:
    """Return what keeps the host from its work."""
    return Finding(topic, Grade.WRONG, sentence)

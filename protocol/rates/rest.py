"""Somebody is left in peace after questions in vain, whoever asks. Pure."""

from __future__ import annotations

from collections.abc import Callable


class Rest:
    """Begins with the question in vain that is one too many, and anew with each further one, until a yes.

    Args:
        clock: returns seconds that never go back.
        noes: questions in a row with which it begins.
        seconds: how long it takes.
    """

    def __init__(self, clock: Callable[[], float], *, noes: int, seconds: float) -> None:
        self._clock = clock
        self._limit = noes
        self._seconds = seconds
        self._noes = 0
        self._until = float("-inf")

    @property
    def going_on(self) -> bool:
        """Whether the answer to whatever is asked is no."""
        return self._clock() < self._until

    def follow(self, noes: int) -> None:
        """Take note of how many questions in a row were in vain."""
        if noes > self._noes and noes >= self._limit:
            self._until = self._clock() + self._seconds
        self._noes = noes

"""The customer is left in peace after questions in vain: the host enforces it, and the viewer does not rely on that."""

from __future__ import annotations

from collections.abc import Callable

from protocol.vocabulary.desktop import ASK_AGAIN_S, NOES

REST_S = ASK_AGAIN_S - 5.0  # the host's begins at the same no, and may have heard of it somewhat earlier


class Rest:
    """Begins with the second question in vain, and anew with each further one, until a yes.

    Args:
        clock: returns seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._noes = 0
        self._until = float("-inf")

    @property
    def going_on(self) -> bool:
        """Whether the answer to whatever is asked is no."""
        return self._clock() < self._until

    def follow(self, noes: int) -> None:
        """Take note of how many questions in a row were in vain."""
        if noes > self._noes and noes >= NOES:
            self._until = self._clock() + REST_S
        self._noes = noes

"""What stands in the way of a start, as the user is told of it."""

from __future__ import annotations

SYSTEM_INCOMPLETE = 3  # exit status: the computer lacks something that only its administrator can install
CANNOT_START = 4  # exit status: anything else that keeps Fernblick from starting


class Trouble(Exception):
    """One sentence that says what is wrong and what to do; ends the program with `status`."""

    def __init__(self, sentence: str, *, status: int = CANNOT_START) -> None:
        super().__init__(sentence)
        self.status = status

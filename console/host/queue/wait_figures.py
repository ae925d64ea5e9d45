"""How long customers have waited, by channel and by what came of it; since the host's start, for whoever watches it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from console.host.core.spread import Spread

PICKED_UP = "picked_up"
GAVE_UP = "gave_up"
OUTCOMES = (PICKED_UP, GAVE_UP)
BOUNDS_S = (5.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)


class WaitFigures:
    """The waits of all channels that there are."""

    def __init__(self) -> None:
        self._spreads: dict[tuple[str, str], Spread] = {}

    def note(self, channel: str, outcome: str, waited_ms: int) -> None:
        """Count a wait that is over."""
        self._spread(channel, outcome).note(waited_ms / 1000)

    def of(self, channels: Collection[str]) -> Iterator[tuple[str, str, Spread]]:
        """Return channel, outcome and waits for each of `channels`; those of others are forgotten."""
        for key in [key for key in self._spreads if key[0] not in channels]:
            del self._spreads[key]
        for channel in channels:
            for outcome in OUTCOMES:
                yield channel, outcome, self._spread(channel, outcome)

    def _spread(self, channel: str, outcome: str) -> Spread:
        return self._spreads.setdefault((channel, outcome), Spread(BOUNDS_S))

"""The times beside the lines: the reader's own clock's, and never backwards, whatever any clock shows."""

from __future__ import annotations

import itertools

import pytest

from protocol.seat.conversation import Conversation, Line
from protocol.seat.rising_time import RisingTime
from protocol.vocabulary.chat import Chat
from tests.helpers.odd.choice import some
from tests.helpers.odd.clocks import CLOCKS, HOUR_MS, MIDDLE_MS, RIGHT_MS

pytestmark = pytest.mark.odd

MINUTE_MS = 60_000
LINES = 20


class Pair:
    """Two members' transcripts, each with a clock of its own."""

    def __init__(self, *clocks) -> None:
        self.clocks = clocks
        self.sides = [Conversation(1, "Theo"), Conversation(2, "Clara")]
        for own, side in enumerate(self.sides):
            side.meet(2 - own)

    def say(self, right_ms: int, by: int) -> None:
        """Have one side say something, which arrives at once."""
        mine, other = self.sides[by], self.sides[1 - by]
        mine.say("x", self.now(by, right_ms))
        for chat in mine.due(2 - by):
            wire = Chat(number=chat.number, time_ms=chat.time_ms, text=chat.text)
            other.receive(by + 1, "", wire, self.now(1 - by, right_ms))
        mine.delivered(2 - by, LINES)

    def now(self, side: int, right_ms: int) -> int:
        return max(0, self.clocks[side](right_ms))

    def shown(self, side: int) -> list[int]:
        return [line.shown_ms for line in self.sides[side].lines]


@pytest.mark.parametrize(
    "names", some(list(itertools.product(CLOCKS, repeat=2)), 40), ids=lambda names: " - ".join(names)
)
def test_neither_side_reads_times_that_run_backwards(names) -> None:
    pair = Pair(*(CLOCKS[name] for name in names))
    for number in range(LINES):
        pair.say(RIGHT_MS + number * MINUTE_MS, by=number % 2)
    for side in (0, 1):
        assert len(pair.shown(side)) == LINES
        assert pair.shown(side) == sorted(pair.shown(side))


@pytest.mark.parametrize("name", ["right", "three hours behind", "400 days ahead", "in 2106"])
def test_a_reader_sees_when_a_line_came_by_the_own_clock(name) -> None:
    pair = Pair(CLOCKS["right"], CLOCKS[name])
    for number in range(4):
        pair.say(RIGHT_MS + number * MINUTE_MS, by=number % 2)
    own = [CLOCKS[name](RIGHT_MS + number * MINUTE_MS) for number in range(4)]
    assert pair.shown(0) == [RIGHT_MS + number * MINUTE_MS for number in range(4)]
    assert pair.shown(1) == own


def test_where_the_clock_is_set_back_times_go_on_at_its_pace_until_it_has_caught_up() -> None:
    time, clock = RisingTime(), CLOCKS["set back an hour"]
    before = time.read(clock(MIDDLE_MS - 1))
    after = [time.read(clock(MIDDLE_MS + minutes * MINUTE_MS)) for minutes in (0, 1, 2, 90)]
    assert [at - before for at in after[:3]] == [0, MINUTE_MS, 2 * MINUTE_MS]
    assert after[3] == MIDDLE_MS + 90 * MINUTE_MS - HOUR_MS


def test_a_program_that_is_started_again_goes_on_after_the_last_line() -> None:
    conversation = Conversation(1, "Theo")
    conversation.event("joined", "Clara", RIGHT_MS)
    again = Conversation.restored(conversation.snapshot(), own=1, own_name="Theo")
    assert again.say("x", RIGHT_MS - HOUR_MS).shown_ms == RIGHT_MS


def test_lines_that_version_1_0_has_kept_come_back_with_their_times() -> None:
    kept = [
        ("line", 2, "Clara", 17, "hello", 1, False, "", False),
        ("event", 0, "", 5, "Clara", 0, False, "joined", False),
    ]
    lines = Conversation.restored(kept, own=1, own_name="Theo")
    assert lines.lines == [Line(2, "Clara", 17, "hello", 1, delivered=False)]
    assert lines.lines[0].shown_ms == 17
    assert lines.first("joined").shown_ms == 5

"""Marks over a picture, and what a hostile member can't do with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.mirror.picture.pointing import (
    BURST_LIMIT,
    LASER_S,
    MARKS_LIMIT,
    POINTS_LIMIT,
    RATE_LIMIT,
    RING_S,
    VANISH_S,
    Board,
    Drawn,
)
from protocol.vocabulary.marks import POINTS_LIMIT as MESSAGE_POINTS
from protocol.vocabulary.marks import Mark, MarkKind, MarkPoint, Picture

THEO, TESS = 1, 3


class Clock:
    now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(clock) -> Board:
    return Board(clock)


def mark(kind: MarkKind, *points: tuple[int, int], number: int = 1, kept: bool = False) -> Mark:
    where = tuple(MarkPoint(x=x, y=y) for x, y in points)
    return Mark(picture=Picture.SHARE, stream=1, number=number, kind=kind, points=where, kept=kept)


def test_a_laser_dot_is_where_it_was_last_and_goes_when_it_is_switched_off(board):
    board.take(THEO, mark(MarkKind.LASER, (1, 1), (2, 2)))
    board.take(THEO, mark(MarkKind.LASER, (5, 6)))
    assert board.drawn() == [Drawn(MarkKind.LASER, ((5, 6),), 1.0, 0.0)]
    assert board.take(THEO, mark(MarkKind.LASER))
    assert board.is_empty


def test_a_line_goes_on_where_the_part_before_ended(board):
    board.take(THEO, mark(MarkKind.PEN, (1, 1), (2, 2)))
    board.take(THEO, mark(MarkKind.PEN, (3, 3)))
    assert [drawn.points for drawn in board.drawn()] == [((1, 1), (2, 2), (3, 3))]


def test_an_arrow_is_its_first_and_its_last_point(board):
    board.take(THEO, mark(MarkKind.ARROW, (1, 1), (2, 2), (3, 3)))
    board.take(THEO, mark(MarkKind.ARROW, (9, 9)))
    assert [drawn.points for drawn in board.drawn()] == [((1, 1), (9, 9))]


@pytest.mark.parametrize(
    ("kind", "lasts_s"), [(MarkKind.LASER, LASER_S), (MarkKind.CLICK, RING_S), (MarkKind.PEN, VANISH_S)]
)
def test_what_is_not_kept_goes_by_itself(board, clock, kind, lasts_s):
    board.take(THEO, mark(kind, (1, 1)))
    assert board.is_fading
    clock.now_s += lasts_s - 0.1
    assert 0 < board.drawn()[0].strength < 0.5
    clock.now_s += 0.1
    assert board.drawn() == []
    assert board.is_empty


def test_what_is_kept_stays_until_its_sender_clears_it(board, clock):
    board.take(THEO, mark(MarkKind.PEN, (1, 1), kept=True))
    board.take(TESS, mark(MarkKind.ARROW, (2, 2), kept=True))
    clock.now_s += 1000
    assert len(board.drawn()) == 2
    assert not board.is_fading
    board.clear(THEO)
    board.clear(77)
    assert [drawn.kind for drawn in board.drawn()] == [MarkKind.ARROW]
    board.clear_all()
    assert board.is_empty


def test_a_ring_grows_old(board, clock):
    board.take(THEO, mark(MarkKind.CLICK, (4, 4)))
    clock.now_s += RING_S / 2
    assert board.drawn()[0].age == pytest.approx(0.5)


def test_nobody_draws_more_marks_or_longer_lines_than_there_is_room_for(board, clock):
    many = [(n, n) for n in range(MESSAGE_POINTS)]
    for number in range(4 * MARKS_LIMIT):
        clock.now_s += 1
        board.take(THEO, mark(MarkKind.PEN, *many, number=number, kept=True))
        clock.now_s += 1
    assert len(board.drawn()) == MARKS_LIMIT
    for _ in range(100):
        clock.now_s += 1
        board.take(THEO, mark(MarkKind.PEN, *many, number=999, kept=True))
    assert max(len(drawn.points) for drawn in board.drawn()) == POINTS_LIMIT


def test_who_says_too_much_at_once_is_not_listened_to_for_a_while(board, clock):
    taken = sum(board.take(THEO, mark(MarkKind.LASER, (n, n))) for n in range(10_000))
    assert taken == BURST_LIMIT
    assert board.take(TESS, mark(MarkKind.LASER, (1, 1)))
    clock.now_s += 1
    assert sum(board.take(THEO, mark(MarkKind.LASER, (n, n))) for n in range(10_000)) == RATE_LIMIT


MARKS = st.builds(
    mark,
    st.sampled_from(MarkKind),
    *(st.tuples(st.integers(-16384, 16384), st.integers(-16384, 16384)),) * 2,
    number=st.integers(0, 2**53),
    kept=st.booleans(),
)


@given(st.lists(st.tuples(st.integers(1, 4), MARKS, st.floats(0, 10)), max_size=60))
def test_whatever_comes_what_is_kept_is_bounded(story):
    clock = Clock()
    board = Board(clock)
    for member, said, pause_s in story:
        clock.now_s += pause_s
        board.take(member, said)
        for drawn in board.drawn():
            assert drawn.points
            assert 0 < drawn.strength <= 1
            assert 0 <= drawn.age < 1

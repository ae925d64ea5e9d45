"""Buttons are recognised by their colour and size, whatever is written on them."""

from __future__ import annotations

import numpy as np

from demonstration import sight

BLUE = sight.colour("#2a5fd6")


def screen() -> np.ndarray:
    return np.full((200, 400, 4), 255, np.uint8)


def button(picture: np.ndarray, x: int, y: int, width: int, height: int) -> None:
    picture[y : y + height, x : x + width, :3] = BLUE[::-1]
    picture[y + height // 3 : y + height // 2, x + 10 : x + width - 10, :3] = 255  # what is written on it


def test_a_button_is_one_block_with_its_box() -> None:
    picture = screen()
    button(picture, 80, 40, 120, 36)
    assert sight.blocks(picture, BLUE, least_width=90, least_height=28) == [(80, 40, 120, 36)]


def test_two_buttons_are_two_blocks_from_the_top() -> None:
    picture = screen()
    button(picture, 200, 120, 120, 36)
    button(picture, 40, 20, 100, 36)
    found = sight.blocks(picture, BLUE, least_width=90, least_height=28)
    assert [box.y for box in found] == [20, 120]
    assert found[0].centre == (90, 38)


def test_small_things_and_other_colours_are_no_buttons() -> None:
    picture = screen()
    button(picture, 80, 40, 36, 36)
    picture[100:140, 40:200, :3] = 10
    assert sight.blocks(picture, BLUE, least_width=90, least_height=28) == []


def test_a_frame_around_something_is_no_button() -> None:
    picture = screen()
    picture[40:100, 40:240, :3] = BLUE[::-1]
    picture[44:96, 44:236, :3] = 255
    assert sight.blocks(picture, BLUE, least_width=90, least_height=28) == []


def test_the_amount_of_a_colour_counts_exact_pixels_only() -> None:
    picture = screen()
    picture[0:10, 0:10, :3] = BLUE[::-1]
    picture[20, 20, :3] = (BLUE[2], BLUE[1], BLUE[0] + 1)
    assert sight.amount(picture, BLUE) == 100

"""The light, by a clock of the tests' own."""

from __future__ import annotations

import pytest

from console.share.light import RATE_S, Light
from console.windows.parts.light_view import _rough
from protocol.vocabulary.content import MirrorView


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def light(clock: Clock) -> Light:
    return Light(clock)


def test_before_anything_was_sent_nothing_is_known(light: Light) -> None:
    reading = light.reading()
    assert (reading.delay_ms, reading.kbit_s, reading.behind_s, reading.view) == (None, 0, 0.0, None)
    assert reading.colour == "success"


def test_the_delay_runs_from_the_first_part_of_an_update_to_its_acknowledgement(light: Light, clock: Clock) -> None:
    light.captured(1, 1, 1000)
    clock.now_s += 0.02
    light.captured(1, 1, 500)
    clock.now_s += 0.03
    light.shown(1, 1)
    reading = light.reading()
    assert reading.delay_ms == 50
    assert reading.kbit_s == round(1500 * 8 / 1000 / RATE_S)
    assert reading.behind_s == 0


def test_one_slow_picture_does_not_change_the_delay_that_is_said(light: Light, clock: Clock) -> None:
    for update, delay_s in enumerate((0.02, 0.02, 1.4, 0.02), 1):
        light.captured(1, update, 10)
        clock.now_s += delay_s
        light.shown(1, update)
    assert light.reading().delay_ms == 20


def test_who_has_not_seen_a_picture_for_a_second_is_behind(light: Light, clock: Clock) -> None:
    light.captured(1, 1, 1000)
    clock.now_s += 0.9
    assert light.reading().colour == "success"
    clock.now_s += 0.2
    light.captured(1, 2, 1000)
    assert light.reading().behind_s == pytest.approx(1.1)
    assert light.reading().colour == "amber"
    clock.now_s += 4.0
    assert light.reading().colour == "danger"
    light.shown(1, 2)  # and so the first one
    assert light.reading().behind_s == 0


def test_a_rate_is_of_late(light: Light, clock: Clock) -> None:
    light.captured(1, 1, 1000)
    light.shown(1, 1)
    clock.now_s += RATE_S + 0.1
    assert light.reading().kbit_s == 0


def test_what_was_never_sent_and_what_was_shown_already_is_ignored(light: Light) -> None:
    light.captured(2, 1, 1000)
    light.shown(1, 1)
    light.shown(2, 7)
    assert light.reading().delay_ms is None
    light.shown(2, 1)
    light.shown(2, 1)
    assert light.reading().delay_ms == 0


def test_what_is_hidden_will_not_be_acknowledged(light: Light, clock: Clock) -> None:
    light.captured(1, 1, 1000)
    light.hidden()
    clock.now_s += 60
    assert light.reading().behind_s == 0
    assert light.reading().colour == "success"


def test_a_minimised_window_is_amber_however_fast_the_link(light: Light) -> None:
    light.seen(MirrorView(scale_percent=100, visible=False, full_screen=False))
    assert light.reading().colour == "amber"
    light.seen(MirrorView(scale_percent=100, visible=True, full_screen=True))
    assert light.reading().colour == "success"


@pytest.mark.parametrize(("number", "said"), [(0, 0), (3, 3), (8, 10), (14, 10), (86, 90), (234, 230), (12345, 12000)])
def test_a_figure_is_said_roughly(number: int, said: int) -> None:
    assert _rough(number) == said

"""What a technician's hands do becomes messages: in order, the mouse at its latest, and nothing left pressed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.remote.input import ControlInput, Spot, as_turned
from protocol.notation.keysyms import Key
from protocol.vocabulary.content_vocabulary import CUSTOMER_VOCABULARY
from protocol.vocabulary.input import (
    TYPED_LIMIT,
    WHEEL_LIMIT,
    InputReleased,
    KeyChanged,
    MouseButton,
    MouseButtonChanged,
    MouseMoved,
    TextTyped,
    WheelTurned,
)

KEY_A, KEY_2, KEY_SHIFT, KEY_CONTROL, KEY_ALTGR = 38, 11, 50, 37, 108
A, UPPER_A = ord("a"), ord("A")
HERE = Spot(3, 10, 20)


def key(keysym, pressed):
    return KeyChanged(keysym=keysym, pressed=pressed)


@pytest.fixture
def hands():
    return ControlInput()


def test_a_key_releases_what_it_pressed_whatever_it_would_type_now(hands):
    assert hands.press(KEY_SHIFT, Key.LEFT_SHIFT) == [key(Key.LEFT_SHIFT, True)]
    assert hands.press(KEY_A, UPPER_A) == [key(UPPER_A, True)]
    assert hands.release(KEY_SHIFT) == [key(Key.LEFT_SHIFT, False)]
    assert hands.release(KEY_A) == [key(UPPER_A, False)]


def test_a_key_repeats_and_is_another_one_once_it_types_something_else(hands):
    hands.press(KEY_A, UPPER_A)
    assert hands.press(KEY_A, UPPER_A) == [key(UPPER_A, True)]
    assert hands.press(KEY_A, A) == [key(UPPER_A, False), key(A, True)]


def test_what_two_keys_press_is_released_with_the_second(hands):
    hands.press(KEY_A, A)
    hands.press(KEY_2, A)
    assert hands.release(KEY_A) == []
    assert hands.release(KEY_2) == [key(A, False)]


def test_what_was_not_pressed_there_is_not_released_there(hands):
    assert hands.release(KEY_A) == []
    assert hands.button(HERE, MouseButton.LEFT, False) == []
    assert hands.release_all() == []


def test_where_altgr_is_told_as_two_keys_the_control_goes():
    hands = ControlInput(altgr_is_two=True)
    hands.press(KEY_CONTROL, Key.LEFT_CONTROL)
    assert hands.press(KEY_ALTGR, Key.LEVEL3_SHIFT) == [key(Key.LEFT_CONTROL, False), key(Key.LEVEL3_SHIFT, True)]
    assert hands.release(KEY_CONTROL) == []


def test_text_goes_in_parts_without_what_cannot_be_typed(hands):
    assert hands.type("é\x00\x07!") == [TextTyped(text="é!")]
    assert hands.type("") == []
    assert [len(part.text) for part in hands.type("x" * (2 * TYPED_LIMIT + 1))] == [TYPED_LIMIT, TYPED_LIMIT, 1]


def test_keys_together_are_held_together(hands):
    chord = (Key.LEFT_CONTROL, Key.LEFT_ALT, Key.DELETE)
    assert [(message.keysym, message.pressed) for message in hands.strike(chord)] == [
        *((keysym, True) for keysym in chord),
        *((keysym, False) for keysym in reversed(chord)),
    ]


def test_of_motion_only_the_latest_place_is_told_once(hands):
    hands.move(HERE)
    hands.move(HERE._replace(x=11))
    assert hands.take_move() == MouseMoved(stream=3, x=11, y=20)
    assert hands.take_move() is None


def test_a_place_that_was_not_told_comes_before_a_key_and_is_needless_before_a_button(hands):
    hands.move(HERE)
    assert hands.press(KEY_A, A) == [MouseMoved(stream=3, x=10, y=20), key(A, True)]
    hands.move(HERE)
    assert hands.button(HERE._replace(x=12), MouseButton.RIGHT, True) == [
        MouseButtonChanged(stream=3, x=12, y=20, button=MouseButton.RIGHT, pressed=True)
    ]
    assert hands.drags
    hands.move(HERE)
    assert hands.wheel(HERE, 0, 120) == [WheelTurned(stream=3, x=10, y=20, horizontal=0, vertical=120)]
    assert hands.take_move() is None


def test_a_wheel_turns_as_far_as_a_message_can_say(hands):
    assert hands.wheel(HERE, 0, 0) == []
    (turned,) = hands.wheel(HERE, -10 * WHEEL_LIMIT, 10 * WHEEL_LIMIT)
    assert (turned.horizontal, turned.vertical) == (-WHEEL_LIMIT, WHEEL_LIMIT)


def test_everything_is_released_once(hands):
    hands.press(KEY_A, A)
    hands.button(HERE, MouseButton.LEFT, True)
    hands.move(HERE)
    assert hands.release_all() == [InputReleased()]
    assert hands.release_all() == []
    assert not hands.drags
    assert hands.take_move() is None
    assert hands.release(KEY_A) == []


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("press"), st.integers(1, 9), st.integers(1, 0x1FFF_FFFF)),
            st.tuples(st.just("release"), st.integers(1, 9)),
            st.tuples(st.just("button"), st.sampled_from(MouseButton), st.booleans()),
            st.tuples(st.just("type"), st.text(max_size=300)),
        )
    )
)
def test_whatever_happens_every_message_is_valid_and_all_is_up_at_the_end(does):
    hands, down = ControlInput(), set()
    for kind, *what in does:
        messages = (
            hands.press(*what)
            if kind == "press"
            else hands.release(*what)
            if kind == "release"
            else hands.button(HERE, *what)
            if kind == "button"
            else hands.type(*what)
        )
        for message in messages:
            assert CUSTOMER_VOCABULARY.decode(CUSTOMER_VOCABULARY.encode(message)) == message
            if isinstance(message, KeyChanged | MouseButtonChanged):
                which = getattr(message, "keysym", None) or message.button
                (down.add if message.pressed else down.discard)(which)
    if hands.release_all():
        down.clear()
    assert down == set()


@pytest.mark.parametrize(
    ("platform", "told", "turned"),
    [
        ("xcb", (120, 0), (0, 120)),
        ("xcb", (0, -120), (-120, 0)),
        ("wayland", (-15, 0), (0, -15)),
        ("windows", (120, 0), (0, 120)),
        ("windows", (0, 120), (0, 120)),
        ("cocoa", (120, 0), (120, 0)),
    ],
)
def test_the_wheel_turns_with_alt_as_it_does_without(platform, told, turned):
    assert as_turned(told, platform=platform, has_alt=True) == turned
    assert as_turned(told, platform=platform, has_alt=False) == told

"""The mouse and keyboard of X servers unlike ours: layouts that change, mice turned round, keys that repeat."""

from __future__ import annotations

import time

import pytest
import xcffib
import xcffib.xproto

from protocol.notation.keysyms import Key, keysym_of
from protocol.vocabulary.input import MouseButton
from tests.helpers.odd.choice import some
from tests.helpers.odd.events import DEEDS, Deed
from tests.helpers.odd.keyboards import FOREIGN, LAYOUTS, whole_map
from viewer.control.x11 import X11Device

pytestmark = pytest.mark.odd

A, SPACE, BACKSPACE = ord("a"), ord(" "), Key.BACKSPACE
WHEEL = {4: (0, 1), 5: (0, -1), 6: (1, 0), 7: (-1, 0)}


class Hands:
    """A device, and the clock that says when it lets go."""

    def __init__(self, display: str) -> None:
        self.now_s = 0.0
        self.device = X11Device(display, clock=lambda: self.now_s)

    def tap(self, keysym: int) -> None:
        self.device.key(keysym, True)
        self.device.key(keysym, False)

    def wait(self) -> None:
        """Let time pass as the control process does: until something is due."""
        if (due_s := self.device.due_s()) is not None:
            self.now_s += due_s
        self.device.let_go()
        self.arrive()

    def arrive(self) -> None:
        """Return when the server has done all of it, whom other connections may ask earlier."""
        self.device._connection.core.GetInputFocus().reply()


@pytest.fixture
def hands(display, recorder):
    hands = Hands(display)
    recorder.take()
    yield hands
    hands.device.close()


@pytest.fixture
def repeating(recorder):
    """Have the server repeat what is held, as every desktop's does."""
    recorder.connection.core.ChangeKeyboardControl(xcffib.xproto.KB.AutoRepeatMode, [1])
    recorder.sync()
    yield
    recorder.connection.core.ChangeKeyboardControl(xcffib.xproto.KB.AutoRepeatMode, [0])
    recorder.sync()


def presses(recorder, count) -> list[int]:
    return [event[1] for event in recorder.wait_for(count) if event[0] == "key" and event[2]]


# -- keys that are held -------------------------------------------------------------------------------------


@pytest.mark.parametrize("keysym", [A, BACKSPACE, Key.RETURN, Key.DELETE, Key.LEFT, 0x1004E00])
def test_a_tap_whose_release_is_late_is_one_character(hands, recorder, repeating, keysym) -> None:
    hands.device.key(keysym, True)
    hands.wait()
    time.sleep(1.2)  # in which the server would repeat: its clock cannot be set
    hands.device.key(keysym, False)
    assert recorder.wait_for(2) == [("key", keysym, True), ("key", keysym, False)]
    assert recorder.take() == []


def test_a_key_that_is_held_repeats_as_often_as_the_technicians_does(hands, recorder, repeating) -> None:
    hands.device.key(A, True)
    hands.wait()
    for _ in range(5):
        hands.device.key(A, True)
    hands.wait()
    hands.device.key(A, True)
    hands.arrive()
    assert recorder.down()[0] != []
    hands.device.key(A, False)
    assert presses(recorder, 14) == [A] * 7
    recorder.wait_until_up()


def test_what_the_server_does_not_repeat_is_held_as_long_as_it_is_held(hands, recorder) -> None:
    hands.device.key(A, True)
    assert hands.device.due_s() is None
    hands.wait()
    assert recorder.down()[0] != []
    hands.device.key(A, False)
    recorder.wait_until_up()


def test_modifiers_are_held_and_so_is_a_key_beside_the_latest(hands, recorder, repeating) -> None:
    hands.device.key(Key.LEFT_CONTROL, True)
    assert hands.device.due_s() is None
    hands.device.key(Key.LEFT_CONTROL, True)  # as Windows repeats it
    hands.device.key(ord("w"), True)
    hands.device.key(A, True)
    hands.wait()
    assert len(recorder.down()[0]) == 2
    assert presses(recorder, 4) == [Key.LEFT_CONTROL, ord("w"), A]
    for keysym in (A, ord("w"), Key.LEFT_CONTROL):
        hands.device.key(keysym, False)
    recorder.wait_until_up()


def test_two_characters_of_one_key_do_not_keep_it_down(hands, recorder, repeating) -> None:
    hands.device.key(A, True)
    hands.device.key(Key.LEFT_SHIFT, True)
    hands.device.key(ord("A"), True)
    hands.wait()
    assert [recorder.row(code)[0] for code in recorder.down()[0]] == [Key.LEFT_SHIFT]
    hands.device.key(ord("A"), True)
    hands.device.key(ord("A"), False)
    hands.arrive()
    assert [recorder.row(code)[0] for code in recorder.down()[0]] == [Key.LEFT_SHIFT]
    for keysym in (Key.LEFT_SHIFT, A):
        hands.device.key(keysym, False)
    recorder.wait_until_up()


@pytest.mark.parametrize("name", ["us", "ru", "us,ru", "jp"])
@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_what_hands_do_is_what_programs_see(layout, hands, recorder, repeating, name, deed: Deed) -> None:
    layout(name)
    recorder.take()
    for key in deed.hands:
        hands.device.key(abs(key), key > 0)
    hands.arrive()
    recorder.wait_until_up()
    assert [event[1] for event in recorder.take() if event[0] == "key" and event[2]] == list(deed.presses)


# -- borrowed keys ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", some(LAYOUTS, 6))
def test_what_no_key_has_arrives_before_and_after_a_change_of_layout(display, layout, hands, recorder, name) -> None:
    wanted = [keysym_of(character) for character in FOREIGN]
    for _ in (1, 2, 3):
        assert [typed(hands, recorder, keysym) for keysym in wanted] == wanted
        layout(name)
        recorder.take()


def typed(hands, recorder, keysym) -> int:
    """Tap a key, and return what the last of the keys types that were pressed for it."""
    hands.tap(keysym)
    seen: list[int] = []

    def has_come() -> bool:
        seen.extend(keysym_of_event(event) for event in recorder.take() if event[0] == "key" and event[2])
        return any(number not in (Key.LEFT_SHIFT, Key.RIGHT_SHIFT, Key.LEVEL3_SHIFT) for number in seen)

    recorder.until(has_come, f"{keysym:#x}, but there were {list(map(hex, seen))}")
    recorder.wait_until_up()
    recorder.take()
    return next(number for number in seen if number not in (Key.LEFT_SHIFT, Key.RIGHT_SHIFT, Key.LEVEL3_SHIFT))


def keysym_of_event(event) -> int:
    from protocol.notation.keysyms import canonical

    return canonical(event[1])


@pytest.mark.parametrize("name", [*some(LAYOUTS, 4), "br", "jp"])
def test_after_control_the_map_is_what_the_customer_has_made_of_it(display, layout, recorder, name) -> None:
    layout(name)
    expected = whole_map(display)
    layout("us")
    before = whole_map(display)
    device = X11Device(display)
    device.type("".join(chr(0x4E00 + n) for n in range(19)))
    layout(name)
    device.close()
    assert whole_map(display) == expected
    layout("us")
    device = X11Device(display)
    device.type("".join(chr(0x4E00 + n) for n in range(19)))
    device.close()
    assert whole_map(display) == before


@pytest.mark.parametrize("name", ["br", "jp"])
def test_what_a_killed_process_had_borrowed_is_given_back_only_while_it_is_its(display, layout, recorder, name) -> None:
    layout(name)
    expected = whole_map(display)
    layout("us")
    killed = X11Device(display)
    killed.type("".join(chr(0x4E00 + n) for n in range(19)))
    killed._connection.core.GetInputFocus().reply()
    killed._connection.disconnect()
    layout(name)
    X11Device(display).close()
    assert whole_map(display) == expected


# -- mice that are turned round -----------------------------------------------------------------------------

MAPS = {
    "left-handed": {1: 3, 3: 1},
    "natural scrolling": {4: 5, 5: 4},
    "all of it": {1: 3, 3: 1, 4: 5, 5: 4, 6: 7, 7: 6, 8: 9, 9: 8},
    "no middle button": {2: 0},
}


@pytest.fixture(params=MAPS)
def turned_round(request, recorder):
    plain = list(recorder.connection.core.GetPointerMapping().reply().map)
    wanted = [MAPS[request.param].get(button, button) for button in plain]
    recorder.connection.core.SetPointerMapping(len(wanted), wanted).reply()
    yield request.param
    recorder.connection.core.SetPointerMapping(len(plain), plain).reply()


def test_buttons_and_wheel_arrive_as_they_are_meant_whatever_the_map(hands, recorder, turned_round) -> None:
    buttons = {MouseButton.LEFT: 1, MouseButton.RIGHT: 3, MouseButton.BACK: 8, MouseButton.FORWARD: 9}
    for button, number in buttons.items():
        hands.device.button(button, True)
        hands.device.button(button, False)
        assert [event[1:3] for event in recorder.wait_for(2)] == [(number, True), (number, False)]
    for number, turn in WHEEL.items():
        hands.device.turn(*turn)
        assert [event[1] for event in recorder.wait_for(2)] == [number, number]


def test_a_button_whose_map_changes_while_it_is_held_is_released(hands, recorder) -> None:
    plain = list(recorder.connection.core.GetPointerMapping().reply().map)
    hands.device.button(MouseButton.LEFT, True)
    recorder.wait_for(1)
    recorder.connection.core.SetPointerMapping(len(plain), [3, 2, 1, *plain[3:]]).reply()
    hands.device.button(MouseButton.LEFT, False)
    recorder.wait_until_up()
    recorder.connection.core.SetPointerMapping(len(plain), plain).reply()

"""The mouse and keyboard of a real X server."""

from __future__ import annotations

import pytest
import xcffib

from protocol.notation.keysyms import Key
from protocol.vocabulary.input import MouseButton
from viewer.control.x11 import NoDevice, X11Device, check
from viewer.control.x11_borrowed import BORROWED_LIMIT

AT, EURO = ord("@"), 0x20AC
HAN = 0x1004E00  # and the characters after it: no key has them


@pytest.fixture
def device(display, recorder):
    device = X11Device(display)
    recorder.take()
    yield device
    device.close()


def keys(recorder, count):
    return [event[1:] for event in recorder.wait_for(count) if event[0] == "key"]


def tap(device, keysym):
    device.key(keysym, True)
    device.key(keysym, False)


def taps(*keysyms):
    return [(keysym, pressed) for keysym in keysyms for pressed in (True, False)]


def test_mouse_buttons_and_wheel_come_where_they_are_meant(device, recorder):
    device.move(100, 200)
    for button in MouseButton:
        device.button(button, True)
        device.button(button, False)
    device.turn(1, -2)
    moved, *buttons = recorder.wait_for(1 + 10 + 6)
    assert moved == ("move", 100, 200)
    assert [(event[1], event[3:]) for event in buttons if event[2]] == [
        (number, (100, 200)) for number in (1, 2, 3, 8, 9, 5, 5, 6)
    ]


def test_what_the_technician_types_arrives_whatever_has_to_be_held_for_it(device, recorder):
    device.key(ord("a"), True)
    device.key(ord("a"), True)
    device.key(ord("a"), False)
    assert keys(recorder, 4) == taps(ord("a"), ord("a"))
    device.key(Key.LEFT_SHIFT, True)
    tap(device, ord("A"))
    device.key(Key.LEFT_SHIFT, False)
    assert keys(recorder, 4) == [
        *[(Key.LEFT_SHIFT, True), (ord("A"), True), (ord("A"), False), (Key.LEFT_SHIFT, False)]
    ]
    tap(device, AT)  # Shift+2 here, AltGr+Q at the technician's
    assert [keysym for keysym, pressed in keys(recorder, 4) if pressed] == [Key.LEFT_SHIFT, AT]
    device.key(Key.LEFT_SHIFT, True)
    tap(device, ord("a"))
    assert next(key for key in keys(recorder, 5) if key[0] == ord("a")) == (ord("a"), True)
    device.key(Key.LEFT_SHIFT, False)
    recorder.wait_until_up()


def test_another_layout_has_its_keys_and_altgr_elsewhere(layout, device, recorder):
    layout("de")
    recorder.take()
    for keysym in (ord("z"), 0xF6, AT, EURO, ord("/")):
        tap(device, keysym)
    typed = [keysym for keysym, pressed in keys(recorder, 16) if pressed]
    assert [keysym for keysym in typed if keysym < 0xFE00] == [ord("z"), 0xF6, AT, EURO, ord("/")]
    device.key(Key.LEVEL3_SHIFT, True)
    device.key(AT, True)
    device.key(Key.LEVEL3_SHIFT, False)
    device.key(AT, False)
    assert keys(recorder, 4)[:2] == [(Key.LEVEL3_SHIFT, True), (AT, True)]
    recorder.wait_until_up()


def test_what_no_key_has_is_typed_all_the_same_and_the_map_is_restored(display, recorder):
    before = list(recorder._rows)
    device = X11Device(display)
    device.type("一丁a\n")
    assert keys(recorder, 8) == taps(HAN, HAN + 1, ord("a"), Key.RETURN)
    tap(device, HAN)
    assert keys(recorder, 2) == taps(HAN)
    device.close()
    recorder.take()
    assert recorder._rows == before


def test_more_than_there_are_spare_keys_for_is_typed_too(device, recorder):
    text = "".join(chr(0x4E00 + n) for n in range(BORROWED_LIMIT + 9))
    for character in text:  # one by one, so that the recorder looks each up in time
        device.type(character)
        assert keys(recorder, 2) == taps(0x1000000 + ord(character))


def test_what_a_killed_process_has_left_is_put_right_by_the_next(display, device, recorder):
    before = list(recorder._rows)
    device.key(Key.LEFT_SHIFT, True)
    device.button(MouseButton.LEFT, True)
    device.key(HAN, True)
    recorder.wait_for(3)
    device._connection.disconnect()
    assert recorder.down()[0]
    X11Device(display).close()
    recorder.wait_until_up()
    recorder.take()
    assert recorder._rows == before
    device._connection = xcffib.connect(display)  # for the fixture to end
    device._borrowed._connection = device._connection


@pytest.mark.parametrize("display_name", [":4711"])
def test_where_no_display_is_it_says_so(display_name):
    with pytest.raises(NoDevice, match="no_display"):
        check(display_name)


def test_a_display_with_xtest_is_good(display):
    check(display)

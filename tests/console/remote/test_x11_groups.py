"""What keys mean in shortcuts, with the layouts of a real X server."""

from __future__ import annotations

import pytest

from console.remote.x11_groups import X11Groups, open_groups
from tests.helpers.odd.choice import some
from tests.helpers.odd.keyboards import NOT_LATIN, use_layout
from tests.helpers.odd.x_recorder import x_server

pytestmark = pytest.mark.odd

C_KEY, W_KEY, Z_KEY, Q_KEY = 54, 25, 52, 24
SECOND = 1 << 13  # of an X state: the second layout is on


@pytest.fixture(scope="module")
def server():
    with x_server() as name:
        yield name


@pytest.fixture
def groups(server):
    groups = X11Groups(server)
    yield groups
    groups.close()
    use_layout(server, "us")


def meant(groups, keycode, state=0, keysym=0x6D3):
    """Return the letters that a key means without and with Shift; "": what it types."""
    pair = groups.shortcut_pair(keycode, state, keysym)
    return "" if pair is None else "".join(map(chr, pair))


@pytest.mark.parametrize("layout", ["ru", "gr", "il", "ara", *some(NOT_LATIN, 4)])
def test_where_no_layout_is_latin_shortcuts_are_those_of_a_us_keyboard(server, groups, layout):
    use_layout(server, layout)
    letters = "".join(meant(groups, keycode)[:1] for keycode in (C_KEY, W_KEY, Z_KEY, Q_KEY))
    assert letters == "cwzq"
    assert meant(groups, C_KEY) == "cC"


@pytest.mark.parametrize("layout", ["us", "de", "fr", "tr", "pl", "jp", "br"])
def test_on_a_latin_layout_a_key_means_what_it_types(server, groups, layout):
    use_layout(server, layout)
    assert [meant(groups, keycode) for keycode in (C_KEY, W_KEY, Z_KEY, Q_KEY)] == [""] * 4


def test_the_first_latin_layout_that_is_set_besides_counts(server, groups):
    use_layout(server, "fr,ru")
    assert meant(groups, Z_KEY, SECOND) == "wW"
    assert meant(groups, Z_KEY) == ""
    use_layout(server, "ru,de")
    assert meant(groups, Z_KEY) == "yY"
    assert meant(groups, Z_KEY, SECOND) == ""


def test_of_a_layout_that_the_map_does_not_show_the_letter_decides(server, groups):
    use_layout(server, "us,de,ru")
    assert meant(groups, Z_KEY, 2 << 13) == "zZ"
    assert meant(groups, Z_KEY, 2 << 13, keysym=ord("y")) == ""


def test_without_an_x_server_there_are_no_layouts(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":4711")
    assert open_groups() is None

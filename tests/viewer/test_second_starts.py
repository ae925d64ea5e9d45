"""A viewer that runs, and is started once more."""

import pytest

from protocol.link.second_start import BUSY, ELSEWHERE, SHOWN, Start
from viewer.app import arguments
from viewer.second_starts import SecondStarts

LINK = "fernblick://192.0.2.2:7330/3133#abc"


class Window:
    def __init__(self):
        self.came = 0

    def come(self):
        self.came += 1


class Session:
    phase = "idle"


class Beginning:
    """Takes down what it is to show."""

    def __init__(self):
        self.window, self.session = Window(), Session()
        self.cards, self.links, self.invitations = [], [], []

    def with_card(self, options):
        if options.calling_card is not None:
            self.cards.append(options.calling_card)

    def invited(self, options, invited):
        if options.link:
            self.links.append(options.link)
        if invited is not None:
            self.invitations.append(invited)


@pytest.fixture
def beginning():
    return Beginning()


@pytest.fixture
def starts(monkeypatch, beginning):
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    starts = SecondStarts(arguments())
    starts.answer_with(beginning)
    return starts


def start(*words, display=":1"):
    return Start(words, "/somewhere", display)


BRINGING = [
    ("--from-link", LINK),
    (LINK,),
    ("--calling-card", "a.fernblick-card"),
    ("--started-as", "x-1437829197.exe"),
]


def test_a_second_start_brings_the_window_to_the_front(starts, beginning):
    assert starts.came(start()) == SHOWN
    assert beginning.window.came == 1
    assert beginning.cards == beginning.links == beginning.invitations == []


def test_a_link_that_is_opened_is_asked_about_in_the_window_that_is_there(starts, beginning):
    assert starts.came(start("--from-link", LINK)) == SHOWN
    assert len(beginning.invitations) == 1
    assert starts.came(start(LINK)) == SHOWN
    assert beginning.links == [LINK]


def test_a_card_is_read_where_the_second_start_was_made(starts, beginning):
    assert starts.came(start("--calling-card", "a.fernblick-card")) == SHOWN
    assert starts.came(start("--calling-card", "/b.fernblick-card")) == SHOWN
    assert starts.came(start("--calling-card")) == SHOWN
    assert beginning.cards == ["/somewhere/a.fernblick-card", "/b.fernblick-card", ""]


@pytest.mark.parametrize("phase", ["looking", "joining", "choosing", "waiting", "offered", "session", "ended"])
@pytest.mark.parametrize("words", BRINGING)
def test_what_is_going_on_is_left_alone(starts, beginning, phase, words):
    beginning.session.phase = phase
    if words[0] == "--started-as":
        words = (*words, LINK)
    assert starts.came(start(*words)) == BUSY
    assert beginning.window.came == 0
    assert beginning.cards == beginning.links == beginning.invitations == []
    assert starts.came(start()) == SHOWN, "only its window is wanted"


def test_other_screens_and_other_versions_have_a_viewer_of_their_own(starts, beginning):
    assert starts.came(start(display=":2")) == ELSEWHERE
    assert starts.came(start("--of-another-version")) == BUSY
    assert beginning.window.came == 0

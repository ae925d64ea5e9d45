"""The leave that macOS gives to see the screen, with a system of the tests' own."""

from __future__ import annotations

import sys

import pytest

from protocol.mirror.capture.common.source import CaptureUnavailable
from protocol.mirror.capture.polled.macos import refuse_without_access


class SystemByHand:
    def __init__(self, given):
        self._given = given
        self.asked = 0

    def given(self):
        return self._given

    def ask(self):
        self.asked += 1


def test_where_it_was_given_nobody_is_asked():
    system = SystemByHand(True)
    refuse_without_access(system)
    assert system.asked == 0


def test_where_it_is_missing_the_user_is_asked_and_a_sentence_says_so():
    system = SystemByHand(False)
    with pytest.raises(CaptureUnavailable) as failure:
        refuse_without_access(system)
    assert failure.value.code == "permission"
    assert system.asked == 1


@pytest.mark.skipif(sys.platform == "darwin", reason="the system is asked there")
def test_elsewhere_nothing_is_needed():
    refuse_without_access()

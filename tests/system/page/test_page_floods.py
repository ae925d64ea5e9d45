"""A page that is sent far more than any honest program says: it stays usable, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from protocol.mirror.decode import paint_budget
from protocol.seat import allowance, incoming
from protocol.seat.rising_time import RisingTime
from protocol.vocabulary import chat
from protocol.vocabulary.content_vocabulary import CUSTOMER_VOCABULARY
from tests.helpers.chromium import Chromium, chromium
from tests.helpers.odd.clocks import CLOCKS, RIGHT_MS
from tests.system.stage.web_files import served

pytestmark = pytest.mark.system

PAGE_LINES = 2000  # that a page keeps


@pytest.fixture(scope="module")
def tab() -> Iterator[Chromium]:
    with served() as address, chromium(Chromium) as tab:
        tab.open(address)
        tab.run('import("/test/floods_page.js").then((module) => { globalThis.floods = module; })')
        yield tab


def call(tab: Chromium, name: str, *arguments: Any) -> Any:
    return tab.run(f"floods.{name}(...{json.dumps(arguments)})")


def test_keeping_a_line_costs_the_same_however_many_there_are(tab: Chromium) -> None:
    kept = call(tab, "costs", 3000)
    assert kept["costs"][-1] <= kept["costs"][10] + 40  # numbers are longer
    assert kept["same"]
    assert kept["lines"] == PAGE_LINES
    assert kept["items"] <= PAGE_LINES + 2
    assert kept["left"] <= 1  # the language


def test_a_page_that_is_loaded_anew_goes_on_as_it_was(tab: Chromium) -> None:
    before, after = call(tab, "reloads")
    assert before == after


@pytest.mark.parametrize("lengths", [[20] * 60, [20, 900] * 30, [1, 2500, 3] * 20, [700] * 9 + [1] * 30])
def test_a_page_whose_storage_is_full_keeps_the_latest_lines_in_their_places(tab: Chromium, lengths: list[int]) -> None:
    kept = call(tab, "full", 2500, lengths)
    assert kept["wrong"] == []
    assert kept["lines"] >= 1


def test_a_line_that_cannot_be_read_costs_only_what_was_before_it(tab: Chromium) -> None:
    assert call(tab, "broken") == [2, ["three"]]


def test_lines_of_a_flood_wait_within_a_bound_and_come_again(tab: Chromium) -> None:
    taken = call(tab, "flood", 5000)
    assert taken == {"taken": chat.WINDOW_LINES, "later": incoming.WAITING_LINES, "again": True}


@pytest.mark.parametrize("name", CLOCKS)
def test_times_are_the_readers_and_never_run_backwards(tab: Chromium, name: str) -> None:
    shown = [max(0, CLOCKS[name](RIGHT_MS + minutes * 60_000)) for minutes in range(20)]
    rising = RisingTime()
    times, loaded = call(tab, "times", shown)
    assert times == [rising.read(now) for now in shown]
    assert loaded == sorted(loaded)


def test_the_page_keeps_to_its_own_window(tab: Chromium) -> None:
    sent, due = call(tab, "window_", 100)
    assert sent == chat.WINDOW_LINES
    assert due == [chat.WINDOW_LINES + 1, chat.WINDOW_LINES + 2]


def test_confirmations_of_what_was_never_said_are_refused(tab: Chromium) -> None:
    assert "never said" in call(tab, "lies")


def test_the_page_has_the_viewers_limits(tab: Chromium) -> None:
    shown = {kind.TAG: limit for kind, limit in allowance.LIMITS.items()}
    tags = ["typing", "profile", "vouch", "key_offer", "chat_delivered", "viewer_link", "share_paused", "mark"]
    for tag in [
        *tags,
        "shared_sources",
        "pointer_shape",
        "pointer_at",
        "marks_cleared",
        "words_commitment",
        "words_opening",
    ]:
        assert call(tab, "allowed", tag, 5000) == shown[tag].at_once, tag
    assert call(tab, "allowed", "share_source", 13) == "too many sources"
    assert call(tab, "allowed", "share_source", 12) == 12
    assert "typing" in {kind.TAG for kind in CUSTOMER_VOCABULARY.kinds}


def test_the_page_counts_pictures_as_the_viewer_does(tab: Chromium) -> None:
    assert call(tab, "budget") == [paint_budget.PICTURES_AT_ONCE, paint_budget.PICTURES_A_SECOND]


def test_a_page_has_its_turns_while_much_is_painted(tab: Chromium) -> None:
    painted = call(tab, "paints", 20, 100)
    assert painted["turns"] > 20
    assert painted["longest"] < 2000

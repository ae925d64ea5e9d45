"""Charts in the Administration Center, with a host by hand that answers from lists."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QImage

from console.admin.time_range import Preset
from protocol.vocabulary.reports import (
    AskDays,
    AskTechnicians,
    Day,
    TechnicianWork,
)
from resources.look import theme
from tests.helpers.reports_by_hand import dialog_words


def choose_days(charts, count: int) -> None:
    charts.range.choose(Preset.OWN)
    charts.range.last.setDate(charts.range.last.date())
    charts.range.first.setDate(charts.range.last.date().addDays(1 - count))


def test_charts_ask_for_days_that_begin_here_in_parts(sections, by_hand) -> None:
    sections.show_part("charts")
    by_hand.answer()
    choose_days(sections.charts, 400)
    by_hand.answer()
    by_hand.asked.clear()
    sections.charts.load()
    by_hand.answer()
    days = [question for question in by_hand.asked if isinstance(question, AskDays)]
    assert [len(question.starts) for question in days] == [51] * 8
    assert all(later.starts[0] == earlier.starts[-1] for earlier, later in pairwise(days))
    (shares,) = [question for question in by_hand.asked if isinstance(question, AskTechnicians)]
    assert (shares.since_ms, shares.until_ms) == (days[0].starts[0], days[-1].starts[-1])
    assert len(sections.charts.figures.figures.days) == 400


@pytest.mark.parametrize("count", [1, 7, 400])
def test_charts_of_few_and_of_many_days_are_drawn(charts, by_hand, count: int) -> None:
    choose_days(charts, count)
    charts.load()
    by_hand.answer()
    assert charts.view.sessions.count == count
    first, last = charts.view.sessions.getPlotItem().viewRange()[0]
    assert first <= -0.6
    assert last >= count - 0.4
    assert f"sessions: {QLocale().toString(4 * count)}" in charts.view.title.text()


def test_more_days_than_there_is_room_for_are_said_to_be_left_out(charts, by_hand) -> None:
    choose_days(charts, 400)
    by_hand.answer()
    assert not charts.message.isVisible()
    choose_days(charts, 401)
    by_hand.answer()
    assert charts.message.text() == "There is room for 400 days: these are the latest."
    assert charts.message.isVisible()


def test_the_keyboard_points_at_a_day_whose_figures_are_said(qtbot, charts) -> None:
    chart, said = charts.view.waits, charts.view._waits_card.said
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.current == 29
    assert said.text().endswith("waited: 2, median: 1:00, 95%: 2:00")
    assert chart.accessibleDescription() == said.text()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 28
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 0


def test_a_technicians_shares_are_said(qtbot, charts) -> None:
    chart = charts.view.shares
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert charts.view._shares_card.said.text() == "Ada, shares: 3, in all: 0:09"


def test_more_technicians_than_there_is_room_for_are_counted(sections, by_hand) -> None:
    by_hand.technicians = tuple(
        TechnicianWork(name=f"T{n}", sessions=0, length_ms=0, shares=20 - n, shared_ms=1) for n in range(20)
    )
    sections.show_part("charts")
    by_hand.answer()
    assert sections.charts.view._shares_card.said.text() == "and 8 more"


def test_days_on_which_nobody_waited_and_shared_are_said(sections, by_hand) -> None:
    by_hand.day = Day(sessions=1, waited=0, waited_median_ms=0, waited_most_ms=0, gave_up=0, missed=0)
    by_hand.technicians = ()
    sections.show_part("charts")
    by_hand.answer()
    view = sections.charts.view
    assert view._waits_card.said.text() == "Nobody waited in a queue."
    assert view._shares_card.said.text() == "Nobody shared."


def test_days_without_a_session_have_no_charts_and_that_is_said(sections, by_hand) -> None:
    by_hand.day = Day(sessions=0, waited=0, waited_median_ms=0, waited_most_ms=0, gave_up=0, missed=0)
    sections.show_part("charts")
    by_hand.answer()
    assert sections.charts.message.text().startswith("There was no session in these days.")
    assert not sections.charts.save_button.isEnabled()
    assert sections.charts.view is None  # and the library is not loaded for nothing


def test_the_same_figures_are_shown_as_tables(charts) -> None:
    charts.shape.buttons["table"].click()
    assert charts.tables.isVisible()
    assert charts.tables.days.topLevelItemCount() == 30
    top = charts.tables.days.topLevelItem(0)
    assert [top.text(column) for column in range(1, 5)] == ["4", "2", "1:00", "2:00"]
    assert charts.tables.technicians.topLevelItem(0).text(0) == "Ada"
    assert not charts.save_button.isEnabled()


def test_charts_are_saved_as_a_picture(charts, tmp_path) -> None:
    charts.save(tmp_path / "charts.png")
    picture = QImage(str(tmp_path / "charts.png"))
    assert picture.width() == 2 * (charts.view.width() + 2 * theme.space("three"))
    assert picture.pixelColor(4, 4) == theme.colour("window")
    bars = theme.colour("accent").rgb()
    assert any(picture.pixel(x, picture.height() // 4) == bars for x in range(0, picture.width(), 4))
    assert not list(tmp_path.glob("*.part"))


def test_a_picture_that_cannot_be_written_is_said(charts, tmp_path) -> None:
    charts.save(tmp_path / "missing" / "charts.png")
    assert any(words.startswith("The file could not be written.") for words in dialog_words(charts))


def test_figures_that_do_not_come_are_said_and_come_when_the_host_is_back(sections, reports, by_hand) -> None:
    sections.show_part("charts")
    reports.link_down()
    page = sections.charts
    assert page.message.text().startswith("The connection to the host is lost.")
    by_hand.waiting.clear()
    reports.link_up(by_hand.send)
    by_hand.answer()
    assert page.figures.problem == ""
    assert page.view is not None


def test_days_of_charts_end_today(charts) -> None:
    days = [day for day, _ in charts.figures.figures.days]
    assert days[-1] - days[0] == timedelta(days=29)
    assert days[-1] in (date.today(), date.today() - timedelta(days=1))  # midnight may have passed meanwhile


def test_charts_are_loaded_anew_while_they_are_looked_at_and_say_when(charts, by_hand) -> None:
    by_hand.answer()
    by_hand.day = Day(sessions=9, waited=0, waited_median_ms=0, waited_most_ms=0, gave_up=2, missed=1)
    charts._again.timeout.emit()
    assert not charts.progress.isVisible()
    by_hand.answer()
    title = charts.view.title.text()
    assert "sessions: 270, gave up waiting: 60, missed: 30" in title
    assert charts.status.text().startswith("As of ")
    assert charts._again.isActive()
    charts.hide()
    assert not charts._again.isActive()


def test_days_on_which_everybody_was_missed_are_shown(charts, by_hand) -> None:
    by_hand.day = Day(sessions=0, waited=0, waited_median_ms=0, waited_most_ms=0, gave_up=0, missed=7)
    charts.load()
    by_hand.answer()
    assert not charts.message.isVisible()
    assert charts.tables.days.topLevelItem(0).text(6) == "7"


def test_figures_are_those_of_a_group_where_one_is_chosen(charts, by_hand) -> None:
    by_hand.answer()
    by_hand.asked.clear()
    charts.groups.setCurrentIndex(1)
    kind, number = charts.groups.currentData()
    assert kind == "group"
    assert {question.group for question in by_hand.asked} == {number}
    assert all(charts.groups.itemData(row)[0] != "technician" for row in range(charts.groups.count()))


def test_sessions_and_their_length_are_told_by_technician(qtbot, charts, by_hand) -> None:
    by_hand.answer()
    row = charts.tables.technicians.topLevelItem(0)
    assert [row.text(column) for column in range(6)] == ["Ada", "2", "10:00", "5:00", "3", "0:09"]
    chart, said = charts.view.led, charts.view._led_card.said
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert said.text() == "Ada, sessions: 2, in all: 10:00"

"""The charts side by side, each with what is pointed at said in words."""

from __future__ import annotations

import math
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from console.admin.chart_figures import Figures
from console.windows.reports.charts import Chart, DaysChart, PeopleChart
from console.windows.reports.columns import span
from protocol.vocabulary.reports import Day, TechnicianWork
from resources.look import controls, theme

PEOPLE_MOST = 12  # technicians that get a bar


class _Key(QWidget):
    """A small square in the colour of a line."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour
        self.setFixedSize(12, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self._colour))
        painter.drawRoundedRect(self.rect(), 3, 3)
        painter.end()


class _Card(QVBoxLayout):
    """A chart below its title; what is pointed at is said beside that, else what it shows."""

    def __init__(self, title: str, chart: Chart, keys: list[tuple[str, str]]) -> None:
        super().__init__()
        self.said = controls.text(kind="small")
        self.said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = controls.row()
        line.addWidget(controls.text(title, kind="heading"))
        for words, colour in keys:
            line.addSpacing(theme.space("one"))
            line.addWidget(_Key(colour))
            line.addWidget(controls.text(words, kind="small"))
        line.addWidget(self.said, 1)
        self.setSpacing(theme.space("one"))
        self.addLayout(line)
        self.addWidget(chart, 1)


class ChartsView(QWidget):
    """Charts of the same figures; what is saved as a picture is this widget."""

    def __init__(self) -> None:
        super().__init__()
        self._figures = Figures()
        self._sharing: list[TechnicianWork] = []
        self.sessions = DaysChart(self.tr("Sessions a day"))
        self.waits = DaysChart(self.tr("Waiting time"), spans=True)
        self.led = PeopleChart(self.tr("Sessions a technician"))
        self.shares = PeopleChart(self.tr("Shares a technician"))
        keys = [(self.tr("half waited less (median)"), "accent"), (self.tr("95% waited less"), "amber")]
        self._sessions_card = _Card(self.tr("Sessions a day"), self.sessions, [])
        self._waits_card = _Card(self.tr("Waiting time"), self.waits, keys)
        self._led_card = _Card(self.tr("Sessions a technician"), self.led, [])
        self._shares_card = _Card(self.tr("Shares a technician"), self.shares, [])
        for card, chart in self._cards():
            chart.pointed.connect(lambda number, card=card, chart=chart: self._say(card, chart, number))
        self.title = controls.text(kind="muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("three"))
        grid.setVerticalSpacing(theme.space("two"))
        grid.addWidget(self.title, 0, 0, 1, 2)
        grid.addLayout(self._sessions_card, 1, 0)
        grid.addLayout(self._led_card, 1, 1)
        grid.addLayout(self._waits_card, 2, 0)
        grid.addLayout(self._shares_card, 2, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setRowStretch(1, 1)
        grid.setRowStretch(2, 1)

    def show_figures(self, figures: Figures) -> None:
        """Show `figures`, of at least one day."""
        self._figures = figures
        days = [day for day, _ in figures.days]
        number = QLocale().toString
        words = self.tr("{first} – {last}, sessions: {count}, gave up waiting: {gave_up}, missed: {missed}")
        counts = {
            "count": number(figures.sessions),
            "gave_up": number(figures.gave_up),
            "missed": number(figures.missed),
        }
        self.title.setText(words.format(first=long_day(days[0]), last=long_day(days[-1]), **counts))
        self.sessions.show_bars(days, [day.sessions for _, day in figures.days], "accent")
        medians = [day.waited_median_ms / 1000 if day.waited else math.nan for _, day in figures.days]
        most = [day.waited_most_ms / 1000 if day.waited else math.nan for _, day in figures.days]
        self.waits.show_lines(days, [(most, "amber"), (medians, "accent")])
        led = [one for one in figures.technicians if one.sessions][:PEOPLE_MOST]
        self.led.show_bars([one.name for one in led], [one.sessions for one in led], "accent")
        self._sharing = sorted((one for one in figures.technicians if one.shares), key=lambda one: -one.shares)
        people = self._sharing[:PEOPLE_MOST]
        self.shares.show_bars([one.name for one in people], [one.shares for one in people], "success")
        for card, chart in self._cards():
            self._say(card, chart, -1)

    def redraw(self) -> None:
        """Draw in the theme's colours of the moment."""
        for _card, chart in self._cards():
            chart.redraw()

    def _cards(self) -> list[tuple[_Card, Chart]]:
        return [
            (self._sessions_card, self.sessions),
            (self._waits_card, self.waits),
            (self._led_card, self.led),
            (self._shares_card, self.shares),
        ]

    def _say(self, card: _Card, chart: Chart, number: int) -> None:
        words = self._rest(chart) if number < 0 else self._words(chart, number)
        card.said.setText(words)
        chart.setAccessibleDescription(words)

    def _words(self, chart: Chart, number: int) -> str:
        if chart is self.shares:
            one = self._sharing[number]
            words = self.tr("{name}, shares: {count}, in all: {span}")
            return words.format(name=one.name, count=QLocale().toString(one.shares), span=span(one.shared_ms))
        if chart is self.led:
            one = [one for one in self._figures.technicians if one.sessions][number]
            words = self.tr("{name}, sessions: {count}, in all: {span}")
            return words.format(name=one.name, count=QLocale().toString(one.sessions), span=span(one.length_ms))
        return self._words_of_day(chart, *self._figures.days[number])

    def _words_of_day(self, chart: Chart, day: date, figures: Day) -> str:
        count = QLocale().toString
        if chart is self.sessions:
            words = self.tr("{day}, sessions: {count}, gave up: {gave_up}, missed: {missed}")
            lost = {"gave_up": count(figures.gave_up), "missed": count(figures.missed)}
            return words.format(day=long_day(day), count=count(figures.sessions), **lost)
        if not figures.waited:
            return self.tr("{day}, nobody waited").format(day=long_day(day))
        words = self.tr("{day}, waited: {count}, median: {median}, 95%: {most}")
        return words.format(
            day=long_day(day),
            count=count(figures.waited),
            median=span(figures.waited_median_ms),
            most=span(figures.waited_most_ms),
        )

    def _rest(self, chart: Chart) -> str:
        """Return what is said while nothing is pointed at: what the chart does not show."""
        if chart is self.waits and not any(day.waited for _, day in self._figures.days):
            return self.tr("Nobody waited in a queue.")
        if chart not in (self.shares, self.led):
            return ""
        if chart is self.shares and not self._sharing:
            return self.tr("Nobody shared.")
        shown = self._sharing if chart is self.shares else [one for one in self._figures.technicians if one.sessions]
        more = len(shown) - PEOPLE_MOST + (self._figures.others if chart is self.led else 0)
        return self.tr("and {count} more").format(count=QLocale().toString(more)) if more > 0 else ""


def long_day(day: date) -> str:
    """Return a day with its year, as the user's locale writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)

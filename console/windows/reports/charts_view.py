"""The three charts side by side, each with what is pointed at said in words."""

from __future__ import annotations

import math
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from console.admin.chart_figures import Figures
from console.windows.reports.charts import Chart, DaysChart, PeopleChart
from console.windows.reports.columns import span
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
        self.sessions = DaysChart(self.tr("Sessions a day"))
        self.waits = DaysChart(self.tr("Waiting time"), spans=True)
        self.shares = PeopleChart(self.tr("Shares a technician"))
        keys = [(self.tr("half waited less (median)"), "accent"), (self.tr("95% waited less"), "amber")]
        self._sessions_card = _Card(self.tr("Sessions a day"), self.sessions, [])
        self._waits_card = _Card(self.tr("Waiting time"), self.waits, keys)
        self._shares_card = _Card(self.tr("Shares a technician"), self.shares, [])
        self.sessions.pointed.connect(lambda number: self._say(self._sessions_card, self.sessions, number))
        self.waits.pointed.connect(lambda number: self._say(self._waits_card, self.waits, number))
        self.shares.pointed.connect(lambda number: self._say(self._shares_card, self.shares, number))
        self.title = controls.text(kind="muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("three"))
        grid.setVerticalSpacing(theme.space("two"))
        grid.addWidget(self.title, 0, 0, 1, 2)
        grid.addLayout(self._sessions_card, 1, 0, 1, 2)
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
        words = self.tr("{first} – {last}, sessions: {count}")
        self.title.setText(
            words.format(first=long_day(days[0]), last=long_day(days[-1]), count=QLocale().toString(figures.sessions))
        )
        self.sessions.show_bars(days, [day.sessions for _, day in figures.days], "accent")
        medians = [day.waited_median_ms / 1000 if day.waited else math.nan for _, day in figures.days]
        most = [day.waited_most_ms / 1000 if day.waited else math.nan for _, day in figures.days]
        self.waits.show_lines(days, [(most, "amber"), (medians, "accent")])
        people = figures.technicians[:PEOPLE_MOST]
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
            (self._shares_card, self.shares),
        ]

    def _say(self, card: _Card, chart: Chart, number: int) -> None:
        words = self._rest(chart) if number < 0 else self._words(chart, number)
        card.said.setText(words)
        chart.setAccessibleDescription(words)

    def _words(self, chart: Chart, number: int) -> str:
        if chart is self.shares:
            one = self._figures.technicians[number]
            words = self.tr("{name}, shares: {count}, in all: {span}")
            return words.format(name=one.name, count=QLocale().toString(one.shares), span=span(one.shared_ms))
        day, figures = self._figures.days[number]
        if chart is self.sessions:
            count = QLocale().toString(figures.sessions)
            return self.tr("{day}, sessions: {count}").format(day=long_day(day), count=count)
        if not figures.waited:
            return self.tr("{day}, nobody waited").format(day=long_day(day))
        words = self.tr("{day}, waited: {count}, median: {median}, 95%: {most}")
        return words.format(
            day=long_day(day),
            count=QLocale().toString(figures.waited),
            median=span(figures.waited_median_ms),
            most=span(figures.waited_most_ms),
        )

    def _rest(self, chart: Chart) -> str:
        """Return what is said while nothing is pointed at: what the chart does not show."""
        if chart is self.waits and not any(day.waited for _, day in self._figures.days):
            return self.tr("Nobody waited in a queue.")
        if chart is not self.shares:
            return ""
        if not self._figures.technicians:
            return self.tr("Nobody shared.")
        more = len(self._figures.technicians) + self._figures.others - PEOPLE_MOST
        return self.tr("and {count} more").format(count=QLocale().toString(more)) if more > 0 else ""


def long_day(day: date) -> str:
    """Return a day with its year, as the user's locale writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)

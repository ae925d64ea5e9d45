"""The way in by a Calling Card: its page, and the one that asks for a code at the same host."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from protocol.card.card import CallingCard
from resources.look import dialog
from resources.look.words import host_words
from viewer.windows.card_page import CardPage
from viewer.windows.joining.join_page import JoinPage

_IN_OTHER_WORDS = {
    "certificate": "card_certificate",
    **dict.fromkeys(("refused", "unreachable", "timeout", "name", "other_service"), "card_unreached"),
}
"""Sentences for who has typed an address or got a link, and those for who has a card."""


class CardEntry(QStackedWidget):
    """Two pages as one; `JoinPage` stands in its place where there is no card.

    Signals:
        connect_asked: (name) wait for a technician under this name.
        join_asked: (text, host) join with this code or link.
        cancel_asked: give up connecting or joining.
        continue_asked: go on with the session that is still open.
        check_asked: (HOST[:PORT], SHA-256 of the host's certificate or None, whether it is known by a link or by the
            card) look at the connection.
    """

    connect_asked = Signal(str)
    join_asked = Signal(str, str)
    cancel_asked = Signal()
    continue_asked = Signal()
    check_asked = Signal(str, object, bool)

    def __init__(self, *, card: CallingCard, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self.card_page = CardPage(card=card, name=name)
        self.join_page = JoinPage(last_host=card.host, fixed=True)
        for page in (self.card_page, self.join_page):
            self.addWidget(page)
            page.cancel_asked.connect(self.cancel_asked)
            page.continue_asked.connect(self.continue_asked)
        self.card_page.connect_asked.connect(self.connect_asked)
        self.card_page.code_asked.connect(self._ask_for_code)
        self.card_page.check_asked.connect(self._check_card)
        self.join_page.check_asked.connect(self._check)
        self.join_page.join_asked.connect(self.join_asked)
        self.join_page.back_asked.connect(self.start)

    def start(self) -> None:
        """Show the card and wait for the customer."""
        self.clear()
        self.card_page.focus_first()

    def clear(self) -> None:
        """Forget the code that was typed, and show the card next."""
        self.join_page.clear()
        self.setCurrentWidget(self.card_page)

    def offer(self, technician: str | None) -> None:
        """Offer to go on with a session with `technician` that is still open; None: there is none."""
        self.card_page.offer(technician)

    def show_busy(self, busy: bool, *, works: bool = False) -> None:
        """Show that a connection is being made, or no longer; `works`: this computer works for its turn."""
        for page in (self.card_page, self.join_page):
            page.show_busy(busy and page is self.currentWidget(), works=works)

    def show_problem(self, code: str) -> None:
        """Say what went wrong, on the page that led to it."""
        page = self.join_page if self.currentWidget() is self.join_page else self.card_page
        page.show_problem(_IN_OTHER_WORDS.get(code, code))

    def show_wait(self, seconds: int) -> None:
        """Say that no code is tried for `seconds`."""
        self.setCurrentWidget(self.join_page)
        self.join_page.show_wait(seconds)

    def _check_card(self) -> None:
        self.check_asked.emit(self.card.host, self.card.fingerprint, True)

    def _check(self, address: str, fingerprint: bytes | None, known: bool) -> None:
        """Look at a link's host, or at the card's, where a code was typed."""
        if known:
            self.check_asked.emit(address, fingerprint, True)
        else:
            self._check_card()

    def _ask_for_code(self) -> None:
        self.setCurrentWidget(self.join_page)
        self.join_page.code.setFocus()


def ask_to_replace(parent: QWidget, *, old: CallingCard, new: CallingCard, then: Callable[[], object]) -> dialog.Dialog:
    """Ask whether `new` is to be kept in place of `old`; call `then` after a click only."""
    title = QCoreApplication.translate("CardEntry", "Replace your Calling Card?")
    words = QCoreApplication.translate(
        "CardEntry",
        "This file is the Calling Card of {new}, which connects through {new_host}. "
        "It would replace that of {old}, which connects through {old_host}.",
    ).format(new=new.title, new_host=host_words(new.host), old=old.title, old_host=host_words(old.host))
    yes = QCoreApplication.translate("CardEntry", "Replace")
    return dialog.ask(parent, title=title, words=words, yes=yes, then=then, danger=True)

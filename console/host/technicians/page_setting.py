"""What administrators ask about the web page: to set it, and what it was before."""

from __future__ import annotations

from console.host.core.accounts.accounts import NotDoneError
from console.host.core.accounts.company_page import CompanyPage
from console.host.peers.peer import Peer
from console.host.store.clerk import Clerk
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from console.host.technicians.administration import Administration
from console.host.technicians.reception import Reception
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.web import AskPage, EarlierPage, PageSettings, SetPage


class PageSetting:
    """Does so in the store thread, and answers with `Changed`."""

    def __init__(self, *, clerk: Clerk, administration: Administration, reception: Reception) -> None:
        self._clerk = clerk
        self._administration = administration
        self._reception = reception

    def change(self, peer: Peer, message: SetPage) -> None:
        """Set the page, tell everybody who watches, then answer."""
        author = self._administration.author(peer, message)
        if author is None:
            return

        def work(store: Store) -> CompanyPage | Reason:
            try:
                return store.pages.change(message.settings, author)
            except NotDoneError as error:
                return error.reason

        def done(answer: CompanyPage | Reason | StorageError) -> None:
            if isinstance(answer, CompanyPage):
                self._reception.page_is(answer)
                answer = Reason.NONE
            _answer(peer, message, answer)

        self._clerk.ask(work, done)

    def ask(self, peer: Peer, message: AskPage) -> None:
        """Say what a version of before was."""
        if self._administration.author(peer, message) is None:
            return

        def work(store: Store) -> PageSettings | Reason:
            try:
                return store.pages.version(message.version)
            except NotDoneError as error:
                return error.reason

        def done(answer: PageSettings | Reason | StorageError) -> None:
            if isinstance(answer, PageSettings):
                peer.send(EarlierPage(request=message.request, settings=answer))
                answer = Reason.NONE
            _answer(peer, message, answer)

        self._clerk.ask(work, done)


def _answer(peer: Peer, message: SetPage | AskPage, answer: Reason | StorageError) -> None:
    reason = answer if isinstance(answer, Reason) else Reason.STORAGE
    peer.send(Changed(request=message.request, reason=reason))

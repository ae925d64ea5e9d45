"""Technicians at a host, its parts put together: who is let in, who is here, what administrators ask for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from console.host.core.limits import Limits
from console.host.peers.peer import Handlers, Peer
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.technicians.administration import REQUESTS, Administration
from console.host.technicians.comparing import Comparing
from console.host.technicians.directory import Directory
from console.host.technicians.following import Following
from console.host.technicians.logins import Logins
from console.host.technicians.new_passwords import NewPasswords, OwnPassword
from console.host.technicians.page_setting import PageSetting
from console.host.technicians.reception import Reception
from console.host.technicians.reports import Reports
from console.host.technicians.requests import AccountRequests
from console.host.technicians.tries import Tries
from protocol.vocabulary.accounts import (
    ChangePassword,
    DeviceKeys,
    KnownDevice,
    NewPassword,
    PasswordLogin,
    Prekey,
    SetPresence,
    WatchDirectory,
)
from protocol.vocabulary.messages import TokenLogin
from protocol.vocabulary.reports import QUESTIONS
from protocol.vocabulary.web import AskPage, SetPage


class AccountHandlers:
    """All that technicians ask of a host for themselves, and administrators for others.

    `admitted` is called with each link that somebody has logged in on.

    Attributes:
        logins: who is let in; a host among several says where somebody belongs.
        administration: who may change what.
        following: what other processes change.
    """

    def __init__(
        self,
        *,
        directory: Directory,
        clerk: Clerk,
        journal: Journal,
        limits: Limits,
        loop: asyncio.AbstractEventLoop,
        login_hash: bytes,
        reception: Reception,
        admitted: Callable[[Peer], None],
    ) -> None:
        requests = AccountRequests(clerk=clerk, directory=directory)
        self._directory = directory
        self._comparing = comparing = Comparing(loop=loop)
        tries = Tries(comparing=comparing, loop=loop, limits=limits)
        new = NewPasswords(comparing=comparing, tries=tries)
        self.administration = Administration(requests=requests, journal=journal, directory=directory, new=new)
        self._page = PageSetting(clerk=clerk, administration=self.administration, reception=reception)
        self._reports = Reports(clerk=clerk, journal=journal, limits=limits)
        self.following = Following(clerk=clerk, loop=loop, changed=directory.accounts_are, page_is=reception.page_is)
        self.logins = Logins(
            clerk=clerk,
            journal=journal,
            loop=loop,
            directory=directory,
            comparing=comparing,
            tries=tries,
            new=new,
            login_hash=login_hash,
            admitted=admitted,
        )
        self._own_password = OwnPassword(
            clerk=clerk,
            journal=journal,
            directory=directory,
            requests=requests,
            comparing=comparing,
            tries=tries,
            new=new,
        )

    def handlers(self) -> Handlers:
        """Return what to do with each message about technicians, groups and reports."""
        return {
            TokenLogin: self.logins.token_login,
            PasswordLogin: self.logins.password_login,
            KnownDevice: self.logins.known_device,
            NewPassword: self.logins.new_password,
            ChangePassword: self._own_password.change,
            SetPresence: self._directory.set_presence,
            DeviceKeys: self._directory.device_keys,
            Prekey: self._directory.prekey,
            WatchDirectory: self.administration.watch,
            **dict.fromkeys(REQUESTS, self.administration.change),
            SetPage: self._page.change,
            AskPage: self._page.ask,
            **dict.fromkeys(QUESTIONS, self._reports.ask),
        }

    def start(self) -> None:
        """Begin to watch what other processes change in the database."""
        self.following.start()

    def stop(self) -> None:
        """Watch no more, and compare no more passwords."""
        self.following.stop()
        self._comparing.stop()

    def link_ended(self, peer: Peer) -> None:
        """Let nobody in on a link that has ended, and note that whoever was on it is gone."""
        self.logins.link_ended(peer)
        self._directory.left(peer)

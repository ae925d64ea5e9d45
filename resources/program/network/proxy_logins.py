"""Names and passwords for proxies: known from before, remembered by the system, or said by the user."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protocol.link.ways.aside import aside
from protocol.link.ways.proxies import Login
from resources.program.passwords import Passwords

STORE_S = 5.0  # that the system's key store may take
_ENTRY = "proxy"  # under which the key store has both, the name and the password


@dataclass(frozen=True)
class SaidLogin:
    """What the user has said."""

    login: Login
    remember: bool


AskUser = Callable[[str], Awaitable[SaidLogin | None]]
"""Asks for the login at the proxy HOST:PORT; None: the user does not want to say it."""


class ProxyLogins:
    """What is known for as long as the program runs, and where more comes from.

    A user who does not want to say it is asked again only for what they begin anew, see `ask_again`.

    Args:
        passwords: the system's key store.
        ask_user: asks the user.
    """

    def __init__(self, *, passwords: Passwords, ask_user: AskUser) -> None:
        self._passwords = passwords
        self._ask_user = ask_user
        self._known: dict[str, Login] = {}
        self._looked: set[str] = set()  # into the store
        self._remember: set[str] = set()
        self._declined: set[str] = set()
        self._question = asyncio.Lock()  # several links may need it at once
        self._jobs: set[asyncio.Task[object]] = set()

    def known(self, place: str) -> Login | None:
        """Return the login that is known for the proxy at `place`, HOST:PORT."""
        return self._known.get(place)

    async def kept(self, place: str) -> Login | None:
        """Return the one that the system has remembered, once."""
        async with self._question:
            if place in self._known or place in self._looked:
                return self._known.get(place)
            self._looked.add(place)
            kept = _login(await self._in_store(lambda: self._passwords.read(place, _ENTRY)))
            if kept is not None:
                self._known[place] = kept
            return kept

    async def ask(self, place: str) -> Login | None:
        """Return what the user says; None where they do not want to."""
        async with self._question:
            if place in self._known or place in self._declined:
                return self._known.get(place)
            said = await self._ask_user(place)
            if said is None:
                self._declined.add(place)
                return None
            if said.remember:
                self._remember.add(place)
            self._known[place] = said.login
            return said.login

    def ask_again(self) -> None:
        """Take note that the user has begun something: what they did not want to say before, they may say now."""
        self._declined.clear()

    def accepted(self, place: str, login: Login) -> None:
        """Take note that the proxy has accepted it; remember it where that is wished."""
        if place in self._remember:
            self._remember.discard(place)
            text = json.dumps([login.name, login.password])
            self._later(lambda: self._passwords.keep(place, _ENTRY, text))

    def refused(self, place: str) -> None:
        """Take note that the proxy has not: it is neither tried again nor remembered."""
        self._remember.discard(place)
        if self._known.pop(place, None) is not None:
            self._later(lambda: self._passwords.forget(place, _ENTRY))

    def _later(self, job: Callable[[], str | None]) -> None:
        task: asyncio.Task[object] = asyncio.get_running_loop().create_task(self._in_store(job))
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)

    async def _in_store(self, job: Callable[[], str | None]) -> str | None:
        try:
            return await aside(job, STORE_S)
        except TimeoutError:
            return None


def _login(kept: str | None) -> Login | None:
    try:
        name, password = json.loads(kept or "")
    except (ValueError, TypeError):
        return None
    return Login(name, password) if isinstance(name, str) and isinstance(password, str) else None

"""How both programs come to a host: by the system's proxies, with its key store, and with what has worked before."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from protocol.link.ways.proxies import AskProxies
from protocol.link.ways.remembered import RememberedWays
from resources.program.network.proxies import system_proxies
from resources.program.network.proxy_logins import ProxyLogins
from resources.program.network.proxy_question import ask_user
from resources.program.passwords import Passwords

FILE = "ways.json"


class WaysOut:
    """What a program's dialler is made of.

    Attributes:
        ask_proxies, logins, ways: see `protocol.link.dialing.Dialler`.
    """

    def __init__(self, folder: Path, passwords: Passwords) -> None:
        self.ask_proxies: AskProxies = system_proxies
        self.logins = ProxyLogins(passwords=passwords, ask_user=partial(ask_user, can_remember=passwords.available))
        self.ways = RememberedWays(folder / FILE)

"""Dials as programs do, in whatever network it is started in, and prints as JSON how that went.

dial_trial.py NAME PORT FINGERPRINT|- [login=NAME:PASSWORD] [proxy=KIND:HOST:PORT]... [patience=S] [file=PATH]
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from protocol.link.dialing import DIAL_S, Dialler
from protocol.link.link import Trust
from protocol.link.ways.proxies import Login, Proxy
from protocol.link.ways.remembered import RememberedWays
from protocol.link.ways.trouble import DialError
from protocol.vocabulary.messages import Hello
from resources.program.network.proxy_logins import ProxyLogins, SaidLogin
from resources.program.passwords import NoPasswords

TIMES = 3  # that somebody says it before they give up


class Person:
    """Who says a login, or does not want to."""

    def __init__(self, said: str | None) -> None:
        self._said = None if said is None else SaidLogin(Login(*said.split(":")), remember=False)
        self.asked = 0

    async def ask(self, _place: str) -> SaidLogin | None:
        self.asked += 1
        return self._said if self.asked < TIMES else None


async def main(host: str, port: str, pin: str, *options: str) -> None:
    said = [option.partition("=")[::2] for option in options]
    person = Person(next((value for key, value in said if key == "login"), None))
    logins = ProxyLogins(passwords=NoPasswords(), ask_user=person.ask)
    found = [value.split(":") for key, value in said if key == "proxy"]
    proxies = [Proxy(kind, place, int(at)) for kind, place, at in found]  # type: ignore[arg-type]
    file = next((Path(value) for key, value in said if key == "file"), None)
    dialler = Dialler(ask_proxies=lambda _host, _port: proxies, logins=logins, ways=RememberedWays(file))
    patience = next((float(value) for key, value in said if key == "patience"), DIAL_S)
    trust = Trust(None) if pin == "ca" else Trust(None, deferred=True) if pin == "-" else Trust(bytes.fromhex(pin))
    heard: asyncio.Queue[object] = asyncio.Queue()
    began = time.monotonic()
    result: dict[str, object] = {}
    try:
        link = await dialler.dial(
            host, int(port), trust, receive=heard.put_nowait, ended=heard.put_nowait, hello=Hello(program="test"),
            timeout_s=patience,
        )  # fmt: skip
        result["seconds"] = time.monotonic() - began
        result["heard"] = type(await heard.get()).__name__
        result["peer"] = link.peer_address
        link.close()
        await link.wait_gone()
    except DialError as error:
        result["error"], result["seconds"] = error.code, time.monotonic() - began
    way = dialler.ways.get(host, int(port))
    result["way"] = None if way is None else [way.port, None if way.proxy is None else way.proxy.place, way.web]
    result["asked"] = person.asked
    print(json.dumps(result))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

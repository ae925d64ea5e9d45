"""Checks the connection as programs do, in whatever network it is started in, and prints as JSON what it finds.

check_trial.py NAME PORT ca|- [proxy=KIND:HOST:PORT]
"""

import asyncio
import json
import sys

from protocol.link.checking.check import Check
from protocol.link.link import Trust
from protocol.link.ways.proxies import Proxy


async def main(host: str, port: str, pin: str, *options: str) -> None:
    found: list[list[object]] = []
    proxies = [option.partition("=")[2].split(":") for option in options]
    await Check(
        host,
        int(port),
        trust=Trust(None, deferred=pin == "-"),
        program="test",
        told=lambda each: found.append([each.route.kind, each.route.port, each.code, each.verdict, dict(each.values)]),
        ask_proxies=lambda _host, _port: [Proxy(kind, place, int(at)) for kind, place, at in proxies],  # type: ignore[arg-type]
    ).run()
    print(json.dumps(found))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

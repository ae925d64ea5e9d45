"""What a check of the connection finds: facts with a code for their sentence. No I/O."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class Verdict(enum.StrEnum):
    """What a finding means for who wants to reach the host."""

    GOOD = "good"
    NOTE = "note"  # worth knowing; nothing fails by it alone
    BAD = "bad"


class Topic(enum.StrEnum):
    """What was looked at, in the order in which a way goes."""

    NAME = "name"
    PROXIES = "proxies"
    PORT = "port"
    TLS = "tls"
    CERTIFICATE = "certificate"
    WEBSOCKET = "websocket"
    HOST = "host"
    DELAY = "delay"
    RATE = "rate"
    RESULT = "result"


@dataclass(frozen=True)
class Route:
    """One way to the host, or (kind "") what is true of all of them.

    Attributes:
        kind: "straight" (TLS to one address), "proxy" (TLS through one), "web" (a WebSocket).
        port: of the host.
        address: of the host, as it was looked up; "": whoever connects does that.
        proxy: HOST:PORT of the proxy; "": none.
    """

    kind: str = ""
    port: int = 0
    address: str = ""
    proxy: str = ""


EVERYWHERE = Route()


@dataclass(frozen=True)
class Finding:
    """One fact.

    Attributes:
        code: names the sentence; that of a `DialError`, with what it names, where something failed so.
        values: what the sentence names besides.
    """

    route: Route
    topic: Topic
    verdict: Verdict
    code: str
    values: Mapping[str, str | float] = field(default_factory=dict)

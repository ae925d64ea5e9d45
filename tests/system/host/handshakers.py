"""Begins connections to a host as fast as half a processor lets it: most of the work of each is the host's.

    handshakers.py KIND HOST PORT COUNT [SOURCE ...]

`COUNT` are open at a time, each from the next one of the sources. It says on its standard output how many it has begun
in its first second, and then goes on until it is ended. KIND: "hellos" sends the same first message of a handshake each
time, which costs it nothing, and goes on to the next one once the host has done its part; "leaves" does not even wait
for that; "resets" sends nothing, and resets the connection; "whole" does the handshake, and is gone.
"""

from __future__ import annotations

import contextlib
import itertools
import selectors
import socket
import ssl
import struct
import sys
import time

from protocol.link.tls import ALPN_HTTP

SHARE = 0.5  # of a processor
PATIENCE_S = 10.0  # for one connection
RESET = struct.pack("ii", 1, 0)


def context() -> ssl.SSLContext:
    """Return the TLS settings of somebody who takes any certificate."""
    found = ssl.create_default_context()
    found.check_hostname, found.verify_mode = False, ssl.CERT_NONE
    found.set_alpn_protocols([ALPN_HTTP])
    return found


def hello() -> bytes:
    """Return the first message of a handshake."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        context().wrap_bio(there, back, server_hostname="x").do_handshake()
    return back.read()


class Attack:
    """Connections of one kind to one place."""

    def __init__(self, kind: str, place: tuple[str, int], sources: list[str]) -> None:
        self._kind = kind
        self._place = place
        self._sources = itertools.cycle(sources or [""])
        self._hello = hello()
        self._context = context()
        self._selector = selectors.DefaultSelector()
        self._began: dict[socket.socket, float] = {}
        self.begun = 0

    def keep(self, count: int) -> None:
        """Have `count` open, and look after them once."""
        while len(self._began) < count:
            self._begin()
        for key, _ in self._selector.select(0.01):
            self._go_on(key.fileobj, key.data)  # type: ignore[arg-type]
        late = time.monotonic() - PATIENCE_S
        for each in [each for each, began in self._began.items() if began < late]:
            self._end(each)

    def _begin(self) -> None:
        new = socket.socket(socket.AF_INET6 if ":" in self._place[0] else socket.AF_INET)
        new.setblocking(False)
        if source := next(self._sources):
            new.bind((source, 0))
        with contextlib.suppress(BlockingIOError):
            new.connect(self._place)
        self.begun += 1
        self._began[new] = time.monotonic()
        self._selector.register(new, selectors.EVENT_WRITE, "connected")

    def _go_on(self, each: socket.socket, at: str) -> None:
        try:
            if at == "connected":
                self._connected(each)
            elif at == "answered":
                each.recv(65536)
                self._end(each)
            else:
                each.do_handshake()  # type: ignore[attr-defined]
                self._end(each)
        except ssl.SSLWantReadError:
            self._selector.modify(each, selectors.EVENT_READ, "shaking")
        except OSError:
            self._end(each)

    def _connected(self, each: socket.socket) -> None:
        if self._kind == "resets":
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self._end(each)
        elif self._kind == "whole":
            began = self._began.pop(each)
            self._selector.unregister(each)
            wrapped = self._context.wrap_socket(each, server_hostname="x", do_handshake_on_connect=False)
            self._began[wrapped] = began
            self._selector.register(wrapped, selectors.EVENT_READ, "shaking")
            self._go_on(wrapped, "shaking")
        else:
            each.send(self._hello)
            if self._kind == "leaves":
                self._end(each)
            else:
                self._selector.modify(each, selectors.EVENT_READ, "answered")

    def _end(self, each: socket.socket) -> None:
        self._began.pop(each, None)
        with contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(each)
        each.close()


def main(kind: str, host: str, port: str, count: str, *sources: str) -> None:
    """Do what the command line says."""
    attack = Attack(kind, (host, int(port)), list(sources))
    began, used = time.monotonic(), time.process_time()
    said = False
    while True:
        attack.keep(int(count))
        passed = time.monotonic() - began
        if not said and passed > 1:
            print(attack.begun, flush=True)
            said = True
        ahead = (time.process_time() - used) / SHARE - passed
        if ahead > 0:
            time.sleep(ahead)
        if passed > 5:  # what was not used up then is not saved for later
            began, used = time.monotonic(), time.process_time()
            if said:
                print(f"{attack.begun / passed:.0f} a second", file=sys.stderr, flush=True)
                attack.begun = 0


if __name__ == "__main__":
    main(*sys.argv[1:])

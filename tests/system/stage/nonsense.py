"""A peer that means no good: it accepts connections on loopback and sends what no honest program would."""

from __future__ import annotations

import contextlib
import random
import socket
import ssl
import threading
from pathlib import Path

from console.host.process.certificate import own_certificate
from console.host.process.folder import DataFolder
from protocol.link import wire
from protocol.link.tls import server_context

SEED = 7
FRAMES = (b"", b"\xc1", b"\x93\x01\x02", random.Random(SEED).randbytes(300), b"\xdd\xff\xff\xff\xff")


class FalseHost:
    """Answers each connection with one kind of nonsense after the other; ends with `close`.

    It speaks honest TLS and then sends frames that hold no message, frames that announce too much, and noise.
    With `tls` off it does not even speak TLS.

    Attributes:
        tls: whether it speaks TLS.
        port: where it listens.
        fingerprint: of its certificate.
        visits: how many connections there were.
    """

    def __init__(self, folder: Path, *, tls: bool = True) -> None:
        certificate = own_certificate(DataFolder(folder))
        self.fingerprint = certificate.fingerprint
        self.visits = 0
        self.tls = tls
        self._context = server_context(certificate.path, certificate.path)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(0.1)
        self.port = int(self._door.getsockname()[1])
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="false host")
        self._thread.start()

    def close(self) -> None:
        """End it."""
        self._ended = True
        self._thread.join()
        self._door.close()

    def _work(self) -> None:
        while not self._ended:
            with contextlib.suppress(TimeoutError):
                connection, _ = self._door.accept()
                with connection, contextlib.suppress(OSError, ssl.SSLError):
                    connection.settimeout(1)
                    self._answer(connection, self.visits)
                self.visits += 1

    def _answer(self, connection: socket.socket, visit: int) -> None:
        noise = random.Random(visit)
        if not self.tls:
            connection.sendall(noise.randbytes(5000))
            return
        with self._context.wrap_socket(connection, server_side=True) as link:
            kind = visit % 3
            if kind == 0:
                link.sendall(noise.randbytes(100_000))
            elif kind == 1:
                link.sendall(wire.frame(FRAMES[visit % len(FRAMES)]))
            else:
                link.sendall(b"\xff\xff\xff\xff" + noise.randbytes(1000))
            while link.recv(4096):
                pass


def pester(port: int, *, times: int) -> None:
    """Send nonsense to whoever listens at `port`, with TLS and without, and half a message each time."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for turn in range(times):
        noise = random.Random(turn)
        plain = socket.create_connection(("127.0.0.1", port), timeout=5)
        with plain, contextlib.suppress(OSError, ssl.SSLError):
            if turn % 3 == 0:
                plain.sendall(noise.randbytes(2000))
                continue
            with context.wrap_socket(plain) as link:
                link.sendall(wire.frame(FRAMES[turn % len(FRAMES)]) if turn % 3 == 1 else noise.randbytes(9000))

"""A network between viewer and host that can be cut, stalled and mended, and that counts its bytes."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading

CHUNK = 64 * 1024


class Network:
    """Forwards each connection to its own port to `target`, on a thread of its own; ends with `close`.

    Attributes:
        address: "HOST:PORT" to connect to instead of the target.
        forwarded: bytes forwarded so far, both ways.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._door = socket.create_server(("127.0.0.1", 0))
        self._port = self._door.getsockname()[1]
        self.address = f"127.0.0.1:{self._port}"
        self.forwarded = 0
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._lock = threading.Lock()  # around everything above that changes
        self._open = True
        self._deaf = False
        self._fars: set[socket.socket] = set()  # the ends at the host
        self._moving = threading.Event()
        self._moving.set()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="network")
        self._thread.start()

    def cut(self) -> None:
        """End all connections and let none come up."""
        with self._lock:
            self._open = False
            self._drop_all()

    def stall(self) -> None:
        """Swallow everything, as a network does whose cable was pulled: nobody is told."""
        self._moving.clear()

    def lose_answers(self) -> None:
        """Forward what the viewer sends, and lose what the host answers, until the connection is cut."""
        self._deaf = True

    def mend(self) -> None:
        """Forward again; connections that were stalled have died meanwhile."""
        with self._lock:
            if not self._moving.is_set():
                self._drop_all()
            self._open, self._deaf = True, False
        self._moving.set()

    def close(self) -> None:
        """End the thread and all connections."""
        self._ended = True
        self._moving.set()
        self._thread.join()
        self._door.close()
        with self._lock:
            self._drop_all()

    def _work(self) -> None:
        while not self._ended:
            self._moving.wait()
            with selectors.DefaultSelector() as watched:
                for sock in (self._door, *list(self._pairs)):
                    with contextlib.suppress(ValueError, OSError):  # it was dropped meanwhile
                        watched.register(sock, selectors.EVENT_READ)
                ready = [key.fileobj for key, _ in watched.select(0.02)]
            with self._lock:
                for sock in ready:
                    assert isinstance(sock, socket.socket)
                    self._forward(sock)

    def _forward(self, sock: socket.socket) -> None:
        if sock is self._door:
            self._accept()
        elif (other := self._pairs.get(sock)) is not None and self._moving.is_set():
            try:
                data = sock.recv(CHUNK)
                if not (self._deaf and sock in self._fars):
                    other.sendall(data)
            except OSError:
                data = b""
            self.forwarded += len(data)
            if not data:
                self._drop(sock)

    def _accept(self) -> None:
        near, _ = self._door.accept()
        far = None
        if self._open:
            with contextlib.suppress(OSError):
                far = socket.create_connection(self._target, timeout=5)
        if far is None:
            near.close()
            return
        for sock in (near, far):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.settimeout(5)
        self._pairs[near], self._pairs[far] = far, near
        self._fars.add(far)

    def _drop(self, sock: socket.socket) -> None:
        other = self._pairs.pop(sock)
        self._pairs.pop(other, None)
        for each in (sock, other):
            self._fars.discard(each)
            each.close()

    def _drop_all(self) -> None:
        while self._pairs:
            self._drop(next(iter(self._pairs)))

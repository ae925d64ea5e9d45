"""Speaks to a host's port as no program does, on and on: `oddities.py KIND PORT`; a line once it has begun.

KIND is what a connection does: see `KINDS`. Each of 16 connections begins anew when it has ended.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import ssl
import struct
import sys
import time
from collections.abc import Awaitable, Callable

from protocol.link.tls import ALPN, ALPN_HTTP
from protocol.link.wire import frame
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.messages import Hello, Ping

HOST = "127.0.0.1"
SOURCE = "127.66.0.1"
AT_ONCE = 16
SHARE = 0.5  # of a processor, which each of the turns below keeps to
GET = b"GET /none HTTP/1.1\r\nHost: x\r\n\r\n"
UPGRADE = b"".join(
    (
        b"GET /link HTTP/1.1\r\nHost: %b\r\nOrigin: https://%b\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n",
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + base64.b64encode(bytes(16)) + b"\r\n\r\n",
    )
)


class Pace:
    """Keeps this process to its share of a processor."""

    def __init__(self) -> None:
        self._began, self._used = time.monotonic(), time.process_time()

    async def keep(self) -> None:
        """Wait, where it was faster."""
        ahead = (time.process_time() - self._used) / SHARE - (time.monotonic() - self._began)
        await asyncio.sleep(max(0.0, ahead))


PACE = Pace()


async def tls(port: int, protocol: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect, and do the handshake."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols([protocol])
    return await asyncio.open_connection(HOST, port, ssl=context, server_hostname="x", local_addr=(SOURCE, 0))


async def plain(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect, and do none."""
    return await asyncio.open_connection(HOST, port, local_addr=(SOURCE, 0))


def hello(name: str) -> bytes:
    """Return the first message of a handshake with the host called `name`."""
    context = ssl.create_default_context()
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        context.wrap_bio(there, back, server_hostname=name).do_handshake()
    return back.read()


async def send_on(writer: asyncio.StreamWriter, reader: asyncio.StreamReader, data: bytes) -> None:
    """Send the same again and again, and read what comes."""
    reading = asyncio.ensure_future(read_all(reader))
    try:
        while not reading.done():
            writer.write(data)
            await writer.drain()
            await PACE.keep()
    finally:
        reading.cancel()
        writer.transport.abort()


async def read_all(reader: asyncio.StreamReader) -> None:
    """Read until the other end has ended it."""
    while await reader.read(1 << 16):
        pass


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes, pause_s: float) -> None:
    """Send a byte at a time."""
    reading = asyncio.ensure_future(read_all(reader))
    try:
        for byte in data:
            if reading.done():
                return
            writer.write(bytes([byte]))
            await asyncio.sleep(pause_s)
        await reading
    finally:
        reading.cancel()
        writer.transport.abort()


async def slow_records(port: int) -> None:
    """The first message of a handshake, a byte at a time."""
    await drip(*await plain(port), hello("x"), 0.02)


async def small_records(port: int) -> None:
    """A request in records of TLS with a byte in each."""
    await drip(*await tls(port, ALPN_HTTP), GET * 100, 0.0)


async def huge_hello(port: int) -> None:
    """A record of TLS as long as one may be, full of nothing."""
    reader, writer = await plain(port)
    body = b"\x01" + (16_380).to_bytes(3, "big") + bytes(16_380)
    await send_on(writer, reader, b"\x16\x03\x01" + len(body).to_bytes(2, "big") + body)


async def names(port: int) -> None:
    """A handshake for another name each time."""
    reader, writer = await plain(port)
    writer.write(hello(f"{os.urandom(20).hex()}.example"))
    await reader.read(1 << 16)
    writer.transport.abort()
    await PACE.keep()


async def pipelined(port: int) -> None:
    """A hundred requests at once, over and over."""
    reader, writer = await tls(port, ALPN_HTTP)
    await send_on(writer, reader, GET * 100)


async def slow_body(port: int) -> None:
    """A request with a body that takes for ever."""
    reader, writer = await tls(port, ALPN_HTTP)
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
    await drip(reader, writer, bytes(1000), 0.05)


async def chunks(port: int) -> None:
    """A body in chunks of one byte."""
    reader, writer = await tls(port, ALPN_HTTP)
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    await send_on(writer, reader, b"1\r\nx\r\n" * 2000)


async def headers(port: int) -> None:
    """A request whose head never ends."""
    reader, writer = await tls(port, ALPN_HTTP)
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n")
    await send_on(writer, reader, b"X: y\r\n" * 500)


async def idle(port: int) -> None:
    """One request, and then nothing."""
    reader, writer = await tls(port, ALPN_HTTP)
    writer.write(GET)
    await read_all(reader)
    writer.transport.abort()


async def web_pings(port: int) -> None:
    """A page's WebSocket with nothing but pings."""
    await web(port, struct.pack("!BB", 0x89, 0x80) + bytes(4))


async def web_pieces(port: int) -> None:
    """A page's WebSocket with one message in pieces of nothing."""
    reader, writer = await upgraded(port)
    writer.write(struct.pack("!BB", 0x02, 0x80) + bytes(4))
    await send_on(writer, reader, (struct.pack("!BB", 0x00, 0x80) + bytes(4)) * 5000)


async def web(port: int, piece: bytes) -> None:
    """A page's WebSocket with the same frame again and again."""
    reader, writer = await upgraded(port)
    await send_on(writer, reader, piece * 5000)


async def upgraded(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Have a page's WebSocket."""
    reader, writer = await tls(port, ALPN_HTTP)
    place = f"{HOST}:{port}".encode()
    writer.write(UPGRADE % (place, place))
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def pings(port: int) -> None:
    """A program's link with nothing but pings."""
    reader, writer = await tls(port, ALPN)
    writer.write(frame(HOST_VOCABULARY.encode(Hello(program="odd"))))
    await send_on(writer, reader, frame(HOST_VOCABULARY.encode(Ping())) * 1000)


async def without_tls(port: int) -> None:
    """A browser without TLS, which is told where to go."""
    reader, writer = await plain(port)
    writer.write(GET)
    await read_all(reader)
    writer.transport.abort()
    await PACE.keep()


KINDS: dict[str, Callable[[int], Awaitable[None]]] = {
    each.__name__: each
    for each in (
        slow_records, small_records, huge_hello, names, pipelined, slow_body, chunks, headers, idle, web_pings,
        web_pieces, pings, without_tls,
    )
}  # fmt: skip


async def go_on(kind: str, port: int) -> None:
    """Do it again whenever it has ended."""
    while True:
        with contextlib.suppress(OSError, EOFError, asyncio.IncompleteReadError):
            await KINDS[kind](port)
        await asyncio.sleep(0.01)


async def main(kind: str, port: str) -> None:
    """Do what the command line says."""
    tasks = [asyncio.create_task(go_on(kind, int(port))) for _ in range(AT_ONCE)]
    await asyncio.sleep(1)
    print("begun", flush=True)
    await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

"""A host's end of links, for tests of their other end: it listens and counts nobody. For tests alone."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Sequence

from protocol.link.tls import SHUTDOWN_S

HANDSHAKE_S = 10.0


async def serve(
    addresses: Sequence[str], port: int, context: ssl.SSLContext, make_link: Callable[[], asyncio.BaseProtocol]
) -> asyncio.Server:
    """Listen on `addresses` and `port` (0: any free one); `make_link` is called for each client."""
    return await asyncio.get_running_loop().create_server(
        make_link,
        list(addresses),
        port,
        ssl=context,
        ssl_handshake_timeout=HANDSHAKE_S,
        ssl_shutdown_timeout=SHUTDOWN_S,
    )

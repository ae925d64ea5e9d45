"""Whether an authority that this computer trusts vouches for the certificate that the host shows.

Browsers are told never to come without TLS (HSTS) only then: with a certificate of the host's own, nobody who was told
so could go on past the browser's warning. The answer is a handshake with ourselves, in memory.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Sequence

from protocol.notation.addresses import is_bare, is_named
from protocol.notation.joincode import split_address
from protocol.vocabulary.web import NAME, NAMES_LIMIT

AGAIN_S = 3600.0  # the certificate may be another one by then
_ROUNDS = 10  # more than any handshake takes


class Vouching:
    """Remembers the answer for a while.

    Args:
        context: the host's, which follows its certificate.
        clock: seconds.
    """

    def __init__(self, context: ssl.SSLContext, clock: Callable[[], float]) -> None:
        self._context = context
        self._clock = clock
        self._looked = float("-inf")
        self._holds = False

    def holds(self) -> bool:
        """Return whether somebody vouches for it."""
        if self._clock() - self._looked >= AGAIN_S:
            self._looked, self._holds = self._clock(), is_vouched_for(self._context)
        return self._holds


def names_for_browsers(url: str, names: Sequence[str], *, vouched: bool) -> tuple[str, ...]:
    """Return for which names browsers accept the host's pages, given those of its certificate and its `web-url`.

    A name at `web-url` that is none of the certificate's belongs to whoever stands before this host; what is shown
    there is the administrator's word. Nobody vouches for a bare address.
    """
    plain = tuple(name for name in names if re.fullmatch(NAME, name, re.ASCII))
    known = plain[:NAMES_LIMIT] if vouched else ()
    if not url:
        return known
    host, _port = split_address(url.removeprefix("https://").partition("/")[0])
    is_elsewhere = not is_named(host, names) and not is_bare(host)
    return (host,) if is_elsewhere or is_named(host, known) else ()


def is_vouched_for(context: ssl.SSLContext) -> bool:
    """Return whether this computer's authorities vouch for what a server with `context` shows."""
    trusting = ssl.create_default_context()
    trusting.check_hostname = False  # a browser has checked the name before it reads a header
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trusting.wrap_bio(to_client, to_server)
    server = context.wrap_bio(to_server, to_client, server_side=True)
    try:
        return any(_has_shaken(client, server) for _ in range(_ROUNDS))
    except ssl.SSLError:
        return False


def _has_shaken(client: ssl.SSLObject, server: ssl.SSLObject) -> bool:
    """Take one step of the handshake; return whether the client has done its part, the certificate included."""
    done = False
    for side in (client, server):
        try:
            side.do_handshake()
            done = done or side is client
        except ssl.SSLWantReadError:
            pass
    return done

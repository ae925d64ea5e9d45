"""Answers a browser that comes without TLS: it is sent to the same address with it. No I/O."""

from __future__ import annotations

import re

METHODS = (b"GET ", b"HEAD", b"POST", b"PUT ", b"OPTI", b"DELE", b"PATC", b"CONN", b"TRAC")
HEAD_LIMIT = 4096  # bytes of a request's head
END = b"\r\n\r\n"
_PATH = re.compile(rb"[A-Z]+ (/[!-~]{0,1500}) HTTP/1\.[01]\r\n")
_HOST = re.compile(rb"\r\n[Hh]ost:[ \t]*([A-Za-z0-9.\-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?[ \t]*\r\n")
_SENTENCE = b"This address is spoken to by HTTPS: put https:// in front of it.\n"


def is_http(first: bytes) -> bool:
    """Return whether these first bytes of a connection are those of a request without TLS."""
    return first[:4] in METHODS


def answer(head: bytes) -> bytes:
    """Return what to say to the request with this head: where to go; or, where that is not clear, a sentence."""
    path, host = _PATH.match(head), _HOST.search(head)
    lines = [b"HTTP/1.1 400 Bad Request"]
    if path is not None and host is not None:
        target = b"https://" + host[1] + (host[2] or b"") + path[1]
        lines = [b"HTTP/1.1 308 Permanent Redirect", b"Location: " + target]
    lines += [b"Content-Type: text/plain", b"Content-Length: %d" % len(_SENTENCE), b"Connection: close"]
    return b"\r\n".join(lines) + END + (b"" if head.startswith(b"HEAD") else _SENTENCE)

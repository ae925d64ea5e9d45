"""The TLS settings of both ends of a link: TLS 1.3 and nothing less, wherever it ends at the host."""

from __future__ import annotations

import ssl
from pathlib import Path

from protocol.link.link import Trust

SHUTDOWN_S = 2.0  # that a closed link waits for its peer to take the rest
ALPN = "fernblick/1"  # what both ends of a link say that they speak (RFC 7301)
ALPN_HTTP = "http/1.1"  # what browsers say


def client_context(trust: Trust) -> ssl.SSLContext:
    """Return the TLS settings of a client with `trust`; a pinned certificate is compared by the link itself."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols([ALPN])
    if trust.deferred or trust.fingerprint is not None:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def web_context(trust: Trust) -> ssl.SSLContext:
    """Return the TLS settings of a WebSocket: where TLS may end before the host, only for a name that is proven."""
    context = client_context(trust) if trust.is_pinned else ssl.create_default_context()  # TLS 1.2, too: a balancer's
    context.set_alpn_protocols([ALPN_HTTP])
    return context


def server_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return the TLS settings of a host with `certificate` (a chain, PEM) and its private `key` (PEM)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.num_tickets = 0  # nothing is resumed
    context.set_alpn_protocols([ALPN, ALPN_HTTP])
    context.load_cert_chain(certificate, key)
    return context

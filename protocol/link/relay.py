"""Whether something between a program and its host ends TLS: a web proxy, a balancer, a company that looks into it.

The host says by which certificate it is known; whoever sees another one is relayed. That is no proof: what relays could
say anything. It only tells an honest relay from a stranger, so that a program can say so, and knows of which kind its
proof of a code must be. What relays has a certificate that this computer trusts for the name that was dialled, or is
a stranger: where a certificate is pinned, or any one is taken until a join has proven it, nothing may be relayed.
"""

from __future__ import annotations

from protocol.link.link import Link, Trust

UNNAMED = "?"  # where its certificate names nobody


def relay_of(link: Link, told: bytes | None) -> str:
    """Return what relays a link, as the issuer of its certificate is called; "": TLS ends at the host.

    `told` is the certificate by which the host says that it is known; None: an earlier host, which says nothing.
    """
    if told is None or link.peer_fingerprint in (None, told):
        return ""
    from protocol.link.pins import issuer_of  # hardly anybody needs the packages behind it

    chain = link.peer_chain
    return (issuer_of(chain[0]) if chain else "") or UNNAMED


def may_relay(trust: Trust) -> bool:
    """Return whether who trusts so may be relayed at all."""
    return trust.fingerprint is None and not trust.deferred

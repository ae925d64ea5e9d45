"""Where several hosts share their work: how a client follows the one that sends it to another.

A redirect changes the address and never who is trusted: a host that means ill, or has fallen into the wrong hands, must
not be able to send a client to a place that then passes for the host.
"""

from __future__ import annotations

from protocol.link.link import Trust
from protocol.notation.joincode import BadCode, split_address
from protocol.vocabulary.messages import Redirected

REDIRECTS_LIMIT = 3  # followed before the client begins at home again
REDIRECTED = "redirected"
"""The code with which a line says that it goes on at another address, at once."""


class Way:
    """From the address that a client knows to the one where it is wanted.

    Attributes:
        address: host and port to dial now.
        trust: who must be there.
        name: whose certificate that must be, where a public CA vouches for it: the name that was dialled first.
    """

    def __init__(self, address: tuple[str, int], trust: Trust) -> None:
        self._home, self._trust = address, trust
        self.name = address[0].partition("%")[0]
        self.address = address
        self.trust = trust
        self._followed = 0

    def follow(self, message: Redirected, fingerprint: bytes | None) -> bool:
        """Turn to where `message` leads, and return True; False where that is nowhere, or was done too often.

        `fingerprint` is that of the certificate which the host that said so has shown. Who takes any certificate until
        a key exchange proves it takes no other one from here on.
        """
        if fingerprint is None or self._followed >= REDIRECTS_LIMIT:
            return False
        try:
            self.address = split_address(message.address)
        except BadCode:
            return False
        self._followed += 1
        if self.trust.deferred:
            self.trust = Trust(fingerprint=fingerprint)
        return True

    def believe(self, trust: Trust) -> None:
        """Trust the one that who was trusted has become, here and at home."""
        if not trust.deferred and self.trust == self._trust:
            self.trust = self._trust = trust

    def go_home(self) -> None:
        """Begin anew where the client began."""
        self.address, self.trust = self._home, self._trust
        self._followed = 0

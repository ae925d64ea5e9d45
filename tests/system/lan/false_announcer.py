"""A computer in the LAN that announces itself as a host, knows every code, and guesses at what is proven to it.

    false_announcer.py FOLDER

What it hears stands in FOLDER/heard, a line each: "join ROUTE", "proof" (32 bytes that a guess can be compared with).
"""

from __future__ import annotations

import asyncio
import secrets
import sys
from pathlib import Path

from console.connection.announcing import Announcer, LanHost
from protocol.link.link import Link
from protocol.link.tls import server_context
from protocol.trust.join_proof import LeadExchange, SealError
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import EndJoin, Join, Joining, JoinStep
from protocol.vocabulary.messages import Hello, Reason, Role, Welcome
from tests.helpers.certificates import Authority
from tests.protocol.link.serving import serve

GUESS = "00000"
PORT = 7331


class Visit:
    """One link of a viewer's."""

    def __init__(self, heard: Path, fingerprint: bytes) -> None:
        self._heard = heard
        self._session = secrets.token_bytes(16)
        self._exchange = LeadExchange(
            secrets={"code": GUESS}, session=self._session, join=1, role=Role.CUSTOMER, fingerprint=fingerprint
        )
        self.link = Link(receive=self._receive, ended=lambda _end: None)

    def _receive(self, message: Message) -> None:
        match message:
            case Hello():
                self.link.send(Welcome())
            case Join():
                self._note(f"join {message.route}")
                self.link.send(Joining(session=self._session, join=1))
            case JoinStep() if self._exchange.kind is None:
                answer = self._exchange.respond(message.data)
                self.link.send(JoinStep(session=self._session, join=1, data=answer))
            case JoinStep():
                self._note("proof")
                try:
                    self._exchange.verify(message.data)
                except SealError:
                    self.link.send(EndJoin(session=self._session, join=1, reason=Reason.LIMIT))  # as if nothing was

    def _note(self, line: str) -> None:
        with self._heard.open("a", encoding="utf-8") as out:
            out.write(f"{line}\n")


async def main(folder: Path) -> None:
    """Be there until the process is ended."""
    certificate, key = Authority(folder).sign("false")
    fingerprint = _fingerprint(certificate)
    await serve(["0.0.0.0"], PORT, server_context(certificate, key), lambda: Visit(folder / "heard", fingerprint).link)
    Announcer().announce(LanHost("", PORT, fingerprint))
    await asyncio.get_running_loop().create_future()


def _fingerprint(certificate: Path) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    return x509.load_pem_x509_certificate(certificate.read_bytes()).fingerprint(SHA256())


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.mkdir()
    asyncio.run(main(place))

"""How a joiner gets to know the lead: SPAKE2 with the code's secret, proofs from both sides, then the grant. No I/O.

Both sides bind version, session, join, role, kind of secret and the certificate each of them sees at the host. Whoever
sits between them (the host, or a man in the middle of TLS) therefore has one guess at the secret a try, and a try with
a wrong secret, another certificate or another role shows as a wrong proof. PROTOCOL.md has it byte by byte.

Where something between a program and the host ends TLS (a web proxy, a balancer, a company that looks into it), that
program sees another certificate than the host's, and a proof that binds it cannot hold. Such a join is of a kind of its
own, relayed, which binds no certificate, but what relays; so whoever sits there can turn no other kind into it, nor it
into another, without the secret. When a program may prove so is not decided here; see `link/relay.py`.

A page in a browser has no sight of the certificate, which is the browser's to judge. It proves the digits of a code as
all others do, and a link's secret, whose 128 bits nobody guesses, by codes over nonces of both sides.
"""

from __future__ import annotations

import hmac
import secrets as random_bytes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, ClassVar, Literal, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from spake2 import SPAKE2_A, SPAKE2_B, SPAKEError
from spake2.ed25519_basic import NotOnCurve

from protocol.notation.joincode import FINGERPRINT_BYTES, JoinCode, Kind
from protocol.notation.names import is_clean
from protocol.vocabulary.codec import BadMessage, Exactly, Message, Vocabulary
from protocol.vocabulary.joins import STEP_LIMIT
from protocol.vocabulary.messages import VERSION, Name, Role, Through
from protocol.vocabulary.queue import ChannelName

WRONG_TRIES_LIMIT = 3  # of one code
ELEMENT_BYTES = 33  # a SPAKE2 message
PROOF_BYTES = 32
NONCE = bytes(12)  # the grant's key seals one message only
PAGE_NONCE_BYTES = 32

ProofKind = Kind | Literal["web", "typed", "relayed_code", "relayed_link"]
"""What is proved, and how: a code or a link by SPAKE2; by a page, a link or the digits typed there; over a relay."""
RELAYED: dict[Kind, ProofKind] = {"code": "relayed_code", "link": "relayed_link"}
OF_PAGES: tuple[ProofKind, ...] = ("web", "typed")
OF_DIGITS: tuple[ProofKind, ...] = ("code", "typed", "relayed_code")
"""What proves few enough digits that they could be guessed."""

_KIND_BYTES: dict[ProofKind, bytes] = {"code": b"c", "link": b"l", "web": b"w", "typed": b"t"}
_KIND_BYTES |= {"relayed_code": b"r", "relayed_link": b"s"}
_KINDS: dict[bytes, ProofKind] = {byte: kind for kind, byte in _KIND_BYTES.items()}


class SealError(BadMessage):
    """A proof is wrong or a box does not open; the link it came over must be closed."""


@dataclass(frozen=True, kw_only=True)
class Grant(Message):
    """What the lead hands to whoever proved to have the secret."""

    TAG: ClassVar[str] = "seat_grant"
    key: Annotated[bytes, Exactly(32)]  # of introduction, for this join only; see `introduction`
    lead_name: Name
    customer_name: Name
    channel: ChannelName  # of the queue that the session has come through; empty: protected from the host
    relayed: Through = ""  # what relays the lead's own link; empty: its TLS ends at the host

    def __repr__(self) -> str:
        return "Grant()"


GRANT_VOCABULARY = Vocabulary([Grant])


class TryCount:
    """Count, at the lead's, the wrong proofs of one code; who begins a join and proves nothing has learned nothing.

    Attributes:
        wrong: proofs that were wrong.
    """

    def __init__(self, wrong: int = 0) -> None:
        self.wrong = wrong

    def note_wrong(self) -> None:
        """Count a wrong proof, before anybody is told that it was."""
        self.wrong += 1

    @property
    def spent(self) -> bool:
        """Whether no further proof may be looked at."""
        return self.wrong >= WRONG_TRIES_LIMIT

    @property
    def needs_click(self) -> bool:
        """Whether the lead must admit by hand a joiner whose proof was right: another one's was wrong."""
        return self.wrong > 0


def _context(*, session: bytes, join: int, role: Role, kind: ProofKind, fingerprint: bytes, through: str = "") -> bytes:
    """Return what both sides must agree on besides the secret; not everybody sees the host's certificate."""
    if len(fingerprint) != FINGERPRINT_BYTES:
        raise ValueError("the fingerprint is a SHA-256")
    is_relayed = kind in RELAYED.values()
    seen = b"" if kind in OF_PAGES or is_relayed else fingerprint
    head = b"fernblick %d join" % VERSION + session + join.to_bytes(4, "big") + seen
    whole = head + role.value.encode() + b"/" + kind.encode()
    return whole + b"/" + through.encode() if is_relayed else whole


class _Secrets:
    """The three keys that come out of SPAKE2, or of a link's secret and both nonces, and what they are bound to."""

    def __init__(self, shared: bytes, context: bytes, nonces: bytes | None = None) -> None:
        okm = HKDF(SHA256(), 96, salt=nonces, info=context).derive(shared)
        self._joiner, self._lead, self._grant = okm[:32], okm[32:64], okm[64:]
        self._context = context

    def joiner_proof(self) -> bytes:
        return hmac.digest(self._joiner, b"joiner" + self._context, "sha256")

    def lead_proof(self) -> bytes:
        return hmac.digest(self._lead, b"lead" + self._context, "sha256")

    def seal(self, grant: Grant) -> bytes:
        return AESGCM(self._grant).encrypt(NONCE, GRANT_VOCABULARY.encode(grant), self._context)

    def open(self, box: bytes) -> Grant:
        try:
            plain = AESGCM(self._grant).decrypt(NONCE, box, self._context)
        except InvalidTag:
            raise SealError("the grant does not open") from None
        grant = GRANT_VOCABULARY.decode(plain)
        if not isinstance(grant, Grant):
            raise BadMessage("no grant")
        return grant


def _through(said: bytes) -> str:
    """Read what relays a joiner's link, which it has to name."""
    try:
        through = said.decode()
    except UnicodeDecodeError as error:
        raise SealError("no name of what relays") from error
    if not through or not is_clean(through):
        raise SealError("no name of what relays")
    return through


def _finish(side: SPAKE2_A | SPAKE2_B, element: bytes) -> bytes:
    if len(element) != ELEMENT_BYTES:
        raise SealError("step of a wrong length")
    try:
        return cast(bytes, side.finish(element))
    except (SPAKEError, NotOnCurve, ValueError) as error:
        raise SealError("no element of the group") from error


class JoinerExchange:
    """The joiner's side of one join: `start`, then `step` for each step of the lead's; or `answer` and `finish`.

    Args:
        through: what relays this side's link, where a relayed join is meant; "": TLS ends at the host.

    Attributes:
        grant: what the lead has handed out; None until its last step was right.
    """

    def __init__(
        self, *, code: JoinCode, session: bytes, join: int, role: Role, fingerprint: bytes, through: str = ""
    ) -> None:
        self._kind: ProofKind = RELAYED[code.kind] if through else code.kind
        self._through = through
        self._context = _context(
            session=session, join=join, role=role, kind=self._kind, fingerprint=fingerprint, through=through
        )
        self.grant: Grant | None = None
        self._side = SPAKE2_A(code.secret.encode(), idA=b"joiner" + self._context, idB=b"lead" + self._context)
        self._secrets: _Secrets | None = None

    def start(self) -> bytes:
        """Return the first step: the kind of secret, this side's SPAKE2 message, and what relays its link."""
        return _KIND_BYTES[self._kind] + cast(bytes, self._side.start()) + self._through.encode()

    def step(self, data: bytes) -> bytes | None:
        """Take the lead's next step and return the answer to it; None after the last one, which gives the `grant`.

        Raises:
            SealError, BadMessage: as of `answer` and `finish`.
        """
        if self._secrets is None:
            return self.answer(data)
        self.grant = self.finish(data)
        return None

    def answer(self, data: bytes) -> bytes:
        """Take the lead's SPAKE2 message and return this side's proof.

        Raises:
            SealError: `data` is no such message.
        """
        if self._secrets is not None:
            raise SealError("step out of order")
        self._secrets = _Secrets(_finish(self._side, data), self._context)
        return self._secrets.joiner_proof()

    def finish(self, data: bytes) -> Grant:
        """Check the lead's proof and open the grant.

        Raises:
            SealError: not from someone who has the secret; BadMessage: from someone who has, but no grant.
        """
        if self._secrets is None:
            raise SealError("step out of order")
        if not hmac.compare_digest(data[:PROOF_BYTES], self._secrets.lead_proof()):
            raise SealError("wrong proof")
        return self._secrets.open(data[PROOF_BYTES:])


class LeadExchange:
    """The lead's side of one join: `respond`, then `verify`, then `grant`, once each, in this order.

    The caller looks at the code's `TryCount` before it calls `verify`, and counts a wrong proof before it says so.

    Attributes:
        kind: what the joiner says to have; None until `respond`.
        through: what the joiner says that relays its link, proven once `verify` has returned; "": nothing.
    """

    def __init__(
        self, *, secrets: Mapping[ProofKind, str], session: bytes, join: int, role: Role, fingerprint: bytes
    ) -> None:
        self._codes = dict(secrets)
        self._context = partial(_context, session=session, join=join, role=role, fingerprint=fingerprint)
        self.through = ""
        self.kind: ProofKind | None = None
        self._secrets: _Secrets | None = None
        self._proof_due = False
        self._verified = False

    @property
    def could_be_guessed(self) -> bool:
        """Whether a wrong proof of it is a guess that counts: of a link nobody guesses the secret."""
        return self.kind in OF_DIGITS

    def respond(self, data: bytes) -> bytes:
        """Take the joiner's first step and return this side's SPAKE2 message, or its nonce for a page.

        Raises:
            SealError: `data` is no first step, or names a kind of secret that the code has not.
        """
        kind = _KINDS.get(data[:1])
        if kind is None or kind not in self._codes or self._secrets is not None:
            raise SealError("no first step")
        self.kind = kind
        element, through = data[1:], b""
        if kind in RELAYED.values():
            element, through = data[1 : 1 + ELEMENT_BYTES], data[1 + ELEMENT_BYTES :]
            self.through = _through(through)
        context = self._context(kind=kind, through=self.through)
        if kind == "web":
            return self._respond_to_page(element, context)
        side = SPAKE2_B(self._codes[kind].encode(), idA=b"joiner" + context, idB=b"lead" + context)
        own = cast(bytes, side.start())
        self._secrets = _Secrets(_finish(side, element), context)
        self._proof_due = True
        return own

    def _respond_to_page(self, nonce: bytes, context: bytes) -> bytes:
        if len(nonce) != PAGE_NONCE_BYTES:
            raise SealError("step of a wrong length")
        own = random_bytes.token_bytes(PAGE_NONCE_BYTES)
        self._secrets = _Secrets(self._codes["web"].encode(), context, nonce + own)
        self._proof_due = True
        return own

    def verify(self, data: bytes) -> None:
        """Check the joiner's proof; one attempt, whatever comes of it.

        Raises:
            SealError: the joiner has another secret, sees another certificate, or is out of order.
        """
        if self._secrets is None or not self._proof_due:
            raise SealError("step out of order")
        self._proof_due = False
        if not hmac.compare_digest(data, self._secrets.joiner_proof()):
            raise SealError("wrong proof")
        self._verified = True

    def grant(self, grant: Grant) -> bytes:
        """Return this side's proof and the sealed grant; only after `verify`, and once."""
        if self._secrets is None or not self._verified:
            raise RuntimeError("nobody has proved to have the secret")
        self._verified = False
        step = self._secrets.lead_proof() + self._secrets.seal(grant)
        assert len(step) <= STEP_LIMIT
        return step

"""How members of a session come to believe each other's keys, without believing the host. No I/O, no clock.

Each seat has an X25519 key pair; what two members say to each other is sealed with a key that only these two can derive
(`keyring`). So a member who has left, and whatever the host has kept, opens nothing of what others say. What is left is
to know that a public key is really that member's:

* Whoever joins with a code shares a key of introduction with the lead, made for this join only; it came with the grant.
* The lead tells the newcomer everyone's key, with a ticket for each: a code under the key that the lead shares with
  that member, over the newcomer's key. Who is shown the ticket believes the key, even if the lead is gone by then.
* An invited colleague's device signs the key of their seat; the lead awaits that key and hands all this out for it
  (`invitation`).

A technician's seat has a device, which signs each attachment (`signing`); whoever believes the key believes that, too.

A key that is believed once stays; nobody gets another one in their place. It is believed no longer once the lead says
that its owner is gone (`revoke`), and never again then, whatever ticket is shown for it. A lead's tickets count as long
as something was heard of that lead a while ago: a host could keep from a member that somebody is gone, but not for
longer.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from protocol.trust.join_proof import SealError
from protocol.trust.signing import SIGNATURE_BYTES, Attached
from protocol.vocabulary.accounts import PublicKey
from protocol.vocabulary.codec import AtMost, Exactly, Message, Vocabulary
from protocol.vocabulary.content import Vouch
from protocol.vocabulary.messages import MEMBERS_LIMIT, VERSION, MemberNumber

KEY_BYTES = 32
SERIAL_BYTES = 8  # of a ticket: each is for one introduction only
KEPT_LIMIT = 4 * MEMBERS_LIMIT  # keys of introduction, awaited keys, used tickets; the oldest go first
REVOKED_LIMIT = 16 * MEMBERS_LIMIT  # members that are gone; then nobody new is believed, and so nobody of them
NOBODY = bytes(KEY_BYTES)  # stands for the key of a member that never came

Counts = Callable[[int], bool]
"""Returns whether what a member, who leads or has led, says of others still counts."""


@dataclass(frozen=True, kw_only=True)
class KeyOffer(Message):
    """This seat's public key, and what makes it believable; the one thing between members that is not sealed."""

    TAG: ClassVar[str] = "key_offer"
    key: PublicKey
    customer: bool
    known: bool  # the receiver's key is known and believed here
    voucher: MemberNumber  # whose ticket `proof` is; 0: it is made with a key of introduction
    proof: Annotated[bytes, Exactly(32)]
    fresh: PublicKey  # of this attachment
    fresh_proof: Annotated[bytes, Exactly(32)]  # that it is this seat's, for the receiver; where that one is known
    device: Annotated[bytes, AtMost(KEY_BYTES)] = b""  # the public key of the one that signs for this seat; empty: none
    signature: Annotated[bytes, AtMost(SIGNATURE_BYTES)] = b""  # its, over this attachment


OFFER_VOCABULARY = Vocabulary([KeyOffer])


@dataclass(frozen=True)
class Known:
    """A member whose key is believed."""

    member: int
    key: bytes
    customer: bool
    voucher: int = 0  # whose ticket we show this member; 0: we share a key of introduction
    ticket: bytes = b""  # that ticket, or that key; empty: this member knows us already
    gone: bool = False  # left as the only lead that was known here, so its tickets count until another one is
    device: bytes = b""  # whose signature each attachment of this seat bears; empty: nobody's

    def __repr__(self) -> str:
        return f"Known({self.member})"


@dataclass(frozen=True)
class Book:
    """All that a member knows of the others' keys; to be saved with the seat."""

    known: tuple[Known, ...] = ()
    granted: tuple[tuple[bytes, bool], ...] = ()  # keys of introduction that were handed out, each to a customer or not
    awaited: tuple[tuple[bytes, bytes], ...] = ()  # of who has accepted an invitation: the seat's key, the device's
    used: tuple[bytes, ...] = ()  # tickets that have been shown, and keys of introduction
    leads: tuple[int, ...] = ()  # who leads, or led last as far as is known here: whose tickets count
    revoked: tuple[tuple[int, bytes], ...] = ()  # members that are gone, 0: never was one, and their keys

    def __repr__(self) -> str:
        return f"Book(known={self.known})"


def _is_full(revoked: tuple[tuple[int, bytes], ...]) -> bool:
    return sum(key != NOBODY for _, key in revoked) >= REVOKED_LIMIT


def _within_bounds(revoked: tuple[tuple[int, bytes], ...]) -> tuple[tuple[int, bytes], ...]:
    """Forget the oldest who never came, of whom the host can invent any number, and no key that somebody had."""
    keyless = [gone for gone in revoked if gone[1] == NOBODY]
    forgotten = set(keyless[:-KEPT_LIMIT])
    kept, room = [], REVOKED_LIMIT
    for gone in revoked:
        if gone[1] != NOBODY:
            room -= 1
        if gone not in forgotten and room >= 0:
            kept.append(gone)
    return tuple(kept)


def _always(_lead: int) -> bool:
    return True


def new_secret() -> bytes:
    """Return the secret half of a new seat's key pair."""
    return secrets.token_bytes(KEY_BYTES)


def public_key(secret: bytes) -> bytes:
    """Return the public half of the key pair."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def shared_key(secret: bytes, key: bytes) -> bytes:
    """Return what the owners of `secret` and of the public `key` share, and nobody else.

    Raises:
        SealError: `key` is none that is good for anything.
    """
    try:
        return X25519PrivateKey.from_private_bytes(secret).exchange(X25519PublicKey.from_public_bytes(key))
    except ValueError as error:
        raise SealError("no public key") from error


class Introductions:
    """One seat's knowledge of who is who.

    Args:
        session: its 16 bytes.
        own: one's own member number.
        customer: whether this seat is the customer's.
        secret: the secret half of this seat's key pair.
        key: the key of introduction that came with the grant.
        book: what is known already.
        device: the public key of the device that signs for this seat; empty: none.
    """

    def __init__(
        self, *, session: bytes, own: int, customer: bool, secret: bytes, key: bytes, book: Book, device: bytes = b""
    ) -> None:
        self.book = book
        self.public = public_key(secret)
        self._session = session
        self._own = own
        self._customer = customer
        self._secret = secret
        self._key = key
        self._device = device

    def known(self, member: int) -> Known | None:
        """Return what is believed of `member`."""
        return next((known for known in self.book.known if known.member == member), None)

    def grant(self, *, customer: bool) -> bytes:
        """Return a new key of introduction for somebody who joins."""
        key = secrets.token_bytes(KEY_BYTES)
        self.book = replace(self.book, granted=(*self.book.granted, (key, customer))[-KEPT_LIMIT:])
        return key

    def withdraw(self, key: bytes) -> None:
        """Believe nobody any longer who comes with this key of introduction: the join is over."""
        self.book = replace(self.book, granted=tuple(pair for pair in self.book.granted if pair[0] != key))

    def await_key(self, key: bytes, device: bytes) -> None:
        """Believe a technician who comes with this key, signed by this device, once."""
        self.book = replace(self.book, awaited=(*self.book.awaited, (key, device))[-KEPT_LIMIT:])

    def revoke(self, member: int, key: bytes) -> set[int]:
        """Believe this key nevermore: its owner is gone, or the invitation over. `member` 0: never had a seat.

        Returns:
            Whom that concerns: the host can have called the owner of a key by any numbers. Who has a number with
            another key stays; a lead that knows no key means whoever has the number.
        """
        named = self.known(member)
        key = named.key if named is not None and key == NOBODY else key
        owners = {known.member for known in self.book.known if known.key == key}
        owners |= {member} if member and (named is None or named.key == key) else set()
        gone = [(owner, key) for owner in sorted(owners) or [0] if (owner, key) not in self.book.revoked]
        self.book = replace(
            self.book,
            known=tuple(known for known in self.book.known if known.key != key),
            awaited=tuple(pair for pair in self.book.awaited if pair[0] != key),
            leads=tuple(lead for lead in self.book.leads if (known := self.known(lead)) is None or known.key != key),
            revoked=_within_bounds((*self.book.revoked, *gone)),
        )
        return owners

    def forget_expected(self, *, customer: bool) -> list[bytes]:
        """Believe nobody any longer who has not come yet, as a customer or not; return the seat keys that were awaited.

        A seat of that kind is gone that nobody has come to: whoever it was for has the key for it.
        """
        granted = tuple(pair for pair in self.book.granted if pair[1] != customer)
        awaited = () if customer else self.book.awaited
        self.book = replace(self.book, granted=granted, awaited=() if awaited else self.book.awaited)
        return [key for key, _ in awaited]

    def close(self) -> None:
        """Forget the seat's key, and what would make somebody believed."""
        self._secret = self._key = b""
        self.book = Book(revoked=self.book.revoked)

    def meet_lead(self, member: int, key: bytes, device: bytes) -> None:
        """Believe the lead `member`, whose key came with an invitation that this device has signed."""
        self._pin(Known(member, key, customer=False, device=device))
        self.leads(member)

    def forget(self, member: int) -> None:
        """Forget a member whose seat is gone. The tickets of the only lead count until another one is known."""
        others = tuple(lead for lead in self.book.leads if lead != member)
        known = tuple(k for k in self.book.known if k.member != member)
        left = self.known(member)
        if left is not None and member in self.book.leads and not others:
            others, known = self.book.leads, (*known, replace(left, gone=True))
        self.book = replace(self.book, known=known, leads=others)

    def leads(self, member: int) -> None:
        """Believe the tickets of `member`, who leads the session now, where its own key is believed, and no others'.

        Whomever the lead before has let in, the new one knows, and says so.
        """
        if (lead := self.known(member)) is None or lead.gone:
            return
        known = tuple(known for known in self.book.known if not known.gone)
        self.book = replace(self.book, known=known, leads=(member,))

    def offer(self, to: int) -> KeyOffer:
        """Return our own key for member `to`, with what makes it believable to that member."""
        known = self.known(to)
        voucher, proof = 0, b""
        if known is not None and known.voucher:
            voucher, proof = known.voucher, known.ticket
        else:
            key = known.ticket if known is not None and known.ticket else self._key
            proof = self._introduce(key, (self._own, to), self.public, self._customer, self._device)
        return KeyOffer(
            key=self.public,
            customer=self._customer,
            known=known is not None,
            voucher=voucher,
            proof=proof,
            fresh=bytes(KEY_BYTES),
            fresh_proof=bytes(KEY_BYTES),
            device=self._device,
        )

    def take(self, sender: int, offer: KeyOffer, *, customer: bool, salt: bytes, counts: Counts = _always) -> bool:
        """Return whether the offered key is believed; `customer` and `salt` are what the host says of the sender.

        `counts` returns whether the tickets of a lead do: whether something was heard of it a while ago.

        Raises:
            SealError: the sender is known with another key, or as something else; or a device has not signed this.
        """
        if offer.customer != customer or (customer and offer.device):
            raise SealError("a member is not what the host says")
        self._check_signature(sender, offer, salt)
        known = self.known(sender)
        if known is not None:
            same = hmac.compare_digest(known.key + known.device, offer.key + offer.device)
            if known.gone or known.customer != customer or not same:
                raise SealError("a member has another key")
            return True
        if self._is_revoked(sender, offer.key):
            return False
        if offer.voucher:
            return counts(offer.voucher) and self._vouched_for(sender, offer)
        return self._introduced(sender, offer) or self._awaited(sender, offer)

    def vouches(self, newcomer: int, *, about: int = 0) -> list[Vouch]:
        """Return what a newcomer has to know of everybody else, or of one of them, with tickets for them."""
        known = self.known(newcomer)
        if known is None:
            return []
        others = [k for k in self._others(newcomer) if about in (0, k.member)]
        return [self._vouch(other, known.key, known.customer, known.device) for other in others]

    def tickets(self, key: bytes, *, device: bytes) -> list[Vouch]:
        """Return the same for a technician who will come with the public `key`, signed by `device`."""
        return [self._vouch(other, key, False, device) for other in self._others()]

    def believe(self, vouches: Iterable[Vouch], voucher: int) -> None:
        """Believe what the lead `voucher` says of members that are not known yet."""
        for vouch in vouches:
            gone = self._is_revoked(vouch.member, vouch.key)
            if vouch.member not in (self._own, 0) and self.known(vouch.member) is None and not gone:
                known = Known(vouch.member, vouch.key, vouch.customer, voucher, vouch.ticket, device=vouch.device)
                self._pin(known)

    # -- inside -------------------------------------------------------------------------------------------------

    def _is_revoked(self, member: int, key: bytes) -> bool:
        """Return whether somebody is gone, or may be: of more than are remembered nobody is told apart from them."""
        revoked = self.book.revoked
        return _is_full(revoked) or any(key == gone_key or member == gone for gone, gone_key in revoked)

    def _check_signature(self, sender: int, offer: KeyOffer, salt: bytes) -> None:
        """Refuse an attachment that the device which the offer names has not signed."""
        attached = Attached(session=self._session, member=sender, salt=salt, seat_key=offer.key, fresh=offer.fresh)
        if offer.device and not attached.is_signed(offer.device, offer.signature):
            raise SealError("an attachment that its device has not signed")

    def _introduced(self, sender: int, offer: KeyOffer) -> bool:
        first = not self.book.known and self._key not in self.book.used  # who granted it is the first to be believed
        own = ((self._key, False),) if first else ()
        for key, customer in (*own, *self.book.granted):
            proof = self._introduce(key, (sender, self._own), offer.key, offer.customer, offer.device)
            if customer == offer.customer and hmac.compare_digest(proof, offer.proof):
                self._pin(Known(sender, offer.key, customer, 0, key, device=offer.device))
                granted = tuple(pair for pair in self.book.granted if pair[0] != key)
                self.book = replace(self.book, granted=granted, used=(*self.book.used, key)[-KEPT_LIMIT:])
                return True
        return False

    def _awaited(self, sender: int, offer: KeyOffer) -> bool:
        awaited = (offer.key, offer.device)
        if offer.customer or awaited not in self.book.awaited:
            return False
        self._pin(Known(sender, offer.key, customer=False, device=offer.device))
        self.book = replace(self.book, awaited=tuple(pair for pair in self.book.awaited if pair != awaited))
        return True

    def _vouched_for(self, sender: int, offer: KeyOffer) -> bool:
        voucher = self.known(offer.voucher)
        if voucher is None or voucher.member not in self.book.leads or offer.proof in self.book.used:
            return False
        serial = offer.proof[:SERIAL_BYTES]
        members = (voucher.member, self._own)
        ticket = self._sign(voucher, members, serial, offer.key, offer.customer, offer.device)
        if not hmac.compare_digest(ticket, offer.proof):
            return False
        self._pin(Known(sender, offer.key, offer.customer, device=offer.device))
        self.book = replace(self.book, used=(*self.book.used, offer.proof)[-KEPT_LIMIT:])
        return True

    def _pin(self, known: Known) -> None:
        if len(self.book.known) >= KEPT_LIMIT:
            raise SealError("too many members")
        self.book = replace(self.book, known=(*self.book.known, known))

    def _introduce(self, key: bytes, members: tuple[int, int], public: bytes, customer: bool, device: bytes) -> bytes:
        """Return what proves to `members[1]` that `members[0]` has the key of introduction, and these of its own."""
        about = self._about(b"introduction", members, public, customer, device)
        return hmac.digest(key, about, "sha256")

    def _others(self, newcomer: int = 0) -> list[Known]:
        return [known for known in self.book.known if known.member != newcomer and not known.gone]

    def _vouch(self, other: Known, public: bytes, customer: bool, device: bytes) -> Vouch:
        """Return what the owner of the key `public` has to know of `other`, with a ticket for them."""
        serial = secrets.token_bytes(SERIAL_BYTES)
        ticket = self._sign(other, (self._own, other.member), serial, public, customer, device)
        return Vouch(member=other.member, key=other.key, customer=other.customer, ticket=ticket, device=other.device)

    def _sign(
        self, other: Known, members: tuple[int, int], serial: bytes, public: bytes, customer: bool, device: bytes
    ) -> bytes:
        """Return the ticket that `members[0]` makes for `members[1]`, one of whom we are and `other` is the other."""
        info = b"fernblick %d ticket" % VERSION + self._session
        key = HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(shared_key(self._secret, other.key))
        about = self._about(b"ticket" + serial, members, public, customer, device)
        return serial + hmac.digest(key, about, "sha256")[: KEY_BYTES - SERIAL_BYTES]

    def _about(self, what: bytes, members: tuple[int, int], public: bytes, customer: bool, device: bytes) -> bytes:
        numbers = b"".join(member.to_bytes(2, "big") for member in members)
        return b"fernblick %d " % VERSION + what + self._session + numbers + public + bytes([customer]) + device

"""One's acquaintance with the other members of a session: whose keys are believed, and who can be reached. No I/O.

A member that attaches is met with our key; it is reached once either side believes the other's. What it has said of
itself since counts until it is lost: its link is gone, or it has attached anew.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace

from protocol.seat.seat_key import SeatKey
from protocol.trust.introduction import NOBODY, OFFER_VOCABULARY, Introductions, KeyOffer
from protocol.trust.join_proof import SealError
from protocol.trust.sealing import SALT_BYTES, Keyring
from protocol.trust.signing import Attached, Sign
from protocol.trust.words import Agreements
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.content import Capabilities, Revoked, Vouch, WordsCommitment, WordsOpening
from protocol.vocabulary.messages import Channel, Role, Sealed, Seat

INTRODUCTION = b"\xff\xff\xff\xff"  # begins a box of TALK that is not sealed: a `KeyOffer`


class Acquaintance:
    """The others, as one seat knows them.

    Args:
        seat: one's own.
        sign: this computer's device signs by it, where the seat is one that a device signs for.
        seal: seals content for a member that is reached.
        greet: returns what a member that has just been reached is to be told, sealed.
        counts: returns whether what a lead says of others still counts.

    Attributes:
        keyring: seals and opens for those who are reached.
        introductions: whose keys are believed.
        agreements: on two words with each.
        capabilities: of those who have said them since they attached.
        lead: the number of who leads, 0: nobody.
    """

    def __init__(
        self,
        seat: SeatKey,
        *,
        sign: Sign | None,
        seal: Callable[[int, Message], Sealed],
        greet: Callable[[int], list[Message]],
        counts: Callable[[int], bool],
    ) -> None:
        self._customer = seat.role is Role.CUSTOMER
        self.keyring = Keyring(seat.session, seat.member, seat.secret)
        self.introductions = Introductions(
            session=seat.session,
            own=seat.member,
            customer=self._customer,
            secret=seat.secret,
            key=seat.key,
            book=seat.book,
            device=seat.device,
        )
        public = self.introductions.public
        self.agreements = Agreements(session=seat.session, own=seat.member, public=public, kept=seat.agreements)
        self.capabilities: dict[int, Capabilities] = {}
        self.lead = 0
        self._session, self._own, self._device = seat.session, seat.member, seat.device
        self._sign, self._seal, self._greet, self._counts = sign, seal, greet, counts
        self._salt, self._signature = b"", b""
        self._present: dict[int, Seat] = {}  # by number: the attachment that keys are agreed for
        self._doubted: dict[int, KeyOffer] = {}  # what could not be believed yet
        self._reached: set[int] = set()  # members that believe our key, and we theirs
        self._named: set[int] = set()  # members that have said who they are since they attached

    # -- our own attachment -------------------------------------------------------------------------------------

    def attach(self) -> bytes:
        """Begin another attachment, with keys of its own; return its salt. Nobody is reachable until they are met."""
        self.detach()
        self._salt = secrets.token_bytes(SALT_BYTES)
        self.keyring.set_own_salt(self._salt)
        if self._sign is not None and self._device:
            self._signature = self._sign(self._attached().bound())
        return self._salt

    def detach(self) -> None:
        """Forget the attachment that is over, with its keys."""
        self.keyring.end()
        self._signature = b""
        for known in (self._present, self._doubted, self._reached, self._named, self.capabilities):
            known.clear()

    def end(self) -> None:
        """Forget the seat, with its key."""
        self.detach()
        self.keyring.close()
        self.introductions.close()

    # -- others' ------------------------------------------------------------------------------------------------

    @property
    def present(self) -> set[int]:
        """The members whose attachments are known."""
        return set(self._present)

    @property
    def reached(self) -> list[int]:
        """The members that something can be sealed for now."""
        return sorted(self._reached)

    def reaches(self, member: int) -> bool:
        """Return whether something can be sealed for `member` now."""
        return member in self._reached

    @property
    def dismissed(self) -> set[int]:
        """The members of whom the lead has said that they are gone, whatever the host says."""
        return {member for member, _ in self.introductions.book.revoked if member}

    def is_new(self, seat: Seat) -> bool:
        """Return whether a member has attached anew.

        Raises:
            BadMessage: an attachment from before this one has come back.
        """
        if seat.member == self._own or not seat.present:
            return False
        met = self._present.get(seat.member)
        if met is not None and seat.generation < met.generation:
            raise BadMessage("an attachment came back")
        return met is None or met.generation != seat.generation

    def meet(self, seat: Seat) -> Message:
        """Offer our key to a member that attached anew."""
        self.lose(seat.member)
        self.keyring.set_peer_salt(seat.member, seat.salt)
        self._present[seat.member] = seat
        return self._offer(seat.member)

    def lose(self, member: int) -> None:
        """Forget the attachment of a member."""
        self._present.pop(member, None)
        self._doubted.pop(member, None)
        self._reached.discard(member)
        self._named.discard(member)
        self.capabilities.pop(member, None)
        self.keyring.forget(member)

    def sealed(self, to: int, channel: Channel, box: bytes) -> Sealed:
        """Return `box` as it goes to the present attachment of a member."""
        generation = self._present[to].generation
        return Sealed(session=self._session, member=to, generation=generation, channel=channel, box=box)

    # -- what they say about who is who -------------------------------------------------------------------------

    def hear(self, sender: int, content: Message) -> list[Message]:
        """Handle what a member says about itself or others; return what is to be sent in answer.

        Raises:
            BadMessage: it does not fit, or a key is not the sender's.
        """
        if isinstance(content, KeyOffer):
            return self._offered(sender, content)
        if isinstance(content, Vouch):
            return self._vouched(sender, content)
        if isinstance(content, Revoked):
            self._revoked(sender, content)
        elif isinstance(content, Capabilities):
            self.capabilities[sender] = content
        elif isinstance(content, WordsOpening | WordsCommitment):
            return self._agreed(sender, content)
        return []

    def named(self, sender: int) -> None:
        """Note that a member has said who it is."""
        self._named.add(sender)

    def about_others(self, to: int) -> list[Message]:
        """Return all that the lead says of the others to member `to`: who is gone, and who is there."""
        revoked = [Revoked(member=member, key=key) for member, key in self.introductions.book.revoked if member != to]
        return [*revoked, *self.introductions.vouches(to)]

    def commitment(self, to: int) -> list[Message]:
        """Return the beginning of what leads to two words with a member, where there are none yet."""
        known = self.introductions.known(to)
        commitment = None if known is None else self.agreements.commit(known)
        return [] if commitment is None else [WordsCommitment(commitment=commitment)]

    def revoke(self, member: int, key: bytes = b"") -> Revoked:
        """Believe a member, or whoever would come with `key`, no longer; return what the others are to be told."""
        known = self.introductions.known(member)
        gone = Revoked(member=member, key=key or (NOBODY if known is None else known.key))
        for owner in self.introductions.revoke(gone.member, gone.key):
            self.lose(owner)
        return gone

    # -- inside -------------------------------------------------------------------------------------------------

    def _attached(self) -> Attached:
        key, fresh = self.introductions.public, self.keyring.fresh
        return Attached(session=self._session, member=self._own, salt=self._salt, seat_key=key, fresh=fresh)

    def _offer(self, to: int) -> Message:
        offer = replace(self.introductions.offer(to), fresh=self.keyring.fresh, signature=self._signature)
        if (known := self.introductions.known(to)) is not None:
            offer = replace(offer, fresh_proof=self.keyring.prove(to, known.key))
        return self.sealed(to, Channel.TALK, INTRODUCTION + OFFER_VOCABULARY.encode(offer))

    def _offered(self, sender: int, offer: KeyOffer) -> list[Message]:
        """Believe a key, or wait until there is a reason to; greet a member that believes ours, too."""
        seat, known = self._present[sender], self.introductions.known(sender)
        is_customer = seat.role is Role.CUSTOMER
        if not self.introductions.take(sender, offer, customer=is_customer, salt=seat.salt, counts=self._counts):
            self._doubted[sender] = offer
            return []
        self._doubted.pop(sender, None)
        answers = [self._offer(sender)] if known is None else []
        self.introductions.leads(self.lead)
        if offer.known:
            self.keyring.introduce(sender, offer.key, offer.fresh, offer.fresh_proof)
            if sender not in self._reached:
                self._reached.add(sender)
                answers += self._greet(sender)
        return answers if known is not None else [*answers, *self._told_of(sender), *self._doubted_again()]

    def _told_of(self, newcomer: int) -> list[Message]:
        """Return what a lead tells all others of somebody who has just been believed."""
        if self.lead != self._own:
            return []
        others = [member for member in self.reached if member != newcomer]
        return [self._seal(to, vouch) for to in others for vouch in self.introductions.vouches(to, about=newcomer)]

    def _vouched(self, sender: int, vouch: Vouch) -> list[Message]:
        """Believe the lead about a member, and show that member the ticket."""
        if self.introductions.known(vouch.member) is not None:
            return []
        self.introductions.believe([vouch], sender)
        believed = self.introductions.known(vouch.member) is not None
        return [self._offer(vouch.member), *self._doubted_again()] if believed and vouch.member in self._present else []

    def _revoked(self, sender: int, content: Revoked) -> None:
        """Believe the lead that a member is gone."""
        if content.member == sender:
            raise SealError("who is gone does not say so")
        if content.member == self._own or content.key == self.introductions.public:
            return  # the host says it, if it is so
        self.revoke(content.member, content.key)

    def _agreed(self, sender: int, content: WordsCommitment | WordsOpening) -> list[Message]:
        """Go on towards the two words with a member."""
        known = self.introductions.known(sender)
        if known is None:
            return []
        if isinstance(content, WordsOpening):
            self.agreements.opened(known, content.nonce)
            return []
        if sender not in self._named:  # each try at the words is to be seen: somebody has joined, by that name
            raise BadMessage("words before a name")
        nonce = self.agreements.committed(known, content.commitment)
        return [] if nonce is None else [self._seal(sender, WordsOpening(nonce=nonce))]

    def _doubted_again(self) -> list[Message]:
        return [answer for member, offer in list(self._doubted.items()) for answer in self._offered(member, offer)]

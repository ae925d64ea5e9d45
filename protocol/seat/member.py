"""One's own seat in a session: attach, keys with every other member, names and chat. No I/O, no clock.

Exceptions that a peer's bytes cause are `BadMessage` (`SealError` is one); the link must then be closed, and attaching
anew makes everything good that can be.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace

from protocol.notation.names import cleaned
from protocol.seat.conversation import Conversation, Line
from protocol.trust.introduction import OFFER_VOCABULARY, Book, Introductions, KeyOffer, new_secret
from protocol.trust.join_proof import SealError
from protocol.trust.sealing import OF_DESKTOP, OF_POINTING, OF_SHARE, SALT_BYTES, Keyring
from protocol.trust.words import Agreement, Agreements
from protocol.vocabulary.chat import Chat, ChatDelivered, PrivateChat, PrivateChatDelivered
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.content import (
    WHOLE_VIEWER,
    Capabilities,
    Profile,
    ShareSource,
    Vouch,
    WordsCommitment,
    WordsOpening,
)
from protocol.vocabulary.content_vocabulary import CONTENT, CONTENT_VOCABULARY, CUSTOMER_VOCABULARY
from protocol.vocabulary.messages import Attach, Channel, Role, Room, Sealed, Seat, SessionState

NAMELESS = "-"  # what a member is called whose name has nothing that can be seen
INTRODUCTION = b"\xff\xff\xff\xff"  # begins a box of TALK that is not sealed: a `KeyOffer`


class NotReachable(Exception):
    """The member is not attached at present; what can wait is sent when it is."""


@dataclass(frozen=True)
class SeatKey:
    """All that is needed to take a seat, and to take it up again."""

    session: bytes
    member: int
    role: Role
    token: bytes
    key: bytes  # of introduction, from the grant; the one who opened the session has no use for it
    secret: bytes = field(default_factory=new_secret)  # half of the seat's key pair
    book: Book = field(default_factory=Book)  # the others' keys
    agreements: tuple[Agreement, ...] = ()  # on two words with each other

    def __repr__(self) -> str:
        return f"SeatKey(session={self.session.hex()}, member={self.member}, role={self.role})"


class Member:
    """This program as a member of one session.

    Attributes:
        conversation: with all members.
        private: among the technicians; nothing of it is ever sent to a customer, or taken by one.
        seats: every member's seat by number, as the host last said; replaced, never changed in place.
        names: what each member calls itself, by number.
        state: where the session stands.
        sharing: who shares, 0: nobody.
        may_chat: the technician's group allows it; the host drops what is said all the same.
    """

    def __init__(
        self, seat: SeatKey, name: str, conversation: Conversation, private: Conversation | None = None
    ) -> None:
        self.name = cleaned(name) or NAMELESS
        self.conversation = conversation
        self.private = private or Conversation(seat.member, conversation.own_name, private=True)
        self.seats: dict[int, Seat] = {}
        self.names: dict[int, str] = {}
        self._capabilities: dict[int, Capabilities] = {}  # of those who have said them since they attached
        self.state = SessionState.WAITING
        self.sharing = 0
        self.may_chat = True
        self._customer = seat.role is Role.CUSTOMER
        self._vocabulary = CUSTOMER_VOCABULARY if self._customer else CONTENT_VOCABULARY
        self._keyring = Keyring(seat.session, seat.member, seat.secret)
        self._introductions = Introductions(
            session=seat.session,
            own=seat.member,
            customer=self._customer,
            secret=seat.secret,
            key=seat.key,
            book=seat.book,
        )
        self._agreements = Agreements(
            session=seat.session, own=seat.member, public=self._introductions.public, kept=seat.agreements
        )
        self._seat = seat
        self._salt = self._salt_before = b""
        self._present: dict[int, int] = {}  # member -> generation of the attachment that keys are agreed for
        self._doubted: dict[int, KeyOffer] = {}  # what could not be believed yet
        self._reached: set[int] = set()  # members that believe our key, and we theirs
        self._named: set[int] = set()  # members that have said who they are since they attached
        self._gone: set[int] = set()  # members whose seats are gone: no host gives a number twice

    @property
    def seat(self) -> SeatKey:
        """One's own seat, with all that is known of the others' keys, and was agreed on with them."""
        return replace(self._seat, book=self._introductions.book, agreements=self._agreements.kept)

    # -- with the host ----------------------------------------------------------------------------------------

    def attach(self) -> Attach:
        """Return the message that takes the seat on a new link; nobody is reachable until a `Room` comes."""
        self._salt_before = self._salt
        self._salt = secrets.token_bytes(SALT_BYTES)
        self._keyring.set_own_salt(self._salt)
        for known in (self._present, self._doubted, self._reached, self._named):
            known.clear()
        return Attach(session=self._seat.session, member=self._seat.member, token=self._seat.token, salt=self._salt)

    def room(self, room: Room) -> list[Message]:
        """Take over the session's state; return what is to be sent now to members that attached anew.

        Raises:
            BadMessage: the room does not show our attachment, turns one of another member's back, makes a customer
                a technician or the other way round, has a seat twice, two customers or two leads, or one again that
                was gone.
        """
        seats = {seat.member: seat for seat in room.seats}
        own = seats.get(self._seat.member)
        if room.session != self._seat.session or own is None or own.salt != self._salt:
            raise BadMessage("not the room that this seat is in")
        before = {member: seat.role for member, seat in self.seats.items()} | {own.member: self._seat.role}
        if any(_is_customer(seat.role) != _is_customer(before.get(m, seat.role)) for m, seat in seats.items()):
            raise BadMessage("a customer is no technician")
        _check_seats(room)
        if self._gone & seats.keys():
            raise BadMessage("a seat that was gone")
        self._follow(room, seats)
        self._seat = replace(self._seat, role=own.role)
        for member in self._present.keys() - {m for m, seat in seats.items() if seat.present}:
            self._lose(member)
        return [self._meet(seat) for seat in room.seats if self._is_new(seat)]

    def is_earlier(self, room: Room) -> bool:
        """Return whether a room is of the attachment before this one."""
        own = next((seat for seat in room.seats if seat.member == self._seat.member), None)
        return room.session == self._seat.session and own is not None and own.salt == self._salt_before

    def left(self, member: int) -> list[Line]:
        """Note that the seat of `member` is gone for good; return the lines that wait for nobody else any more."""
        self._lose(member)
        self._gone.add(member)
        self._introductions.forget(member)
        self.seats = {number: seat for number, seat in self.seats.items() if number != member}
        self.private.part(member)
        return self.conversation.part(member)

    def desktop_changed(self) -> None:
        """Note that somebody may do something else with the customer's desktop now."""
        self._keyring.new_run(OF_DESKTOP | OF_POINTING)

    def customer(self) -> Seat | None:
        """Return the customer's seat, if there is one."""
        return self._first(Role.CUSTOMER)

    def lead(self) -> Seat | None:
        """Return the lead's seat, if anybody leads."""
        return self._first(Role.LEAD)

    # -- who joins ----------------------------------------------------------------------------------------------

    @property
    def introductions(self) -> Introductions:
        """Whose keys are believed; to be saved, as part of `seat`, before anything is sent."""
        return self._introductions

    def reaches(self, member: int) -> bool:
        """Return whether something can be sealed for `member` now."""
        return member in self._reached

    def reached(self) -> list[int]:
        """Return the members that something can be sealed for now."""
        return sorted(self._reached)

    def capabilities_of(self, member: int) -> Capabilities:
        """Return what the program of `member` can show."""
        return self._capabilities.get(member, WHOLE_VIEWER)

    def words_with(self, member: int) -> tuple[int, int] | None:
        """Return the two words, by their numbers, that `member` sees, too; None: they are not agreed on yet."""
        known = self._introductions.known(member)
        return None if known is None else self._agreements.words(known)

    # -- with other members -----------------------------------------------------------------------------------

    def seal(self, to: int, content: Message) -> Sealed:
        """Seal `content` for member `to`; what is returned must be sent at once, in the order it was sealed in.

        Raises:
            NotReachable: `to` is not attached, or not introduced yet.
            ValueError: our role may not send this, or not to a customer.
        """
        channel = CONTENT[type(content)].get(self._seat.role)
        if channel is None:
            raise ValueError(f"{self._seat.role} sends no {content.TAG}")
        if to not in self._reached:
            raise NotReachable(to)
        if isinstance(content, PrivateChat | PrivateChatDelivered) and _is_customer(self.seats[to].role):
            raise ValueError("not for a customer")
        if isinstance(content, ShareSource):
            self._keyring.new_run(OF_DESKTOP if self._customer else OF_SHARE)
        return self._sealed(to, channel, self._keyring.seal(to, channel, CUSTOMER_VOCABULARY.encode(content)))

    def open(self, sealed: Sealed) -> tuple[int, Message] | None:
        """Return who sent the content of `sealed`, and the content; None where it is of a newer peer's kind.

        Raises:
            BadMessage: it does not open, or is not what that member may send over that channel.
        """
        sender = self.seats.get(sealed.member)
        if sealed.session != self._seat.session or sender is None or sealed.member not in self._present:
            raise SealError("from someone who is not attached")
        if sealed.channel is Channel.TALK and sealed.box.startswith(INTRODUCTION):
            offer = OFFER_VOCABULARY.decode(memoryview(sealed.box)[len(INTRODUCTION) :])
            return None if offer is None else (sealed.member, offer)
        if sealed.member not in self._reached:
            raise SealError("from someone who is not introduced")
        content = self._vocabulary.decode(self._keyring.open(sealed.member, sealed.channel, sealed.box))
        if content is None:
            return None
        if CONTENT[type(content)].get(sender.role) is not sealed.channel:
            raise BadMessage(f"{content.TAG} from {sender.role} over {sealed.channel}")
        if self._customer and isinstance(content, PrivateChat | PrivateChatDelivered):
            raise BadMessage("a private line for a customer")
        return sealed.member, content

    def talk(self, sender: int, content: Message, now_ms: int) -> tuple[list[Line], list[Message]]:
        """Handle content of the channels TALK and CHAT that `open` returned, and that came at `now_ms`.

        Returns:
            The lines that are new or changed, and what is to be sent in answer, once seat and conversation are saved.

        Raises:
            BadMessage: it does not go on where the sender had stopped, or a key is not the sender's.
        """
        if isinstance(content, KeyOffer):
            return [], self._offered(sender, content)
        if isinstance(content, Chat | PrivateChat):
            return self._heard(sender, content, now_ms)
        if isinstance(content, ChatDelivered):
            return self.conversation.delivered(sender, content.number), self._due(self.conversation, sender)
        if isinstance(content, PrivateChatDelivered):
            return self.private.delivered(sender, content.number), self._due(self.private, sender)
        if isinstance(content, Profile):
            self.names[sender] = content.name
            self._named.add(sender)
        elif isinstance(content, Capabilities):
            self._capabilities[sender] = content
        elif isinstance(content, Vouch):
            return [], self._vouched(sender, content)
        return [], self._agreed(sender, content)

    def say(self, text: str, now_ms: int) -> tuple[Line, list[Message]]:
        """Say `text`; return the line, and what is to be sent once the conversation is saved.

        Raises:
            ValueError: `text` is empty or too long.
            TooManyUnconfirmed: nothing is confirmed any more.
        """
        line = self.conversation.say(text, now_ms)
        return line, [sealed for member in self.reached() for sealed in self._due(self.conversation, member)]

    def say_private(self, text: str, now_ms: int) -> tuple[Line, list[Message]]:
        """Say `text` to the technicians only; as `say`."""
        line = self.private.say(text, now_ms)
        to = [member for member in self.reached() if not _is_customer(self.seats[member].role)]
        return line, [sealed for member in to for sealed in self._due(self.private, member)]

    # -- inside -----------------------------------------------------------------------------------------------

    def _follow(self, room: Room, seats: dict[int, Seat]) -> None:
        """Take over state and seats; begin new runs of what the host may have cut meanwhile."""
        if room.sharing != self.sharing:
            self._keyring.new_run(OF_SHARE | OF_POINTING)
        if room.state is not self.state:
            self._keyring.new_run(OF_DESKTOP | OF_POINTING)
        self._gone |= self.seats.keys() - seats.keys()
        self.seats, self.state, self.sharing = seats, room.state, room.sharing
        if (lead := self.lead()) is not None:
            self._introductions.leads(lead.member)

    def _is_new(self, seat: Seat) -> bool:
        if seat.member == self._seat.member or not seat.present:
            return False
        generation = self._present.get(seat.member)
        if generation is not None and seat.generation < generation:
            raise BadMessage("an attachment came back")
        return generation != seat.generation

    def _meet(self, seat: Seat) -> Message:
        """Offer our key to a member that attached anew; owe it what is said from now on."""
        self._lose(seat.member)
        self._keyring.set_peer_salt(seat.member, seat.salt)
        self._present[seat.member] = seat.generation
        self.conversation.meet(seat.member)
        if not _is_customer(seat.role) and not self._customer:
            self.private.meet(seat.member)
        return self._offer(seat.member)

    def _offer(self, to: int) -> Message:
        box = INTRODUCTION + OFFER_VOCABULARY.encode(self._introductions.offer(to))
        return self._sealed(to, Channel.TALK, box)

    def _offered(self, sender: int, offer: KeyOffer) -> list[Message]:
        """Believe a key, or wait until there is a reason to; greet a member that believes ours, too."""
        known = self._introductions.known(sender)
        if not self._introductions.take(sender, offer, customer=_is_customer(self.seats[sender].role)):
            self._doubted[sender] = offer
            return []
        self._doubted.pop(sender, None)
        self._keyring.introduce(sender, offer.key)
        answers = [self._offer(sender)] if known is None else []
        if (lead := self.lead()) is not None:
            self._introductions.leads(lead.member)
        if offer.known and sender not in self._reached:
            self._reached.add(sender)
            answers += [self.seal(sender, content) for content in self._greeting(sender)]
        return answers if known is not None else answers + self._doubted_again()

    def _vouched(self, sender: int, vouch: Vouch) -> list[Message]:
        """Believe the lead about a member, and show that member the ticket."""
        if self._introductions.known(vouch.member) is not None:
            return []
        self._introductions.believe([vouch], sender)
        return [self._offer(vouch.member), *self._doubted_again()] if vouch.member in self._present else []

    def _agreed(self, sender: int, content: Message) -> list[Message]:
        """Go on towards the two words with a member."""
        known = self._introductions.known(sender)
        if isinstance(content, WordsOpening) and known is not None:
            self._agreements.opened(known, content.nonce)
        if isinstance(content, WordsCommitment) and known is not None:
            if sender not in self._named:  # each try at the words is to be seen: somebody has joined, by that name
                raise BadMessage("words before a name")
            nonce = self._agreements.committed(known, content.commitment)
            return [] if nonce is None else [self.seal(sender, WordsOpening(nonce=nonce))]
        return []

    def _commitment(self, to: int) -> list[Message]:
        """Return the beginning of what leads to two words with a member, where there are none yet."""
        known = self._introductions.known(to)
        commitment = None if known is None else self._agreements.commit(known)
        return [] if commitment is None else [WordsCommitment(commitment=commitment)]

    def _doubted_again(self) -> list[Message]:
        return [answer for member, offer in list(self._doubted.items()) for answer in self._offered(member, offer)]

    def _greeting(self, to: int) -> list[Message]:
        """Return all that a member has to know that has attached anew."""
        contents: list[Message] = [Profile(name=self.name), *self._commitment(to)]
        if self._seat.role is Role.LEAD:
            contents += self._introductions.vouches(to)
        if seen := self.conversation.seen(to):
            contents.append(ChatDelivered(number=seen))
        technicians = not self._customer and not _is_customer(self.seats[to].role)
        if technicians and (seen := self.private.seen(to)):
            contents.append(PrivateChatDelivered(number=seen))
        if self.may_chat:
            contents += self.conversation.due(to)
            contents += self.private.due(to) if technicians else []
        return contents

    def _due(self, conversation: Conversation, to: int) -> list[Message]:
        """Seal the chat lines that are to be sent to a member now."""
        if not self.may_chat or to not in self._reached:
            return []
        return [self.seal(to, chat) for chat in conversation.due(to)]

    def _heard(self, sender: int, chat: Chat | PrivateChat, now_ms: int) -> tuple[list[Line], list[Message]]:
        private = isinstance(chat, PrivateChat)
        conversation, kind = (self.private, PrivateChatDelivered) if private else (self.conversation, ChatDelivered)
        line = conversation.receive(sender, self.names.get(sender, ""), chat, now_ms)
        answer = self.seal(sender, kind(number=conversation.seen(sender)))
        return [] if line is None else [line], [answer]

    def _sealed(self, to: int, channel: Channel, box: bytes) -> Sealed:
        generation = self._present[to]
        return Sealed(session=self._seat.session, member=to, generation=generation, channel=channel, box=box)

    def _lose(self, member: int) -> None:
        self._present.pop(member, None)
        self._doubted.pop(member, None)
        self._reached.discard(member)
        self._named.discard(member)
        self._capabilities.pop(member, None)
        self._keyring.forget(member)

    def _first(self, role: Role) -> Seat | None:
        return next((seat for seat in self.seats.values() if seat.role is role), None)


def _check_seats(room: Room) -> None:
    """Refuse a room that no session is."""
    numbers = [seat.member for seat in room.seats]
    roles = [seat.role for seat in room.seats]
    if 0 in numbers or len(set(numbers)) < len(numbers) or max(map(roles.count, (Role.LEAD, Role.CUSTOMER))) > 1:
        raise BadMessage("a seat twice, two customers or two leads")


def _is_customer(role: Role) -> bool:
    return role is Role.CUSTOMER

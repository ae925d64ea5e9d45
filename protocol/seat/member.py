"""One's own seat in a session: attach, keys with every other member, names and chat. No I/O, no clock.

Exceptions that a peer's bytes cause are `BadMessage` (`SealError` is one); the link must then be closed, and attaching
anew makes everything good that can be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from protocol.notation.names import cleaned
from protocol.seat.acquaintance import INTRODUCTION, Acquaintance
from protocol.seat.conversation import Conversation, Line
from protocol.seat.seat_key import SeatKey
from protocol.trust.introduction import NOBODY, OFFER_VOCABULARY, Introductions
from protocol.trust.join_proof import SealError
from protocol.trust.sealing import OF_DESKTOP, OF_POINTING, OF_SHARE, Keyring
from protocol.trust.signing import Sign
from protocol.vocabulary.chat import Chat, ChatDelivered, PrivateChat, PrivateChatDelivered
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.content import (
    WHOLE_VIEWER,
    Capabilities,
    Profile,
    Revoked,
    ShareSource,
)
from protocol.vocabulary.content_vocabulary import CONTENT, CONTENT_VOCABULARY, CUSTOMER_VOCABULARY
from protocol.vocabulary.messages import Attach, Channel, Role, Room, Sealed, Seat, SessionState

NAMELESS = "-"  # what a member is called whose name has nothing that can be seen


class NotReachable(Exception):
    """The member is not attached at present; what can wait is sent when it is."""


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
        acquaintance: whose keys are believed, and who can be reached.

    Args:
        sign: this computer's device signs by it.
        counts: returns whether what a lead says of others still counts.
    """

    def __init__(
        self,
        seat: SeatKey,
        name: str,
        conversation: Conversation,
        private: Conversation | None = None,
        *,
        sign: Sign | None = None,
        counts: Callable[[int], bool] = lambda _lead: True,
    ) -> None:
        self.name = cleaned(name) or NAMELESS
        self.conversation = conversation
        self.private = private or Conversation(seat.member, conversation.own_name, private=True)
        self.seats: dict[int, Seat] = {}
        self.names: dict[int, str] = {}
        self.state = SessionState.WAITING
        self.sharing = 0
        self.may_chat = True
        self._customer = seat.role is Role.CUSTOMER
        self._vocabulary = CUSTOMER_VOCABULARY if self._customer else CONTENT_VOCABULARY
        self.acquaintance = Acquaintance(seat, sign=sign, seal=self.seal, greet=self._greeted, counts=counts)
        self._seat = seat
        self._salt = self._salt_before = b""
        self._gone: set[int] = set()  # members whose seats are gone, as the host says: no host gives a number twice
        self._hidden: set[int] = set()  # members that the host shows, although the lead says that they are gone

    @property
    def seat(self) -> SeatKey:
        """One's own seat, with all that is known of the others' keys, and was agreed on with them."""
        known = self.acquaintance
        return replace(self._seat, book=known.introductions.book, agreements=known.agreements.kept)

    # -- with the host ----------------------------------------------------------------------------------------

    def attach(self) -> Attach:
        """Return the message that takes the seat on a new link; nobody is reachable until a `Room` comes."""
        self._salt_before, self._salt = self._salt, self.acquaintance.attach()
        return Attach(session=self._seat.session, member=self._seat.member, token=self._seat.token, salt=self._salt)

    def detach(self) -> None:
        """Note that the link is gone, and with it the keys of this attachment; nobody is reachable."""
        self.acquaintance.detach()

    def end(self) -> None:
        """Forget the seat's key, too: the session is over."""
        self.acquaintance.end()
        self._seat = replace(self._seat, secret=b"")

    def room(self, room: Room) -> list[Message]:
        """Take over the session's state; return what is to be sent now to members that attached anew.

        Raises:
            BadMessage: the room does not show our attachment, turns one of another member's back, makes a customer
                a technician or the other way round, has a seat twice, two customers or two leads, or one again that
                was gone.
        """
        _check_seats(room)
        shown, dismissed = {seat.member for seat in room.seats}, self.acquaintance.dismissed
        seats = {seat.member: seat for seat in room.seats if seat.member not in dismissed}
        own = seats.get(self._seat.member)
        if room.session != self._seat.session or own is None or own.salt != self._salt:
            raise BadMessage("not the room that this seat is in")
        before = {member: seat.role for member, seat in self.seats.items()} | {own.member: self._seat.role}
        if any(_is_customer(seat.role) != _is_customer(before.get(m, seat.role)) for m, seat in seats.items()):
            raise BadMessage("a customer is no technician")
        if self._gone & shown:
            raise BadMessage("a seat that was gone")
        self._gone |= self._hidden - shown
        self._hidden = shown & dismissed
        self._follow(room, seats)
        led, self._seat = self._seat.role is Role.LEAD, replace(self._seat, role=own.role)
        for member in self.acquaintance.present - {m for m, seat in seats.items() if seat.present}:
            self.acquaintance.lose(member)
        told = self._told_by_lead() if own.role is Role.LEAD and not led else []
        return [*told, *(self._meet(seat) for seat in seats.values() if self.acquaintance.is_new(seat))]

    def is_earlier(self, room: Room) -> bool:
        """Return whether a room is of the attachment before this one."""
        own = next((seat for seat in room.seats if seat.member == self._seat.member), None)
        return room.session == self._seat.session and own is not None and own.salt == self._salt_before

    def left(self, member: int) -> list[Line]:
        """Note that the seat of `member` is gone for good; return the lines that wait for nobody else any more."""
        self.acquaintance.lose(member)
        self.introductions.forget(member)
        self.seats = {number: seat for number, seat in self.seats.items() if number != member}
        self.private.part(member)
        return self.conversation.part(member)

    def host_says_gone(self, member: int) -> None:
        """Note that the host has ended the seat of `member`, and so gives that number to nobody else."""
        self._gone.add(member)

    def desktop_changed(self) -> None:
        """Note that somebody may do something else with the customer's desktop now."""
        self._keyring.new_run(OF_DESKTOP | OF_POINTING)

    def dismiss(self, member: int) -> list[Message]:
        """Believe a member no longer, whatever the host says; return what a lead tells everybody else.

        Of somebody who never came nothing is known but that they could have come with what was made for them.
        """
        if self.is_dismissed(member):
            return []
        seat = self.seats.get(member)
        came = self.introductions.known(member) is not None
        gone = [self.acquaintance.revoke(member)]
        if not came and seat is not None:
            expected = self.introductions.forget_expected(customer=_is_customer(seat.role))
            gone += [self.acquaintance.revoke(0, key) for key in expected]
        return [self.seal(to, content) for to in self.reached() for content in gone]

    def is_dismissed(self, member: int) -> bool:
        """Return whether a lead has said that a member is gone."""
        return member in self.acquaintance.dismissed

    def revoke(self, key: bytes) -> list[Message]:
        """Believe nobody who comes with this seat key; return what a lead tells everybody."""
        gone = self.acquaintance.revoke(0, key)
        return [self.seal(to, gone) for to in self.reached()]

    def customer(self) -> Seat | None:
        """Return the customer's seat, if there is one."""
        return self._first(Role.CUSTOMER)

    def lead(self) -> Seat | None:
        """Return the lead's seat, if anybody leads."""
        return self._first(Role.LEAD)

    # -- who joins ----------------------------------------------------------------------------------------------

    @property
    def _keyring(self) -> Keyring:
        return self.acquaintance.keyring

    @property
    def introductions(self) -> Introductions:
        """Whose keys are believed; to be saved, as part of `seat`, before anything is sent."""
        return self.acquaintance.introductions

    def reaches(self, member: int) -> bool:
        """Return whether something can be sealed for `member` now."""
        return self.acquaintance.reaches(member)

    def reached(self) -> list[int]:
        """Return the members that something can be sealed for now."""
        return self.acquaintance.reached

    def capabilities_of(self, member: int) -> Capabilities:
        """Return what the program of `member` can show."""
        return self.acquaintance.capabilities.get(member, WHOLE_VIEWER)

    def words_with(self, member: int) -> tuple[int, int] | None:
        """Return the two words, by their numbers, that `member` sees, too; None: they are not agreed on yet."""
        known = self.introductions.known(member)
        return None if known is None else self.acquaintance.agreements.words(known)

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
        if not self.reaches(to):
            raise NotReachable(to)
        if isinstance(content, PrivateChat | PrivateChatDelivered) and _is_customer(self.seats[to].role):
            raise ValueError("not for a customer")
        if isinstance(content, ShareSource):
            self._keyring.new_run(OF_DESKTOP if self._customer else OF_SHARE)
        box = self._keyring.seal(to, channel, CUSTOMER_VOCABULARY.encode(content))
        return self.acquaintance.sealed(to, channel, box)

    def open(self, sealed: Sealed) -> tuple[int, Message] | None:
        """Return who sent the content of `sealed`, and the content.

        None where it is of a newer peer's kind, or of one who is gone as the lead says, and whom the host still shows.

        Raises:
            BadMessage: it does not open, or is not what that member may send over that channel.
        """
        sender = self.seats.get(sealed.member)
        if sealed.session == self._seat.session and sealed.member in self.acquaintance.dismissed:
            return None
        if sealed.session != self._seat.session or sender is None or sealed.member not in self.acquaintance.present:
            raise SealError("from someone who is not attached")
        if sealed.channel is Channel.TALK and sealed.box.startswith(INTRODUCTION):
            offer = OFFER_VOCABULARY.decode(memoryview(sealed.box)[len(INTRODUCTION) :])
            return None if offer is None else (sealed.member, offer)
        if not self.reaches(sealed.member):
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
        if isinstance(content, Chat | PrivateChat):
            return self._heard(sender, content, now_ms)
        if isinstance(content, ChatDelivered):
            return self.conversation.delivered(sender, content.number), self._due(self.conversation, sender)
        if isinstance(content, PrivateChatDelivered):
            return self.private.delivered(sender, content.number), self._due(self.private, sender)
        if isinstance(content, Profile):
            self.names.setdefault(sender, content.name)  # whom one has got to know does not turn into somebody else
            self.acquaintance.named(sender)
        if isinstance(content, Revoked) and content.key == NOBODY and content.member not in self.seats:
            return [], []  # about nobody: not worth to be kept
        return [], self.acquaintance.hear(sender, content)

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
        lead = self.lead()
        self.acquaintance.lead = 0 if lead is None else lead.member
        self.introductions.leads(self.acquaintance.lead)

    def _meet(self, seat: Seat) -> Message:
        """Offer our key to a member that attached anew; owe it what is said from now on."""
        offer = self.acquaintance.meet(seat)
        self.conversation.meet(seat.member)
        if not _is_customer(seat.role) and not self._customer:
            self.private.meet(seat.member)
        return offer

    def _told_by_lead(self) -> list[Message]:
        """Return what everybody hears from one who has just become the lead: who is gone, and who is there."""
        return [self.seal(to, content) for to in self.reached() for content in self.acquaintance.about_others(to)]

    def _greeting(self, to: int) -> list[Message]:
        """Return all that a member has to know that has attached anew."""
        contents: list[Message] = [Profile(name=self.name), *self.acquaintance.commitment(to)]
        if self._seat.role is Role.LEAD:
            contents += self.acquaintance.about_others(to)
        if seen := self.conversation.seen(to):
            contents.append(ChatDelivered(number=seen))
        technicians = not self._customer and not _is_customer(self.seats[to].role)
        if technicians and (seen := self.private.seen(to)):
            contents.append(PrivateChatDelivered(number=seen))
        if self.may_chat:
            contents += self.conversation.due(to)
            contents += self.private.due(to) if technicians else []
        return contents

    def _greeted(self, to: int) -> list[Message]:
        return [self.seal(to, content) for content in self._greeting(to)]

    def _due(self, conversation: Conversation, to: int) -> list[Message]:
        """Seal the chat lines that are to be sent to a member now."""
        if not self.may_chat or not self.reaches(to):
            return []
        return [self.seal(to, chat) for chat in conversation.due(to)]

    def _heard(self, sender: int, chat: Chat | PrivateChat, now_ms: int) -> tuple[list[Line], list[Message]]:
        private = isinstance(chat, PrivateChat)
        conversation, kind = (self.private, PrivateChatDelivered) if private else (self.conversation, ChatDelivered)
        line = conversation.receive(sender, self.names.get(sender, ""), chat, now_ms)
        answer = self.seal(sender, kind(number=conversation.seen(sender)))
        return [] if line is None else [line], [answer]

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

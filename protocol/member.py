"""One's own seat in a session: attach, keys with every other member, names and chat. No I/O, no clock.

Exceptions that a peer's bytes cause are `BadMessage` (`SealError` is one); the link must then be closed, and attaching
anew makes everything good that can be.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from protocol.codec import BadMessage, Message
from protocol.content import (
    CONTENT,
    CONTENT_VOCABULARY,
    CUSTOMER_VOCABULARY,
    Chat,
    ChatDelivered,
    NewKey,
    Profile,
    ShareSource,
)
from protocol.conversation import Conversation, Line
from protocol.keyring import SALT_BYTES, Keyring
from protocol.messages import TEXT_LIMIT, Attach, Role, Room, Sealed, Seat, SessionState
from protocol.seal import SealError


class NotReachable(Exception):
    """The member is not attached at present; what can wait is sent when it is."""


@dataclass(frozen=True)
class SeatKey:
    """All that is needed to take a seat, and to take it up again."""

    session: bytes
    member: int
    role: Role
    token: bytes
    key: bytes  # the session key
    epoch: int  # which one

    def __repr__(self) -> str:
        return f"SeatKey(session={self.session.hex()}, member={self.member}, role={self.role})"


class Member:
    """This program as a member of one session.

    Attributes:
        seat: one's own, with the latest session key.
        seats: every member's seat by number, as the host last said; replaced, never changed in place.
        names: what each member calls itself, by number.
        state: where the session stands.
        sharing: who shares, 0: nobody.
    """

    def __init__(self, seat: SeatKey, name: str, conversation: Conversation) -> None:
        self.seat = seat
        self.name = name.encode("utf-8", "replace").decode("utf-8")[:TEXT_LIMIT]
        self.conversation = conversation
        self.seats: dict[int, Seat] = {}
        self.names: dict[int, str] = {}
        self.state = SessionState.WAITING
        self.sharing = 0
        self._vocabulary = CUSTOMER_VOCABULARY if seat.role is Role.CUSTOMER else CONTENT_VOCABULARY
        self._keyring = Keyring(seat.session, seat.member, seat.key, seat.epoch)
        self._salt = b""
        self._reached: dict[int, int] = {}  # member -> generation that keys are agreed with

    # -- with the host ----------------------------------------------------------------------------------------

    def attach(self) -> Attach:
        """Return the message that takes the seat on a new link; nobody is reachable until a `Room` comes."""
        self._salt = secrets.token_bytes(SALT_BYTES)
        self._keyring.set_own_salt(self._salt)
        self._reached.clear()
        return Attach(session=self.seat.session, member=self.seat.member, token=self.seat.token, salt=self._salt)

    def room(self, room: Room) -> list[Message]:
        """Take over the session's state; return what is to be sent now to members that attached anew.

        Raises:
            BadMessage: the room does not show our attachment, or turns one of another member's back.
        """
        seats = {seat.member: seat for seat in room.seats}
        own = seats.get(self.seat.member)
        if room.session != self.seat.session or own is None or own.salt != self._salt or own.role != self.seat.role:
            raise BadMessage("not the room that this seat is in")
        self.seats, self.state = seats, room.state
        if room.sharing != self.sharing:
            self.sharing = room.sharing
            self._keyring.new_run()
        for member in self._reached.keys() - {m for m, seat in seats.items() if seat.present}:
            self._lose(member)
        return [message for seat in room.seats if self._is_new(seat) for message in self._greet(seat)]

    def left(self, member: int) -> None:
        """Note that the seat of `member` is gone for good."""
        self._lose(member)
        self.conversation.part(member)
        self.seats = {number: seat for number, seat in self.seats.items() if number != member}

    def customer(self) -> Seat | None:
        """Return the customer's seat, if there is one."""
        return self._first(Role.CUSTOMER)

    def lead(self) -> Seat | None:
        """Return the lead's seat."""
        return self._first(Role.LEAD)

    # -- with other members -----------------------------------------------------------------------------------

    def seal(self, to: int, content: Message) -> Sealed:
        """Seal `content` for member `to`; what is returned must be sent at once, in the order it was sealed in.

        Raises:
            NotReachable: `to` is not attached.
            ValueError: our role may not send this.
        """
        channel = CONTENT[type(content)].get(self.seat.role)
        if channel is None:
            raise ValueError(f"{self.seat.role} sends no {content.TAG}")
        if to not in self._reached:
            raise NotReachable(to)
        if isinstance(content, ShareSource):
            self._keyring.new_run()
        box = self._keyring.seal(to, channel, CUSTOMER_VOCABULARY.encode(content))
        return Sealed(session=self.seat.session, member=to, generation=self._reached[to], channel=channel, box=box)

    def open(self, sealed: Sealed) -> tuple[int, Message] | None:
        """Return who sent the content of `sealed`, and the content; None where it is of a newer peer's kind.

        Raises:
            BadMessage: it does not open, or is not what that member may send over that channel.
        """
        sender = self.seats.get(sealed.member)
        if sealed.session != self.seat.session or sender is None or sealed.member not in self._reached:
            raise SealError("from someone who is not attached")
        content = self._vocabulary.decode(self._keyring.open(sealed.member, sealed.channel, sealed.box))
        if content is None:
            return None
        if CONTENT[type(content)].get(sender.role) is not sealed.channel:
            raise BadMessage(f"{content.TAG} from {sender.role} over {sealed.channel}")
        return sealed.member, content

    def talk(self, sender: int, content: Message) -> tuple[list[Line], list[Message]]:
        """Handle content of the channels TALK and CHAT that `open` returned.

        Returns:
            The lines that are new or changed, and what is to be sent in answer, once the conversation is saved.

        Raises:
            BadMessage: it does not go on where the sender had stopped.
        """
        if isinstance(content, Chat):
            line = self.conversation.receive(sender, self.names.get(sender, ""), content)
            answer = self.seal(sender, ChatDelivered(number=self.conversation.seen(sender)))
            return [] if line is None else [line], [answer]
        if isinstance(content, ChatDelivered):
            return self.conversation.delivered(sender, content.number), []
        if isinstance(content, Profile):
            self.names[sender] = content.name
        elif isinstance(content, NewKey):
            self._take_key(content.key, content.epoch)
        return [], []

    def say(self, text: str, now_ms: int) -> tuple[Line, list[Message]]:
        """Say `text`; return the line, and what is to be sent once the conversation is saved.

        Raises:
            ValueError: `text` is empty or too long.
        """
        chat = self.conversation.say(text, now_ms)
        return self.conversation.lines[-1], [self.seal(member, chat) for member in self._reached]

    def rekey(self) -> list[Message]:
        """Begin a new epoch, as the lead, after a member has left; return what is to be sent once `seat` is saved.

        A member that is not attached at this moment cannot open anything from now on; see PROTOCOL.md, Epochs.
        """
        if self.seat.role is not Role.LEAD:
            raise ValueError("only the lead makes session keys")
        key, epoch = secrets.token_bytes(32), self.seat.epoch + 1
        messages: list[Message] = [self.seal(member, NewKey(epoch=epoch, key=key)) for member in self._reached]
        self._take_key(key, epoch)
        return messages

    # -- inside -----------------------------------------------------------------------------------------------

    def _is_new(self, seat: Seat) -> bool:
        if seat.member == self.seat.member or not seat.present:
            return False
        generation = self._reached.get(seat.member)
        if generation is not None and seat.generation < generation:
            raise BadMessage("an attachment came back")
        return generation != seat.generation

    def _greet(self, seat: Seat) -> list[Message]:
        """Agree on keys with a member that attached anew, and tell it all that it has to know."""
        self._keyring.set_peer_salt(seat.member, seat.salt)
        self._reached[seat.member] = seat.generation
        contents: list[Message] = [Profile(name=self.name)]
        if seen := self.conversation.seen(seat.member):
            contents.append(ChatDelivered(number=seen))
        contents += self.conversation.unacknowledged(seat.member)
        return [self.seal(seat.member, content) for content in contents]

    def _lose(self, member: int) -> None:
        self._reached.pop(member, None)
        self._keyring.forget(member)

    def _take_key(self, key: bytes, epoch: int) -> None:
        self._keyring.rekey(key, epoch)
        self.seat = replace(self.seat, key=key, epoch=epoch)

    def _first(self, role: Role) -> Seat | None:
        return next((seat for seat in self.seats.values() if seat.role is role), None)

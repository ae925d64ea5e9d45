"""Lets consoles in whose device's key is the account, or ends their links.

A key says that it is one (`AskEntry`), is told what it has to do for it (`Entry`), and proves it (`DeviceLogin`). What
strangers make of this is bounded by source, and in all; what is asked of the database, as all that strangers ask.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from console.host.core.audit import Event
from console.host.core.guests.guest import GUESTS, is_banned
from console.host.core.limits import (
    GUEST_KEYS,
    GUEST_LOGINS_OF_ONE_SOURCE_A_MINUTE,
    GUEST_PUZZLE_BITS,
    NEW_GUESTS_A_MINUTE,
    NEW_GUESTS_OF_ONE_SOURCE_A_MINUTE,
    Limits,
    Rate,
)
from console.host.core.sources import SourceRate
from console.host.core.terms import PUZZLE_VALID_S
from console.host.guests.here import GuestsHere
from console.host.guests.opening import Opening
from console.host.peers.peer import Peer
from console.host.sessions.questions import Questions
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.store.tables.database import StorageError
from protocol.entry.entry_proof import is_proven, key_hash, terms_mark
from protocol.link.link import LinkEnd
from protocol.rates.puzzle import TOKEN_BYTES, is_solved
from protocol.vocabulary.accounts import Account
from protocol.vocabulary.guests import AskEntry, DeviceLogin, Entry
from protocol.vocabulary.messages import LoggedIn, Reason, Refused

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Asked:
    """A key that has said that it wants in, and what it was told."""

    key: bytes
    token: bytes = field(repr=False)
    bits: int = 0
    new: bool = False


class Entrance:
    """Who comes into one host without an account.

    Args:
        clock: seconds.
        fingerprints: returns the SHA-256 of each certificate by which the host is known.
        admitted: is called with each link that somebody has come in on.

    Attributes:
        refused: how many were not let in.
    """

    def __init__(
        self,
        *,
        opening: Opening,
        here: GuestsHere,
        clerk: Clerk,
        journal: Journal,
        questions: Questions,
        clock: Callable[[], float],
        limits: Limits,
        fingerprints: Callable[[], set[bytes]],
        admitted: Callable[[Peer], None],
    ) -> None:
        self.refused = 0
        self._opening = opening
        self._here = here
        self._clerk = clerk
        self._journal = journal
        self._questions = questions
        self._clock = clock
        self._limits = limits
        self._fingerprints = fingerprints
        self._admitted = admitted
        self._asking = SourceRate(limits.of(GUEST_LOGINS_OF_ONE_SOURCE_A_MINUTE))
        self._new = Rate(limits.of(NEW_GUESTS_A_MINUTE))
        self._new_of_source = SourceRate(limits.of(NEW_GUESTS_OF_ONE_SOURCE_A_MINUTE))
        self._asked: dict[Peer, _Asked | None] = {}  # None: the database is asked, or it is decided

    def ask(self, peer: Peer, message: AskEntry) -> None:
        """Say what this key has to do to come in."""
        kept, now = key_hash(message.signing), self._clock()
        if not peer.stranger or peer in self._asked:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
        elif not self._limits.held(GUEST_LOGINS_OF_ONE_SOURCE_A_MINUTE, within=self._asking.take(peer.address, now)):
            self._turn_away(peer, Reason.LIMIT)
        elif is_banned(self._here.bans, kept, peer.address):
            self._turn_away(peer, Reason.BANNED)
        else:
            self._asked[peer] = None
            self._questions.ask(
                peer,
                lambda store: store.guests.find(kept),
                lambda number: self._looked_up(peer, message.signing, number),
            )

    def log_in(self, peer: Peer, message: DeviceLogin) -> None:
        """Let a console in that has done what it was told to."""
        asked = self._asked.get(peer)
        if asked is None or not peer.stranger:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
        elif (reason := self._objection(peer, asked, message)) is not None:
            self._turn_away(peer, reason)
        else:
            self._asked[peer] = None
            kept, now_ms, most = key_hash(asked.key), self._journal.now_ms(), self._limits.of(GUEST_KEYS)
            self._clerk.ask(
                lambda store: store.guests.enter(kept, message.terms, now_ms, most=most),
                lambda number: self._entered(peer, kept, number),
            )

    def link_ended(self, peer: Peer) -> None:
        """Let nobody in on a link that has ended."""
        self._asked.pop(peer, None)

    def _looked_up(self, peer: Peer, key: bytes, number: int | StorageError) -> None:
        if peer not in self._asked:
            return
        if isinstance(number, StorageError):
            self._turn_away(peer, Reason.STORAGE)
            return
        new = number == 0
        bits = self._limits.of(GUEST_PUZZLE_BITS) if new else 0
        asked = _Asked(key, secrets.token_bytes(TOKEN_BYTES), bits, new)
        self._asked[peer] = asked
        invited = new and self._opening.invitations is not None
        peer.set_deadline(PUZZLE_VALID_S, lambda: peer.end(LinkEnd.SILENT))
        peer.send(Entry(token=asked.token, bits=bits, invited=invited, terms=self._opening.terms))

    def _objection(self, peer: Peer, asked: _Asked, message: DeviceLogin) -> Reason | None:
        """Return why this console is not let in; what costs others something comes last."""
        if asked.bits and not is_solved(asked.token, message.answer, asked.bits):
            self._limits.meet(GUEST_PUZZLE_BITS)
            return Reason.WRONG_LOGIN
        if not is_proven(
            asked.key, message.signature, fingerprints=self._fingerprints(), token=asked.token, terms=message.terms
        ):
            return Reason.WRONG_LOGIN
        if message.terms != terms_mark(self._opening.terms):
            return Reason.TERMS_NEEDED
        if not asked.new:
            return None
        if not self._is_invited(message.invitation):
            return Reason.INVITATION_NEEDED
        return None if self._may_be_new(peer.address) else Reason.LIMIT

    def _is_invited(self, said: str) -> bool:
        try:
            return self._opening.is_invited(said)
        except OSError as error:
            _log.error("invitations cannot be read: %(why)s", {"event": "invitations", "why": error.strerror or "?"})
            return False

    def _may_be_new(self, address: str) -> bool:
        now = self._clock()
        within = not self._new_of_source.full(address, now)
        if not self._limits.held(NEW_GUESTS_OF_ONE_SOURCE_A_MINUTE, within=within):
            return False
        if not self._limits.held(NEW_GUESTS_A_MINUTE, within=self._new.take(None, now)):
            return False
        self._new_of_source.note(address, now)
        return True

    def _entered(self, peer: Peer, kept: bytes, number: int | StorageError) -> None:
        if peer not in self._asked:
            return
        if isinstance(number, StorageError):
            self._turn_away(peer, Reason.STORAGE)
        elif not number:
            self._limits.meet(GUEST_KEYS)
            self._turn_away(peer, Reason.LIMIT)
        elif is_banned(self._here.bans, kept, peer.address):  # meanwhile
            self._turn_away(peer, Reason.BANNED)
        else:
            del self._asked[peer]
            self._let_in(peer, kept, number)

    def _let_in(self, peer: Peer, kept: bytes, number: int) -> None:
        technician = self._here.entered(peer, number, kept)
        peer.login, peer.technician = DeviceLogin.TAG, technician
        peer.admit()
        peer.send(LoggedIn(name=technician.name, group=GUESTS, rights=tuple(sorted(technician.rights))))
        peer.send(Account(technician=number, administrator=False, sessions_limit=technician.sessions_limit))
        self._admitted(peer)

    def _turn_away(self, peer: Peer, reason: Reason) -> None:
        self._asked.pop(peer, None)
        self.refused += 1
        self._journal.refusal(Event.LOGIN_REFUSED, who=peer.address, detail=reason.value)
        peer.end(LinkEnd.REFUSED, Refused(about=DeviceLogin.TAG, reason=reason))

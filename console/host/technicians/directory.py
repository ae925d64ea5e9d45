"""Who is logged in, and what all consoles are told of groups and technicians whenever any of it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from console.host.core.accounts import entries
from console.host.core.accounts.accounts import Accounts, Technician, name_key
from console.host.core.accounts.entries import Shown
from console.host.core.limits import ACCOUNT_REQUESTS_A_MINUTE, CONSOLES_OF_ONE_TECHNICIAN, Limits, Rate
from console.host.peers.peer import Peer
from console.host.queue.board import Board
from console.host.sessions.sessions import Sessions
from protocol.link.link import LinkEnd
from protocol.vocabulary.accounts import (
    CertificateEnds,
    Colleague,
    ColleagueGone,
    DeviceKeys,
    PasswordLogin,
    Prekey,
    Presence,
    SetPresence,
)
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Reason, Refused
from protocol.vocabulary.web import PageEntry

AT_WORK = (Presence.ONLINE, Presence.BUSY)
"""Of a technician who is there for customers: now, or once another one is helped."""


@dataclass
class Console:
    """A technician's console that is logged in."""

    number: int  # of the technician
    presence: Presence = Presence.ONLINE
    keys: DeviceKeys | None = None
    prekey: Prekey | None = None
    watching: bool = False  # an administrator's, who wants to see everything


class Directory:
    """All accounts of one host, and the consoles that are logged in.

    Args:
        board: shows consoles who waits for them.

    Attributes:
        accounts: groups and technicians as they were read last.
        guest: returns a technician without an account, by number.
    """

    def __init__(
        self, *, accounts: Accounts, sessions: Sessions, board: Board, clock: Callable[[], float], limits: Limits
    ) -> None:
        self._limits = limits
        self.guest: Callable[[int], Technician | None] = lambda _number: None
        self.accounts = accounts
        self._sessions = sessions
        self._board = board
        self._clock = clock
        self._requests = Rate(limits.of(ACCOUNT_REQUESTS_A_MINUTE))
        self._consoles: dict[Peer, Console] = {}  # in the order of their logins
        self._colleagues: dict[int, Colleague] = entries.colleagues(accounts, {})
        self._logins: dict[int, int] = {}  # when technicians have logged in here last, since 1970
        self._certificate_ends = CertificateEnds(ends_ms=0)
        self._page: PageEntry | None = None
        self._tree: dict[entries.Key, Message] = {}  # as those who watch see it; kept only while somebody does

    def technician(self, number: int) -> Technician | None:
        """Return the technician `number`."""
        return self.accounts.technician(number) or self.guest(number)

    def works(self, number: int) -> bool:
        """Return whether there is a technician `number` who may work here now."""
        account = self.accounts.technicians.get(number)
        return self.guest(number) is not None if account is None else not account.disabled

    def named(self, name: str) -> Technician | None:
        """Return the technician called `name`; the search takes as long whether there is one or not."""
        key = name_key(name)
        found = [number for number, account in self.accounts.technicians.items() if account.name.casefold() == key]
        return self.technician(found[0]) if found else None

    def consoles(self, number: int) -> list[Peer]:
        """Return the links of a technician's consoles; the latest login is the last."""
        return [peer for peer, console in self._consoles.items() if console.number == number]

    def presence(self, number: int) -> Presence:
        """Return whether a technician can be asked for something."""
        said = [console.presence for console in self._consoles.values() if console.number == number]
        return entries.best(said) if said else Presence.OFFLINE

    def presences(self) -> Counter[Presence]:
        """Return how many technicians are here, by what their consoles say."""
        return Counter(self.presence(number) for number in {console.number for console in self._consoles.values()})

    def entered(self, peer: Peer, technician: Technician, *, now_ms: int) -> None:
        """A console has logged in: tell it all that concerns it, and others that this technician is here."""
        peer.technician = technician
        self._make_room(technician.number)
        self._consoles[peer] = Console(technician.number)
        self._logins[technician.number] = now_ms
        for message in entries.own(technician):
            peer.send(message)
        for number, colleague in self._colleagues.items():
            if number != technician.number:
                peer.send(colleague)
        self._board.entered(peer, technician)
        self._tell()

    def left(self, peer: Peer) -> None:
        """A link has ended."""
        if self._consoles.pop(peer, None) is not None:
            self._board.left(peer)
            self._tell()

    def takes(self, technician: Technician) -> bool:
        """Count a request of a technician, and return whether it is not one too many."""
        return self._limits.held(
            ACCOUNT_REQUESTS_A_MINUTE, within=self._requests.take(technician.number, self._clock())
        )

    def set_presence(self, peer: Peer, message: SetPresence) -> None:
        """Note whether a technician is at this console."""
        console = self._asking(peer, message)
        if console is not None and message.presence is not Presence.OFFLINE:
            console.presence = message.presence
            self._tell()

    def device_keys(self, peer: Peer, message: DeviceKeys) -> None:
        """Note a console's own keys."""
        console = self._asking(peer, message)
        if console is not None:
            console.keys = message
            self._tell()

    def prekey(self, peer: Peer, message: Prekey) -> None:
        """Note the key that a console has drawn for this login."""
        console = self._asking(peer, message)
        if console is not None:
            console.prekey = message
            self._tell()

    def watch(self, peer: Peer, *, watching: bool) -> None:
        """Show a console everything, and tell it what changes from now on; or no longer."""
        self._consoles[peer].watching = watching
        if watching:
            self._tree = entries.tree(self.accounts, self._shown(), self._logins)
            _send_all(peer, self._tree.values())
            if self._page is not None:
                peer.send(self._page)
            if self._certificate_ends.ends_ms:
                peer.send(self._certificate_ends)

    def certificate_ends(self, ends_ms: int) -> None:
        """Tell administrators that the host's certificate ends then; 0: it was renewed."""
        said = CertificateEnds(ends_ms=ends_ms)
        if said != self._certificate_ends:
            self._certificate_ends = said
            self._tell_all_watchers(said)

    def page_is(self, page: PageEntry) -> None:
        """Tell administrators what the web page is now."""
        if page != self._page:
            self._page = page
            self._tell_all_watchers(page)

    def attended(self) -> set[str]:
        """Return the channels that have a technician who is at a console now."""
        here = [peer.technician for peer, console in self._consoles.items() if console.presence in AT_WORK]
        return {technician.channel for technician in here if technician is not None} - {""}

    def accounts_are(self, accounts: Accounts, *, asked_by: Peer | None = None) -> None:
        """Apply what groups and technicians are now; the link `asked_by` may outlive the change of its own password."""
        before, self.accounts = self.accounts, accounts
        if accounts == before:
            return
        everybody = {number: accounts.technician(number) for number in accounts.technicians}
        changed = {n: t for n, t in everybody.items() if t is not None and t != before.technician(n)}
        gone = {n: before.technician(n) for n in before.technicians.keys() - everybody.keys()}
        changed |= {n: replace(t, disabled=True) for n, t in gone.items() if t is not None}
        self._sessions.set_rights(changed)
        for number, technician in changed.items():
            if technician.disabled:
                self._sessions.technician_disabled(number)
        for peer, console in list(self._consoles.items()):
            if console.number in changed:
                self._follow(peer, console, changed[console.number], may_stay=peer is asked_by)
        self._board.accounts_are(accounts)
        self._tell()

    def _asking(self, peer: Peer, message: Message) -> Console | None:
        """Return the console at `peer`; refuse `message` where there is none, or it asks too often."""
        console = self._consoles.get(peer)
        if console is None or peer.technician is None:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
            return None
        if not self.takes(peer.technician):
            peer.refuse(message.TAG, Reason.LIMIT)
            return None
        return console

    def _follow(self, peer: Peer, console: Console, technician: Technician, *, may_stay: bool) -> None:
        """Let a console go on as `technician` is now, or end its link."""
        before = peer.technician
        assert before is not None, "consoles are logged in"
        peer.technician = technician
        by_password = peer.login == PasswordLogin.TAG
        if technician.disabled:
            peer.end(LinkEnd.REFUSED, Refused(about=peer.login, reason=Reason.DISABLED))
        elif by_password and technician.passwords != before.passwords and not may_stay:
            peer.end(LinkEnd.REFUSED, Refused(about=peer.login, reason=Reason.WRONG_LOGIN))
        else:
            console.watching = console.watching and technician.administrator
            _send_all(peer, entries.own_changes(before, technician))

    def _make_room(self, number: int) -> None:
        """End the oldest of a technician's consoles where one more would be too many."""
        theirs = self.consoles(number)
        if not self._limits.held(
            CONSOLES_OF_ONE_TECHNICIAN, within=len(theirs) < self._limits.of(CONSOLES_OF_ONE_TECHNICIAN)
        ):
            theirs[0].end(LinkEnd.REFUSED, Refused(about=theirs[0].login, reason=Reason.LIMIT))

    def _tell(self) -> None:
        """Tell all consoles what is not any more as they were told."""
        shown = self._shown()
        colleagues, self._colleagues = self._colleagues, entries.colleagues(self.accounts, shown)
        news: dict[int, Message] = {n: c for n, c in self._colleagues.items() if colleagues.get(n) != c}
        news |= {number: ColleagueGone(technician=number) for number in colleagues.keys() - self._colleagues.keys()}
        for peer, console in list(self._consoles.items()):
            _send_all(peer, (message for number, message in news.items() if number != console.number))
        self._tell_watchers(shown)

    def _tell_all_watchers(self, message: Message) -> None:
        for peer in [peer for peer, console in self._consoles.items() if console.watching]:
            peer.send(message)

    def _tell_watchers(self, shown: dict[int, Shown]) -> None:
        watchers = [peer for peer, console in self._consoles.items() if console.watching]
        if watchers:
            before, self._tree = self._tree, entries.tree(self.accounts, shown, self._logins)
            changes = list(entries.differences(before, self._tree))
            for peer in watchers:
                _send_all(peer, changes)

    def _shown(self) -> dict[int, Shown]:
        shown: dict[int, Shown] = {}
        for console in self._consoles.values():
            before = shown.get(console.number)
            said = [console.presence] if before is None else [before.presence, console.presence]
            found = replace(before or entries.AWAY_FROM_ALL, presence=entries.best(said))
            if console.keys is not None:
                found = replace(found, exchange=console.keys.exchange, signing=console.keys.signing)
                found = replace(found, prekey=None, prekey_signature=None)  # it goes with these keys alone
            if console.keys is not None and console.prekey is not None:
                found = replace(found, prekey=console.prekey.key, prekey_signature=console.prekey.signature)
            shown[console.number] = found
        return shown


def _send_all(peer: Peer, messages: Iterable[Message]) -> None:
    for message in messages:
        peer.send(message)

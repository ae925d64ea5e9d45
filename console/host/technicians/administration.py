"""What administrators ask of the host: to see all groups and technicians, and to change them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from console.host.core.accounts import changes as account_changes
from console.host.core.accounts.accounts import Account
from console.host.core.accounts.tree import Choice
from console.host.core.audit import Event
from console.host.peers.peer import Peer
from console.host.store.journal import Journal
from console.host.store.records.accounts import Author, Change
from console.host.technicians.directory import Directory
from console.host.technicians.new_passwords import NewPasswords
from console.host.technicians.requests import AccountRequests
from protocol.vocabulary.accounts import (
    AddGroup,
    AddTechnician,
    Changed,
    ChangeGroup,
    ChangeTechnician,
    DescribeTechnician,
    RemoveGroup,
    RemoveTechnician,
    ResetPassword,
    SetGroupReplies,
    SetGroupRights,
    UnlockTechnician,
    WatchDirectory,
)
from protocol.vocabulary.guests import AskGuests, SetBan
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.queue import SetGroupChannel
from protocol.vocabulary.web import AskPage, SetPage

Request = (
    AddGroup
    | ChangeGroup
    | RemoveGroup
    | SetGroupRights
    | SetGroupReplies
    | AddTechnician
    | ChangeTechnician
    | DescribeTechnician
    | ResetPassword
    | RemoveTechnician
    | UnlockTechnician
    | SetGroupChannel
)
"""A change of groups or technicians."""


class Administration:
    """Carries out what administrators ask for, and answers each request with `Changed`."""

    def __init__(self, *, requests: AccountRequests, journal: Journal, directory: Directory, new: NewPasswords) -> None:
        self._new = new
        self._requests = requests
        self._journal = journal
        self._directory = directory

    def watch(self, peer: Peer, message: WatchDirectory) -> None:
        """Show a console everything, and tell it what changes from now on; or no longer."""
        if self.author(peer, message) is None:
            return
        self._directory.watch(peer, watching=message.watch)
        peer.send(Changed(request=message.request, reason=Reason.NONE))

    def change(self, peer: Peer, message: Request) -> None:
        """Carry a change out, tell everybody whom it concerns, then answer."""
        author = self.author(peer, message)
        if author is None:
            return
        if isinstance(message, AddTechnician | ResetPassword):
            self._with_password(peer, message, author)
        else:
            self._carry_out(peer, message, author)

    def _with_password(self, peer: Peer, message: AddTechnician | ResetPassword, author: Author) -> None:
        """Carry a change out by which somebody gets a password, once it is known what is kept of that."""
        assert author.administrator is not None, "one has asked"

        def kept(answer: str | Reason) -> None:
            if isinstance(answer, Reason):
                peer.send(Changed(request=message.request, reason=answer))
            else:
                self._carry_out(peer, message, author, kept=answer)

        self._new.keep(author.administrator, message.password, self._names(message), kept)

    def _names(self, message: AddTechnician | ResetPassword) -> tuple[str, ...]:
        """Return what somebody is called who gets a password, and their group."""
        if isinstance(message, AddTechnician):
            group = self._directory.accounts.groups.get(message.group)
            return (message.name, "" if group is None else group.name)
        technician = self._directory.technician(message.technician)
        return () if technician is None else (technician.name, technician.group)

    def _carry_out(self, peer: Peer, message: Request, author: Author, *, kept: str | None = None) -> None:
        change = change_of(message, by=author.administrator)
        self._requests.carry_out(peer, message.request, lambda store: store.accounts.change(change, author, kept=kept))

    def author(
        self, peer: Peer, message: Request | WatchDirectory | SetPage | AskPage | AskGuests | SetBan
    ) -> Author | None:
        """Return which administrator asks; or answer why it is not done."""
        technician = peer.technician
        if technician is None or not technician.administrator:
            self._journal.refusal(Event.REFUSED, who=peer.address, detail=message.TAG)
            peer.send(Changed(request=message.request, reason=Reason.NOT_ALLOWED))
            return None
        if not self._directory.takes(technician):
            peer.send(Changed(request=message.request, reason=Reason.LIMIT))
            return None
        return Author(who=technician.audited, time_ms=self._journal.now_ms(), administrator=technician.number)


def change_of(message: Request, *, by: int | None = None) -> Change:
    """Return the change of accounts that `message` asks for, `by` the administrator of that number."""
    if isinstance(message, ResetPassword):
        must_change = message.technician != by
        return lambda accounts: account_changes.count_password(accounts, message.technician, must_change=must_change)
    make: Callable[[Any], Change] = _CHANGES[type(message)]
    return make(message)


def _add_group(message: AddGroup) -> Change:
    return lambda accounts: account_changes.add_group(accounts, message.parent, message.name)


def _change_group(message: ChangeGroup) -> Change:
    return lambda accounts: account_changes.change_group(accounts, message.group, message.parent, message.name)


def _remove_group(message: RemoveGroup) -> Change:
    return lambda accounts: account_changes.remove_group(accounts, message.group, message.heir)


def _set_group_rights(message: SetGroupRights) -> Change:
    choices = {said.name: Choice(said.setting, said.locked) for said in message.rights}
    return lambda accounts: account_changes.set_rights(
        accounts, message.group, choices, message.sessions, message.scope
    )


def _set_group_replies(message: SetGroupReplies) -> Change:
    return lambda accounts: account_changes.set_replies(accounts, message.group, message.replies)


def _set_group_channel(message: SetGroupChannel) -> Change:
    return lambda accounts: account_changes.set_channel(
        accounts, message.group, message.channel, desk_reads=message.desk_reads
    )


def _add_technician(message: AddTechnician) -> Change:
    return lambda accounts: account_changes.add_technician(
        accounts, message.group, message.name, administrator=message.administrator, must_change=True
    )


def _change_technician(message: ChangeTechnician) -> Change:
    wanted = Account(
        number=message.technician,
        name=message.name,
        group=message.group,
        administrator=message.administrator,
        disabled=message.disabled,
    )
    return lambda accounts: account_changes.change_technician(accounts, wanted)


def _describe_technician(message: DescribeTechnician) -> Change:
    said = {"full_name": message.full_name, "email": message.email, "comment": message.comment}
    return lambda accounts: account_changes.describe_technician(accounts, message.technician, **said)


def _remove_technician(message: RemoveTechnician) -> Change:
    return lambda accounts: account_changes.remove_technician(accounts, message.technician)


def _unlock_technician(message: UnlockTechnician) -> Change:
    return lambda accounts: account_changes.unlock_technician(accounts, message.technician)


_CHANGES: dict[type[Any], Callable[[Any], Change]] = {
    AddGroup: _add_group,
    ChangeGroup: _change_group,
    RemoveGroup: _remove_group,
    SetGroupRights: _set_group_rights,
    SetGroupReplies: _set_group_replies,
    SetGroupChannel: _set_group_channel,
    AddTechnician: _add_technician,
    ChangeTechnician: _change_technician,
    DescribeTechnician: _describe_technician,
    RemoveTechnician: _remove_technician,
    UnlockTechnician: _unlock_technician,
}
REQUESTS = (*_CHANGES, ResetPassword)
"""Every message that asks for a change."""

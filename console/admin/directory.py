"""The groups and technicians of a host as an administrator sees them, and the requests that change them. No widgets.

What is shown is only ever what the host has said: a request changes nothing here before its answer, so that nothing has
to be taken back where it is refused.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from protocol.notation.natural import NaturalKey, natural_key
from protocol.vocabulary.accounts import (
    AddGroup,
    AddTechnician,
    CertificateEnds,
    Changed,
    ChangeGroup,
    ChangeTechnician,
    DescribeTechnician,
    EntryGone,
    GroupEntry,
    GroupReplies,
    RemoveGroup,
    RemoveTechnician,
    ResetPassword,
    RightSetting,
    Scope,
    SetGroupReplies,
    SetGroupRights,
    TechnicianEntry,
    UnlockTechnician,
    WatchDirectory,
)
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.queue import GroupChannel, SetGroupChannel
from protocol.vocabulary.web import AskPage, EarlierPage, PageEntry, PageSettings, SetPage

Answer = Callable[[str], None]  # called with a code for a sentence; "" where the request was carried out
Found = Callable[[PageSettings], None]  # called before the answer, where there is what was asked for
Send = Callable[[Message], None]

TOP = 0  # the parent of a group that has none
NOT_CONNECTED = "host_gone"


class Directory(QObject):
    """All groups and technicians, kept current by the host while `watch` is wanted.

    Signals:
        changed: entries came, changed or went, or the host was lost or found; read the attributes.

    Attributes:
        groups, technicians: entries by number.
        replies: the predefined replies of each group that has any.
        channels: what the host says of the channel of each group.
        certificate_ends_ms: when the host's certificate ends, since 1970, where that is soon or past; else 0.
        page: the web page as the host has it; None where it has not said so.
        complete: all entries are here.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[int, GroupEntry] = {}
        self.technicians: dict[int, TechnicianEntry] = {}
        self.replies: dict[int, tuple[str, ...]] = {}
        self.channels: dict[int, GroupChannel] = {}
        self.certificate_ends_ms = 0
        self.page: PageEntry | None = None
        self.complete = False
        self._subgroups: dict[int, list[GroupEntry]] | None = None  # in order, since they were last asked for
        self._members: dict[int, list[TechnicianEntry]] | None = None
        self._send: Send | None = None
        self._watched = False
        self._waiting: dict[int, Answer] = {}
        self._found: Found | None = None  # what waits for an earlier page

    # -- reading --------------------------------------------------------------------------------------------

    @property
    def connected(self) -> bool:
        """Whether requests can be sent."""
        return self._send is not None

    def subgroups(self, parent: int) -> list[GroupEntry]:
        """Return the groups right below `parent`, by name; a group whose parent is unknown stands at the top."""
        if self._subgroups is None:
            self._subgroups = {}
            for group in sorted(self.groups.values(), key=_by_name):
                self._subgroups.setdefault(group.parent if group.parent in self.groups else TOP, []).append(group)
        return self._subgroups.get(parent, [])

    def members(self, group: int) -> list[TechnicianEntry]:
        """Return the technicians of `group`, by name."""
        if self._members is None:
            self._members = {}
            for technician in sorted(self.technicians.values(), key=_by_name):
                self._members.setdefault(technician.group, []).append(technician)
        return self._members.get(group, [])

    def below(self, group: int) -> set[int]:
        """Return the numbers of `group` and of all groups below it."""
        found, waiting = set[int](), [group]
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                waiting += [entry.group for entry in self.groups.values() if entry.parent == number]
        return found

    def path(self, group: int) -> str:
        """Return a group's name behind those of the groups above it."""
        names: list[str] = []
        seen = set[int]()
        while group in self.groups and group not in seen:
            seen.add(group)
            names.append(self.groups[group].name)
            group = self.groups[group].parent
        return " › ".join(reversed(names))

    # -- requests -------------------------------------------------------------------------------------------

    def watch(self, wanted: bool) -> None:
        """Have the host tell all entries and their changes, or no longer."""
        if wanted == self._watched:
            return
        self._watched = wanted
        if wanted:
            self._ask_for_all()
        elif self._send is not None:
            self._send(WatchDirectory(request=secrets.randbits(32), watch=False))
        if not wanted:
            self._empty()

    def add_group(self, parent: int, name: str, then: Answer) -> None:
        """Make a group below `parent`."""
        self._request(then, AddGroup, parent=parent, name=name)

    def change_group(self, group: int, then: Answer, *, name: str | None = None, parent: int | None = None) -> None:
        """Give a group another name, another place, or both."""
        entry = self.groups[group]
        to = entry.parent if parent is None else parent
        self._request(then, ChangeGroup, group=group, parent=to, name=name or entry.name)

    def remove_group(self, group: int, heir: int, then: Answer) -> None:
        """Remove a group; what is in it moves to `heir`."""
        self._request(then, RemoveGroup, group=group, heir=heir)

    def set_rights(
        self, group: int, rights: tuple[RightSetting, ...], sessions: int, scope: Scope, then: Answer
    ) -> None:
        """Set what a group says about its rights and the sessions of its technicians."""
        self._request(then, SetGroupRights, group=group, rights=rights, sessions=sessions, scope=scope)

    def set_replies(self, group: int, replies: tuple[str, ...], then: Answer) -> None:
        """Set a group's predefined replies."""
        self._request(then, SetGroupReplies, group=group, replies=replies)

    def set_channel(self, group: int, channel: str, desk_reads: bool, then: Answer) -> None:
        """Set the channel in which customers wait for a group's technicians; an empty one takes it away.

        With `desk_reads` who waits there may let the technicians read what it is about.
        """
        self._request(then, SetGroupChannel, group=group, channel=channel, desk_reads=desk_reads)

    def desk_reads(self, group: int) -> bool:
        """Return whether who waits in a group's own channel may let its technicians read what it is about."""
        return group in self.channels and self.channels[group].desk_reads

    def own_channel(self, group: int) -> str:
        """Return the channel that a group has itself; empty where it has none."""
        return self.channels[group].channel if group in self.channels else ""

    def add_technician(self, group: int, name: str, password: str, administrator: bool, then: Answer) -> None:
        """Make a technician."""
        self._request(then, AddTechnician, group=group, name=name, password=password, administrator=administrator)

    def change_technician(self, technician: int, then: Answer, **changes: Any) -> None:
        """Change a technician's `name`, `group`, `administrator` or `disabled`."""
        entry = self.technicians[technician]
        now = {name: getattr(entry, name) for name in ("name", "group", "administrator", "disabled")}
        self._request(then, ChangeTechnician, technician=technician, **(now | changes))

    def describe_technician(self, technician: int, full_name: str, email: str, comment: str, then: Answer) -> None:
        """Set what administrators know of a technician besides the name."""
        said = {"full_name": full_name, "email": email, "comment": comment}
        self._request(then, DescribeTechnician, technician=technician, **said)

    def reset_password(self, technician: int, password: str, then: Answer) -> None:
        """Give a technician another password."""
        self._request(then, ResetPassword, technician=technician, password=password)

    def remove_technician(self, technician: int, then: Answer) -> None:
        """Have the host forget a technician for good."""
        self._request(then, RemoveTechnician, technician=technician)

    def unlock_technician(self, technician: int, then: Answer) -> None:
        """Let a technician whose passwords were wrong try again at once."""
        self._request(then, UnlockTechnician, technician=technician)

    def set_page(self, settings: PageSettings, then: Answer) -> None:
        """Set what the web page is."""
        self._request(then, SetPage, settings=settings)

    def ask_page(self, version: int, found: Found, then: Answer) -> None:
        """Ask what the web page was in an earlier version."""
        self._found = found
        self._request(then, AskPage, version=version)

    # -- the link -------------------------------------------------------------------------------------------

    def link_up(self, send: Send) -> None:
        """Use the host that `send` leads to, on which an administrator has logged in."""
        self._send = send
        if self._watched:
            self._ask_for_all()
        self.changed.emit()

    def link_down(self) -> None:
        """Note that the host is lost; what it has not answered was perhaps not done."""
        self._send = None
        waiting, self._waiting = self._waiting, {}
        for then in waiting.values():
            then(NOT_CONNECTED)
        self.changed.emit()

    def receive(self, message: Message) -> bool:
        """Handle a message that is about groups and technicians; return whether it was one."""
        if isinstance(message, Changed):
            return self._answered(message)
        if isinstance(message, EarlierPage):
            return self._earlier_page(message)
        if isinstance(message, CertificateEnds):
            self.certificate_ends_ms = message.ends_ms
        elif isinstance(message, EntryGone):
            self._gone(message)
        elif not self._came(message):
            return False
        if self.complete:
            self.changed.emit()
        return True

    # -- inside ---------------------------------------------------------------------------------------------

    def _request(self, then: Answer, kind: Callable[..., Message], **fields: Any) -> None:
        if self._send is None:
            then(NOT_CONNECTED)
            return
        number = secrets.randbits(32)
        self._waiting[number] = then
        self._send(kind(request=number, **fields))

    def _ask_for_all(self) -> None:
        self._empty()
        self._request(self._all_here, WatchDirectory, watch=True)

    def _all_here(self, problem: str) -> None:
        self.complete = not problem
        self.changed.emit()

    def _answered(self, message: Changed) -> bool:
        then = self._waiting.pop(message.request, None)
        if then is None:
            return False
        then("" if message.reason is Reason.NONE else message.reason.value)
        return True

    def _earlier_page(self, message: EarlierPage) -> bool:
        if self._found is not None and message.request in self._waiting:
            self._found(message.settings)
        return True

    def _came(self, message: Message) -> bool:
        self._subgroups = self._members = None
        if isinstance(message, GroupEntry):
            self.groups[message.group] = message
        elif isinstance(message, TechnicianEntry):
            self.technicians[message.technician] = message
        elif isinstance(message, GroupReplies):
            self.replies[message.group] = message.replies
        elif isinstance(message, GroupChannel):
            self.channels[message.group] = message
        elif isinstance(message, PageEntry):
            self.page = message
        else:
            return False
        return True

    def _gone(self, message: EntryGone) -> None:
        self._subgroups = self._members = None
        self.groups.pop(message.group, None)
        self.replies.pop(message.group, None)
        self.channels.pop(message.group, None)
        self.technicians.pop(message.technician, None)

    def _empty(self) -> None:
        self._subgroups = self._members = None
        self.groups.clear()
        self.technicians.clear()
        self.replies.clear()
        self.channels.clear()
        self.certificate_ends_ms = 0
        self.page = None
        self.complete = False


def _by_name(entry: GroupEntry | TechnicianEntry) -> NaturalKey:
    return natural_key(entry.name)

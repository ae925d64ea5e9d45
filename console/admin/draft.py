"""What an administrator has changed of a group and not saved yet. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from protocol.vocabulary.accounts import GroupEntry, RightSetting, Setting

SESSIONS, REPLIES, CHANNEL = "sessions", "replies", "channel"
"""What can be changed of a group besides its rights, which have names of their own."""


@dataclass(frozen=True)
class GroupDraft:
    """A group's settings as they stand on the screen.

    Attributes:
        saved, saved_replies, saved_channel, saved_reads: as the host has them.
        rights, sessions, replies, channel: as the administrator wants them.
        reads: whether who waits in that channel may let the desk read what it is about.
        theirs: what somebody else has changed since this draft has had changes: names of rights, and the three above.
    """

    saved: GroupEntry
    saved_replies: tuple[str, ...]
    rights: dict[str, RightSetting]
    sessions: int
    replies: tuple[str, ...]
    saved_channel: str = ""
    channel: str = ""  # that customers wait in; empty: none of its own
    saved_reads: bool = False
    reads: bool = False
    theirs: frozenset[str] = frozenset()

    @classmethod
    def of(cls, entry: GroupEntry, replies: tuple[str, ...], channel: str = "", reads: bool = False) -> GroupDraft:
        """Return the draft that changes nothing."""
        rights = {right.name: right for right in entry.rights}
        return cls(entry, replies, rights, entry.sessions, replies, channel, channel, reads, reads)

    @property
    def rights_changed(self) -> bool:
        """Whether rights or sessions differ from what the host has."""
        return self.sessions != self.saved.sessions or any(
            _said(right) != _said(self.rights[right.name]) for right in self.saved.rights
        )

    @property
    def replies_changed(self) -> bool:
        """Whether the predefined replies differ from what the host has."""
        return self.replies != self.saved_replies

    @property
    def changed(self) -> bool:
        """Whether anything is to be saved."""
        return self.rights_changed or self.replies_changed or self.channel_changed

    @property
    def channel_changed(self) -> bool:
        """Whether the channel, or who reads there, differs from what the host has."""
        return (self.channel, self.reads) != (self.saved_channel, self.saved_reads)

    @property
    def contested(self) -> frozenset[str]:
        """What both somebody else and this draft have changed, and differently."""
        return self.theirs & self._mine()

    def with_theirs(self) -> GroupDraft:
        """Return the draft without what was changed here that somebody else has changed, too."""
        lost = self.contested
        rights = {right.name: right for right in self.saved.rights if right.name in lost}
        return replace(
            self,
            rights=self.rights | rights,
            sessions=self.saved.sessions if SESSIONS in lost else self.sessions,
            replies=self.saved_replies if REPLIES in lost else self.replies,
            channel=self.saved_channel if CHANNEL in lost else self.channel,
            theirs=frozenset(),
        )

    def with_right(self, name: str, *, setting: Setting | None = None, locked: bool | None = None) -> GroupDraft:
        """Return the draft with another setting of one right."""
        now = self.rights[name]
        wanted = replace(
            now,
            setting=now.setting if setting is None else setting,
            locked=now.locked if locked is None else locked,
        )
        return replace(self, rights=self.rights | {name: wanted})

    def wanted(self) -> tuple[RightSetting, ...]:
        """Return the rights as they are to be sent."""
        return tuple(
            RightSetting(name=right.name, setting=right.setting, locked=right.locked) for right in self.rights.values()
        )

    def followed(
        self, entry: GroupEntry, replies: tuple[str, ...], channel: str = "", reads: bool = False
    ) -> GroupDraft:
        """Return the draft over what the host has now: what was changed here stays, the rest follows the host."""
        mine = {right.name: self.rights[right.name] for right in self.saved.rights if self._touched(right)}
        rights = {right.name: self._over(right, mine) for right in entry.rights}
        sessions = self.sessions if self.sessions != self.saved.sessions else entry.sessions
        wanted = self.replies if self.replies_changed else replies
        mine_too = self.channel if self.channel != self.saved_channel else channel
        read = self.reads if self.reads != self.saved_reads else reads
        draft = GroupDraft(entry, replies, rights, sessions, wanted, channel, mine_too, reads, read)
        return replace(draft, theirs=self._theirs_now(draft)) if self.changed else draft

    def _theirs_now(self, after: GroupDraft) -> frozenset[str]:
        """Return what somebody else has changed; what stands there by now as it was wanted here was our own save."""
        now = {right.name: right for right in after.saved.rights}
        before = {right.name: right for right in self.saved.rights}
        names = [name for name in now if name in before and _set(now[name]) != _set(before[name])]
        found = {name for name in names if _said(now[name]) != _said(self.rights[name])}
        others = (
            (SESSIONS, self.saved.sessions, after.saved.sessions, self.sessions),
            (REPLIES, self.saved_replies, after.saved_replies, self.replies),
            (CHANNEL, self.saved_channel, after.saved_channel, self.channel),
            (CHANNEL, self.saved_reads, after.saved_reads, self.reads),
        )
        found |= {name for name, was, is_, wanted in others if is_ not in (was, wanted)}
        return self.theirs | found

    def _mine(self) -> set[str]:
        changed = {SESSIONS: self.sessions != self.saved.sessions, REPLIES: self.replies_changed}
        changed |= {CHANNEL: self.channel_changed}
        changed |= {right.name: self._touched(right) for right in self.saved.rights}
        return {name for name, is_so in changed.items() if is_so}

    def _touched(self, right: RightSetting) -> bool:
        return _said(right) != _said(self.rights[right.name])

    @staticmethod
    def _over(right: RightSetting, mine: dict[str, RightSetting]) -> RightSetting:
        """Return `right` with what was changed here; a lock that has come from above takes that back."""
        if right.name not in mine or right.locked_above:
            return right
        return replace(right, setting=mine[right.name].setting, locked=mine[right.name].locked)


def _set(right: RightSetting) -> tuple[Setting, bool, bool]:
    return right.setting, right.locked, right.locked_above


def _said(right: RightSetting) -> tuple[Setting, bool]:
    return right.setting, right.locked

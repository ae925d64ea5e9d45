"""What an administrator has changed of a group and not saved yet. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from protocol.vocabulary.accounts import GroupEntry, RightSetting, Setting


@dataclass(frozen=True)
class GroupDraft:
    """A group's settings as they stand on the screen.

    Attributes:
        saved, saved_replies, saved_channel, saved_reads: as the host has them.
        rights, sessions, replies, channel: as the administrator wants them.
        reads: whether who waits in that channel may let the desk read what it is about.
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
        return GroupDraft(entry, replies, rights, sessions, wanted, channel, mine_too, reads, read)

    def _touched(self, right: RightSetting) -> bool:
        return _said(right) != _said(self.rights[right.name])

    @staticmethod
    def _over(right: RightSetting, mine: dict[str, RightSetting]) -> RightSetting:
        """Return `right` with what was changed here; a lock that has come from above takes that back."""
        if right.name not in mine or right.locked_above:
            return right
        return replace(right, setting=mine[right.name].setting, locked=mine[right.name].locked)


def _said(right: RightSetting) -> tuple[Setting, bool]:
    return right.setting, right.locked

"""What was changed of a group and not saved."""

from dataclasses import replace

from console.admin.draft import GroupDraft
from protocol.vocabulary.accounts import GroupEntry, RightSetting, Setting


def group() -> GroupEntry:
    rights = tuple(
        RightSetting(name=name, setting=Setting.INHERIT, locked=False) for name in ("chat", "share_screen", "end")
    )
    return GroupEntry(group=1, parent=0, name="Support", rights=rights, sessions=0, sessions_effective=5)


def draft() -> GroupDraft:
    return GroupDraft.of(group(), ("Hello",))


def test_nothing_is_changed_at_first() -> None:
    assert not draft().changed


def test_a_change_and_back_is_no_change() -> None:
    changed = draft().with_right("chat", setting=Setting.ON)
    assert changed.rights_changed
    assert not changed.replies_changed
    assert not changed.with_right("chat", setting=Setting.INHERIT).changed
    assert draft().with_right("chat", locked=True).rights_changed
    assert replace(draft(), sessions=3).rights_changed
    assert replace(draft(), replies=()).replies_changed


def test_what_was_changed_here_stays_when_the_host_changes_something_else() -> None:
    entry = group()
    theirs = replace(
        entry, sessions=4, rights=(entry.rights[0], replace(entry.rights[1], locked=True), entry.rights[2])
    )
    mine = draft().with_right("chat", setting=Setting.OFF).followed(theirs, ("Hi",))
    assert mine.rights["chat"].setting is Setting.OFF
    assert mine.rights["share_screen"].locked
    assert (mine.sessions, mine.replies) == (4, ("Hi",))
    assert mine.changed


def test_a_lock_from_above_takes_back_what_was_changed_here() -> None:
    entry = group()
    locked = replace(entry, rights=(replace(entry.rights[0], locked_above=True), *entry.rights[1:]))
    assert not draft().with_right("chat", setting=Setting.ON).followed(locked, ("Hello",)).changed


def test_what_is_sent_says_nothing_about_what_the_host_works_out() -> None:
    entry = group()
    entry = replace(entry, rights=tuple(replace(right, effective=True) for right in entry.rights))
    assert all(not right.effective for right in GroupDraft.of(entry, ()).wanted())

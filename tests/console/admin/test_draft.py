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


# -- what somebody else has changed meanwhile -----------------------------------------------------------------------


def by_others(**changes) -> GroupEntry:
    """Return the group as somebody else has saved it; rights by their names."""
    entry = group()
    rights = tuple(replace(right, **changes.pop(right.name, {})) for right in entry.rights)
    return replace(entry, rights=rights, **changes)


def test_who_has_changed_nothing_just_follows() -> None:
    after = draft().followed(by_others(sessions=3, chat={"setting": Setting.OFF}), ("Hi",), "helpdesk")
    assert (after.theirs, after.changed) == (frozenset(), False)


def test_what_others_have_changed_is_told_to_who_has_changed_something() -> None:
    mine = draft().with_right("end", setting=Setting.ON)
    after = mine.followed(by_others(sessions=3, chat={"setting": Setting.OFF}), ("Hi",), "helpdesk")
    assert after.theirs == {"chat", "sessions", "replies", "channel"}
    assert after.contested == frozenset()
    later = after.followed(by_others(sessions=3, chat={"setting": Setting.OFF}, end={"locked": True}), ("Hi",), "x")
    assert later.theirs == {"chat", "sessions", "replies", "channel", "end"}
    assert later.contested == {"end"}


def test_what_both_have_changed_can_be_left_to_the_other() -> None:
    mine = replace(draft().with_right("chat", setting=Setting.ON).with_right("end", locked=True), sessions=7)
    after = mine.followed(by_others(sessions=3, chat={"setting": Setting.OFF}), ("Hello",))
    assert after.contested == {"chat", "sessions"}
    taken = after.with_theirs()
    assert (taken.rights["chat"].setting, taken.sessions, taken.rights["end"].locked) == (Setting.OFF, 3, True)
    assert (taken.theirs, taken.changed) == (frozenset(), True)


def test_ones_own_save_is_nobody_elses_change() -> None:
    mine = replace(draft().with_right("chat", setting=Setting.ON), replies=("Hi",))
    after = mine.followed(by_others(chat={"setting": Setting.ON}), ("Hello",))  # the replies are still on their way
    assert (after.theirs, after.replies_changed) == (frozenset(), True)
    assert mine.followed(by_others(chat={"setting": Setting.ON}), ("Hi",)).theirs == frozenset()

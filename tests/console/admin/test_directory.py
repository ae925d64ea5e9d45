"""The groups and technicians of a host, and the requests that change them."""

from console.admin.directory import NOT_CONNECTED, TOP, Directory
from protocol.vocabulary.accounts import Changed, EntryGone, Scope, WatchDirectory
from protocol.vocabulary.messages import Reason


def watched(directory: Directory) -> Directory:
    directory.watch(True)
    return directory


def test_it_is_empty_until_somebody_wants_to_see_it(directory, host) -> None:
    assert directory.groups == {}
    watched(directory)
    assert directory.complete
    assert [entry.name for entry in directory.subgroups(TOP)] == ["Field service", "Support"]
    assert [entry.name for entry in directory.members(2)] == ["Grace"]
    directory.watch(False)
    assert directory.groups == {} == directory.technicians
    assert isinstance(host.last, WatchDirectory)
    assert not host.last.watch


def test_a_group_knows_what_is_below_and_above_it(directory, host) -> None:
    watched(directory)
    assert directory.below(1) == {1, 2}
    assert directory.path(2) == "Support › First level"
    assert directory.path(99) == ""


def test_a_group_whose_parent_is_unknown_stands_at_the_top(directory, host) -> None:
    del host.groups[1]
    watched(directory)
    assert "First level" in [entry.name for entry in directory.subgroups(TOP)]


def test_nothing_changes_before_the_host_has_said_so(directory, host) -> None:
    watched(directory)
    host.hold = True
    answers = []
    directory.change_group(2, answers.append, name="Second level")
    assert directory.groups[2].name == "First level"
    assert answers == []
    host.carry_out(host.last)
    host.answer(host.last)
    assert directory.groups[2].name == "Second level"
    assert answers == [""]


def test_a_refusal_is_told_to_the_one_who_asked_only(directory, host) -> None:
    watched(directory)
    host.refuse = Reason.NAME_TAKEN
    first, second = [], []
    directory.add_group(1, "Support", first.append)
    assert first == ["name_taken"]
    assert second == []
    assert not directory.receive(Changed(request=12345, reason=Reason.NONE))


def test_changing_one_thing_keeps_the_others(directory, host) -> None:
    watched(directory)
    directory.change_technician(8, lambda _code: None, disabled=True)
    assert (host.last.name, host.last.group, host.last.disabled) == ("Grace", 2, True)
    directory.change_group(2, lambda _code: None, parent=3)
    assert (host.last.name, host.last.parent) == ("First level", 3)


def test_what_was_not_answered_fails_when_the_host_is_lost(directory, host) -> None:
    watched(directory)
    host.hold = True
    answers = []
    directory.reset_password(7, "correct horse", answers.append)
    directory.link_down()
    assert answers == [NOT_CONNECTED]
    assert not directory.connected
    directory.set_rights(1, (), 0, Scope.GROUP, answers.append)
    assert answers == [NOT_CONNECTED, NOT_CONNECTED]
    assert directory.groups, "what was there can still be read"


def test_all_is_asked_for_again_on_a_new_link(directory, host) -> None:
    watched(directory)
    directory.link_down()
    del host.technicians[8]
    directory.link_up(host.send)
    assert list(directory.technicians) == [7]


def test_what_is_gone_is_gone(directory, host) -> None:
    watched(directory)
    directory.receive(EntryGone(group=1, technician=0))
    assert 1 not in directory.groups
    assert 1 not in directory.replies
    directory.receive(EntryGone(group=0, technician=7))
    assert 7 not in directory.technicians

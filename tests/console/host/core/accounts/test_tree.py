"""The tree of groups, resolved by the code and by a second statement of its rules."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.host.core.accounts.tree import DEFAULT_SESSIONS, INHERITED, Choice, Group, below, chain, standing
from console.host.core.rights import RIGHTS
from protocol.vocabulary.accounts import Setting

CHOICES = st.builds(Choice, st.sampled_from(Setting), st.booleans())


@st.composite
def trees(draw):
    """Draw up to eight groups; each is below an earlier one or at the top."""
    found = {}
    for number in range(1, draw(st.integers(1, 8)) + 1):
        found[number] = Group(
            number=number,
            name=f"group {number}",
            parent=draw(st.integers(0, number - 1)),
            choices={right: draw(CHOICES) for right in RIGHTS},
            sessions=draw(st.sampled_from([0, 0, 1, 10, 100])),
            replies=tuple(draw(st.lists(st.sampled_from(["a", "b"]), max_size=2))),
        )
    return found


def way_up(tree, number):
    """Return the group and all above it, the nearest first."""
    return [] if number == 0 else [tree[number], *way_up(tree, tree[number].parent)]


def allowed(tree, number, right):
    """The rules in other words: from the highest lock upwards, the nearest group that says anything counts."""
    above = way_up(tree, number)
    locks = [place for place, group in enumerate(above) if group.choices[right].locked]
    asked = above[locks[-1] :] if locks else above
    said = [group.choices[right].setting for group in asked if group.choices[right].setting != "inherit"]
    return bool(said) and said[0] == "on"


@settings(deadline=None)
@given(trees())
def test_what_comes_of_a_tree_is_what_its_rules_say(tree):
    for number in tree:
        stands, above = standing(tree, number), way_up(tree, number)
        assert stands.rights == {right for right in RIGHTS if allowed(tree, number, right)}
        assert stands.locked_above == {r for r in RIGHTS if any(group.choices[r].locked for group in above[1:])}
        assert stands.sessions == next((g.sessions for g in above if g.sessions), DEFAULT_SESSIONS)
        assert stands.replies == next((g.replies for g in above if g.replies), ())


@settings(deadline=None)
@given(trees())
def test_below_a_group_is_whoever_has_it_above(tree):
    for number in tree:
        assert below(tree, number) == {n for n in tree if n != number and tree[number] in way_up(tree, n)}
        assert chain(tree, number) == way_up(tree, number)[::-1]


def with_chat(*choices):
    """Return a tree of one group below the other, which say `choices` of the right to chat."""
    return {
        number: Group(
            number=number, name=str(number), parent=number - 1, choices={**INHERITED, "chat": Choice(setting, locked)}
        )
        for number, (setting, locked) in enumerate(choices, start=1)
    }


ON, OFF, INHERIT = Setting.ON, Setting.OFF, Setting.INHERIT


@pytest.mark.parametrize(
    ("choices", "on"),
    [
        ([(INHERIT, False)], False),
        ([(ON, False)], True),
        ([(ON, False), (INHERIT, False)], True),
        ([(ON, False), (OFF, False)], False),
        ([(OFF, False), (ON, False)], True),
        ([(OFF, True), (ON, False)], False),
        ([(ON, True), (OFF, False)], True),
        ([(ON, False), (INHERIT, True), (OFF, False)], True),
        ([(OFF, True), (ON, True), (ON, False)], False),
        ([(OFF, True)], False),
        ([(ON, True)], True),
    ],
)
def test_a_right_on_its_way_down(choices, on):
    tree = with_chat(*choices)
    assert ("chat" in standing(tree, len(choices)).rights) is on


def test_a_groups_own_lock_is_not_above_it():
    tree = with_chat((ON, True), (INHERIT, False))
    assert standing(tree, 1).locked_above == frozenset()
    assert standing(tree, 2).locked_above == {"chat"}

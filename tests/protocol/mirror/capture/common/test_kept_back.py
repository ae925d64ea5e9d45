"""Which windows are kept back by what they are."""

from __future__ import annotations

import re

from protocol.mirror.capture.common.kept_back import NO_RULES, Facts, Rules, kept_back, plain

OWN, EDITOR, VAULT = 0x400000, 0x600000, 0x800000


def of(window, owner, *names, **more) -> Facts:
    return Facts(window, owner, frozenset(map(plain, names)), **more)


EVERY = [
    of(1, OWN, "Fernblick"),
    of(2, EDITOR, "gedit", title="Bank account.txt"),
    of(3, VAULT, "org.keepassxc.KeePassXC", title="Passwords"),
    of(4, VAULT, title="a menu without a name"),
    of(5, EDITOR, title="Save?", leader=2),
    of(6, 0xA00000, "dunst", notification=True),
    of(7, 0xC00000, unread=True),
]


def found(**rules) -> set[int]:
    return kept_back(EVERY, Rules(**rules), OWN if rules.get("own") else 0)


def test_without_rules_nothing_is() -> None:
    assert kept_back(EVERY, NO_RULES, 0) == set()


def test_the_own_program_is_with_all_its_windows() -> None:
    assert found(own=OWN + 1) == {1}


def test_a_listed_program_is_with_its_menus_by_any_form_of_its_name() -> None:
    assert found(programs=(plain("KeePassXC"),)) == {3, 4, 7}
    assert found(programs=("keepass*",)) == {3, 4, 7}
    assert found(programs=("keepass",)) == {7}


def test_a_title_is_with_the_dialogs_of_its_window() -> None:
    assert found(titles=(re.compile("(?i)bank"),)) == {2, 5, 7}


def test_a_window_is_by_its_number_and_a_notification_by_its_kind() -> None:
    assert found(windows=frozenset({2})) == {2, 5}
    assert found(notifications=True) == {6}

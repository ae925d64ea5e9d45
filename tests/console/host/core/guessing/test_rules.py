"""Which passwords are refused: short ones, much used ones, the name, rows of keys; and which are not."""

import pytest

from console.host.core.accounts.accounts import NotDoneError
from console.host.core.guessing.rules import guessable, need_password
from console.host.core.guessing.worst import worst_passwords
from protocol.vocabulary.accounts import PASSWORD_LEAST
from protocol.vocabulary.messages import Reason

NAMES = ("Ada Lovelace", "second level")

BAD = [
    # the name, its parts, backwards, again and again, with digits and signs
    *("Ada Lovelace", "adalovelace", "AdaLovelace1", "lovelace2026", "ecalevol!!", "ecalevoladA", "LovelaceLovelace"),
    *(
        "1815-Lovelace-1852",
        "l0velace99",
        "ADA.LOVELACE",
        "Lovelace_Ada",
        "secondlevel1",
        "Fullwidth Ａda Lovelace"[10:],
    ),
    # what everybody tries at a support desk
    *("Fernblick1", "fernblick2026!", "Support2026!", "P@ssw0rd2026", "Passwort!!!!", "adminadmin", "Welcome12345"),
    *("Sommer2026!", "Administrator", "passwordpassword", "Winter2025/26"),
    # one key, rows of keys, rows of characters
    *("aaaaaaaaaa", "1111111111", "abababababab", "abcdefghij", "0123456789", "9876543210", "qwertzuiop"),
    *("QWERTYUIOP", "asdfghjklö", "qwertzasdfg", "zyxwvutsrq", "aabbccddee", "abcabcabcabc", "hunterhunter"),
    "          ",
    # much used ones
    *("basketball", "1q2w3e4r5t", "MANCHESTER", "password123", "1qaz2wsx3edc"),
]
GOOD = [
    *(
        "correct horse",
        "battery staple",
        "xk3-fj29-dkw2",
        "first word of 7",
        "Ada counts 3 sheep",
        "support the trees!",
    ),
    *("gelbe Ente 17", "päng püh bumm", "8hT4!kq0ZmPw", "4711-0815-2342-99", "ロンドン橋が落ちる落ちた"),
]


@pytest.mark.parametrize("password", BAD)
def test_what_a_guesser_tries_first_is_refused(password):
    with pytest.raises(NotDoneError) as refused:
        need_password(password, NAMES)
    assert refused.value.reason is Reason.KNOWN_PASSWORD


@pytest.mark.parametrize("password", GOOD)
def test_what_nobody_tries_is_taken(password):
    need_password(password, NAMES)


@pytest.mark.parametrize("password", ["", "short", "x" * 9, "xy" * 101])
def test_short_and_endless_ones_are_refused(password):
    with pytest.raises(NotDoneError) as refused:
        need_password(password, NAMES)
    assert refused.value.reason is Reason.WEAK_PASSWORD


def test_somebody_elses_name_is_one():
    assert not guessable("Lovelace 1815")
    assert guessable("Lovelace 1815", ["Ada Lovelace"])


def test_names_of_one_letter_or_none_forbid_nothing():
    assert not guessable("correct horse", ["", "o", "李", "...", "Re"])


def test_there_are_a_few_thousand_much_used_ones_that_would_be_long_enough():
    words = worst_passwords()
    assert 2000 < len(words) < 10_000
    assert min(map(len, words)) >= PASSWORD_LEAST
    assert all(guessable(word) for word in words)

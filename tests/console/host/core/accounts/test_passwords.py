"""Passwords: what is kept of them, and what is not one."""

import pytest

from console.host.core.accounts.passwords import Passwords

PASSWORD = "correct horse"


@pytest.fixture
def passwords(cheap_passwords):
    return Passwords()


def test_a_password_is_kept_as_argon2id_with_the_parameters_of_rfc_9106():
    kept = Passwords().hash(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Passwords().match(kept, PASSWORD)


def test_nothing_but_the_password_matches(passwords):
    kept = passwords.hash(PASSWORD)
    assert PASSWORD not in kept
    assert kept != passwords.hash(PASSWORD)
    assert passwords.match(kept, PASSWORD)
    assert not passwords.match(kept, PASSWORD + " ")
    assert not passwords.match(kept, "")


def test_where_nothing_is_kept_nothing_matches_and_it_is_compared_all_the_same(passwords):
    compared = []
    passwords._hasher = Counting(passwords._hasher, compared)
    assert not passwords.match(None, PASSWORD)
    assert not passwords.match(passwords.hash(PASSWORD), "something else")
    assert len(compared) == 2
    assert compared[0].split("$")[:4] == compared[1].split("$")[:4]


def test_the_password_of_nobody_is_no_password_either(passwords, monkeypatch):
    monkeypatch.setattr("secrets.token_hex", lambda: PASSWORD)
    assert not passwords.match(None, PASSWORD)


class Counting:
    """A hasher that notes what it compares with."""

    def __init__(self, hasher, compared):
        self.hash = hasher.hash
        self._hasher = hasher
        self._compared = compared

    def verify(self, kept, password):
        self._compared.append(kept)
        return self._hasher.verify(kept, password)


@pytest.mark.parametrize("kept", ["", "x", "$argon2id$v=19$m=64,t=1,p=4$damaged"])
def test_what_was_damaged_matches_nothing(passwords, kept):
    assert not passwords.match(kept, PASSWORD)


def test_a_password_has_one_spelling(passwords):
    assert passwords.match(passwords.hash("Gru\u0308ße und mehr"), "Gr\u00fcße und mehr")

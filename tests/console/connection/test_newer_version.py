"""A console believes the newest signed note and says nothing of all others; a host passes one on."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from console.connection.newer_version import NewerVersion
from protocol.trust.release import Release, write
from protocol.vocabulary.web import ReleaseNote
from resources.program.release_keys import release_keys

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
SECRET, PUBLIC = KEY.private_bytes_raw(), KEY.public_key().public_bytes_raw()


def note(version="1.3.0", number=5, secret=SECRET, until_ms=2000):
    return write(Release(version=version, number=number, since_ms=1000, until_ms=until_ms), secret)


@pytest.fixture
def make(qapp, tmp_path):
    def make(keys=(PUBLIC,)):
        return NewerVersion(tmp_path / "note", keys=keys, installed=lambda: "1.2.0", now_ms=lambda: 1500)

    return make


def told(newer, content):
    newer.handlers()[ReleaseNote](ReleaseNote(note=content))
    return newer.version


def test_a_newer_version_is_said_once(make):
    newer, changes = make(), []
    newer.changed.connect(lambda: changes.append(newer.version))
    assert told(newer, note()) == "1.3.0"
    told(newer, note())
    assert changes == ["1.3.0"]


@pytest.mark.parametrize(
    "content",
    [
        note("1.2.0"),
        note("1.1.9"),
        note(until_ms=1400),
        note(secret=b"x" * 32),
        b"",
        b"<html>",
        note()[:-3],
    ],
    ids=["this one", "older", "over", "another key", "empty", "a page", "cut off"],
)
def test_all_else_is_silence(make, content):
    assert told(make(), content) == ""


def test_a_note_from_before_is_not_believed_again_also_after_a_restart(make):
    assert told(make(), note("1.4.0", number=6)) == "1.4.0"
    newer = make()
    assert told(newer, note("1.3.0", number=5)) == ""
    assert told(newer, note("1.4.0", number=6)) == "1.4.0"


def test_a_program_without_keys_believes_nobody(make):
    assert told(make(keys=()), note()) == ""


def test_the_programs_keys_are_read_as_they_are():
    assert all(len(key) == 32 for key in release_keys())

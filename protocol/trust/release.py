"""Which version is the newest, as whoever makes the releases has signed it. Pure.

Hosts pass such a note on and cannot make one up; programs believe it by a key that they came with. It ends after a
while, so that nobody is told the news of long ago; its number rises, so that an older note takes no newer one's place.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Collection
from dataclasses import asdict, dataclass

from protocol.trust.signing import SIGNATURE_BYTES, is_signed, sign

START = b"fernblick release 1\n"
NOTE_LIMIT = 2048  # bytes
LONGEST_MS = 400 * 24 * 3600 * 1000  # that one is good for, whatever it says
_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){1,3}", re.ASCII)


class BadRelease(ValueError):
    """The bytes are no note of a release, or nobody's who is believed, or not of this time."""


@dataclass(frozen=True, kw_only=True)
class Release:
    """The newest version.

    Attributes:
        number: of the note; the next one has a higher one.
        since_ms, until_ms: for how long the note is good, milliseconds since 1970.
    """

    version: str
    number: int
    since_ms: int
    until_ms: int


def write(release: Release, secret: bytes) -> bytes:
    """Return the note of `release`, signed with a secret key (Ed25519).

    Raises:
        BadRelease: nobody would believe it.
    """
    _check(release)
    body = json.dumps(asdict(release), sort_keys=True).encode()
    return START + body + b"\n" + base64.b64encode(sign(secret, START + body)) + b"\n"


def read(note: bytes, keys: Collection[bytes], now_ms: int) -> Release:
    """Return what `note` says, if the owner of one of the public `keys` has signed it, and it is good now.

    Raises:
        BadRelease: it is not to be believed.
    """
    if len(note) > NOTE_LIMIT or not note.startswith(START):
        raise BadRelease("no note")
    body, _, rest = note[len(START) :].partition(b"\n")
    try:
        signature = base64.b64decode(rest.strip(), validate=True)
    except ValueError as error:
        raise BadRelease("no signature") from error
    if len(signature) != SIGNATURE_BYTES or not any(is_signed(key, START + body, signature) for key in keys):
        raise BadRelease("nobody's who is believed")
    release = _read(body)
    if not release.since_ms <= now_ms < release.until_ms:
        raise BadRelease("not of this time")
    return release


def is_newer(version: str, than: str) -> bool:
    """Return whether `version` is newer; of a version that is no row of numbers nothing is."""
    if not (_VERSION.fullmatch(version) and _VERSION.fullmatch(than)):
        return False
    return _numbers(version) > _numbers(than)


def _read(body: bytes) -> Release:
    try:
        said = json.loads(body)
        release = Release(**said)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadRelease("no release") from error
    _check(release)
    return release


def _check(release: Release) -> None:
    if not isinstance(release.version, str) or not _VERSION.fullmatch(release.version):
        raise BadRelease("no version")
    if not all(type(value) is int and value >= 0 for value in (release.number, release.since_ms, release.until_ms)):
        raise BadRelease("no numbers")
    if not 0 < release.until_ms - release.since_ms <= LONGEST_MS:
        raise BadRelease("good for too long, or not at all")


def _numbers(version: str) -> list[int]:
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return numbers

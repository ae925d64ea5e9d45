"""Whom a pinned certificate vouches for: what its authority issued for the name, its successor, nobody else."""

import asyncio
import hashlib
import ssl
from pathlib import Path
from typing import Any

import pytest

from protocol.link.dialing import DialError, dial, server_context
from protocol.link.link import Link, Trust
from protocol.link.pins import authorities, vouches
from tests.helpers.certificates import DAY, NOW, Authority
from tests.helpers.serving import serve


def ders(path: Path) -> list[bytes]:
    parts = path.read_text().split(ssl.PEM_FOOTER)[:-1]
    return [ssl.PEM_cert_to_DER_cert(f"{part[part.index(ssl.PEM_HEADER) :]}{ssl.PEM_FOOTER}") for part in parts]


def pin(path: Path) -> bytes:
    return hashlib.sha256(ders(path)[0]).digest()


@pytest.fixture
def authority(tmp_path: Path) -> Any:
    return Authority(tmp_path)


@pytest.fixture
def stranger(tmp_path: Path) -> Any:
    (tmp_path / "stranger").mkdir()
    return Authority(tmp_path / "stranger")


def chained(pair: tuple[Path, Path], *behind: Path) -> tuple[Path, Path]:
    """Put certificates behind one, as an administrator puts them into the file."""
    pair[0].write_bytes(b"".join(path.read_bytes() for path in (pair[0], *behind)))
    return pair


async def dials(pair: tuple[Path, Path], pinned: bytes, *, name: str = "127.0.0.1") -> bool:
    """Serve with a certificate, dial it with a pin, and return whether a link came about."""
    links: list[Link] = []

    def make() -> Link:
        links.append(Link(receive=lambda _message: None, ended=lambda _end: None))
        return links[-1]

    server = await serve(["127.0.0.1"], 0, server_context(*pair), make)
    port = server.sockets[0].getsockname()[1]
    try:
        link = await dial("127.0.0.1", port, Trust(pinned), receive=lambda _m: None, ended=lambda _e: None, name=name)
    except DialError as error:
        return {"certificate": False}[error.kind]
    else:
        link.close()
        await link.wait_gone()
        return True
    finally:
        server.close()
        for each in (link for link in links if link.peer_address):  # others were given up before they were links
            each.close()
            await each.wait_gone()


async def test_a_pinned_authority_vouches_for_each_certificate_that_it_issues_for_the_name(authority: Any) -> None:
    for name in ("first", "renewed"):
        pair = chained(authority.sign(name), authority.path)
        assert await dials(pair, pin(authority.path))
        assert await dials(pair, pin(authority.path), name="localhost")


async def test_it_vouches_for_no_other_name_and_for_none_that_has_ended(authority: Any) -> None:
    pair = chained(authority.sign("good"), authority.path)
    assert not await dials(pair, pin(authority.path), name="elsewhere.example")
    ended = chained(authority.sign("old", start=NOW - 9 * DAY, end=NOW - DAY), authority.path)
    assert not await dials(ended, pin(authority.path))


async def test_it_must_have_issued_it_and_not_only_stand_behind_it(authority: Any, stranger: Any) -> None:
    assert not await dials(chained(stranger.sign("other"), authority.path), pin(authority.path))
    assert not await dials(chained(stranger.sign("two"), stranger.path, authority.path), pin(authority.path))
    assert not await dials(authority.sign("alone"), pin(authority.path))  # the pinned one is not presented


async def test_a_pinned_leaf_vouches_for_nobody_who_merely_presents_it(authority: Any, stranger: Any) -> None:
    leaf, _ = authority.sign("pinned")
    assert not await dials(chained(stranger.sign("impostor"), leaf), pin(leaf))
    assert not await dials(chained(authority.sign("sister"), leaf, authority.path), pin(leaf))


def test_what_is_no_certificate_vouches_for_nobody(authority: Any) -> None:
    (der,) = ders(authority.sign("leaf")[0])
    for nonsense in (b"", b"\x30\x03abc", bytes(100)):
        assert not vouches(hashlib.sha256(nonsense).digest(), [der, nonsense], "localhost")
        assert not vouches(hashlib.sha256(der).digest(), [nonsense, der], "localhost")
    (ca,) = ders(authority.path)
    assert not vouches(hashlib.sha256(ca).digest(), [der] + [der] * 20 + [ca], "localhost")
    for name in ("", "*", "\x00", "ä" * 300, "a b"):
        assert not vouches(hashlib.sha256(ca).digest(), [der, ca], name)


def test_only_authorities_that_vouch_are_offered(authority: Any, stranger: Any) -> None:
    (leaf,), (ca,), (other,) = ders(authority.sign("leaf")[0]), ders(authority.path), ders(stranger.path)
    assert authorities([leaf, other, ca], "localhost") == [ca]
    assert authorities([leaf, ca], "elsewhere.example") == []
    assert authorities([], "localhost") == []


async def test_without_a_pin_nothing_changes(authority: Any) -> None:
    assert await asyncio.wait_for(dials(authority.sign("plain"), pin(authority.folder / "plain.pem")), 60)

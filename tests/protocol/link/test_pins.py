"""Whom a pinned certificate vouches for: what its authority issued for the name, its successor, nobody else."""

import asyncio
import hashlib
import itertools
import ssl
import time
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from protocol.link.dialing import dial
from protocol.link.link import Link, Trust
from protocol.link.pins import CHAIN_LIMIT, authorities, end_of, followed, identity, issuer_of, subject_of, vouches
from protocol.link.tls import server_context
from protocol.link.ways.trouble import DialError
from protocol.notation.names import is_clean
from tests.helpers.certificates import DAY, NOW, Authority
from tests.protocol.link.serving import serve


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
    assert not vouches(hashlib.sha256(ca).digest(), [der] + [der] * CHAIN_LIMIT + [ca], "localhost")
    for name in ("", "*", "\x00", "ä" * 300, "a b"):
        assert not vouches(hashlib.sha256(ca).digest(), [der, ca], name)


def _damaged(what: str) -> bytes:
    """Return a certificate that TLS passes on, and that says something nobody knows."""
    twice = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.5.29.20"), b"\x30\x00"), False
    der = certificate((x509.BasicConstraints(ca=False, path_length=None), False), twice, key=OURS, subject="own")
    old, new = {
        "a version that is none": ("a003020102", "a003020101"),
        "an extension twice": ("0603551d14", "0603551d13"),
        "a key over a curve that nobody knows": ("06082a8648ce3d030107", "06082a8648ce3d030109"),
        "a signature that nobody knows": ("06082a8648ce3d040302", "06082a8648ce3d040309"),
        "a time that is none": ("170d", "170c"),
    }[what]
    assert bytes.fromhex(old) in der
    return der.replace(bytes.fromhex(old), bytes.fromhex(new))


DAMAGES = ("a version that is none", "an extension twice", "a key over a curve that nobody knows")
DAMAGES += ("a signature that nobody knows", "a time that is none")


@pytest.mark.parametrize("what", DAMAGES)
def test_what_nobody_understands_in_a_chain_vouches_for_nobody_and_ends_no_program(what: str) -> None:
    shown, own = certificate(key=HOSTS, by=OURS), certificate(key=OURS, subject="own")
    odd = _damaged(what)
    for chain in ([shown, odd, own], [shown, own, odd], [odd, own], [shown, odd]):
        for pinned in chain[1:]:
            assert followed(hashlib.sha256(pinned).digest(), chain, "desk.example") is None
        assert identity(chain) == hashlib.sha256(chain[0]).digest()
        assert authorities(chain, "desk.example") == []
    for said in (issuer_of(odd), subject_of(odd), end_of(odd)):
        assert said in ("", "CN=own", "own", f"{NOW + 9 * DAY:%Y-%m-%d}")


@pytest.mark.parametrize(
    "name", ["Example CA,\nwhom this computer trusts", "\u202eAC elpmaxE", "W" * 60, "M" + "\u0301" * 9]
)
def test_how_a_stranger_calls_an_issuer_is_a_name_or_nothing(name: str) -> None:
    """It stands in sentences, and in what is copied for whoever can help."""
    named = certificate(key=OURS, by=HOSTS, issuer=name, subject=name)
    for said in (issuer_of(named), subject_of(named)):
        assert said
        assert is_clean(said, 80)


def test_only_authorities_that_vouch_are_offered(authority: Any, stranger: Any) -> None:
    (leaf,), (ca,), (other,) = ders(authority.sign("leaf")[0]), ders(authority.path), ders(stranger.path)
    assert authorities([leaf, other, ca], "localhost") == [ca]
    assert authorities([leaf, ca], "elsewhere.example") == []
    assert authorities([], "localhost") == []


async def test_without_a_pin_nothing_changes(authority: Any) -> None:
    assert await asyncio.wait_for(dials(authority.sign("plain"), pin(authority.folder / "plain.pem")), 60)


# -- authorities as companies make them ---------------------------------------------------------------------------


def certificate(
    *extensions: tuple[x509.ExtensionType, bool], key: Any, by: Any = None, subject: str = "host", issuer: str = "ours"
) -> bytes:
    """Return a certificate (DER) over `key`, signed by the key `by`, else by itself."""
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in (subject, issuer)]
    builder = (
        x509.CertificateBuilder()
        .subject_name(names[0])
        .issuer_name(names[1] if by else names[0])
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + 9 * DAY)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(by or key, hashes.SHA256()).public_bytes(Encoding.DER)


OURS, HOSTS = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
CA = (x509.BasicConstraints(ca=True, path_length=None), True)
NAMES = (x509.SubjectAlternativeName([x509.DNSName("desk.example")]), False)


def usage(**said: bool) -> tuple[x509.KeyUsage, bool]:
    every = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    every += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**(dict.fromkeys(every, False) | said)), True


@pytest.mark.parametrize(
    "of_authority",
    [[CA], [(CA[0], False)], [CA, usage(key_cert_sign=True)], [CA, (x509.SubjectKeyIdentifier(b"1" * 20), False)]],
    ids=["as openssl req -x509 makes it", "not critical", "for certificates", "with a key identifier"],
)
def test_an_authority_made_by_hand_can_be_pinned(of_authority: Any) -> None:
    top = certificate(*of_authority, key=OURS, subject="ours")
    leaf = certificate(NAMES, key=HOSTS, by=OURS)
    assert vouches(hashlib.sha256(top).digest(), [leaf, top], "desk.example")
    assert not vouches(hashlib.sha256(top).digest(), [leaf, top], "other.example")


@pytest.mark.parametrize(
    ("of_authority", "of_host"),
    [
        ([CA, usage(crl_sign=True)], [NAMES]),
        ([CA], []),
        ([CA], [NAMES, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False)]),
        ([CA], [NAMES, (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"x"), True)]),
        ([CA, (x509.NameConstraints([x509.DNSName("inside.example")], None), True)], [NAMES]),
    ],
    ids=["signs none", "for no name", "for clients", "says what is not understood", "for other names"],
)
def test_what_an_authority_and_its_certificates_say_counts(of_authority: Any, of_host: Any) -> None:
    top = certificate(*of_authority, key=OURS, subject="ours")
    leaf = certificate(*of_host, key=HOSTS, by=OURS)
    assert not vouches(hashlib.sha256(top).digest(), [leaf, top], "desk.example")


def test_who_is_issued_by_an_authority_issues_nobody(authority: Any) -> None:
    top = certificate(CA, key=OURS, subject="ours")
    middle = certificate(NAMES, key=HOSTS, by=OURS, subject="middle")
    other = ec.generate_private_key(ec.SECP256R1())
    leaf = certificate(NAMES, key=other, by=HOSTS, issuer="middle")
    assert not vouches(hashlib.sha256(top).digest(), [leaf, middle, top], "desk.example")


# -- successors ---------------------------------------------------------------------------------------------------


class Line:
    """A host's own certificates, each with its key."""

    def __init__(self, count: int) -> None:
        self.keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(count)]
        self.own = [certificate(key=key, subject="own") for key in self.keys]
        self.pins = [hashlib.sha256(der).digest() for der in self.own]

    def signed(self, by: int, over: Any) -> bytes:
        return certificate(key=over, by=self.keys[by], issuer="own", subject="own")

    def chain(self, *numbers: int) -> list[bytes]:
        """Return what a host presents that shows the first of `numbers`, each of which came after the next."""
        behind = [(self.signed(by, self.keys[over]), self.own[by]) for over, by in itertools.pairwise(numbers)]
        return [self.own[numbers[0]], *itertools.chain.from_iterable(behind)]


def test_signatures_lead_over_several_certificates_to_the_newest() -> None:
    line = Line(4)
    for pin in line.pins:
        assert followed(pin, line.chain(3, 2, 1, 0), "any.example") == line.pins[3]
    assert followed(bytes(32), line.chain(3, 2, 1, 0), "any.example") is None


def test_a_gap_is_no_way() -> None:
    line = Line(3)
    whole = line.chain(2, 1, 0)
    for missing in (1, 3, 4):
        assert followed(line.pins[0], whole[:missing] + whole[missing + 1 :], "any.example") is None
    assert followed(line.pins[0], [line.own[2], line.own[1], line.own[0]], "any.example") is None
    assert followed(line.pins[0], [*line.chain(2), *line.chain(1, 0)], "any.example") is None, "of two hosts"


def test_a_signature_over_another_key_leads_nobody_there() -> None:
    line, thief = Line(2), Line(1)
    assert followed(line.pins[0], [thief.own[0], *line.chain(1, 0)], "any.example") is None
    assert followed(line.pins[0], [thief.own[0], *line.chain(1, 0)[1:]], "any.example") is None


def test_a_successor_whose_signature_has_ended_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(2)
    monkeypatch.setitem(globals(), "NOW", NOW - 30 * DAY)
    ended = line.signed(0, line.keys[1])
    assert followed(line.pins[0], [line.own[1], ended, line.own[0]], "any.example") is None


def test_an_authority_is_no_way_to_a_host_of_another_name() -> None:
    line = Line(1)
    top = certificate(CA, key=OURS, subject="ours")
    of_us = certificate(NAMES, key=HOSTS, by=OURS)
    over_the_top = certificate(key=OURS, by=line.keys[0], issuer="own", subject="ours")
    assert followed(hashlib.sha256(top).digest(), [of_us, top], "other.example") is None
    assert followed(line.pins[0], [of_us, top, over_the_top, line.own[0]], "other.example") is None


def test_who_pinned_a_certificate_of_an_authority_pins_the_one_that_is_shown_and_not_the_hosts_own() -> None:
    line = Line(1)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    first, second = (certificate(NAMES, key=key, by=OURS) for key in keys)
    by_first = certificate(key=line.keys[0], by=keys[0], issuer="host", subject="own")
    by_own = certificate(key=keys[1], by=line.keys[0], issuer="own")
    chain = [second, by_own, line.own[0], by_first, first]
    assert followed(hashlib.sha256(first).digest(), chain, "desk.example") == hashlib.sha256(second).digest()
    assert followed(line.pins[0], chain, "desk.example") == line.pins[0]


def test_the_longest_chain_that_is_looked_at_takes_no_time(authority: Any) -> None:
    line = Line(2)
    crowd = [line.own[1], *[line.signed(1, line.keys[1]) for _ in range(CHAIN_LIMIT - 2)], line.own[0]]
    began = time.perf_counter()
    assert followed(line.pins[0], crowd, "any.example") is None
    assert time.perf_counter() - began < 5

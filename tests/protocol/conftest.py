"""What several tests of the protocol stand on."""

import dataclasses
import datetime
import enum
import hashlib
import re
import ssl
import types
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import strategies as st

from protocol.link.tls import server_context
from protocol.notation.names import cleaned
from protocol.vocabulary.codec import AtMost, Between, Clean, Matching, Message


class Identity(NamedTuple):
    """A host's certificate, as it needs it and as a client pins it."""

    context: ssl.SSLContext
    fingerprint: bytes


def make_identity(folder: Path) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(exist_ok=True)
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    fingerprint = hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).digest()
    return Identity(server_context(folder / "certificate.pem", folder / "key.pem"), fingerprint)


@pytest.fixture(scope="session")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return make_identity(tmp_path_factory.mktemp("host"))


@pytest.fixture(scope="session")
def other_identity(tmp_path_factory: pytest.TempPathFactory) -> Identity:
    return make_identity(tmp_path_factory.mktemp("other"))


def _values(hint: Any) -> st.SearchStrategy[Any]:
    """Generate what a field of this type may hold."""
    limit: Any = None
    if typing.get_origin(hint) is Annotated:
        hint, limit = typing.get_args(hint)[:2]
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return st.none() | _values(next(a for a in args if a is not type(None)))
    if origin is tuple:
        return st.lists(_values(args[0]), max_size=min(limit.count, 4)).map(tuple)
    if hint is bool:
        return st.booleans()
    if hint is int:
        assert isinstance(limit, Between)
        return st.integers(limit.low, limit.high)
    if hint in (str, bytes):
        return _texts(hint, limit)
    if issubclass(hint, enum.StrEnum):
        return st.sampled_from(list(hint))
    return of_kind(hint)


def _texts(hint: Any, limit: Any) -> st.SearchStrategy[Any]:
    if isinstance(limit, Clean):
        clean = st.text(max_size=limit.count).map(lambda text: cleaned(text, limit.count))
        return clean if limit.empty else clean.map(lambda text: text or "Maria")
    if isinstance(limit, Matching):
        return st.from_regex(re.compile(limit.pattern, re.ASCII), fullmatch=True)
    low = 0 if isinstance(limit, AtMost) else limit.count
    make = st.binary if hint is bytes else st.text
    return make(min_size=low, max_size=min(limit.count, 300))


def of_kind(kind: type[Any]) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = {field.name: _values(hints[field.name]) for field in dataclasses.fields(kind)}
    return st.builds(kind, **fields)


@pytest.fixture(scope="session")
def messages_of() -> Callable[[type[Message]], st.SearchStrategy[Message]]:
    """A strategy of all messages that are within their limits, for one kind."""
    return of_kind

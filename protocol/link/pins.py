"""Whom a pinned certificate vouches for, besides itself: what its authority has issued, and its own successor.

A pin is the SHA-256 of a certificate. It is of use where the host presents that certificate behind its own: as the
authority that issued it, for the name that was dialled; or as the one from before, which has signed the new key. What
a host presents is a stranger's until it is proven here.
"""

from __future__ import annotations

import datetime
import hashlib
import ipaddress
import ssl
from collections.abc import Sequence
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import verification

CHAIN_LIMIT = 8  # certificates that are looked at


def presented(tls: Any) -> list[bytes]:
    """Return the certificates that the peer of a TLS connection has presented (DER), its own first."""
    if hasattr(tls, "get_unverified_chain"):  # Python 3.13 and later
        return list(tls.get_unverified_chain() or ())
    found = tls._sslobj.get_unverified_chain() or ()
    return [ssl.PEM_cert_to_DER_cert(each.public_bytes()) for each in found]


def vouches(pin: bytes, chain: Sequence[bytes], name: str) -> bool:
    """Return whether the pinned certificate vouches for the first one of `chain` (DER), as that of the host `name`."""
    if not chain or len(chain) > CHAIN_LIMIT:
        return False
    if hashlib.sha256(chain[0]).digest() == pin:
        return True
    pinned = next((der for der in chain[1:] if hashlib.sha256(der).digest() == pin), None)
    if pinned is None:
        return False
    try:
        anchor, first, *rest = map(x509.load_der_x509_certificate, (pinned, *chain))
        return _issued(anchor, first, rest, name) if _is_authority(anchor) else anchor in _line_of([first, *rest])
    except (ValueError, TypeError, verification.VerificationError):
        return False


def identity(chain: Sequence[bytes]) -> bytes:
    """Return the SHA-256 by which the host that presents `chain` (DER) is known, whatever it shows at present.

    That is the host's own certificate from which, one signed by the other's key, what it shows has come; without such
    a one it is what it shows. Nobody else can lead there: that takes its key.
    """
    known = chain[0]
    if 2 < len(chain) <= CHAIN_LIMIT:  # one that vouches brings what it has signed
        try:
            line = _line_of([x509.load_der_x509_certificate(der) for der in chain])
            known = line[-1].public_bytes(Encoding.DER)
        except (ValueError, TypeError):
            known = chain[0]
    return hashlib.sha256(known).digest()


def authorities(chain: Sequence[bytes], name: str) -> list[bytes]:
    """Return those of `chain` (DER) that are authorities and vouch for its first one as that of the host `name`."""
    return [der for der in chain[1:CHAIN_LIMIT] if vouches(hashlib.sha256(der).digest(), chain, name) and _is_ca(der)]


def subject_of(der: bytes) -> str:
    """Return how a certificate is called, as far as that is plain text."""
    subject = x509.load_der_x509_certificate(der).subject.rfc4514_string()
    return "".join(letter for letter in subject if letter.isprintable())[:80]


def _is_ca(der: bytes) -> bool:
    return _is_authority(x509.load_der_x509_certificate(der))


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _issued(anchor: x509.Certificate, first: x509.Certificate, rest: list[x509.Certificate], name: str) -> bool:
    """See that `first` is one for `name` by the authority `anchor`; raises VerificationError."""
    builder = verification.PolicyBuilder().store(verification.Store([anchor]))
    builder.build_server_verifier(_subject(name)).verify(first, rest)
    return _is_valid_now(anchor)


def _subject(name: str) -> x509.DNSName | x509.IPAddress:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _line_of(chain: list[x509.Certificate]) -> list[x509.Certificate]:
    """Return the first of `chain` and all that it has come from, each the one that has signed the key before it."""
    line = [chain[0]]
    while True:
        left = (each for each in chain if each not in line and not _is_authority(each))
        before = next((each for each in left if _succeeds(each, line[-1], chain)), None)
        if before is None:
            return line
        line.append(before)


def _succeeds(before: x509.Certificate, first: x509.Certificate, rest: Sequence[x509.Certificate]) -> bool:
    """See that the host's certificate from `before` has signed the key that it shows now."""
    key = first.public_key()
    candidates = [each for each in rest if each.public_key() == key and _is_valid_now(each)]
    return any(_has_signed(before, each) for each in candidates)


def _has_signed(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _is_valid_now(certificate: x509.Certificate) -> bool:
    now = datetime.datetime.now(datetime.UTC)
    return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc

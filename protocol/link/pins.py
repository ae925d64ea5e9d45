"""Whom a pinned certificate vouches for, besides itself: what its authority has issued, and its successors.

A pin is the SHA-256 of a certificate. It is of use where the host presents that certificate behind its own: as the
authority that issued it, for the name that was dialled; or as one from before, from which signatures lead to the key
that the host shows now. What a host presents is a stranger's until it is proven here.
"""

from __future__ import annotations

import datetime
import hashlib
import ipaddress
import ssl
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import verification
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from protocol.notation.names import cleaned

CHAIN_LIMIT = 32  # certificates that are looked at
_SUBJECT_SHOWN = 80  # signs of a certificate's whole name
_NOT_UNDERSTOOD = (
    *(ValueError, TypeError, UnsupportedAlgorithm, verification.VerificationError),
    *(x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType),
)
"""What comes of certificates that say something nobody knows; TLS passes them on all the same."""
_SERVES = {ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}


def presented(tls: Any) -> list[bytes]:
    """Return the certificates that the peer of a TLS connection has presented (DER), its own first."""
    if hasattr(tls, "get_unverified_chain"):  # Python 3.13 and later
        return list(tls.get_unverified_chain() or ())
    found = tls._sslobj.get_unverified_chain() or ()
    return [ssl.PEM_cert_to_DER_cert(each.public_bytes()) for each in found]


def vouches(pin: bytes, chain: Sequence[bytes], name: str) -> bool:
    """Return whether the pinned certificate vouches for the first one of `chain` (DER), as that of the host `name`."""
    return followed(pin, chain, name) is not None


def followed(pin: bytes, chain: Sequence[bytes], name: str) -> bytes | None:
    """Return what to pin from now on, where `pin` vouches for the first one of `chain` (DER); None: it does not.

    An authority stays pinned. In place of the host's own certificate comes its newest own one, for that vouches for
    whatever the host shows; in place of any other one that which the host shows, which others may show, too.
    """
    chain = chain[:CHAIN_LIMIT]
    if not chain or pin == _sha256(chain[0]):
        return pin if chain else None
    if pin not in map(_sha256, chain):
        return None
    try:
        certificates = [x509.load_der_x509_certificate(der) for der in chain]
        pinned = next(each for each in certificates if _pin(each) == pin)
        if _is_authority(pinned):
            return pin if _issued(pinned, certificates, name) else None
        return _heir(_succession(pinned, certificates))
    except _NOT_UNDERSTOOD:
        return None


def identity(chain: Sequence[bytes]) -> bytes:
    """Return the SHA-256 by which the host that presents `chain` (DER) is known, whatever it shows at present.

    That is its own certificate, if it shows it, or presents it as the one that has signed the key that it shows;
    else it is the one that it shows. Nobody else can bring another host's own: that takes its key.
    """
    try:
        first, *behind = (x509.load_der_x509_certificate(der) for der in chain[:CHAIN_LIMIT])
        if not _is_own(first):
            for signed, signer in pairwise(behind):
                if _is_own(signer) and _succession(signer, [first, signed, signer]):
                    return _pin(signer)
    except _NOT_UNDERSTOOD:
        pass  # whatever it is, it is what is shown
    return _sha256(chain[0])


def authorities(chain: Sequence[bytes], name: str) -> list[bytes]:
    """Return those of `chain` (DER) that are authorities and vouch for its first one as that of the host `name`."""
    return [der for der in chain[1:CHAIN_LIMIT] if vouches(_sha256(der), chain, name) and _is_ca(der)]


def subject_of(der: bytes) -> str:
    """Return how a certificate is called, as far as that is a name; "": nobody knows."""
    try:
        subject = x509.load_der_x509_certificate(der).subject.rfc4514_string()
    except _NOT_UNDERSTOOD:
        return ""
    return cleaned(subject, _SUBJECT_SHOWN)


def issuer_of(der: bytes) -> str:
    """Return how whoever has issued a certificate is called: the organisation, else its common name; "": nobody."""
    try:
        issuer = x509.load_der_x509_certificate(der).issuer
    except _NOT_UNDERSTOOD:
        return ""
    named = issuer.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    named += issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    return cleaned(str(named[0].value)) if named else ""


def end_of(der: bytes) -> str:
    """Return until when a certificate is valid, as 2027-01-31; "": it does not say so in a way that we can read."""
    try:
        return f"{x509.load_der_x509_certificate(der).not_valid_after_utc:%Y-%m-%d}"
    except _NOT_UNDERSTOOD:
        return ""


def _sha256(der: bytes) -> bytes:
    return hashlib.sha256(der).digest()


def _pin(certificate: x509.Certificate) -> bytes:
    return _sha256(certificate.public_bytes(Encoding.DER))


def _is_ca(der: bytes) -> bool:
    return _is_authority(x509.load_der_x509_certificate(der))


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _issued(anchor: x509.Certificate, chain: Sequence[x509.Certificate], name: str) -> bool:
    """See that the first one is for `name`, by the authority `anchor`; raises VerificationError."""
    builder = verification.PolicyBuilder().store(verification.Store([anchor])).extension_policies(**_as_companies_do())
    builder.build_server_verifier(_subject(name)).verify(chain[0], list(chain[1:]))
    return _is_valid_now(anchor)


def _as_companies_do() -> dict[str, verification.ExtensionPolicy]:
    """Return what certificates must say: less than a public authority's do, for a company's are often made by hand.

    What they do say counts: who is no authority, or signs no certificates, does not; nor serves who only is a client.
    """

    def is_authority(_policy: object, _certificate: object, said: x509.BasicConstraints) -> None:
        _hold(said.ca)

    def signs(_policy: object, _certificate: object, said: x509.KeyUsage | None) -> None:
        _hold(said is None or said.key_cert_sign)

    def serves(_policy: object, _certificate: object, said: x509.ExtendedKeyUsage | None) -> None:
        _hold(said is None or not {*said}.isdisjoint(_SERVES))

    anyhow = verification.Criticality.AGNOSTIC
    some = verification.ExtensionPolicy.permit_all()
    authority = some.require_present(x509.BasicConstraints, anyhow, is_authority)
    host = some.require_present(x509.SubjectAlternativeName, anyhow, None)
    return {
        "ca_policy": authority.may_be_present(x509.KeyUsage, anyhow, signs),
        "ee_policy": host.may_be_present(x509.ExtendedKeyUsage, anyhow, serves),
    }


def _hold(fact: bool) -> None:
    if not fact:
        raise ValueError("a certificate is used for what it is not for")


def _subject(name: str) -> x509.DNSName | x509.IPAddress:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _succession(pinned: x509.Certificate, chain: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    """Return the certificates from `pinned` to the first of `chain`, each of which has signed the next one's key.

    A host presents what was signed right before who has signed it, so that at most one signature is looked at for
    each certificate. Authorities sign for anybody, so nothing leads over them. Empty: there is no such way.
    """
    ways = {_key(chain[0]): [chain[0]]}  # by keys that are vouched for from the host's own on
    for signed, signer in pairwise(chain):
        way = ways.get(_key(signed))
        if way is None or _is_authority(signer) or not (_is_valid_now(signed) and _has_signed(signer, signed)):
            continue
        if signer == pinned:
            return [signer, *way]
        ways.setdefault(_key(signer), [signer, *way])
    return []


def _heir(way: Sequence[x509.Certificate]) -> bytes | None:
    if not way:
        return None
    own = [each for each in way if _is_own(each)]
    return _pin(own[-1] if own and own[0] is way[0] else way[-1])


def _is_own(certificate: x509.Certificate) -> bool:
    return certificate.issuer == certificate.subject


def _key(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _has_signed(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (*_NOT_UNDERSTOOD, InvalidSignature):
        return False
    return True


def _is_valid_now(certificate: x509.Certificate) -> bool:
    now = datetime.datetime.now(datetime.UTC)
    return certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc

"""What lets someone join: a code of ten digits, or a link. Pure.

A code is `RRRR SSS SSC`: four digits that route (the host knows them), five secret ones and a check digit over all nine
(Damm), so that an honest typo is caught before anything is sent. A link has a route of its own, twelve characters that
nobody guesses who has not seen it, and 128 secret bits in place of the five digits; where the host has no public
certificate, that certificate's SHA-256, too.
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from dataclasses import dataclass, replace
from typing import Literal

DEFAULT_PORT = 443  # of an address without one
ROUTE_DIGITS = 4
LINK_ROUTE_SIGNS = "abcdefghijklmnopqrstuvwxyz234567"  # base32
LINK_ROUTE_LENGTH = 12
ROUTE = rf"[0-9]{{{ROUTE_DIGITS}}}|[a-z2-7]{{{LINK_ROUTE_LENGTH}}}"
"""Either route, as a regular expression; of a link with four digits: from a host that knew no others."""
SECRET_DIGITS = 5
CODE_DIGITS = ROUTE_DIGITS + SECRET_DIGITS + 1
LINK_SECRET_BYTES = 16
FINGERPRINT_BYTES = 32
TEXT_LIMIT = 500  # characters of a code or link, at most

# H. Michael Damm's quasigroup of order 10: finds each wrong digit and each swap of two neighbours.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015.]+")
_LABEL = (
    r"[A-Za-z0-9_](?:[A-Za-z0-9_\-]{0,61}[A-Za-z0-9_])?"  # people call computers "support_pc", whatever standards say
)
_NAME = rf"{_LABEL}(?:\.{_LABEL})*\.?"
_HOST = rf"(?:{_NAME}|\[[0-9A-Fa-f:.]{{2,45}}\])"
_ADDRESS = re.compile(rf"(?P<host>{_HOST})(?::(?P<port>[0-9]{{1,5}}))?", re.ASCII)
_SCOPE = re.compile(r"(?<=[0-9A-Fa-f:])%[0-9]{1,9}(?=\])", re.ASCII)  # the number of one of one's own interfaces
_NAME_LIMIT = 253  # characters, as in the DNS
_LINK = re.compile(
    rf"fernblick://(?P<host>{_HOST}(?::[0-9]{{1,5}})?)/(?P<route>{ROUTE})"
    r"#(?P<secret>[A-Za-z0-9_\-]{22})(?:\.(?P<fingerprint>[A-Za-z0-9_\-]{43}))?",
    re.ASCII | re.IGNORECASE,
)

_FILES = [  # a name may have "_" in it, too: what can be a port is one
    re.compile(
        rf"fernblick-viewer_(?P<host>{_NAME}){port}_(?P<code>[0-9]{{10}})"
        r"(?: ?\([0-9]{1,2}\))?\.(?:exe|AppImage)",  # browsers number what is downloaded again
        re.ASCII | re.IGNORECASE,
    )
    for port in (r"_(?P<port>[0-9]{1,5})", r"(?P<port>)")
]

Why = Literal["length", "digits", "check", "link"]
Kind = Literal["code", "link"]


class BadCode(ValueError):
    """The text is neither a code nor a link.

    Attributes:
        why: "length" (not ten digits), "digits" (something else than digits), "check" (a typo), "link" (a broken link).
    """

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


@dataclass(frozen=True)
class JoinCode:
    """What the joiner has: how to find the session and what proves that they were invited."""

    route: str  # for the host: four digits, or those of a link
    secret: str  # five digits, or base64url of 16 bytes; never sent
    kind: Kind
    host: str | None  # "HOST[:PORT]"; only a link or a file name has one
    fingerprint: bytes | None  # SHA-256 of the host's certificate; None: not in the code, or from a public CA

    @property
    def is_link(self) -> bool:
        """Whether it has the route of a link, which nobody guesses."""
        return len(self.route) == LINK_ROUTE_LENGTH

    def __repr__(self) -> str:
        return f"JoinCode(route={self.route!r}, kind={self.kind!r}, host={self.host!r})"


def damm(digits: str) -> str:
    """Return the check digit of `digits`; over digits that end in their check digit it is "0"."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def new_digits_secret() -> str:
    """Draw the five secret digits of a code."""
    return f"{secrets.randbelow(10**SECRET_DIGITS):0{SECRET_DIGITS}d}"


def new_link_secret() -> str:
    """Draw the secret of a link."""
    return link_secret(secrets.token_bytes(LINK_SECRET_BYTES))


def link_secret(drawn: bytes) -> str:
    """Return the secret of a link as its characters."""
    return _to_base64(drawn)


def code_text(route: str, digits_secret: str) -> str:
    """Return the code as a person reads it out: "1234 567 890"."""
    digits = route + digits_secret
    digits += damm(digits)
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def link_text(host: str, route: str, link_secret: str, fingerprint: bytes | None) -> str:
    """Return the link to `host` ("HOST[:PORT]"); what stands behind `#` is never sent to any host."""
    tail = "" if fingerprint is None else "." + _to_base64(fingerprint)
    return f"fernblick://{host}/{route}#{link_secret}{tail}"


def parse(text: str) -> JoinCode:
    """Read a code, in any grouping, or a link.

    Raises:
        BadCode: it is neither; `why` says what is wrong.
    """
    text = text.strip()
    if len(text) > TEXT_LIMIT:
        raise BadCode("length")
    if ":" in text or "/" in text:
        return _parse_link(text)
    return _parse_digits(_SEPARATORS.sub("", text))


def parse_file_name(name: str) -> JoinCode:
    """Read a viewer's file name, `fernblick-viewer_HOST[_PORT]_CODE.exe`; `host` of what it returns is HOST[:PORT].

    Raises:
        BadCode: it says nothing, or not in this form; `why` as for a typed code, else "link".
    """
    found = next(filter(None, (form.fullmatch(name) for form in _FILES)), None)
    if found is None:
        raise BadCode("link")
    host = found["host"] + (f":{found['port']}" if found["port"] else "")
    split_address(host)
    return replace(_parse_digits(found["code"]), host=host)


def split_address(text: str) -> tuple[str, int]:
    """Split "HOST[:PORT]" into host (without brackets) and port; a name in another script becomes its xn-- form.

    Here an IPv6 address may say by which of this computer's interfaces it is meant, "[fe80::1%2]"; links cannot.

    Raises:
        BadCode: `text` is no address; `why` is "link".
    """
    scope = _SCOPE.search(text)
    host, port = _split(_SCOPE.sub("", text, count=1))
    return host.strip("[]") + (scope[0] if scope else ""), int(port or DEFAULT_PORT)


def plain_form(text: str) -> str:
    """Return the address "HOST[:PORT]" as links carry it.

    Raises:
        BadCode: as `split_address`.
    """
    host, port = _split(text)
    return f"{host}:{port}" if port else host


def _split(text: str) -> tuple[str, str]:
    found = _ADDRESS.fullmatch(_in_ascii(text.strip()))
    if found is None or len(found["host"]) > _NAME_LIMIT:
        raise BadCode("link")
    if not 0 < int(found["port"] or DEFAULT_PORT) < 2**16:
        raise BadCode("link")
    return found["host"], found["port"] or ""


def _in_ascii(text: str) -> str:
    """Return the name in an address as the DNS has it, where it is written in another script.

    As browsers do it (IDNA 2008, UTS 46): Python's own codec knows IDNA 2003 alone, and takes an ß for two s, and so
    whoever has the one name for whoever has the other.
    """
    if text.isascii():
        return text
    import idna  # a table of 200 kB that hardly any address needs

    name, colon, port = text.partition(":")
    try:
        return idna.encode(name, uts46=True).decode("ascii") + colon + port
    except UnicodeError:
        raise BadCode("link") from None


def _parse_digits(digits: str) -> JoinCode:
    if not (digits.isascii() and digits.isdigit()):
        raise BadCode("digits" if digits else "length")
    if len(digits) != CODE_DIGITS:
        raise BadCode("length")
    if damm(digits) != "0":
        raise BadCode("check")
    return JoinCode(digits[:ROUTE_DIGITS], digits[ROUTE_DIGITS:-1], "code", None, None)


def _parse_link(text: str) -> JoinCode:
    found = _LINK.fullmatch(text)
    if found is None:
        raise BadCode("link")
    split_address(found["host"])
    _from_base64(found["secret"])
    fingerprint = None if found["fingerprint"] is None else _from_base64(found["fingerprint"])
    return JoinCode(found["route"].lower(), found["secret"], "link", found["host"], fingerprint)


def _to_base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _from_base64(text: str) -> bytes:
    """Decode unpadded base64url; only the one spelling that `_to_base64` gives is taken."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise BadCode("link") from None
    if _to_base64(data) != text:
        raise BadCode("link")
    return data

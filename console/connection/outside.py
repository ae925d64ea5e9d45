"""Where others reach the host: by which address with a viewer, and at which page with a browser. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.notation.addresses import is_bare, is_named
from protocol.notation.joincode import DEFAULT_PORT, split_address
from protocol.vocabulary.web import WebPages

HTTPS = "https://"


@dataclass(frozen=True)
class Outside:
    """What goes into codes and links.

    Attributes:
        address: HOST:PORT.
        fingerprint: the SHA-256 that links carry; None: a public CA vouches for the host.
        pages: https://HOST[:PORT][/FOLDER]; "": there are none.
        vouched: browsers accept the certificate of the pages.
        own: the host is this console's own, so where it is reached is the technician's to change.
    """

    address: str
    fingerprint: bytes | None
    pages: str = ""
    vouched: bool = False
    own: bool = False


def outside_of(address: str, pin: bytes | None, *, own: bool, pages: WebPages | None) -> Outside:
    """Return where others reach the host that this console reaches at `address` (HOST:PORT).

    Where it was dialled by something that its certificate is not for, and that is for one name, others get that name.

    Args:
        address: HOST:PORT, as it was dialled, or as this computer's network or its technician says.
        pin: the SHA-256 of its certificate; None: this computer's own authorities vouch for it under that name.
        own: it is this console's own.
        pages: what the host says of its pages; None: nothing.

    Raises:
        BadCode: the host says something else than an address.
    """
    if pages is None:
        return Outside(address, pin, own=own)
    host, port = split_address(address)
    if pages.url:
        name, _port = split_address(pages.url.removeprefix(HTTPS).partition("/")[0])
        return Outside(address, pin, pages.url, is_named(name, pages.names), own)
    vouched = pin is None or is_named(host, pages.names)
    plain = [name for name in pages.names if not name.startswith("*.") and not is_bare(name)]
    if not vouched and len(plain) == 1:
        split_address(plain[0])
        address, pin, vouched = f"{plain[0]}:{port}", None, True
    usual = f":{DEFAULT_PORT}"
    return Outside(address, pin, HTTPS + address.removesuffix(usual), vouched, own)

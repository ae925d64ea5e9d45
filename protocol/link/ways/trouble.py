"""Why no link came about: what goes wrong on each way, and which of it is worth saying."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Sequence
from typing import Literal, get_args

DialKind = Literal[
    "certificate",
    "certificate_ended",
    "certificate_early",
    "bad_message",
    "silent",
    "lost",
    "proxy_login",
    "proxy_scheme",
    "proxy_forbids",
    "other_service",
    "refused",
    "blocked",
    "timeout",
    "proxy_gone",
    "unreachable",
    "network",
    "unresolved",
    "name",
]
"""What can go wrong, that which says most about it first.

certificate: not the host that is trusted; certificate_ended, certificate_early: its certificate is none any more, or
not yet, by this computer's clock; bad_message, silent, lost: the host is there, but does not answer as a host does, or
not at all, or hangs up; proxy_login: the proxy wants name and password; proxy_scheme: it wants a kind of
login that we do not have; proxy_forbids: it lets nobody there; other_service: something else than a host answers;
refused: nobody listens; blocked: the port swallows what it is sent, as a firewall does; timeout: what listens there
says nothing; proxy_gone: the proxy cannot be reached; unreachable: no way there; network: this computer has none at
all; unresolved: names cannot be looked up; name: there is no such name.
"""

OF_THE_HOST = frozenset({"bad_message", "silent", "lost"})
"""What goes wrong with the host itself, and so on every way."""
_RANKS = {kind: rank for rank, kind in enumerate(get_args(DialKind))}
_EXPIRED, _NOT_YET_VALID = 10, 9  # X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID
_NO_NETWORK = {errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL}


class DialError(Exception):
    """No link came about.

    Attributes:
        kind: what was wrong.
        about: what the sentence names: the port of "blocked", the proxy of what is wrong with one; "": nothing.
    """

    def __init__(self, kind: DialKind, about: str = "") -> None:
        super().__init__(kind)
        self.kind: DialKind = kind
        self.about = about

    @property
    def code(self) -> str:
        """The code of the sentence, and behind a colon what it names."""
        return f"{self.kind}:{self.about}" if self.about else self.kind


class NoWayError(DialError):
    """This way is not there for this host, which says nothing about the others."""

    def __init__(self) -> None:
        super().__init__("unreachable")


def most_telling(problems: Sequence[DialError]) -> DialError:
    """Return what is to be said where every way has failed."""
    said = [problem for problem in problems if not isinstance(problem, NoWayError)]
    return min(said, key=lambda problem: _RANKS[problem.kind], default=NoWayError())


def of_tls(problem: OSError) -> DialError:
    """Return what was wrong where something has taken the connection."""
    if isinstance(problem, ssl.SSLCertVerificationError):
        dated: dict[int, DialKind] = {_EXPIRED: "certificate_ended", _NOT_YET_VALID: "certificate_early"}
        return DialError(dated.get(problem.verify_code, "certificate"))
    return DialError("other_service")


def of_connection(problem: OSError, port: int) -> DialError:
    """Return what was wrong where nothing has taken the connection."""
    if isinstance(problem, ConnectionRefusedError):
        return DialError("refused")
    if isinstance(problem, TimeoutError):
        return DialError("blocked", str(port))
    return DialError("network" if problem.errno in _NO_NETWORK else "unreachable")

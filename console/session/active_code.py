"""A code that somebody can join a session with, as its lead has it."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from console.connection.outside import Outside
from protocol.notation.addresses import Reach, reach_of
from protocol.notation.joincode import DEFAULT_PORT, link_text, split_address
from protocol.seat.seat_records import SavedCode
from protocol.trust.join_proof import RELAYED, ProofKind


@dataclass(frozen=True)
class ActiveCode:
    """A code that somebody can join with."""

    text: str = field(repr=False)  # "1234 567 890"
    link: str = field(repr=False)
    ends_at: float  # on the monotonic clock
    valid_s: int
    page: str = field(repr=False, default="")  # link for a browser; "": the host has no pages
    burned: bool = False  # its digits were tried too often; the link is good still
    vouched: bool = False  # browsers accept the page's certificate, so that is the customer's way
    own_host: bool = False  # this console's own: the technician can do something about its address

    @classmethod
    def restored(cls, saved: SavedCode, left_s: float, *, burned: bool) -> ActiveCode:
        """Return the code of an earlier run, which is valid for `left_s` more."""
        ends_at = time.monotonic() + left_s
        return cls(saved.text, saved.link, ends_at, valid_s=saved.valid_s, page=saved.page, burned=burned)

    @property
    def way(self) -> str:
        """The link to hand over: that for a browser, which needs nothing else, where browsers accept the page."""
        return self.page if self.page and self.vouched else self.link

    @property
    def address(self) -> str:
        """What the customer types beside the digits, as short as it may be: HOST[:PORT][/FOLDER] of `way`."""
        place = urlsplit(self.way)
        return place.netloc.removesuffix(f":{DEFAULT_PORT}") + place.path.rpartition("/chat/")[0]

    @property
    def viewer_address(self) -> str:
        """HOST[:PORT] for a viewer."""
        return urlsplit(self.link).netloc.removesuffix(f":{DEFAULT_PORT}")

    @property
    def reach(self) -> Reach:
        """From where `way` can be gone, as far as its address says."""
        return reach_of(split_address(self.address.partition("/")[0])[0])

    def leading(self, outside: Outside, route: str, secret: str, *, page: bool) -> ActiveCode:
        """Return this code with the links by `route` to where the host is reached; `page`: browsers may join, too."""
        return replace(
            self,
            link=link_text(outside.address, route, secret, outside.fingerprint),
            page=f"{outside.pages}/chat/{route}#{secret}" if page and outside.pages else "",
            vouched=page and outside.vouched,
            own_host=outside.own,
        )

    def seconds_left(self) -> int:
        """Return how long the code is still valid, in whole seconds, 0 only once it has expired."""
        return max(0, math.ceil(self.ends_at - time.monotonic()))


def proof_secrets(digits: str, link: str, *, pinned: bool) -> dict[ProofKind, str]:
    """Return what proves each kind of join: of a page, and over a relay, where the host's certificate is not pinned."""
    of_all: dict[ProofKind, str] = {"code": digits, "typed": digits, "link": link, "web": link}
    return of_all if pinned else of_all | {RELAYED["code"]: digits, RELAYED["link"]: link}

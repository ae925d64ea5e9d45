"""The vocabulary of Instant Chat between a member and the host: where its pages are, and the move to a viewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.codec import AtMost, Matching, Message
from protocol.vocabulary.messages import SessionId

URL_LIMIT = 300  # characters
NAMES_LIMIT = 20  # of a certificate, that consoles are told
NAME_LIMIT = 255  # characters of one: 253 as in the DNS, behind "*."
_URL = r"(?:https://[A-Za-z0-9_.:\[\]\-]+)?"
NAME = r"(?:\*\.)?[A-Za-z0-9_.:\-]+"


@dataclass(frozen=True, kw_only=True)
class WebPages(Message):
    """After the login, where the host's pages are: `url` ("https://HOST[:PORT]"); "": where the host was reached.

    `names` are those for which browsers accept the certificate that is shown there; one may begin with "*.".
    """

    TAG: ClassVar[str] = "web_pages"
    url: Annotated[str, Matching(URL_LIMIT, _URL)]
    names: Annotated[tuple[Annotated[str, Matching(NAME_LIMIT, NAME)], ...], AtMost(NAMES_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class MakeViewerCode(Message):
    """The lead asks for a code with which the customer's viewer takes the place of the customer's page."""

    TAG: ClassVar[str] = "make_viewer_code"
    session: SessionId


KINDS: tuple[type[Message], ...] = (WebPages, MakeViewerCode)

"""The vocabulary of Instant Chat between a member and the host: where its pages are, and the move to a viewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.codec import Between, Clean, Message
from protocol.vocabulary.messages import SessionId

URL_LIMIT = 300  # characters


@dataclass(frozen=True, kw_only=True)
class WebPages(Message):
    """After the login, where the host's pages are: `url` ("https://HOST[:PORT]"); "": at its own name and `port`."""

    TAG: ClassVar[str] = "web_pages"
    url: Annotated[str, Clean(URL_LIMIT, empty=True)]
    port: Annotated[int, Between(1, 65535)]


@dataclass(frozen=True, kw_only=True)
class MakeViewerCode(Message):
    """The lead asks for a code with which the customer's viewer takes the place of the customer's page."""

    TAG: ClassVar[str] = "make_viewer_code"
    session: SessionId


KINDS: tuple[type[Message], ...] = (WebPages, MakeViewerCode)

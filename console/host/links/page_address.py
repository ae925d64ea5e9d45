"""Where browsers find the pages, perhaps in a folder of another site, and whom to turn to without them. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """Whom a customer may turn to whose network lets no chat through: by telephone, by e-mail; "": not so."""

    telephone: str = ""
    mail: str = ""


@dataclass(frozen=True)
class PageAddress:
    """What `web-url` says.

    Attributes:
        origin: "https://HOST[:PORT]" as browsers spell it; "": whatever name they have dialled.
        subpath: "/FOLDER..."; "": the pages are at the root.
    """

    origin: str = ""
    subpath: str = ""

    @classmethod
    def of(cls, url: str) -> PageAddress:
        """Read a `web-url`."""
        name, slash, subpath = url.removeprefix("https://").partition("/")
        return cls(f"https://{name}".casefold() if name else "", slash + subpath)

    def within(self, path: str) -> str:
        """Return a request's path without the folder, which a web proxy takes off, or leaves where it is."""
        if self.subpath and (path == self.subpath or path.startswith(f"{self.subpath}/")):
            return path[len(self.subpath) :] or "/"
        return path

    def is_own(self, origin: str, host: str) -> bool:
        """Return whether a page with this `Origin` is the host's, which is asked by the name `host`."""
        return origin.casefold() in {f"https://{host}".casefold(), self.origin} - {""}

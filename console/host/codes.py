"""The routes of live codes: made, found, used up, expired. No I/O; the caller tells the time.

The host knows a code's four routing digits only. Its secret is the lead's and the joiner's.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from protocol.messages import Reason

CODE_VALID_S = 600
ROUTES = 10_000
CODES = 5_000  # live at a time, so that a free route is found at once


@dataclass(frozen=True)
class Code:
    """A live code."""

    route: str
    session: bytes
    expires: float  # on the caller's clock, in seconds


class Codes:
    """All codes; one live code a session."""

    def __init__(self, *, valid_s: int = CODE_VALID_S) -> None:
        self.valid_s = valid_s
        self._of_route: dict[str, Code] = {}
        self._of_session: dict[bytes, Code] = {}
        self._ended: dict[str, Reason] = {}  # at most `ROUTES`

    def make(self, session: bytes, now: float) -> Code | None:
        """Make a code for `session`, whose older code ends; None where too many are live."""
        self.end(session, Reason.UNKNOWN_CODE)
        if len(self._of_route) >= CODES:
            return None
        route = self._free_route()
        code = Code(route, session, now + self.valid_s)
        self._of_route[route] = self._of_session[session] = code
        self._ended.pop(route, None)
        return code

    def find(self, route: str, now: float) -> Code | Reason:
        """Return the live code with `route`, or why there is none."""
        code = self._of_route.get(route)
        if code is None:
            return self._ended.get(route, Reason.UNKNOWN_CODE)
        return code if now < code.expires else Reason.CODE_EXPIRED

    def of_session(self, session: bytes) -> Code | None:
        """Return the live code of `session`."""
        return self._of_session.get(session)

    def end(self, session: bytes, reason: Reason) -> Code | None:
        """End the code of `session`, if it has one; a joiner with its route hears `reason` from now on."""
        code = self._of_session.pop(session, None)
        if code is not None:
            del self._of_route[code.route]
            self._ended[code.route] = reason
        return code

    def _free_route(self) -> str:
        while True:
            route = f"{secrets.randbelow(ROUTES):04}"
            if route not in self._of_route:
                return route

"""The routes of live codes: made, found, used up, expired. No I/O; the caller tells the time.

A session has at most one code for a customer and one for colleagues. The host knows a code's four routing digits and
the route of the link with it only. Their secrets are the lead's and the joiner's. Who has not seen a link does not
guess its route, so nobody else burns it, or is in its way.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass

from protocol.notation.joincode import LINK_ROUTE_LENGTH, LINK_ROUTE_SIGNS, ROUTE_DIGITS
from protocol.vocabulary.messages import Reason, Role

CODE_VALID_S = 600
ROUTES = 10_000
CODES = ROUTES // 2  # live at a time, so that a free route is found at once
ENDED_KEPT = 2 * ROUTES  # routes of which it is known why they ended
SLOTS = 8  # hosts that can share a database: each makes only the routes of its slot


@dataclass(frozen=True)
class Code:
    """A live code."""

    route: str
    link_route: str
    session: bytes
    role: Role  # of whoever joins with it
    expires: float  # on the caller's clock, in seconds


def slot_of(route: str) -> int | None:
    """Return which slot a route is of; None: it is no route."""
    if is_link_route(route):
        return LINK_ROUTE_SIGNS.find(route[0]) % SLOTS
    return int(route) % SLOTS if route.isascii() and route.isdigit() else None


def is_link_route(route: str) -> bool:
    """Return whether a route is that of a link."""
    return len(route) > ROUTE_DIGITS


class Codes:
    """All codes; one live code a session and role.

    Attributes:
        slot: routes are of this one alone; None: of any.
    """

    def __init__(self, *, valid_s: int = CODE_VALID_S) -> None:
        self.valid_s = valid_s
        self.slot: int | None = None
        self._of_route: dict[str, Code] = {}
        self._of_link: dict[str, Code] = {}
        self._of_session: dict[tuple[bytes, Role], Code] = {}
        self._ended: OrderedDict[str, Reason] = OrderedDict()  # at most `ENDED_KEPT`

    def make(self, session: bytes, now: float, role: Role = Role.CUSTOMER) -> Code | None:
        """Make a code for `session`, whose older code for that role ends; None where too many are live."""
        self.end(session, Reason.UNKNOWN_CODE, role)
        if len(self._of_route) >= len(self._routes) * CODES // ROUTES:
            return None
        route = self._free_route()
        code = Code(route, self._new_link_route(), session, role, now + self.valid_s)
        self._of_route[route] = self._of_link[code.link_route] = self._of_session[session, role] = code
        self._ended.pop(route, None)
        return code

    def find(self, route: str, now: float) -> Code | Reason:
        """Return the live code with `route`, or why there is none."""
        code = (self._of_link if is_link_route(route) else self._of_route).get(route)
        if code is None:
            return self._ended.get(route, Reason.UNKNOWN_CODE)
        return code if now < code.expires else Reason.CODE_EXPIRED

    def of_session(self, session: bytes, role: Role = Role.CUSTOMER) -> Code | None:
        """Return the live code of `session` for that role."""
        return self._of_session.get((session, role))

    def end(self, session: bytes, reason: Reason, role: Role = Role.CUSTOMER) -> Code | None:
        """End the code of `session` for that role, if there is one; a joiner hears `reason` from now on."""
        code = self._of_session.pop((session, role), None)
        if code is not None:
            del self._of_link[code.link_route]
            self._note_end(code.link_route, reason)
            self._end_digits(code, reason)
        return code

    def burn(self, session: bytes, role: Role) -> Code | None:
        """End the digits of a code with which too many were wrong, if it has any still; the link with it stays."""
        code = self._of_session.get((session, role))
        return code if code is not None and self._end_digits(code, Reason.CODE_BURNED) else None

    def _end_digits(self, code: Code, reason: Reason) -> bool:
        if self._of_route.get(code.route) is not code:
            return False  # they were burned
        del self._of_route[code.route]
        self._note_end(code.route, reason)
        return True

    def _note_end(self, route: str, reason: Reason) -> None:
        self._ended[route] = reason
        self._ended.move_to_end(route)
        if len(self._ended) > ENDED_KEPT:
            self._ended.popitem(last=False)

    def forget(self) -> None:
        """Forget every code."""
        self._of_route.clear()
        self._of_link.clear()
        self._of_session.clear()
        self._ended.clear()

    @property
    def _routes(self) -> range:
        return range(ROUTES) if self.slot is None else range(self.slot, ROUTES, SLOTS)

    def _new_link_route(self) -> str:
        """Draw a route that nobody guesses; its first sign says whose slot it is, as the digits do."""
        signs = LINK_ROUTE_SIGNS if self.slot is None else LINK_ROUTE_SIGNS[self.slot :: SLOTS]
        rest = (secrets.choice(LINK_ROUTE_SIGNS) for _ in range(LINK_ROUTE_LENGTH - 1))
        return secrets.choice(signs) + "".join(rest)

    def _free_route(self) -> str:
        while True:
            route = f"{secrets.choice(self._routes):04}"
            if route not in self._of_route:
                return route

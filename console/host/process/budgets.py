"""How many connections of each kind a host lets in, by the descriptors that its process may open."""

from __future__ import annotations

import sys
from collections.abc import Callable

from console.host.core.limits import FILES, HANDSHAKES, PAGES, RESERVED_FILES, RETURNING, STRANGERS
from console.host.core.places import Kind, Places

USUAL = {Kind.HANDSHAKING: HANDSHAKES, Kind.PAGE: PAGES, Kind.STRANGER: STRANGERS, Kind.RETURNING: RETURNING}
LEAST = 8  # of a kind


def allow_many_files() -> None:
    """Let this process open as many files as the system lets it, up to `FILES`; each connection is one."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def open_files() -> int:
    """Return how many files this process may have open now."""
    if sys.platform == "win32":
        return FILES
    import resource

    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return FILES if soft == resource.RLIM_INFINITY else soft


def places_for(files: int, bitten: Callable[[str], None], wanted: dict[Kind, int] | None = None) -> Places:
    """Return the places that there are with so many files; with fewer than `FILES` less of each kind."""
    budgets = USUAL | (wanted or {})
    scale = min(1.0, files / FILES)
    fitting = {kind: max(LEAST, int(count * scale)) for kind, count in budgets.items()}
    return Places(fitting, files - min(RESERVED_FILES, files // 4), bitten)

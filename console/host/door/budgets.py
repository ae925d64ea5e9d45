"""How many connections of each kind a host lets in, by the descriptors that its process may open."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from console.host.core.limits import FILES, HANDSHAKES, PAGES, RESERVED_FILES, RETURNING, STRANGERS
from console.host.core.places import Kind, Places

BUDGETS = {
    Kind.HANDSHAKING: ("handshaking", HANDSHAKES),
    Kind.PAGE: ("pages", PAGES),
    Kind.STRANGER: ("strangers", STRANGERS),
    Kind.RETURNING: ("returning", RETURNING),
}
"""What each is called in the configuration, and what it usually is."""
LEAST = 8  # of a kind


def places_for(limits: Mapping[str, int], bitten: Callable[[str], None]) -> Places:
    """Return a host's places; where fewer than `FILES` may be opened, there are less of each kind."""
    wanted = limits.get("files", FILES)
    files = allow_files(wanted)
    scale = min(1.0, files / wanted)
    budgets = {kind: max(LEAST, int(limits.get(name, usual) * scale)) for kind, (name, usual) in BUDGETS.items()}
    return Places(budgets, files - min(RESERVED_FILES, files // 4), bitten)


def allow_files(wanted: int) -> int:
    """Let this process open so many files, as far as the system lets it; return how many it may."""
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return allowed

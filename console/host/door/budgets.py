"""How many connections of each kind a host lets in, by the descriptors that its process may open."""

from __future__ import annotations

import sys

from console.host.core.limits import FILES, Limits
from console.host.core.places import BOUNDS, Places
from console.host.core.terms import RESERVED_FILES

LEAST = 8  # of a kind


def places_for(limits: Limits) -> Places:
    """Return a host's places; where fewer than the usual files may be opened, there are less of each kind."""
    wanted = limits.of(FILES)
    files = allow_files(wanted)
    scale = min(1.0, files / wanted)
    budgets = {kind: max(LEAST, int(limits.of(bound) * scale)) for kind, bound in BOUNDS.items()}
    return Places(budgets, files - min(RESERVED_FILES, files // 4), limits.meet)


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

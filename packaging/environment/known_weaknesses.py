"""Asks OSV, the open database of known weaknesses, about every package in every lock file.

Where it cannot be reached that is said, and nothing more: whoever has no network checks all the rest.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path

ADDRESS = "https://api.osv.dev/v1/querybatch"
WAIT_S = 10.0
AT_ONCE = 500  # packages in a question; the service takes a thousand
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)

Package = tuple[str, str]
"""Name and version."""


def pinned(locks: Iterable[Path]) -> list[Package]:
    """Return every package that one of the lock files names."""
    return sorted({found for lock in locks for found in _PINNED.findall(lock.read_text(encoding="utf-8"))})


def look_up(locks: Iterable[Path], say: Callable[[str], None], *, address: str = ADDRESS) -> int:
    """Say which pinned packages have known weaknesses, and return 1 where one has."""
    packages = pinned(locks)
    weak: dict[Package, list[str]] = {}
    try:
        for start in range(0, len(packages), AT_ONCE):
            part = packages[start : start + AT_ONCE]
            weak |= {package: ids for package, ids in zip(part, _asked(part, address), strict=True) if ids}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        say(f"SKIPPED: known weaknesses of {len(packages)} packages were not looked up; {_why(error)}")
        return 0
    for (name, version), ids in weak.items():
        say(f"{name} {version} has known weaknesses: {', '.join(ids)}")
    if not weak:
        say(f"none of {len(packages)} packages has a weakness that OSV knows of")
    return 1 if weak else 0


def _asked(packages: list[Package], address: str) -> list[list[str]]:
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in packages]
    request = urllib.request.Request(  # noqa: S310 - the address is ours
        address, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=WAIT_S) as answer:  # noqa: S310
        results = json.load(answer)["results"]
    return [[str(weakness["id"]) for weakness in result.get("vulns", ())] for result in results]


def _why(error: Exception) -> str:
    if isinstance(error, urllib.error.URLError):
        return f"api.osv.dev cannot be reached: {error.reason}"
    return f"api.osv.dev answers with something else: {type(error).__name__}"

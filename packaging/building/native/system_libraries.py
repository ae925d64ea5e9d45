"""Which Debian package a library of the computer that builds belongs to, and what Debian states of its licence."""

from __future__ import annotations

from pathlib import Path

from building.common.plan import Plan
from environment.trouble import Trouble

STATED = Path("/usr/share/doc")
"""Where each package states it, in a file called `copyright`."""


def owner(plan: Plan, library: str) -> str:
    """Return the Debian package that has a library.

    Raises:
        Trouble: it is not on this computer, or nobody's.
    """
    found = plan.run(["sh", "-c", 'ldconfig -p | awk -v name="$1" "\\$1 == name { print \\$NF; exit }"', "sh", library])
    if not found.strip():
        raise Trouble(f"{library} is needed and not on this computer, so the package that has it is not known.")
    places = {str(Path(found.strip()).resolve()), found.strip(), found.strip().removeprefix("/usr")}
    for place in sorted(places | {f"/usr{found.strip()}"}):
        said = plan.run(["sh", "-c", 'dpkg -S "$1" 2>/dev/null || true', "sh", place])
        if said:
            return said.partition(":")[0]
    raise Trouble(f"no package has {found.strip()}.")

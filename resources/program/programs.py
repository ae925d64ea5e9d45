"""How our programs are started, as sources and as the frozen programs that people run; the one place that knows.

A frozen program is a whole of its own: it has no `python -m`. Where it needs another process of ours it starts itself
again and says which one, out of those that PROGRAMS lists for it.
"""

from __future__ import annotations

import runpy
import sys
from dataclasses import dataclass

AS_CHILD = "--as-child"
"""First argument of a frozen program that is to be one of its children."""


@dataclass(frozen=True)
class Program:
    """What a frozen program runs: its own module, and the modules it may start itself again as."""

    module: str
    children: tuple[str, ...] = ()


PROGRAMS = {
    "fernblick": Program("console.app", ("console.host",)),
    "fernblick-viewer": Program("viewer.app", ("viewer.control",)),
    "fernblick-host": Program("console.host"),
}
"""Everything that can be run. What is packed into the files that people run is read from here."""


def child_command(module: str) -> list[str]:
    """Return the command line that runs our `module` in a process of its own; its arguments are to be added."""
    if not any(module in program.children for program in PROGRAMS.values()):
        raise ValueError(f"{module} is nobody's child")  # it would be missing from the bundles
    if is_frozen():
        return [sys.executable, AS_CHILD, module]
    return [sys.executable, "-P", "-m", module]


def is_frozen() -> bool:
    """Say whether this is a program that was built, not the sources."""
    return bool(getattr(sys, "frozen", False))


def run_frozen(name: str, arguments: list[str]) -> None:
    """Be the frozen program `name`, or the child of it that `arguments` ask for.

    Raises:
        SystemExit: with the program's status.
    """
    program = PROGRAMS[name]
    module = program.module
    if arguments[:1] == [AS_CHILD]:
        if len(arguments) < 2 or arguments[1] not in program.children:
            raise SystemExit(f"{name}: unknown child")
        module, arguments = arguments[1], arguments[2:]
    setattr(sys, "frozen", True)  # noqa: B010 - mypy knows no such attribute
    sys.argv = [sys.executable, *arguments]
    runpy.run_module(module, run_name="__main__")


if __name__ == "__main__":
    run_frozen(sys.argv[1], sys.argv[2:])

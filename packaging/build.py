"""Build the files that people run: setups, packages and single files for Windows, Linux and macOS.

Like `bootstrap.py`, this needs nothing but a plain Python: it makes an environment with the locked tools, and goes on
in there. What is downloaded is kept for the next build.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYSTEMS = ("windows", "linux", "macos")
INSIDE = "FERNBLICK_BUILD_INSIDE"
"""Set where the environment with the tools is running already."""


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says and return the exit status."""
    from bootstrap import OLDEST_PYTHON
    from environment.trouble import CANNOT_START, Trouble

    options = _parser().parse_args(arguments)
    if sys.version_info < OLDEST_PYTHON:
        return _fail("the build needs Python " + ".".join(map(str, OLDEST_PYTHON)) + " or newer", CANNOT_START)
    try:
        return _build(options) if INSIDE in os.environ else _go_inside(options)
    except Trouble as trouble:
        return _fail(str(trouble), trouble.status)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Build the files that people run.")
    parser.add_argument("systems", nargs="+", choices=(*SYSTEMS, "all"), metavar="windows|linux|macos|all")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where they are put (%(default)s)")
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="what is made on the way (%(default)s)")
    parser.add_argument("--cache", type=Path, default=_cache(), help="downloads, also $FERNBLICK_CACHE (%(default)s)")
    return parser


def _cache() -> Path:
    given = os.environ.get("FERNBLICK_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(given) if given else Path(base) / "fernblick-build"


def _systems(options: argparse.Namespace) -> list[str]:
    """Return what to build; a Mac's files can only be made on a Mac."""
    wanted = set(SYSTEMS if "all" in options.systems else options.systems)
    if "all" in options.systems and sys.platform != "darwin":
        wanted.remove("macos")
    return [system for system in SYSTEMS if system in wanted]


def _go_inside(options: argparse.Namespace) -> int:
    """Bring the tools, and run this again with the Python that has them."""
    from building.common import tools
    from environment import system_needs
    from environment.virtual_environment import Environment

    logs = ROOT / ".bootstrap"
    logs.mkdir(exist_ok=True)
    if sys.platform.startswith("linux"):
        needs = system_needs.python_needs() + tools.needs(_systems(options))
        allowed = system_needs.may_install()
        system_needs.provide(needs, log=logs / "apt.log", say=_say, run=system_needs.run_logged, may_install=allowed)
    environment = Environment(folder=logs / "build", root=ROOT, log=logs / "pip.log", say=_say)
    locks = ["requirements-build.txt", "requirements-packaging.txt"]
    locks += ["requirements-server.txt"] if "linux" in _systems(options) else []
    environment.provide(*(ROOT / "packaging" / lock for lock in locks))
    command = [str(environment.python), str(Path(__file__).resolve()), *options.systems]
    for name in ("out", "work", "cache"):
        command += [f"--{name}", str(getattr(options, name).absolute())]
    inside = {**os.environ, INSIDE: "yes", "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    return subprocess.run(command, env=inside, check=False).returncode


def _build(options: argparse.Namespace) -> int:
    from building import everything
    from building.common.plan import Plan, project_version, source_date

    for folder in (options.out, options.work, options.cache):
        folder.mkdir(parents=True, exist_ok=True)
    plan = Plan(
        root=ROOT,
        out=options.out,
        work=options.work,
        cache=options.cache,
        version=project_version(ROOT),
        epoch=source_date(ROOT, os.environ),
        say=_say,
    )
    everything.build(plan, _systems(options))
    return 0


def _say(sentence: str) -> None:
    print(f"build: {sentence}", flush=True)


def _fail(sentence: str, status: int) -> int:
    print(f"build: {sentence}", file=sys.stderr, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())

"""Set up everything that Fernblick needs from a plain Python, then demonstrate, test, check or run it.

Only the standard library is used here, and of it only what a bare Debian has. The work is in the modules beside this
one; this one reads the command line and puts them together.
"""

from __future__ import annotations

import argparse
import errno
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
TEST_PROCESSES = 4  # at most; more wait for each other's disk and memory
SYSTEM_TEST_PROCESSES = 2  # as above; each has its own displays, and programs on them
SYSTEM_TESTS = "tests/system"
PROGRAMS = {"console": "console.app", "viewer": "viewer.app", "host": "console.host"}


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says and return the exit status."""
    if sys.version_info < OLDEST_PYTHON:
        return _fail(_python_too_old(), 4)
    from environment.trouble import (  # after the check above: these modules need a Python that passes it
        CANNOT_START,
        Trouble,
    )

    chosen, rest = _parser().parse_known_args(arguments)
    if rest and chosen.command not in ("test", "run"):
        _parser().error(f"unknown arguments: {' '.join(rest)}")
    try:
        return int(chosen.act(chosen, rest))
    except Trouble as trouble:
        return _fail(str(trouble), trouble.status)
    except KeyboardInterrupt:
        return _fail("stopped", 130)
    except OSError as error:
        return _fail(_what_the_system_said(error), CANNOT_START)


def demo(chosen: argparse.Namespace, _: list[str]) -> int:
    """Show the main job with the real programs."""
    virtual = chosen.headless or not _has_display()
    python = _set_up(chosen, virtual_displays=virtual, development=False)
    command = [str(python), str(ROOT / "packaging" / "demo.py")]
    command += ["--headless"] if virtual else []
    command += ["--out", str(chosen.out.resolve())] if chosen.out else []
    return _become(command)


def test(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Run the tests; what follows on the command line goes to pytest."""
    if chosen.packaging:
        return _test_built_files(chosen, rest)
    python = _set_up(chosen, virtual_displays=True, development=True, servers=True)
    os.chdir(ROOT)
    if chosen.long:
        return _become([str(python), "-m", "pytest", "-m", "long", *rest])
    if chosen.odd:
        os.environ.setdefault("FERNBLICK_ODD", "all")
        return _become([str(python), "-m", "pytest", "-m", "odd", *rest])
    if rest:
        return _become([str(python), "-m", "pytest", *rest])
    return _test_all(python)


def _test_all(python: Path) -> int:
    """Run all tests: first those of single parts, then those with real windows."""
    _say("testing the parts")
    parts = _pytest(python, "--ignore", SYSTEM_TESTS, "--dist", "worksteal", processes=TEST_PROCESSES)
    _say("testing the whole, with real programs and windows")
    return _pytest(python, SYSTEM_TESTS, "--dist", "loadfile", processes=SYSTEM_TEST_PROCESSES) or parts


def _pytest(python: Path, *arguments: str, processes: int) -> int:
    """Run tests in as many processes beside each other as this computer has cores for, and `processes` at most."""
    workers = str(max(1, min(processes, os.cpu_count() or 1)))
    arguments = ("--numprocesses", workers, *arguments)
    return subprocess.run([str(python), "-m", "pytest", *arguments], check=False).returncode


def _test_built_files(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Build what people run, unless FERNBLICK_DIST names a folder that has it, and try it."""
    python = _set_up(chosen, virtual_displays=True, development=True, packaging=True)
    if "FERNBLICK_DIST" not in os.environ:
        status = subprocess.run([sys.executable, str(ROOT / "packaging" / "build.py"), "all"], check=False).returncode
        if status != 0:
            return status
        os.environ["FERNBLICK_DIST"] = str(ROOT / "dist")
    os.chdir(ROOT)
    named = any((ROOT / argument.partition("::")[0]).is_relative_to(ROOT / "tests") for argument in rest)
    return _become([str(python), "-m", "pytest", *([] if named else ["tests/packaging/built"]), *rest])


def check(chosen: argparse.Namespace, _: list[str]) -> int:
    """Check format, lint, types, dead code and who imports whom; the worst status counts."""
    python = _set_up(chosen, virtual_displays=False, development=True)
    modules = (["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"], ["vulture"])
    commands = [[str(python), "-m", *module] for module in modules]
    commands.append([str(python.with_name("lint-imports")), "--no-logo", "--no-cache"])
    statuses = []
    for command in commands:
        _say(f"running {' '.join(command).removeprefix(f'{python} -m ')}")
        statuses.append(subprocess.run(command, cwd=ROOT, check=False).returncode)
    from environment.known_weaknesses import look_up

    statuses.append(look_up((ROOT / "packaging").rglob("requirements*.txt"), _say))
    return max(statuses)


def run(chosen: argparse.Namespace, rest: list[str]) -> int:
    """Start one of the programs; what follows on the command line goes to it."""
    served = chosen.program == "host"
    python = _set_up(chosen, virtual_displays=False, development=False, served=served)
    return _become([str(python), "-P", "-m", PROGRAMS[chosen.program], *rest])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Set Fernblick up and start it; the first start fetches what it needs."
    )
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where the packages go (%(default)s)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    adding = commands.add_parser("demo", help="show the main job: a technician shows their desktop to a customer")
    adding.add_argument("--headless", action="store_true", help="on virtual displays, even where there is a display")
    adding.add_argument("--out", type=Path, metavar="DIR", help="write console.png, viewer.png and report.json there")
    adding.set_defaults(act=demo)
    adding = commands.add_parser("test", help="run the tests; further arguments go to pytest", add_help=False)
    adding.add_argument("--packaging", action="store_true", help="build the files that people run, and try them")
    adding.add_argument("--long", action="store_true", help="run the tests that take minutes each, and no others")
    adding.add_argument("--odd", action="store_true", help="run the tests with all odd computers, and no others")
    adding.set_defaults(act=test)
    adding = commands.add_parser("check", help="check format, lint, types, dead code and imports")
    adding.set_defaults(act=check)
    adding = commands.add_parser("run", help="start a program; further arguments go to it", add_help=False)
    adding.add_argument("program", choices=PROGRAMS)
    adding.set_defaults(act=run)
    return parser


def _set_up(
    chosen: argparse.Namespace,
    *,
    virtual_displays: bool,
    development: bool,
    servers: bool = False,
    packaging: bool = False,
    served: bool = False,
) -> Path:
    """Bring what is missing and return the environment's Python."""
    from environment import system_needs
    from environment.virtual_environment import Environment

    logs = ROOT / ".bootstrap"
    logs.mkdir(exist_ok=True)
    if sys.platform.startswith("linux"):
        needs = system_needs.python_needs() + system_needs.display_needs()
        needs += system_needs.virtual_display_needs() if virtual_displays else []
        needs += system_needs.server_needs() + system_needs.desktop_needs() if servers else []
        needs += system_needs.packaging_needs() if packaging else []
        allowed = system_needs.may_install()
        system_needs.provide(needs, log=logs / "apt.log", say=_say, run=system_needs.run_logged, may_install=allowed)
    environment = Environment(folder=_absolute(chosen.venv), root=ROOT, log=logs / "pip.log", say=_say)
    locks = ["requirements-build.txt", "requirements.txt"] + (["requirements-dev.txt"] if development else [])
    locks += ["requirements-packaging.txt"] if packaging else []
    locks += ["requirements-server.txt"] if served else []
    environment.provide(*(ROOT / "packaging" / lock for lock in locks))
    if not any(name in os.environ for name in ("LANG", "LC_ALL", "LC_CTYPE")):
        os.environ["LANG"] = "C.UTF-8"  # Qt complains about a bare root's plain C
    return environment.python


def _become(command: list[str]) -> int:
    """Go on as `command`, with the same process number where the system can do that."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def _absolute(folder: Path) -> Path:
    return Path(os.path.abspath(folder))  # not `resolve`: a link that the user made stays


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _python_too_old() -> str:
    wanted = ".".join(map(str, OLDEST_PYTHON))
    return f"Fernblick needs Python {wanted} or newer, this is {sys.version.split()[0]}; start this with a newer one."


def _what_the_system_said(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full; free some space and start again."
    place = f" ({error.filename})" if error.filename else ""
    return f"The system refused: {error.strerror or error}{place}; mend that and start again."


def _say(sentence: str) -> None:
    print(f"fernblick: {sentence}", flush=True)


def _fail(sentence: str, status: int) -> int:
    print(f"fernblick: {sentence}", file=sys.stderr, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())

"""What every bundle is made of, on all systems: a program's own modules, and files that are no modules.

Which modules a program runs is in `resources/program/programs.py`; everything else in a bundle follows from them.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

from resources.program.programs import PROGRAMS

START = "resources.program.programs"
FOR_DEVELOPERS = {
    "distutils": "builds extension modules",
    "doctest": "tests",
    "lib2to3": "builds packages",
    "numpy.distutils": "builds extension modules",
    "numpy.f2py": "builds extension modules",
    "numpy.testing": "tests",
    "pdb": "debugs",
    "pkg_resources": "builds packages",
    "setuptools": "builds packages",
    "unittest": "tests",
}
FOR_SERVERS = ("prometheus_client", "psycopg", "psycopg_binary", "structlog")
"""What a host on a server may need; the one that a console starts needs none of it, and says so where it is asked."""
PAGES = Path("resources", "web")
SHARED = PAGES / "compared_words.json"
"""Read by pages and programs alike."""
HELP_OF_TECHNICIANS = (Path("resources/help/pages/console"), Path("resources/help/pictures/technician"))
RESOURCES_LEFT_OUT = {".py": "in the bundle as bytecode", ".ts": "the .qm files are made from these"}


def modules_of(name: str) -> list[str]:
    """List the modules that the frozen program `name` may run, a package by its `__main__`."""
    program = PROGRAMS[name]
    return [START, *(_run_as(module) for module in (program.module, *program.children))]


def resources(root: Path, *, pages: bool = False, technician: bool = True) -> Iterator[Path]:
    """List our files that are no modules: those of the programs with windows, or the pages that a host serves.

    Without `technician` what only technicians read is left out: the customer's setup has a limit.
    """
    for path in sorted((root / "resources").rglob("*")):
        wanted = path.suffix not in RESOURCES_LEFT_OUT and "__pycache__" not in path.parts
        of_technicians = any(path.is_relative_to(root / place) for place in HELP_OF_TECHNICIANS)
        wanted = wanted and (technician or not of_technicians)
        of_pages = path.is_relative_to(root / PAGES)
        if path.is_file() and wanted and (pages == of_pages or path == root / SHARED):
            yield path


def _run_as(module: str) -> str:
    found = importlib.util.find_spec(module)
    if found is None:
        raise ModuleNotFoundError(f"{module}, which resources/program/programs.py names, does not exist")
    return f"{module}.__main__" if found.submodule_search_locations else module

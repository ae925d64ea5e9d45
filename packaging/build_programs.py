"""The modules that a program runs, as `resources/programs.py` says; everything else in a bundle follows from them."""

from __future__ import annotations

import importlib.util

from resources.programs import PROGRAMS

START = "resources.programs"


def modules_of(name: str) -> list[str]:
    """List the modules that the frozen program `name` may run, a package by its `__main__`."""
    program = PROGRAMS[name]
    return [START, *(_run_as(module) for module in (program.module, *program.children))]


def _run_as(module: str) -> str:
    found = importlib.util.find_spec(module)
    if found is None:
        raise ModuleNotFoundError(f"{module}, which resources/programs.py names, does not exist")
    return f"{module}.__main__" if found.submodule_search_locations else module

"""A plugin for pytest: of numpy there is what the viewer for Windows has, no left out modules and no LAPACK."""

from __future__ import annotations

import importlib.util
import sys

from building.windows.blas import SOURCES
from building.windows.contents import LAPACK, NEVER

OF_TESTS = "numpy.random"  # which draw with it
LEFT_OUT = [name for name in NEVER if name.startswith("numpy.") and name != OF_TESTS]
sys.modules.update(dict.fromkeys(LEFT_OUT))  # type: ignore[arg-type]
_specification = importlib.util.spec_from_file_location(LAPACK, SOURCES / f"{LAPACK.replace('.', '/')}.py")
assert _specification is not None
sys.modules[LAPACK] = importlib.util.module_from_spec(_specification)
assert _specification.loader is not None
_specification.loader.exec_module(sys.modules[LAPACK])

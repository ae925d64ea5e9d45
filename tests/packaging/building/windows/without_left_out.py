"""A plugin for pytest: what a Windows program leaves out of numpy cannot be imported."""

from __future__ import annotations

import sys

from building.windows.contents import NEVER

OF_TESTS = "numpy.random"  # which draw with it
LEFT_OUT = [name for name in NEVER if name.startswith("numpy.") and name != OF_TESTS]
sys.modules.update(dict.fromkeys(LEFT_OUT))  # type: ignore[arg-type]

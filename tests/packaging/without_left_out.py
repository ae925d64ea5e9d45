"""A plugin for pytest: what a Windows program leaves out of numpy cannot be imported."""

from __future__ import annotations

import sys

from build_contents import NEVER

sys.modules.update({name: None for name in NEVER if name.startswith("numpy.")})  # type: ignore[dict-item]

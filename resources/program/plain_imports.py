"""Undoes what PySide does to `import`: it reads the source of each module, to see who may ask for `__feature__`.

Nobody here does. A program would keep the text of all that it imports, which is 12 MB, and start later.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - does it


def import_plainly() -> None:
    """Give `import` back to Python; what was imported before stays as it is."""
    own = getattr(builtins, "__orig_import__", None)  # where PySide puts it; not there in versions that let it be
    if own is not None:
        setattr(builtins, "__import__", own)  # noqa: B010 - mypy has it constant

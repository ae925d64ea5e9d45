"""Modules as bytecode: the same bytes from the same source wherever it lies, and without docstrings.

The docstrings are a tenth of what a setup would hold, and nobody reads them there. Assertions stay.
"""

from __future__ import annotations

import dis
import importlib.util
import inspect
import itertools
import marshal
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

UNCHECKED = 0b01  # flags: made for a source's hash, which nobody compares
HEADER_BYTES = 16  # Python's number of the format, flags, hash


def compiled(source: Path, module: str) -> bytes:
    """Return the .pyc file of `module`, whose text is `source`."""
    text = source.read_bytes()
    name = module.replace(".", "/") + ("/__init__.py" if source.name == "__init__.py" else ".py")
    code = SourceFileLoader(module, name).source_to_code(text, name)
    return _packed(code, importlib.util.source_hash(text))


def slimmed(pyc: bytes) -> bytes:
    """Return a .pyc file of this Python's version as `compiled` makes them."""
    code = marshal.loads(pyc[HEADER_BYTES:])  # noqa: S302 - Python's own
    return _packed(code, pyc[8:HEADER_BYTES])


def _packed(code: CodeType, source_hash: bytes) -> bytes:
    packed = marshal.dumps(_without_docstrings(code))
    packed = marshal.dumps(marshal.loads(packed))  # noqa: S302 - the first dump depends on who else holds a string
    return importlib.util.MAGIC_NUMBER + UNCHECKED.to_bytes(4, "little") + source_hash + packed


def _without_docstrings(code: CodeType) -> CodeType:
    """Drop the docstring of every function in `code`: its first constant, by the compiler's rule."""
    constants = [_without_docstrings(value) if isinstance(value, CodeType) else value for value in code.co_consts]
    is_function = bool(code.co_flags & inspect.CO_NEWLOCALS) and not code.co_name.startswith("<")
    if is_function and bool(code.co_flags & inspect.CO_OPTIMIZED) and constants and isinstance(constants[0], str):
        constants[0] = None
    elif not is_function:
        for place in _stored_docstrings(code):
            constants[place] = ""  # some modules add to theirs
    return code.replace(co_consts=tuple(constants))


def _stored_docstrings(code: CodeType) -> list[int]:
    """Return the places of the constants that a module or class takes as its docstring."""
    steps = list(dis.get_instructions(code))
    pairs = itertools.pairwise(steps)
    return [
        load.arg
        for load, store in pairs
        if store.opname == "STORE_NAME"
        and store.argval == "__doc__"
        and load.opname == "LOAD_CONST"
        and load.arg is not None
    ]

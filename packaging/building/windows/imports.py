"""What a program imports, read from its sources: the list of what its bundle for another system must carry.

Nothing is run, so a bundle for Windows can be put together on Linux. Every import statement counts, also those inside
functions, unless the target system or Python makes the branch around it impossible. What is imported by name is found
by the full names of modules that stand as texts in a source, or in the bytes of an extension module.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeGuard

_TAIL = rb"(?:\.[A-Za-z_][A-Za-z0-9_]*)+"
_COMPARE: dict[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Eq: lambda left, right: left == right,
    ast.NotEq: lambda left, right: left != right,
    ast.In: lambda left, right: isinstance(right, tuple) and left in right,
    ast.NotIn: lambda left, right: isinstance(right, tuple) and left not in right,
    ast.GtE: lambda left, right: isinstance(left, tuple) and isinstance(right, tuple) and left >= right,
    ast.Lt: lambda left, right: isinstance(left, tuple) and isinstance(right, tuple) and left < right,
    ast.Gt: lambda left, right: isinstance(left, tuple) and isinstance(right, tuple) and left > right,
    ast.LtE: lambda left, right: isinstance(left, tuple) and isinstance(right, tuple) and left <= right,
}


@dataclass(frozen=True, kw_only=True)
class Target:
    """The system that a program is to run on, as its sources ask for it."""

    platform: str  # as `sys.platform`
    version: tuple[int, int] = field(default_factory=lambda: (sys.version_info.major, sys.version_info.minor))

    @property
    def facts(self) -> Mapping[str, object]:
        """Return what the expressions mean that sources branch on."""
        return {
            "sys.platform": self.platform,
            "os.name": "nt" if self.platform == "win32" else "posix",
            "sys.version_info": (*self.version, 99),
            "__name__": "imported",
            "TYPE_CHECKING": False,
            "typing.TYPE_CHECKING": False,
        }


@dataclass(frozen=True, kw_only=True)
class Module:
    """One module found: `path` holds its source, or its machine code."""

    name: str
    path: Path
    why: str  # the module that imports it, or another reason

    @property
    def is_source(self) -> bool:
        """Whether `path` is Python."""
        return self.path.suffix == ".py"


def closure(
    roots: Mapping[str, str],
    *,
    locate: Callable[[str], Path | None],
    target: Target,
    packaged: Iterable[str],
    counts: Callable[[str, str], bool],
) -> dict[str, Module]:
    """Return every module that `roots` (name: why) can import, by name.

    Args:
        roots: where to begin, each with the reason.
        target: what the sources' branches are read for.
        locate: returns where a module lies, None for one that the target does not have as a file.
        packaged: the names of all modules that may be imported by a text that holds their full name.
        counts: says of (importer, imported) whether that import ever happens in the programs.
    """
    found: dict[str, Module] = {}
    seen: set[str] = set()
    names = frozenset(packaged)
    machine = _MachineCode(names)
    waiting = dict(roots)
    while waiting:
        name, why = waiting.popitem()
        seen.add(name)
        if (path := locate(name)) is None:
            wanted = _offered(name, locate, target)
        else:
            module = found[name] = Module(name=name, path=path, why=why)
            imported = _imports_of(module, target, names) if module.is_source else machine.names_in(path)
            wanted = [*_parents(name), *imported]
        importer = name if path is not None else why
        waiting.update({other: importer for other in wanted if other not in seen and counts(importer, other)})
    return dict(sorted(found.items()))


def modules_in(folder: Path, extensions: Iterable[str]) -> Iterator[str]:
    """List the names of the modules below `folder`."""
    endings = (".py", *extensions)
    for path in sorted(folder.rglob("*")):
        for ending in endings:
            if path.name.endswith(ending):
                parts = path.relative_to(folder).with_name(path.name.removesuffix(ending)).parts
                yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                break


def located(folders: Iterable[Path], extensions: Iterable[str]) -> Callable[[str], Path | None]:
    """Return a function that looks a module up in `folders`; `extensions` are the endings of machine code."""
    places, endings = list(folders), list(extensions)

    def locate(name: str) -> Path | None:
        for folder in places:
            base = folder.joinpath(*name.split("."))
            candidates = [base / "__init__.py", *(base.with_name(base.name + end) for end in (".py", *endings))]
            for path in candidates:
                if path.is_file():
                    return path
        return None

    return locate


def _parents(name: str) -> Iterator[str]:
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def _imports_of(module: Module, target: Target, packaged: frozenset[str]) -> list[str]:
    reader = _Reader(target.facts, package=_package(module.name, module.path))
    tree = ast.parse(module.path.read_bytes())
    reader.read(tree.body)
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return sorted(reader.names | {text for text in texts & packaged if "." in text})


def _offered(name: str, locate: Callable[[str], Path | None], target: Target) -> list[str]:
    """Return what a module imports when it is asked for the attribute that `name` ends in (PEP 562)."""
    parent, _, attribute = name.rpartition(".")
    path = locate(parent) if parent else None
    if path is None or path.suffix != ".py":
        return []
    lazy = [statement for statement in _statements(ast.parse(path.read_bytes()).body) if _is_lazy(statement)]
    names: set[str] = set()
    for function in lazy:
        asked = {function.args.args[0].arg: attribute} if function.args.args else {}
        reader = _Reader({**target.facts, **asked}, package=_package(parent, path))
        reader.read(function.body)
        names |= reader.names
    return sorted(names)


def _package(name: str, path: Path) -> str:
    return name if path.name == "__init__.py" else name.rpartition(".")[0]


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """List a module's statements with those inside its branches, but not inside functions and classes."""
    for statement in body:
        yield statement
        if isinstance(statement, (ast.If, ast.Try)):
            yield from _statements([*statement.body, *statement.orelse])


def _is_lazy(statement: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    """Say whether this is a module's own `__getattr__`: what it imports is imported by whoever names it."""
    return (
        isinstance(statement, ast.FunctionDef)
        and statement.name == "__getattr__"
        and len(statement.args.posonlyargs + statement.args.args) == 1
    )


class _MachineCode:
    """Finds the full names of `packaged` modules in extension modules; in Rust's they have no end mark."""

    def __init__(self, packaged: Iterable[str]) -> None:
        self._dotted: dict[bytes, list[str]] = {}
        self._single: list[str] = []
        for name in packaged:
            head, dot, _rest = name.partition(".")
            if dot:
                self._dotted.setdefault(head.encode(), []).append(name)
            elif name.startswith("_"):  # other single words mean something else, too
                self._single.append(name)
        heads = b"|".join(re.escape(head) for head in sorted(self._dotted)) or b"(?!)"
        self._pattern = re.compile(b"(" + heads + b")" + _TAIL)

    def names_in(self, path: Path) -> list[str]:
        """Return the names of the modules that the machine code at `path` can import."""
        code = path.read_bytes()
        names = {name for name in self._single if name.encode() in code and not path.name.startswith(name)}
        for match in {(match[1], match[0]) for match in self._pattern.finditer(code)}:
            names.update(name for name in self._dotted[match[0]] if match[1].startswith(name.encode()))
        return sorted(names)


class _Reader:
    """Collects the imports of a module's statements; submodules are listed without asking whether they exist."""

    def __init__(self, facts: Mapping[str, object], *, package: str) -> None:
        self.names: set[str] = set()
        self._called: dict[str, str] = {}  # what the module calls the modules that it has imported
        self._facts = facts
        self._package = package

    def read(self, body: Iterable[ast.stmt]) -> None:
        """Read statements up to one that the target always leaves the block at."""
        for statement in body:
            if isinstance(statement, ast.If) and (known := self._truth(statement.test)) is not None:
                taken = statement.body if known else statement.orelse
                self.read(taken)
                if taken and isinstance(taken[-1], (ast.Return, ast.Raise)):
                    return
            elif not _is_lazy(statement):
                self._read_one(statement)

    def _read_one(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.Import):
            self.names.update(alias.name for alias in statement.names)
            self._called.update({alias.asname or alias.name: alias.name for alias in statement.names})
        elif isinstance(statement, ast.ImportFrom):
            self._read_from(statement)
        for _name, value in ast.iter_fields(statement):
            if isinstance(value, list):
                self._read_list(value)
            if isinstance(value, ast.expr):
                self._read_expression(value)

    def _read_expression(self, expression: ast.expr) -> None:
        """Note `module.attribute`: the module may import something for it."""
        for node in ast.walk(expression):
            if isinstance(node, ast.Attribute) and (module := self._called.get(ast.unparse(node.value))):
                self.names.add(f"{module}.{node.attr}")

    def _read_list(self, values: list[object]) -> None:
        self.read([value for value in values if isinstance(value, ast.stmt)])
        for value in values:
            if isinstance(value, (ast.ExceptHandler, ast.match_case)):
                self.read(value.body)
            elif isinstance(value, ast.expr):
                self._read_expression(value)

    def _read_from(self, statement: ast.ImportFrom) -> None:
        base = statement.module or ""
        if statement.level:
            parts = self._package.split(".")
            parts = parts[: len(parts) - statement.level + 1]
            base = ".".join([*parts, base] if base else parts)
        self.names.add(base)
        self.names.update(f"{base}.{alias.name}" for alias in statement.names if alias.name != "*")

    def _truth(self, test: ast.expr) -> bool | None:
        """Return what `test` is on the target; None: that is known only when it runs."""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            truth = self._truth(test.operand)
            return None if truth is None else not truth
        if isinstance(test, ast.BoolOp):
            return self._joined(test)
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            left, right = self._value(test.left), self._value(test.comparators[0])
            compare = _COMPARE.get(type(test.ops[0]))
            return None if compare is None or left is None or right is None else compare(left, right)
        value = self._value(test)
        return value if isinstance(value, bool) else self._starts(test)

    def _joined(self, test: ast.BoolOp) -> bool | None:
        decides = isinstance(test.op, ast.Or)
        truths = [self._truth(value) for value in test.values]
        if decides in truths:
            return decides
        return None if None in truths else not decides

    def _starts(self, test: ast.expr) -> bool | None:
        """Read `sys.platform.startswith("linux")`."""
        if not (isinstance(test, ast.Call) and isinstance(test.func, ast.Attribute) and len(test.args) == 1):
            return None
        subject, prefix = self._value(test.func.value), self._value(test.args[0])
        known = test.func.attr == "startswith" and isinstance(subject, str) and isinstance(prefix, str)
        return str(subject).startswith(str(prefix)) if known else None

    def _value(self, node: ast.expr) -> object:
        """Return the value of a constant or of a fact about the target; None: unknown."""
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self._facts.get(ast.unparse(node))
        try:
            value = ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError):
            return None
        return tuple(value) if isinstance(value, (list, set)) else value

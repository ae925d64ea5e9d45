"""What is inside a Windows program's folder, file by file, each with the reason why it is there.

Everything follows from what the programs import: the modules, the DLLs that their machine code is linked with, Qt's
plugins for them, the packages' licence texts, and our own resources.
"""

from __future__ import annotations

import sysconfig
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from building.common.programs import FOR_DEVELOPERS, resources
from building.common.wheels import Distribution, distributions
from building.windows.imports import Module, Target, closure, located, modules_in
from building.windows.machine_code import belongs_to_windows, linked
from environment.trouble import Trouble

OURS = ("console", "protocol", "resources", "viewer")
NEVER = {
    **FOR_DEVELOPERS,
    "pydoc": "shows documentation",
    "pydoc_data": "documentation",
    "http.server": "pydoc would show documentation in a browser",
    "test": "tests",
    "webbrowser": "pydoc would show documentation in a browser",
    "bz2": "no archive of ours; who else imports it does without",
    "lzma": "no archive of ours; who else imports it does without",
    "mss.darwin": "for macOS",
    "mss.linux": "for Linux",
    "multiprocessing": "nothing of ours asks for a pool of processes",
    "numpy.ma": "arrays with gaps, which numpy offers",
    "numpy.random": "pyqtgraph would, in processes of its own",
    "plistlib": "reads macOS's files",
    "pyqtgraph.console": "asks for Python",
    "pyqtgraph.dockarea": "windows within windows",
    "pyqtgraph.examples": "examples",
    "pyqtgraph.exporters": "charts are saved by Qt itself",
    "pyqtgraph.flowchart": "diagrams to compute with",
    "pyqtgraph.jupyter": "notebooks",
    "pyqtgraph.opengl": "charts have two dimensions",
    "statistics": "in a test of `random`",
    "tarfile": "no archive of ours",
    "zstandard.backend_cffi": "for other Pythons than CPython",
    "PySide6.QtTest": "pyqtgraph offers it to tests",
}
"""Modules that a library could import and does not for us, with the reason; an import by one of ours outweighs it."""
NEEDED = {"pyqtgraph": ("multiprocessing", "pydoc")}
"""What is in `NEVER` all the same where a package is inside that cannot be imported without it."""
LOOKED_UP_BY_NAME = {
    "encodings": "Python asks for it before anything else",
    **{
        f"encodings.{name}": "a codec is found by its name"
        for name in (
            "ascii",
            "cp1252",
            "cp437",
            "cp850",
            "idna",
            "latin_1",
            "mbcs",
            "oem",
            "utf_8",
            "utf_8_sig",
            "utf_16_le",
        )
    },
    "runpy": "python -m",
}
BY_NAME = {
    "pynput": {
        "pynput.keyboard._win32": "chosen for the system by its name",
        "pynput.mouse._win32": "chosen for the system by its name",
    },
    "sqlalchemy": {"sqlalchemy.dialects.sqlite": "named by the database's URL"},
}
"""What a package that is inside imports by a name that it puts together."""
FOR_SIGNATURES = (
    "argparse",
    "ast",
    "collections",
    "enum",
    "inspect",
    "logging",
    "pathlib",
    "random",
    "string",
    "warnings",
)
"""What the Python code inside PySide6's DLL imports, besides what `shiboken6/__init__.py` names for it."""
PLUGINS = {
    "platforms/qwindows.dll": ("PySide6.QtGui", "Windows' own windows"),
    "iconengines/qsvgicon.dll": ("PySide6.QtSvg", "icons are SVG files"),
    "imageformats/qsvg.dll": ("PySide6.QtSvg", "icons are SVG files"),
}


CALCULATES = "pyqtgraph"
"""Multiplies matrices, and may solve equations: without it a bundle has neither numpy's OpenBLAS nor its LAPACK."""
LAPACK = "numpy.linalg._umath_linalg"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One file of a program's folder."""

    place: str  # below the folder, with /
    why: str
    source: Path
    module: str = ""  # of Python source, which becomes bytecode; else the file is taken as it is


@dataclass(frozen=True, kw_only=True)
class Materials:
    """Where a bundle's parts come from."""

    root: Path  # our own sources
    wheels: Path
    python: Path  # the embeddable Python
    replaced: Path  # Python modules that stand for machine code which nothing calls
    blas: Path  # the small DLL that stands for OpenBLAS, under its name
    version: tuple[int, int]

    @property
    def name(self) -> str:
        """Return what this Python's files are called: "python311"."""
        return "python{}{}".format(*self.version)

    @property
    def endings(self) -> tuple[str, ...]:
        """Return how machine code that Python loads may end on Windows."""
        return (".cp{}{}-win_amd64.pyd".format(*self.version), ".pyd")


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Everything in a folder, and which packages it is made of."""

    items: tuple[Item, ...]
    standard_library: Mapping[str, str]  # name in Python's zip: why
    packages: tuple[Distribution, ...]


def contents(materials: Materials, roots: Iterable[str]) -> Contents:
    """Work out what the programs whose modules are `roots` need."""
    standard = _StandardLibrary(materials)
    modules = _modules(materials, roots, standard)
    calculates = CALCULATES in modules
    if not calculates and LAPACK in modules:
        modules[LAPACK] = replace(modules[LAPACK], path=materials.replaced / f"{LAPACK.replace('.', '/')}.py")
    filed = [module for module in modules.values() if not standard.has(module)]
    items = {item.place: item for item in _module_items(filed, materials)}
    for item in [*_plugins(modules, materials), *_resources(modules, materials), *_interpreter(materials)]:
        items[item.place] = item
    _add_linked(items, _Libraries(materials, openblas=calculates))
    packages = tuple(_used(distributions(materials.wheels), items))
    for item in _licences(packages, materials):
        items[item.place] = item
    ordered = tuple(items[place] for place in sorted(items))
    return Contents(items=ordered, standard_library=standard.entries(modules.values()), packages=packages)


class _StandardLibrary:
    """Python's own modules: read here as source, shipped as the bytecode that the embeddable Python has."""

    def __init__(self, materials: Materials) -> None:
        self._folder = Path(sysconfig.get_path("stdlib"))
        with zipfile.ZipFile(materials.python / f"{materials.name}.zip") as archive:
            names = [name for name in archive.namelist() if name.endswith(".pyc")]
        self._entries = {_module_name(name): name for name in names}
        self._locate = located([self._folder], [])

    def locate(self, name: str) -> Path | None:
        """Return the source of a module that Windows' Python has in its zip."""
        return self._locate(name) if name in self._entries else None

    def has(self, module: Module) -> bool:
        """Say whether `module` is in the zip."""
        return module.name in self._entries and module.path.is_relative_to(self._folder)

    def entries(self, modules: Iterable[Module]) -> dict[str, str]:
        """Return the entries of the zip that hold these modules, and why."""
        return {self._entries[module.name]: module.why for module in modules if self.has(module)}


def _module_name(entry: str) -> str:
    return entry.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")


def _modules(materials: Materials, roots: Iterable[str], standard: _StandardLibrary) -> dict[str, Module]:
    ours = located([materials.root], [])
    others = located([materials.wheels], materials.endings)
    native = located([materials.python], materials.endings)

    def locate(name: str) -> Path | None:
        if name.partition(".")[0] in OURS:
            return ours(name)
        return others(name) or standard.locate(name) or (native(name) if "." not in name else None)

    starts = dict.fromkeys(roots, "program") | LOOKED_UP_BY_NAME
    starts |= dict.fromkeys(FOR_SIGNATURES, "the Python code inside PySide6's DLL")
    target = Target(platform="win32", version=materials.version)
    packaged = list(modules_in(materials.wheels, materials.endings))
    found = closure(starts, locate=locate, target=target, packaged=packaged, counts=_counts)
    named = {name: why for package in BY_NAME if package in found for name, why in BY_NAME[package].items()}
    return closure(starts | named, locate=locate, target=target, packaged=packaged, counts=_counts) if named else found


def _counts(importer: str, imported: str) -> bool:
    """Say whether an import is one that happens in our programs."""
    package = importer.partition(".")[0]
    if package in OURS or imported.partition(".")[0] in (*NEEDED.get(package, ()), *_within(importer)):
        return True
    return not any(imported == name or imported.startswith(f"{name}.") for name in NEVER)


def _within(importer: str) -> tuple[str, ...]:
    """Return the module that is needed after all and that `importer` is, or is part of."""
    package = importer.partition(".")[0]
    return (package,) if any(package in needed for needed in NEEDED.values()) else ()


def _module_items(modules: Iterable[Module], materials: Materials) -> Iterator[Item]:
    for module in modules:
        bases = (materials.wheels, materials.python, materials.replaced, materials.root)
        base = next(folder for folder in bases if module.path.is_relative_to(folder))
        place = f"lib/{module.path.relative_to(base).as_posix()}"
        if module.is_source:
            why = f"imported by {module.why}"
            yield Item(place=place + "c", why=why, source=module.path, module=module.name)
        else:
            yield Item(place=place, why=f"imported by {module.why}", source=module.path)


def _plugins(modules: Mapping[str, Module], materials: Materials) -> Iterator[Item]:
    for name, (module, why) in PLUGINS.items():
        if module in modules:
            place = f"PySide6/plugins/{name}"
            yield Item(place=f"lib/{place}", why=f"Qt's plugin: {why}", source=materials.wheels / place)
    qt_words = "PySide6/translations/qtbase_de.qm"
    if "resources.words.language" in modules:
        yield Item(place=f"lib/{qt_words}", why="Qt's own words in German", source=materials.wheels / qt_words)


def _resources(modules: Mapping[str, Module], materials: Materials) -> Iterator[Item]:
    """List our files that are no modules; the host has none."""
    if "resources.program.application" not in modules:
        return
    for path in resources(materials.root, technician="console.app" in modules):
        place = path.relative_to(materials.root).as_posix()
        yield Item(place=f"lib/{place}", why="pictures, styles and words of the programs", source=path)
    for path in resources(materials.root, pages=True) if "console.host.links.pages" in modules else ():
        place = path.relative_to(materials.root).as_posix()
        yield Item(place=f"lib/{place}", why="the pages of a console's own host", source=path)
    yield Item(place="licences/Fernblick.txt", why="our licence", source=materials.root / "LICENSE")


def _interpreter(materials: Materials) -> Iterator[Item]:
    why = "Python itself"
    for name in (f"{materials.name}.dll", "python3.dll"):
        yield Item(place=f"lib/{name}", why=why, source=materials.python / name)
    yield Item(place="licences/Python.txt", why="Python's licence", source=materials.python / "LICENSE.txt")


class _Libraries:
    """DLLs by name, as they may be linked; those of Windows itself are not here."""

    def __init__(self, materials: Materials, *, openblas: bool) -> None:
        self._materials = materials
        self._stands_in = {} if openblas else {materials.blas.name.lower(): materials.blas}
        folders = (materials.python, *(materials.wheels / name for name in ("shiboken6", "PySide6", "numpy.libs")))
        self._known = {path.name.lower(): path for folder in reversed(folders) for path in folder.glob("*.dll")}

    def item(self, name: str, user: str) -> Item | None:
        """Return the file of the DLL `name` that `user` is linked with; None: Windows has it."""
        path = self._known.get(name.lower())
        if path is None:
            return None
        base = self._materials.python if path.parent == self._materials.python else self._materials.wheels
        source = self._stands_in.get(name.lower(), path)
        return Item(place=f"lib/{path.relative_to(base).as_posix()}", why=f"linked by {user}", source=source)


def _add_linked(items: dict[str, Item], libraries: _Libraries) -> None:
    waiting = [item for item in items.values() if item.source.suffix in (".dll", ".pyd")]
    while waiting:
        user = waiting.pop()
        for name in linked(user.source.read_bytes()):
            item = libraries.item(name, user.place)
            if item is None and not belongs_to_windows(name):
                raise Trouble(f"{user.place} needs {name}, which neither a package nor Windows has.")
            if item is not None and item.place not in items:
                items[item.place] = item
                waiting.append(item)


def _used(packages: Iterable[Distribution], items: Mapping[str, Item]) -> Iterator[Distribution]:
    places = {
        place.removeprefix("lib/").removesuffix("c") if place.endswith(".pyc") else place.removeprefix("lib/")
        for place in items
    }
    return (package for package in packages if package.files & places)


def _licences(packages: Iterable[Distribution], materials: Materials) -> Iterator[Item]:
    for package in packages:
        for name in package.notes:
            inside = name.partition("/")[2].removeprefix("licenses/").replace("/", "_")
            place = f"licences/{package.name}-{package.version}/{inside}"
            yield Item(place=place, why=f"licence of {package.name}", source=materials.wheels / name)

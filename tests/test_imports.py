"""What of others each part may import, and what nobody may; who imports whom of ours: `test_rooms` and `check`."""

import ast
import sys
from pathlib import Path

import pytest

from tests.helpers.folders import OURS, ROOT, imported, modules, within

QT = {"PySide6", "qasync", "shiboken6"}
CORE = {"msgpack", "cryptography", "spake2", "websockets"}
SERVER = {"aiohttp", "prometheus_client", "structlog"}  # only where an option asks for them
WIDGETS = "PySide6.QtWidgets"

# For each part, which packages of others it may import. The longest matching name counts.
PACKAGES: dict[str, set[str]] = {
    "protocol": CORE,
    "protocol.link.interfaces": {"ifaddr"},
    "protocol.link.ways": {"python_socks"},
    "protocol.notation.joincode": CORE | {"idna"},
    "protocol.mirror": CORE | {"numpy", "zstandard", "simplejpeg"},
    "protocol.mirror.capture": {"numpy", "mss", "xcffib"},
    "console": QT | {"numpy", "platformdirs"},
    "console.connection.announcing": {"zeroconf"},
    "console.remote": QT | {"numpy", "platformdirs", "xcffib"},
    "console.windows.reports": QT | {"numpy", "pyqtgraph"},
    "console.windows.session.code": QT | {"segno"},
    "console.windows.webpage": QT | {"simplejpeg"},
    "console.host": {"platformdirs"} | SERVER | CORE,
    "console.host.store": {"sqlalchemy", "alembic"},
    "console.host.core": {"argon2", "msgpack"},
    "viewer": QT | {"numpy", "platformdirs"},
    "viewer.way_in.looking": {"zeroconf"},
    "viewer.global_key": {"xcffib"},
    "viewer.control": {"xcffib", "pynput"},
    "resources": QT | {"platformdirs"},
    "resources.mirror": QT | {"numpy"},
    "resources.program": QT | {"platformdirs", "xcffib"},
}
ADDRESSES = {  # what names a database, and nothing else of SQLAlchemy
    "console.host.checking.databases": {"sqlalchemy.URL"},
    "console.host.configuration.configuration": {"sqlalchemy.URL"},
    "console.host.process.backup": {"sqlalchemy.URL"},
    "console.host.process.database_note": {"sqlalchemy.URL"},
    "console.host.process.server": {"sqlalchemy.URL"},
    "console.host.process.database_choice": {"sqlalchemy.URL", "sqlalchemy.make_url", "sqlalchemy.exc.ArgumentError"},
}
WITHOUT_WIDGETS = [
    *(f"console.{room}" for room in ("admin", "connection", "desk", "remote", "session", "share")),
    *(f"viewer.{room}" for room in ("session", "way_in", "desktop", "control", "global_key")),
]


def foreign(module: str, file: Path) -> list[str]:
    """Return what `file`, as `module`, imports of packages that its part has no use for."""
    part = max((part for part in PACKAGES if within(module, part)), key=len)
    names = imported(file) - ADDRESSES.get(module, set())
    tops = {name.split(".")[0] for name in names} - set(OURS) - sys.stdlib_module_names
    return sorted(tops - PACKAGES[part])


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_only_packages_that_its_part_needs(module: str) -> None:
    assert foreign(module, modules()[module]) == []


@pytest.mark.parametrize("part", WITHOUT_WIDGETS)
def test_below_the_windows_no_widget_is_imported(part: str) -> None:
    users = [module for module in modules() if within(module, part)]
    assert users
    assert [module for module in users if any(within(name, WIDGETS) for name in imported(modules()[module]))] == []


@pytest.mark.parametrize(
    ("module", "line", "wrong"),
    [
        ("console.host.links.x", "import PySide6.QtCore", True),
        ("console.host.links.x", "import numpy", True),
        ("console.host.links.x", "import sqlalchemy", True),
        ("protocol.link.x", "import numpy", True),
        ("protocol.link.x", "def f():\n    import PySide6", True),
        ("viewer.desktop.x", "import pynput", True),
        ("protocol.mirror.picture.x", "import numpy", False),
        ("viewer.control.x", "import pynput, asyncio", False),
        ("console.host.store.x", "from sqlalchemy import select", False),
    ],
)
def test_the_law_knows_right_from_wrong(tmp_path: Path, module: str, line: str, wrong: bool) -> None:
    file = tmp_path / "x.py"
    file.write_text(line)
    assert bool(foreign(module, file)) is wrong


def test_nothing_dangerous_is_used_anywhere() -> None:
    dangerous = {"pickle", "marshal", "shelve"}
    for file in modules().values():
        assert {name.split(".")[0] for name in imported(file)} & dangerous == set(), file
        calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        assert [c for c in calls if isinstance(c.func, ast.Name) and c.func.id in ("eval", "exec")] == [], file
        assert [c for c in calls if any(k.arg == "shell" for k in c.keywords)] == [], file


def test_no_folder_hides_a_package_of_pypi() -> None:
    assert list((ROOT / "packaging").rglob("__init__.py")) == []
    assert list((ROOT / "tests").rglob("__init__.py")) == []

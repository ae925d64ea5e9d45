"""Who may import whom: the arrows of ARCHITECTURE.md, read from the source without running it."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("protocol", "console", "viewer", "resources")
QT = {"PySide6", "qasync", "shiboken6"}
CAPTURE = {"mss", "xcffib"}
LINKS = {"protocol.link", "protocol.line", "protocol.dialing"}
CORE = {"msgpack", "cryptography", "spake2"}
SERVER = {"aiohttp", "prometheus_client", "structlog"}  # only where an option asks for them

# For each part: what of ours it may import, and which packages of others. The longest matching name counts.
ARROWS: dict[str, tuple[set[str], set[str]]] = {
    "protocol": ({"protocol"}, CORE),
    "protocol.mirror": ({"protocol"}, CORE | {"numpy", "zstandard", "simplejpeg"}),
    "protocol.mirror.capture": ({"protocol"}, {"numpy"} | CAPTURE),
    "console": ({"console", "protocol", "resources"}, QT | {"numpy", "platformdirs", "pyqtgraph"}),
    "console.host": ({"console.host", "protocol"}, {"sqlalchemy", "alembic", "platformdirs", "argon2"} | SERVER | CORE),
    "viewer": ({"viewer", "protocol", "resources"}, QT | {"numpy", "platformdirs"}),
    "viewer.global_key": ({"viewer.global_key"}, {"xcffib"}),
    "viewer.control": ({"viewer.control", "protocol", "resources.programs"}, {"xcffib", "pynput"}),
    "resources": ({"resources", "protocol"}, QT | {"platformdirs"}),
    "resources.mirror": ({"resources", "protocol"}, QT | {"numpy"}),
}
# What lies within the allowed but is sealed off all the same.
SEALED: dict[str, set[str]] = {
    "protocol": {"protocol.mirror"},
    "console": {"console.host", "viewer"},
    "console.host": {"protocol.mirror"},
    "viewer": {"console"},
    "resources": {"resources.mirror", "protocol.mirror", *LINKS},
    "resources.mirror": {"protocol.mirror.capture", "protocol.mirror.pump", "protocol.mirror.sending", *LINKS},
}
PURE = [
    *("card", "png", "codec", "messages", "joins", "content", "chat", "marks", "content_vocabulary", "vocabulary"),
    *("wire", "joincode", "seal", "keyring", "conversation", "member"),
]
NOT_PURE = {"asyncio", "socket", "ssl", "threading", "subprocess", "os", "pathlib", "time"}


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules() -> dict[str, Path]:
    return {module_name(file): file for part in OURS for file in sorted((ROOT / part).rglob("*.py"))}


def imported(file: Path) -> set[str]:
    """Return the full name of everything that `file` imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            assert node.module is not None
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(part + ".")


def rule_of(module: str) -> str:
    return max((part for part in ARROWS if within(module, part)), key=len)


def offences(module: str, file: Path) -> list[str]:
    rule = rule_of(module)
    ours, others = ARROWS[rule]
    found = []
    for name in imported(file):
        top = name.split(".")[0]
        if top in OURS:
            allowed = any(within(name, part) for part in ours)
            sealed = any(within(name, part) and not within(module, part) for part in SEALED.get(rule, set()))
            if not allowed or sealed:
                found.append(name)
        elif top not in sys.stdlib_module_names and top not in others:
            found.append(name)
    return found


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_along_the_arrows_only(module: str) -> None:
    assert offences(module, modules()[module]) == []


@pytest.mark.parametrize("name", PURE)
def test_what_is_pure_touches_no_socket_thread_file_or_clock(name: str) -> None:
    tops = {imported_name.split(".")[0] for imported_name in imported(ROOT / "protocol" / f"{name}.py")}
    assert tops & NOT_PURE == set()


@pytest.mark.parametrize(
    ("module", "line", "wrong"),
    [
        ("viewer.x", "import console.app", True),
        ("viewer.x", "from console import app", True),
        ("console.x", "from console.host import gateway", True),
        ("console.x", "import console.host", True),
        ("console.x", "from console import host", True),
        ("console.host.x", "from protocol import mirror", True),
        ("console.host.x", "from console import app", True),
        ("console.host.x", "import PySide6.QtCore", True),
        ("console.host.x", "import numpy", True),
        ("protocol.x", "from protocol.mirror import tiles", True),
        ("protocol.x", "import numpy", True),
        ("protocol.x", "import resources", True),
        ("resources.x", "from resources.mirror import view", True),
        ("resources.mirror.x", "from protocol.mirror.capture import open_source", True),
        ("resources.mirror.x", "from console import session", True),
        ("resources.x", "import viewer", True),
        ("protocol.x", "def f():\n    import PySide6", True),
        ("console.host.x", "from console.host import room", False),
        ("console.x", "from protocol.mirror import pump", False),
        ("protocol.mirror.x", "import numpy", False),
        ("resources.mirror.x", "from protocol.mirror import canvas", False),
        ("console.x", "from resources.mirror import view", False),
        ("viewer.x", "import asyncio, PySide6.QtWidgets", False),
    ],
)
def test_the_law_knows_right_from_wrong(tmp_path: Path, module: str, line: str, wrong: bool) -> None:
    file = tmp_path / "x.py"
    file.write_text(line)
    assert bool(offences(module, file)) is wrong


def test_nothing_dangerous_is_used_anywhere() -> None:
    forbidden = {"pickle", "marshal", "shelve"}
    for file in modules().values():
        assert {name.split(".")[0] for name in imported(file)} & forbidden == set(), file
        calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        assert [c for c in calls if isinstance(c.func, ast.Name) and c.func.id in ("eval", "exec")] == [], file
        assert [c for c in calls if any(k.arg == "shell" for k in c.keywords)] == [], file


def test_no_folder_hides_a_package_of_pypi() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
    assert list((ROOT / "tests").rglob("__init__.py")) == []

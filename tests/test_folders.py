"""The folders: each says what lives in it and what it may import, none is too full, no way leads back."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.helpers import folders
from tests.helpers.folders import ROOT, docstring, imported, may_import, modules, within

FULL = 16  # modules in a folder, at most
EVERYWHERE = ("console", "viewer", "protocol", "resources", "packaging", "tests")


def forbidden(module: str, file: Path) -> list[str]:
    """Return what `file`, as `module`, imports of ours that a folder which it lies in does not allow."""
    parents = [folder for folder in folders.folders() if within(module, folder)]
    ours = {name for name in imported(file) if name.split(".")[0] in folders.OURS}
    return sorted(
        name
        for name in ours
        for folder in parents
        if not (within(name, folder) or any(within(name, part) for part in may_import(folder)))
    )


def counts() -> dict[str, int]:
    found: dict[str, int] = {}
    for top in EVERYWHERE:
        for file in (ROOT / top).rglob("*.py"):
            if file.name != "__init__.py":
                folder = file.parent.relative_to(ROOT).as_posix()
                found[folder] = found.get(folder, 0) + 1
    return found


@pytest.mark.parametrize("folder", folders.folders())
def test_a_folder_says_what_lives_in_it_and_nothing_else_is_in_its_init(folder: str) -> None:
    assert folder in modules(), f"{folder} has no __init__.py"
    assert docstring(folder).splitlines()[0].endswith(".")
    (only,) = ast.parse(modules()[folder].read_text(encoding="utf-8")).body
    assert isinstance(only, ast.Expr)
    may_import(folder)


@pytest.mark.parametrize("module", modules())
def test_a_module_imports_what_its_folders_say_they_may(module: str) -> None:
    assert forbidden(module, modules()[module]) == []


@pytest.mark.parametrize("folder", folders.folders())
def test_what_a_folder_may_import_exists(folder: str) -> None:
    assert [name for name in may_import(folder) if name not in modules()] == []


def test_no_folder_has_more_modules_than_one_reads_at_a_glance() -> None:
    assert {folder: count for folder, count in counts().items() if count > FULL} == {}


def test_no_way_through_the_folders_leads_back() -> None:
    try:
        TopologicalSorter(folders.folder_imports()).prepare()
    except CycleError as circle:
        pytest.fail(f"a circle: {circle.args[1]}")


def test_the_tree_in_architecture_is_what_the_folders_say() -> None:
    text = folders.MAP.read_text(encoding="utf-8")
    assert folders.with_tree(text) == text, "python tests/helpers/folders.py writes it anew"


@pytest.mark.parametrize(
    ("module", "line", "wrong"),
    [
        ("viewer.x", "import console.app", True),
        ("viewer.x", "from console import app", True),
        ("console.desk.x", "from console.windows import sidebar", True),
        ("console.desk.x", "from console.host.core import rights", True),
        ("console.host.core.x", "from console.host.store import store", True),
        ("console.host.links.x", "from protocol.mirror import picture", True),
        ("console.host.links.x", "from console import app", True),
        ("protocol.vocabulary.x", "from protocol.mirror.picture import tiles", True),
        ("protocol.link.x", "import resources", True),
        ("resources.look.x", "from resources.mirror.view import view", True),
        ("resources.mirror.view.x", "from protocol.mirror.capture import backends", True),
        ("resources.mirror.x", "from console.session import session", True),
        ("resources.words.x", "def f():\n    import viewer", True),
        ("console.host.links.x", "from console.host.core.folder import folder", False),
        ("console.share.x", "from protocol.mirror.send import pump", False),
        ("resources.mirror.x", "from protocol.mirror.decode import canvas", False),
        ("console.windows.share.x", "from resources.mirror.view import view", False),
        ("viewer.windows.x", "import asyncio, PySide6.QtWidgets", False),
    ],
)
def test_the_law_knows_right_from_wrong(tmp_path: Path, module: str, line: str, wrong: bool) -> None:
    file = tmp_path / "x.py"
    file.write_text(line)
    assert bool(forbidden(module, file)) is wrong


def test_what_the_walks_name_is_there() -> None:
    """Every `Class.method` and every file of ours that ARCHITECTURE.md names."""
    text = folders.MAP.read_text(encoding="utf-8")
    defined = {
        f"{node.name}.{part.name}"
        for file in modules().values()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        for part in node.body
        if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    steps = set(re.findall(r"`(_?[A-Z]\w+\.[a-z_]\w+)`", text))
    assert len(steps) > 20
    assert steps - defined == set()
    files = set(re.findall(r"`((?:console|viewer|protocol|resources|packaging|tests)/[\w/.]+)`", text))
    assert [name for name in files if not (ROOT / name).exists()] == []

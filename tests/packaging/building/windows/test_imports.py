"""What a bundle must carry is read from the sources, for the system that it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from building.windows.imports import Module, Target, closure, located, modules_in

WINDOWS = Target(platform="win32", version=(3, 11))
LINUX = Target(platform="linux", version=(3, 11))


def found(folder: Path, target: Target = WINDOWS, *, never: tuple[str, ...] = (), **sources: str) -> dict[str, Module]:
    """Return what `main` can import when these are the modules' texts; `__` in a name is a dot, `init` a package."""
    for name, text in sources.items():
        parts = ["__init__" if part == "init" else part for part in name.split("__")]
        path = folder.joinpath(*parts).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return closure(
        {"main": "program"},
        locate=located([folder], [".pyd"]),
        target=target,
        packaged=modules_in(folder, [".pyd"]),
        counts=lambda importer, imported: imported not in never,
    )


@pytest.mark.parametrize(
    "text",
    [
        "import a",
        "from a import x",
        "def f():\n    import a",
        "try:\n    import b\nexcept ImportError:\n    import a",
        "class C:\n    if x:\n        from a import y",
        "with x:\n    import a",
        "match x:\n    case 1:\n        import a",
        "if x == 1:\n    pass\nelse:\n    import a",
    ],
)
def test_every_import_statement_counts(tmp_path: Path, text: str) -> None:
    assert set(found(tmp_path, main=text, a="")) == {"main", "a"}


@pytest.mark.parametrize(
    "test",
    [
        'sys.platform == "linux"',
        'sys.platform != "win32"',
        'sys.platform.startswith("linux")',
        'sys.platform in ("linux", "darwin")',
        'os.name == "posix"',
        'not (os.name == "nt")',
        "TYPE_CHECKING",
        'unknown and sys.platform == "linux"',
        "sys.version_info >= (3, 12)",
        '__name__ == "__main__"',
    ],
)
def test_what_the_target_never_reaches_does_not_count(tmp_path: Path, test: str) -> None:
    text = f"if {test}:\n    import a\nelse:\n    import b"
    assert set(found(tmp_path, main=text, a="", b="")) == {"main", "b"}


def test_what_stands_behind_a_sure_return_does_not_count(tmp_path: Path) -> None:
    text = 'def f():\n    if sys.platform == "win32":\n        return\n    import a'
    assert set(found(tmp_path, main=text, a="")) == {"main"}
    assert set(found(tmp_path, LINUX, main=text, a="")) == {"main", "a"}


def test_a_package_brings_its_parents_and_relative_imports(tmp_path: Path) -> None:
    got = found(
        tmp_path,
        main="import p.q.r",
        p__init="",
        p__q__init="from . import s",
        p__q__r="from ..t import x",
        p__q__s="",
        p__t="",
    )
    assert set(got) == {"main", "p", "p.q", "p.q.r", "p.q.s", "p.t"}
    assert got["p.t"].why == "p.q.r"


def test_a_lazy_attribute_brings_its_module_only_where_it_is_named(tmp_path: Path) -> None:
    one = 'if name == "{}":\n        from . import {}'
    lazy = f"def __getattr__(name):\n    {one.format('X', 'x')}\n    {one.format('Y', 'y')}"
    sources = {"p__init": lazy, "p__x": "", "p__y": ""}
    assert set(found(tmp_path, main="from p import X", **sources)) == {"main", "p", "p.x"}
    assert set(found(tmp_path, main="import p as q\nprint(q.Y)", **sources)) == {"main", "p", "p.y"}


def test_a_text_that_is_a_modules_full_name_counts(tmp_path: Path) -> None:
    got = found(tmp_path, main='load("p.x")', p__init="", p__x="", p__y="")
    assert set(got) == {"main", "p", "p.x"}


def test_names_in_machine_code_count_also_without_an_end_mark(tmp_path: Path) -> None:
    (tmp_path / "fast.pyd").write_bytes(b"\x00\x01p.xmore words\x00_backend\x00a")
    (tmp_path / "_backend.pyd").write_bytes(b"")
    got = found(tmp_path, main="import fast", p__init="", p__x="", p__y="", a="")
    assert set(got) == {"main", "fast", "p", "p.x", "_backend"}


def test_what_never_happens_is_left_out(tmp_path: Path) -> None:
    assert set(found(tmp_path, never=("a",), main="import a, b", a="", b="")) == {"main", "b"}

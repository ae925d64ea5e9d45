"""A Windows program's folder on its way into a setup: `program` as people will have it, and what makensis needs."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from building.common.icon import write_icon
from building.common.parts import Held, write_texts
from building.common.plan import Plan
from building.windows.bytecode import compiled, slimmed
from building.windows.contents import Contents, Materials

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
SCRIPTS = Path(__file__).resolve().parents[2] / "windows"


class Stage:
    """The folder of the program `name`, called `title`, made anew from `contents`."""

    def __init__(self, plan: Plan, *, name: str, title: str, materials: Materials, contents: Contents) -> None:
        self._plan = plan
        self._name = name
        self._title = title
        self._materials = materials
        self._contents = contents
        self.folder = plan.work / f"windows-{name}"
        self.program = self.folder / "program"

    def fill(self) -> tuple[Held, ...]:
        """Make the folder, and return what it holds besides packages.

        `contents.tsv` beside it lists every file, its size, and why it is there.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        for item in self._contents.items:
            place = self.program / item.place
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(compiled(item.source, item.module) if item.module else item.source.read_bytes())
        self._write_standard_library()
        self._write_search_path()
        self._write_metadata()
        self._compile_launcher()
        parts = write_texts(self.program, self._contents.packages)
        self._write_reasons()
        self._plan.date_all(self.folder)
        return parts

    def pack(self, script: str, name: str, definitions: Mapping[str, str]) -> Path:
        """Run makensis over `script`; return the file it makes."""
        listing = self.folder / "files.nsh"
        listing.write_text(_file_commands(self.program), encoding="utf-8")
        size = sum(path.stat().st_size for path in self.program.rglob("*") if path.is_file())
        out = self._plan.out / name
        part = self.folder / name  # under its own name only once it is whole
        given = {
            "TITLE": self._title,
            "NAME": self._name,
            "VERSION": self._plan.version,
            "VERSION_NUMBERS": _four_numbers(self._plan.version, "."),
            "STAGE": str(self.folder),
            "FILES": str(listing),
            "OUT": str(part),
            "SIZE_KB": str(size // 1024),
            **definitions,
        }
        command: list[str | Path] = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", "-XTarget amd64-unicode"]
        command += [f"-D{key}={value}" for key, value in given.items()]
        self._plan.say(f"packing {name}, which takes minutes")
        self._plan.run([*command, SCRIPTS / script], folder=SCRIPTS)
        shutil.move(part, out)
        return out

    def _write_standard_library(self) -> None:
        name = f"{self._materials.name}.zip"
        with (
            zipfile.ZipFile(self._materials.python / name) as theirs,
            zipfile.ZipFile(self.program / "lib" / name, "w") as ours,  # stored: all is packed together later
        ):
            for entry in sorted(self._contents.standard_library):
                ours.writestr(zipfile.ZipInfo(entry, ZIP_DATE), slimmed(theirs.read(entry)))

    def _write_search_path(self) -> None:
        path = self.program / "lib" / f"{self._materials.name}._pth"
        path.write_bytes(f"{self._materials.name}.zip\r\n.\r\n".encode())

    def _write_metadata(self) -> None:
        folder = self.program / "lib" / f"fernblick-{self._plan.version}.dist-info"
        folder.mkdir()
        words = f"Metadata-Version: 2.4\nName: fernblick\nVersion: {self._plan.version}\n"
        (folder / "METADATA").write_text(words, encoding="utf-8")

    def _write_reasons(self) -> None:
        reasons = {item.place: item.why for item in self._contents.items}
        lines = []
        for path in sorted(self.program.rglob("*")):
            if path.is_file():
                place = path.relative_to(self.program).as_posix()
                lines.append(f"{place}\t{path.stat().st_size}\t{reasons.get(place, 'made by the build')}\n")
        for entry, why in sorted(self._contents.standard_library.items()):
            lines.append(f"lib/{self._materials.name}.zip/{entry}\t\timported by {why}\n")
        (self.folder / "contents.tsv").write_text("".join(lines), encoding="utf-8")

    def _compile_launcher(self) -> None:
        folder = self.folder
        write_icon(self._plan.root / "resources" / "icons" / "fernblick.svg", folder / "program.ico")
        for name in ("launcher.c", "launcher.rc", "program.manifest"):
            shutil.copyfile(SCRIPTS / name, folder / name)
        texts = {
            "TITLE": f'"{self._title}"',
            "NAME": f'"{self._name}"',
            "VERSION": f'"{self._plan.version}"',
            "VERSION_NUMBERS": _four_numbers(self._plan.version, ","),
            "PROGRAM": f'L"{self._name}"',
            "PYTHON_DLL": f'L"{self._materials.name}.dll"',
        }
        given = "".join(f"#define {key} {value}\n" for key, value in texts.items())
        (folder / "given.h").write_text(given, encoding="utf-8")
        self._plan.run(["x86_64-w64-mingw32-windres", "launcher.rc", "launcher.o"], folder=folder)
        flags = ["-std=c17", "-Wall", "-Wextra", "-Werror", "-O2", "-s", "-municode", "-mwindows"]
        flags += ["-Wl,--no-insert-timestamp", "launcher.c", "launcher.o"]
        out = self.program / f"{self._name}.exe"
        self._plan.run(["x86_64-w64-mingw32-gcc", *flags, "-o", out], folder=folder)


def _four_numbers(version: str, between: str) -> str:
    """Return a version as Windows wants it: four numbers."""
    numbers = [part for part in version.split(".") if part.isdigit()]
    return between.join([*numbers, "0", "0", "0", "0"][:4])


def _file_commands(program: Path) -> str:
    """Return NSIS's commands that unpack all files, in an order that does not depend on the disk."""
    lines = []
    for folder in sorted({path.parent for path in program.rglob("*") if path.is_file()}):
        inside = folder.relative_to(program).as_posix().replace("/", "\\")
        lines.append('SetOutPath "${INTO}' + ("" if inside == "." else f"\\{inside}") + '"')
        lines += [f'File "{path}"' for path in sorted(folder.iterdir()) if path.is_file()]
    return "\n".join(lines) + "\n"

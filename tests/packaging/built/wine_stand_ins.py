"""DLLs that Debian's Wine lacks and Windows has, made for a test's Wine prefix. They never go into anything we ship.

`icuuc.dll` and `mscms.dll` only have to be loadable: what the bundles import from them is there and says "failed".
`bcryptprimitives.dll` gives random bytes as Windows' does, from another of Wine's functions.
`ucrtbase.dll` passes everything on to Wine's own and adds C99's complex functions, which numpy imports.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pefile

GCC = "x86_64-w64-mingw32-gcc"
WINE_SIGNATURE = slice(0x40, 0x60)  # "Wine builtin DLL": Wine looks such a file up by its name only
INERT = ("icuuc.dll", "mscms.dll")
RANDOM = """
#include <windows.h>
#define RtlGenRandom SystemFunction036
BOOLEAN NTAPI RtlGenRandom(void *bytes, unsigned long count);
BOOL WINAPI ProcessPrng(unsigned char *bytes, size_t count) { return RtlGenRandom(bytes, (unsigned long)count); }
"""
OVERRIDES = "bcryptprimitives,icuuc,mscms,ucrtbase=n,b"  # for WINEDLLOVERRIDES: before Wine's own
_COMPLEX = re.compile(r"c(abs|arg|real|imag|exp|log|pow|sqrt|proj|onj|a?(sin|cos|tan)h?)f?")  # stubs in Wine 8
_REAL = {"creal", "cimag", "cabs", "carg"}
_BINARY = {"cpow"}


def provide(system32: Path, programs: Iterable[Path]) -> None:
    """Put the stand-ins into `system32` for the Windows programs and DLLs in `programs`."""
    wanted: dict[str, set[str]] = {}
    for program in programs:
        for dll, names in imports(program).items():
            wanted.setdefault(dll, set()).update(names)
    for name in INERT:
        if names := wanted.get(name):
            _compile(
                system32 / name, "".join(f"long long {word}(void) {{ return 0; }}\n" for word in sorted(names)), []
            )
    _compile(system32 / "bcryptprimitives.dll", RANDOM, ["EXPORTS", "ProcessPrng"])
    crt: set[str] = set()
    for dll, names in wanted.items():
        if dll.startswith("api-ms-win-crt-") or dll == "ucrtbase.dll":
            crt |= names
    _provide_crt(system32, crt)


def imports(program: Path) -> dict[str, set[str]]:
    """Return which names a program takes from which DLL."""
    image = pefile.PE(str(program), fast_load=True)
    kinds = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
    image.parse_data_directories([pefile.DIRECTORY_ENTRY[kind] for kind in kinds])
    found: dict[str, set[str]] = {}
    for table in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT"):
        for entry in getattr(image, table, []):
            names = {symbol.name.decode() for symbol in entry.imports if symbol.name}
            found.setdefault(entry.dll.decode().lower(), set()).update(names)
    return found


def exports(dll: Path) -> set[str]:
    """Return the names that a DLL has."""
    image = pefile.PE(str(dll), fast_load=True)
    image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]])
    return {symbol.name.decode() for symbol in image.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name}


def _provide_crt(system32: Path, wanted: set[str]) -> None:
    place, kept = system32 / "ucrtbase.dll", system32 / "ucrtwine.dll"
    if not kept.exists():
        image = bytearray(place.read_bytes())
        image[WINE_SIGNATURE] = bytes(len(image[WINE_SIGNATURE]))
        kept.write_bytes(image)
    there = exports(kept)
    missing = sorted(name for name in wanted if _COMPLEX.fullmatch(name))
    source = "#include <complex.h>\n" + "".join(_complex(name) for name in missing)
    lines = ["EXPORTS", *(f"{name} = ucrtwine.{name}" for name in sorted(there - set(missing)))]
    lines += [f"{name} = own_{name}" for name in missing]
    _compile(place, source, lines)


def _complex(name: str) -> str:
    """Return C for one complex function that calls mingw's own of that name."""
    kind = "float" if name.endswith("f") else "double"
    plain = name.removesuffix("f") if kind == "float" else name
    gives = kind if plain in _REAL else f"{kind} complex"
    takes, given = f"{kind} complex a", "a"
    if plain in _BINARY:
        takes, given = f"{takes}, {kind} complex b", "a, b"
    return f"{gives} own_{name}({takes}) {{ return {name}({given}); }}\n"


def _compile(dll: Path, source: str, definition: list[str]) -> None:
    code, names = dll.with_suffix(".c"), dll.with_suffix(".def")
    code.write_text(source, encoding="utf-8")
    files = [str(code)]
    if definition:
        names.write_text(f"LIBRARY {dll.name}\n" + "\n".join(definition) + "\n", encoding="utf-8")
        files.append(str(names))
    dll.unlink(missing_ok=True)  # in a new prefix it may be a link to Wine's own
    command = [GCC, "-shared", "-static-libgcc", "-w", "-O1", "-fno-builtin", "-o", str(dll), *files]
    subprocess.run(command, check=True, capture_output=True)
    code.unlink()
    names.unlink(missing_ok=True)

"""What Windows' programs and DLLs are linked with, and which DLLs every Windows has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LIST = Path(__file__).resolve().parents[2] / "windows" / "system-dlls.txt"


def linked(machine_code: bytes) -> list[str]:
    """Return the names of the DLLs that a Windows program or DLL is linked with, also those it loads late."""
    import pefile  # only builders have it

    program = pefile.PE(data=machine_code, fast_load=True)
    kinds = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
    program.parse_data_directories([pefile.DIRECTORY_ENTRY[kind] for kind in kinds])
    tables = [getattr(program, name, []) for name in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")]
    return [entry.dll.decode() for table in tables for entry in table]


def wanted_of(machine_code: bytes, dll: str) -> set[str]:
    """Return the names that a Windows program or DLL calls in the DLL `dll`."""
    import pefile

    program = pefile.PE(data=machine_code, fast_load=True)
    program.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
    entries = [entry for entry in program.DIRECTORY_ENTRY_IMPORT if entry.dll.decode().lower() == dll.lower()]
    return {called.name.decode() for entry in entries for called in entry.imports}


def offered_by(machine_code: bytes) -> set[str]:
    """Return the names that others may call in a DLL."""
    import pefile

    program = pefile.PE(data=machine_code, fast_load=True)
    program.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]])
    return {symbol.name.decode() for symbol in program.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name}


def belongs_to_windows(name: str) -> bool:
    """Say whether Windows 10 brings the DLL `name`."""
    return name.lower().startswith(("api-ms-win-", "ext-ms-")) or name.lower() in _windows_dlls()


@cache
def _windows_dlls() -> frozenset[str]:
    return frozenset(_LIST.read_text(encoding="utf-8").split())

"""Where a company's preset lies: Windows' policy, a file at the system's own place, a file beside the program."""

from __future__ import annotations

import hashlib
import os
import re
import ssl
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from resources.program.preset import NAMES, POLICY, PRESET, BadPreset, Preset, beside, read_tables
from resources.program.programs import is_frozen

FILE = "console.toml"
BESIDE = "fernblick-console.toml"
POLICY_KEY = r"Software\Policies\Fernblick"
PRESET_KEY = POLICY_KEY + r"\Recommended"
FILE_LIMIT = 64 * 1024  # bytes

Registry = Callable[[str], Mapping[str, object]]
"""Returns the values of a key below HKEY_LOCAL_MACHINE by their names; none where there is no such key."""


def system_file(platform: str = sys.platform) -> Path:
    """Return where the preset lies that only an administrator of this computer can write."""
    if platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData"), "Fernblick", FILE)
    if platform == "darwin":
        return Path("/Library/Application Support/Fernblick", FILE)
    return Path("/etc/fernblick", FILE)


def beside_file() -> Path | None:
    """Return where the preset lies that came with the download; None for sources, which are no download."""
    if not is_frozen():
        return None
    return Path(os.environ.get("APPIMAGE") or sys.executable).parent / BESIDE


def windows_registry(key: str) -> Mapping[str, object]:
    """Return the values of a key; none on other systems.

    Raises:
        BadPreset: it is there and cannot be read.
    """
    if sys.platform != "win32":
        return {}
    import winreg

    found: dict[str, object] = {}
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
            for number in range(winreg.QueryInfoKey(opened)[1]):
                name, value, _kind = winreg.EnumValue(opened, number)
                found[name] = value
    except FileNotFoundError:
        return {}
    except OSError as error:  # a policy that is there counts, or nothing does
        raise BadPreset("preset_unreadable", file=f"HKLM\\{key}") from error
    return found


def find_preset(
    *, system: Path | None = None, download: Path | None = None, registry: Registry = windows_registry
) -> Preset:
    """Return all that is set for this console; where one place cannot be used, its problem and nothing else.

    A policy of Windows counts before the system's file, and that before what lies beside the program.
    """
    try:
        return _of_registry(registry).over(_of_file(system or system_file())).over(_of_download(download))
    except BadPreset as problem:
        return Preset(problem=problem)


def _of_registry(registry: Registry) -> Preset:
    """Return what Windows' policy says; names may be spelled with large letters and without underscores."""
    file = f"HKLM\\{POLICY_KEY}"
    tables = {
        table: _spelled(registry(key), table, file) for table, key in ((POLICY, POLICY_KEY), (PRESET, PRESET_KEY))
    }
    return _with_authority(read_tables(tables, file=file), Path(), file)


def _spelled(values: Mapping[str, object], table: str, file: str) -> Mapping[str, object]:
    known = {name.replace("_", ""): name for name in NAMES}
    found: dict[str, object] = {}
    for name, value in values.items():
        spelled = known.get(name.lower().replace("_", ""), name)
        if spelled in found:  # nobody could say which one counts
            raise BadPreset("preset_value", file=file, where=f"[{table}] {name}")
        found[spelled] = value
    return found


def _of_download(file: Path | None) -> Preset:
    return Preset() if file is None else beside(_of_file(file), file=str(file))


def _of_file(file: Path) -> Preset:
    try:
        with file.open("rb") as opened:
            text = opened.read(FILE_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Preset()
    except OSError as error:
        raise BadPreset("preset_unreadable", file=str(file)) from error
    if len(text) > FILE_LIMIT:
        raise BadPreset("preset_unreadable", file=str(file))
    try:
        tables = tomllib.loads(text.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise BadPreset("preset_no_toml", file=str(file), where=line[1] if line else "1") from error
    return _with_authority(read_tables(tables, file=str(file)), file.parent, str(file))


def _with_authority(preset: Preset, folder: Path, file: str) -> Preset:
    """Return `preset` with authorities themselves in place of their files, which are not read anew at each login."""
    return replace(
        preset,
        fixed=_whole(preset.fixed, folder, file),
        proposed=_whole(preset.proposed, folder, file),
    )


def _whole(values: Mapping[str, str], folder: Path, file: str) -> Mapping[str, str]:
    if not (named := values.get("company_authority")):
        return values
    path = folder / named
    authority = authority_in(path)
    if not authority:
        raise BadPreset("preset_ca", file=file, where=str(path))
    pin = hashlib.sha256(authority).hexdigest()
    return {**values, "company_authority": authority.hex(), "company_fingerprint": pin}


def authority_in(path: Path) -> bytes:
    """Return the certificate (DER) of the one authority in `path` (PEM) that issued itself; b"": there is none.

    Authorities below it may be there, too; of several at the top none is meant.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(path)
    except (OSError, ValueError):  # an SSLError is an OSError
        return b""
    said, whole = context.get_ca_certs(), context.get_ca_certs(binary_form=True)
    tops = {der for each, der in zip(said, whole, strict=True) if each.get("issuer") == each.get("subject")} or {*whole}
    return tops.pop() if len(tops) == 1 else b""

"""Reads the configuration file: TOML, whose every key is the name of a setting; each value is told with its line."""

from __future__ import annotations

import argparse
import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.host.configuration.settings import LIMITS, SETTINGS, Said, Setting
from console.host.process.folder import EXIT_CONFIGURATION, StartError

GONE = {
    "web": "web is no setting any more, for browsers come to the same port as programs. Take the line away, and say "
    'with listen = "*:443" that this is the port, if links and cards do not name another one.'
}
"""Settings of before, and what to do about each."""
SIZE_LIMIT = 256 * 1024  # bytes


@dataclass(frozen=True)
class Entry:
    """What the file says about one setting, and where."""

    said: tuple[Said, ...]
    line: int


def read_file(path: Path) -> dict[str, Entry]:
    """Return what the file at `path` says, by the names of settings.

    Raises:
        StartError: it cannot be read, is no TOML, or says what cannot be.
    """
    text = _text(path)
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"{path} is no TOML: {error}.") from error
    return {name: _entry(path, text, name, value) for name, value in _flat(found).items()}


def _flat(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that is said, with what the table `limits` has under `limits.NAME`."""
    limits = found.get(LIMITS.rstrip("."))
    if not isinstance(limits, dict):
        return dict(found)
    others = {name: value for name, value in found.items() if value is not limits}
    return others | {f"{LIMITS}{name}": value for name, value in limits.items()}


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
        if len(data) <= SIZE_LIMIT:
            return data.decode("utf-8")
    except PermissionError as error:
        raise _wrong(
            f"The configuration {path} cannot be read by this user; say the command as the host's: "
            "sudo -u fernblick-host fernblick-host ..."
        ) from error
    except OSError as error:
        raise _wrong(f"The configuration {path} cannot be read: {error.strerror or error}.") from error
    except UnicodeError as error:
        raise _wrong(f"The configuration {path} is not text in UTF-8.") from error
    raise _wrong(f"The configuration {path} is larger than {SIZE_LIMIT} bytes.")


def _entry(path: Path, text: str, name: str, value: Any) -> Entry:
    line = _line(text, name)
    setting = SETTINGS.get(name)
    if name in GONE:
        raise _wrong(f"{path}, line {line}: {GONE[name]}")
    if setting is None:
        raise _wrong(f"{path}, line {line}: there is no setting {name}{_nearest(name)}.")
    try:
        said = tuple(_said(setting, each, path.parent) for each in _values(setting, value))
    except argparse.ArgumentTypeError as error:
        raise _wrong(f"{path}, line {line}: {name}: {error}.") from error
    return Entry(said, line)


def _values(setting: Setting, value: Any) -> list[Any]:
    if isinstance(value, list) and setting.many:
        return value
    return [value]


def _said(setting: Setting, value: Any, folder: Path) -> Said:
    if setting.is_switch and isinstance(value, bool):
        return setting.said("true" if value else "false")
    if isinstance(value, bool) or not isinstance(value, str | int):
        wanted = "true or false" if setting.is_switch else "a text in quotation marks, or a number"
        raise argparse.ArgumentTypeError(f"this is not {wanted}")
    return setting.said(str(value), folder)


def _nearest(name: str) -> str:
    found = difflib.get_close_matches(name.replace("_", "-").lower(), SETTINGS, n=1, cutoff=0.5)
    return f"; the nearest is {found[0]}" if found else f"; there are {', '.join(SETTINGS)}"


def _line(text: str, name: str) -> int:
    """Return the line where the statement that says `name` begins: the first one with which the text has it."""
    lines = text.splitlines()
    whole = 0  # the last line up to which the text is TOML, and does not say it
    for count in range(1, len(lines) + 1):
        found = _toml("\n".join(lines[:count]))
        if found is None:
            continue
        if name in found:
            break
        whole = count
    return whole + 1


def _toml(text: str) -> Mapping[str, Any] | None:
    try:
        return _flat(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return None


def _wrong(sentence: str) -> StartError:
    return StartError(EXIT_CONFIGURATION, sentence)

"""What holds for a host or a command: flags over the environment over the configuration file over what is usual."""

from __future__ import annotations

import argparse
import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from console.host.configuration.file import GONE, Entry
from console.host.configuration.places import VARIABLE as CONFIG
from console.host.configuration.places import Found, find
from console.host.configuration.settings import (
    DATA,
    DATABASE,
    DATABASE_PASSWORD_FILE,
    LISTEN,
    PREFIX,
    SETTINGS,
    Said,
    Setting,
)
from console.host.process.database_choice import with_password, written
from console.host.process.folder import EXIT_CONFIGURATION, DataFolder, StartError, default_folder
from console.host.process.port_choice import NOTE_FILE, noted_port
from console.host.store.tables.database import file_url

USUAL = "default"
NEARLY = 0.9  # how alike a misspelled name is; programs beside this one have variables of their own


@dataclass(frozen=True)
class Held:
    """What holds for one setting: its value, how that is written, and where it was said."""

    value: Any
    text: str | tuple[str, ...] | None  # None: nothing
    source: str


@dataclass(frozen=True)
class Configuration:
    """All settings; `file` is the one that was read, if there is one."""

    file: Path | None
    held: Mapping[str, Held]

    def value(self, name: str) -> Any:
        """Return what the setting `name` is."""
        return self.held[name].value

    def where(self, name: str) -> str:
        """Return where the setting `name` was said."""
        return self.held[name].source

    @property
    def folder(self) -> Path:
        """Where the data folder is."""
        return Path(self.value(DATA.name))

    @property
    def database(self) -> URL:
        """The address of the database, with its password.

        Raises:
            StartError: the password cannot be read, or what PostgreSQL needs is not installed.
        """
        return with_password(self.value(DATABASE.name), self.value(DATABASE_PASSWORD_FILE.name))


def load(options: argparse.Namespace) -> Configuration:
    """Return what holds, given the command line's `options`.

    Raises:
        StartError: the file cannot be read or says what cannot be, or the environment does.
    """
    _refuse_misspelled()
    found = find(options)
    held = {name: _held(setting, options, found) for name, setting in SETTINGS.items()}
    if held[DATA.name].source == USUAL:
        held[DATA.name] = Held(default_folder(), str(default_folder()), USUAL)
    if held[DATABASE.name].source == USUAL:
        url = file_url(DataFolder(held[DATA.name].value, make=False).database)
        held[DATABASE.name] = Held(url, written(url), USUAL)
    folder = DataFolder(held[DATA.name].value, make=False)
    address, port = held[LISTEN.name].value
    if port is None and (noted := noted_port(folder)) is not None:
        text = f"{address or '*'}:{noted}"
        held[LISTEN.name] = Held((address, None), text, f"{folder.path / NOTE_FILE}, chosen at the first start")
    return Configuration(found[0], held)


def _refuse_misspelled() -> None:
    """See that no setting is named in the environment as it is nearly called: it would count for nothing."""
    known = {CONFIG, *(setting.variable for setting in SETTINGS.values())}
    for name, words in GONE.items():
        if (variable := f"{PREFIX}{name.upper()}") in os.environ:
            raise StartError(EXIT_CONFIGURATION, f"{variable}: {words}")
    for name in sorted(os.environ.keys() - known):
        meant = difflib.get_close_matches(name, known, n=1, cutoff=NEARLY) if name.startswith(PREFIX) else []
        if meant:
            raise StartError(EXIT_CONFIGURATION, f"The environment has {name}, which is no setting; is it {meant[0]}?")


def _held(setting: Setting, options: argparse.Namespace, found: Found) -> Held:
    flag = getattr(options, setting.destination, None)
    if flag is not None:
        return _as_held(setting, flag if isinstance(flag, list) else [flag], f"--{setting.name}")
    variable = os.environ.get(setting.variable)
    if variable:
        return _as_held(setting, _from_environment(setting, variable), setting.variable)
    file, entries = found
    if (entry := entries.get(setting.name)) is not None:
        return _as_held(setting, list(entry.said), _place(file, entry))
    text = None if setting.default in (None, (), (None, None)) else str(setting.default)
    return Held(setting.default, text.lower() if text and setting.is_switch else text, USUAL)


def _place(file: Path | None, entry: Entry) -> str:
    return f"{file}, line {entry.line}"


def _as_held(setting: Setting, said: list[Said], source: str) -> Held:
    if setting.many:
        return Held(tuple(each.value for each in said), tuple(each.text for each in said), source)
    text = str(said[0].value).lower() if setting.is_switch else said[0].text
    return Held(said[0].value, text, source)


def _from_environment(setting: Setting, text: str) -> list[Said]:
    if setting is DATA:  # the consoles' name for all that is kept, in which a host has a folder
        folder = default_folder()
        return [Said(str(folder), folder)]
    try:
        return [setting.said(word.strip()) for word in (text.split(",") if setting.many else [text])]
    except argparse.ArgumentTypeError as error:
        raise StartError(EXIT_CONFIGURATION, f"{setting.variable}: {error}.") from error

"""The command that shows the configuration: what holds, and where it was said."""

from __future__ import annotations

import argparse
import json
from typing import Any

from console.host.commands.common import say_error
from console.host.commands.line.answers import say_json, say_out
from console.host.configuration.configuration import Configuration, Held, load
from console.host.configuration.settings import SETTINGS, add_flags


def add_config_commands(actions: Any) -> None:
    """Add the actions of `config`."""
    parser = actions.add_parser("show", help="show what holds and where it was said, without secrets")
    add_flags(parser, list(SETTINGS.values()))
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.set_defaults(command=_show)


def _show(options: argparse.Namespace) -> int:
    configuration = load(options)
    say_error(f"configuration {configuration.file or '(no file)'}")
    if options.json:
        held = configuration.held
        say_json({name: {"value": _plain(each), "source": each.source} for name, each in held.items()})
    else:
        say_out("\n".join(_lines(configuration)))
    return 0


def _lines(configuration: Configuration) -> list[str]:
    """Return a line for each setting, as it could stand in the file, with its source as a comment."""
    lines = []
    for name, held in configuration.held.items():
        text = json.dumps(_plain(held), ensure_ascii=False)
        lines.append(f"# {name} is not set" if held.text is None else f"{name} = {text}  # {held.source}")
    return lines


def _plain(held: Held) -> bool | int | str | tuple[str, ...] | None:
    """Return what holds as JSON and TOML have it."""
    return held.value if isinstance(held.value, bool | int) else held.text

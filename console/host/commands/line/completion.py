"""The command that writes what a shell needs to complete the others; put together from the command line itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from console.host.commands.line.answers import say_out

SHELLS = ("bash",)
_SCRIPT = """# Completion of fernblick-host for bash; written by: fernblick-host completion bash
_fernblick_host() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" said="" place
    for ((place = 1; place < COMP_CWORD; place++)); do
        case "$said ${{COMP_WORDS[place]}}" in
{commands}) said="$said ${{COMP_WORDS[place]}}" ;;
        esac
    done
    COMPREPLY=()
    case "$said $before" in
{values}
    esac
    case "$said" in
{words}
    esac
    [[ ${{#COMPREPLY[@]}} -gt 0 || $word == -* || -z $said ]] || compopt -o default
}}
complete -F _fernblick_host fernblick-host
"""


def add_completion_command(parser: argparse.ArgumentParser, whole: argparse.ArgumentParser) -> None:
    """Make `parser` that of the command; `whole` is the whole command line."""
    parser.add_argument("shell", choices=SHELLS, metavar="|".join(SHELLS))

    def command(_options: argparse.Namespace) -> int:
        say_out(script(whole).removesuffix("\n"))
        return 0

    parser.set_defaults(command=command)


def script(whole: argparse.ArgumentParser) -> str:
    """Return the script for bash."""
    found = dict(commands(whole))
    paths = [f'            "{path}"' for path in found if path]
    return _SCRIPT.format(
        commands=" | \\\n".join(paths),
        values="\n".join(line for path, parser in found.items() for line in _values(path, parser)),
        words="\n".join(f'        "{path}") COMPREPLY=($(compgen -W "{_words(parser)}" -- "$word")) ;;'
                        for path, parser in found.items()),
    )  # fmt: skip


def commands(parser: argparse.ArgumentParser, path: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Return each command below `parser` by the words that lead to it, each after a space; itself first."""
    yield path, parser
    for name, below in choices(parser).items():
        yield from commands(below, f"{path} {name}")


def choices(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the commands right below `parser`."""
    found: dict[str, Any] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


def _words(parser: argparse.ArgumentParser) -> str:
    options = [word for action in parser._actions for word in action.option_strings if word.startswith("--")]
    named = [str(word) for action in parser._actions if not action.option_strings for word in action.choices or ()]
    return " ".join([*named, *options])


def _values(path: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """Return what completes the values of those options that have a choice of them."""
    for action in parser._actions:
        if action.option_strings and action.choices:
            words = " ".join(map(str, action.choices))
            option = f"{path} {action.option_strings[-1]}"
            yield f'        "{option}") COMPREPLY=($(compgen -W "{words}" -- "$word")); return ;;'

"""Writes the commands of the host into its manual page, from the command line itself.

python tests/packaging/man_page.py       writes them; the rest of the page is written by hand, and a test holds both
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "packaging" / "host" / "fernblick-host.1"
BEGIN = '.\\" the commands: python tests/packaging/man_page.py\n'
END = '.\\" the commands end\n'
BEGIN_LIMITS = '.\\" the limits: likewise\n'
END_LIMITS = '.\\" the limits end\n'


def written(text):
    """Return the page `text` with the commands as they are now."""
    before, _, rest = text.partition(BEGIN)
    text = before + BEGIN + "".join(commands()) + END + rest.partition(END)[2]
    before, _, rest = text.partition(BEGIN_LIMITS)
    return before + BEGIN_LIMITS + "".join(limits()) + END_LIMITS + rest.partition(END_LIMITS)[2]


def limits():
    """Yield each key of the table `limits`."""
    sys.path.insert(0, str(ROOT))
    from console.host.core.limits import BOUNDS

    for bound in BOUNDS.values():
        possible = f" ({bound.least} to {bound.most})"
        yield f'.TP\n.BI {roff(bound.name)} " {bound.usual}"\n{sentence(bound.words + possible)}\n'


def commands():
    """Yield each command's part of the page."""
    sys.path.insert(0, str(ROOT))
    from console.host.__main__ import command_line
    from console.host.commands.line.completion import choices
    from console.host.commands.line.completion import commands as all_commands

    parser = command_line()
    words, explained = dict(helps(parser)), set()
    for path, command in all_commands(parser):
        if not path or choices(command):
            continue
        yield f".SS {roff(path.strip())}\n{sentence(command.description or words[path])}\n"
        yield f".PP\n.B fernblick\\-host{roff(path)}\n{usage(command)}"
        for action in command._actions:
            about = (action.dest, action.help)
            if action.help and action.dest != "help" and about not in explained:
                explained.add(about)  # what many commands have is explained once
                yield option(action)


def helps(parser, path=""):
    """Yield what is said of each command where it is listed."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for listed in action._choices_actions:
                yield f"{path} {listed.dest}", listed.help
                yield from helps(action.choices[listed.dest], f"{path} {listed.dest}")


def usage(command):
    """Return what follows a command, one argument a line."""
    found = []
    for action in command._actions:
        if action.dest == "help":
            continue
        if action.option_strings:
            value = f" {roff(meta(action))}" if takes_value(action) else ""
            found.append(
                f".RB [ {roff(action.option_strings[-1])}\n.IR {value.strip()} ]\n"
                if value
                else f".RB [ {roff(action.option_strings[-1])} ]\n"
            )
        else:
            many = " ..." if action.nargs == "*" else ""
            name = f"{roff(meta(action))}{many}"
            found.append(f'.RI [ "{name}" ]\n' if action.nargs in ("*", "?") else f".I {name}\n")
    return "".join(found)


def option(action):
    """Return the explanation of an argument."""
    if action.option_strings:
        name = f".BI {roff(action.option_strings[-1])}"
        name += f' " {roff(meta(action))}"' if takes_value(action) else ""
    else:
        name = f".I {roff(meta(action))}"
    return f".TP\n{name}\n{sentence(action.help)}\n"


def takes_value(action):
    return action.nargs != 0


def meta(action):
    return str(action.metavar or "|".join(map(str, action.choices or ())) or action.dest)


def sentence(words):
    """Return words as a sentence of the page."""
    first = words[0].upper() if words.split()[0].isalpha() else words[0]
    said = roff(first + words[1:].rstrip(".").replace("%%", "%")) + "."
    return said if said[0] not in ".'" else f"\\&{said}"


def roff(text):
    """Return text in which no character is an order."""
    return text.replace("\\", "\\e").replace("-", "\\-").replace("“", "\\(lq").replace("”", "\\(rq").replace("…", "...")


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

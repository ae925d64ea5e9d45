"""The host's manual page says what the host's command line is, how it ends, and what it reads of its environment."""

import importlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from console.host import __main__ as program
from console.host.commands import audit, check, health
from console.host.commands.line import parser
from console.host.commands.line.completion import choices, commands, script
from console.host.configuration.settings import PREFIX, SETTINGS
from console.host.process import folder
from tests.packaging import man_page

ROOT = Path(__file__).parents[2]
TEXT = man_page.PAGE.read_text(encoding="utf-8")
PLAIN = re.sub(r"\\f[BR]", "", TEXT.replace("\\-", "-"))
BASH = shutil.which("bash")


def section(name):
    return PLAIN.partition(f".SH {name}\n")[2].partition("\n.SH ")[0]


def test_the_commands_are_those_of_the_command_line():
    assert man_page.written(TEXT) == TEXT, "python tests/packaging/man_page.py"


def test_the_first_day_says_every_command_of_it(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "built"))
    manual = importlib.import_module("manual")
    assert manual.commands(TEXT) == manual.ARGUMENTS.keys() | manual.STOPPED | manual.ELSEWHERE


def test_every_command_and_option_is_there():
    for path, command in commands(program.command_line()):
        if choices(command) or not path:
            continue
        told = section("COMMANDS").partition(f".SS {path.strip()}\n")[2].partition(".SS ")[0]
        for action in command._actions:
            for option in action.option_strings:
                assert option in told or option in ("-h", "--help"), f"{path} {option}"


def test_every_exit_status_is_there():
    modules = (program, audit, check, health, parser, folder)
    known = {value for module in modules for name, value in vars(module).items() if name.startswith("EXIT_")}
    assert {int(number) for number in re.findall(r"^\.B (\d+)$", section("EXIT STATUS"), re.MULTILINE)} == known | {0}


def test_every_variable_of_the_environment_is_there():
    read = {setting.variable for setting in SETTINGS.values()}
    for file in (ROOT / "console" / "host").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        read |= set(re.findall(r"""environ(?:ment)?(?:\.get\(|\[)["']([A-Z_]+)""", text))
        read |= set(re.findall(r'^VARIABLE = "([A-Z_]+)"', text, re.MULTILINE))
    read -= {"USERNAME"}  # Windows
    told = set(re.findall(r"[A-Z]+_[A-Z_]+", section("ENVIRONMENT")))
    assert told <= read
    assert {name for name in read - told if not name.startswith(PREFIX)} == set()
    assert "Every setting" in section("ENVIRONMENT")


@pytest.mark.skipif(not shutil.which("man"), reason="needs man")
def test_man_has_nothing_to_say_against_it(tmp_path):
    page = tmp_path / "page.1"
    page.write_text(TEXT, encoding="utf-8")
    said = subprocess.run(["man", "--warnings", "-l", str(page)], capture_output=True, text=True, check=True)
    assert said.stderr == ""


# -- what a shell completes -----------------------------------------------------------------------------------------


def completed(tmp_path, *words):
    """Return what bash would offer for the last of `words`."""
    (tmp_path / "completion").write_text(script(program.command_line()), encoding="utf-8")
    typed = " ".join(f"'{word}'" for word in words)
    order = (
        f"compopt() {{ :; }}; . {tmp_path}/completion; COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; "
        "_fernblick_host; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run([BASH, "-uc", order], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("",), {"serve", "groups", "technicians", "admin", "audit", "sessions", "card", "health", "completion"}),
        (("technicians", "re"), {"rename", "remove"}),
        (("technicians", "import", "--dry"), {"--dry-run"}),
        (("technicians", "administrator", "Ada", "o"), {"on", "off"}),
        (("groups", "set", "support", "--loc"), {"--lock"}),
        (("completion", ""), {"bash"}),
        (("nothing", "x"), set()),
    ],
)
def test_bash_completes_commands_options_and_their_choices(tmp_path, words, offered):
    found = set(completed(tmp_path, "fernblick-host", *words))
    assert offered <= {word for word in found if not word.startswith("-") or words[-1].startswith("-")} | set()
    if words[-1]:
        assert found == offered

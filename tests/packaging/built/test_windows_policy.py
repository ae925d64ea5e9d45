"""A company's policy in Windows' registry, written by `reg add` and read by the built console: under Wine, for real."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from built_stage import Built
from tests.system.stage.stage import Stage
from wine_desktop import Windows

WITHIN_S = 120
KEY = r"HKLM\Software\Policies\Fernblick"
FINGERPRINT = "3A:5F" + ":00" * 30
POLICY = (
    (KEY, "Host", "REG_SZ", "support.example:7331"),
    (KEY, "Fingerprint", "REG_SZ", FINGERPRINT),
    (KEY, "OwnHost", "REG_DWORD", "0"),
    (KEY, "RememberPassword", "REG_DWORD", "0"),
    (KEY, "NeverShowPrograms", "REG_SZ", "Payroll*;Tresor"),
    (rf"{KEY}\Recommended", "Language", "REG_SZ", "de"),
    (rf"{KEY}\Recommended", "Appearance", "REG_SZ", "dark"),
    (rf"{KEY}\Recommended", "NeverShowTitles", "REG_SZ", r"/^order \d+/"),
)
READ = """
import json, sys
from pathlib import Path
from resources.program.preset_places import find_preset
from resources.program.settings import Settings

preset = find_preset()
settings = Settings(Path(sys.argv[1]), preset)
print(json.dumps({
    "problem": preset.problem and preset.problem.code,
    "host": settings.company_host,
    "fingerprint": (settings.company_fingerprint or b"").hex(),
    "own_host": settings.own_host_allowed,
    "fixed": sorted(preset.fixed),
    "language": settings.language,
    "appearance": settings.appearance,
    "never_shown": preset.fixed["never_show_programs"].splitlines(),
    "never_shown_titles": list(settings.never_show_titles),
}))
"""


@pytest.fixture
def company(windows: Windows) -> Windows:
    """A computer on which an administrator has set it."""
    windows.settle()
    reg = windows.folder / "drive_c" / "windows" / "system32" / "reg.exe"
    for key, name, kind, value in POLICY:
        windows.run(reg, "add", key, "/v", name, "/t", kind, "/d", value, "/f", "/reg:64")
    windows.settle()
    return windows


def test_a_policy_is_read_as_it_was_set(
    company: Windows, opened: dict[str, Path], built: Built, cache: Path, tmp_path: Path
) -> None:
    (libraries,) = (path.parent for path in opened[built.console_setup.name].rglob("unicodedata.pyd"))
    python, log = tmp_path / "python", tmp_path / "policy.log"
    (kept,) = cache.glob("python-windows-*")
    shutil.copytree(kept, python)
    (search_path,) = python.glob("*._pth")
    search_path.write_text(f"{search_path.stem}.zip\n.\nZ:{str(libraries).replace('/', chr(92))}\n", encoding="utf-8")
    process = company.start(python / "python.exe", "-c", READ, "settings.ini", log=log)
    assert process.wait(WITHIN_S) == 0, log.read_text()
    assert json.loads(log.read_text()) == {
        "problem": None,
        "host": "support.example:7331",
        "fingerprint": FINGERPRINT.replace(":", "").lower(),
        "own_host": False,
        "fixed": [
            *("company_authority", "company_fingerprint", "company_host"),
            *("never_show_programs", "own_host", "remember_password"),
        ],
        "language": "de",
        "appearance": "dark",
        "never_shown": ["Payroll*", "Tresor"],
        "never_shown_titles": [r"/^order \d+/"],
    }


def test_the_console_speaks_the_set_language_and_asks_for_no_host(stage: Stage, company: Windows, built: Built) -> None:
    company.run(built.console_setup, "/S")
    program = company.user / "AppData/Local/Programs/Fernblick/fernblick.exe"
    process = company.start(program, log=stage.folder / "wine-program.log", FERNBLICK_TEST=str(stage.folder))
    company.window("Technikerkonsole", within_s=WITHIN_S)
    assert not company.windows("Mit welchem Host|Which host"), "it is set"
    company.close()
    process.wait(WITHIN_S)

"""What can be said on any system about the Mac's files: they are well-formed, complete, and of this version."""

from __future__ import annotations

import plistlib
import re
import subprocess
from pathlib import Path

import pytest

from building.common.icon import ICNS_KINDS, write_icns
from building.common.plan import project_version
from building.native import macos
from building.native.macos import APPS, HERE, information
from protocol.notation.announcement import SERVICE
from resources.program.programs import PROGRAMS

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize("name", sorted(APPS))
def test_an_app_says_what_macos_asks_for(name: str) -> None:
    version = project_version(ROOT)
    content = information(APPS[name], version)
    assert content["CFBundleShortVersionString"] == content["CFBundleVersion"] == version
    assert re.fullmatch(r"[a-z.]+", content["CFBundleIdentifier"])
    assert content["NSHighResolutionCapable"] is True
    for purpose in ("ScreenCapture", "Accessibility", "LocalNetwork"):
        assert content[f"NS{purpose}UsageDescription"].endswith(".")
    assert [f"{service}.local." for service in content["NSBonjourServices"]] == [SERVICE]
    plistlib.loads(plistlib.dumps(content))


def test_only_the_viewer_opens_links() -> None:
    links = {name: "CFBundleURLTypes" in information(app, "1.0") for name, app in APPS.items()}
    assert links == {"fernblick": False, "fernblick-viewer": True}


def test_every_app_is_a_program_with_a_name_of_its_own() -> None:
    assert set(APPS) <= set(PROGRAMS)
    assert len({app.identifier for app in APPS.values()}) == len(APPS)


def test_entitlements_are_no_more_than_these() -> None:
    content = plistlib.loads((HERE / "entitlements.plist").read_bytes())
    assert set(content) == {
        "com.apple.security.cs.allow-unsigned-executable-memory",
        "com.apple.security.cs.disable-library-validation",
    }


def test_the_disk_images_script_is_a_shells() -> None:
    subprocess.run(["sh", "-n", str(HERE / "dmg.sh")], check=True)


def test_the_icon_holds_every_size(tmp_path: Path) -> None:
    write_icns(ROOT / "resources" / "icons" / "fernblick.svg", tmp_path / "x.icns")
    content = (tmp_path / "x.icns").read_bytes()
    assert content[:4] == b"icns"
    assert int.from_bytes(content[4:8], "big") == len(content)
    assert all(kind in content for kind in ICNS_KINDS.values())


def test_the_recipe_compiles() -> None:
    source = (Path(macos.__file__).parent / "program.spec").read_text(encoding="utf-8")
    compile(source, "program.spec", "exec")

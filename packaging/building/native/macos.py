"""The files that people run on macOS: an app for each program in a disk image. They can be made on a Mac only."""

from __future__ import annotations

import platform
import plistlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from building.common.parts import Held
from building.common.plan import Built, Plan
from building.common.wheels import Distribution
from building.native.frozen import freeze
from environment.trouble import Trouble

HERE = Path(__file__).resolve().parents[2] / "macos"


@dataclass(frozen=True, kw_only=True)
class App:
    """What a program is called on a Mac."""

    title: str
    identifier: str
    opens_links: bool


APPS = {
    "fernblick-viewer": App(title="Fernblick Viewer", identifier="org.fernblick.viewer", opens_links=True),
    "fernblick": App(title="Fernblick", identifier="org.fernblick.console", opens_links=False),
}


def build(plan: Plan) -> Built:
    """Make everything for macOS."""
    if sys.platform != "darwin":
        raise Trouble("Files for macOS can only be made on a Mac: its tools for signing and disk images are needed.")
    files: list[Path] = []
    packages: dict[str, Distribution] = {}
    parts: dict[str, tuple[Held, ...]] = {}
    for name, app in APPS.items():
        plan.say(f"putting {app.title} for macOS together")
        frozen = freeze(plan, name)
        packages |= {package.name: package for package in frozen.packages}
        parts[name] = frozen.parts
        image = plan.out / f"{name}-{plan.version}-{platform.machine()}.dmg"
        made = frozen.folder.parent / f"{app.title}.app"
        plan.run(["sh", HERE / "dmg.sh", made, image, HERE / "entitlements.plist"])
        files.append(image)
    return Built(files=tuple(files), packages=tuple(packages[name] for name in sorted(packages)), parts=parts)


def information(app: App, version: str) -> dict[str, Any]:
    """Return the app's Info.plist."""
    content: dict[str, Any] = plistlib.loads((HERE / "Info.plist").read_bytes())
    content |= {
        "CFBundleDisplayName": app.title,
        "CFBundleIdentifier": app.identifier,
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
    }
    if app.opens_links:
        content["CFBundleURLTypes"] = [
            {"CFBundleURLName": app.identifier, "CFBundleURLSchemes": ["fernblick"], "CFBundleTypeRole": "Viewer"}
        ]
    return content

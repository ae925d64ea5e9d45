import re
from pathlib import Path

from PySide6.QtWidgets import QApplication

from resources import files
from resources.look.icons import app_icon, icon

ROOT = files.path("..").resolve()
FOLDER = files.path("icons")
OWN = {
    "fernblick",
    "check-light",
    "chevron-down-light",
    "chevron-down-muted",
    "chevron-right-muted",
    "chevron-up-muted",
}


def sources() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for package in ("console", "viewer", "resources")
        for path in (ROOT / package).rglob("*")
        if path.suffix in (".py", ".qss")
    )


def test_every_icon_is_used_and_of_one_family() -> None:
    said = sources()
    for file in sorted(FOLDER.glob("*.svg")):
        assert re.search(rf"[\"/]{file.stem}[\".]", said), f"{file.name} is not used"
        assert file.stem in OWN or "lucide" in file.read_text(encoding="utf-8")


def test_the_icons_licence_is_kept() -> None:
    assert "ISC License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")


def test_a_named_icon_exists_and_draws_something(qapp: QApplication) -> None:
    for file in FOLDER.glob("*.svg"):
        picture = icon(file.stem).pixmap(24, 24).toImage()
        assert any(picture.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), file.name
    assert not app_icon().isNull()


def test_every_icon_that_is_asked_for_exists() -> None:
    asked = set(re.findall(r"picture=\"([a-z-]+)\"|icon\(\"([a-z-]+)\"", sources()))
    for name in {one or other for one, other in asked}:
        assert Path(FOLDER / f"{name}.svg").exists(), name


def test_an_icon_survives_many_copies(qapp: QApplication) -> None:
    from PySide6.QtGui import QIcon

    original = icon("plus")
    for _ in range(300):
        copy = QIcon(original)
        copy.addFile("x.png")  # makes the copy its own
        assert not copy.pixmap(16, 16).isNull()

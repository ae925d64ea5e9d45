"""Where the files of this package lie that are no modules: icons, styles, pages, translations."""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Return where the resource `name` ("icons/x.svg", "styles/fernblick.qss") lies."""
    return _FOLDER / name

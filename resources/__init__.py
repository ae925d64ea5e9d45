"""What both programs look like and say: theme, icons, sentences, translations, settings, the transcript widget."""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """Return where the resource `name` ("icons/x.svg", "styles/fernblick.qss") lies."""
    return _FOLDER / name

"""Update and release the translations; says what is still to be translated."""

import sys

from resources import files
from resources.translations import catalogue as translations


def main() -> int:
    """Bring every language up to date; the exit status is 1 while one is not complete."""
    untranslated = 0
    for language in translations.LANGUAGES:
        ts = files.path(f"translations/fernblick_{language}.ts")
        translations.update(ts)
        translations.release(ts, ts.with_suffix(".qm"))
        for source in translations.missing(ts):
            untranslated += 1
            print(f"{language}: {source!r}")  # noqa: T201
    return 1 if untranslated else 0


if __name__ == "__main__":
    sys.exit(main())

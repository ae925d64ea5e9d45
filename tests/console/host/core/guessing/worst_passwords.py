"""Writes `guessing/worst.py` anew: `python tests/console/host/core/guessing/worst_passwords.py ZXCVBN DJANGO`.

ZXCVBN is the folder of the unpacked source of `zxcvbn` 4.4.28, DJANGO that of the unpacked wheel of Django 4.2.16, both
from PyPI.
"""

from __future__ import annotations

import base64
import gzip
import runpy
import sys
import zlib
from pathlib import Path

TARGET = Path(__file__).parents[5] / "console" / "host" / "core" / "guessing" / "worst.py"
LEAST = 10  # characters; shorter ones are refused anyway
WIDTH = 110


def found(zxcvbn: Path, django: Path) -> list[str]:
    """Return the passwords of both lists that are long enough, in their one spelling."""
    lists = runpy.run_path(str(zxcvbn / "zxcvbn" / "frequency_lists.py"))["FREQUENCY_LISTS"]
    common = gzip.decompress((django / "django" / "contrib" / "auth" / "common-passwords.txt.gz").read_bytes())
    words = {word.strip().casefold() for word in [*lists["passwords"], *common.decode().splitlines()]}
    return sorted(word for word in words if len(word) >= LEAST and word.isprintable() and word[0] not in '"$')


def main() -> None:
    """Write the module."""
    words = found(Path(sys.argv[1]), Path(sys.argv[2]))
    packed = base64.b85encode(zlib.compress("\n".join(words).encode(), 9)).decode()
    lines = [f'    "{packed[at : at + WIDTH]}"' for at in range(0, len(packed), WIDTH)]
    before, mark, _ = TARGET.read_text(encoding="utf-8").partition("_PACKED = (\n")
    TARGET.write_text(before + mark + "\n".join(lines) + "\n)\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""What the page uses of others is what it was when it was looked at: every file has the hash that is written down."""

from __future__ import annotations

import hashlib
from pathlib import Path

VENDOR = Path(__file__).parents[3] / "resources" / "web" / "vendor"


def test_every_file_of_others_has_its_hash() -> None:
    listed = (line.split(maxsplit=1) for line in (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    expected = {name.strip(): digest for digest, name in listed}
    there = {file for file in VENDOR.rglob("*") if file.is_file() and file.parent != VENDOR}

    found = {str(file.relative_to(VENDOR)): hashlib.sha256(file.read_bytes()).hexdigest() for file in there}

    assert found == expected

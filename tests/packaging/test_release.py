"""The command that makes a key and signs notes; a real host passes its note on to consoles, and to nobody else."""

import subprocess
import sys
from pathlib import Path

from protocol.trust.release import read

ROOT = Path(__file__).parents[2]


def release(*words):
    command = [sys.executable, str(ROOT / "packaging" / "release.py"), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_key_is_made_and_a_note_signed_that_a_program_with_it_believes(tmp_path):
    secret, out = tmp_path / "secret", tmp_path / "note"
    public = release("new-key", secret).stdout.strip()
    assert secret.stat().st_mode & 0o777 == 0o600
    assert release("new-key", secret).returncode == 1, "no key is written over"
    said = release("note", secret, out, "--version", "1.2.3", "--days", "30")
    assert said.returncode == 0, said.stderr
    found = read(out.read_bytes(), [bytes.fromhex(public)], (int(out.stat().st_mtime) + 5) * 1000)
    assert found.version == "1.2.3"
    assert found.until_ms - found.since_ms == 30 * 24 * 3600 * 1000


def test_what_is_no_version_is_signed_by_nobody(tmp_path):
    release("new-key", tmp_path / "secret")
    said = release("note", tmp_path / "secret", tmp_path / "note", "--version", "newest")
    assert said.returncode == 1
    assert not (tmp_path / "note").exists()

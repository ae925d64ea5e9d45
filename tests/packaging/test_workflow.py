"""What builds releases elsewhere: nobody can move what it is made with, and its keys are seen by what signs alone."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WORKFLOWS = sorted((Path(__file__).parents[2] / ".github" / "workflows").glob("*.yml"))
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
JOBS = dict(re.findall(r"^  ([\w-]+):\n((?:    .*\n|\n)+)", TEXT.partition("\njobs:\n")[2] + "\n", re.MULTILINE))

RELEASE = Path(__file__).parents[2] / "packaging" / "release.py"


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def steps(job):
    return re.split(r"^      - ", JOBS[job], flags=re.MULTILINE)


def test_there_are_jobs():
    assert {"linux", "windows-signed", "macos", "attested"} <= set(JOBS)


def test_every_action_is_named_by_its_commit_with_the_version_beside_it():
    used = re.findall(r"uses: (\S+)(.*)", TEXT)
    assert len(used) > 10
    for action, comment in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
        assert re.match(r" # v\d+\.\d+\.\d+", comment), action
    commits = {}
    for action, _comment in used:
        name, commit = action.split("@")
        assert commits.setdefault(name, commit) == commit, "one commit of each"


def test_secrets_are_in_the_step_that_signs_and_in_no_job_that_installs_or_builds():
    for job, text in JOBS.items():
        head, *each = steps(job)
        assert "secrets." not in head, f"{job}: a job's environment is seen by all its steps"
        if "secrets." not in text:
            continue
        assert not re.search(r"\bpip\b|build\.py|bootstrap\.py|apt-get|actions/cache", text), job
        assert [step.splitlines()[0] for step in each if "secrets." in step] == ["name: Sign"], job


def test_a_job_may_write_only_what_it_has_to():
    assert re.search(r"^permissions:\n  contents: read\n", TEXT, re.MULTILINE)
    assert [job for job, text in JOBS.items() if "permissions:" in text] == ["attested"]


@pytest.mark.skipif(not all(map(shutil.which, ("openssl", "xxd"))), reason="needs openssl and xxd")
def test_the_sums_are_signed_with_the_key_of_the_notes(tmp_path):
    """What the runner does in that step is done here; the other way to sign them has the same key and signature."""
    [step] = [step for step in steps("sums-signed") if step.startswith("name: Sign")]
    script = textwrap.dedent(step.partition("run: |\n")[2])
    folder = tmp_path / "dist" / "linux"
    folder.mkdir(parents=True)
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  fernblick.deb\n", encoding="ascii")
    key = tmp_path / "key"
    public = run(sys.executable, RELEASE, "new-key", key).strip()

    environment = {"PATH": os.environ["PATH"], "RUNNER_TEMP": str(tmp_path), "RELEASE_KEY": ""}
    subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=True)
    assert list((tmp_path / "sums").iterdir()) == [], "without a key nothing is claimed"

    environment["RELEASE_KEY"] = key.read_text().strip()
    subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=True)
    signature = (tmp_path / "sums" / "SHA256SUMS-linux.sig").read_bytes()
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, (folder / "SHA256SUMS").read_bytes())
    run(sys.executable, RELEASE, "sums", key, folder)
    assert (folder / "SHA256SUMS.sig").read_bytes() == signature
    assert not (tmp_path / "release.der").exists()


def test_what_is_no_list_of_sums_is_not_signed(tmp_path):
    key = tmp_path / "key"
    run(sys.executable, RELEASE, "new-key", key)
    (tmp_path / "SHA256SUMS").write_bytes(b"\x81\xa1v1")
    command = [sys.executable, RELEASE, "sums", key, tmp_path]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    assert not (tmp_path / "SHA256SUMS.sig").exists()

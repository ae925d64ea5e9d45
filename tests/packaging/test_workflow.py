"""What builds releases elsewhere: nobody can move what it is made with, and its keys are seen by what signs alone."""

import re
from pathlib import Path

WORKFLOWS = sorted((Path(__file__).parents[2] / ".github" / "workflows").glob("*.yml"))
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
JOBS = dict(re.findall(r"^  ([\w-]+):\n((?:    .*\n|\n)+)", TEXT.partition("\njobs:\n")[2] + "\n", re.MULTILINE))


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

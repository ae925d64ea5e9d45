"""The packaged host as a service: how shut its unit is, how soon its package's scripts end, what containers do."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

HOST = Path(__file__).parents[2] / "packaging" / "host"
MOST_EXPOSED = 2.0
PATIENCE_S = 60
SYSTEMCTL = """#!/bin/sh
echo "$*" >> {folder}/asked
pid=$(cat {folder}/pid)
alive() {{ kill -0 "$pid" 2>/dev/null; }}
case "$*" in
    "stop --no-block fernblick-host.service") kill -TERM "$pid"; touch {folder}/stopping ;;
    "stop fernblick-host.service") kill -TERM "$pid"; while alive; do sleep 0.1; done ;;
    "is-active "*) alive && [ ! -e {folder}/stopping ] ;;
    "show --property=ActiveState "*) if ! alive; then echo inactive
        elif [ -e {folder}/stopping ]; then echo deactivating; else echo active; fi ;;
    "kill --kill-who=main --signal=TERM "*) kill -TERM "$pid" ;;
    "kill --signal=KILL "*) kill -KILL "$pid" ;;
    "is-enabled "*) [ ! -e {folder}/disabled ] ;;
esac
"""
DRAINING = """
import signal, sys, time
asked = []
def stop(*_):
    if len(asked) >= int(sys.argv[1]):
        sys.exit()
    asked.append(1)
signal.signal(signal.SIGTERM, stop)
print("ready", flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_the_service_is_shut_as_far_as_it_goes(tmp_path):
    unit = shutil.copy(HOST / "fernblick-host.service", tmp_path)
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--no-pager", unit], capture_output=True, text=True, check=True
    )
    (exposed,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert float(exposed) <= MOST_EXPOSED
    assert "Unknown" not in done.stderr


@pytest.fixture
def manager(tmp_path, monkeypatch):
    """A service manager that has only this one service: a process that ends with the second, or third SIGTERM."""
    (tmp_path / "bin").mkdir()
    for name, text in (("systemctl", SYSTEMCTL.format(folder=tmp_path)), ("adduser", "#!/bin/sh\n")):
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)
    for name in ("install", "chgrp", "chmod"):
        (tmp_path / "bin" / name).symlink_to("/bin/true")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    processes = []

    def start(patient):
        command = [sys.executable, "-c", DRAINING, str(patient)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        processes.append(process)
        process.stdout.readline()
        (tmp_path / "pid").write_text(str(process.pid))
        return process

    yield start
    for process in processes:
        process.kill()
        process.wait(PATIENCE_S)
        process.stdout.close()


def run(tmp_path, name, *arguments):
    """Run a script of the package as dpkg does; return how long it took, and what it asked of the service manager."""
    text = (HOST / name).read_text(encoding="utf-8").replace("/run/systemd/system", str(tmp_path))
    (tmp_path / name).write_text(text.replace("MOST_S=20", "MOST_S=3"))
    began = time.monotonic()
    subprocess.run(["sh", str(tmp_path / name), *arguments], check=True, timeout=PATIENCE_S)
    asked = (tmp_path / "asked").read_text().splitlines() if (tmp_path / "asked").exists() else []
    return time.monotonic() - began, asked


@contextlib.contextmanager
def reaped(process):
    """Take note of the end of our child while something else runs, as a service manager does."""
    waiting = threading.Thread(target=process.wait, args=(PATIENCE_S,))
    waiting.start()
    yield
    waiting.join()


@pytest.mark.parametrize(("patient", "status"), [(1, 0), (9, -signal.SIGKILL)])
def test_an_upgrade_waits_for_no_conversation(tmp_path, manager, patient, status):
    """The first is a host with sessions, which would drain for minutes; the second one does not end at all."""
    process = manager(patient)
    with reaped(process):
        took_s, asked = run(tmp_path, "prerm", "upgrade", "0.2")
    assert process.returncode == status
    assert took_s < 30
    assert "stop fernblick-host.service" not in asked
    assert not any(line.startswith("disable") for line in asked)


def test_removing_stops_the_service_and_keeps_what_the_administrator_chose(tmp_path, manager):
    """A package that comes back finds itself enabled, or disabled, as it was; only purging forgets it."""
    process = manager(0)
    with reaped(process):
        _, asked = run(tmp_path, "prerm", "remove")
    assert not any(line.startswith("disable") for line in asked)
    assert "multi-user.target.wants/fernblick-host.service" in (HOST / "postrm").read_text().partition("purge ]")[2]


@pytest.mark.parametrize(
    ("disabled", "before", "starts"), [(False, "", True), (True, "", True), (False, "0.1", True), (True, "0.1", False)]
)
def test_installing_starts_the_service_and_an_upgrade_respects_that_it_is_disabled(
    tmp_path, manager, disabled, before, starts
):
    manager(0)
    if disabled:
        (tmp_path / "disabled").touch()
    _, asked = run(tmp_path, "postinst", "configure", before)
    assert ("start --no-block fernblick-host.service" in asked) is starts
    assert ("enable --quiet fernblick-host.service" in asked) is starts


def test_containers_are_asked_whether_they_are_well():
    text = (HOST / "Containerfile").read_text(encoding="utf-8")
    assert 'CMD ["fernblick-host", "health", "--metrics", "9730"]' in text
    assert '"--metrics", "9730"]' in text.partition("ENTRYPOINT")[2]
    compose = (HOST / "compose.yaml").read_text(encoding="utf-8")
    assert "dockerfile: fernblick-host-@VERSION@.Containerfile" in compose
    assert "Never tried: the base image" in text.replace("\n# ", " ")
    assert "never built or started" in compose.replace("\n# ", " ")

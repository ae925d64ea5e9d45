"""The clean Debian as a computer that is on: systemd runs in it, so services are what their units say."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import time
from pathlib import Path

from clean_root import ENVIRONMENT, CleanRoot
from demonstration.desktop import wait_for

STARTS_WITHIN_S = 120.0
COMPUTER = ("systemd-sysv", "dbus", "sudo", "man-db", "bash-completion", "ca-certificates", "curl")
"""What a server has besides the least of a Debian."""


class BootedRoot:
    """A clean root that is switched on for as long as the context lasts; it has a network of its own, loopback only.

    What is installed in it must have been fetched before, by `fetch` of its `CleanRoot`.
    """

    def __init__(self, root: CleanRoot) -> None:
        self.path = root.path
        self._name = f"fernblick-{time.monotonic_ns()}"
        self._process: subprocess.Popen[bytes] | None = None
        self._leader = 0

    def __enter__(self) -> BootedRoot:
        options = ("--register=no", "--keep-unit", "--private-network", f"--machine={self._name}", "--console=pipe")
        with (self.path.parent / f"{self._name}.log").open("wb") as log:
            self._process = subprocess.Popen(
                ["systemd-nspawn", "--quiet", "--boot", *options, f"--directory={self.path}"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        wait_for("the computer to be on", self._is_on, within_s=STARTS_WITHIN_S)
        self.run("ip link set lo up || true")
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.terminate()
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _is_on(self) -> bool:
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        if not children:
            return False
        self._leader = int(children[0])
        return self.status("systemctl is-system-running | grep -qE 'running|degraded'") == 0

    def command(self, line: str) -> list[str]:
        """Return what runs a shell's line in there, as its administrator."""
        given = [f"{name}={value}" for name, value in {**ENVIRONMENT, "HOME": "/root"}.items()]
        return ["nsenter", "-t", str(self._leader), "-a", "env", "-i", *given, "sh", "-c", f"cd /root; {line}"]

    def status(self, line: str) -> int:
        """Run a line in there, and return its status."""
        return subprocess.run(self.command(line), capture_output=True, check=False, timeout=400).returncode

    def run(self, line: str, *, status: int = 0) -> str:
        """Run a line in there, and return what it printed on both ways."""
        done = subprocess.run(
            self.command(line), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=400
        )
        assert done.returncode == status, f"{line}: {done.returncode}\n{done.stdout}"
        return done.stdout

    def typed(self, line: str, answers: list[tuple[str, str]]) -> str:
        """Run a line at a terminal, with somebody who types each answer once its question stands there."""
        command = self.command(f"script --quiet --return --command {shlex.quote(line)} /dev/null")
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert process.stdin is not None
        assert process.stdout is not None
        said = b""
        for question, answer in answers:
            while not said.endswith(question.encode()) and (sign := process.stdout.read(1)):
                said += sign
            process.stdin.write(f"{answer}\n".encode())
            process.stdin.flush()
        said += process.stdout.read()  # before its input ends
        process.stdin.close()
        process.stdout.close()
        assert process.wait(60) == 0, said.decode()
        return said.decode()

    def put(self, file: Path, place: str) -> None:
        """Put a file there."""
        target = self.path / place.removeprefix("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def works() -> bool:
    """Return whether this computer lets a test do that."""
    return (shutil.which("systemd-nspawn") is not None and Path("/sys/fs/cgroup/systemd").exists()) or _is_unified()


def _is_unified() -> bool:
    return Path("/sys/fs/cgroup/cgroup.controllers").exists()

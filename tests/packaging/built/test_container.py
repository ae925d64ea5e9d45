"""The container file, built and run, on a Debian in place of the base image, which is somewhere on the network."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from built_stage import Built
from clean_root import CleanRoot

BASE = "docker.io/library/debian:bookworm-slim"
IMAGE = "localhost/fernblick-host"
SERVED = """
ip link set lo up
echo 443 > /proc/sys/net/ipv4/ip_unprivileged_port_start
{run} fernblick-host serve --metrics 9730 > {log} 2>&1 &
for second in $(seq 120); do sleep 1; ! {run} fernblick-host health --metrics 9730 || break; done
{run} fernblick-host groups list
"""

pytestmark = pytest.mark.skipif(not shutil.which("buildah") or os.geteuid() != 0, reason="needs buildah, and root")


class Containers:
    """Images and containers in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.command = ["buildah", f"--root={folder / 'images'}", f"--runroot={folder / 'run'}", "--storage-driver=vfs"]

    def __call__(self, *words: str) -> str:
        """Run buildah, and return what it printed."""
        environment = {**os.environ, "BUILDAH_ISOLATION": "chroot"}  # no runtime and no cgroups are needed
        done = subprocess.run(
            [*self.command, *words], capture_output=True, text=True, env=environment, check=False, timeout=600
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()


@pytest.fixture
def containers(tmp_path: Path, clean_root: CleanRoot, cache: Path) -> Iterator[Containers]:
    """A place for images that has the base image already."""
    containers = Containers(tmp_path)
    (kept,) = cache.glob("root-*.tar")  # what the clean root was unpacked from
    base = containers("from", "scratch")
    containers("add", base, str(kept), "/")
    containers("commit", base, BASE)
    yield containers
    containers("rm", "--all")
    containers("rmi", "--all", "--force")


def test_the_host_is_built_and_serves_in_its_container(containers: Containers, built: Built, tmp_path: Path) -> None:
    file = built.file("fernblick-host-*.Containerfile")
    containers("bud", "--pull-never", "--format=docker", f"--tag={IMAGE}", f"--file={file}", str(built.folder))
    said = containers("inspect", "--type=image", IMAGE)
    assert '"User": "fernblick-host"' in said
    assert '"Healthcheck"' in said
    made = containers("from", "--pull-never", IMAGE)
    run = " ".join([*containers.command, "run", "--isolation=chroot", "--user=fernblick-host", made, "--"])
    log = tmp_path / "serve.log"
    done = subprocess.run(  # with a network of its own; what is left in there ends with its first process
        ["unshare", "--net", "--pid", "--fork", "--kill-child", "sh", "-ec", SERVED.format(run=run, log=log)],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert "\nok\n" in f"\n{done.stdout}", done.stdout + done.stderr + log.read_text()
    assert "share_screen=on" in done.stdout
    assert '"event": "listening"' in log.read_text()

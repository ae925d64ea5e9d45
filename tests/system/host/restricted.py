"""Runs a program under the restrictions of a systemd unit, as far as that goes without systemd.

In force: SystemCallFilter with its error, RestrictAddressFamilies, RestrictNamespaces, MemoryDenyWriteExecute (where
the kernel has it), NoNewPrivileges, no capabilities, a user namespace, ProtectSystem=strict with one folder that may be
written, ProtectHome, ProcSubset=pid, ProtectProc=invisible. Not in force: everything else that the unit says.
"""

import ctypes
import errno
import os
import re
import subprocess
import sys
from pathlib import Path

ALLOW, REFUSE, MISSING = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
EQUAL, MASKED_EQUAL = 4, 7
PR_SET_MDWE, REFUSE_EXEC_GAIN = 65, 1
NEW_NAMESPACES = 0x7E020080  # every flag of clone and unshare that makes one
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}
AROUND = """
set -e
mount --make-rprivate /
mount --bind "$1" "$1"
mount -o remount,bind,ro /
mount -t tmpfs -o size=4k,mode=0700 none /home
mount -t proc -o subset=pid,hidepid=invisible proc /proc
shift
exec setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all "$@"
"""


class Comparison(ctypes.Structure):
    """An argument of a system call, as libseccomp compares it."""

    _fields_ = (("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64))


def command(unit, writable, *arguments):
    """Return what runs `arguments` like the service of the file `unit`, with one folder that it may write to."""
    inside = [sys.executable, __file__, str(unit), *arguments]
    return ["unshare", "-Urmpf", "--kill-child", "sh", "-c", AROUND, "sh", str(writable), *inside]


def works():
    """Return whether this computer lets us."""
    needed = ["unshare", "-Urmpf", "sh", "-c", "mount -t proc -o subset=pid proc /proc"]
    if sys.platform != "linux" or subprocess.run(needed, capture_output=True, check=False).returncode:
        return False
    try:
        ctypes.CDLL("libseccomp.so.2")
        return bool(_members("@system-service"))
    except OSError:
        return False


def _members(group):
    """Return the system calls of one of systemd's groups, and of the groups in it."""
    said = subprocess.run(["systemd-analyze", "syscall-filter", group], capture_output=True, text=True, check=True)
    words = {line.strip() for line in said.stdout.splitlines()[1:] if line.strip() and "#" not in line}
    return {call for word in words for call in (_members(word) if word.startswith("@") else (word,))}


def _allowed(text):
    calls = set()
    for line in re.findall(r"^SystemCallFilter=(.+)$", text, re.MULTILINE):
        words = {call for word in line.lstrip("~").split() for call in _members(word)}
        calls = calls - words if line.startswith("~") else calls | words
    return calls


def _shut(text):
    """Put the unit's filter of system calls in force for this process and all that it starts."""
    lib = ctypes.CDLL("libseccomp.so.2")
    lib.seccomp_init.restype = ctypes.c_void_p
    filter_ = ctypes.c_void_p(lib.seccomp_init(ctypes.c_uint32(REFUSE)))

    def allow(call, *comparisons, action=ALLOW):
        number = lib.seccomp_syscall_resolve_name(call.encode())
        if number >= 0:
            array = (Comparison * max(1, len(comparisons)))(*comparisons)
            done = lib.seccomp_rule_add_array(filter_, ctypes.c_uint32(action), number, len(comparisons), array)
            assert done == 0, call

    (families,) = re.findall(r"^RestrictAddressFamilies=(.+)$", text, re.MULTILINE)
    for call in _allowed(text) - {"socket", "clone", "clone3", "unshare", "setns"}:
        allow(call)
    for family in families.split():
        allow("socket", Comparison(0, EQUAL, FAMILIES[family], 0))
    allow("clone", Comparison(0, MASKED_EQUAL, NEW_NAMESPACES, 0))
    allow("clone3", action=MISSING)  # its flags cannot be seen; as systemd does, for then clone is used
    assert lib.seccomp_load(filter_) == 0


def main():
    """Shut everything that the unit shuts, and become the program."""
    unit, *arguments = sys.argv[1:]
    text = Path(unit).read_text(encoding="utf-8")
    libc = ctypes.CDLL(None)
    assert "NoNewPrivileges=true" in text
    libc.prctl(38, 1, 0, 0, 0)
    if "MemoryDenyWriteExecute=true" in text:
        libc.prctl(PR_SET_MDWE, REFUSE_EXEC_GAIN, 0, 0, 0)
    _shut(text)
    os.execv(arguments[0], arguments)


if __name__ == "__main__":
    main()

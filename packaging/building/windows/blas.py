"""The DLL of 20 kB that stands for numpy's OpenBLAS where a program multiplies no floats: right, and slow."""

from __future__ import annotations

from pathlib import Path

from building.common.plan import Plan
from building.windows.machine_code import offered_by, wanted_of
from environment.trouble import Trouble

SOURCES = Path(__file__).resolve().parents[2] / "windows" / "numpy"
"""The DLL's source, and below it the Python modules that stand for numpy's machine code."""


def build(plan: Plan, wheels: Path) -> Path:
    """Make the DLL under the name that numpy's machine code in `wheels` asks for.

    Raises:
        Trouble: numpy calls what the DLL does not have.
    """
    (replaced,) = (wheels / "numpy.libs").glob("libscipy_openblas64_*.dll")
    folder = plan.work / "windows-blas"
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / replaced.name
    flags = ["-std=c17", "-Wall", "-Wextra", "-Werror", "-O2", "-s", "-shared"]
    flags += ["-Wl,--no-insert-timestamp,--disable-auto-image-base"]  # which would depend on the time and the folder
    plan.run(["x86_64-w64-mingw32-gcc", *flags, "-o", made, "blas.c"], folder=SOURCES)
    (numpy,) = (wheels / "numpy" / "_core").glob("_multiarray_umath.*.pyd")
    missing = wanted_of(numpy.read_bytes(), replaced.name) - offered_by(made.read_bytes())
    if missing:
        raise Trouble(f"{SOURCES / 'blas.c'} has to have what numpy calls: {', '.join(sorted(missing))}.")
    return made

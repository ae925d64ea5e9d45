"""Stands in a bundle for numpy's machine code of this name, which solves equations by LAPACK: nothing there does."""


def __getattr__(name: str) -> object:
    raise AttributeError(f"numpy.linalg has no {name} in this program: the bundle was built without LAPACK")

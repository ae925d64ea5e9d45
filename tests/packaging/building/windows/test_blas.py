"""What stands for numpy's OpenBLAS in the viewer: each of its functions gives what numpy gives."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable

import numpy as np
import pytest

from building.windows.blas import SOURCES

KINDS = {"s": np.float32, "d": np.float64, "c": np.complex64, "z": np.complex128}
ROWS_FIRST, COLUMNS_FIRST = 101, 102
AS_IT_IS, TRANSPOSED, CONJUGATED = 111, 112, 113
UPPER, LOWER = 121, 122
ORDERS = {ROWS_FIRST: "C", COLUMNS_FIRST: "F"}
DICE = np.random.default_rng(7)

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="no compiler here")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    made = tmp_path_factory.mktemp("blas") / "blas.so"
    flags = ["-std=c17", "-Wall", "-Wextra", "-Werror", "-O2", "-shared", "-fPIC"]
    subprocess.run(["gcc", *flags, "-o", made, "blas.c"], cwd=SOURCES, check=True)
    return ctypes.CDLL(str(made))


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def call(library: ctypes.CDLL, kind: str) -> Callable[..., float | None]:
    """Call one function of this kind: numpy's numbers by value or by address as BLAS has it, integers as sizes."""

    def call(what: str, *given: object) -> float | None:
        function = getattr(library, f"scipy_cblas_{kind}{what}64_")
        real = {"s": ctypes.c_float, "d": ctypes.c_double}.get(kind)
        function.restype = real if what == "dot" else None
        return function(*(as_argument(each, real) for each in given))  # type: ignore[no-any-return]

    return call


def as_argument(given: object, real: type[ctypes.c_float] | type[ctypes.c_double] | None) -> object:
    if isinstance(given, np.ndarray):
        return ctypes.c_void_p(given.ctypes.data)
    if isinstance(given, np.generic):
        kept = np.array([given])
        return real(float(given.real)) if real else kept.ctypes.data_as(ctypes.c_void_p)
    return given if isinstance(given, ctypes.c_int) else ctypes.c_int64(int(str(given)))


def some(kind: str, *shape: int, order: str = "C") -> np.ndarray:
    numbers = DICE.normal(size=shape) + (1j * DICE.normal(size=shape) if kind in "cz" else 0)
    return np.array(numbers, KINDS[kind], order=order)


def within_a_wider_one(matrix: np.ndarray, order: str) -> tuple[np.ndarray, int]:
    """Return the same matrix as a part of a larger one, and how far its lines are apart."""
    rows, columns = matrix.shape
    wide = np.full((rows + 3, columns + 3), np.nan, matrix.dtype, order=order)
    wide[:rows, :columns] = matrix
    return wide, columns + 3 if order == "C" else rows + 3


def meant(matrix: np.ndarray, how: int) -> np.ndarray:
    turned = {AS_IT_IS: matrix, TRANSPOSED: matrix.T, CONJUGATED: matrix.conj().T}
    return turned[how]


def near(one: object, other: object, kind: str) -> bool:
    return bool(np.allclose(one, other, rtol=1e-4 if kind in "sc" else 1e-12, atol=1e-5 if kind in "sc" else 1e-13))


@pytest.mark.parametrize("steps", [(1, 1), (2, 3), (-1, 2)])
def test_vectors_are_multiplied_and_added(call: Callable[..., float | None], kind: str, steps: tuple[int, int]) -> None:
    x, y = some(kind, 7 * abs(steps[0])), some(kind, 7 * abs(steps[1]))
    left = x[:: steps[0]][:7] if steps[0] > 0 else x[:7][::-1]
    right = y[:: steps[1]][:7]
    given = (7, x, steps[0], y, steps[1])
    if kind in "sd":
        assert near(call("dot", *given), left @ right, kind)
    else:
        out = np.zeros(1, KINDS[kind])
        call("dotu_sub", *given, out)
        assert near(out[0], left @ right, kind)
        call("dotc_sub", *given, out)
        assert near(out[0], np.vdot(left, right), kind)
    scale = some(kind, 1)[0]
    wanted = right + scale * left
    call("axpy", 7, scale, x, steps[0], y, steps[1])
    assert near(right, wanted, kind)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("how", [AS_IT_IS, TRANSPOSED, CONJUGATED])
def test_a_matrix_is_multiplied_with_a_vector(
    call: Callable[..., float | None], kind: str, order: int, how: int
) -> None:
    matrix, scale, kept = some(kind, 4, 6), some(kind, 1)[0], some(kind, 1)[0]
    wide, leading = within_a_wider_one(matrix, ORDERS[order])
    turned = meant(matrix, how)
    x, y = some(kind, turned.shape[1] * 2), some(kind, turned.shape[0])
    wanted = scale * (turned @ x[::2]) + kept * y
    call("gemv", ctypes.c_int(order), ctypes.c_int(how), 4, 6, scale, wide, leading, x, 2, kept, y, 1)
    assert near(y, wanted, kind)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("how_a", [AS_IT_IS, TRANSPOSED, CONJUGATED])
@pytest.mark.parametrize("how_b", [AS_IT_IS, TRANSPOSED, CONJUGATED])
def test_matrices_are_multiplied(
    call: Callable[..., float | None], kind: str, order: int, how_a: int, how_b: int
) -> None:
    a = some(kind, *((4, 5) if how_a == AS_IT_IS else (5, 4)))
    b = some(kind, *((5, 6) if how_b == AS_IT_IS else (6, 5)))
    wide_a, leading_a = within_a_wider_one(a, ORDERS[order])
    wide_b, leading_b = within_a_wider_one(b, ORDERS[order])
    scale = some(kind, 1)[0]
    out, leading = within_a_wider_one(np.full((4, 6), np.nan, KINDS[kind]), ORDERS[order])
    ways = [ctypes.c_int(each) for each in (order, how_a, how_b)]
    nothing = KINDS[kind](0)  # what is there is not read then: it may be no number
    call("gemm", *ways, 4, 6, 5, scale, wide_a, leading_a, wide_b, leading_b, nothing, out, leading)
    product = scale * (meant(a, how_a) @ meant(b, how_b))
    assert near(out[:4, :6], product, kind)
    assert np.isnan(out[4:]).all()
    call("gemm", *ways, 4, 6, 5, scale, wide_a, leading_a, wide_b, leading_b, scale, out, leading)
    assert near(out[:4, :6], product + scale * product, kind)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("part", [UPPER, LOWER])
@pytest.mark.parametrize("how", [AS_IT_IS, TRANSPOSED])
def test_a_matrix_is_multiplied_with_itself(
    call: Callable[..., float | None], kind: str, order: int, part: int, how: int
) -> None:
    a = some(kind, *((4, 5) if how == AS_IT_IS else (5, 4)))
    wide, leading = within_a_wider_one(a, ORDERS[order])
    out, scale = np.zeros((4, 4), KINDS[kind], order="C" if order == ROWS_FIRST else "F"), some(kind, 1)[0]
    ways = [ctypes.c_int(each) for each in (order, part, how)]
    call("syrk", *ways, 4, 5, scale, wide, leading, KINDS[kind](0), out, 4)
    whole = scale * (meant(a, how) @ meant(a, how).T)
    assert near(out, np.triu(whole) if part == UPPER else np.tril(whole), kind)

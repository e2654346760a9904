import copy
import dataclasses
import itertools
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from kernelview.kernels import Kernel, KernelError

SOBEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]


def test_weights_are_float64_as_given() -> None:
    kernel = Kernel(SOBEL)
    assert kernel.weights.dtype == np.float64
    assert kernel.weights.tolist() == SOBEL
    assert kernel.shape == (3, 3)


@pytest.mark.parametrize(
    ("shape", "anchor"),
    [((1, 1), (0, 0)), ((2, 2), (1, 1)), ((3, 3), (1, 1)), ((4, 7), (2, 3)), ((99, 1), (49, 0))],
)
def test_default_anchor_is_half_the_size(shape: tuple[int, int], anchor: tuple[int, int]) -> None:
    assert Kernel(np.zeros(shape)).anchor == anchor


@pytest.mark.parametrize("shape", [(1, 1), (99, 99), (1, 99), (99, 1), (2, 5)])
def test_sizes_from_1_to_99_are_accepted(shape: tuple[int, int]) -> None:
    assert Kernel(np.ones(shape)).shape == shape


@pytest.mark.parametrize(
    "make",
    [
        lambda: Kernel(SOBEL).weights.__setitem__((0, 0), 5.0),
        lambda: Kernel(SOBEL).weights.setflags(write=True),
        lambda: copy.copy(Kernel(SOBEL)).weights.setflags(write=True),
        lambda: copy.deepcopy(Kernel(SOBEL)).weights.setflags(write=True),
        lambda: Kernel(SOBEL).replace(name="a").weights.setflags(write=True),
    ],
)
def test_weights_cannot_be_written_to(make: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match=r"read-only|WRITEABLE"):
        make()


def test_fields_cannot_be_set() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Kernel(SOBEL).divisor = 2.0  # type: ignore[misc]


def test_a_kernel_does_not_follow_the_array_it_was_made_from() -> None:
    weights = np.array(SOBEL, dtype=np.float64)
    kernel = Kernel(weights)
    weights[0, 0] = 99
    assert kernel.weights[0, 0] == -1


def test_equal_values_are_equal_and_hash_alike() -> None:
    first = Kernel(SOBEL, divisor=2, offset=3, anchor=(0, 1), name="a")
    second = Kernel(np.array(SOBEL), divisor=2.0, offset=3.0, anchor=(0, 1), name="a")
    assert first == second
    assert hash(first) == hash(second)
    assert len({first, second}) == 1


def test_minus_zero_is_zero() -> None:
    first, second = Kernel([[0.0]], offset=0.0), Kernel([[-0.0]], offset=-0.0)
    assert first == second
    assert hash(first) == hash(second)


@pytest.mark.parametrize(
    "changes",
    [
        {"weights": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1.5]]},
        {"weights": [[-1, 0, 1, -2, 0, 2, -1, 0, 1]], "anchor": (0, 4)},
        {"divisor": 3},
        {"offset": 1},
        {"anchor": (0, 0)},
        {"name": "other"},
    ],
)
def test_every_field_counts_for_equality(changes: dict[str, Any]) -> None:
    assert Kernel(SOBEL).replace(**changes) != Kernel(SOBEL)


def test_a_kernel_equals_nothing_else() -> None:
    assert Kernel([[1]]) != 1
    assert Kernel([[1]]) != "1"


def test_copies_are_equal() -> None:
    kernel = Kernel(SOBEL, divisor=2, offset=3, anchor=(0, 1), name="a")
    assert copy.deepcopy(kernel) == kernel
    assert dataclasses.replace(kernel, name="b") == kernel.replace(name="b")


def test_effective_weights_are_over_the_divisor() -> None:
    assert Kernel([[2, 4]], divisor=4).effective_weights.tolist() == [[0.5, 1.0]]


def test_repr_names_the_kernel_and_its_size() -> None:
    assert repr(Kernel([[1, 2]], name="Pair")) == "Kernel('Pair', 1×2)"
    assert "unnamed" in repr(Kernel([[1]]))


@pytest.mark.parametrize(
    "weights",
    [
        np.array(SOBEL, dtype=np.int8),
        np.array(SOBEL, dtype=np.float16),
        np.array([[True, False]]),
        [[Fraction(1, 2), 1]],
        ((1, 2), (3, 4)),
        [range(3), range(3)],
        [np.arange(3), np.arange(3)],
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        np.arange(12.0).reshape(3, 4)[::-1, ::2],
    ],
)
def test_real_numbers_of_any_kind_are_accepted(weights: Any) -> None:
    expected = np.array(weights, dtype=np.float64)
    np.testing.assert_array_equal(Kernel(weights).weights, expected)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([], "at least one row"),
        ([[]], "not 1 × 0"),
        (np.zeros((0, 3)), "not 0 × 3"),
        ([[1, 2], [3]], "row 2 has 1 cell; row 1 has 2 cells"),
        ([1, 2, 3], "row 1 is 1; each row is a list"),
        ([np.array(5)], "row 1"),
        (np.zeros(3), "not 1-dimensional"),
        (np.zeros((1, 1, 1)), "not 3-dimensional"),
        ([[[1]]], "not 3-dimensional"),
        (5, "rows of numbers, not int"),
        (None, "rows of numbers, not NoneType"),
        ("1 2 3", "rows of numbers, not str"),
        (b"12", "rows of numbers, not bytes"),
        (["12", "34"], "row 1 is '12'"),
        ([["1", "2"]], "row 1, column 1 is"),
        (np.array([["1", "2"]]), "row 1, column 1 is"),
        ([[1, None]], "row 1, column 2 is of the type NoneType"),
        ([[1, "x"]], "row 1, column"),
        ([[1, 2j]], "real numbers"),
        (np.array([[1 + 0j]]), "real numbers"),
        ([[Decimal(1)]], "row 1, column 1"),
        (np.array([[object()]]), "row 1, column 1 is of the type object"),
        (np.array([["2020-01-01"]], dtype="datetime64[D]"), "row 1, column 1"),
        ([[0, 1], [2, float("nan")]], "row 2, column 2 is nan"),
        ([[0, float("inf")]], "row 1, column 2 is inf"),
        ([[10**400]], "row 1, column 1|float64|real numbers"),
        (np.array([[np.longdouble("1e4000")]]), "row 1, column 1 is inf"),
        ([{1: 2}], "not 1-dimensional|real numbers"),
        ([{1, 2}], "not 1-dimensional|real numbers"),
    ],
)
def test_bad_weights_are_refused_with_a_reason(weights: Any, message: str) -> None:
    with pytest.raises(KernelError, match=message):
        Kernel(weights)


@pytest.mark.parametrize(
    "weights",
    [
        np.zeros((100, 3)),
        np.zeros((3, 100)),
        [[0]] * 100,
        [[0] * 100],
        range(10**12),
        [range(10**12)],
        [[0] * 100] + [[0]] * 5,
        np.broadcast_to(np.zeros(1), (10**6, 10**6)),
    ],
)
def test_too_large_is_refused_before_anything_is_copied(weights: Any) -> None:
    with pytest.raises(KernelError, match=r"99|row"):
        Kernel(weights)


def test_an_endless_generator_is_refused() -> None:
    endless: Any = itertools.count()
    with pytest.raises(KernelError, match="not count"):
        Kernel(endless)
    with pytest.raises(KernelError, match="row 1"):
        Kernel([endless])


def test_a_list_that_holds_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(KernelError):
        Kernel(loop)


@pytest.mark.parametrize(
    ("divisor", "message"),
    [
        (0, "divisor is 0"),
        (-0.0, "divisor is 0"),
        (float("nan"), "divisor is nan"),
        (float("-inf"), "divisor is -inf"),
        ("2", "divisor must be a number"),
        (None, "divisor must be"),
        (1j, "divisor must be"),
        (10**400, "divisor must be"),
        (5e-324, "too small"),
    ],
)
def test_bad_divisors_are_refused(divisor: Any, message: str) -> None:
    with pytest.raises(KernelError, match=message):
        Kernel([[1]], divisor=divisor)


@pytest.mark.parametrize("offset", [float("nan"), float("inf"), "1", None, [1]])
def test_bad_offsets_are_refused(offset: Any) -> None:
    with pytest.raises(KernelError, match="offset"):
        Kernel([[1]], offset=offset)


@pytest.mark.parametrize(
    "anchor",
    [(3, 0), (0, 3), (-1, 0), (0,), (0, 0, 0), 1, "ab", (0.5, 0), (None, 0), itertools.count()],
)
def test_bad_anchors_are_refused(anchor: Any) -> None:
    with pytest.raises(KernelError, match="anchor"):
        Kernel(SOBEL, anchor=anchor)


def test_numpy_integers_are_anchors() -> None:
    anchor: Any = (np.int64(0), np.int64(2))
    assert Kernel(SOBEL, anchor=anchor).anchor == (0, 2)

"""Many kernels on one picture: as right as one by one, whoever shares work with whom."""

import json
import subprocess
import sys
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from threadpoolctl import (  # type: ignore[import-untyped]
    threadpool_info,
    threadpool_limits,
)

from kernelview.engine import (
    BORDERS,
    Border,
    EngineError,
    correlate_bank,
)
from kernelview.engine.bank import correlate_bank_into, plan_of
from kernelview.engine.bank import products as bank_products
from kernelview.engine.bank import spectra as bank_spectra
from kernelview.engine.bank.group import Group, groups_of
from kernelview.engine.problem import Problem, default_output, problem_of
from kernelview.engine.workers import Workers
from kernelview.kernels import Kernel, build, recipe_for
from kernelview.threads.blas import one_blas_thread
from tests.engine.expected import assert_close, some_kernel, some_picture

WAYS = (bank_products, bank_spectra)
MEGABYTE = 2**20

ways = pytest.mark.parametrize("way", WAYS)
borders = pytest.mark.parametrize("border", BORDERS)


def problems_for(
    image: NDArray[Any],
    kernels: list[Kernel],
    *,
    border: Border = "reflect",
    constant: float = 0.0,
    output: Any = None,
) -> list[Problem]:
    height, width = image.shape[:2]
    kind = np.dtype(output) if output is not None else default_output(image.dtype)
    shape = (height, width, image.size // (height * width))
    return [problem_of(shape, image.dtype, one, border, constant, kind) for one in kernels]


def filtered(
    image: NDArray[Any],
    kernels: list[Kernel],
    *,
    way: ModuleType | None = None,
    threads: int = 2,
    **settings: Any,
) -> NDArray[Any]:
    """Correlate in one way, or in the ways of the plan."""
    problems = problems_for(image, kernels, **settings)
    planes = image.reshape(problems[0].shape)
    results = np.full((len(kernels), *planes.shape), 77, problems[0].output)
    if way is None:
        correlate_bank_into(planes, problems, results, Workers(threads))
    else:
        for group in groups_of(problems):
            way.correlate(planes, group, results, Workers(threads))
    return results.reshape(-1, *image.shape)


def random_kernels(side: int, count: int, **settings: Any) -> list[Kernel]:
    return [some_kernel(side, side, seed=seed, **settings) for seed in range(count)]


def group_of(side: int, count: int = 64, shape: tuple[int, ...] = (512, 512)) -> Group:
    image = np.ones(shape, np.float32)
    return groups_of(problems_for(image, random_kernels(side, count)))[0]


@borders
@pytest.mark.parametrize("dtype", ["u1", "f4", "f8"])
def test_a_mixed_bank_equals_one_kernel_after_the_other(border: Border, dtype: str) -> None:
    image = some_picture((150, 170), dtype)
    kernels = [
        some_kernel(3, 3, offset=2),
        some_kernel(11, 11, divisor=3),
        some_kernel(3, 3, seed=5, divisor=-7),
        build(recipe_for("box", size=15)),
        some_kernel(3, 3, seed=6, anchor=(0, 2)),
        some_kernel(11, 11, seed=7),
        some_kernel(1, 40),
        some_kernel(31, 31),
        some_kernel(3, 3, seed=8),
    ]
    found = filtered(image, kernels, border=border, constant=0.5)
    for result, kernel in zip(found, kernels, strict=True):
        assert_close(result, image, kernel, border=border, constant=0.5 * (border == "constant"))


@ways
@borders
@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (40, 61, 3), (90, 131), (7, 5, 600), (9, 4000)])
@pytest.mark.parametrize("size", [(1, 1), (3, 3), (2, 5), (11, 11), (1, 99)])
def test_each_way_is_right_for_every_shape_and_border(
    way: ModuleType, border: Border, shape: tuple[int, ...], size: tuple[int, int]
) -> None:
    for dtype in ("u1", "f8"):
        image = some_picture(shape, dtype)
        kernels = [some_kernel(*size, seed=seed, divisor=2, offset=seed) for seed in range(3)]
        found = filtered(image, kernels, way=way, border=border, constant=7)
        for result, kernel in zip(found, kernels, strict=True):
            assert_close(
                result, image, kernel, border=border, constant=7.0 * (border == "constant")
            )


@ways
@pytest.mark.parametrize("dtype", ["?", "u1", "i2", "u4", "f2", "f4", "f8"])
@pytest.mark.parametrize("output", ["u1", "i2", "u2", "i4", "f2", "f4", "f8"])
def test_each_way_is_right_for_every_pair_of_dtypes(
    way: ModuleType, dtype: str, output: str
) -> None:
    image = some_picture((33, 30, 3), dtype)
    kernels = random_kernels(5, 3, divisor=1e7 if dtype in {"i2", "u4"} else 2)
    found = filtered(image, kernels, way=way, output=output)
    assert found.dtype == output
    for result, kernel in zip(found, kernels, strict=True):
        assert_close(result, image, kernel)


@ways
@pytest.mark.parametrize("anchor", [(0, 0), (0, 4), (2, 1), (3, 4)])
def test_each_way_heeds_the_anchor(way: ModuleType, anchor: tuple[int, int]) -> None:
    image = some_picture((20, 24), np.float32)
    kernels = [some_kernel(4, 5, seed=seed, anchor=anchor) for seed in range(2)]
    for result, kernel in zip(filtered(image, kernels, way=way), kernels, strict=True):
        assert_close(result, image, kernel)


@ways
@pytest.mark.parametrize("dtype", ["u1", "f4"])
@pytest.mark.parametrize("count", [1, 2, 63, 65, 130])
def test_each_way_takes_any_number_of_kernels(way: ModuleType, dtype: str, count: int) -> None:
    image = some_picture((61, 83), dtype)
    kernels = random_kernels(5, count)
    found = filtered(image, kernels, way=way, output=dtype)
    for result, kernel in zip(found, kernels, strict=True):
        assert_close(result, image, kernel)


@pytest.mark.parametrize("row_after_row", [False, True])
@pytest.mark.parametrize("shape", [(61, 83), (300, 410, 3), (5, 40_000)])
def test_products_are_right_wherever_they_are_written(
    shape: tuple[int, ...], row_after_row: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank_products, "writes_row_after_row", lambda: row_after_row)
    image = some_picture(shape, np.float32)
    kernels = [some_kernel(3, 5, seed=seed, offset=seed) for seed in range(67)]
    kernels[40] = some_kernel(3, 3)
    for result, kernel in zip(filtered(image, kernels, way=bank_products), kernels, strict=True):
        assert_close(result, image, kernel)


@pytest.mark.parametrize("dtype", ["?", "i1", "u1", "u2", "f4"])
@pytest.mark.parametrize("gain", [0.4, 1e3, 1e8])
def test_bytes_are_rounded_and_clipped_whatever_the_gain(dtype: str, gain: float) -> None:
    image = some_picture((40, 50), dtype)
    kernels = [
        some_kernel(3, 3, seed=seed, divisor=1 / gain, offset=gain * seed) for seed in range(4)
    ]
    found = filtered(image, kernels, way=bank_products, output=np.uint8)
    for result, kernel in zip(found, kernels, strict=True):
        assert_close(result, image, kernel)


def test_bytes_round_half_to_even() -> None:
    image = np.array([[1, 3, 5, 7, 255]], np.uint8)
    halves = [Kernel([[1]], divisor=2)] * 2
    found = filtered(image, halves, way=bank_products, output=np.uint8)
    assert found.tolist() == [[[0, 2, 2, 4, 128]]] * 2


@pytest.mark.parametrize("output", ["u1", "f4"])
@pytest.mark.parametrize("shape", [(97, 140, 3), (300, 260)])
def test_the_number_of_threads_changes_nothing(shape: tuple[int, ...], output: str) -> None:
    image = some_picture(shape, "u1")
    kernels = [*random_kernels(3, 20), *random_kernels(11, 9), build(recipe_for("box", size=21))]
    one, two, five = (filtered(image, kernels, output=output, threads=n) for n in (1, 2, 5))
    assert one.tobytes() == two.tobytes() == five.tobytes()


@pytest.mark.parametrize("poison", [np.nan, np.inf])
@pytest.mark.parametrize("side", [3, 11])
def test_what_is_not_finite_stays_under_the_weights_that_see_it(side: int, poison: float) -> None:
    image = some_picture((200, 210), np.float32)
    image[100, 120] = poison
    kernels = random_kernels(side, 12)
    weights = kernels[3].weights.copy()
    weights[0, :] = 0
    kernels[3] = Kernel(weights)
    lost = ~np.isfinite(filtered(image, kernels))
    expected = [side * side] * 12
    expected[3] -= side
    assert lost.sum(axis=(1, 2)).tolist() == expected


def test_a_border_constant_that_is_nan_stays_at_the_border() -> None:
    image = some_picture((120, 130), np.uint8)
    found = filtered(image, random_kernels(11, 8), border="constant", constant=np.nan)
    assert np.isnan(found[:, 0]).all()
    assert np.isfinite(found[:, 5:-5, 5:-5]).all()


def test_a_value_that_towers_over_the_others_does_not_drown_them() -> None:
    image = some_picture((200, 210), np.float32)
    kernels = random_kernels(11, 12)
    plain = filtered(image, kernels)
    image[5, 5] = 1e9
    towered = filtered(image, kernels)
    for one, other, kernel in zip(plain, towered, kernels, strict=True):
        allowed = 2e-5 * 2 * float(np.abs(kernel.weights).sum())
        assert np.abs(one[20:, 20:] - other[20:, 20:]).max() <= allowed


@pytest.mark.parametrize("side", [3, 11])
def test_a_weak_kernel_is_precise_beside_strong_ones(side: int) -> None:
    image = some_picture((90, 80), np.float32)
    gains = (1e6, 1e-4, 30.0, 1e6, 1e-4, 1.0, 1e3)
    kernels = [
        Kernel(some_kernel(side, side, seed=seed).weights * gain, offset=gain * (seed % 2))
        for seed, gain in enumerate(gains)
    ]
    for way in WAYS:
        for result, kernel in zip(filtered(image, kernels, way=way), kernels, strict=True):
            assert_close(result, image, kernel)


def test_small_kernels_are_multiplied_large_ones_transformed_and_structured_ones_left_alone() -> (
    None
):
    image = np.broadcast_to(np.float32(1), (4000, 6000))
    box = Kernel(np.ones((63, 63)))
    kernels = [*random_kernels(3, 40), *random_kernels(15, 9), box]
    plan = plan_of(problems_for(image, kernels))
    places = {way: list(group.places) for way, group in plan.shared}
    assert places == {bank_products: list(range(40)), bank_spectra: list(range(40, 49))}
    assert plan.alone == [49]


def test_a_kernel_is_not_looked_at_where_that_takes_longer_than_its_share() -> None:
    image = np.ones((512, 512), np.float32)
    plan = plan_of(problems_for(image, [Kernel(np.ones((63, 63)))] * 9))
    assert not plan.alone


def test_a_plan_places_every_kernel_once() -> None:
    image = np.ones((300, 200, 3), np.uint8)
    sizes = (3, 5, 11, 3, 1, 63, 11, 5, 3, 99)
    kernels = [some_kernel(side, side, seed=number) for number, side in enumerate(sizes)]
    plan = plan_of(problems_for(image, kernels))
    shared = [place for _, group in plan.shared for place in group.places]
    assert sorted([*shared, *plan.alone]) == list(range(len(kernels)))


def test_an_empty_bank_is_refused() -> None:
    with pytest.raises(EngineError, match="no kernel"):
        correlate_bank(np.ones((4, 4)), [])


def test_the_entry_equals_the_bank() -> None:
    image = some_picture((60, 50, 3), np.uint8)
    kernels = [*random_kernels(3, 5), *random_kernels(11, 3)]
    found = correlate_bank(image, kernels, border="wrap")
    wanted = filtered(image, kernels, border="wrap")
    assert found.shape == (8, 60, 50, 3)
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-4 * np.abs(wanted).max())


def test_members_of_a_group_stand_side_by_side_in_runs() -> None:
    group = Group(group_of(3, 6).problems, [0, 1, 4, 5, 6, 9])
    assert list(group.runs(1, 6)) == [
        (slice(0, 1), slice(1, 2)),
        (slice(1, 4), slice(4, 7)),
        (slice(4, 5), slice(9, 10)),
    ]


def blas_threads() -> set[int]:
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}


def test_blas_is_held_to_one_thread_and_set_free_by_the_last_to_leave() -> None:
    with threadpool_limits(3, user_api="blas"):
        with one_blas_thread():
            with one_blas_thread():
                assert blas_threads() == {1}
            assert blas_threads() == {1}
        assert blas_threads() == {3}


# In a process of its own: OpenCV's memory is the system's to count.
SCRIPT = """
import json, resource, sys
import numpy as np
from kernelview.engine.bank import correlate_bank_into
from kernelview.engine.workers import Workers
from tests.engine.test_bank import problems_for, random_kernels

side, count, height, width = (int(argument) for argument in sys.argv[1:])
kernels = random_kernels(side, count)
image = np.ones((height, width, 1), np.float32)
results = np.ones((count, height, width, 1), np.float32)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
correlate_bank_into(image, problems_for(image[:, :, 0], kernels), results, Workers(2))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"taken": (after - before) * 1024, "input": image.nbytes}))
"""


@pytest.mark.parametrize(
    ("side", "count", "shape"),
    [
        (3, 32, (2048, 2048)),
        (3, 32, (4, 1_000_000)),
        (7, 16, (2048, 2048)),
        (11, 32, (2048, 2048)),
        (99, 200, (600, 600)),
    ],
)
def test_a_bank_takes_little_beyond_picture_and_results(
    side: int, count: int, shape: tuple[int, int]
) -> None:
    numbers = [str(number) for number in (side, count, *shape)]
    arguments = [sys.executable, "-c", SCRIPT, *numbers]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["taken"] <= 64 * MEGABYTE + 0.02 * found["input"]

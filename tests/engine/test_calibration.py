from collections.abc import Callable

import pytest

from kernelview.engine import METHODS, EngineError, Method
from kernelview.engine.calibration import ROUNDS, Sample, calibrate
from kernelview.engine.speeds import SLOWEST, speeds
from kernelview.jobs import run


class Clock:
    """Time that passes only where a test lets it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def taking(self, *seconds: float) -> Callable[[], None]:
        """Return a call that takes these times in turn, the last one from then on."""
        times = list(seconds)

        def call() -> None:
            self.now += times.pop(0) if len(times) > 1 else times[0]

        return call


def factor(clock: Clock, *samples: Sample) -> float:
    return run(calibrate(samples=samples, clock=clock)).of("direct")


def sample(call: Callable[[], object], expected: float = 1.0, method: Method = "direct") -> Sample:
    return Sample(method, expected, call)


def test_a_method_that_takes_twice_what_is_expected_has_factor_2() -> None:
    clock = Clock()
    assert factor(clock, sample(clock.taking(0.006), 0.003)) == pytest.approx(2.0)


def test_the_first_call_does_not_count() -> None:
    clock = Clock()
    assert factor(clock, sample(clock.taking(0.001, 2.0))) == pytest.approx(2.0)


def test_slow_moments_do_not_count() -> None:
    clock = Clock()
    noisy = clock.taking(9.0, 3.0, 1.5, 7.0, 40.0, 3.0)
    assert factor(clock, sample(noisy)) == pytest.approx(1.5)


def test_two_problems_of_a_method_count_alike() -> None:
    clock = Clock()
    both = sample(clock.taking(2.0)), sample(clock.taking(0.5))
    assert factor(clock, *both) == pytest.approx(1.0)


@pytest.mark.parametrize(("taken", "expected"), [(1000.0, SLOWEST), (0.001, 1 / SLOWEST)])
def test_factors_stay_in_range(taken: float, expected: float) -> None:
    clock = Clock()
    assert factor(clock, sample(clock.taking(taken))) == expected


@pytest.mark.parametrize("error", [EngineError("no"), MemoryError(), ValueError("odd")])
def test_a_method_that_fails_keeps_1_and_the_others_are_measured(error: Exception) -> None:
    clock = Clock()

    def fail() -> None:
        raise error

    found = run(
        calibrate(samples=[sample(fail), sample(clock.taking(2.0), 1.0, "separable")], clock=clock)
    )
    assert found.of("direct") == 1.0
    assert found.of("separable") == pytest.approx(2.0)


def test_a_clock_that_stands_still_changes_nothing() -> None:
    assert factor(Clock(), sample(lambda: None)) == 1.0


def test_a_method_without_a_problem_keeps_1() -> None:
    clock = Clock()
    assert factor(clock, sample(clock.taking(2.0), 1.0, "reference")) == 1.0


def test_every_call_is_a_step_so_that_it_can_be_cancelled() -> None:
    clock, calls = Clock(), []
    job = calibrate(samples=[sample(lambda: calls.append(1))] * 3, clock=clock)
    steps = 0
    for progress in job:
        steps += 1
        assert len(calls) <= steps
        assert 0 <= progress.fraction <= 1
    assert len(calls) == 3 * (ROUNDS + 1)
    assert steps > len(calls)


def test_real_methods_are_measured_and_nothing_is_changed_by_it() -> None:
    before = speeds()
    found = run(calibrate())
    assert set(found.factors) == set(METHODS)
    assert all(1 / SLOWEST <= value <= SLOWEST for value in found.factors.values())
    assert any(value != 1.0 for value in found.factors.values())
    assert speeds() is before

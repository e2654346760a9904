"""Recovering a kernel by gradient descent, step by step."""

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.engine import correlate
from kernelview.jobs import Progress, run
from kernelview.kernels import preset
from kernelview.learn.descending import DescentSettings, DescentStep, descend
from kernelview.learn.errors import LearnError
from kernelview.learn.gathering import RecoverySettings
from kernelview.learn.recovering import recover
from kernelview.learn.recovery import Recovery

TRUTH = preset("sharpen")
SETTINGS = RecoverySettings((3, 3), truth=TRUTH)


def picture() -> NDArray[np.float64]:
    return np.random.default_rng(1).normal(size=(60, 50))


def filtered() -> NDArray[np.float64]:
    noise = np.random.default_rng(2).normal(0, 0.01, (60, 50))
    return correlate(picture(), TRUTH.replace(offset=3)) + noise


def descended(
    descent: DescentSettings, settings: RecoverySettings = SETTINGS
) -> tuple[Recovery, list[DescentStep]]:
    seen: list[Progress] = []
    recovery = run(descend(picture(), filtered(), settings, descent), seen.append)
    return recovery, [step for step in seen if isinstance(step, DescentStep)]


def test_the_descent_ends_at_the_closed_form() -> None:
    recovery, steps = descended(DescentSettings(200))
    closed = run(recover(picture(), filtered(), SETTINGS))
    np.testing.assert_allclose(recovery.kernel.weights, closed.kernel.weights, atol=1e-9)
    assert recovery.offset == pytest.approx(closed.offset)
    np.testing.assert_allclose(recovery.standard_errors, closed.standard_errors, rtol=1e-6)
    assert steps[-1].distance < 1e-9


def test_every_step_is_shown_with_its_kernel_and_error() -> None:
    recovery, steps = descended(DescentSettings(30))
    assert [step.step for step in steps] == list(range(31))
    assert all(step.kernel.shape == (3, 3) for step in steps)
    np.testing.assert_array_equal(steps[-1].kernel.weights, recovery.kernel.weights)
    assert steps[-1].residual_rms == pytest.approx(recovery.residual_rms)
    assert steps[0].truth_distance is not None
    assert steps[-1].truth_distance is not None
    assert steps[-1].truth_distance < 0.1 * steps[0].truth_distance


def test_plain_descent_never_climbs() -> None:
    _, steps = descended(DescentSettings(60, momentum=0))
    left = np.array([step.residual_rms for step in steps])
    assert (np.diff(left) <= 1e-12).all()


def test_the_stated_error_holds_the_way_not_yet_gone() -> None:
    recovery, steps = descended(DescentSettings(3, learning_rate=0.1, momentum=0))
    assert steps[-1].distance > 0.1
    assert recovery.truth is not None
    assert recovery.truth.in_errors < 5
    assert recovery.verdict != "well"


def test_a_seed_repeats_bit_for_bit_and_another_starts_elsewhere() -> None:
    kernels = [
        descended(DescentSettings(5), RecoverySettings((3, 3), seed=seed))[0].kernel.weights
        for seed in (1, 1, 2)
    ]
    assert kernels[0].tobytes() == kernels[1].tobytes()
    assert not np.array_equal(kernels[0], kernels[2])


def test_closing_the_job_in_the_middle_ends_it() -> None:
    job = descend(picture(), filtered(), SETTINGS, DescentSettings(50))
    while not isinstance(next(job), DescentStep):
        pass
    job.close()
    assert list(job) == []


def test_progress_never_goes_back() -> None:
    seen: list[Progress] = []
    run(descend(picture(), filtered(), SETTINGS, DescentSettings(5)), seen.append)
    fractions = [step.fraction for step in seen]
    assert fractions == sorted(fractions)


def test_steps_too_large_are_refused_when_they_run_away() -> None:
    with pytest.raises(LearnError, match="smaller learning rate"):
        descended(DescentSettings(2000, learning_rate=3))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"steps": 0}, "from 1 up"),
        ({"learning_rate": float("nan")}, "above 0"),
        ({"momentum": 1.0}, "below 1"),
    ],
)
def test_settings_that_lead_nowhere_are_refused(words: dict[str, float], reason: str) -> None:
    with pytest.raises(LearnError, match=reason):
        DescentSettings(**words)  # type: ignore[arg-type]  # wrong on purpose

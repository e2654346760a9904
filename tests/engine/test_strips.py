"""A long correlation in strips is the same correlation."""

import numpy as np
import pytest

from kernelview.engine import (
    BORDERS,
    Border,
    Convolve,
    Magnitude,
    Pipeline,
    correlate,
    run_pipeline,
    strips,
)
from kernelview.engine.strips import correlate_in_strips
from kernelview.jobs import Progress
from kernelview.kernels import preset
from tests.engine.expected import some_kernel, some_picture


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("anchor", [(0, 0), (98, 1), (50, 1)])
def test_strips_make_no_difference(border: Border, anchor: tuple[int, int]) -> None:
    image = some_picture((515, 20, 3), np.uint8)
    kernel = some_kernel(99, 3, separable=True, anchor=anchor)
    job = correlate_in_strips(image, kernel, border=border, constant=9, strip_seconds=1e-9)
    shares = []
    while True:
        try:
            shares.append(next(job))
        except StopIteration as end:
            found = end.value
            break
    assert shares == [0, 0.25, 0.5, 0.75]
    wanted = correlate(image, kernel, border=border, constant=9)
    np.testing.assert_allclose(found, wanted, rtol=1e-5, atol=1e-2)


def test_a_short_correlation_is_done_in_one() -> None:
    job = correlate_in_strips(np.ones((9, 9)), preset("sobel-x"), border="edge", constant=0)
    with pytest.raises(StopIteration):
        next(job)


def test_a_large_picture_can_be_cancelled_within_a_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strips, "expected_seconds", lambda *_: 1.0)
    image = np.zeros((3500, 3500), np.float32)
    kernel = some_kernel(61, 61)
    job = run_pipeline(image, Pipeline((Magnitude(kernel, kernel), Convolve(kernel))))
    first, second = next(job), next(job)
    assert isinstance(first, Progress)
    assert first.message == second.message
    assert 0 <= first.fraction <= second.fraction < 0.5
    job.close()

"""Jobs: generators that yield Progress and return their result."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.jobs import Job, Progress, completed, run


def counting(steps: int) -> Job[str]:
    for step in range(steps):
        yield Progress(step, steps, f"step {step}")
    return f"{steps} steps"


def test_run_returns_the_result() -> None:
    assert run(counting(3)) == "3 steps"


def test_run_reports_every_step_in_order() -> None:
    heard: list[Progress] = []
    run(counting(2), heard.append)
    assert heard == [Progress(0, 2, "step 0"), Progress(1, 2, "step 1")]


def test_a_completed_job_has_its_result_and_no_steps() -> None:
    heard: list[Progress] = []
    assert run(completed("ready"), heard.append) == "ready"
    assert heard == []


def test_closing_a_job_runs_its_clean_up_and_no_more_work() -> None:
    happened: list[str] = []

    def job() -> Job[None]:
        try:
            yield Progress(0, 2)
            happened.append("second half")
            yield Progress(1, 2)
        finally:
            happened.append("cleaned up")

    started = job()
    next(started)
    started.close()
    assert happened == ["cleaned up"]


def test_an_error_in_a_job_reaches_whoever_runs_it() -> None:
    def job() -> Job[None]:
        yield Progress(0, 1)
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full"):
        run(job())


def test_an_error_in_the_report_reaches_whoever_runs_the_job() -> None:
    def report(_progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(counting(3), report)


def test_a_job_of_jobs_hands_on_steps_and_result() -> None:
    def job() -> Job[tuple[str, str]]:
        first = yield from counting(1)
        second = yield from counting(2)
        return first, second

    heard: list[Progress] = []
    assert run(job(), heard.append) == ("1 steps", "2 steps")
    assert [progress.total for progress in heard] == [1, 2, 2]


@given(st.integers(0, 1000), st.integers(-5, 1000))
def test_the_fraction_is_always_from_0_to_1(done: int, total: int) -> None:
    assert 0 <= Progress(done, total).fraction <= 1


@pytest.mark.parametrize(("done", "total", "fraction"), [(1, 4, 0.25), (4, 4, 1.0), (3, 0, 0.0)])
def test_the_fraction_is_done_over_total_and_0_when_the_total_is_unknown(
    done: int, total: int, fraction: float
) -> None:
    assert Progress(done, total).fraction == fraction


def test_a_job_is_a_plain_iterator_for_a_loop() -> None:
    steps: Iterator[Progress] = counting(2)
    assert [progress.done for progress in steps] == [0, 1]

"""Jobs made of jobs."""

from hypothesis import given
from hypothesis import strategies as st

from kernelview.jobs import Job, Progress, run
from kernelview.usecases.progress import part_of


def steps(fractions: list[float]) -> Job[str]:
    for fraction in fractions:
        yield Progress(round(fraction * 100), 100, "step")
    return "result"


@given(st.integers(1, 20), st.data())
def test_a_part_stays_between_its_start_and_its_end(count: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, count - 1))
    fractions = data.draw(st.lists(st.floats(0, 1), max_size=5))
    heard: list[float] = []
    job = part_of(steps(fractions), index=index, count=count)
    assert run(job, lambda progress: heard.append(progress.fraction)) == "result"
    assert all(index / count - 1e-9 <= f <= (index + 1) / count + 1e-9 for f in heard)


def test_a_part_says_what_it_is_about_and_what_it_does() -> None:
    heard: list[str] = []
    run(
        part_of(steps([0.5]), index=0, count=1, message="photo.png"),
        lambda progress: heard.append(progress.message),
    )
    assert heard == ["photo.png", "photo.png: step"]


def test_closing_the_whole_closes_the_part() -> None:
    closed: list[bool] = []

    def part() -> Job[None]:
        try:
            yield Progress(0, 2)
            yield Progress(1, 2)
        finally:
            closed.append(True)

    job = part_of(part(), index=0, count=2)
    next(job)
    next(job)
    job.close()
    assert closed == [True]

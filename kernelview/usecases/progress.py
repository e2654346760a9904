"""Jobs made of jobs: the progress of a part as the progress of the whole."""

from typing import TypeVar

from kernelview.jobs import Job, Progress

Result = TypeVar("Result")

STEPS_A_PART = 1000


def part_of(job: Job[Result], *, index: int, count: int, message: str = "") -> Job[Result]:
    """Run `job` as part `index` (from 0) of `count` equal parts of a larger job.

    A `message` says what the part is about and stands before the part's own words. Where
    the part starts anew, as one made of several jobs does, the whole waits and does not go
    back. Closing the result closes `job`.
    """
    total = max(1, count) * STEPS_A_PART
    done = start = index * STEPS_A_PART
    yield Progress(done, total, message)
    try:
        while True:
            step = next(job)
            done = max(done, start + round(step.fraction * STEPS_A_PART))
            yield Progress(done, total, ": ".join(filter(None, (message, step.message))))
    except StopIteration as end:
        result: Result = end.value
        return result
    finally:
        job.close()

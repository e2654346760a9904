"""An experiment followed: how far it is, how long it takes, and what came out so far."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from kernelview.jobs import Progress, run
from kernelview.kernels import Kernel, preset
from kernelview.learn.experiments import ExperimentRecord, plots_of
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.experiment_request import ExperimentRequest, plan_of, settings_of
from kernelview.usecases.experiment_time import (
    estimate,
    expected_seconds,
    seconds_words,
    trainings_of,
)
from kernelview.usecases.follow_experiment import (
    ExperimentNews,
    NetworkInHand,
    follow_experiment,
)
from kernelview.usecases.run_experiment import run_experiment
from tests.learn.experiment_samples import saying
from tests.learn.record_samples import record
from tests.usecases.training_samples import trained

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
SMALL = ExperimentRequest(
    seeds=(0, 1), banks=("fixed", "learned"), epochs=1, source="digits-8x8", limit=60
)


def ticking(step: float):  # type: ignore[no-untyped-def]
    """Return a clock that goes on by `step` seconds each time it is read."""
    times = count(0, step)
    return lambda: next(times)


def followed(
    request: ExperimentRequest, step: float = 0.2, network: NetworkInHand | None = None
) -> tuple[ExperimentRecord, list[ExperimentNews]]:
    told: list[Progress] = []
    job = follow_experiment(
        request, network, execute=saying(lambda trial: 0.5), clock=ticking(step), now=lambda: NOON
    )
    found = run(job, told.append)
    assert all(isinstance(one, ExperimentNews) for one in told)
    return found, [one for one in told if isinstance(one, ExperimentNews)]


def test_the_record_is_what_the_experiment_found() -> None:
    found, _ = followed(SMALL)
    result = run(run_experiment(plan_of(SMALL), execute=saying(lambda trial: 0.5)))
    assert found.tables == result.tables
    assert found.conclusions == result.conclusions
    assert repr(found.plots) == repr(plots_of(result))
    assert (found.kind, found.made) == ("frozen", NOON)
    assert found.seconds > 0
    assert found.settings["Pictures"] == "digits-8x8, the first 60"
    assert found.settings["Seeds"] == "0, 1"


def test_what_came_out_so_far_is_told_and_grows() -> None:
    _, told = followed(SMALL)
    rows = [len(one.record.tables["trials"].rows) for one in told if one.record is not None]
    assert rows == [1, 2, 3, 4]
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert {one.total for one in told} == {4}


def test_nothing_is_told_more_often_than_it_can_be_followed() -> None:
    _, told = followed(SMALL, step=1e-9)
    assert len(told) == 1


def test_the_time_left_comes_from_the_trainings_done() -> None:
    _, told = followed(SMALL)
    assert told[0].seconds_left is None
    left = [one.seconds_left for one in told if one.seconds_left is not None]
    assert len(left) > 4
    assert left[0] > left[-1] >= 0


def test_closing_it_gives_the_training_up() -> None:
    job = follow_experiment(SMALL, clock=ticking(1.0), now=lambda: NOON)
    next(job)
    job.close()
    with pytest.raises(StopIteration):
        next(job)


def test_an_ablation_takes_the_network_in_hand_and_its_own_pictures() -> None:
    run_record = trained().record
    # What is all zeros is no other kernel.
    network = NetworkInHand(run_record, {0: preset("sobel-x"), 1: Kernel([[0.0]])})
    with_match, _ = followed(ExperimentRequest("ablation"), network=network)
    assert with_match.kind == "ablation"
    assert len(with_match.tables["ablation"].rows) == 5
    assert with_match.settings["Replaced by a match"] == "1 kernel"
    alone, _ = followed(ExperimentRequest("ablation", replaces=False), network=network)
    assert len(alone.tables["ablation"].rows) == 4


def test_an_ablation_without_a_network_says_what_to_do() -> None:
    with pytest.raises(UseCaseError, match="train one first"):
        run(follow_experiment(ExperimentRequest("ablation")))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "guess"}, "frozen, hunger, ablation"),
        ({"seeds": ()}, "1 to 20 seeds"),
        ({"seeds": tuple(range(21))}, "1 to 20 seeds"),
        ({"banks": ()}, "at least one"),
        ({"epochs": 0}, "1 to 200 epochs"),
        ({"bank": "mine"}, "'mine'"),
        ({"source": "/etc/passwd"}, "mnist-5k"),
        ({"limit": 3}, "50 pictures"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value,
)
def test_what_cannot_be_run_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(UseCaseError, match=words):
        replace(SMALL, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["frozen", "hunger"])
def test_the_trainings_counted_beforehand_are_those_that_are_run(kind: str) -> None:
    request = replace(SMALL, kind=kind)  # type: ignore[arg-type]
    result = run(run_experiment(plan_of(request), execute=saying(lambda trial: 0.5)))
    ran = [(row.bank, row.count, row.epochs) for row in result.trials]
    assert [(one.bank, one.count, one.epochs) for one in trainings_of(request)] == ran
    assert estimate(request).trainings == len(ran)


def test_a_larger_experiment_is_expected_to_take_longer() -> None:
    def seconds(**changes: object) -> float:
        return estimate(replace(ExperimentRequest(), **changes)).seconds  # type: ignore[arg-type]

    assert 10 < seconds() < 200
    assert seconds(seeds=(0,)) < seconds()
    assert seconds(epochs=20) > seconds()
    assert seconds(limit=500) < seconds()
    assert seconds(limit=9_999_999) == seconds()
    assert seconds(source="shapes", limit=10_000) > seconds(source="shapes")
    assert seconds(source="digits-8x8") < seconds()
    assert seconds(kind="hunger") > seconds()
    assert seconds(kind="ablation") == 0


def test_the_last_experiment_tells_how_fast_this_computer_is() -> None:
    request = replace(SMALL, seeds=(5, 6, 7))
    done, _ = followed(SMALL)
    expected = sum(expected_seconds(one, "digits-8x8") for one in trainings_of(SMALL))
    slow = replace(done, seconds=3 * expected)
    assert not estimate(request).is_measured
    assert estimate(request, [slow]).is_measured
    assert estimate(request, [slow]).seconds == pytest.approx(3 * estimate(request).seconds)
    assert estimate(request, [slow, done]) == estimate(request, [slow])


def test_what_cannot_tell_the_speed_is_passed_over() -> None:
    done, _ = followed(SMALL)
    for useless in (
        replace(done, seconds=0.0),
        replace(done, seconds=1e9),
        replace(done, settings={}),
        replace(done, tables={}),
        record(),
    ):
        assert not estimate(SMALL, [useless]).is_measured


def test_times_are_said_as_exactly_as_they_are_known() -> None:
    said = [seconds_words(one) for one in (0.2, 7, 12, 52, 57, 100, 3500)]
    assert said == ["1 s", "7 s", "10 s", "50 s", "1 min", "2 min", "58 min"]
    assert [seconds_words(one) for one in (3700, 5400, 7200)] == ["1 h", "1 h 30 min", "2 h"]


def test_the_settings_are_what_repeats_the_experiment() -> None:
    settings = settings_of(plan_of(ExperimentRequest()))
    assert settings["Pictures"] == "mnist-5k"
    assert settings["Hand-made kernels"] == "edges-and-lines, 18"
    assert settings["Optimizer"] == "adam, learning rate 0.003, 32 a step"
